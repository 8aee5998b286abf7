from dataclasses import replace

import numpy as np
import pytest

from acuerdo.population import pool, shipped
from acuerdo.population.summary import describe

NOBODY = np.array([], np.int64)


@pytest.fixture(scope="module")
def parameters():
    return pool.load_parameters(shipped.path("data/corridor/pool.yaml"))


@pytest.fixture(scope="module")
def people(parameters):
    return pool.draw(5000, 1, NOBODY, parameters)


def test_the_rows_on_each_subject_cover_the_whole_pool(people, parameters):
    rows = describe(people, parameters)
    for about in ("sex", "age", "schooling", "locality", "returning"):
        found = [row for row in rows if row.about == about]
        assert sum(row.people for row in found) == 5000
        assert sum(row.share for row in found) == pytest.approx(1)


def test_rows_count_those_they_name(people, parameters):
    found = {(row.about, row.label): row.people for row in describe(people, parameters)}
    assert found["sex", "M"] == (people.sex == 1).sum()
    assert found["age", "20-24"] == ((people.age_years >= 20) & (people.age_years <= 24)).sum()
    assert found["age", "60-64"] == (people.age_years >= 60).sum()
    assert found["schooling", "12+"] == (people.schooling == 3).sum()
    assert found["locality", "rural"] == people.rural.sum()
    assert found["returning", "yes"] == people.returning.sum()
    assert found["state", "Baja California"] == (people.state == 2).sum()


def test_the_five_leading_states_come_from_most_to_fewest(people, parameters):
    states = [row for row in describe(people, parameters) if row.about == "state"]
    assert [row.people for row in states] == sorted(np.bincount(people.state))[:-6:-1]


def test_each_row_says_how_it_is_known(people, parameters):
    other = replace(parameters.origins["returning_share"], basis="stated", src="a survey")
    rows = describe(people, replace(parameters, origins={**parameters.origins, "returning_share": other}))
    assert {(row.basis, row.source) for row in rows if row.about == "returning"} == {("stated", "a survey")}
    assert {row.basis for row in rows if row.about != "returning"} == {"estimated"}
    assert all("INEGI" in row.source for row in rows if row.about != "returning")


def test_one_person_has_one_state_and_one_band(parameters):
    rows = describe(pool.draw(1, 1, NOBODY, parameters), parameters)
    assert [row.people for row in rows if row.about in ("age", "state")] == [1, 1]


def test_an_empty_pool_has_no_rows(parameters):
    assert describe(pool.draw(0, 1, NOBODY, parameters), parameters) == []
