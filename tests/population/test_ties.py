import csv
from dataclasses import replace

import numpy as np
import pytest

from acuerdo.population import shipped
from acuerdo.population.parameters import load_parameters
from acuerdo.population.places import US_COLUMN
from acuerdo.population.ties import crossings, ties

CHIAPAS, PUEBLA = 7, 21


@pytest.fixture(scope="module")
def parameters():
    return load_parameters(shipped.path("data/corridor/pool.yaml"))


def test_counts_are_those_of_the_shipped_file():
    with shipped.path("data/corridor/ties_mmp.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    counts = crossings()
    assert counts.sum() == sum(int(row["crossings"]) for row in rows) == 5557
    assert (counts > 0).sum() == len(rows)
    assert counts[PUEBLA, US_COLUMN["NY"]] == next(
        int(row["crossings"]) for row in rows if (row["origin_state_code"], row["us_state"]) == ("21", "NY")
    )
    assert (counts[0] == 0).all()
    assert (counts[1:].sum(axis=1) > 0).all()


def test_shares_of_every_origin_add_to_one(parameters):
    shares = ties(parameters)
    assert shares.shape == (33, 56)
    assert shares.dtype == np.float32
    assert (shares >= 0).all()
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-6)


def test_an_unknown_origin_has_the_pattern_of_the_nation(parameters):
    counts = crossings()
    assert np.allclose(ties(parameters)[0], counts.sum(axis=0) / counts.sum(), atol=1e-6)


def test_an_origin_with_few_crossings_leans_on_the_nation_and_one_with_many_on_its_own(parameters):
    counts, shares = crossings(), ties(parameters)
    assert counts[CHIAPAS].sum() == 2
    assert np.abs(shares[CHIAPAS] - shares[0]).max() < 0.04
    own = counts[PUEBLA] / counts[PUEBLA].sum()
    assert np.abs(shares[PUEBLA] - own).max() < np.abs(shares[PUEBLA] - shares[0]).max() / 4


def test_smoothing_is_the_number_of_crossings_lent_by_the_nation(parameters):
    counts = crossings()
    nation = counts.sum(axis=0) / counts.sum()
    lent = ties(replace(parameters, ties_smoothing=10.0))
    expected = (counts[CHIAPAS] + 10 * nation) / 12
    assert np.allclose(lent[CHIAPAS], expected, atol=1e-6)


def test_the_shipped_parameters_are_used_unless_others_are_given(parameters):
    assert (ties() == ties(parameters)).all()
