"""Cases asked under two texts: which answers an amendment changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from acuerdo.agreement import Agreement, Refused, Unreadable
from acuerdo.agreement.cases import Case, Cases
from acuerdo.agreement.plan import Enacted
from acuerdo.cli.trials import answers, enacted_under

Found = dict[str, list[str]]
"""The answers to each person of a case, in words, by the path that was asked."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A case that two texts answer differently, the day on which both were asked, and how they differ."""

    case: str
    on: date
    lines: tuple[str, ...]


def otherwise(cases: Cases, old: Agreement, new: Agreement, since: date) -> Iterator[Otherwise]:
    """Each case that is answered differently.

    Args:
        old, new: the two texts.
        since: the first day on which they may differ: a case of an earlier day is asked on this one.
    """
    texts = _Texts(cases)
    for case in cases.terms.cases:
        asked = case if case.on >= since else case.model_copy(update={"on": since, "known": None})
        before, after = _found(asked, texts, old), _found(asked, texts, new)
        if before != after:
            yield Otherwise(case.name, asked.on, tuple(_lines(before, after)))


class _Texts:
    """The texts that cases run under, each made once for all cases of one day, plan and measures."""

    def __init__(self, cases: Cases) -> None:
        self.cases = cases
        self.made: dict[tuple[Any, ...], Enacted] = {}

    def of(self, text: Agreement, case: Case) -> Enacted:
        """The text a case runs under; raises as `enacted_under` does."""
        key = (text, case.on, case.plan, case.known, case.filed, repr(case.measure))
        if key not in self.made:
            self.made[key] = enacted_under(text, case, self.cases)
        return self.made[key]


def _found(case: Case, texts: _Texts, text: Agreement) -> Found:
    try:
        enacted = texts.of(text, case)
        return {path: [_words(each.found) for each in many] for path, many in answers(case, enacted).items()}
    except (Refused, Unreadable) as error:
        return {path: [f"no answer: {_first_line(error)}"] for path in case.expect}


def _first_line(error: Refused | Unreadable) -> str:
    return error.faults[0].problem if isinstance(error, Unreadable) else str(error).partition("\n")[0]


def _words(found: dict[str, Any]) -> str:
    return ", ".join(
        str(value) if name == "is" else f"{name} {_word(value)}" for name, value in found.items() if value
    )


def _word(value: Any) -> str:
    if isinstance(value, dict):
        return " and ".join(f"{name} {each}" for name, each in value.items())
    return str(value)


def _lines(before: Found, after: Found) -> Iterator[str]:
    for path, old in before.items():
        new = after[path]
        most = max(len(old), len(new))
        for number, (one, other) in enumerate(zip(_of(old, most), _of(new, most), strict=True), 1):
            if one != other:
                who = f" (person {number})" if most > 1 else ""
                yield f"{path}{who}: {one} → {other}"


def _of(found: list[str], number: int) -> list[str]:
    """One answer for each person; a text that answers nobody says the same to all."""
    return found * number if len(found) == 1 else found
