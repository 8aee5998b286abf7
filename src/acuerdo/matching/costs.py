"""What each cap costs: who would have an order, and who another, were it lifted."""

from dataclasses import dataclass, replace

import numpy as np

from acuerdo.matching.deferred import match
from acuerdo.matching.market import NO_CAP, UNMATCHED, Ints, Market
from acuerdo.matching.spans import under
from acuerdo.matching.welfare import places_in_lists


@dataclass(frozen=True, slots=True)
class Cost:
    """What changes where a cap is lifted.

    Fields:
        cap: the cap, or NO_CAP where all are lifted together.
        matched: how many have an order then.
        gained: the workers who have one then and not now.
        lost: the workers who have one now and not then.
        better, worse: how many have an order on both sides, and then one they prefer, or prefer now.
    """

    cap: int
    matched: int
    gained: Ints
    lost: Ints
    better: int
    worse: int


def cost_of_caps(market: Market, order: Ints) -> list[Cost]:
    """Match again without each cap that is full, and without any, where more than one is full.

    A cap that is not full at the end never was, and lifting it changes nothing; it is not listed.

    Args:
        market: n workers, m orders and the caps around them.
        order: their match under the caps, shape (n,).

    Raises:
        ValueError: with every fault of the arrays, one a line.
    """
    full = _full(market, order)
    lifted = [(int(cap), np.array([cap])) for cap in full]
    if full.size > 1:
        lifted.append((NO_CAP, np.arange(market.caps.places.size)))
    return [_cost(market, order, cap, which) for cap, which in lifted]


def _full(market: Market, order: Ints) -> Ints:
    held = np.bincount(order[order != UNMATCHED], minlength=market.orders.places.size)
    used = under(market.orders.cap, market.caps.within, held)
    return np.flatnonzero(used >= market.caps.places)


def _cost(market: Market, order: Ints, cap: int, lifted: Ints) -> Cost:
    places = market.caps.places.copy()
    places[lifted] = order.size
    return changes(market, order, match(replace(market, caps=replace(market.caps, places=places))), cap)


def changes(market: Market, order: Ints, then: Ints, cap: int) -> Cost:
    """What another match of the same market changes.

    Args:
        order: the match now, (n,).
        then: the other, (n,).
        cap: what was lifted for it.
    """
    had, has = order != UNMATCHED, then != UNMATCHED
    now_at, then_at = places_in_lists(market, order), places_in_lists(market, then)
    return Cost(
        cap,
        int(has.sum()),
        np.flatnonzero(has & ~had),
        np.flatnonzero(had & ~has),
        int((had & has & (then_at < now_at)).sum()),
        int((had & has & (then_at > now_at)).sum()),
    )
