"""Periods: the days under one count of a cap and of every cap around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from acuerdo.agreement.calendar import Days, day, next_period, period_start
from acuerdo.agreement.clauses.base import Dated
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.values import NONE, Blank

Key = tuple[str, date]
"""A cap or a set-aside (its path) and the first day of one of its periods."""


@dataclass(frozen=True, slots=True)
class Period:
    """One period of one cap, from `start` up to `end`; None where it never ends."""

    path: str
    entry: Cap
    start: date
    end: date | None

    @property
    def key(self) -> Key:
        return (self.path, self.start)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, from `first` up to `stops`, that lie in one period of a cap (levels[0]) and one of each cap
    around it, outwards."""

    first: date
    stops: date
    levels: tuple[Period, ...]


def stretches(path: str, caps: Dated[Cap], first: date, stops: date, terms: Terms) -> Iterator[Stretch]:
    """The days from `first` up to `stops` on which a cap is in force, cut wherever it or a cap around it
    changes or begins a new period.

    Raises:
        ValueError: a count or a period is not stated.
    """
    entries = list(caps)
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        ends = [one for one in (entry.until, following.from_ if following else None) if one]
        over = min(ends, default=None)
        begins = max(first, entry.from_ or first)
        for period in _periods(path, entry, over, begins, min([stops, *ends]), terms):
            since, until = max(begins, period.start), min(one for one in (stops, over, period.end) if one)
            if entry.within is None:
                yield Stretch(since, until, (period,))
                continue
            name = entry.within.removeprefix("caps.")
            for wider in stretches(f"caps.{name}", terms.caps[name], since, until, terms):
                yield Stretch(wider.first, wider.stops, (period, *wider.levels))


def _periods(
    path: str, entry: Cap, over: date | None, begins: date, stops: date, terms: Terms
) -> Iterator[Period]:
    if begins >= stops:
        return
    if entry.count is not NONE and not isinstance(entry.count, int):
        raise entry.uncounted(path)
    if entry.count is NONE or entry.per == "programme":
        yield Period(path, entry, entry.from_ or date.min, over)
        return
    if isinstance(entry.per, Blank) or entry.per is None:
        raise entry.uncounted(path)
    year = terms.year_start(entry.of)
    start = period_start(np.array([day(begins)]), entry.per, year)
    while start[0] < day(stops):
        end = next_period(start, entry.per, year)
        yield Period(path, entry, start[0].item(), end[0].item())
        start = end


def from_first_to_last(
    path: str, caps: Dated[Cap], days: Days, until: date | None, terms: Terms
) -> Iterator[Stretch]:
    """The stretches from the first to the last of some days, given in order: up to `until`, or to the end of
    the period that holds the last."""
    if days.size:
        first, last = days[0].item(), days[-1].item()
        after = last + timedelta(1)
        ends = [one.levels[0].end for one in stretches(path, caps, last, after, terms)]
        yield from stretches(path, caps, first, until or (ends[0] if ends else None) or after, terms)
