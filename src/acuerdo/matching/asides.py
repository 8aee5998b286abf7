"""Set-asides: places under a cap that are kept for a group until a day, within the match.

A set-aside over all orders does not nest with orders, so it is met in three steps. First everybody is matched
as if nothing were kept. If others then hold more than the set-asides leave them, each set-aside's people keep
the places they hold, up to its size, and by one flow as many more as it still has, where others must give
places up. All are matched again, with the kept places apart; and once more, each set-aside following its
people to where they now are.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from acuerdo.matching.deferred import match
from acuerdo.matching.floors import (
    NO_GROUP,
    Kept,
    Settled,
    flow,
    held_by_group,
    kept_of_groups,
    matched_apart,
    unkept,
)
from acuerdo.matching.market import ALONE, NO_CAP, UNMATCHED, Ints, Market, narrow_columns
from acuerdo.matching.spans import under


@dataclass(frozen=True, slots=True)
class SetAsides:
    """Set-asides over a market of n workers, m orders and c caps.

    Fields:
        group: the set-aside of each worker, or NO_GROUP, (n,).
        exempt: the set-asides whose kept places do not count under each cap, (c, g): a cap with any leaves
            to others what these keep.
        period: the period of the cap each order counts in, from 0, or -1, (m,).
        kept: the places each set-aside keeps in each period, (periods, g).
        before: whether each order counts before the release of each set-aside, (m, g).
    """

    group: Ints
    exempt: NDArray[np.bool_]
    period: Ints
    kept: Ints
    before: NDArray[np.bool_]

    @property
    def others(self) -> NDArray[np.bool_]:
        """The caps that leave something to others, (c,)."""
        return np.asarray(self.exempt.any(axis=1), np.bool_)


def match_with_asides(market: Market, asides: SetAsides) -> Settled:
    """Match so that others leave the places that are kept. Where they leave enough by themselves, the market
    that is returned with the match has no limit on them: nobody was refused for it.

    Raises:
        ValueError: with every fault of the arrays, one a line.
    """
    plain = without_others(market, asides)
    order = match(plain)
    if not _too_many_others(market, asides, order).any():
        return unkept(plain, order)
    settled = matched_apart(market, asides.group, _kept(market, asides, order), asides.exempt)
    again = kept_of_groups(_held(market, asides, settled.order).sum(axis=0))
    return matched_apart(market, asides.group, again, asides.exempt)


def without_others(market: Market, asides: SetAsides) -> Market:
    """The market under the caps that count everybody alone."""
    places = np.where(asides.others, market.workers.turn.size, market.caps.places)
    return replace(market, caps=replace(market.caps, places=places))


def _too_many_others(market: Market, asides: SetAsides, order: Ints) -> Ints:
    """How many more than the set-asides leave them hold a place under each cap of others, (c,)."""
    cap, within = market.orders.cap, market.caps.within
    count = under(cap, within, np.bincount(order[order != UNMATCHED], minlength=asides.period.size))
    for group, held in enumerate(_held(market, asides, order).sum(axis=0)):
        count -= under(cap, within, held) * asides.exempt[:, group]
    return np.where(asides.others, np.maximum(count - market.caps.places, 0), 0)


def _held(market: Market, asides: SetAsides, order: Ints) -> Ints:
    """The places through each set-aside: its first in line who hold one by then, (periods, g, m)."""
    found = np.zeros((*asides.kept.shape, asides.period.size), np.int64)
    line = np.argsort(market.workers.turn)
    line = line[(order[line] != UNMATCHED) & (asides.group[line] != NO_GROUP)]
    for period, group in np.ndindex(*asides.kept.shape):
        at = order[line]
        mine = (asides.group[line] == group) & (asides.period[at] == period) & asides.before[at, group]
        first = at[mine][: asides.kept[period, group]]
        found[period, group] = np.bincount(first, minlength=asides.period.size)
    return found


def _kept(market: Market, asides: SetAsides, order: Ints) -> Kept:
    """What to keep: what the set-asides' people hold, and by a flow what they still may have."""
    plain, groups = narrow_columns(market), asides.kept.shape[1]
    places = _held(market, asides, order)
    matched, alone = order != UNMATCHED, market.workers.family == ALONE
    seeking = np.flatnonzero(~matched & alone & (asides.group != NO_GROUP))
    seeking = seeking[np.argsort(plain.turn[seeking])]
    held = held_by_group(market, order, np.full(order.size, NO_GROUP), matched & alone, 0)[0]
    free = market.orders.places - np.bincount(order[matched], minlength=held.size)
    beside = _too_many_others(market, asides, order)
    for period, group in np.ndindex(*asides.kept.shape):
        among = (asides.period == period) & asides.before[:, group]
        around = np.unique(market.orders.cap[among & (market.orders.cap != NO_CAP)])
        must_go = int(beside[around].max(initial=0))
        asking = seeking[asides.group[seeking] == group]
        short = np.zeros(groups, np.int64)
        short[group] = min(int(asides.kept[period, group] - places[period, group].sum()), asking.size)
        given = np.zeros((groups + 1, held.size), np.int64)
        given[-1] = np.where(among, np.maximum(free + held - places.sum(axis=(0, 1)), 0), 0)
        spare = np.append(np.zeros(groups, np.int64), must_go)
        places[period] += flow(plain, asking, asides.group[asking], short, given, spare)
    return kept_of_groups(places.sum(axis=0))
