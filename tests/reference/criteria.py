"""Criteria of one person: yes, no, or evidence is needed; and which criterion decided."""

import re
from datetime import date

from reference import NEVER, known

COMPARISONS = (
    "is_",
    "in_",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "within",
    "before",
    "on_or_before",
    "after",
    "since",
)


def value_of(text: str):
    """What a bound says, as a plain value; an amount of money in hundredths."""
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"[\d_]+", text):
        return int(text)
    if re.fullmatch(r"[\d_]+\.\d+", text):
        return float(text)
    if re.fullmatch(r"[\d_.]+ [A-Z]{3}", text):
        return round(float(text[:-4]) * 100)
    return text


def compare(operator: str, found, bound) -> bool:
    """One comparison of something known. Who never did something did it more years ago than any number, and
    on no day at all."""
    if operator == "in_":
        return found in bound
    if found == NEVER:
        return not isinstance(bound, date) and operator in ("at_least", "more_than")
    return {
        "is_": found == bound,
        "at_least": found >= bound if operator == "at_least" else None,
        "since": found >= bound if operator == "since" else None,
        "more_than": found > bound if operator == "more_than" else None,
        "after": found > bound if operator == "after" else None,
        "less_than": found < bound if operator == "less_than" else None,
        "before": found < bound if operator == "before" else None,
        "at_most": found <= bound if operator == "at_most" else None,
        "within": found <= bound if operator == "within" else None,
        "on_or_before": found <= bound if operator == "on_or_before" else None,
    }[operator]


def ask(criterion, person, groups, excludes: bool = False) -> bool | None:
    """One criterion. A waiver known to hold settles it: met, or under `none` not met.

    A waiver nobody knows about keeps a refusal open.
    """
    if criterion.waiver is not None and known(person.get(criterion.waiver)) is True:
        return not excludes
    found = known(person.get(criterion.fact))
    if found is None:
        return None
    operator = next(name for name in COMPARISONS if getattr(criterion, name) is not None)
    raw = getattr(criterion, operator)
    if operator == "in_":
        bound = groups[raw] if isinstance(raw, str) else [value_of(item) for item in raw]
    else:
        bound = value_of(raw)
    answer = compare(operator, found, bound)
    waiver_open = criterion.waiver is not None and known(person.get(criterion.waiver)) is None
    return None if waiver_open and answer is excludes else answer


def decide(part, person, groups) -> tuple[bool | None, int | None]:
    """A tree of criteria: the answer, and the position in the file of the criterion that decided it."""
    return _decide(part, person, groups, Counter(), excludes=False)


class Counter:
    """The position of the next criterion in file order."""

    def __init__(self) -> None:
        self.at = -1

    def next(self) -> int:
        self.at += 1
        return self.at


def _decide(part, person, groups, count: Counter, excludes: bool):
    if hasattr(part, "fact"):
        position = count.next()
        return ask(part, person, groups, excludes), position
    found = [_decide(child, person, groups, count, excludes) for child in part.all]
    if part.any:
        several = [_decide(child, person, groups, count, excludes) for child in part.any]
        found.append(at_least(1, several))
    for child in part.none:
        answer, position = _decide(child, person, groups, count, not excludes)
        found.append((None if answer is None else not answer, position))
    if part.at_least:
        several = [_decide(child, person, groups, count, excludes) for child in part.at_least.of]
        found.append(at_least(part.at_least.n, several))
    return at_least(len(found), found)


def at_least(n: int, found):
    """At least n of some answers: all of them, any of them, or in between."""
    yes = sum(answer is True for answer, _ in found)
    could = sum(answer is not False for answer, _ in found)
    answer = True if yes >= n else None if could >= n else False
    return answer, next((position for one, position in found if one is answer), None)
