"""Ceilings: the periods of a cap, and of every cap around it, as caps that nest, for a match to keep to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import Days, day
from acuerdo.agreement.clauses.allocation import Allocation
from acuerdo.agreement.clauses.base import Dated
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.values import NONE
from acuerdo.rules.periods import Key, Period, Stretch, from_first_to_last
from acuerdo.rules.places import Ledger, kept_apart, places_left, released_on, rule_when_full

NONE_AROUND = -1
"""The ceiling of a day, or around a ceiling, where there is none."""

CLOSED = -2
"""The ceiling of a day on which no cap is in force: nobody may be given a place then."""


@dataclass(frozen=True, slots=True)
class Ceilings:
    """Ceilings that nest, shape (c,), each after those around it, and the days under them, shape (d,).

    Fields:
        key: the cap's path and the first day of its period; for what is left to others before a release, the
            set-aside's path and that day.
        places: the places left.
        within: the ceiling around each, or NONE_AROUND.
        exempt: the set-asides through which places do not count under each, as it leaves to others what these
            still keep, (c, asides).
        innermost: the innermost ceiling of each day, NONE_AROUND or CLOSED, (d,).
        loose: whether a cap over the day does not nest, and is left to the allocation, (d,).
        period: which period of the cap itself each day lies in, counted from 0, or -1, (d,).
        kept: the places that each set-aside keeps in each period, (periods, asides).
        before: whether each day lies before each set-aside's release, (d, asides).
    """

    key: tuple[Key, ...]
    places: NDArray[np.int64]
    within: NDArray[np.int64]
    exempt: NDArray[np.bool_]
    innermost: NDArray[np.int64]
    loose: NDArray[np.bool_]
    period: NDArray[np.int64]
    kept: NDArray[np.int64]
    before: NDArray[np.bool_]


def ceilings(
    path: str, caps: Dated[Cap] | None, allocation: Allocation | None, terms: Terms, on: Days, ledger: Ledger
) -> Ceilings:
    """The ceilings over some days.

    A rolling cap does not nest, nor does a period that lies in two periods of the cap around it: these are
    left out, and served when permits are given out.

    Args:
        path: the cap's path, under which the ledger counts.
        caps: the cap, dated; None for no cap.
        allocation: the set-asides; None for none.
        terms: the text as it stands.
        on: the day that counts for each, shape (d,); NaT is closed.
        ledger: places used before.

    Raises:
        ValueError: what a decision needs is not stated.
    """
    asides = allocation.set_asides if allocation else []
    if caps is None:
        built = _Built(len(asides), on, NONE_AROUND)
        built.innermost[np.isnat(on)] = CLOSED
        return built.ceilings
    built = _Built(len(asides), on, CLOSED)
    known = np.sort(on[~np.isnat(on)])
    found = list(from_first_to_last(path, caps, known, None, terms))
    nests = _that_nest(found)
    for stretch in found:
        chain = [level for level in stretch.levels if level.key in nests]
        inner = NONE_AROUND
        for level in reversed(chain):
            inner = built.add(level.key, places_left(level, ledger, terms), inner)
        among = (on >= day(stretch.first)) & (on < day(stretch.stops))
        built.innermost[among] = inner
        built.loose[among] = len(chain) < sum(level.entry.count is not NONE for level in stretch.levels)
        if stretch.levels[0].key in nests and asides:
            left = min(places_left(level, ledger, terms) for level in chain)
            kept = kept_apart(path, asides, stretch, left, ledger, terms)
            built.keep(stretch, inner, [(each.key, each.places, each.release) for each in kept], among, left)
    return built.ceilings


def _that_nest(found: list[Stretch]) -> set[Key]:
    """The periods that count and lie in one period of the next cap around them that counts."""
    around: dict[Key, set[Key | None]] = {}
    for stretch in found:
        chain: list[Period] = [each for each in stretch.levels if _counts(each)]
        for inner, outer in zip(chain, [*chain[1:], None], strict=False):
            around.setdefault(inner.key, set()).add(outer.key if outer else None)
    return {key for key, outer in around.items() if len(outer) == 1}


def _counts(level: Period) -> bool:
    return isinstance(level.entry.count, int) and level.entry.per != "rolling"


class _Built:
    """Collects ceilings."""

    def __init__(self, asides: int, on: Days, at_first: int) -> None:
        self.on = on
        self.numbers: dict[Key, int] = {}
        self.places: list[int] = []
        self.within: list[int] = []
        self.exempt: list[NDArray[np.bool_]] = []
        self.periods: dict[Key, int] = {}
        self.kept: list[list[int]] = []
        self.innermost = np.full(on.size, at_first)
        self.loose = np.zeros(on.size, np.bool_)
        self.period = np.full(on.size, -1)
        self.before = np.zeros((on.size, asides), np.bool_)

    def add(self, key: Key, places: int, within: int, still: Sequence[int] = ()) -> int:
        if key not in self.numbers:
            self.numbers[key] = len(self.places)
            self.places.append(places)
            self.within.append(within)
            self.exempt.append(np.isin(np.arange(self.before.shape[1]), still))
        number = self.numbers[key]
        self.places[number] = min(self.places[number], places)
        return number

    def keep(
        self,
        stretch: Stretch,
        within: int,
        asides: list[tuple[Key, int, np.datetime64]],
        among: NDArray[np.bool_],
        left: int,
    ) -> None:
        """Set-asides in a stretch: others are left, before each release, what is not kept until then."""
        period = self.periods.setdefault(stretch.levels[0].key, len(self.kept))
        if period == len(self.kept):
            self.kept.append([places for _, places, _ in asides])
        self.period[among] = period
        releases = sorted({release for _, _, release in asides}, reverse=True)
        for release in releases:
            early = among & (self.on < release)
            still = [number for number, each in enumerate(asides) if each[2] >= release]
            released = [number for number in still if asides[number][2] == release]
            self.before[early] |= np.isin(np.arange(len(asides)), released)
            path, first_day = asides[released[0]][0]
            places = left - sum(asides[number][1] for number in still)
            within = self.add((f"{path}.others", first_day), max(0, places), within, still)
            self.innermost[early] = within

    @property
    def ceilings(self) -> Ceilings:
        return Ceilings(
            tuple(self.numbers),
            np.array(self.places, np.int64),
            np.array(self.within, np.int64),
            np.array(self.exempt, np.bool_).reshape(len(self.exempt), self.before.shape[1]),
            self.innermost.astype(np.int64),
            self.loose,
            self.period.astype(np.int64),
            np.array(self.kept, np.int64).reshape(len(self.kept), self.before.shape[1]),
            self.before,
        )


def new_places_on(
    path: str, caps: Dated[Cap], allocation: Allocation | None, terms: Terms, first: Days, last: Days
) -> Days:
    """The days on which places come to those who wait, in sequence: the first days of periods, and of
    releases of set-asides, after `first` and up to the end of the period that holds `last`; none where nobody
    waits (`refuse`, `national_law`), and none of a rolling cap, which the allocation serves.

    Args:
        first, last: the first and the last day that counts for somebody, shape (1,).

    Raises:
        ValueError: what a decision needs is not stated.
    """
    found: set[np.datetime64] = set()
    for stretch in from_first_to_last(path, caps, np.r_[first, last], None, terms):
        if stretch.levels[0].entry.per == "rolling":
            continue
        if rule_when_full(stretch) in ("queue", "next_period"):
            found.add(day(stretch.first))
            for aside in allocation.set_asides if allocation else ():
                found.add(released_on(aside, stretch.levels[0], terms))
    days: Days = np.array(sorted(found), "datetime64[D]")
    return days[days > first]
