"""A sweep plays a grid in each world, goes on where it was stopped, and depends on no number of cores."""

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from acuerdo import __version__
from acuerdo.agreement import read, read_plan
from acuerdo.agreement.faults import Fault, Refused, Unreadable
from acuerdo.cli import main
from acuerdo.population import shipped
from acuerdo.simulate import drivers, parameters, world
from acuerdo.simulate.fitting import fits
from acuerdo.simulate.running import run
from acuerdo.simulate.setting import of_text
from acuerdo.simulate.sweeping import varying, working
from acuerdo.simulate.sweeping.kept import Kept

TEXT = str(shipped.path("agreements/us-2004/agreement.yaml"))
CAP = "pathways.work_permit_abroad.cap.count"
FEW = ("--over", "first_trip_scale=0.5:1.1:4", "--to", "1992", "--scale", "50000", "--worlds", "2")
TABLES = ("sweep.csv", "sweep.parquet", "report.html", "report.es.html")


def sweep(*arguments):
    return CliRunner().invoke(main, ["sweep", *arguments])


def contents(folder):
    return {name: (folder / name).read_bytes() for name in TABLES}


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    out = tmp_path_factory.mktemp("sweep") / "out"
    done = sweep(*FEW, "--cores", "1", "--out", str(out))
    assert done.exit_code == 0, done.output
    return out


@pytest.fixture(scope="module")
def under_a_text(tmp_path_factory):
    out = tmp_path_factory.mktemp("sweep") / "out"
    over = ("--over", f"{CAP}=100_000,400_000", "--over", "overstay=0.02,0.1")
    years = ("--from", "2004", "--to", "2005")
    done = sweep(TEXT, *over, *years, "--scale", "40000", "--cores", "1", "--out", str(out))
    assert done.exit_code == 0, done.output
    return out, done.output


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("a=1,2", ("1", "2")),
        ("a=200_000:600_000:5", ("200_000", "300_000", "400_000", "500_000", "600_000")),
        ("a=0.1:0.3:3", ("0.1", "0.2", "0.3")),
        ("a=1:0:3", ("1", "0.5", "0")),
        ("a=[x, y],[z]", ("[x, y]", "[z]")),
        ("a=24 months, none", ("24 months", "none")),
    ],
)
def test_values_are_listed_or_spread_evenly_as_typed(asked, values):
    assert varying.read(asked).values == values


@pytest.mark.parametrize("asked", ["a", "a=", "=1", "a=1:2:1", "a=1:2:99_999_999", "a=1,,2", "a=1,1"])
def test_what_is_no_list_of_values_is_refused(asked):
    with pytest.raises(Unreadable, match="--over"):
        varying.read(asked)


def test_a_grid_has_every_combination_with_the_last_path_running_fastest():
    both = [varying.read("a=1,2"), varying.read("b.c=x,y")]
    found = [tuple(each.values()) for each in varying.grid(both)]
    assert found == [("1", "x"), ("1", "y"), ("2", "x"), ("2", "y")]


def test_the_table_has_every_run_beside_the_same_world_with_the_values_of_the_files(under_a_text):
    table = pl.read_parquet(under_a_text[0] / "sweep.parquet")
    assert table["run"].n_unique() == 1 + 2 * 2
    base = table.filter(pl.col("run") == 1)
    assert base[CAP].null_count() == len(base)
    assert (base["difference"] == 0).all()
    assert (table["difference"] == table["value"] - table["base"]).all()
    permits = table.filter((pl.col("outcome") == "permits") & (pl.col("overstay") == "0.02"))
    assert permits["value"].is_sorted()
    assert permits["value"].n_unique() == 2, "more places, more permits"
    assert "work_permit_abroad.waiting" in set(table["outcome"])
    assert "Hypothetical: us-2004-temporary-permits" in under_a_text[1]


def test_a_run_of_a_sweep_is_the_run_with_the_same_values_set(under_a_text):
    table = pl.read_parquet(under_a_text[0] / "sweep.parquet")
    mine = table.filter((pl.col(CAP) == "400_000") & (pl.col("overstay") == "0.1"))
    values = dict(mine.select("outcome", "value").iter_rows())
    text = of_text(read(Path(TEXT)), read_plan(Path(TEXT).parent / "plan.yaml"), {CAP: "400_000"})
    set_by_hand = fits.read().best().having({"overstay": 0.1})
    history = run(text, set_by_hand, drivers.read(1990, 2005), 2005, 40_000, 1).history
    assert values["unauthorized"] == history.unauthorized[-1]
    for series in ("attempts", "permits", "overstays", "entries"):
        assert values[series] == history.calendar(series)[-2:].sum(), series
    assert values["work_permit_abroad.waiting"] == history.extra["work_permit_abroad.waiting"][-1]


def test_the_report_says_what_was_varied_with_its_weakest_evidence_in_both_languages(under_a_text):
    english, spanish = ((under_a_text[0] / name).read_text("utf-8") for name in TABLES[2:])
    assert f"Varied: {CAP}, 2 values from 100_000 to 400_000; otherwise 200_000." in english
    assert f"Se varía: {CAP}, 2 valores de 100_000 a 400_000; si no, 200_000." in spanish
    assert "Rests on, at its weakest: <strong>not identified</strong>" in english
    assert "A: overstay = 0.02." in english
    assert "<svg" in english
    assert "http" not in english.replace("http://www.w3.org/", "")


@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_gives_the_same_bytes(few, tmp_path):
    out = tmp_path / "out"
    from distributed import LocalCluster

    here = {"processes": False, "protocol": "tcp", "dashboard_address": None}
    with LocalCluster(n_workers=1, threads_per_worker=2, **here) as cluster:
        done = sweep(*FEW, "--dask", cluster.scheduler_address, "--out", str(out))
    assert done.exit_code == 0, done.output
    assert contents(out) == contents(few)


def test_a_killed_sweep_ends_whole_goes_on_where_it_was_and_has_the_same_bytes_on_two_cores(few, tmp_path):
    out, on_two = tmp_path / "out", (*FEW, "--cores", "2", "--out", str(tmp_path / "out"))
    command = [sys.executable, "-m", "acuerdo", "sweep", *on_two]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        while process.poll() is None and not [*out.glob("runs/*.json")]:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    ended(process.pid)
    done = {path: path.stat().st_mtime_ns for path in out.glob("runs/*.json")}
    assert 0 < len(done) < 10
    assert not (out / "sweep.csv").exists()
    on = sweep(*on_two)
    assert f"{len(done)} of 10 runs, found done" in on.output
    assert {path: path.stat().st_mtime_ns for path in done} == done, "none is played twice"
    assert contents(out) == contents(few)


def ended(session):
    """Wait until no process of a session is left."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("processes outlive the sweep that began them")


def test_a_folder_holds_one_sweep_and_no_other(few, tmp_path):
    before = contents(few)
    other = sweep(*FEW, "--seed", "2", "--scenario", "trend", "--out", str(few))
    assert other.exit_code == 1
    assert "holds results of other arguments: scenario, seed" in other.output
    assert contents(few) == before
    (tmp_path / "letters.txt").write_text("dear", "utf-8")
    assert "holds something else" in sweep(*FEW, "--out", str(tmp_path)).output


def test_every_fault_is_told_at_once_and_before_any_run(tmp_path):
    wrong = ("substitution", f"{CAP}=x,5", "fear=1", "overstay=0.05,7", "pathways.no=1", "overstay=0.1")
    over = [each for path in wrong for each in ("--over", path)]
    done = sweep(TEXT, *over, "--to", "2040", "--worlds", "301", "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    for said in (
        "must be PATH=VALUES",
        "count needs a whole number from 0, such as 30_000, or none or not_stated, found 'x'",
        "fear: no such parameter",
        "overstay: must be from 0.01 to 0.15",
        "pathways.no names nothing",
        "is asked for twice",
        "name a scenario",
        "the fit has 300 sets, asked for 301",
    ):
        assert said in done.output, said
    assert not (tmp_path / "out").exists()


def test_a_path_of_a_text_needs_the_text_and_cores_are_not_a_cluster(tmp_path):
    assert "no FILE is given" in sweep("--over", f"{CAP}=1", "--out", str(tmp_path / "out")).output
    both = sweep(*FEW, "--cores", "2", "--dask", "tcp://127.0.0.1:1", "--out", str(tmp_path / "out"))
    assert both.exit_code == 2


def test_workers_of_another_version_are_refused():
    with pytest.raises(Refused, match="w2: old"):
        working._of_one_version({"w1": __version__, "w2": "old"})


def test_without_the_package_a_cluster_is_refused_with_a_way_out(tmp_path, monkeypatch):
    monkeypatch.setattr(working, "find_spec", lambda name: None)
    done = sweep(*FEW, "--dask", "tcp://127.0.0.1:1", "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "hint: install acuerdo[dask] here and on every worker" in done.output


def test_faults_that_another_process_finds_are_told_whole():
    fault = Fault("agreement.yaml", 3, 1, "pathways.work", "is not so", hint="write it so")
    sent = pickle.loads(pickle.dumps(Unreadable([fault], partly=True)))
    assert (sent.faults, sent.partly, str(sent)) == ((fault,), True, str(fault))


def test_nobody_but_the_named_parameters_changes_who_is_there_at_the_start():
    start, given = parameters.read(), drivers.read(1990, 2000)
    begun = world.build(start, given, 50_000, 1)
    names = [name for name in start if name not in world.BEGINS_WITH]
    ends = start.having({name: start[name].high for name in names})
    other = world.build(ends, given, 50_000, 1)
    assert (begun.records == other.records).all()
    assert (begun.clocks == other.clocks).all()


def test_people_who_are_shared_are_not_changed_by_a_run():
    start, given = parameters.read(), drivers.read(1990, 2000)
    begun = world.build(start, given, 50_000, 1)
    alone = run(None, start, given, 1991, 50_000, 1).history
    for _ in range(2):
        shared = run(None, start, given, 1991, 50_000, 1, people=world.copied(begun)).history
        assert (shared.flows == alone.flows).all()


def test_numbers_are_kept_to_the_bit(tmp_path):
    values = {"a": 0.1 + 0.2, "b": 1e-300, "c": 123456789.123456789}
    kept = Kept(tmp_path / "kept", {"of": "a test"})
    kept.put("one", values)
    assert kept.get("one") == values
    assert json.loads((tmp_path / "kept" / "about.json").read_text("utf-8"))["hash"] == kept.hash
