"""Entries and exits of two states held against each other, beside a reading of them one by one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.rules.crossings import DIRECTIONS, FOUND, TURNS, Reconciled, reconcile
from reference import crossings as reference
from rules.making import trying

BEGINS, NOW = datetime(2017, 4, 1, tzinfo=UTC), datetime(2017, 8, 1, tzinfo=UTC)
FIRST, SECOND = False, True
Record = tuple[int | None, str, datetime, bool]


def told(records: list[Record], now: datetime = NOW) -> Reconciled:
    return reconcile(
        np.array([-1 if each[0] is None else each[0] for each in records], np.int64),
        np.array([DIRECTIONS.index(each[1]) for each in records], np.int8),
        np.array([each[2].replace(tzinfo=None) for each in records], "datetime64[s]"),
        np.array([each[3] for each in records], np.bool_),
        np.datetime64(now.replace(tzinfo=None), "s"),
    )


def words(found: Reconciled) -> list[tuple[str, str]]:
    return [(FOUND[one], TURNS[two]) for one, two in zip(found.found, found.turn, strict=True)]


def at(day: int, hour: int = 12) -> datetime:
    return BEGINS + timedelta(days=day, hours=hour)


RECORDS = st.lists(
    st.tuples(
        st.sampled_from([None, 0, 1, 2]),
        st.sampled_from(DIRECTIONS),
        st.integers(0, 24 * 130).map(lambda hours: BEGINS + timedelta(hours=hours)),
        st.booleans(),
    ),
    max_size=24,
)
NEAR = st.lists(
    st.tuples(
        st.just(0),
        st.sampled_from(DIRECTIONS),
        st.integers(0, 200).map(lambda hours: BEGINS + timedelta(hours=hours)),
        st.booleans(),
    ),
    max_size=16,
)


@trying(300)
@given(st.one_of(RECORDS, NEAR))
def test_records_are_held_against_each_other_as_one_by_one(records: list[Record]) -> None:
    found, other, turns = reference.reconcile(records, NOW)
    made = told(records)
    assert [FOUND[code] for code in made.found] == [found[each] for each in range(len(records))]
    assert made.other.tolist() == [other.get(each, -1) for each in range(len(records))]
    assert [TURNS[code] for code in made.turn] == [turns[each] for each in range(len(records))]


@trying(100)
@given(RECORDS, st.randoms(use_true_random=False))
def test_the_sequence_in_which_records_arrive_changes_no_count(records: list[Record], chance: Any) -> None:
    mixed = records.copy()
    chance.shuffle(mixed)
    counts = [np.bincount(told(each).found, minlength=len(FOUND)).tolist() for each in (records, mixed)]
    assert counts[0] == counts[1]


def test_both_states_tell_the_same_crossing_within_a_day() -> None:
    found = told([(0, "entry", at(0), FIRST), (0, "entry", at(1), SECOND)])
    assert words(found) == [("matched", "in_turn")] * 2
    assert found.other.tolist() == [1, 0]
    assert found.crossings.tolist() == [True, False]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([(0, "entry", at(0), FIRST)], ["one_sided"]),
        ([(0, "entry", at(121), FIRST)], ["awaited"]),
        ([(None, "entry", at(0), FIRST)], ["unknown_permit"]),
        ([(0, "entry", at(0), FIRST), (0, "exit", at(0), SECOND)], ["other_direction"] * 2),
        ([(0, "entry", at(0), FIRST), (0, "entry", at(3), SECOND)], ["other_day"] * 2),
        ([(0, "entry", at(0), FIRST), (0, "entry", at(0), FIRST)], ["one_sided"] * 2),
        ([(0, "entry", at(0), FIRST), (1, "entry", at(0), SECOND)], ["one_sided"] * 2),
    ],
)
def test_what_differs_between_two_states(records: list[Record], expected: list[str]) -> None:
    assert [FOUND[code] for code in told(records).found] == expected


def test_an_exit_without_entry_and_two_entries_in_a_row_are_told_once_for_both_records() -> None:
    both = [
        (0, way, at(day), who)
        for way, day in (("exit", 0), ("entry", 9), ("entry", 30))
        for who in (FIRST, SECOND)
    ]
    turns = [TURNS[code] for code in told(both).turn]
    assert turns == ["exit_without_entry", "in_turn", "in_turn", "in_turn", "entered_twice", "in_turn"]


def test_going_home_for_a_day_and_back_is_no_difference() -> None:
    ways = (("entry", 0), ("exit", 40), ("entry", 41), ("exit", 90))
    records = [(0, way, at(day, 8 + who), bool(who)) for way, day in ways for who in (0, 1)]
    assert words(told(records)) == [("matched", "in_turn")] * 8


def test_nothing_is_held_against_nothing() -> None:
    assert words(told([])) == []
