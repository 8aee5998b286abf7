"""Families: placed together or not at all, and what that gives up."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.matching.deferred import match
from acuerdo.matching.market import ALONE, UNMATCHED, Market
from acuerdo.matching.stability import verify
from markets import fits, list_of, market_of, markets, rank, with_workers

MANY = settings(max_examples=150, deadline=None)


def families_of(market):
    """The families, each in turn."""
    family, turn = market.workers.family.tolist(), market.workers.turn.tolist()
    found = {}
    for worker in sorted(range(len(turn)), key=turn.__getitem__):
        if family[worker] != ALONE:
            found.setdefault(family[worker], []).append(worker)
    return list(found.values())


def by_turn(market):
    """The rule by the book: in turn, one by one; a family when its last member comes; whom an order's own
    named first choice asks, asks before all others."""
    workers, kept, settled = market.workers, [], []
    lists = [list_of(market, worker) for worker in range(workers.turn.size)]
    last = {members[-1]: members for members in families_of(market)}

    def ask(worker, only=None):
        nonlocal kept
        asking = [worker]
        while asking:
            one = asking.pop()
            while lists[one] and (only is None or market.orders.of[lists[one][0]] == only):
                pair = (one, lists[one].pop(0))
                left = _chosen_beside(market, settled, [*kept, pair])
                asking += [each for each, _ in kept if each not in dict(left)]
                kept = left
                if pair in left:
                    break

    turns = np.argsort(workers.turn).tolist()
    for worker in turns:
        first = workers.first[worker]
        if workers.family[worker] == ALONE and first != UNMATCHED and first == workers.named[worker]:
            ask(worker, first)
    for worker in turns:
        if worker in last:
            members = last[worker]
            for order in lists[members[0]]:
                pairs = [(member, order) for member in members]
                if all(order in lists[member] for member in members) and fits(
                    market, [*kept, *settled, *pairs]
                ):
                    settled += pairs
                    break
        elif workers.family[worker] == ALONE and worker not in dict(kept):
            ask(worker)
    placed = dict([*kept, *settled])
    return [placed.get(worker, UNMATCHED) for worker in range(workers.turn.size)]


def _chosen_beside(market, settled, pairs):
    """What orders and caps keep of some pairs beside families that are settled."""
    kept = []
    for pair in sorted(pairs, key=lambda pair: rank(market, *pair)):
        if fits(market, [*settled, *kept, pair]):
            kept.append(pair)
    return kept


@given(markets(families=True))
@MANY
def test_the_match_with_families_is_the_one_by_the_book(market: Market) -> None:
    assert match(market).tolist() == by_turn(market)


@given(markets(families=True))
@MANY
def test_a_family_is_placed_with_one_order_or_not_at_all(market: Market) -> None:
    matched = match(market)
    for members in families_of(market):
        assert len(set(matched[members].tolist())) == 1
    pairs = [(worker, order) for worker, order in enumerate(matched.tolist()) if order != UNMATCHED]
    assert fits(market, pairs)


@given(markets(families=True))
@MANY
def test_nobody_rather_has_a_place_of_a_later_family_where_only_first_choices_name(market: Market) -> None:
    """Then everybody is served in turn, and the verifier finds nothing, families counted."""
    named = np.where(market.workers.named == market.workers.first, market.workers.named, UNMATCHED)
    plain = with_workers(market, named=named)
    found = verify(plain, match(plain))
    assert (found.too_many, found.not_admitted, found.apart, found.blocking) == (0, 0, 0, 0)


@given(markets(families=True), st.data())
@MANY
def test_the_verifier_counts_families_that_are_apart(market: Market, data: st.DataObject) -> None:
    lists = [list_of(market, worker) for worker in range(market.workers.turn.size)]
    other = np.array([data.draw(st.sampled_from([*each, UNMATCHED])) for each in lists], np.int64)
    apart = sum(len(set(other[members].tolist())) > 1 for members in families_of(market))
    assert verify(market, other).apart == apart


@given(markets(families=True), st.data())
@MANY
def test_the_verifier_finds_a_family_for_whom_a_better_order_has_room(
    market: Market, data: st.DataObject
) -> None:
    settled = match(market)
    families = families_of(market)
    if not families:
        return
    out = data.draw(st.sampled_from(families))
    other = settled.copy()
    other[out] = UNMATCHED
    pairs = [(worker, order) for worker, order in enumerate(other.tolist()) if order != UNMATCHED]
    lists = [list_of(market, worker) for worker in range(market.workers.turn.size)]

    def finds_room(members):
        own = other[members[0]]
        better = lists[members[0]]
        better = better[: better.index(own)] if own in better else better
        return any(
            all(order in lists[member] for member in members)
            and fits(market, [*pairs, *((member, order) for member in members)])
            for order in better
        )

    alone = with_workers(market, family=np.full(other.size, ALONE))
    waiting = sum(finds_room(members) for members in families)
    singles = _blocking_of_singles(alone, market, other)
    assert verify(market, other).blocking == waiting + singles


def _blocking_of_singles(alone, market, matched):
    """Pairs that block, of workers who seek alone, where families keep their places."""
    pairs = [(worker, order) for worker, order in enumerate(matched.tolist()) if order != UNMATCHED]
    settled = [pair for pair in pairs if market.workers.family[pair[0]] != ALONE]
    found = 0
    for worker in np.flatnonzero(market.workers.family == ALONE).tolist():
        others = [pair for pair in pairs if pair not in settled and pair[0] != worker]
        for order in list_of(alone, worker):
            if matched[worker] == order:
                break
            found += (worker, order) in _chosen_beside(market, settled, [*others, (worker, order)])
    return found


# What families give up, with a smallest example each.


def test_somebody_named_who_asks_late_finds_a_family_of_a_later_turn_there() -> None:
    """Worker 0 is named by order 1, asks order 0 first and is put out there only after the family of 1 and 2
    has taken order 1; worker 3, whom order 0 names, comes last."""
    lists = [[0, 1], [1], [1], [2, 0]]
    market = market_of([1, 2, 0], lists, [ALONE, 0, 0, ALONE], named=[UNMATCHED] * 3 + [0])
    assert match(market).tolist() == [UNMATCHED, 1, 1, 0]
    envies = market_of([1, 2, 0], lists, [ALONE] * 4, named=[UNMATCHED] * 3 + [0])
    assert match(envies).tolist() == [1, 1, UNMATCHED, 0]


def test_a_family_may_be_better_off_apart() -> None:
    assert match(market_of([1], [[0], [0]], [0, 0])).tolist() == [UNMATCHED, UNMATCHED]
    assert match(market_of([1], [[0], [0]], [ALONE, ALONE])).tolist() == [0, UNMATCHED]


def test_one_place_more_may_let_a_family_in_and_leave_nothing_to_another() -> None:
    lists, family = [[0], [0], [0]], [0, 0, ALONE]
    assert match(market_of([1], lists, family)).tolist() == [UNMATCHED, UNMATCHED, 0]
    assert match(market_of([2], lists, family)).tolist() == [0, 0, UNMATCHED]


def test_a_family_for_which_no_order_has_room_may_leave_places_to_those_after_it() -> None:
    market = market_of([1, 1], [[0, 1]] * 4, [0, 0, ALONE, ALONE])
    assert match(market).tolist() == [
        UNMATCHED,
        UNMATCHED,
        0,
        1,
    ]
