"""Values to vary, as typed: `PATH=A,B,C`, or `PATH=FROM:TO:STEPS`; several make a grid."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from acuerdo.agreement.faults import Fault, Unreadable, shown

NUMBER = r"[-+]?[0-9][0-9_]*(?:\.[0-9_]+)?"
STEPS = re.compile(rf"({NUMBER}):({NUMBER}):([0-9][0-9_]*)")
BETWEEN = re.compile(r",(?![^\[{]*[\]}])")
"""A comma that is not within a list in [ ] or fields in { }."""
MOST_VALUES, MOST_RUNS = 10_000, 1_000_000
"""Bounds against a slip of the hand (layout, no meaning for the model)."""
HINT = "such as --over substitution=0.2,0.5 or --over PATH=100_000:500_000:5"


@dataclass(frozen=True)
class Varied:
    """A path and the values it takes, as texts and in the order asked for.

    A path with a dot is of a text, any other is a parameter.
    """

    path: str
    values: tuple[str, ...]

    @property
    def of_text(self) -> bool:
        """Whether the path is of a text."""
        return "." in self.path

    @property
    def numbers(self) -> tuple[float, ...] | None:
        """The values as numbers; None where one is not."""
        if not all(re.fullmatch(rf"{NUMBER}(?:e-?[0-9]+)?", each) for each in self.values):
            return None
        return tuple(float(each.replace("_", "")) for each in self.values)


def read(asked: str) -> Varied:
    """Read what is to be varied.

    Raises:
        Unreadable: naming everything that is not of that form, or too much.
    """
    path, sign, text = (part.strip() for part in asked.partition("="))
    if not sign or not path or not text:
        raise Unreadable([_fault(asked, "must be PATH=VALUES", HINT)])
    values = _values(text)
    problems = list(_problems(text, values))
    if problems:
        raise Unreadable(_fault(path, *each) for each in problems)
    return Varied(path, tuple(values))


def once(varied: Sequence[Varied]) -> None:
    """Refuse a path that is named twice.

    Raises:
        Unreadable: naming each.
    """
    paths = [each.path for each in varied]
    twice = sorted({path for path in paths if paths.count(path) > 1})
    if twice:
        hint = "list all its values in one --over"
        raise Unreadable(_fault(path, "is asked for twice", hint) for path in twice)


def grid(varied: Sequence[Varied]) -> Iterator[Mapping[str, str]]:
    """Every combination of values by path, the last path running fastest."""
    for values in product(*(each.values for each in varied)):
        yield dict(zip((each.path for each in varied), values, strict=True))


def _values(text: str) -> list[str]:
    steps = STEPS.fullmatch(text)
    if not steps:
        return [each.strip() for each in BETWEEN.split(text)]
    first, last = (Decimal(end.replace("_", "")) for end in steps.groups()[:2])
    number = min(int(steps[3]), MOST_VALUES + 1)
    if number < 2:
        return []
    spread = (first + (last - first) * n / (number - 1) for n in range(number))
    whole = "." not in steps[1] + steps[2]
    return [_number(each, whole) for each in spread]


def _number(value: Decimal, whole: bool) -> str:
    return f"{int(value):_}" if whole and value == int(value) else repr(float(value))


def _problems(text: str, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not values:
        yield f"FROM:TO:STEPS needs 2 values or more, found {shown(text)}", HINT
    elif len(values) > MOST_VALUES:
        yield f"must be at most {MOST_VALUES:,} values", "ask for fewer steps"
    elif "" in values:
        yield f"has a value that is empty in {shown(text)}", HINT
    elif len({*values}) < len(values):
        twice = sorted({each for each in values if values.count(each) > 1})
        yield f"has the same value twice: {', '.join(twice)}", ""


def _fault(where: str, problem: str, hint: str = "") -> Fault:
    return Fault(f"--over {where}", 0, 0, "", problem, hint=hint)
