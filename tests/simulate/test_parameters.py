"""The parameters of the simulated corridor, as they are read."""

from pathlib import Path

import numpy as np
import pytest

from acuerdo.agreement.faults import Unreadable
from acuerdo.population import shipped
from acuerdo.simulate import parameters
from acuerdo.simulate.parameters import FILE


@pytest.fixture
def altered(tmp_path: Path):
    def alter(*changes: tuple[str, str]) -> Path:
        text = shipped.path(FILE).read_text("utf-8")
        for found, put in changes:
            assert found in text
            text = text.replace(found, put, 1)
        path = tmp_path / "parameters.yaml"
        path.write_text(text, "utf-8")
        return path

    return alter


def test_fifteen_parameters_are_fitted_to_history_and_their_start_lies_within_their_prior():
    read = parameters.read()
    assert len(read.calibrated) == 15
    assert (read.bounds[:, 0] <= read.vector).all() and (read.vector <= read.bounds[:, 1]).all()


def test_what_no_history_fixes_is_never_fitted():
    read = parameters.read()
    axes = {name for name, each in read.items() if each.basis == parameters.NOT_IDENTIFIED}
    assert axes == {"substitution", "new_movers", "development"}
    assert not axes & set(read.calibrated)


def test_a_vector_changes_the_calibrated_parameters_and_no_other():
    read = parameters.read()
    other = read.at(read.bounds[:, 1])
    assert np.array_equal(other.vector, read.bounds[:, 1])
    assert all(other[name] == read[name] for name in read if name not in read.calibrated)


def test_a_value_outside_its_prior_and_an_unknown_name_are_told_at_once():
    with pytest.raises(Unreadable) as refused:
        parameters.read().having({"wage_gap": 9.0, "wage_gapp": 1.0})
    told = str(refused.value)
    assert "wage_gap: must be from 0.2 to 1.5" in told
    assert "wage_gapp: no such parameter; did you mean wage_gap?" in told


def test_every_fault_of_a_file_is_told_at_once(altered):
    path = altered(
        ("wage_gap:", "wage_gab:"),
        ("low: -0.19, high: -0.03", "low: -0.03, high: -0.19"),
        ("basis: assumed, fitted: history", "basis: felt, fitted: history"),
        ("value: 0.8, low: 0.3", "value: many, low: 0.3"),
    )
    with pytest.raises(Unreadable) as refused:
        parameters.read(path)
    told = str(refused.value)
    for each in (
        "did you mean wage_gap",
        "wage_gap: missing",
        "low <= value",
        "found 'felt'",
        "found [0.3, 'many'",
    ):
        assert each in told


def test_a_file_that_is_not_yaml_is_refused_in_words(tmp_path: Path):
    path = tmp_path / "p.yaml"
    path.write_text("a: [", "utf-8")
    with pytest.raises(Unreadable, match="is not YAML"):
        parameters.read(path)
