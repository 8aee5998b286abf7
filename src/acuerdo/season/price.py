"""What stability and each cap cost a season: the match beside the most that could be placed, and the best."""

from typing import Final

import numpy as np
import polars as pl

from acuerdo.matching.costs import changes, cost_of_caps
from acuerdo.matching.deferred import match
from acuerdo.matching.market import NO_CAP, UNMATCHED, Ints, Market
from acuerdo.matching.stability import verify
from acuerdo.matching.welfare import Most, best_placed, least_list_places, most_placed, places_in_lists
from acuerdo.season.playing import Season
from acuerdo.season.rounds import Round

PRICE: Final = {
    "match": pl.String,
    "matched": pl.Int64,
    "at_most": pl.Int64,
    "mean_list_place": pl.Float64,
    "first_on_list": pl.Int64,
    "blocking": pl.Int64,
}
"""The columns of the price of stability."""

COSTS: Final = {
    "cap": pl.String,
    "matched": pl.Int64,
    "gained": pl.Int64,
    "lost": pl.Int64,
    "better": pl.Int64,
    "worse": pl.Int64,
}
"""The columns of what caps cost."""


def price(market: Market, order: Ints) -> pl.DataFrame:
    """The match of a season beside others of the same market.

    Args:
        order: the order of each worker of the market, or UNMATCHED.

    Returns:
        A row each for `stable`, the match itself; `welfare`, the most placed and then the least sum of list
        places, or where the market is too large for it `bound`, than which no match is better; `most`, the
        most that could be placed, between `matched` and `at_most` where only bounds are known. `blocking`
        counts pairs of a worker and an order who would both rather have each other.
    """
    rows = [_row("stable", market, order)]
    best = best_placed(market)
    if best is not None:
        rows.append(_row("welfare", market, best.order))
    bound = least_list_places(market) if best is None else None
    if bound is not None:
        rows.append(("bound", *(bound[0], bound[0]), bound[1] / max(bound[0], 1), None, None))
    most = most_placed(market, order) if best is None else Most(best.placed, best.placed, 1)
    rows.append(("most", most.least, most.most, None, None, None))
    return pl.DataFrame(rows, PRICE, orient="row")


Row = tuple[str, int, int, float | None, int | None, int | None]


def _row(name: str, market: Market, order: Ints) -> Row:
    places = places_in_lists(market, order)
    there = places[order != UNMATCHED]
    mean = float(there.mean()) if there.size else None
    return name, there.size, there.size, mean, int(np.sum(there == 1)), verify(market, order).blocking


def costs(held: Round) -> pl.DataFrame:
    """What each full cap of a round costs, by a match without it: how many have an order then, who gains and
    loses one, and who has one they prefer more or less. `all` is without any, where several are full; a last
    row tells the same of the set-asides, where others had to leave them places.
    """
    order, base = held.settled.order, match(held.plain)
    found = [
        ("all" if each.cap == NO_CAP else held.caps[each.cap], each)
        for each in cost_of_caps(held.plain, base)
        if each.cap == NO_CAP or not held.others[each.cap]
    ]
    if not np.array_equal(order, base):
        found.append(("set_asides", changes(held.plain, order, base, NO_CAP)))
    rows = [
        (name, each.matched, each.gained.size, each.lost.size, each.better, each.worse)
        for name, each in found
    ]
    return pl.DataFrame(rows, COSTS, orient="row")


def priced_tables(season: Season, priced: bool) -> dict[str, pl.DataFrame]:
    """The tables `price` and `costs` of the first round of a season, empty where nobody asked for them."""
    if not priced or not season.rounds.held:
        return {"price": pl.DataFrame(schema=PRICE), "costs": pl.DataFrame(schema=COSTS)}
    first = season.rounds.held[0]
    return {"price": price(first.plain, first.settled.order), "costs": costs(first)}
