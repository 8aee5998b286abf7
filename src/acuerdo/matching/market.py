"""A market: workers and what they want, orders and what they ask, and the caps around the orders."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

UNMATCHED = -1
"""The order of a worker who has none, and of a name that names none."""

ALONE = -1
"""The family of a worker who seeks an order alone."""

NO_CAP = -1
"""The cap around a cap or an order around which there is none."""

NO_RANKING = 0
"""The months of experience by which an order ranks that does not rank."""

GROUNDS = ("months",)
"""What of a worker a ranking may go by: what the work asks for. A list that is closed: nobody is ranked by
sex, age or origin, which a market does not even hold."""

Ints = NDArray[np.int64]
Shorts = NDArray[np.signedinteger[Any]]
"""16 bits where they suffice, so that more of a list is looked at in one step."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Who seeks an order, shape (n,).

    Fields:
        kind: which list of orders the worker has.
        turn: the place in line, no two alike, smaller is earlier.
        months: months of experience.
        trades: the trades that the worker would work in, a set of bits.
        since: the first day on which the worker can begin, in days since 1970-01-01.
        until: the last day of work, in days since 1970-01-01.
        first: an order that the worker ranks before all others, or UNMATCHED.
        named: an order whose employer named the worker, who comes before all others there, or UNMATCHED.
            Being named helps only who lists the order, and seeks it alone.
        family: the number of those who seek one order together, or ALONE.
        behind: how many come after all whom the order of service leaves equal with the worker, so that only
            the draw put them in line; 0 for everybody where nothing comes before the draw.
    """

    kind: Ints
    turn: Ints
    months: Ints
    trades: Ints
    since: Ints
    until: Ints
    first: Ints
    named: Ints
    family: Ints
    behind: Ints


@dataclass(frozen=True, slots=True)
class Orders:
    """What is offered, shape (m,).

    Fields:
        places: how many workers an order takes.
        months: months of experience that it asks for.
        trade: its trade, the number of a bit.
        starts: the first day of work, in days since 1970-01-01.
        ends: the last day of work, in days since 1970-01-01.
        cap: the innermost cap around the order, or NO_CAP.
        of: the number of the order itself; for places that an order keeps for some, the number of that order.
        prefers: its ranking: months of experience, more than it asks for, with which it takes a worker before
            others who are equal in line; or NO_RANKING.
    """

    places: Ints
    months: Ints
    trade: Ints
    starts: Ints
    ends: Ints
    cap: Ints
    of: Ints
    prefers: Ints


@dataclass(frozen=True, slots=True)
class Caps:
    """Caps that nest, shape (c,): each lies within another or in none, and counts all workers under it.

    Fields:
        places: how many workers may be matched under the cap.
        within: the cap around it, of a lower number, or NO_CAP.
    """

    places: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    within: Ints = field(default_factory=lambda: np.zeros(0, np.int64))


@dataclass(frozen=True, slots=True)
class Market:
    """Who asks for what, who is preferred, and how many there may be.

    Workers of a kind rank the same orders in the same way. A worker asks those orders of the list that admit
    the worker: of a trade the worker would work in, beginning when the worker can, ending when the worker
    can, and asking for no more experience than there is.

    Fields:
        workers: n workers.
        orders: m orders.
        caps: c caps.
        ranked: of each kind the orders of its list, best first. Places that an order keeps for some stand
            right before the order, on the lists of those for whom they are kept.
    """

    workers: Workers
    orders: Orders
    caps: Caps
    ranked: list[Ints]


MOST_TRADES = 31
"""As many trades as bits fit beside the sign."""

MOST_WORKERS = 1 << 30
"""As many workers as have keys of 64 bits, which go up to four times their square."""

BLOCK = 64
"""How many places of a list are looked at in one step."""


class Columns(NamedTuple):
    """A market as plain arrays, as loops read it.

    The lists lie end to end, that of kind k from begins[k] on; beside each place of them stands what its
    order asks, so that a walk down a list reads memory in sequence, and one block more than there are places.
    The members of family f lie in turn, from family_begins[f] on. An order without a ranking prefers nobody:
    it has NEVER for months.
    """

    kind: Ints
    turn: Ints
    has: Shorts
    trades: Shorts
    since: Shorts
    until: Shorts
    first: Ints
    named: Ints
    family: Ints
    behind: Ints
    members: Ints
    family_begins: Ints
    places: Ints
    asks: Shorts
    trade: Shorts
    bit: Shorts
    starts: Shorts
    ends: Shorts
    cap: Ints
    of: Ints
    prefers: Shorts
    cap_places: Ints
    within: Ints
    ranked: Ints
    begins: Ints
    asks_there: Shorts
    starts_there: Shorts
    ends_there: Shorts
    bit_there: Shorts
    prefers_there: Shorts


def columns(market: Market) -> Columns:
    """The plain arrays of a market: days, months and trades as they are.

    Raises:
        ValueError: with every fault of the arrays, one a line.
    """
    workers, orders = market.workers, market.orders
    return _columns(
        market,
        has=_short(workers.months),
        trades=_short(workers.trades),
        since=_short(workers.since),
        until=_short(workers.until),
        asks=_short(orders.months),
        trade=_short(orders.trade),
        bit=_short(np.left_shift(1, orders.trade)),
        starts=_short(orders.starts),
        ends=_short(orders.ends),
        prefers=_short(np.where(orders.prefers == NO_RANKING, NEVER, orders.prefers)),
    )


def narrow_columns(market: Market) -> Columns:
    """The same in as few bits as do, for walks: days, months and trades are numbered among those of orders.
    A comparison of a worker with an order is the same.

    Raises:
        ValueError: with every fault of the arrays, one a line.
    """
    workers, orders = market.workers, market.orders
    starts, ends = np.unique(orders.starts), np.unique(orders.ends)
    asks = np.unique(np.append(orders.months, orders.prefers))
    of_trade, trade = np.unique(orders.trade, return_inverse=True)
    trades = np.zeros(workers.trades.size, np.int64)
    for at, each in enumerate(of_trade.tolist()):
        trades |= ((workers.trades >> each) & 1) << at
    wide = max(starts.size, ends.size, asks.size) > MOST_NARROW or of_trade.size >= BITS_NARROW
    narrow: type[np.signedinteger[Any]] = np.int32 if wide else np.int16
    bit = np.left_shift(1, trade).astype(narrow)
    return _columns(
        market,
        has=(_numbered(asks, workers.months, "right") - 1).astype(narrow),
        trades=trades.astype(narrow),
        since=_numbered(starts, workers.since, "left").astype(narrow),
        until=(_numbered(ends, workers.until, "right") - 1).astype(narrow),
        asks=np.searchsorted(asks, orders.months).astype(narrow),
        trade=trade.astype(narrow),
        bit=bit,
        starts=np.searchsorted(starts, orders.starts).astype(narrow),
        ends=np.searchsorted(ends, orders.ends).astype(narrow),
        prefers=np.where(
            orders.prefers == NO_RANKING, asks.size, np.searchsorted(asks, orders.prefers)
        ).astype(narrow),
    )


def _columns(market: Market, **asked: Shorts) -> Columns:
    faults = list(_faults(market))
    if faults:
        raise ValueError("\n".join(faults))
    workers, orders, caps = market.workers, market.orders, market.caps
    ranked = np.concatenate([*market.ranked, np.zeros(0, np.int64)])
    families = np.bincount(workers.family[workers.family != ALONE], minlength=0)
    members = np.flatnonzero(workers.family != ALONE)
    members = members[np.lexsort((workers.turn[members], workers.family[members]))]
    there = np.append(ranked, np.zeros(BLOCK if orders.places.size else 0, np.int64))
    return Columns(
        kind=_plain(workers.kind),
        turn=_plain(workers.turn),
        first=_plain(workers.first),
        named=_plain(workers.named),
        family=_plain(workers.family),
        behind=_plain(workers.behind),
        members=_plain(members),
        family_begins=_plain(np.cumsum([0, *families])),
        places=_plain(orders.places),
        cap=_plain(orders.cap),
        of=_plain(orders.of),
        cap_places=_plain(caps.places),
        within=_plain(caps.within),
        ranked=_plain(ranked),
        begins=_plain(np.cumsum([0, *(each.size for each in market.ranked)])),
        asks_there=asked["asks"][there],
        starts_there=asked["starts"][there],
        ends_there=asked["ends"][there],
        bit_there=asked["bit"][there],
        prefers_there=asked["prefers"][there],
        **asked,
    )


def _numbered(some: Ints, values: Ints, side: Literal["left", "right"]) -> Ints:
    """Where values stand among some numbers in sequence; by a table, where there can be one."""
    if some.size == 0 or some[0] < -MOST_TABLED or some[-1] > MOST_TABLED:
        return np.searchsorted(some, values, side)
    low, high = some[0] - 1, some[-1] + 1
    table = np.searchsorted(some, np.arange(low, high + 1), side).astype(np.int64)
    numbers: Ints = table[np.clip(values, low, high) - low]
    return numbers


MOST_TABLED = 1 << 16
"""So many days from 1970 a table goes, and is still read from close by."""


def _short(column: Ints) -> Shorts:
    """Days, months and trades fit into 32 bits; what is beyond is as far as they go."""
    bounds = np.iinfo(np.int32)
    return np.clip(column, bounds.min, bounds.max).astype(np.int32)


NEVER = int(np.iinfo(np.int32).max)
"""More months of experience than anybody has."""

MOST_NARROW, BITS_NARROW = int(np.iinfo(np.int16).max), 15
"""How many days or months, and how many trades, 16 bits can tell apart beside the sign."""


def _faults(market: Market) -> Iterator[str]:
    workers, orders, caps = market.workers, market.orders, market.caps
    n, m, c = workers.kind.size, orders.places.size, caps.places.size
    for name, part, rows in (("workers", workers, n), ("orders", orders, m), ("caps", caps, c)):
        for each in fields(part):
            if getattr(part, each.name).shape != (rows,):
                yield f"{name}.{each.name} has shape {getattr(part, each.name).shape}, not {(rows,)}"
    if not _in_line(workers.turn):
        yield f"workers.turn is not an order of {workers.turn.size} workers: each of 0, 1, 2, ... once"
    elif workers.turn.shape == workers.behind.shape and not np.array_equal(
        workers.behind, behind_equals(workers.turn, workers.behind)
    ):
        yield "workers.behind is not how many come after equals, who stand side by side in turn"
    if n > MOST_WORKERS:
        yield f"workers are more than {MOST_WORKERS}"
    for name, found, least, below in (
        ("workers.kind", workers.kind, 0, len(market.ranked)),
        ("workers.first", workers.first, UNMATCHED, m),
        ("workers.named", workers.named, UNMATCHED, m),
        ("workers.family", workers.family, ALONE, n),
        ("orders.cap", orders.cap, NO_CAP, c),
        ("orders.of", orders.of, 0, m),
        ("orders.trade", orders.trade, 0, MOST_TRADES),
    ):
        if ((found < least) | (found >= below)).any():
            yield f"{name} goes from {least} to {below - 1}"
    if ((orders.of >= 0) & (orders.of < m)).all() and (orders.of[orders.of] != orders.of).any():
        yield "orders.of names an order that is itself a part of another"
    if (
        orders.prefers.shape == orders.months.shape
        and ((orders.prefers != NO_RANKING) & (orders.prefers <= np.maximum(orders.months, NO_RANKING))).any()
    ):
        yield "orders.prefers is no more than the months that the order asks for"
    for name, found in (("orders.places", orders.places), ("caps.places", caps.places)):
        if (found < 0).any():
            yield f"{name} has fewer than 0 places"
    if ((caps.within < NO_CAP) | (caps.within >= np.arange(caps.within.size))).any():
        yield "caps.within names a cap of a lower number, or none"
    for kind, ranked in enumerate(market.ranked):
        if ((ranked < 0) | (ranked >= m)).any() or np.bincount(ranked, minlength=1).max() > 1:
            yield f"list {kind} names an order twice, or one that is not there"
        elif _kept_astray(ranked, orders.of):
            yield f"list {kind} has places kept for some that do not stand right before their order"


def behind_equals(turn: Ints, *before: Ints) -> Ints:
    """How many come after all whom some columns leave equal with each worker, (n,).

    Args:
        turn: the place in line, by these columns and between equals by the draw, (n,).
        before: the columns, each (n,).
    """
    line = np.empty(turn.size, np.int64)
    line[turn] = np.arange(turn.size)
    is_last = np.ones(turn.size, np.bool_)
    is_last[:-1] = np.any([each[line][1:] != each[line][:-1] for each in before], axis=0) if before else False
    last = np.flatnonzero(is_last)
    passed: Ints = np.cumsum(is_last) - is_last
    return np.asarray(turn.size - 1 - last[passed[turn]], np.int64)


def _in_line(turn: Ints) -> bool:
    """Whether each place in line is there once."""
    if ((turn < 0) | (turn >= turn.size)).any():
        return False
    return bool((np.bincount(turn, minlength=turn.size) == 1).all())


def _kept_astray(ranked: Ints, of: Ints) -> bool:
    if ((of < 0) | (of >= of.size)).any():
        return False
    kept = of[ranked] != ranked
    return bool((kept & (np.append(ranked, UNMATCHED)[1:] != of[ranked])).any())


def _plain(column: Ints) -> Ints:
    return np.ascontiguousarray(column, np.int64)
