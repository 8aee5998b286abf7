"""Calibrating: the same bits after a kill, and no sight of what is held out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from acuerdo.agreement.faults import Refused, Unreadable
from acuerdo.population import shipped
from acuerdo.simulate import parameters
from acuerdo.simulate.fitting import calibrating, fits, targets
from acuerdo.simulate.fitting.archive import Archive, write_whole
from acuerdo.simulate.fitting.calibrating import at, calibrate, missed
from acuerdo.simulate.fitting.history_matching import Settings
from acuerdo.simulate.fitting.models import of_the_fit

QUICK = Settings(wanted=6, first=12, each=6, waves=1, seed=5)
PACKAGE = Path(shipped.__file__).resolve().parents[2]

RUN = """
import sys
from pathlib import Path
from acuerdo.simulate.fitting.calibrating import calibrate
from acuerdo.simulate.fitting.history_matching import Settings
from acuerdo.simulate.fitting.models import of_the_fit
settings = Settings(wanted=6, first=12, each=6, waves=1, seed=5)
print(calibrate(of_the_fit(), Path(sys.argv[1]), settings).sets.tobytes().hex())
"""


@pytest.fixture(scope="module")
def model():
    return of_the_fit()


@pytest.fixture(scope="module")
def found(model, tmp_path_factory):
    return calibrate(model, tmp_path_factory.mktemp("runs"), QUICK)


def test_sets_lie_within_their_priors_and_the_best_are_kept(found):
    low, high = parameters.read().bounds.T
    assert found.sets.shape == (6, 15)
    assert (found.sets >= low).all() and (found.sets <= high).all()
    assert found.implausibility.max() <= found.bound


def test_a_killed_search_goes_on_and_ends_with_the_same_bits(model, found, tmp_path: Path):
    class Killed(Exception):
        pass

    def dies_after_one_batch(doing: str) -> None:
        raise Killed

    with pytest.raises(Killed):
        calibrate(model, tmp_path, QUICK, dies_after_one_batch)
    kept = list(tmp_path.glob("wave-*.npy"))
    assert len(kept) == 1
    told: list[str] = []
    again = calibrate(model, tmp_path, QUICK, told.append)
    assert np.array_equal(again.sets, found.sets)
    assert sum("runs" in each for each in told) == 1  # of two batches only the second was run


def test_a_half_written_batch_is_not_read(model, found, tmp_path: Path):
    (tmp_path / "wave-00-0000.half").write_bytes(b"\x93NUMPY")
    assert np.array_equal(calibrate(model, tmp_path, QUICK).sets, found.sets)


def test_runs_of_other_settings_are_refused(model, tmp_path: Path):
    Archive(tmp_path, calibrating.about(model, QUICK))
    with pytest.raises(Refused, match="holds runs of other"):
        calibrate(model, tmp_path, Settings(wanted=6, first=12, each=6, waves=1, seed=6))


def test_more_sets_are_kept_of_the_same_runs(model, found, tmp_path: Path):
    calibrate(model, tmp_path, QUICK)
    told: list[str] = []
    more = calibrate(model, tmp_path, Settings(wanted=9, first=12, each=6, waves=1, seed=5), told.append)
    assert len(more.sets) == 9 and not any("runs" in each for each in told)


@pytest.mark.long
def test_noise_in_place_of_every_held_out_value_changes_no_bit_of_the_fit(found, tmp_path: Path):
    """In a copy of the project, whose held-out figures are all replaced."""
    shutil.copytree(
        PACKAGE / "acuerdo", tmp_path / "src" / "acuerdo", ignore=shutil.ignore_patterns("web", "*.mo")
    )
    shutil.copytree(PACKAGE.parent / "data", tmp_path / "data", ignore=shutil.ignore_patterns("job-orders"))
    (tmp_path / "pyproject.toml").touch()
    held_out = tmp_path / "data" / "corridor" / "held-out"
    replaced = 0
    for path in held_out.glob("*.csv"):
        lines = path.read_text("utf-8").splitlines()
        rows = [line.split(",") for line in lines]
        for number, row in enumerate(rows[1:], 1):
            noise = [
                str(7 * number + place) if cell.replace(".", "").isdigit() else cell
                for place, cell in enumerate(row)
            ]
            replaced += noise != row
            rows[number] = noise
        path.write_text("\n".join(",".join(row) for row in rows) + "\n", "utf-8")
    assert replaced > 100
    run = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path / "runs")],
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
    )
    assert not run.stderr
    assert run.stdout.strip() == found.sets.tobytes().hex()


def test_a_run_that_yields_no_number_is_as_far_off_as_can_be():
    kept = targets.targets()[:2]
    off = missed(np.array([[np.nan, kept[1].value]]), kept)
    assert off.tolist() == [[calibrating.FAR, 0.0]]


def test_the_corners_of_the_cube_are_those_of_the_prior():
    start = parameters.read()
    assert np.array_equal(at(start, np.zeros((1, 15)))[0], start.bounds[:, 0])
    assert at(start, np.ones((1, 15)))[0] == pytest.approx(start.bounds[:, 1])


def test_a_fit_is_named_by_every_digit_of_its_files(model, found, tmp_path: Path):
    name = fits.write(tmp_path, found, calibrating.about(model, QUICK))
    read = fits.read(tmp_path)
    assert read.hash == name and np.array_equal(read.sets, found.sets)
    assert [each.vector.tolist() for each in read.parameters()] == found.sets.tolist()
    text = (tmp_path / fits.SETS).read_text("utf-8")
    changed = text[:-2] + ("1" if text[-2] != "1" else "2") + "\n"
    write_whole(tmp_path / fits.SETS, changed.encode())
    assert fits.read(tmp_path).hash != name


def test_a_fit_with_faults_is_refused_with_all_of_them(model, found, tmp_path: Path):
    fits.write(tmp_path, found, calibrating.about(model, QUICK))
    lines = (tmp_path / fits.SETS).read_text("utf-8").splitlines()
    lines[1] = "99" + lines[1][lines[1].index(",") :]
    lines[3] = "many" + lines[3][lines[3].index(",") :]
    (tmp_path / fits.SETS).write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(Unreadable) as refused:
        fits.read(tmp_path)
    assert ":2:" in str(refused.value) and "must be from 0.3 to 1.2" in str(refused.value)
    assert ":4:" in str(refused.value) and "must be 16 numbers" in str(refused.value)


def test_where_there_is_no_fit_the_way_out_is_told(tmp_path: Path):
    with pytest.raises(Refused, match="make a fit with acuerdo calibrate"):
        fits.read(tmp_path)
