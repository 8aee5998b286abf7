"""Claims of the sources: all assigned with their reasons, judged by a rule that can say no, and asked."""

import json
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement.faults import Unreadable
from acuerdo.cli import main
from acuerdo.population import shipped
from acuerdo.simulate import drivers, parameters
from acuerdo.simulate.claims import changing, reading
from acuerdo.simulate.claims.experiments import answer, ask, tasks
from acuerdo.simulate.claims.verdicts import VERDICTS, WANTS, judged, known, verdict
from acuerdo.simulate.fitting import fits

WORLDS = st.lists(st.floats(-0.99, 3), min_size=2, max_size=12).map(np.array)
LEAST = st.floats(0.001, 0.9)


def claims(*arguments):
    return CliRunner().invoke(main, ["claims", *arguments])


def answered(claim, scale=20_000):
    fit = fits.read()
    return answer(claim, fit, [ask(each) for each in tasks(claim, fit.worlds(2), scale, seed=1).values()])


def told():
    return {each.number: each for each in reading.read()}


def fewer_sides(claim, **changed):
    return replace(claim, experiment=replace(claim.experiment, switches=(), **changed))


def test_all_29_claims_are_assigned_with_a_reason_in_both_languages():
    assert len(told()) == 29
    for each in told().values():
        assert (each.experiment is not None) == (each.assigned == "simulated")
        assert all(each.because[language].strip() for language in ("en", "es"))
        assert all(each.title[language] and each.words and each.src for language in ("en", "es"))


def test_every_simulated_claim_says_what_is_changed_and_how_its_mechanism_is_off():
    simulated = [each.experiment for each in told().values() if each.experiment]
    assert simulated
    for asked in simulated:
        assert asked.change and any(asked.mechanism.values())
        assert {*asked.cause} == {"en", "es"}
        assert asked.years[0] <= asked.years[1]


def test_a_file_with_a_claim_missing_unknown_or_half_said_is_refused_with_all_its_faults(tmp_path):
    found = yaml.safe_load(shipped.path(reading.FILE).read_text("utf-8"))
    del found[9]
    found[3] = found[21]
    found[11] |= {"wants": "grows", "switches": ["weather"], "mechanism": {"parameters": {"fear": 0}}}
    found[51]["because"] = {"en": "Politics"}
    file = tmp_path / "claims.yaml"
    file.write_text(yaml.safe_dump(found), "utf-8")
    with pytest.raises(Unreadable) as error:
        reading.read(file)
    said = " | ".join(fault.problem for fault in error.value.faults)
    for part in ("9: a claim", "3: the sources", "11.wants", "weather", "fear", "51.because"):
        assert part in said


@given(st.lists(WORLDS, min_size=1, max_size=4), WORLDS, st.sampled_from(WANTS), LEAST, st.booleans())
def test_a_claim_that_needs_an_assumption_never_holds(sides, off, wants, least, identified):
    found = verdict(sides, off, wants, least, known=False, identified=identified)
    assert found in VERDICTS
    if found == "holds":
        assert identified and judged(off, wants, least) == "holds"


@given(st.lists(WORLDS, min_size=1, max_size=4), WORLDS, st.sampled_from(WANTS), LEAST)
def test_a_claim_holds_only_where_it_does_on_every_side(sides, off, wants, least):
    by_side = {judged(each, wants, least) for each in sides}
    found = verdict(sides, off, wants, least, known=True)
    assert (found == "holds") == (by_side == {"holds"})
    assert (found == "does_not_hold") == (by_side == {"does_not_hold"})
    assert found != "assumed"


@given(WORLDS, LEAST)
def test_what_rises_enough_does_not_fall_and_the_mirror_image_is_judged_alike(effects, least):
    up, down = (judged(effects, wants, least) for wants in ("rises", "falls"))
    assert not (up == "holds" and down != "does_not_hold")
    assert up == judged(-effects, "falls", least)
    assert down == judged(-effects, "rises", least)


@pytest.mark.parametrize(
    ("effects", "wants", "found"),
    [
        ([0.02, 0.03, 0.05], "rises", "holds"),
        ([-0.02, -0.03], "rises", "does_not_hold"),
        ([-0.02, 0.03], "rises", "cannot_tell"),
        ([0.0, 0.0], "falls", "does_not_hold"),
        ([0.005, -0.005], "stays", "holds"),
        ([-0.5, 0.5], "stays", "cannot_tell"),
        ([-0.005, 0.9], "remains", "holds"),
    ],
)
def test_worlds_are_judged_by_both_ends_of_their_interval(effects, wants, found):
    assert judged(np.array(effects), wants, 0.01) == found


def test_a_mechanism_is_known_by_its_source_or_by_history_and_never_where_no_history_fixes_it():
    start = parameters.read()
    even = np.linspace(0, 1.5, 300)
    assert known(start["unemployment"], None, 0)
    assert not known(start["return_price"], even, 0)
    assert known(start["return_price"], even[60:], 0)
    assert not known(start["substitution"], np.full(300, 0.9), 0)
    assert not known(replace(start["unemployment"], basis="assumed"), None, 0)


def test_drivers_move_from_their_year_on_and_not_before():
    before = drivers.read(1990, 2001)
    after = changing.moved(
        before, {"agents": {"times": 2, "from": 1995}, "births": {"held": 1990, "from": 1990}}
    )
    assert (after["agents"][:60] == before["agents"][:60]).all()
    assert (after["agents"][60:] == 2 * before["agents"][60:]).all()
    assert after["births"] == pytest.approx(np.full(144, before["births"][:12].mean()))


def test_demand_draws_people_and_does_not_with_its_mechanism_off():
    found = answered(fewer_sides(told()[11]))
    assert found.verdict == "holds"
    assert (found.effects[changing.FITTED] > 0.01).all()
    assert found.effects[changing.OFF] == pytest.approx(0)


@pytest.mark.parametrize("number", [30, 109, 118])
def test_a_claim_on_what_no_data_tell_is_assumed(number):
    found = answered(told()[number])
    assert not found.known
    assert found.verdict == "assumed"


def test_places_under_a_text_are_asked_of_the_doors_and_only_assumed():
    found = answered(fewer_sides(told()[22], years=(2005, 2005)), scale=40_000)
    assert found.effects[changing.OFF] == pytest.approx(0)
    assert (found.effects[changing.FITTED] != 0).all()
    assert found.verdict != "holds"
    assert found.evidence == "not_identified"


def test_the_command_tells_and_writes_each_claim_and_the_same_again(tmp_path):
    asked = ["--sets", "2", "--only", "109", "--only", "36", "--only", "9", "--cores", "1", "--out"]
    done = [claims(*asked, str(tmp_path / name)) for name in ("one", "two")]
    assert done[0].exit_code == 0, done[0].output
    assert "1 simulated (0 holds" in done[0].stdout
    assert "for the negotiating table: What Mexico does" in done[0].stdout
    table = pl.read_csv(tmp_path / "one" / "claims.csv")
    assert table["claim"].to_list() == [9, 36, 109]
    assert table["verdict"].to_list() == [None, None, "assumed"]
    for name in ("claims.csv", "effects.csv", "about.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert json.loads((tmp_path / "one" / "about.json").read_text("utf-8"))["fit"] == fits.read().hash


def test_claims_go_on_where_they_were_stopped_and_are_told_in_spanish(tmp_path):
    asked = ["--sets", "3", "--only", "109", "--only", "9", "--out", str(tmp_path / "out")]
    first = claims(*asked, "--cores", "1")
    before = {each: each.read_bytes() for each in tmp_path.glob("out/**/*") if each.is_file()}
    for each in before:
        if each.name in ("claims.csv", "109-0002.json", "109-0003.json"):
            each.unlink()
    done = claims(*asked, "--cores", "1", "--lang", "es")
    assert done.exit_code == 0, done.output
    assert "1 of 3 worlds of claims, found done" in done.stderr
    assert {each: each.read_bytes() for each in before} == before
    assert "109  Las vías alivian a México  [nyt2023 L37]  supuesta" in done.stdout
    assert "no verificable: El modelo no tiene" in done.stdout
    assert not any(line in first.stdout for line in done.stdout.splitlines() if "“" not in line)
    other = claims(*asked, "--seed", "2")
    assert other.exit_code == 1
    assert "holds results of other arguments: seed" in other.output


def test_an_unknown_claim_and_more_sets_than_there_are_are_refused_with_a_way_out(tmp_path):
    for arguments, hint in ((["--only", "1"], "there are 9, 11"), (["--sets", "999"], "ask for")):
        done = claims(*arguments)
        assert done.exit_code == 1
        assert hint in done.output
    (tmp_path / "mine.txt").write_text("keep", "utf-8")
    done = claims("--sets", "2", "--only", "109", "--out", str(tmp_path))
    assert done.exit_code == 1
    assert (tmp_path / "mine.txt").read_text("utf-8") == "keep"
