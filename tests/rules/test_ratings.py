"""What groups said: nothing below the least group, no answer that is the answer of each."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.rules.ratings import LEAST_GROUP, told


def of_one(people: int, yes: int) -> tuple[bool, int, int]:
    found = told(np.zeros(people, np.int64), np.arange(people)[:, None] < yes, 1)
    return bool(found.told[0]), int(found.people[0]), int(found.tenths[0, 0])


def test_nothing_is_told_of_a_group_below_the_least() -> None:
    assert of_one(LEAST_GROUP - 1, 5) == (False, 0, 0)
    assert of_one(LEAST_GROUP, 5) == (True, 10, 5)


@given(st.integers(LEAST_GROUP, 400))
def test_a_group_of_one_mind_is_told_like_one_with_somebody_apart(people: int) -> None:
    assert of_one(people, people) == of_one(people, people - 1)
    assert of_one(people, 0) == of_one(people, 1)


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=90))
def test_groups_are_told_as_if_each_were_alone(rows: list[tuple[int, bool]]) -> None:
    group = np.array([at for at, _yes in rows], np.int64)
    found = told(group, np.array([yes for _at, yes in rows], np.bool_).reshape(-1, 1), 4)
    for at in range(4):
        own = [yes for of, yes in rows if of == at]
        assert (bool(found.told[at]), int(found.people[at]), int(found.tenths[at, 0])) == of_one(
            len(own), sum(own)
        )
