"""Place in line, and caps that lie within each other."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from acuerdo.agreement.clauses.allocation import Allocation
from acuerdo.agreement.values import NOT_STATED
from acuerdo.matching.market import behind_equals
from acuerdo.population.chance import stream
from acuerdo.rules.caps import UNLIMITED, Level, first, within
from acuerdo.rules.order import before_the_draw, turns
from reference import line as reference
from rules.making import days, trying

ORDERS = ("first_come", "priority_date", "points", "lottery")
SOON = st.one_of(st.none(), days("2020-01-01", "2020-01-05"))


def column(people: list[dict], name: str) -> np.ndarray:
    return np.array([np.datetime64(one[name] or "NaT", "D") for one in people], "datetime64[D]")


def line(order: str, people: list[dict], ties: str = "draw") -> list[int]:
    found = turns(
        order,
        np.array([one["draw"] for one in people], np.uint64),
        column(people, "filed"),
        column(people, "priority_day"),
        np.array([one["points"] for one in people], np.int64),
        ties,
    )
    return found.tolist()


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {"draw": st.integers(0, 2**64 - 1), "filed": SOON, "priority_day": SOON, "points": st.integers(0, 3)}
    ),
    max_size=12,
    unique_by=lambda one: one["draw"],
)


@trying(300)
@given(st.sampled_from(ORDERS), PEOPLE)
def test_the_line_is_by_what_the_text_orders_by_and_between_equals_by_draw(order: str, people: list) -> None:
    assert line(order, people) == reference.turns(order, people)


@trying(300)
@given(st.sampled_from(ORDERS), PEOPLE, st.sampled_from(["draw", "first_come", "priority_date"]))
def test_equals_are_ordered_by_what_the_text_says_of_them(order: str, people: list, ties: str) -> None:
    assert line(order, people, ties) == reference.turns(order, people, ties)


def test_of_two_with_as_many_points_the_earlier_filing_comes_first() -> None:
    late, early = date(2020, 1, 2), date(2020, 1, 1)
    people = [
        {"draw": 0, "filed": late, "priority_day": early, "points": 3},
        {"draw": 1, "filed": early, "priority_day": late, "points": 3},
        {"draw": 2, "filed": early, "priority_day": early, "points": 4},
    ]
    assert line("points", people) == [1, 2, 0]
    assert line("points", people, "first_come") == [2, 1, 0]
    assert line("points", people, "priority_date") == [1, 2, 0]
    assert line("lottery", people, "first_come") == [0, 1, 2]


def test_a_tie_without_what_orders_it_is_refused() -> None:
    draw, points = np.arange(2, dtype=np.uint64), np.array([1, 1])
    with pytest.raises(ValueError, match="priority_date needs"):
        turns("points", draw, points=points, ties="priority_date")


@pytest.mark.parametrize(
    ("order", "ties", "problem"),
    [("lottery", "first_come", "nobody equal"), ("first_come", "first_come", "equal by it again")],
)
def test_ties_that_cannot_happen_are_refused(order: str, ties: str, problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        Allocation.model_validate({"order": order, "ties": ties})


@pytest.mark.parametrize(
    ("order", "ties"), [("lottery", "draw"), ("points", "first_come"), ("not_stated", "priority_date")]
)
def test_ties_that_can_happen_are_taken(order: str, ties: str) -> None:
    assert Allocation.model_validate({"order": order, "ties": ties}).ties == ties


@trying(100)
@given(st.sampled_from(ORDERS), PEOPLE, st.randoms())
def test_the_line_does_not_depend_on_the_order_of_rows(order: str, people: list, chance: object) -> None:
    mixed = list(range(len(people)))
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    before, after = line(order, people), line(order, [people[at] for at in mixed])
    assert after == [before[at] for at in mixed]


@trying(200)
@given(st.sampled_from(ORDERS), PEOPLE, st.sampled_from(["draw", "first_come", "priority_date"]))
def test_whom_what_comes_before_the_draw_leaves_equal_the_opposite_draw_turns_round_and_nobody_else(
    order: str, people: list, ties: str
) -> None:
    filed, priority_day = column(people, "filed"), column(people, "priority_day")
    points = np.array([one["points"] for one in people], np.int64)
    before = before_the_draw(order, filed, priority_day, points, ties)
    turn = np.array(line(order, people, ties), np.int64)
    opposite = [{**one, "draw": 2**64 - 1 - one["draw"]} for one in people]
    other = np.array(line(order, opposite, ties), np.int64)
    behind = behind_equals(turn, *(key.astype(np.int64) for key in before))
    equal = behind[:, None] == behind
    earlier, later = turn[:, None] < turn, other[:, None] < other
    np.fill_diagonal(equal, False)
    assert (earlier[equal] != later[equal]).all()
    assert (earlier[~equal] == later[~equal]).all()
    assert behind_equals(other, behind).tolist() == behind.tolist()


def test_many_equals_are_ordered_by_draw_alone() -> None:
    draw = stream(4, "tried").permutation(40_000).astype(np.uint64)
    one_day = np.full(draw.size, np.datetime64("2020-01-01"))
    assert (turns("first_come", draw, one_day) == draw).all()
    assert (turns("lottery", draw) == draw).all()


@pytest.mark.parametrize("order", ["first_come", "priority_date", "points"])
def test_an_order_without_what_it_orders_by_is_refused(order: str) -> None:
    with pytest.raises(ValueError, match=order):
        turns(order, np.arange(2, dtype=np.uint64))


def test_an_order_that_is_not_stated_is_refused() -> None:
    with pytest.raises(ValueError, match="not stated"):
        turns(NOT_STATED, np.arange(2, dtype=np.uint64))


@trying(200)
@given(st.lists(st.integers(-99, 99), unique=True, max_size=12), st.integers(-2, 14))
def test_the_first_few_are_those_before_whom_fewer_stand(turn: list[int], places: int) -> None:
    granted = first(np.array(turn, np.int64), places)
    assert granted.tolist() == [sum(other < one for other in turn) < places for one in turn]


@trying(200)
@given(st.lists(st.tuples(st.integers(-99, 99), st.integers(1, 4)), unique_by=lambda one: one[0], max_size=9))
def test_families_are_served_in_turn_and_nobody_overtakes(asking: list[tuple[int, int]]) -> None:
    turn, takes = (np.array([one[at] for one in asking], np.int64) for at in (0, 1))
    for places in range(-1, 12):
        expected = [sum(others for other, others in asking if other <= one) <= places for one, _ in asking]
        assert first(turn, places, takes).tolist() == expected


@st.composite
def nests(draw: st.DrawFn) -> tuple[list[int], list[list[int]], list[list[int]]]:
    """People in line under one to three levels of caps, each cap inside one of the next level."""
    n = draw(st.integers(0, 12))
    turn = list(draw(st.permutations(range(n))))
    label = draw(st.lists(st.integers(0, 5), min_size=n, max_size=n))
    labels = [label]
    for _ in range(draw(st.integers(0, 2))):
        around = draw(st.lists(st.integers(0, 2), min_size=6, max_size=6))
        labels.append([around[one] for one in labels[-1]])
    limits = [draw(st.lists(st.integers(0, 4), min_size=6, max_size=6)) for _ in labels]
    return turn, labels, limits


@trying(300)
@given(nests())
def test_caps_that_nest_serve_as_if_one_by_one(nest: tuple) -> None:
    turn, labels, limits = nest
    levels = [
        Level(np.array(label, np.int64), np.array(limit, np.int64))
        for label, limit in zip(labels, limits, strict=True)
    ]
    assert within(np.array(turn, np.int64), levels).tolist() == reference.within(turn, labels, limits)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_crowd_under_nested_caps_is_served_as_if_one_by_one(seed: int) -> None:
    random = stream(seed, "tried")
    turn, order = random.permutation(2_000), random.integers(0, 200, 2_000)
    labels = [order, order // 10, np.zeros(2_000, np.int64)]
    limits = [random.integers(0, 15, 200), random.integers(0, 90, 20), np.array([900])]
    found = within(turn, [Level(one, limit) for one, limit in zip(labels, limits, strict=True)])
    expected = reference.within(
        turn.tolist(), [one.tolist() for one in labels], [one.tolist() for one in limits]
    )
    assert found.tolist() == expected


def test_an_unlimited_cap_stops_nobody() -> None:
    level = Level(np.zeros(5, np.int64), np.array([UNLIMITED]))
    assert within(np.arange(5), [level]).all()


def test_caps_that_cross_are_refused() -> None:
    finer, wider = np.array([0, 0]), np.array([0, 1])
    with pytest.raises(ValueError, match="nest"):
        within(np.arange(2), [Level(finer, np.array([1])), Level(wider, np.array([1, 1]))])
