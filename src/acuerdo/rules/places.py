"""Places: who gets one, in which period, through which set-aside, and what happens to the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import NO_END, Days, add, day, later, next_period, period_start
from acuerdo.agreement.clauses.allocation import Allocation, SetAside
from acuerdo.agreement.clauses.base import Dated
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import YES, decide
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.values import NONE, NOT_STATED, Blank, Span
from acuerdo.rules.caps import UNLIMITED, first
from acuerdo.rules.periods import Key, Period, Stretch, from_first_to_last

GRANTED, QUEUED, REFUSED, NATIONAL_LAW, NOT_ASKED = (np.uint8(code) for code in range(5))
STATUSES = ("granted", "queued", "refused", "national_law", "not_asked")
"""Words for what became of a request for a place, by code."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Places used under each cap and through each set-aside, by period; and places that came over: how many
    to one period of a cap from one period of a cap."""

    used: Mapping[Key, int] = field(default_factory=dict)
    extra: Mapping[tuple[Key, Key], int] = field(default_factory=dict)

    def use(self, key: Key, places: int) -> "Ledger":
        return Ledger({**self.used, key: self.used.get(key, 0) + places}, self.extra)

    def pass_on(self, to: Key, source: Key, places: int) -> "Ledger":
        """What one period leaves to another; said again as more is used, the last word counts."""
        return Ledger(self.used, {**self.extra, (to, source): places})

    def spent(self, path: str, start: date, end: date | None) -> int:
        """Places used under one path in the periods that begin from `start` up to `end`."""
        return sum(
            places
            for (where, on), places in self.used.items()
            if where == path and start <= on and (end is None or on < end)
        )

    def brought(self, key: Key) -> int:
        """Places that came over to a period."""
        return sum(places for (to, _), places in self.extra.items() if to == key)


@dataclass(frozen=True, slots=True)
class Places:
    """What became of n requests.

    Fields:
        status: a code of STATUSES, shape (n,).
        period: the first day of the period in which the place lies; NaT without a place.
        given_on: the first day the place is there: the day that counts, or the day a period or a release
            brought it to whoever waited; NaT without a place.
        through: 0 for the general pool, k for the k-th set-aside, -1 without a place.
        ledger: the places used after this allocation.
    """

    status: NDArray[np.uint8]
    period: Days
    given_on: Days
    through: NDArray[np.int8]
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Queue:
    """Requests for places, all of shape (n,): who asks, the day that counts, the day of filing, the turn, and
    the places each takes (at least 1; None for one each)."""

    asks: NDArray[np.bool_]
    counts_on: Days
    filed: Days
    turn: NDArray[np.int64]
    facts: Facts
    takes: NDArray[np.int64] | None = None


def allocate(
    path: str,
    caps: Dated[Cap],
    allocation: Allocation | None,
    terms: Terms,
    queue: Queue,
    ledger: Ledger,
    until: date | None = None,
) -> Places:
    """Serve a queue under a cap that may change with time, and under every cap around it.

    In each period those asking then are served with those still waiting, by turn: first each set-aside
    its own people who filed before its release, in file order, then the general pool; what a set-aside
    has left on its release goes to whoever still waits or files from that day on. Nobody overtakes: from
    whoever takes more places than are left on, a pool gives out no more; what is released on one day is
    one pool. Who is left waits (`queue`), goes first in the next period (`next_period`), or is done
    (`refuse`, `national_law`). An unknown day of filing counts as before every release.

    Where a cap changes within a period, or the caps around it begin a new one, each part of the period is
    served on its own, under one count. Periods before the first request leave nothing to later ones.

    Args:
        path: the cap's path, under which the ledger counts.
        caps: the cap, dated.
        allocation: set-asides; None for none.
        terms: the text as it stands.
        queue: n requests.
        ledger: places used before.
        until: the day after the last one whose places are given out; by default the period of the last
            request ends then (a programme without an end: the last request).

    Returns:
        What became of each request. A request on a day without a cap in force is refused, and so is one on
        a day on which a cap around it is not defined: that is not the same as no limit.

    Raises:
        ValueError: what a decision needs is not stated.
    """
    n = queue.asks.size
    takes = np.ones(n, np.int64) if queue.takes is None else queue.takes
    status = np.where(queue.asks, REFUSED, NOT_ASKED)
    period, given_on = np.full((2, n), np.datetime64("NaT", "D"), "datetime64[D]")
    through = np.full(n, -1, np.int8)
    who = np.flatnonzero(queue.asks & ~np.isnat(queue.counts_on))
    who = who[np.argsort(queue.counts_on[who])]
    days = queue.counts_on[who]
    asides = allocation.set_asides if allocation else []
    member = [decide(aside.criteria(), queue.facts, terms.nations).answers == YES for aside in asides]
    waiting, ahead = who[:0], False
    for stretch in from_first_to_last(path, caps, days, until, terms):
        own = stretch.levels[0]
        arrived = slice(*np.searchsorted(days, [day(stretch.first), day(stretch.stops)]))
        line = np.r_[waiting, who[arrived]]
        turn = queue.turn[line]
        if ahead and waiting.size:
            turn[: waiting.size] -= np.ptp(turn) + 1
        room = min(places_left(level, ledger, terms) for level in stretch.levels)
        kept = kept_apart(path, asides, stretch, room, ledger, terms)
        when_full = rule_when_full(stretch)
        members = [of[line] for of in member]
        found, since = _serve(turn, queue.filed[line], takes[line], members, kept, room, stretch, when_full)
        has = found >= 0
        status[line] = np.where(has, GRANTED, _LEFT[when_full])
        through[line] = found
        period[line[has]] = day(own.start)
        given_on[line[has]] = np.fmax(queue.counts_on[line], since)[has]
        waiting = line[~has] if when_full in ("queue", "next_period") else line[:0]
        ahead = when_full == "next_period"
        ledger = _settled(stretch, kept, found, takes[line], ledger, terms)
    return Places(status, period, given_on, through, ledger)


_LEFT = {"queue": QUEUED, "next_period": QUEUED, "refuse": REFUSED, "national_law": NATIONAL_LAW}


def places_left(period: Period, ledger: Ledger, terms: Terms) -> int:
    """The places that one period of a cap has left, with those that came over to it."""
    entry = period.entry
    if not isinstance(entry.count, int):
        return int(UNLIMITED)
    if entry.per == "rolling":
        return max(0, entry.count - _busiest(period, ledger, terms))
    spent = ledger.spent(period.path, period.start, period.end)
    return max(0, entry.count + ledger.brought(period.key) - spent)


def _busiest(period: Period, ledger: Ledger, terms: Terms) -> int:
    """The most places used in any run of days, as long as the cap says, that holds the day of this period."""
    if not isinstance(period.entry.over, Span):
        raise Silent(f"{period.path}.over is not stated; a plan must assume it")
    used = {on: places for (path, on), places in ledger.used.items() if path == period.path}
    places = np.array([*used.values(), 0])
    since_1970 = [each.toordinal() - _1970 for each in (*used, period.start)]
    on = np.array(since_1970, np.int64).view("datetime64[D]")
    over = add(on, period.entry.over, terms.calendar.month_arithmetic)
    last_days = on[(on >= on[-1]) & (on < over[-1])]
    return max((int(places[(on <= last) & (last < over)].sum()) for last in last_days), default=0)


_1970 = date(1970, 1, 1).toordinal()
"""What arrays count days from; numpy itself turns many dates into days far more slowly."""


def rule_when_full(stretch: Stretch) -> str:
    """What the innermost cap that counts says of whoever comes after the last place."""
    limited = [level for level in stretch.levels if level.entry.count is not NONE]
    if not limited:
        return "refuse"
    rule = limited[0].entry.when_full
    if rule is None or isinstance(rule, Blank):
        raise Silent(f"{limited[0].path}.when_full is not stated; a plan must assume it")
    return rule


@dataclass(frozen=True, slots=True)
class Kept:
    """A set-aside in one period: where the ledger counts it, the places it still keeps, its release."""

    key: Key
    places: int
    release: np.datetime64


def kept_apart(
    path: str, asides: list[SetAside], stretch: Stretch, room: int, ledger: Ledger, terms: Terms
) -> list[Kept]:
    """The set-asides of one period, with the places that each still keeps."""
    own, counts = stretch.levels[0], [level.entry.count for level in stretch.levels]
    base = next((count for count in counts if isinstance(count, int)), None)
    made: list[Kept] = []
    if base is None:
        return made
    for aside in asides:
        if aside.release is NOT_STATED:
            raise Silent(f"set-aside {aside.name}: its release is not stated; a plan must assume it")
        where = f"{path.removesuffix('.cap')}.allocation.set_asides.{aside.name}"
        places = min(max(0, aside.places(base) - ledger.spent(where, own.start, own.end)), room)
        made.append(Kept((where, own.start), places, released_on(aside, own, terms)))
        room -= places
    return made


def released_on(aside: SetAside, own: Period, terms: Terms) -> np.datetime64:
    """The day on which what a set-aside has left goes to everybody."""
    if not isinstance(aside.release, Span):
        return NO_END
    return later(own.start, aside.release, terms.calendar)


def _serve(
    turn: NDArray[np.int64],
    filed: Days,
    takes: NDArray[np.int64],
    member: list[NDArray[np.bool_]],
    kept: list[Kept],
    room: int,
    stretch: Stretch,
    when_full: str,
) -> tuple[NDArray[np.int8], Days]:
    """For each in line: through what a place came (-1 for none), and the first day it was there."""
    through = np.full(turn.size, -1, np.int8)
    since = np.full(turn.size, day(stretch.first))

    def give(to: Any, places: int, number: int, on: np.datetime64) -> int:
        asking = np.flatnonzero((through < 0) & to)
        chosen = asking[first(turn[asking], places, takes[asking])]
        through[chosen], since[chosen] = number, on
        return places - int(takes[chosen].sum())

    left = []
    for number, (aside, of) in enumerate(zip(kept, member, strict=False), 1):
        in_time = of & ~(filed >= aside.release)
        left.append(give(in_time, aside.places, number, day(stretch.first)))
    give(True, room - sum(aside.places for aside in kept), 0, day(stretch.first))
    waits = when_full in ("queue", "next_period")
    for release in sorted({aside.release for aside in kept if aside.release < day(stretch.stops)}):
        places = sum(over for aside, over in zip(kept, left, strict=True) if aside.release == release)
        give(waits | (filed >= release), places, 0, np.fmax(release, day(stretch.first)))
    return through, since


def _settled(
    stretch: Stretch,
    kept: list[Kept],
    through: NDArray[np.int8],
    takes: NDArray[np.int64],
    ledger: Ledger,
    terms: Terms,
) -> Ledger:
    """The ledger after a stretch: what was used, and what each period leaves to a later one."""
    granted = int(takes[through >= 0].sum())
    for number, aside in enumerate(kept, 1):
        ledger = ledger.use(aside.key, int(takes[through == number].sum()))
    for level in stretch.levels:
        if level.entry.count is not NONE:
            ledger = ledger.use(level.key, granted)
    for level in stretch.levels:
        to = _heir(level, terms)
        if to is not None and isinstance(level.entry.count, int):
            unused = min(level.entry.count, places_left(level, ledger, terms))
            ledger = ledger.pass_on(to, level.key, unused)
    return ledger


def _heir(period: Period, terms: Terms) -> Key | None:
    """The period that takes over unused places: the cap's own next one, or the first of the cap they spill
    to that begins when this one is over."""
    if period.end is None or period.entry.per == "rolling":
        return None
    if period.entry.unused == "carry":
        return (period.path, period.end)
    if period.entry.unused != "spill":
        return None
    name = str(period.entry.spill_to).removeprefix("caps.")
    heir = terms.caps[name].on(period.end)
    if heir is None or not isinstance(heir.per, str) or heir.per in ("programme", "rolling"):
        return None
    over, year = np.array([day(period.end)]), terms.year_start(heir.of)
    start = period_start(over, heir.per, year)
    return (f"caps.{name}", np.where(start < over, next_period(start, heir.per, year), start)[0].item())
