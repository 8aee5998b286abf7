"""Papers' estimators: right on data whose answer is known, and run on simulated people."""

import numpy as np
import pytest
from click.testing import CliRunner

from acuerdo.cli import main
from acuerdo.population.chance import stream
from acuerdo.simulate import drivers, parameters
from acuerdo.simulate.papers.estimators import linear, logit
from acuerdo.simulate.papers.panel import panel
from acuerdo.simulate.papers.tables import AGES, rows
from acuerdo.simulate.states import IN_US, State

SCALE = 20_000


@pytest.fixture(scope="module")
def asked():
    given = drivers.read(1990, 2018)
    return panel(parameters.read(), given, SCALE, 3, (0, 100)), given


def columns(size: int = 20_000):
    draws = stream(1, "papers").random((3, size))
    return {"constant": np.ones(size), "x": 2 * draws[0] - 1, "z": (draws[1] < 0.3).astype(float)}, draws[2]


def test_a_logit_finds_the_coefficients_that_made_the_data():
    terms, draws = columns()
    truth = np.array([-1.0, 0.8, -0.5])
    chance = 1 / (1 + np.exp(-np.stack(list(terms.values()), axis=1) @ truth))
    found = logit(terms, draws < chance)
    assert np.abs((found.values - truth) / found.errors).max() < 3
    assert found["x"][1] == pytest.approx(0.03, abs=0.01)


def test_a_linear_model_finds_the_shares_that_made_the_data():
    terms, draws = columns()
    found = linear(terms, draws < 0.2 + 0.3 * terms["z"])
    assert found["z"][0] == pytest.approx(0.3, abs=3 * found["z"][1])
    assert found["x"][0] == pytest.approx(0.0, abs=3 * found["x"][1])


def test_a_term_that_tells_the_outcome_apart_and_one_said_twice_are_refused():
    terms, draws = columns(200)
    with pytest.raises(ValueError, match=r"tells the outcome apart|collinear"):
        logit(terms, terms["z"] == 1)
    with pytest.raises(ValueError, match="collinear"):
        linear({**terms, "again": terms["constant"]}, draws < 0.5)


def test_the_panel_counts_people_as_the_history_does(asked):
    made, _ = asked
    years = made.person_years
    for year in (1990, 2000, 2015):
        here = years.where(years.year == year)
        for where in ((State.NEVER_GONE,), (State.RETURNED,), IN_US):
            counted = np.isin(here.state, where).sum() * SCALE
            assert counted == made.history.stock(*where)[year - 1990]


def test_what_the_next_january_says_is_the_state_of_the_next_panel(asked):
    years = asked[0].person_years
    after, then = years.where(years.year == 2000).after, years.where(years.year == 2001).state
    assert (after == State.UNAUTHORIZED).sum() == (then == State.UNAUTHORIZED).sum()


def test_every_figure_of_the_papers_has_one_of_ours(asked):
    made, given = asked
    people = made.person_years.where((made.person_years.age >= AGES[0]) & (made.person_years.age <= AGES[1]))
    found = rows(type(made)(people, made.history), given)
    assert len(found) == 26
    assert np.isfinite([each.ours for each in found]).all()
    by = {each.term: each for each in found}
    assert by["female"].ours < 0 and by["age_log_sq"].ours < 0
    assert by["caught_once"].ours + by["caught_twice"].ours + by["caught_thrice"].ours == pytest.approx(1)


def test_the_command_sets_theirs_beside_ours_and_counts_what_holds():
    result = CliRunner().invoke(main, ["papers", "--scale", str(SCALE)])
    assert result.exit_code == 0, result.output
    assert result.output.count("theirs") == 26
    assert result.output.count("  holds") + result.output.count("does not hold") == 26
    assert f"{result.output.count('  holds')} of 26 figures hold" in result.output
