"""The rounds of a season: who is matched when, under the ceilings of the day, keeping what is confirmed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from acuerdo.agreement.calendar import Days
from acuerdo.matching.asides import SetAsides, match_with_asides, without_others
from acuerdo.matching.floors import Settled
from acuerdo.matching.market import NO_CAP, UNMATCHED, Caps, Market
from acuerdo.matching.rounds import left
from acuerdo.rules.ceilings import CLOSED, Ceilings
from acuerdo.rules.periods import Key

ALL_KNOWN = np.datetime64("NaT", "D")
"""The day of a round in which every order of the season is known and no work begins late."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who would not come, and who would leave early and after which share of the work, shape (n,)."""

    stays_away: NDArray[np.bool_]
    leaves: NDArray[np.bool_]
    after_share: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Round:
    """One round as it was matched: the market, and what came of it.

    Fields:
        day: the day, ALL_KNOWN for one in which all is known.
        asking: who sought an order, k indices into those of the season.
        settled: what came of it, and the market with the places that orders kept as rows of their own.
        plain: the market before places were kept, under the caps that count everybody.
        keys: the path of each cap of both markets, and the first day of its period.
        others: which of them leave to others what is kept.
        group: the set-aside of each worker, or NO_GROUP, (k,).
    """

    day: np.datetime64
    asking: NDArray[np.intp]
    settled: Settled
    plain: Market
    keys: tuple[Key, ...]
    others: NDArray[np.bool_]
    group: NDArray[np.int64]

    @property
    def market(self) -> Market:
        """The market in which the match is stable: k workers and r rows."""
        return self.settled.market

    @property
    def row(self) -> NDArray[np.int64]:
        """The row of that market each was matched with, or UNMATCHED, (k,)."""
        return self.settled.row

    @property
    def caps(self) -> list[str]:
        """The path of each cap."""
        return [path for path, _ in self.keys]


@dataclass(frozen=True, slots=True)
class Intakes:
    """What came of the rounds, about each worker, shape (n,).

    Fields:
        days: the days for which a round was called.
        order: the order of each worker, or UNMATCHED.
        round: the round of `held` in which the worker was matched, or -1.
        entry: the first day of work; NaT without an order.
        left_on: the day from which the place was free again; NaT for who stayed.
        stayed_away: matched, and did not come; these have no order any more.
        held: the first round, and those after it in which there was somebody and something to match.
    """

    days: Days
    order: NDArray[np.int64]
    round: NDArray[np.int16]
    entry: Days
    left_on: Days
    stayed_away: NDArray[np.bool_]
    held: tuple[Round, ...]

    def table(self) -> pl.DataFrame:
        """The rounds: the day (null for ALL_KNOWN), and how many sought an order, were matched, got places
        kept for some, and then stayed away."""
        away = np.bincount(self.round[self.stayed_away], minlength=len(self.held))
        rows = [
            (
                each.day.item(),
                each.asking.size,
                int((each.row != UNMATCHED).sum()),
                int((each.row >= each.plain.orders.places.size).sum()),
                int(away[number]),
            )
            for number, each in enumerate(self.held)
        ]
        counts = dict.fromkeys(("sought", "matched", "kept", "stayed_away"), pl.Int64)
        return pl.DataFrame(rows, {"day": pl.Date, **counts}, orient="row")


@dataclass(frozen=True, slots=True)
class Offered:
    """When orders can be taken, shape (m,): known from a day on, work from a first to a last day."""

    known: Days
    entry: Days
    ends: Days


Ceil = Callable[[Days], tuple[Ceilings, NDArray[np.int64]]]
"""The ceilings of some days, and the set-aside of each worker who is in the market."""

Serve = Callable[[NDArray[np.intp], NDArray[np.int64], Days], NDArray[np.bool_]]
"""Gives permits to workers (indices into the market) with an order each from a day on: who has one."""


def hold(whole: Market, offered: Offered, days: Days, ceil: Ceil, serve: Serve, leaving: Leaving) -> Intakes:
    """Hold the rounds of a season.

    In each, whoever seeks and has no order yet is matched with what is left of the orders known by then,
    under what is left of the caps; an order of which the work has begun is entered late, on the day of the
    round. Permits are given as soon as a round is held, first for the days that come first, so that a later
    round sees the places that are used. Nobody loses a place; who did not come seeks no more.

    Args:
        whole: n workers and m orders, without caps.
        offered: when the orders can be taken.
        days: the day of each round, in sequence.
        ceil, serve: see there.
        leaving: who leaves; nobody is asked before.
    """
    n, m = whole.workers.turn.size, whole.orders.places.size
    order, number = np.full(n, UNMATCHED), np.full(n, -1, np.int16)
    entry, left_on = np.full((2, n), ALL_KNOWN)
    away = np.zeros(n, np.bool_)
    rounds: list[Round] = []
    for today in days:
        begins = offered.entry if np.isnat(today) else np.maximum(offered.entry, today)
        there = np.where((order == UNMATCHED) | (left_on <= today), UNMATCHED, order)
        held = np.bincount(there[there != UNMATCHED], minlength=m)
        known = np.ones(m, np.bool_) if np.isnat(today) else offered.known <= today
        opened = known & (begins <= offered.ends) & (whole.orders.places > held)
        asking = np.flatnonzero((order == UNMATCHED) & ~away)
        if rounds and not (opened.any() and asking.size):
            continue
        ceilings, group = ceil(np.where(opened, begins, ALL_KNOWN))
        market, asides = _under(left(whole, there, asking), ceilings, group[asking], begins, opened)
        settled = match_with_asides(market, asides)
        plain = without_others(market, asides)
        rounds.append(Round(today, asking, settled, plain, ceilings.key, asides.others, asides.group))
        got = settled.order
        chosen = np.flatnonzero(got != UNMATCHED)
        new, taken = asking[chosen], got[chosen]
        number[new] = len(rounds) - 1
        away[new] = leaving.stays_away[new]
        new, taken = new[~away[new]], taken[~away[new]]
        order[new], entry[new] = taken, begins[taken]
        at_work: list[NDArray[np.intp]] = []
        for ceiling in _first_days_first(ceilings.innermost[taken], entry[new]):
            among = ceilings.innermost[taken] == ceiling
            comes = serve(new[among], taken[among], entry[new[among]])
            at_work.append(new[among][comes])
        goes = np.concatenate(at_work) if at_work else new[:0]
        goes = goes[leaving.leaves[goes]]
        stays = (offered.ends[order[goes]] - entry[goes]).astype(np.int64) * leaving.after_share[goes]
        left_on[goes] = entry[goes] + 1 + stays.astype(np.int64)
    return Intakes(days, order, number, entry, left_on, away, tuple(rounds))


def _under(
    rest: Market, ceilings: Ceilings, group: NDArray[np.int64], begins: Days, opened: NDArray[np.bool_]
) -> tuple[Market, SetAsides]:
    """What is left of a market, under the ceilings of a round."""
    takes = opened & (ceilings.innermost != CLOSED)
    orders = replace(
        rest.orders,
        places=np.where(takes, rest.orders.places, 0),
        starts=np.where(np.isnat(begins), 0, begins.astype(np.int64)),
        cap=np.where(takes, ceilings.innermost, NO_CAP),
    )
    market = replace(rest, orders=orders, caps=Caps(ceilings.places, ceilings.within))
    asides = SetAsides(group, ceilings.exempt, ceilings.period, ceilings.kept, ceilings.before)
    return market, asides


def _first_days_first(ceiling: NDArray[np.int64], entry: Days) -> list[int]:
    """The ceilings that somebody was matched under, by the first day of work under each."""
    line = np.argsort(entry, kind="stable")
    _, first = np.unique(ceiling[line], return_index=True)
    return [int(each) for each in ceiling[line][np.sort(first)]]
