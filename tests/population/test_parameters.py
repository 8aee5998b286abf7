import pytest
import yaml

from acuerdo.population import shipped
from acuerdo.population.parameters import BASES, ParametersError, load_parameters


@pytest.fixture
def good():
    return yaml.safe_load(shipped.path("data/corridor/pool.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def write(tmp_path):
    path = tmp_path / "pool.yaml"

    def write(entries):
        path.write_text(entries if isinstance(entries, str) else yaml.safe_dump(entries), encoding="utf-8")
        return path

    return write


def faults_of(path):
    with pytest.raises(ParametersError) as caught:
        load_parameters(path)
    prefix = f"{path}: "
    lines = str(caught.value).splitlines()
    assert all(line.startswith(prefix) for line in lines)
    assert [line.removeprefix(prefix) for line in lines] == list(caught.value.faults)
    return list(caught.value.faults)


def test_the_shipped_figures_are_read_with_their_origin():
    parameters = load_parameters(shipped.path("data/corridor/pool.yaml"))
    assert parameters.people == 260_000
    assert parameters.returning_share == 0.5
    assert list(parameters.experience_rural) == [0, 1, 2, 3, 6, 12, 24, 36]
    assert list(parameters.tastes) == ["pay", "ties", "season"]
    assert parameters.origins["season_months"].basis == "borrowed"
    assert parameters.origins["returning_share"].basis == "assumed"
    assert all(origin.basis in BASES and origin.src for origin in parameters.origins.values())


def test_levels_and_tastes_may_stand_in_any_order(good, write):
    good["tastes"]["value"] = {"season": 0.2, "pay": 0.5, "ties": 0.3}
    good["felony_convictions"]["value"] = {2: 0.1, 0: 0.9}
    parameters = load_parameters(write(good))
    assert dict(parameters.tastes) == {"pay": 0.5, "ties": 0.3, "season": 0.2}
    assert list(parameters.tastes) == ["pay", "ties", "season"]
    assert list(parameters.felony_convictions) == [0, 2]


def test_every_fault_is_reported_at_once(good, write):
    good["people"]["value"] = 2.5
    good["returning_share"]["value"] = 1.5
    good["past_employer_share"]["basis"] = "guessed"
    good["season_months"]["src"] = " "
    good["prior_seasons"]["value"] = {0: 0.5, 1: 0.5}
    good["experience_rural"]["value"] = {1: 1}
    good["experience_urban"]["value"] = {0: -0.5, 1: 1.2}
    good["tastes"]["value"] = {"pay": 0.5, "ties": 0.4, "season": "rest"}
    good["trades"]["value"]["crops"] = 1.5
    good["free_months"]["value"] = {0: 1.0}
    good["felony_conviction"] = good.pop("felony_convictions")
    del good["ties_smoothing"]["note"]
    assert faults_of(write(good)) == [
        "felony_conviction: no such parameter; did you mean felony_convictions?",
        "felony_convictions: missing",
        "people.value: must be a whole number from 1 to 100,000,000, found 2.5",
        "returning_share.value: must be a number from 0 to 1, found 1.5",
        "past_employer_share.basis: must be one of stated, law, borrowed, estimated, assumed, "
        "found 'guessed'",
        "season_months.src: must be text, found ' '",
        "prior_seasons.value: must give a share to each of some whole numbers from 1 to 40, "
        "found {0: 0.5, 1: 0.5}",
        "experience_rural.value: must give a share to each of some whole numbers from 0 to 540, "
        "0 among them, found {1: 1}",
        "experience_urban.value: 0: must be a number from 0 to 1, found -0.5",
        "experience_urban.value: 1: must be a number from 0 to 1, found 1.2",
        "experience_urban.value: shares must add to 1, found 0.7",
        "tastes.value: season: must be a number from 0 to 1, found 'rest'",
        "ties_smoothing: must have exactly value, unit, basis, src, note",
        "trades.value: crops: must be a number from 0 to 1, found 1.5",
        "free_months.value: must give a share to each of some whole numbers from 1 to 11, found {0: 1.0}",
    ]
    del good["trades"]["value"]["livestock"]
    without = faults_of(write(good))
    assert any(fault.startswith("trades.value: must give a share to each of crops") for fault in without)


def test_a_truth_value_is_no_number(good, write):
    good["returning_share"]["value"] = True
    assert faults_of(write(good)) == ["returning_share.value: must be a number from 0 to 1, found True"]


def test_figures_that_contradict_each_other_are_faults(good, write):
    good["permit_age"]["value"] = 14
    good["experience_top_months"]["value"] = 36
    assert faults_of(write(good)) == [
        "permit_age.value: must be working_age (15) or more",
        "experience_rural.value: the highest level must be under experience_top_months (36)",
        "experience_urban.value: the highest level must be under experience_top_months (36)",
    ]


def test_a_file_that_is_no_mapping_is_one_fault(write):
    assert faults_of(write("- people")) == ["must be a mapping of names to figures"]


def test_a_file_that_is_no_yaml_is_one_fault_with_its_line(write):
    (fault,) = faults_of(write("people: {value: 1\nunit"))
    assert fault.startswith("is not YAML: ")
    assert "line 2" in fault
