"""`acuerdo calibrate` and `acuerdo score`, and the page of the parameters."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from acuerdo.cli import main
from acuerdo.simulate import parameters
from acuerdo.simulate.fitting import fits
from acuerdo.simulate.fitting.calibrating import about
from acuerdo.simulate.fitting.history_matching import Settings
from acuerdo.simulate.fitting.models import of_the_fit
from acuerdo.simulate.parameters_page import page
from acuerdo.simulate.scoring import register as openings
from acuerdo.simulate.scoring.held_out import held_out
from acuerdo.simulate.scoring.page import page as scores_page
from acuerdo.simulate.scoring.scores import Score

ROOT = Path(__file__).parents[2]


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("calibrated")
    said = run("calibrate", "--first", "8", "--waves", "1", "--sets", "3", "--out", str(out))
    return out, said


def test_calibrate_says_how_far_it_is_and_names_the_fit(made):
    out, said = made
    assert "wave 0: 8 of 8 runs" in said
    assert "3 sets kept of 8 runs" in said
    assert fits.read(out / "fit").hash in said
    best = fits.read(out / "fit").best()
    assert best.vector.tolist() in fits.read(out / "fit").sets.tolist()
    assert "History rules out some of the sets kept" in said


def test_calibrate_again_runs_nothing_and_freezes_the_same_fit(made):
    out, said = made
    again = run("calibrate", "--first", "8", "--waves", "1", "--sets", "3", "--out", str(out))
    assert "8 of 8 runs" not in again
    assert again.splitlines()[-2:] == said.splitlines()[-2:]


def test_too_few_runs_to_learn_from_are_refused_before_anything_is_run(tmp_path: Path):
    said = run("calibrate", "--first", "100", "--waves", "2", "--out", str(tmp_path / "out"), code=1)
    assert "more than 136 runs" in said and "hint:" in said
    assert not (tmp_path / "out").exists()


def test_score_names_the_fit_tells_each_series_and_is_opened_once(made, tmp_path: Path):
    out, _ = made
    register = tmp_path / "openings.csv"
    ask = ("score", "--on", "2030-01-15", "--fit", str(out / "fit"), "--register", str(register))
    first, told, again = run(*ask), run(*ask), run(*ask, "--again")
    assert fits.read(out / "fit").hash in first
    for series in {each.group for each in held_out()}:
        assert f"\n{series} " in first or f"not told by the model: {series}" in first
    assert "encounters VEN" in first and "agents until 2019-09" in first
    assert "opened: the register has it now" in first
    assert "opened on 2030-01-15" in told and "sets played" not in told
    assert "computed again, the same as on 2030-01-15" in again
    rows = openings.read(register)
    assert {row["fit"] for row in rows} == {fits.read(out / "fit").hash}
    assert len({row["series"] for row in rows}) == len(rows) == 11


def test_where_a_naive_forecast_wins_it_is_named():
    (row,) = openings.rows([Score("s", "u", 1, 2.0, 1.0, 3.0, (0.5, 0.9))], "2030-01-15", "f", "m")
    assert openings.beaten_by(row) == ("last value",)


def test_an_opening_of_another_fit_is_appended_and_the_first_is_kept(tmp_path: Path):
    register = tmp_path / "openings.csv"
    scores = [Score("s", "u", 1, 2.0, 1.0, 3.0, (0.5, 0.9))]
    for fit in ("a", "b"):
        openings.append(register, openings.rows(scores, "2030-01-15", fit, "m"))
    assert [row["fit"] for row in openings.read(register)] == ["a", "b"]
    assert [row["fit"] for row in openings.opening(register, "a", "m")] == ["a"]
    assert openings.opening(register, "a", "another") == []


def test_a_further_opening_needs_a_reason_and_leaves_the_register_as_it_is_without_one(made, tmp_path: Path):
    register, other = tmp_path / "openings.csv", [Score("s", "u", 1, 2.0, 1.0, 3.0, (0.5, 0.9))]
    openings.append(register, openings.rows(other, "2030-01-01", "another", "m"))
    before = register.read_bytes()
    ask = ("score", "--on", "2030-01-15", "--fit", str(made[0] / "fit"), "--register", str(register))
    said = run(*ask, code=1)
    assert "opened before" in said and "--why" in said
    assert register.read_bytes() == before


def test_the_page_of_the_scores_sets_every_opening_beside_the_others():
    def opened(fit: str, why: str, *scores: float) -> list[dict[str, str]]:
        told = [
            Score(name, "u", 1, score, 1.0, 3.0, (0.5, 0.9))
            for name, score in zip("st", scores, strict=False)
        ]
        return openings.rows(told, "2030-01-15", fit, "m", why)

    told = scores_page([*opened("a", "first opening", 4.0, 2.0), *opened("b", "as told", 5.0, 2.0)], [], "b")
    assert "opened on 2030-01-15: as told." in told
    assert "| s | 4 | 50% | 90% | 5 | 50% | 90% | 1 |" in told
    assert "| t | 2 | 50% | 90% | 2 | 50% | 90% | alike |" in told
    assert "side by side" not in scores_page(opened("a", "first opening", 4.0, 2.0), [], "a")


def test_the_page_of_the_parameters_is_what_the_files_say():
    written = (ROOT / "docs" / "parameters.md").read_text("utf-8")
    assert written == page(parameters.read(), fits.read()), "the parameters have changed: run `make docs`"


def test_the_page_of_the_scores_is_what_the_register_says():
    written = (ROOT / "docs" / "scores.md").read_text("utf-8")
    assert written == scores_page(openings.read(openings.path()), openings.forecasts(), fits.read().hash), (
        "run `make docs`"
    )


def test_the_page_of_the_scores_names_a_naive_forecast_that_wins():
    scores = [Score("s", "u", 1, model=2.0, last=1.0, trend=3.0, covered=(0.5, 0.9))]
    forecast = {"series": "s", "when": "2020", "came": "9", "q05": "1", "q50": "2", "q95": "3"}
    told = scores_page(openings.rows(scores, "2030-01-15", "f", "m"), [forecast], "f")
    assert "| **last value** |" in told
    assert "| s | 2020 | 9 | 2 | 1 to 3 | above |" in told


def test_the_shipped_fit_is_of_the_priors_targets_and_model_that_are_shipped():
    fit = fits.read()
    now = about(of_the_fit(), Settings())
    assert {key: fit.about[key] for key in now} == now, "run `acuerdo calibrate`, and freeze its fit"


def test_the_shipped_fit_was_opened_and_stands_in_the_register():
    assert fits.read().hash in {row["fit"] for row in openings.read(openings.path())}
