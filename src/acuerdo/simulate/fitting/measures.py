"""Measures: published figures of history, each with its years, unit, error and source."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.faults import Fault, Unreadable

YEAR_KINDS = ("calendar", "fiscal", "moment")
"""Calendar years; US fiscal years (October of the year before to September); the first day of a month."""
ERRORS = ("relative", "absolute")

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Measure:
    """One published figure: the mean over its years of a flow or share, or a stock at a moment."""

    quantity: str
    """What is measured; of a table, its name and a row of it, such as `times_caught:once`."""
    first: int
    last: int
    """Years, both included."""
    year_kind: str
    month: int
    """1 to 12 for a moment, else 0."""
    value: float
    unit: str
    error: float
    """One standard deviation of what figure and model may be off by: a share of `value`, or in `unit`."""
    error_kind: str
    src: str

    @property
    def name(self) -> str:
        """Quantity and years, such as `price 1992` or `emigrants 1990-1994`."""
        return f"{self.quantity} {self.years}"

    @property
    def years(self) -> str:
        """`1992`, or `1990-1994`."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def group(self) -> str:
        """The quantity, for a table its name."""
        return self.quantity.partition(":")[0]

    @property
    def spread(self) -> float:
        """One standard deviation of the error, in `unit`."""
        return self.error * self.value if self.error_kind == "relative" else self.error


def read_measures(path: Path) -> tuple[Measure, ...]:
    """Read a table of measures.

    Raises:
        Unreadable: naming every fault with its line at once.
        FileNotFoundError: no such file.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = list(Measure.__dataclass_fields__)
    if not rows or list(rows[0]) != columns:
        raise Unreadable([Fault(str(path), 1, 1, "", f"the columns must be {', '.join(columns)}")])
    faults = [
        Fault(str(path), line, 1, "", fault) for line, row in enumerate(rows, 2) for fault in _faults(row)
    ]
    if faults:
        raise Unreadable(faults)
    return tuple(_measure(row) for row in rows)


def values(measures: Sequence[Measure]) -> Array:
    """Published values, shape (n,), each in its unit."""
    return np.array([each.value for each in measures])


def spreads(measures: Sequence[Measure]) -> Array:
    """Standard deviations of their errors, shape (n,), each in its unit."""
    return np.array([each.spread for each in measures])


def groups(measures: Sequence[Measure]) -> dict[str, NDArray[np.int64]]:
    """Where the measures of each quantity or table stand, in order of first mention."""
    names = [each.group for each in measures]
    return {name: np.flatnonzero(np.array(names) == name) for name in dict.fromkeys(names)}


def _measure(row: dict[str, str]) -> Measure:
    whole = {key: int(row[key]) for key in ("first", "last", "month")}
    return Measure(
        quantity=row["quantity"],
        **whole,
        year_kind=row["year_kind"],
        value=float(row["value"]),
        unit=row["unit"],
        error=float(row["error"]),
        error_kind=row["error_kind"],
        src=row["src"],
    )


def _faults(row: dict[str, str]) -> Iterator[str]:
    for key in ("quantity", "unit", "src"):
        if not row[key]:
            yield f"{key} is empty"
    for key in ("first", "last", "month"):
        if not row[key].isdecimal():
            yield f"{key} must be a whole number, found {row[key]!r}"
    for key, allowed in (("year_kind", YEAR_KINDS), ("error_kind", ERRORS)):
        if row[key] not in allowed:
            yield f"{key} must be one of {', '.join(allowed)}, found {row[key]!r}"
    for key in ("value", "error"):
        if not _positive(row[key]):
            yield f"{key} must be a number above 0, found {row[key]!r}"


def _positive(text: str) -> bool:
    try:
        return float(text) > 0 and isfinite(float(text))
    except ValueError:
        return False
