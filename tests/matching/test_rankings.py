"""Rankings: an order prefers months of experience between equals in line, and what that gives up."""

from dataclasses import fields, replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.matching.deferred import match
from acuerdo.matching.market import (
    ALONE,
    GROUNDS,
    NO_CAP,
    NO_RANKING,
    UNMATCHED,
    Caps,
    Market,
    Orders,
    Workers,
    behind_equals,
)
from acuerdo.matching.stability import verify
from markets import blocking, fits, ints, list_of, market_of, markets, with_orders, with_workers

MANY = settings(max_examples=150, deadline=None)


def asking(places, lists, months, prefers, **columns):
    """Workers in one lottery, the first in line first, and orders that prefer months of experience."""
    market = market_of(places, lists, [ALONE] * len(lists), **columns)
    return with_orders(with_workers(market, months=ints(months)), prefers=ints(prefers))


def under_one_cap(market, places):
    market = with_orders(market, cap=market.orders.of * 0)
    return replace(market, caps=Caps(ints([places]), ints([NO_CAP])))


# Between whom a ranking decides


def test_between_equals_an_order_takes_whom_its_ranking_prefers_before_the_draw_decides() -> None:
    assert match(asking([1], [[0], [0], [0]], [3, 12, 24], [12])).tolist() == [UNMATCHED, 0, UNMATCHED]
    assert match(asking([1], [[0], [0], [0]], [3, 12, 24], [NO_RANKING])).tolist()[0] == 0


def test_a_ranking_decides_nothing_between_whom_the_order_of_service_tells_apart() -> None:
    market = asking([1], [[0], [0]], [3, 12], [12])
    assert match(with_workers(market, behind=ints([1, 0]))).tolist() == [0, UNMATCHED]


def test_whom_an_order_names_comes_before_whom_its_ranking_prefers() -> None:
    market = asking([1], [[0], [0]], [12, 0], [12], named=[UNMATCHED, 0])
    assert match(market).tolist() == [UNMATCHED, 0]


@given(markets(families=True))
@MANY
def test_without_rankings_it_makes_no_difference_whom_the_order_of_service_leaves_equal(
    market: Market,
) -> None:
    plain = with_orders(market, prefers=market.orders.prefers * 0)
    assert match(plain).tolist() == match(with_workers(plain, behind=plain.workers.behind * 0)).tolist()


@given(markets(capped=False))
@MANY
def test_a_ranking_that_nobody_or_everybody_meets_changes_nothing_where_no_cap_is(market: Market) -> None:
    plain = with_orders(market, prefers=market.orders.prefers * 0)
    nobody = with_orders(market, prefers=np.full(plain.orders.places.size, 99))
    skilled = with_workers(plain, months=np.full(plain.workers.turn.size, 99))
    everybody = with_orders(skilled, prefers=nobody.orders.prefers)
    assert match(nobody).tolist() == match(plain).tolist()
    assert match(everybody).tolist() == match(skilled).tolist()


@given(markets(), st.data())
@MANY
def test_more_experience_never_hurts_the_worker_who_has_it(market: Market, data: st.DataObject) -> None:
    if market.workers.turn.size == 0:
        return
    worker = data.draw(st.integers(0, market.workers.turn.size - 1))
    months = market.workers.months.copy()
    months[worker] += data.draw(st.sampled_from([3, 9, 12, 24]))
    skilled = with_workers(market, months=months)
    wanted = [*list_of(skilled, worker), UNMATCHED]
    assert wanted.index(match(skilled)[worker]) <= wanted.index(match(market)[worker])


# What a ranking may go by


def test_a_market_holds_nothing_by_which_a_ranking_could_ask_for_sex_age_or_origin() -> None:
    """The grounds are a closed list within a closed list: what is known of a worker, what an order says."""
    known = ("kind", "turn", "months", "trades", "since", "until", "first", "named", "family", "behind")
    said = ("places", "months", "trade", "starts", "ends", "cap", "of", "prefers")
    assert tuple(each.name for each in fields(Workers)) == known
    assert tuple(each.name for each in fields(Orders)) == said
    assert GROUNDS == ("months",)
    for ground in ("sex", "age", "origin", "nationality", "state"):
        assert ground not in GROUNDS
        with pytest.raises(TypeError, match=ground):
            Orders(**dict.fromkeys(said, ints([])), **{ground: ints([])})


@given(markets(), st.data())
@MANY
def test_whom_a_ranking_prefers_is_told_by_months_alone(market: Market, data: st.DataObject) -> None:
    """Two equals of the same months, who would both be admitted, are taken by the draw."""
    n = market.workers.turn.size
    lists = [ints([0])] * 3
    if n < 2 or market.orders.places.size == 0:
        return
    one, other = np.argsort(market.workers.turn)[:2].tolist()
    months = market.workers.months.copy()
    months[other] = months[one]
    alone = with_workers(
        market,
        months=months,
        behind=market.workers.turn * 0,
        trades=market.workers.trades * 0 + 3,
        since=market.workers.since * 0,
        until=market.workers.until * 0 + 99,
        named=np.full(n, UNMATCHED),
        first=np.full(n, UNMATCHED),
    )
    alone = Market(alone.workers, alone.orders, alone.caps, lists)
    matched = match(alone)
    assert matched[one] == 0 or matched[other] == UNMATCHED


@pytest.mark.parametrize(("asks", "prefers"), [(3, 3), (3, 1), (0, -1)])
def test_a_ranking_that_everybody_meets_whom_the_order_admits_is_none(asks: int, prefers: int) -> None:
    market = with_orders(asking([1], [[0]], [9], [prefers]), months=ints([asks]))
    with pytest.raises(
        ValueError, match=r"orders\.prefers is no more than the months that the order asks for"
    ):
        match(market)


@pytest.mark.parametrize("behind", [[1, 1], [0, 1], [2, 0], [1, 0, 0], [2, 0, 1]])
def test_equals_who_are_not_side_by_side_or_wrongly_counted_are_a_fault(behind: list[int]) -> None:
    market = asking([1], [[0]] * len(behind), [0] * len(behind), [0])
    with pytest.raises(ValueError, match=r"workers\.behind"):
        match(with_workers(market, behind=ints(behind)))


def test_equals_are_counted_by_all_that_comes_before_the_draw() -> None:
    turn, points, day = ints([3, 0, 2, 1]), ints([1, 0, 1, 0]), ints([5, 5, 4, 5])
    assert behind_equals(turn).tolist() == [0, 0, 0, 0]
    assert behind_equals(turn, points).tolist() == [0, 2, 0, 2]
    assert behind_equals(turn, points, day).tolist() == [0, 2, 1, 2]
    assert behind_equals(ints([])).tolist() == []


# What one key for orders and caps gives up, and why there is no other


def test_under_a_cap_whom_one_order_prefers_comes_before_others_of_other_orders() -> None:
    """One place under the cap; without the ranking the first in line has it."""
    market = under_one_cap(asking([1, 1], [[0], [1]], [0, 12], [0, 12]), 1)
    assert match(market).tolist() == [UNMATCHED, 1]
    assert match(with_orders(market, prefers=ints([0, 0]))).tolist() == [0, UNMATCHED]


def own_then_lottery(market, pairs):
    """The other way to choose: each order by its ranking, up to its places; then, of what orders chose, the
    cap by the lottery."""
    of_orders = []
    for order in range(market.orders.places.size):
        mine = [pair for pair in pairs if pair[1] == order]
        preferred = market.orders.prefers[order]

        def own(pair, preferred=preferred):
            is_first = preferred != NO_RANKING and market.workers.months[pair[0]] >= preferred
            return (not is_first, market.workers.turn[pair[0]])

        of_orders += sorted(mine, key=own)[: market.orders.places[order]]
    return sorted(of_orders, key=lambda pair: market.workers.turn[pair[0]])[: market.caps.places[0]]


def is_stable(market, matched, choose):
    pairs = [(worker, order) for worker, order in enumerate(matched) if order != UNMATCHED]
    if sorted(choose(market, pairs)) != pairs:
        return False
    return not any(
        (worker, order) in choose(market, [*pairs, (worker, order)])
        for worker, order in ((worker, list_of(market, worker)[0]) for worker in range(len(matched)))
        if matched[worker] == UNMATCHED
    )


def test_where_orders_chose_by_ranking_and_the_cap_by_lottery_there_may_be_no_stable_match() -> None:
    """Smallest example. The lottery puts worker 0 before 1 before 2; orders 0 and 1 have a place each, and
    the cap around them has one. Workers 0 and 2 ask order 0, which prefers worker 2; worker 1 asks order 1.
    Order 0 chooses worker 2, over whom the cap chooses worker 1, over whom worker 0 comes, over whom order 0
    prefers worker 2: whoever has the place, somebody else is chosen. Worker 1, refused while worker 0 asks,
    is chosen once worker 2 asks as well: the choice is no substitutable one."""
    market = under_one_cap(asking([1, 1], [[0], [1], [0]], [0, 0, 12], [12, 0]), 1)
    assert own_then_lottery(market, [(0, 0), (1, 1)]) == [(0, 0)]
    assert own_then_lottery(market, [(0, 0), (1, 1), (2, 0)]) == [(1, 1)]
    every = list(product([0, UNMATCHED], [1, UNMATCHED], [0, UNMATCHED]))
    assert not any(is_stable(market, matched, own_then_lottery) for matched in every)
    assert match(market).tolist() == [UNMATCHED, UNMATCHED, 0]
    assert blocking(market, match(market).tolist()) == []


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_that_example_is_a_smallest_one(left_out: int) -> None:
    lists, months = [[0], [1], [0]], [0, 0, 12]
    del lists[left_out], months[left_out]
    market = under_one_cap(asking([1, 1], lists, months, [12, 0]), 1)
    ways = product(*([each[0], UNMATCHED] for each in lists))
    assert any(is_stable(market, matched, own_then_lottery) for matched in ways)


def test_an_employer_may_gain_places_under_a_cap_by_stating_a_ranking() -> None:
    """Half of the workers of order 1 have the months; under the cap it has one place more with a ranking."""
    lists = [[0], [0], [1], [1]]
    market = under_one_cap(asking([2, 2], lists, [12, 12, 12, 0], [0, 0]), 2)
    assert np.bincount(match(market)[match(market) >= 0], minlength=2).tolist() == [2, 0]
    ranked = with_orders(market, prefers=ints([0, 12]))
    assert np.bincount(match(ranked)[match(ranked) >= 0], minlength=2).tolist() == [1, 1]


def test_whom_an_order_prefers_may_find_a_family_of_a_later_turn_there() -> None:
    """Worker 0 asks order 0 first and is put out there by worker 3, whom it prefers, after the family of 1
    and 2 has taken order 1, which prefers worker 0."""
    lists = [[0, 1], [1], [1], [0]]
    market = asking([1, 2], lists, [6, 0, 0, 12], [12, 6])
    together = with_workers(market, family=ints([ALONE, 0, 0, ALONE]))
    assert match(together).tolist() == [UNMATCHED, 1, 1, 0]
    assert match(market).tolist() == [1, 1, UNMATCHED, 0]


@given(markets(families=True))
@MANY
def test_the_verifier_finds_nothing_wrong_with_families_and_rankings(market: Market) -> None:
    plain = with_workers(market, named=np.full(market.workers.turn.size, UNMATCHED))
    matched = match(plain)
    found = verify(plain, matched)
    assert (found.too_many, found.not_admitted, found.apart, found.blocking) == (0, 0, 0, 0)
    assert fits(plain, [(worker, order) for worker, order in enumerate(matched.tolist()) if order >= 0])
