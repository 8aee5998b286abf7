"""Rounds: matching again when orders come late, people withdraw or do not come, and places are left.

Nobody loses a confirmed place: places and caps are what is left beside those who keep theirs, and everybody
else who still seeks is matched anew. Over several rounds together the match need not be stable: a place that
comes free goes to somebody who waits, though somebody confirmed may rather have had it. See the tests.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from acuerdo.matching.deferred import match
from acuerdo.matching.market import ALONE, UNMATCHED, Ints, Market, Workers, behind_equals
from acuerdo.matching.spans import under


def next_round(market: Market, order: Ints, confirmed: NDArray[np.bool_], seeking: NDArray[np.bool_]) -> Ints:
    """The order of each worker after one more round, shape (n,).

    Args:
        market: n workers, and orders and caps as they are now, with the places of those who keep theirs.
        order: the order of each worker before, or UNMATCHED, (n,).
        confirmed: who keeps that order, (n,).
        seeking: who seeks one in this round; whoever is confirmed is left out, (n,).

    Raises:
        ValueError: a family is confirmed, or seeks, in part; a fault of the arrays, each on a line.
    """
    keeps = confirmed & (order != UNMATCHED)
    asking = np.flatnonzero(seeking & ~keeps)
    _whole_families(market.workers.family, keeps, "confirmed")
    _whole_families(market.workers.family, seeking & ~keeps, "seeking")
    after = np.where(keeps, order, UNMATCHED)
    after[asking] = match(left(market, after, asking))
    return after


def left(market: Market, order: Ints, asking: NDArray[np.intp]) -> Market:
    """The market that is left: some of the workers, and the places beside those who have an order.

    Orders and caps in which more keep a place than there are places now have none left.

    Args:
        order: the order of whoever keeps one, else UNMATCHED, (n,).
        asking: who asks, as indices.
    """
    held = np.bincount(order[order != UNMATCHED], minlength=market.orders.places.size)
    used = under(market.orders.cap, market.caps.within, held)
    workers = Workers(**{name: getattr(market.workers, name)[asking] for name in Workers.__slots__})
    _, family = np.unique(np.append(ALONE, workers.family), return_inverse=True)
    turn = np.argsort(np.argsort(workers.turn))
    behind = behind_equals(turn, workers.behind)
    return replace(
        market,
        workers=replace(workers, turn=turn, behind=behind, family=family[1:] + ALONE),
        orders=replace(market.orders, places=np.maximum(market.orders.places - held, 0)),
        caps=replace(market.caps, places=np.maximum(market.caps.places - used, 0)),
    )


def _whole_families(family: Ints, chosen: NDArray[np.bool_], what: str) -> None:
    together = family != ALONE
    size = np.bincount(family[together])
    some = np.bincount(family[together & chosen], minlength=size.size)
    if ((some > 0) & (some < size)).any():
        raise ValueError(f"{what}: a part of family {np.flatnonzero((some > 0) & (some < size))[0]} only")
