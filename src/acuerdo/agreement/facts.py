"""Facts about many people at once: how arrays hold them, and how files write them.

Arrays hold facts by kind:

| kind  | dtype           | unknown     | never      |
|-------|-----------------|-------------|------------|
| flag  | int8: 0, 1      | -1          |            |
| count | int32           | least int32 | most int32 |
| money | int64, cents    | least int64 |            |
| share | float64         | NaN         |            |
| day   | datetime64[D]   | NaT         | NEVER_DAY  |
| word  | int16, position | -1          |            |

`never` is an answer, not a gap: no removal ever, no entry ever. A comparison with `never` fails, except
that the years since something that never happened are more than any number.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.faults import did_you_mean
from acuerdo.agreement.nations import CODES, NUMBER
from acuerdo.agreement.registry import ABOUT, FACTS, MEASURES, Fact
from acuerdo.agreement.values import (
    Money,
    read_count,
    read_day,
    read_flag,
    read_money,
    read_number,
    wrong,
    wrong_nation,
)

UNKNOWN_COUNT = np.int32(np.iinfo(np.int32).min)
NEVER_COUNT = np.int32(np.iinfo(np.int32).max)
UNKNOWN_MONEY = np.int64(np.iinfo(np.int64).min)
UNKNOWN_DAY = np.datetime64("NaT", "D")
NEVER_DAY = np.datetime64("-9999-01-01", "D")

__all__ = ["ABOUT", "FACTS", "MEASURES", "Fact"]

DTYPES: dict[str, np.dtype[Any]] = {
    "flag": np.dtype(np.int8),
    "count": np.dtype(np.int32),
    "money": np.dtype(np.int64),
    "share": np.dtype(np.float64),
    "day": np.dtype("datetime64[D]"),
    "word": np.dtype(np.int16),
}
UNKNOWN: dict[str, Any] = {
    "flag": np.int8(-1),
    "count": UNKNOWN_COUNT,
    "money": UNKNOWN_MONEY,
    "share": np.nan,
    "day": UNKNOWN_DAY,
    "word": np.int16(-1),
}


class Facts(Mapping[str, NDArray[Any]]):
    """Facts about n people (or offers) as arrays of length n; a fact nobody gave is unknown for all.

    Raises:
        ValueError: a name that is not a fact, or an array of another length or kind than the fact has.
    """

    def __init__(self, n: int, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.n = n
        self._arrays = dict(arrays)
        for name, array in self._arrays.items():
            if name not in FACTS:
                raise ValueError(f"{name} is not a fact")
            expected = DTYPES[FACTS[name].kind]
            if array.dtype != expected or array.shape != (n,):
                raise ValueError(f"{name}: {expected}[{n}] expected, got {array.dtype}{list(array.shape)}")

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._arrays[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def column(self, name: str) -> NDArray[Any]:
        """The array of a fact; all unknown where nobody gave it."""
        found = self._arrays.get(name)
        if found is not None:
            return found
        fact = FACTS[name]
        return np.full(self.n, UNKNOWN[fact.kind], DTYPES[fact.kind])

    def rows(self, chosen: NDArray[Any] | slice) -> "Facts":
        """The same facts about some of the people."""
        arrays = {name: array[chosen] for name, array in self._arrays.items()}
        n = len(range(self.n)[chosen]) if isinstance(chosen, slice) else int(np.arange(self.n)[chosen].size)
        return Facts(n, arrays)

    def also(self, **arrays: NDArray[Any]) -> "Facts":
        """These facts and more; `person__age_years` stands for `person.age_years`."""
        return Facts(
            self.n, {**self._arrays, **{name.replace("__", "."): array for name, array in arrays.items()}}
        )


def read_fact(fact: Fact, found: object) -> Any:
    """One answer about one person, as a file writes it, in the form arrays hold.

    `unknown` is always an answer; `never` where the fact allows it.
    """
    return _written(fact, found) if isinstance(found, str) else _read(fact, found)


def _read(fact: Fact, found: object) -> Any:
    if found == "unknown":
        return UNKNOWN[fact.kind]
    if found == "never" and fact.never:
        return NEVER_DAY if fact.kind == "day" else NEVER_COUNT
    answer = read_bound(fact, found)
    if fact.kind == "count" and answer >= NEVER_COUNT:
        raise wrong(found, f"a number below {int(NEVER_COUNT):_}")
    return encode(fact, answer)


_written = lru_cache(maxsize=4096)(_read)
"""The same of a text, read once: of many people, many answer the same."""


def read_bound(fact: Fact, found: object) -> Any:
    """One value to compare a fact with: a count, money, share, day, word or flag as the fact has it."""
    if fact.kind == "flag":
        return read_flag(found)
    if fact.kind == "count":
        return read_count(found)
    if fact.kind == "money":
        return read_money(found)
    if fact.kind == "share":
        return read_number(found)
    if fact.kind == "day":
        return read_day(found)
    if isinstance(found, str) and found in fact.words:
        return found
    raise _unknown_word(fact, found)


def _unknown_word(fact: Fact, found: object) -> Exception:
    if fact.words is CODES:
        return wrong_nation(found)
    return wrong(found, f"one of {', '.join(fact.words)}", did_you_mean(str(found), fact.words))


def encode(fact: Fact, value: Any) -> Any:
    """A typed value as the number or day that arrays hold."""
    if isinstance(value, Money):
        return np.int64(value.cents)
    if isinstance(value, date):
        return np.datetime64(value, "D")
    if fact.kind == "word":
        return np.int16(NUMBER[value] if fact.words is CODES else fact.words.index(value))
    return DTYPES[fact.kind].type(value)


def columns(n: int, answers: Mapping[str, list[Any]]) -> Facts:
    """Facts from lists of encoded answers, each of length n."""
    return Facts(n, {name: np.array(column, DTYPES[FACTS[name].kind]) for name, column in answers.items()})
