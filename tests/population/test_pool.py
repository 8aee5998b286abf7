import csv
import hashlib
from collections import Counter
from dataclasses import fields, replace
from itertools import combinations

import numpy as np
import pytest

from acuerdo.population import pool, shipped
from acuerdo.population.parameters import TRADES

PLACES = np.array([1, 0, 30, 69], np.int64)
N = 100_000


@pytest.fixture(scope="module")
def parameters():
    return pool.load_parameters(shipped.path("data/corridor/pool.yaml"))


@pytest.fixture(scope="module")
def people(parameters):
    return pool.draw(N, 2017, PLACES, parameters)


@pytest.fixture(scope="module")
def cells():
    """Sampled adults by (state, rural, sex, age group, schooling), read apart from the code under test."""
    with shipped.path("data/corridor/circular_movers_census2020.csv").open(encoding="utf-8") as file:
        return {
            (
                int(row["state_code"]),
                row["locality"] == "rural",
                ["F", "M"].index(row["sex"]),
                int(row["age_group"]),
                ["0-5", "6-8", "9-11", "12+"].index(row["educ_years"]),
            ): int(row["lived_in_us_5_years_before"])
            for row in csv.DictReader(file)
        }


def cell_of(people):
    group = people.age_years // 5 * 5
    columns = (people.state, people.rural, people.sex, group, people.schooling)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def same(one, other):
    return all((getattr(one, f.name) == getattr(other, f.name)).all() for f in fields(pool.Pool))


def assert_share(found, expected):
    """Within four standard errors: a chance of about 1 in 16,000 of failing by bad luck, once and for all."""
    error = np.sqrt(expected * (1 - expected) / found.size)
    assert abs(found.mean() - expected) <= 4 * error


FIRST_COLUMNS = 11
"""How many columns a pool had before trades, days and years of schooling were drawn."""


def digest(people, columns):
    hashed = hashlib.sha256()
    for field in fields(people)[columns]:
        column = getattr(people, field.name)
        hashed.update(f"{field.name} {column.dtype.str}\n".encode() + column.tobytes())
    return hashed.hexdigest()


def test_people_fill_the_cells_of_the_census_in_proportion(people, cells):
    drawn = Counter(cell_of(people))
    assert set(drawn) <= set(cells)
    total = sum(cells.values())
    assert total == 2653
    expected = {cell: N * count / total for cell, count in cells.items()}
    distance = sum((drawn[cell] - mean) ** 2 / mean for cell, mean in expected.items())
    freedom = len(cells) - 1
    assert abs(distance - freedom) < 4 * np.sqrt(2 * freedom)


def test_ages_are_even_within_their_group(people):
    for year in range(5):
        assert_share(people.age_years % 5 == year, 0.2)


def test_shares_are_those_of_the_parameters(people, parameters):
    assert_share(people.returning, parameters.returning_share)
    assert_share((people.past_employer >= 0)[people.returning], parameters.past_employer_share)
    for code, share in enumerate(parameters.tastes.values()):
        assert_share(people.taste == code, share)
    for convictions, share in parameters.felony_convictions.items():
        assert_share(people.felony_convictions == convictions, share)


def test_prior_seasons_follow_their_shares_among_those_old_enough_for_all(people, parameters):
    old = people.prior_seasons[people.returning & (people.age_years >= parameters.permit_age + 8)]
    for seasons, share in parameters.prior_seasons.items():
        assert_share(old == seasons, share)


def test_first_timers_have_the_experience_of_their_locality(people, parameters):
    for rural, shares in ((True, parameters.experience_rural), (False, parameters.experience_urban)):
        grown = (
            (people.rural == rural) & ~people.returning & (people.age_years >= parameters.working_age + 10)
        )
        months = people.experience_months[grown]
        edges = [*shares, parameters.experience_top_months]
        for (level, share), above in zip(shares.items(), edges[1:], strict=True):
            assert_share((level <= months) & (months < above), share)


def test_every_requirement_of_the_job_orders_admits_some_and_turns_others_away(people):
    for required in (1, 2, 3, 6, 12, 24, 36):
        for returning in (True, False):
            enough = people.experience_months[people.returning == returning] >= required
            assert enough.any()
            assert enough.all() == (returning and required <= 6)  # one season is 6.71 months


def test_only_the_returning_have_seasons_behind_them(people):
    assert ((people.prior_seasons > 0) == people.returning).all()


def test_only_the_returning_have_a_past_employer_and_it_is_in_the_list(people):
    assert people.returning[people.past_employer >= 0].all()
    assert people.past_employer.min() == -1
    assert people.past_employer.max() == PLACES.size - 1


def test_past_employers_are_drawn_by_their_places(people):
    known = people.past_employer[people.past_employer >= 0]
    for employer, places in enumerate(PLACES):
        assert_share(known == employer, places / PLACES.sum())


@pytest.mark.parametrize("places", [[], [0, 0]])
def test_without_places_nobody_has_a_past_employer(parameters, places):
    people = pool.draw(1000, 1, np.array(places, np.int64), parameters)
    assert people.returning.any()
    assert (people.past_employer == -1).all()


def test_nobody_worked_before_the_working_age_nor_held_a_permit_before_its_age(people, parameters):
    years = people.age_years.astype(int)
    assert (people.experience_months <= (years - parameters.working_age) * 12).all()
    assert (people.prior_seasons <= years - parameters.permit_age).all()
    assert (people.experience_months >= np.floor(people.prior_seasons * parameters.season_months)).all()


def test_years_of_schooling_lie_even_in_the_group_of_the_census(people, parameters):
    for group, (low, high) in enumerate([(0, 5), (6, 8), (9, 11), (12, parameters.schooling_top_years)]):
        years = people.schooling_years[people.schooling == group]
        assert set(years.tolist()) == set(range(low, high + 1))
        assert_share(years == low, 1 / (high - low + 1))


def test_each_trade_has_its_share_and_everybody_has_one(people, parameters):
    for bit, (name, share) in enumerate(parameters.trades.items()):
        has = (people.trades >> bit) & 1 == 1
        if name == TRADES[0]:
            none = np.prod([1 - other for other in parameters.trades.values()])
            assert_share(has, share + none)
            continue
        assert_share(has, share)
    assert (people.trades & ((1 << len(TRADES)) - 1) > 0).all()
    assert (people.trades >> len(TRADES) == 1).all()


def test_trades_are_drawn_each_by_itself(people):
    has = [(people.trades >> bit) & 1 for bit in (1, 2, 5)]
    for one, other in combinations(has, 2):
        assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(N)


def test_who_cannot_work_on_any_day_has_a_first_and_a_last_one(people, parameters):
    always = people.free_from == -pool.ALWAYS
    assert_share(always, parameters.free_all_year_share)
    assert (people.free_until[always] == pool.ALWAYS).all()
    first, length = people.free_from[~always], (people.free_until - people.free_from)[~always]
    assert first.min() == 0
    assert 360 <= first.max() <= 365
    assert 91 <= length.min() <= 92
    assert 360 <= length.max() <= 365
    assert_share(first < 91, parameters.free_from[0])
    assert_share(length < 182, parameters.free_months[3])


@pytest.mark.parametrize("n", [0, 1, 17, 1000])
def test_a_smaller_pool_is_the_beginning_of_a_larger_one(people, parameters, n):
    fewer = pool.draw(n, 2017, PLACES, parameters)
    assert len(fewer) == n
    for field in fields(fewer):
        assert (getattr(fewer, field.name) == getattr(people, field.name)[:n]).all(), field.name


def test_the_same_seed_gives_the_same_pool_and_another_seed_another(parameters):
    drawn = pool.draw(1000, 1, PLACES, parameters)
    assert same(drawn, pool.draw(1000, 1, PLACES, parameters))
    assert not same(drawn, pool.draw(1000, 2, PLACES, parameters))


def test_a_pool_of_a_thousand_is_the_same_on_any_machine(parameters):
    drawn = pool.draw(1000, 2017, PLACES, parameters)
    assert digest(drawn, slice(FIRST_COLUMNS)) == (
        "16d79d7e8338673de458701de07ceaeded2648a27a598aa908a81586ae0314ae"
    )
    assert digest(drawn, slice(FIRST_COLUMNS, None)) == (
        "c1ab1ac92ffe269377549a6cfadd6357f29377052db389016f4996114884181a"
    )


@pytest.mark.parametrize(
    ("changed", "moved"),
    [
        ({"felony_convictions": {0: 0.5, 3: 0.5}}, {"felony_convictions"}),
        ({"tastes": {"pay": 1.0, "ties": 0.0, "season": 0.0}}, {"taste"}),
        ({"past_employer_share": 0.1}, {"past_employer"}),
        ({"season_months": 3.0}, {"experience_months"}),
        ({"working_age": 18}, {"experience_months"}),
        ({"permit_age": 19}, {"prior_seasons", "experience_months"}),
        ({"prior_seasons": {1: 1.0}}, {"prior_seasons", "experience_months"}),
        ({"experience_rural": {0: 1.0}}, {"experience_months"}),
        ({"experience_urban": {0: 1.0}}, {"experience_months"}),
        ({"experience_top_months": 60}, {"experience_months"}),
        ({"schooling_top_years": 30}, {"schooling_years"}),
        ({"trades": dict.fromkeys(TRADES, 0.5)}, {"trades"}),
        ({"free_all_year_share": 0.1}, {"free_from", "free_until"}),
        ({"free_from": {0: 1.0}}, {"free_from", "free_until"}),
        ({"free_months": {3: 1.0}}, {"free_until"}),
        ({"returning_share": 0.2}, {"returning", "prior_seasons", "experience_months", "past_employer"}),
    ],
)
def test_a_changed_parameter_moves_what_rests_on_it_and_nothing_else(parameters, changed, moved):
    before = pool.draw(1000, 1, PLACES, parameters)
    after = pool.draw(1000, 1, PLACES, replace(parameters, **changed))
    differ = {f.name for f in fields(before) if (getattr(before, f.name) != getattr(after, f.name)).any()}
    assert differ == moved


def test_attributes_that_share_no_cause_are_independent(people):
    men = people.sex == 1
    for other in (people.returning, people.taste == 0, people.felony_convictions > 0):
        assert abs(np.corrcoef(men, other)[0, 1]) < 4 / np.sqrt(N)


def test_a_level_without_a_share_is_never_drawn(parameters):
    changed = replace(
        parameters,
        experience_rural={0: 0.5, 1: 0.0, 6: 0.5, 12: 0.0},
        experience_urban={0: 0.0, 6: 1.0, 12: 0.0},
        returning_share=0.0,
    )
    people = pool.draw(5000, 1, PLACES, changed)
    assert set(np.unique(people.experience_months)) == {0, *range(6, 12)}
    assert (people.experience_months[~people.rural] >= 6).all()


def test_columns_have_the_promised_types_and_cannot_be_written(people):
    types = ["uint8", "uint8", "int16", "uint8", "bool", "int16", "bool", "int8", "int8", "int32", "uint8"]
    types += ["int8", "int32", "int16", "int16"]
    assert [getattr(people, field.name).dtype.name for field in fields(people)] == types
    with pytest.raises(ValueError, match="read-only"):
        people.state[0] = 1


@pytest.mark.parametrize(
    ("n", "places", "why"),
    [
        (-1, [1], "asked for -1"),
        (1, [1, -1], "0 places or more"),
        (1, [[1]], "must be one list, found 2 dimensions"),
    ],
)
def test_impossible_pools_are_refused(parameters, n, places, why):
    with pytest.raises(ValueError, match=why):
        pool.draw(n, 1, np.array(places, np.int64), parameters)
