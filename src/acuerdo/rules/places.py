"""Places: who gets one, in which period, through which set-aside, and what happens to the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import Days, add, day, next_period, period_start
from acuerdo.agreement.clauses.allocation import Allocation
from acuerdo.agreement.clauses.base import Dated
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import YES, decide
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.values import NONE, NOT_STATED, Blank, Span
from acuerdo.rules.caps import UNLIMITED, first

GRANTED, QUEUED, REFUSED, NATIONAL_LAW, NOT_ASKED = (np.uint8(code) for code in range(5))
STATUSES = ("granted", "queued", "refused", "national_law", "not_asked")
"""Words for what became of a request for a place, by code."""

Key = tuple[str, date]
"""A cap (its path) and the first day of one of its periods."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Places used under each cap and period, and places that came over from an earlier period."""

    used: Mapping[Key, int] = field(default_factory=dict)
    extra: Mapping[Key, int] = field(default_factory=dict)

    def use(self, key: Key, places: int) -> "Ledger":
        return Ledger({**self.used, key: self.used.get(key, 0) + places}, self.extra)

    def pass_on(self, key: Key, places: int) -> "Ledger":
        return Ledger(self.used, {**self.extra, key: self.extra.get(key, 0) + places})


@dataclass(frozen=True, slots=True)
class Places:
    """What became of n requests.

    Fields:
        status: a code of STATUSES, shape (n,).
        period: the first day of the period in which the place lies; NaT without a place.
        given_on: the day from which the place may be used: the day that counts, or the day a set-aside was
            released to the pool, or a later period began, where that came after; NaT without a place.
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
    """Requests for places, all of shape (n,): who asks, the day that counts, the day of filing, the turn."""

    asks: NDArray[np.bool_]
    counts_on: Days
    filed: Days
    turn: NDArray[np.int64]
    facts: Facts


@dataclass(slots=True)
class Period:
    """One period of a cap: from `start` up to `end`."""

    entry: Cap
    start: Any
    end: Any


def allocate(
    path: str,
    caps: Dated[Cap],
    allocation: Allocation | None,
    terms: Terms,
    queue: Queue,
    ledger: Ledger,
    until: date | None = None,
) -> Places:
    """Serve a queue under a cap that may change with time, period by period.

    In each period those asking then are served with those still waiting, by turn: first each set-aside
    its own people, in file order, then the general pool; a set-aside that is released gives what is left
    to the pool from that day on. Who is left waits (`queue`), goes first in the next period
    (`next_period`), or is done (`refuse`, `national_law`).

    Args:
        path: the cap's path, under which the ledger counts.
        caps: the cap, dated.
        allocation: set-asides; None for none.
        terms: the text as it stands.
        queue: n requests.
        ledger: places used before.
        until: the day after the last period whose places are given out; by default the period of the
            last request.

    Returns:
        What became of each request. A request on a day without a cap in force is refused.
    """
    n = queue.asks.size
    state = _State(
        np.full(n, REFUSED),
        np.full(n, np.datetime64("NaT"), "datetime64[D]"),
        np.full(n, np.datetime64("NaT"), "datetime64[D]"),
        np.full(n, -1, np.int8),
        ledger,
    )
    state.status[~queue.asks] = NOT_ASKED
    waiting = np.zeros(n, np.bool_)
    ahead = np.zeros(n, np.bool_)
    for period in _periods(caps, terms, queue, until):
        new = queue.asks & (queue.counts_on >= period.start) & (queue.counts_on < period.end)
        asking = np.flatnonzero((new | waiting) & (state.status != GRANTED))
        if period.entry.count is NONE:
            state.grant(asking, period, 0, period.start, queue.counts_on)
            waiting[asking] = False
            continue
        room = _room(path, period, terms, state)
        _serve(asking, ahead, period, room, allocation, terms, queue, state)
        state.settle(path, period, terms, asking)
        left = asking[state.status[asking] != GRANTED]
        waiting[asking] = False
        waiting[left] = period.entry.when_full in ("queue", "next_period")
        ahead[left] = period.entry.when_full == "next_period"
        state.status[left] = _LEFT[str(period.entry.when_full)]
    return Places(state.status, state.period, state.given_on, state.through, state.ledger)


_LEFT = {"queue": QUEUED, "next_period": QUEUED, "refuse": REFUSED, "national_law": NATIONAL_LAW}


@dataclass(slots=True)
class _State:
    status: NDArray[np.uint8]
    period: Days
    given_on: Days
    through: NDArray[np.int8]
    ledger: Ledger

    def grant(self, who: NDArray[np.intp], period: Period, through: int, since: Any, counts_on: Days) -> None:
        self.status[who], self.period[who], self.through[who] = GRANTED, period.start, through
        self.given_on[who] = np.maximum(counts_on[who], since)

    def settle(self, path: str, period: Period, terms: Terms, asking: NDArray[np.intp]) -> None:
        """Write the places used into the ledger, also of wider caps, and pass unused ones on."""
        granted = int(np.count_nonzero(self.status[asking] == GRANTED))
        for key in under(path, period.entry, period.start, terms):
            self.ledger = self.ledger.use(key, granted)
        entry = period.entry
        if entry.unused not in ("carry", "spill") or not isinstance(entry.count, int):
            return
        key = (path, _as_date(period.start))
        brought = self.ledger.extra.get(key, 0)
        own_left = min(entry.count, max(0, entry.count + brought - self.ledger.used.get(key, 0)))
        target = path if entry.unused == "carry" else str(entry.spill_to)
        heir = entry if entry.unused == "carry" else _cap_of(target, terms, _as_date(period.start))
        if heir is not None and heir.per not in ("programme", "rolling", None):
            own = period_start(np.array([period.start]), str(heir.per), terms.year_start(heir.of))[0]
            self.ledger = self.ledger.pass_on(
                (target, _as_date(next_period(own, str(heir.per))[()])), own_left
            )


def _serve(
    asking: NDArray[np.intp],
    ahead: NDArray[np.bool_],
    period: Period,
    room: int,
    allocation: Allocation | None,
    terms: Terms,
    queue: Queue,
    state: _State,
) -> None:
    line = asking[np.lexsort((queue.turn[asking], ~ahead[asking]))]
    turn = np.empty(queue.turn.size, np.int64)
    turn[line] = np.arange(line.size)
    asides = _asides(allocation, period, room, terms, queue, line)
    pool = max(0, room - sum(aside.places for aside in asides))
    releases = sorted(
        {aside.release for aside in asides if aside.release is not None and aside.release < period.end}
    )
    out = np.zeros(queue.turn.size, np.bool_)
    since = period.start
    for release in (*releases, None):
        here = line if release is None else line[queue.filed[line] < release]
        for number, aside in enumerate(asides, 1):
            members = here[aside.members[here] & (state.status[here] != GRANTED) & ~out[here]]
            chosen = members[first(turn[members], aside.places)]
            state.grant(chosen, period, number, since, queue.counts_on)
            aside.places -= chosen.size
        rest = here[(state.status[here] != GRANTED) & ~out[here]]
        chosen = rest[first(turn[rest], pool)]
        state.grant(chosen, period, 0, since, queue.counts_on)
        pool -= chosen.size
        if period.entry.when_full in ("refuse", "national_law"):
            out[here] = True
        for aside in asides:
            if release is not None and aside.release == release:
                pool, aside.places = pool + aside.places, 0
        since = release


@dataclass(slots=True)
class _Aside:
    members: NDArray[np.bool_]
    places: int
    release: Any


def _asides(
    allocation: Allocation | None,
    period: Period,
    room: int,
    terms: Terms,
    queue: Queue,
    line: NDArray[np.intp],
) -> list[_Aside]:
    made: list[_Aside] = []
    left = room
    for aside in allocation.set_asides if allocation else ():
        if aside.release is NOT_STATED:
            raise ValueError(f"set-aside {aside.name}: its release is not stated; a plan must assume it")
        members = np.zeros(queue.turn.size, np.bool_)
        members[line] = decide(aside.criteria(), queue.facts.rows(line), terms.nations).answers == YES
        base = period.entry.count if isinstance(period.entry.count, int) else room
        places = min(aside.places(base), left)
        left -= places
        start = np.asarray(period.start)
        release = (
            add(start, aside.release, terms.calendar.month_arithmetic)[()]
            if isinstance(aside.release, Span)
            else None
        )
        made.append(_Aside(members, places, release))
    return made


def _periods(caps: Dated[Cap], terms: Terms, queue: Queue, until: date | None) -> list[Period]:
    days = queue.counts_on[queue.asks]
    days = days[~np.isnat(days)]
    if not days.size:
        return []
    end = day(until) if until else days.max() + np.timedelta64(1, "D")
    periods: list[Period] = []
    entries = list(caps)
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        begins = max(day(entry.from_), days.min()) if entry.from_ else days.min()
        stops = min(
            x
            for x in (
                day(entry.until) if entry.until else None,
                day(following.from_) if following and following.from_ else None,
                end,
            )
            if x is not None
        )
        if begins < stops:
            periods += periods_of(entry, begins, stops, terms)
    return periods


def periods_of(entry: Cap, begins: Any, stops: Any, terms: Terms) -> list[Period]:
    """The periods of a cap that touch the days from `begins` up to `stops`."""
    if entry.count is NONE or entry.per == "programme":
        return [Period(entry, day(entry.from_) if entry.from_ else np.datetime64("0001-01-01", "D"), stops)]
    if isinstance(entry.per, Blank) or isinstance(entry.count, Blank):
        raise ValueError("the cap is not stated; a plan must assume it")
    if entry.per == "rolling":
        return [Period(entry, one, one + np.timedelta64(1, "D")) for one in np.arange(begins, stops)]
    per = str(entry.per)
    periods: list[Period] = []
    start = period_start(np.array([begins]), per, terms.year_start(entry.of))
    while start[0] < stops:
        end = next_period(start, per)
        periods.append(Period(entry, start[0], min(end[0], stops)))
        start = end
    return periods


def _room(path: str, period: Period, terms: Terms, state: _State) -> int:
    entry = period.entry
    assert isinstance(entry.count, int)
    rooms = [_left((path, _as_date(period.start)), entry.count, state.ledger)]
    if entry.per == "rolling":
        assert isinstance(entry.over, Span)
        since = period.start - np.timedelta64(entry.over.days + 30 * entry.over.months - 1, "D")
        recent = sum(
            places
            for (cap, on), places in state.ledger.used.items()
            if cap == path and since <= day(on) <= period.start
        )
        rooms = [entry.count - recent]
    wider = _cap_of(entry.within, terms, _as_date(period.start))
    for key in under(path, entry, period.start, terms)[1:]:
        if wider is not None and isinstance(wider.count, int):
            rooms.append(_left(key, wider.count, state.ledger))
        wider = _cap_of(wider.within, terms, _as_date(period.start)) if wider else None
    return int(max(0, min(rooms, default=int(UNLIMITED))))


def _left(key: Key, count: int, ledger: Ledger) -> int:
    return count + ledger.extra.get(key, 0) - ledger.used.get(key, 0)


def under(path: str, entry: Cap, start: np.datetime64, terms: Terms) -> list[Key]:
    """The cap and the wider caps around it, each with the period that holds a day."""
    keys: list[Key] = [(path, _as_date(start))]
    within = entry.within
    while within is not None:
        wider = _cap_of(within, terms, _as_date(start))
        if wider is None or wider.per is None or isinstance(wider.per, Blank):
            break
        first_day = period_start(np.array([start]), str(wider.per), terms.year_start(wider.of))[0]
        keys.append((f"caps.{within.removeprefix('caps.')}", _as_date(first_day)))
        within = wider.within
    return keys


def _cap_of(path: str | None, terms: Terms, on: date) -> Cap | None:
    dated = terms.caps.get(path.removeprefix("caps.")) if path else None
    return dated.on(on) if dated is not None else None


def _as_date(one: Any) -> date:
    found: date = one.astype("datetime64[D]").item()
    return found
