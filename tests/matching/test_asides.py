"""Set-asides within the match: others leave the places that are kept, until they are released."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.matching.asides import SetAsides, match_with_asides
from acuerdo.matching.deferred import match
from acuerdo.matching.floors import NO_GROUP
from acuerdo.matching.market import UNMATCHED, Caps
from acuerdo.matching.stability import verify
from markets import fits, ints, list_of, market_of, markets, with_orders

MANY = settings(max_examples=120, deadline=None)


@st.composite
def with_asides(draw, families=True):
    """A market under one cap, with one set-aside that is released after some of the orders begin."""
    market = draw(markets(capped=False, families=families, kept=False))
    n, m = market.workers.turn.size, market.orders.places.size
    total = draw(st.integers(0, 6))
    kept = draw(st.integers(0, total))
    before = np.array(draw(st.lists(st.booleans(), min_size=m, max_size=m)), np.bool_)
    market = replace(
        with_orders(market, cap=before.astype(np.int64)),
        caps=Caps(ints([total, total - kept]), ints([-1, 0])),
    )
    group = ints(draw(st.lists(st.sampled_from([NO_GROUP, 0]), min_size=n, max_size=n)))
    asides = SetAsides(
        group, np.array([[False], [True]]), ints([0] * m), ints([[kept]]), before.reshape(m, 1)
    )
    return market, asides


def others_before(market, asides, order):
    """How many hold a place before the release, beside the first of the group up to the set-aside."""
    early = np.array([at != UNMATCHED and asides.before[at, 0] for at in order.tolist()], np.bool_)
    return int(early.sum()) - min(int((early & (asides.group == 0)).sum()), int(asides.kept[0, 0]))


@given(with_asides())
@MANY
def test_others_leave_the_places_that_are_kept_and_nothing_is_taken_beyond_its_places(case) -> None:
    market, asides = case
    order = match_with_asides(market, asides).order
    assert others_before(market, asides, order) <= market.caps.places[1]
    whole = replace(market, caps=replace(market.caps, places=ints([market.caps.places[0], 99])))
    assert fits(whole, [(worker, at) for worker, at in enumerate(order.tolist()) if at != UNMATCHED])
    for worker, at in enumerate(order.tolist()):
        assert at == UNMATCHED or at in list_of(market, worker)


@given(with_asides())
@MANY
def test_where_others_leave_enough_by_themselves_the_match_is_the_plain_one(case) -> None:
    market, asides = case
    plain = match(replace(market, caps=replace(market.caps, places=ints([market.caps.places[0], 99]))))
    if others_before(market, asides, plain) <= market.caps.places[1]:
        assert match_with_asides(market, asides).order.tolist() == plain.tolist()


@given(with_asides(families=False))
@MANY
def test_the_match_with_set_asides_is_stable_in_the_market_that_is_returned_with_it(case) -> None:
    found = match_with_asides(*case)
    assert verify(found.market, found.row)[:4] == (0, 0, 0, 0)


def _one_cap(total, kept, places, lists, group, before):
    m = len(places)
    market = market_of(places, lists, [-1] * len(lists))
    market = replace(
        with_orders(market, cap=ints(before)), caps=Caps(ints([total, total - kept]), ints([-1, 0]))
    )
    early = np.array(before, np.bool_).reshape(m, 1)
    return market, SetAsides(ints(group), np.array([[False], [True]]), ints([0] * m), ints([[kept]]), early)


def test_a_set_aside_keeps_places_from_those_before_its_people_in_line() -> None:
    case = _one_cap(2, 1, [2], [[0], [0], [0]], [NO_GROUP, NO_GROUP, 0], [1])
    assert match_with_asides(*case).order.tolist() == [0, UNMATCHED, 0]


def test_a_place_that_its_people_do_not_want_stays_kept_before_the_release() -> None:
    case = _one_cap(2, 1, [2, 1], [[0, 1], [0, 1], []], [NO_GROUP, NO_GROUP, 0], [1, 1])
    assert match_with_asides(*case).order.tolist() == [0, UNMATCHED, UNMATCHED]


def test_after_the_release_everybody_may_take_it() -> None:
    case = _one_cap(2, 1, [2, 1], [[0, 1], [0, 1], []], [NO_GROUP, NO_GROUP, 0], [1, 0])
    assert match_with_asides(*case).order.tolist() == [0, 1, UNMATCHED]


def test_people_of_the_set_aside_beyond_its_size_compete_with_all_others() -> None:
    case = _one_cap(2, 1, [3], [[0], [0], [0]], [0, 0, NO_GROUP], [1])
    assert match_with_asides(*case).order.tolist() == [0, 0, UNMATCHED]


def test_people_of_the_set_aside_beyond_its_size_are_no_fault_where_nobody_else_asks() -> None:
    found = match_with_asides(*_one_cap(4, 2, [4], [[0]] * 4, group=[0] * 4, before=[1]))
    assert found.row.tolist() == [0] * 4
    assert verify(found.market, found.row)[:4] == (0, 0, 0, 0)
