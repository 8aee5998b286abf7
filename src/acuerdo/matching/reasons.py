"""Why each worker has the order they have or none, and why each order has its places left, in figures.

Everything is told from the match alone and from the marks of its orders (`stability.cutoffs`): who asked, who
came before, what was full. A worker is told of at most two orders: the first one on the list, where that does
not admit the worker, and the best that does, where others have it. A worker without an order is told of
the order that came nearest; one whom no order admits, of what excludes most and of what would open some.

What would have to change is exact, and says no more than this. A place in line better by `missing` places,
everybody else in their sequence and the worker the equal of whoever had that place, is one with which the
order would take the worker while all others stay where they are; one place less is not. Where a ranking
decided, that is so together with `ranked_short` months more of experience, where these are told. Where
`is_one_line` holds, a match made anew gives the worker that order, and with one place less does not. A
shortage that is made good is one with which the order admits the worker, if nothing else is short. Places
that an order keeps for some ask what the order asks.
"""

from dataclasses import dataclass

import numpy as np

from acuerdo.matching.market import (
    ALONE,
    NO_CAP,
    NO_RANKING,
    UNMATCHED,
    Columns,
    Ints,
    Market,
    Shorts,
    columns,
)
from acuerdo.matching.spans import under
from acuerdo.matching.stability import OPEN, cutoffs, highest
from acuerdo.matching.walks import MOST, able_to, by_mark, in_line, places_of, walk

CODES = (
    "first_choice",
    "best_admitted",
    "named",
    "line",
    "cap",
    "no_places",
    "would_take",
    "none_admits",
    "no_list",
    "with_family",
    "family_waits",
    "ranked",
)
"""What decided for a worker. The order that the reason speaks of

first_choice: is the first of the list, and the worker's;
best_admitted: is the worker's, and the best of the list that admits the worker;
named: is full of workers whom it names, or of families, and these are not put out;
line: is full, and the last one taken came earlier in line;
ranked: is full, and prefers the last one taken, an equal in line, for months of experience;
cap: is under a full cap, and the last one taken under it came earlier in line, or was named, or preferred;
no_places: offers no places;
would_take: would take the worker, so that the match is not stable;
none_admits: is not there, for no order on the list admits the worker;
no_list: is not there, for the list is empty;
with_family: is the worker's, who was placed there together with the family;
family_waits: is not there, for none on the list had a place for each of the family at once.
"""

(
    FIRST_CHOICE,
    BEST_ADMITTED,
    NAMED,
    LINE,
    CAP,
    NO_PLACES,
    WOULD_TAKE,
    NONE_ADMITS,
    NO_LIST,
    WITH_FAMILY,
    FAMILY_WAITS,
    RANKED,
) = range(12)

ORDER_CODES = ("full", "cap", "too_few", "better", "no_places")
"""What decided for an order: it is full; a cap around it is; fewer than its places are admitted; all who are
admitted have it or something better; it offers no places."""

FULL, UNDER_CAP, TOO_FEW, BETTER, OFFERS_NONE = range(5)

LACKS = ("months", "trade", "earlier", "later")
"""What a worker may be short of: months of experience, a trade (told as its number and 1 more), days on which
to begin earlier, days on which to leave later."""

NEVER = -1
"""The number of places in line that were missing, where no place in line would do."""

NOBODY = -1
"""The place in line of the last one taken, where none was or all who came were named."""


@dataclass(frozen=True, slots=True)
class WorkerReasons:
    """What decided for each worker, shape (n,).

    Fields:
        code: an index of CODES.
        choice: the number of the worker's order on the list, 1 for the best; 0 without an order.
        order: the order that the code speaks of, or the places it keeps for some, or UNMATCHED.
        cap: the full cap around it that decided, or NO_CAP.
        last: the place in line of the last one taken there, or NOBODY. Places in line count from 0.
        missing: how many places in line better the worker would have to be, or NEVER, as where the last one
            taken under the cap is the worker.
        ranked_by: the months of experience for which their order prefers the last one taken to the worker, an
            equal in line; 0 where no ranking decided.
        ranked_short: how many months the worker lacks for the order to prefer the worker too; 0 where it
            does not rank, or no ranking decided.
        asked: the first order of the list, where that does not admit the worker, or UNMATCHED.
        short: what the worker lacks there, shape (n, 4), a column for each of LACKS, 0 for nothing. Where no
            order admits the worker: the least of each that opens an order alone, 0 where none does.
        opens: where no order admits the worker, how many each of these opens, shape (n, 4).
        excluded: where no order admits the worker, how many each of LACKS excludes, shape (n, 4).
    """

    code: Ints
    choice: Ints
    order: Ints
    cap: Ints
    last: Ints
    missing: Ints
    ranked_by: Ints
    ranked_short: Ints
    asked: Ints
    short: Shorts
    opens: Shorts
    excluded: Shorts


@dataclass(frozen=True, slots=True)
class OrderReasons:
    """What decided for each order, shape (m,).

    Fields:
        code: an index of ORDER_CODES.
        cap: the full cap around it that decided, or NO_CAP.
        last: the place in line of the last one taken in the order or under the cap, or NOBODY.
        held: how many it has.
        could: where too few are admitted, how many are; elsewhere its places.
    """

    code: Ints
    cap: Ints
    last: Ints
    held: Ints
    could: Ints


def is_one_line(market: Market) -> bool:
    """Whether everybody is served in one line, alone, but for those who are named by their first choice.
    Whoever is named by another order of the list may come back for it, and set others free or put them out,
    and so may whom an order prefers; and a family asks late, and keeps what it finds."""
    workers, place_of = market.workers, places_of(columns(market))
    if (workers.family != ALONE).any() or (market.orders.prefers != NO_RANKING).any():
        return False
    named = np.flatnonzero((workers.named != UNMATCHED) & (workers.named != workers.first))
    return bool((place_of[workers.kind[named], workers.named[named]] < 0).all())


def worker_reasons(market: Market, order: Ints) -> WorkerReasons:
    """Say what decided for each worker.

    Args:
        market: n workers, m orders and the caps around them.
        order: the order of each worker, or UNMATCHED, shape (n,), one of the list that admits the worker.

    Raises:
        ValueError: with every fault of the arrays, one a line; a worker has an order that is none of these.
    """
    plain, marks = columns(market), cutoffs(market, order)
    places = in_line(plain, marks)
    n, at_of = plain.turn.size, np.append(plain.of, UNMATCHED)
    _refuse_others(plain, order, places_of(plain))
    said = walk(plain, order, places, by_mark(plain, marks))
    at = said.order
    refused = said.code == LINE
    named = plain.named == at_of[at]
    preferred = plain.has >= np.append(plain.prefers, MOST)[at]
    key = n - 1 - plain.turn + n * preferred + 2 * n * (plain.behind + n * named)
    mark = np.where(refused, np.append(marks, OPEN)[at], OPEN)
    bound = np.where(refused, np.append(_bounds(plain, order), NO_CAP)[at], NO_CAP)
    told = refused & (mark < highest(n)) & (key <= mark) & (named | (mark < 2 * n * n))
    last = np.where(told, n - 1 - mark % max(n, 1), NOBODY)
    ranked = told & ~preferred & (mark // max(n, 1) == key // max(n, 1) + 1)
    code = np.where(refused & ~told, NAMED, said.code)
    code[ranked] = RANKED
    code[refused & (np.append(plain.places, 1)[at] == 0)] = NO_PLACES
    code[refused & (bound != NO_CAP)] = CAP
    code[refused & (key > mark)] = WOULD_TAKE
    asked = np.append(market.orders.prefers, NO_RANKING)
    by_turn = np.full(n + 1, UNMATCHED)
    by_turn[plain.turn] = order
    own = ranked & (last == plain.turn)
    short = np.where(ranked & ~own, np.maximum(asked[at] - market.workers.months, 0), 0)
    short[asked[at] == NO_RANKING] = 0
    beside = np.append(places.enough, np.full((4, 1), UNMATCHED), axis=1)
    enough = beside[(preferred | (short > 0)) + 2 * named, at]
    return WorkerReasons(
        code,
        said.choice,
        at,
        np.where(code == CAP, bound, NO_CAP),
        last,
        np.where(told & (enough >= 0) & ~own, np.maximum(plain.turn - enough, 0), NEVER),
        np.where(ranked, asked[by_turn[last]], 0),
        short,
        said.asked,
        said.short,
        said.opens,
        said.excluded,
    )


def order_reasons(market: Market, order: Ints) -> OrderReasons:
    """Say what decided for each order.

    Args:
        market: n workers, m orders and the caps around them.
        order: the order of each worker, or UNMATCHED, shape (n,).

    Raises:
        ValueError: with every fault of the arrays, one a line.
    """
    plain, marks = columns(market), cutoffs(market, order)
    n, held, bound = plain.turn.size, _held(plain, order), _bounds(plain, order)
    free = (held < plain.places) & (bound == NO_CAP)
    could = able_to(plain, free)
    code = np.where(could < plain.places, TOO_FEW, BETTER)
    code[held >= plain.places] = FULL
    code[(held < plain.places) & (bound != NO_CAP)] = UNDER_CAP
    code[plain.places == 0] = OFFERS_NONE
    last = np.where((marks != OPEN) & (marks < 2 * n * n), n - 1 - marks % max(n, 1), NOBODY)
    return OrderReasons(code, np.where(code == UNDER_CAP, bound, NO_CAP), last, held, could)


def _held(plain: Columns, order: Ints) -> Ints:
    return np.bincount(order[order != UNMATCHED], minlength=plain.places.size)


def _bounds(plain: Columns, order: Ints) -> Ints:
    """The innermost full cap around each order that is not itself full, or NO_CAP, shape (m,)."""
    held = _held(plain, order)
    used, around = under(plain.cap, plain.within, held), np.full(plain.within.size + 1, NO_CAP)
    for cap in range(plain.within.size):
        around[cap] = cap if used[cap] >= plain.cap_places[cap] else around[plain.within[cap]]
    return np.where(held >= plain.places, NO_CAP, around[plain.cap])


def _refuse_others(plain: Columns, order: Ints, place_of: Ints) -> None:
    who = np.flatnonzero(order != UNMATCHED)
    at = order[who]
    listed = (place_of[plain.kind[who], at] >= 0) | (plain.first[who] == plain.of[at])
    admitted = (
        (plain.starts[at] >= plain.since[who])
        & (plain.ends[at] <= plain.until[who])
        & (plain.asks[at] <= plain.has[who])
        & ((plain.trades[who] >> plain.trade[at]) & 1 == 1)
    )
    wrong = who[~(listed & admitted)]
    if wrong.size:
        raise ValueError(
            f"{wrong.size} workers have an order that is not on their list or does not admit them"
        )
