"""Values that have a size: which of two is larger, and when that has an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from acuerdo.agreement.values import Money, Span, read_day, read_money, read_number, read_span

HOURS = {"hours": 1, "days": 24, "weeks": 7 * 24}
MONTHS = {"months": 1, "years": 12}


@dataclass(frozen=True, slots=True)
class Size:
    """A number of one unit. Sizes of different units are not compared: months are not days."""

    unit: str
    number: float


@dataclass(frozen=True, slots=True)
class Members:
    """A list whose order says nothing; `of` is None for everybody. `name` is that of a group of the file."""

    of: frozenset[Any] | None
    name: str = ""


def sized(value: Any) -> Any:
    """A value by its size where it has one, so that 24 months are 2 years; elsewhere the value itself."""
    if isinstance(value, bool):
        return Size("flag", value)
    if isinstance(value, int | float):
        return Size("number", value)
    if isinstance(value, Money):
        return Size(value.currency, value.cents)
    if isinstance(value, Span):
        unit, length = ("hours", HOURS) if value.unit in HOURS else ("months", MONTHS)
        return Size(unit, value.count * length[value.unit])
    if isinstance(value, date):
        return Size("day", value.toordinal())
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(part, int) for part in value):
        return Size("day of the year", 31 * value[0] + value[1])
    return value


READERS: tuple[Callable[[object], Any], ...] = (read_number, read_money, read_span, read_day)


def read_size(found: Any) -> Any:
    """A word of a file that stands where any kind of value may: by its size where it can be read so."""
    if found in ("true", "false"):
        return Size("flag", found == "true")
    for read in READERS:
        try:
            return sized(read(found))
        except PydanticCustomError:
            continue
    return found


def growth(old: Any, new: Any, scale: tuple[str, ...] = ()) -> int:
    """1 where the new value is larger, -1 where it is smaller, 0 where neither can be said.

    Args:
        old: a size, members, or a word of the scale.
        new: another.
        scale: words from the least to the most.
    """
    if isinstance(old, Size) and isinstance(new, Size):
        alike = old.unit == new.unit or (
            _is_length(old) and _is_length(new) and 0 in (old.number, new.number)
        )
        return _sign(new.number - old.number) if alike else 0
    if isinstance(old, Members) and isinstance(new, Members):
        return _holds(new, old) - _holds(old, new)
    if old in scale and new in scale:
        return _sign(scale.index(new) - scale.index(old))
    return 0


def _is_length(size: Size) -> bool:
    return size.unit in ("hours", "months")


def _holds(one: Members, other: Members) -> bool:
    """Whether one list holds all of another."""
    return one.of is None or (other.of is not None and one.of >= other.of)


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
