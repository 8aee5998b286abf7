"""Keys and marks as a result publishes them, reckoned from the match alone."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.matching.market import ALONE, NO_CAP, NO_RANKING, UNMATCHED, Caps, Ints, Market
from acuerdo.matching.stability import OPEN, highest


def held(market: Market, matched: Ints) -> Ints:
    """How many each order holds, (m,)."""
    return np.bincount(matched[matched != UNMATCHED], minlength=market.orders.places.size).astype(np.int64)


def under(caps: Caps, cap: Ints, numbers: Ints) -> Ints:
    """The sum of a number of each order under each cap, (c,)."""
    sums = np.zeros(caps.places.size + 1, np.int64)
    np.add.at(sums, cap, numbers)
    for each in range(caps.places.size - 1, -1, -1):
        if caps.within[each] != NO_CAP:
            sums[caps.within[each]] += sums[each]
    return sums[:-1]


def cap_marks(market: Market, matched: Ints) -> Ints:
    """The least key that is held under each full cap, or OPEN where there is room, (c,); the highest mark
    where nobody under it has a key.
    """
    caps, n = market.caps, matched.size
    who = np.flatnonzero((matched != UNMATCHED) & (market.workers.family == ALONE))
    at = matched[who]
    months, asked = market.workers.months[who], market.orders.prefers[at]
    preferred = (asked != NO_RANKING) & (months >= asked)
    named = market.workers.named[who] == market.orders.of[at]
    key = n - 1 - market.workers.turn[who] + n * preferred + 2 * n * (market.workers.behind[who] + n * named)
    least = np.full(caps.places.size + 1, highest(n), np.int64)
    np.minimum.at(least, market.orders.cap[at], key)
    for each in range(caps.places.size - 1, -1, -1):
        if caps.within[each] != NO_CAP:
            least[caps.within[each]] = min(least[caps.within[each]], least[each])
    full = under(caps, market.orders.cap, held(market, matched)) >= caps.places
    return np.where(full, least[:-1], OPEN)


def innermost_full(caps: Caps, full: NDArray[np.bool_], cap: Ints) -> Ints:
    """The innermost full cap around each order, or NO_CAP, (m,)."""
    found = np.full(caps.places.size + 1, NO_CAP, np.int64)
    for each in range(caps.places.size):
        found[each] = each if full[each] else found[caps.within[each]]
    return found[cap]
