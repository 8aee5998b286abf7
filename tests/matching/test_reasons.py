"""What is told to a worker or of an order is so, and what is said to have to change is enough."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings

from acuerdo.matching.deferred import match
from acuerdo.matching.market import (
    ALONE,
    NO_CAP,
    NO_RANKING,
    UNMATCHED,
    Caps,
    Market,
    Orders,
    Workers,
    behind_equals,
)
from acuerdo.matching.reasons import (
    CODES,
    NEVER,
    NOBODY,
    ORDER_CODES,
    is_one_line,
    order_reasons,
    worker_reasons,
)
from markets import (
    admits,
    alike,
    around,
    blocking,
    ints,
    list_of,
    market_of,
    rank,
    slow,
    with_orders,
    with_workers,
)

MANY = settings(max_examples=100, deadline=None)
REFUSED = ("named", "line", "cap", "no_places", "ranked")


def whole_list(market, worker):
    """The orders that a worker lists, admitted or not, best first; places kept for some apart."""
    of = market.orders.of
    own, first = market.ranked[market.workers.kind[worker]].tolist(), int(market.workers.first[worker])
    own = [order for order in own if of[order] == order]
    return own if first == UNMATCHED else [first, *(order for order in own if order != first)]


def orders_of(market, rows):
    """The orders of some rows, each once."""
    return list(dict.fromkeys(market.orders.of[rows].tolist() if rows else []))


def earlier(market, worker, places):
    """The same market where a worker comes some places earlier in line, the others in their sequence, and is
    the equal of whoever had that place."""
    line = np.argsort(market.workers.turn).tolist()
    at = line.index(worker)
    equals = market.workers.behind.copy()
    equals[worker] = equals[line[at - places]]
    line.insert(at - places, line.pop(at))
    turn = np.argsort(line)
    return with_workers(market, turn=turn, behind=behind_equals(turn, equals))


@given(alike())
@MANY
def test_a_choice_is_counted_from_the_top_of_the_list(market: Market) -> None:
    matched = match(market)
    found = worker_reasons(market, matched)
    for worker, own in enumerate(matched.tolist()):
        listed = whole_list(market, worker)
        assert found.choice[worker] == (0 if own == UNMATCHED else listed.index(market.orders.of[own]) + 1)


@given(alike())
@MANY
def test_the_first_order_of_the_list_and_the_best_that_admits_are_told_apart(market: Market) -> None:
    matched = match(market)
    found = worker_reasons(market, matched)
    for worker, own in enumerate(matched.tolist()):
        listed, admitted = whole_list(market, worker), orders_of(market, list_of(market, worker))
        has = own if own == UNMATCHED else int(market.orders.of[own])
        code = CODES[found.code[worker]]
        assert (code == "no_list") is (not listed)
        assert (code == "none_admits") is bool(listed and not admitted)
        assert (code == "first_choice") is (has != UNMATCHED and has == listed[0])
        assert (code == "best_admitted") is (has != UNMATCHED and has == admitted[0] != listed[0])
        lower = admitted and listed[0] != admitted[0]
        assert found.asked[worker] == (listed[0] if lower else UNMATCHED)
        if code in REFUSED and own != UNMATCHED:
            assert market.orders.of[found.order[worker]] == admitted[0]
        assert code != "would_take"


@given(alike())
@MANY
def test_what_refused_is_full_of_those_who_are_said_to_have_come_before(market: Market) -> None:
    matched = match(market)
    found, workers = worker_reasons(market, matched), market.workers
    for worker in range(matched.size):
        code, order, cap = CODES[found.code[worker]], int(found.order[worker]), int(found.cap[worker])
        if code not in REFUSED:
            continue
        inside = np.flatnonzero(matched == order)
        if code == "cap":
            assert cap in around(market, order)
            inside = np.flatnonzero([own != UNMATCHED and cap in around(market, int(own)) for own in matched])
        assert inside.size == (market.caps.places[cap] if code == "cap" else market.orders.places[order])
        assert (code == "no_places") is (code != "cap" and inside.size == 0)
        of = market.orders.of
        by_name = workers.named[inside] == of[matched[inside]]
        if code == "named":
            assert by_name.all() and workers.named[worker] != of[order]
        if found.last[worker] != NOBODY:
            same = inside[by_name == (workers.named[worker] == of[order])]
            last = max(same.tolist(), key=lambda each: rank(market, each, matched[each]))
            assert workers.turn[last] == found.last[worker]
            decided = decided_by_ranking(market, matched, worker, order, last)
            assert bool(found.ranked_by[worker] > 0) is decided
            if found.ranked_by[worker] > 0:
                assert found.ranked_by[worker] == market.orders.prefers[matched[last]]
                assert code in ("ranked", "cap")
            elif market.orders.prefers.max() == NO_RANKING:
                assert found.missing[worker] == workers.turn[worker] - found.last[worker] > 0


def decided_by_ranking(market, matched, worker, order, last):
    """Whether an order prefers the last one taken to an equal, who would not be preferred."""
    _, before, not_preferred, _ = rank(market, worker, order)
    _, its_before, its_not_preferred, _ = rank(market, last, matched[last])
    return bool(before == its_before and not_preferred and not its_not_preferred)


@given(alike())
@MANY
def test_where_a_ranking_decided_the_order_takes_the_worker_with_the_months_and_places_that_are_told(
    market: Market,
) -> None:
    matched = match(market)
    found = worker_reasons(market, matched)
    for worker in np.flatnonzero(found.ranked_short > 0):
        order, months = int(found.order[worker]), int(found.ranked_short[worker])
        places = int(found.missing[worker])
        assert places != NEVER
        enough = earlier(better(market, worker, months), worker, places)
        assert (worker, order) in blocking(enough, matched.tolist())
        less = [earlier(better(market, worker, months - 1), worker, places)]
        less += [earlier(better(market, worker, months), worker, places - 1)] if places else []
        assert not any((worker, order) in blocking(each, matched.tolist()) for each in less)


@given(alike())
@MANY
def test_with_as_many_places_less_in_line_as_were_missing_the_order_would_take_the_worker(
    market: Market,
) -> None:
    """The others where they are; with one place less it would not."""
    matched = match(market)
    found = worker_reasons(market, matched)
    for worker in np.flatnonzero((found.missing != NEVER) & (found.ranked_short == 0)):
        order, places = int(found.order[worker]), int(found.missing[worker])
        enough, less = earlier(market, worker, places), earlier(market, worker, places - 1)
        assert (worker, order) in blocking(enough, matched.tolist())
        assert (worker, order) not in blocking(less, matched.tolist())


@given(alike())
@MANY
def test_in_one_line_that_worker_is_then_matched_with_that_order_and_with_one_place_less_is_not(
    market: Market,
) -> None:
    assume(is_one_line(market))
    found = worker_reasons(market, match(market))
    for worker in np.flatnonzero(found.missing != NEVER):
        order, places = found.order[worker], int(found.missing[worker])
        assert slow(earlier(market, worker, places))[worker] == order
        assert slow(earlier(market, worker, places - 1))[worker] != order


@given(alike())
@MANY
def test_where_no_place_in_line_would_do_the_first_in_line_is_not_taken_either(market: Market) -> None:
    matched = match(market)
    found = worker_reasons(market, matched)
    for worker in np.flatnonzero(np.isin(found.code, [CODES.index(code) for code in REFUSED])):
        if found.missing[worker] == NEVER and found.last[worker] != market.workers.turn[worker]:
            first = earlier(market, worker, int(market.workers.turn[worker]))
            assert (worker, found.order[worker]) not in blocking(first, matched.tolist())


@given(alike())
@MANY
def test_whoever_has_no_order_is_told_of_the_one_that_came_nearest(market: Market) -> None:
    matched = match(market)
    found = worker_reasons(market, matched)
    told = (found.missing != NEVER) & (found.ranked_short == 0)
    for worker in np.flatnonzero((matched == UNMATCHED) & told):
        for order in list_of(market, worker):
            for places in range(int(found.missing[worker])):
                nearer = earlier(market, worker, places)
                assert (worker, order) not in blocking(nearer, matched.tolist())


def better(market, worker, months=0, trade=0, sooner=0, later=0):
    able = market.workers
    columns = {
        "months": (able.months, able.months[worker] + months),
        "trades": (able.trades, able.trades[worker] | ((1 << (trade - 1)) if trade else 0)),
        "since": (able.since, able.since[worker] - sooner),
        "until": (able.until, able.until[worker] + later),
    }
    changed = {}
    for name, (column, value) in columns.items():
        changed[name] = column.copy()
        changed[name][worker] = value
    return with_workers(market, **changed)


@given(alike())
@MANY
def test_whoever_makes_good_what_is_short_is_admitted(market: Market) -> None:
    found = worker_reasons(market, match(market))
    for worker in np.flatnonzero(found.asked != UNMATCHED):
        order, short = int(found.asked[worker]), found.short[worker].tolist()
        assert any(short)
        assert admits(better(market, worker, *short), worker, order)
        for lack in np.flatnonzero(short):
            less = [*short]
            less[lack] -= less[lack] if lack == 1 else 1
            assert not admits(better(market, worker, *less), worker, order)


@given(alike())
@MANY
def test_what_would_open_an_order_alone_opens_as_many_as_are_told_and_nothing_less_any(
    market: Market,
) -> None:
    found = worker_reasons(market, match(market))
    for worker in np.flatnonzero(found.code == CODES.index("none_admits")):
        listed = whole_list(market, worker)
        for lack, (least, opened) in enumerate(zip(found.short[worker], found.opens[worker], strict=True)):
            change = [0, 0, 0, 0]
            change[lack] = int(least)
            enough = better(market, worker, *change)
            assert sum(admits(enough, worker, order) for order in listed) == opened
            assert (least > 0) is (opened > 0)
            for smaller in range(0, int(least) if lack != 1 else 0, 7):
                change[lack] = smaller
                less = better(market, worker, *change)
                assert not any(admits(less, worker, order) for order in listed)


@given(alike())
@MANY
def test_every_requirement_is_counted_that_excludes_a_worker_whom_no_order_admits(market: Market) -> None:
    found, able, asked = worker_reasons(market, match(market)), market.workers, market.orders
    for worker in np.flatnonzero(found.code == CODES.index("none_admits")):
        listed = whole_list(market, worker)
        assert found.excluded[worker].tolist() == [
            sum(bool(asked.months[order] > able.months[worker]) for order in listed),
            sum(not (int(able.trades[worker]) >> int(asked.trade[order])) & 1 for order in listed),
            sum(bool(asked.starts[order] < able.since[worker]) for order in listed),
            sum(bool(asked.ends[order] > able.until[worker]) for order in listed),
        ]


@given(alike())
@MANY
def test_an_order_says_what_keeps_its_places_empty(market: Market) -> None:
    matched = match(market)
    found, n = order_reasons(market, matched), matched.size
    held = [int((matched == order).sum()) for order in range(market.orders.places.size)]
    for order, places in enumerate(market.orders.places.tolist()):
        code, cap = ORDER_CODES[found.code[order]], int(found.cap[order])
        could = sum(order in list_of(market, worker) for worker in range(n))
        assert found.held[order] == held[order]
        assert (code == "no_places") is (places == 0)
        assert (code == "full") is (held[order] == places > 0)
        if code == "cap":
            under = [other for other in range(len(held)) if cap in around(market, other)]
            assert sum(held[other] for other in under) == market.caps.places[cap]
        if code in ("too_few", "better"):
            assert cap == NO_CAP
            assert (code == "too_few") is (could < places)
            assert found.could[order] == min(could, places)
            assert not [pair for pair in blocking(market, matched.tolist()) if pair[1] == order]


def one_order(places, turns, named=()):
    """Some workers, all of whom want one order and nothing else."""
    n = len(turns)
    by_name = ints(0 if worker in named else UNMATCHED for worker in range(n))
    columns = [ints([0] * n), ints(turns), *(ints([each] * n) for each in (0, 1, 0, 99))]
    workers = Workers(*columns, by_name, by_name, ints([ALONE] * n), ints([0] * n))
    offered = Orders(*(ints([each]) for each in (places, 0, 0, 0, 0, NO_CAP, 0, NO_RANKING)))
    return Market(workers, offered, Caps(), [ints([0])])


def test_places_in_line_are_counted_from_the_last_one_taken() -> None:
    market = one_order(2, [3, 0, 1, 2])
    found = worker_reasons(market, match(market))
    assert [CODES[each] for each in found.code] == ["line", "first_choice", "first_choice", "line"]
    assert found.last.tolist() == [1, NOBODY, NOBODY, 1]
    assert found.missing.tolist() == [2, NEVER, NEVER, 1]


def test_an_order_full_of_workers_whom_it_names_has_no_place_in_line_for_others() -> None:
    market = one_order(1, [0, 1], named=(1,))
    found = worker_reasons(market, match(market))
    assert (CODES[found.code[0]], found.missing[0], found.last[0]) == ("named", NEVER, NOBODY)


def test_an_order_that_prefers_the_last_one_taken_says_for_how_many_months() -> None:
    market = with_workers(with_orders(one_order(1, [0, 1, 2]), prefers=ints([12])), months=ints([3, 12, 2]))
    found = worker_reasons(market, match(market))
    assert [CODES[each] for each in found.code] == ["ranked", "first_choice", "ranked"]
    assert found.last.tolist() == [1, NOBODY, 1]
    assert found.ranked_by.tolist() == [12, 0, 12]
    assert found.ranked_short.tolist() == [9, 0, 10]
    assert found.missing.tolist() == [0, NEVER, 1]
    assert not is_one_line(market)


def test_a_ranking_did_not_decide_where_the_order_of_service_puts_the_last_one_taken_before() -> None:
    market = with_workers(with_orders(one_order(1, [0, 1]), prefers=ints([12])), months=ints([12, 3]))
    apart = with_workers(market, behind=ints([1, 0]))
    found = worker_reasons(apart, match(apart))
    assert (CODES[found.code[1]], found.ranked_by[1], found.missing[1]) == ("line", 0, NEVER)


def test_under_a_cap_the_last_one_taken_may_be_the_worker_by_the_ranking_of_another_order() -> None:
    """Worker 1 would rather have order 0, where worker 0 comes first, and then puts worker 0 out by the
    ranking of order 1: under the cap there is one place."""
    market = with_workers(market_of([1, 1], [[0], [0, 1]], [ALONE] * 2), months=ints([0, 12]))
    market = with_orders(market, cap=ints([0, 0]), prefers=ints([0, 12]))
    market = replace(market, caps=Caps(ints([1]), ints([NO_CAP])))
    matched = match(market)
    found = worker_reasons(market, matched)
    assert matched.tolist() == [UNMATCHED, 1]
    assert [CODES[each] for each in found.code] == ["cap", "cap"]
    assert found.last.tolist() == [1, 1]
    assert found.ranked_by.tolist() == [12, 12]
    assert found.missing.tolist() == [NEVER, NEVER]


def test_a_match_that_is_not_stable_is_not_explained_away() -> None:
    market = one_order(1, [0, 1])
    found = worker_reasons(market, ints([UNMATCHED, 0]))
    assert CODES[found.code[0]] == "would_take"


def test_an_order_that_does_not_admit_its_worker_is_refused() -> None:
    market = with_orders(one_order(1, [0]), months=ints([5]))
    with pytest.raises(ValueError, match="1 workers have an order"):
        worker_reasons(market, ints([0]))


def test_nobody_and_nothing_have_no_reasons() -> None:
    market = one_order(1, [])
    assert worker_reasons(market, match(market)).code.tolist() == []
    assert ORDER_CODES[order_reasons(market, match(market)).code[0]] == "too_few"
    empty = replace(one_order(1, [0]), ranked=[ints([])])
    assert CODES[worker_reasons(empty, match(empty)).code[0]] == "no_list"


def test_outside_of_one_line_a_place_that_was_missing_may_not_be_enough() -> None:
    """Order 1 names worker 1, who would rather have order 0, and puts worker 0 out of order 1 once worker 2
    takes order 0; worker 0 then takes order 0 from worker 2. The others did not stay where they were."""
    market = market_of([1, 1], [[1, 0], [0, 1], [0]], [ALONE] * 3, named=[UNMATCHED, 1, UNMATCHED])
    matched = match(market)
    found = worker_reasons(market, matched)
    assert matched.tolist() == [1, 0, UNMATCHED]
    assert (found.order[2], found.missing[2]) == (0, 1)
    assert not is_one_line(market)
    again = earlier(market, 2, 1)
    assert (2, 0) in blocking(again, matched.tolist())
    assert match(again)[2] == UNMATCHED


def test_a_family_is_told_that_it_was_placed_together_or_that_it_waits() -> None:
    market = market_of([2, 1], [[0], [0], [1, 0], [1, 0]], [0, 0, 1, 1])
    found = worker_reasons(market, match(market))
    assert [CODES[each] for each in found.code] == [*["with_family"] * 2, *["family_waits"] * 2]
    assert found.choice.tolist() == [1, 1, 0, 0]
    assert not is_one_line(market)


def test_an_order_full_of_a_family_has_no_place_in_line_for_others() -> None:
    market = market_of([2], [[0], [0], [0]], [0, 0, ALONE])
    found = worker_reasons(market, match(market))
    assert (CODES[found.code[2]], found.missing[2]) == ("named", NEVER)
