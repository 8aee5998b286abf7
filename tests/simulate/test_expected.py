import numpy as np
import pytest

from acuerdo.simulate import drivers, parameters, playing, world
from acuerdo.simulate.expecting import expected
from acuerdo.simulate.fast.engine import Fast
from acuerdo.simulate.states import State

START, END = 1990, 1999
PARAMETERS, DRIVERS = parameters.read(), drivers.read(1990, 2007)


@pytest.fixture(scope="module")
def history():
    return expected(PARAMETERS, DRIVERS, START, END)


@pytest.fixture(scope="module")
def played():
    people = world.build(PARAMETERS, DRIVERS, 100, 1)
    return playing.play(people, PARAMETERS, DRIVERS, END, 1, Fast)


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("births", 0.001),
        ("deaths_home", 0.04),
        ("entries_first", 0.03),
        ("entries_again", 0.12),
        ("attempts", 0.06),
        ("apprehensions", 0.06),
        ("returns_unauthorized", 0.06),
        ("removals_unauthorized", 0.12),
        ("money", 0.04),
    ],
)
def test_flows_are_those_of_an_engine_but_for_chance_and_the_closures(history, played, name, within):
    assert history.calendar(name).sum() == pytest.approx(played.calendar(name).sum(), rel=within)
    late = history.calendar(name)[-3:].sum() / played.calendar(name)[-3:].sum()
    assert abs(late - 1) < 2 * within


@pytest.mark.parametrize(
    ("state", "within"),
    [
        (State.NEVER_GONE, 0.005),
        (State.RETURNED, 0.02),
        (State.UNAUTHORIZED, 0.03),
        (State.RESIDENT, 0.03),
        (State.CITIZEN, 0.03),
    ],
)
def test_stocks_are_those_of_an_engine(history, played, state, within):
    assert np.abs(history.stock(state) / played.stock(state) - 1).max() < within


def test_tables_of_papers_are_those_of_an_engine(history, played):
    assert history.gone_by(40, 1990, 1995) == pytest.approx(played.gone_by(40, 1990, 1995), abs=0.01)
    assert np.abs(history.first_trip_lengths(1990, 1999) - played.first_trip_lengths(1990, 1999)).max() < 0.02
    assert np.abs(history.times_caught(1990, 1999) - played.times_caught(1990, 1999)).max() < 0.02


def test_a_later_beginning_cuts_the_same_history(history):
    later = expected(PARAMETERS, DRIVERS, 1995, END)
    assert (later.calendar("attempts") == history.calendar("attempts")[5:]).all()
    assert (later.people == history.people[5:]).all()


def test_more_who_are_caught_enter_less(history):
    harder = expected(PARAMETERS.having({"caught_2000": 0.5}), DRIVERS, START, END)
    assert harder.calendar("entries").sum() < history.calendar("entries").sum()
    assert harder.times_caught(1990, 1999)[0] < history.times_caught(1990, 1999)[0]


def test_years_that_the_drivers_do_not_cover_are_refused():
    with pytest.raises(ValueError, match="these are of 1990 to 2007"):
        expected(PARAMETERS, DRIVERS, 1990, 2008)
