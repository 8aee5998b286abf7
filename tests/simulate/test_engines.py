"""The fast engine, the readable one, and chance: the same people do the same."""

from dataclasses import replace
from pathlib import Path

import numba
import numpy as np
import pytest

from acuerdo import agreement
from acuerdo.population import shipped
from acuerdo.simulate import drivers as moving
from acuerdo.simulate import parameters as numbers
from acuerdo.simulate import states, world
from acuerdo.simulate.checking import LIMIT, Checked
from acuerdo.simulate.doors.doors import Doors
from acuerdo.simulate.fast.engine import Fast
from acuerdo.simulate.flows import BALANCE, FLOWS
from acuerdo.simulate.playing import play
from acuerdo.simulate.reference.engine import Reference
from acuerdo.simulate.states import State

SCALE, END, SEED = 2000, 1992, 5
PARAMETERS, DRIVERS = numbers.read(), moving.read(1990, 2000)


def played(make, scale=SCALE, end=END, seed=SEED, parameters=PARAMETERS, text=None):
    people = world.build(parameters, DRIVERS, scale, seed)
    doors = Doors(*text, parameters, DRIVERS, people, seed) if text else None
    return people, play(people, parameters, DRIVERS, end, seed, make, doors)


def of(name, begins="1990-06-01"):
    folder: Path = shipped.path(f"agreements/{name}")
    plan = agreement.read_plan(folder / "plan.yaml")
    span = plan.terms.as_if_in_force.model_copy(update={"from_": np.datetime64(begins).item()})
    terms = plan.terms.model_copy(update={"as_if_in_force": span})
    return agreement.read(folder / "agreement.yaml"), agreement.Plan(terms, plan.document)


@pytest.fixture(scope="module")
def readable():
    return played(Reference)


@pytest.mark.parametrize(("words", "threads"), [(256, 1), (256, 2), (1, 1), (7, 2), (1024, 1)], ids=str)
def test_the_fast_engine_does_what_the_readable_one_does_person_by_person(readable, words, threads):
    threads = min(threads, numba.config.NUMBA_NUM_THREADS)
    people, history = played(lambda *given: Fast(*given, words=words, at_once=threads))
    assert (people.records == readable[0].records).all()
    assert (people.clocks == readable[0].clocks).all()
    for name in ("flows", "people", "places", "first_entries", "money", "caught"):
        assert (getattr(history, name) == getattr(readable[1], name)).all(), name


@pytest.mark.parametrize(("name", "scale"), [("us-2004", SCALE), ("us-mx-2001", 5 * SCALE)])
def test_both_engines_do_the_same_at_the_doors_of_a_text(name, scale):
    (one, first), (two, second) = (played(make, scale, text=of(name)) for make in (Reference, Fast))
    assert (one.records == two.records).all()
    assert (first.flows == second.flows).all()
    assert first.calendar("permits").sum() > 0
    assert {name: values.tolist() for name, values in first.extra.items()} == {
        name: values.tolist() for name, values in second.extra.items()
    }


def test_people_who_are_counted_are_those_who_were_plus_those_who_came_less_those_who_left(readable):
    history = readable[1]
    kept = history.people.sum((2, 3))[:, : State.DEAD]
    flows = history.flows.reshape(-1, 12, len(FLOWS)).sum(1)
    assert (np.diff(kept, axis=0) == (flows @ BALANCE.T)[:, : State.DEAD]).all()


def test_what_somebody_is_by_birth_never_changes(readable):
    begun = world.build(PARAMETERS, DRIVERS, SCALE, SEED)
    alive = states.state(readable[0].records) != State.DEAD
    fixed = ~np.uint32((1 << states.FIXED) - 1)
    assert (begun.records[alive] & fixed == readable[0].records[alive] & fixed).all()


def test_another_seed_gives_other_lives(readable):
    people, _ = played(Fast, seed=SEED + 1)
    assert (people.records != readable[0].records).any()


def test_a_change_at_the_border_touches_nobody_it_does_not_concern():
    """With common draws a change moves few lives; with others, all of chance would move."""
    other = PARAMETERS.having({"caught_2000": 0.4})
    one, _ = played(Fast)
    two, _ = played(Fast, parameters=other)
    three, _ = played(Fast, seed=SEED + 1)
    moved = (states.state(one.records) != states.state(two.records)).sum()
    by_chance = (states.state(one.records) != states.state(three.records)).sum()
    assert 0 < moved < by_chance / 5


def checked(tamper=lambda month: month):
    """A run whose engine sees a tampered month, held against the true one."""
    kept = []

    class Tampered(Fast):
        def decide(self, year, month):
            return super().decide(year, tamper(month))

    def make(*given):
        kept.append(Checked(Tampered(*given), given[1]))
        return kept[0]

    played(make, scale=1000, end=1991)
    return {count.name: count for count in kept[0].counts}


def test_every_count_agrees_with_its_expectation():
    counts = checked()
    assert max(abs(count.z) for count in counts.values()) < LIMIT
    assert counts["attempts"].found > 1000


def test_a_chance_that_is_off_by_a_quarter_is_found():
    counts = checked(lambda month: replace(month, factor=month.factor * 1.25))
    assert counts["meaning to go first"].z > LIMIT
    assert abs(counts["deaths at home"].z) < LIMIT
