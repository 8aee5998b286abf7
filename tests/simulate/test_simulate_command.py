import json
from itertools import pairwise

import polars as pl
import pytest
from click.testing import CliRunner

from acuerdo.agreement.faults import Unreadable
from acuerdo.cli import main
from acuerdo.cli.simulate import command
from acuerdo.population import shipped
from acuerdo.simulate import drivers, writing

TEXT = str(shipped.path("agreements/us-2004/agreement.yaml"))
SMALL = ["--to", "2005", "--scale", "20000", "--seed", "4"]


def simulate(*arguments):
    return CliRunner().invoke(main, ["simulate", *arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("simulate") / "out"
    done = simulate(TEXT, *SMALL, "--from", "2000", "--set", "overstay=0.1", "--check", "--out", str(out))
    assert done.exit_code == 0, done.output
    return out, done.output


def test_the_tables_hold_each_run_and_the_years_asked_for(folder):
    out, said = folder
    yearly = pl.read_parquet(out / "yearly.parquet")
    assert set(yearly["run"]) == {"status quo", "us-2004-temporary-permits"}
    assert (yearly["year"].min(), yearly["year"].max()) == (2000, 2005)
    assert yearly.equals(pl.read_csv(out / "yearly.csv", schema=yearly.schema))
    assert set(pl.read_parquet(out / "pathways.parquet")["pathway"]) == {
        "work_permit_abroad",
        "work_permit_present",
    }
    assert "Hypothetical: us-2004-temporary-permits" in said


def test_the_report_is_written_in_both_languages_and_says_that_it_is_one_run(folder):
    english, spanish = ((folder[0] / name).read_text("utf-8") for name in ("report.html", "report.es.html"))
    assert "Each line is one run" in english
    assert "Temporary work permits proposed by the United States" in english
    assert "Cada línea es una sola corrida" in spanish
    assert "Set by hand: overstay=0.1" in english
    assert "not identified" in english


def test_years_before_a_text_are_the_same_with_it_and_without(folder):
    yearly = pl.read_parquet(folder[0] / "yearly.parquet").filter(pl.col("year") < 2004)
    one, two = (group.drop("run") for _, group in yearly.group_by("run", maintain_order=True))
    assert one.equals(two)


def test_the_checks_are_written_and_the_settings_kept(folder):
    checks = pl.read_parquet(folder[0] / "check.parquet")
    assert checks["z"].abs().max() < 5
    about = json.loads((folder[0] / "run.json").read_text("utf-8"))
    assert about["parameters"][0]["overstay"] == 0.1
    assert about["scale"] == 20000


def test_the_same_command_writes_the_same_bytes(folder, tmp_path):
    again = tmp_path / "again"
    simulate(TEXT, *SMALL, "--from", "2000", "--set", "overstay=0.1", "--check", "--out", str(again))
    for name in ("yearly.csv", "states.csv", "pathways.csv", "check.csv", "report.html", "report.es.html"):
        assert (again / name).read_bytes() == (folder[0] / name).read_bytes(), name


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "2080"], "from 1990 to 2050"),
        (["--from", "1985"], "from 1990 to 2050"),
        (["--from", "2010", "--to", "2005"], "must not be after"),
        (["--to", "2040"], "name a scenario"),
        (["--scenario", "doom"], "no scenario is called 'doom'"),
        (["--set", "overstay=2"], "must be from 0.01 to 0.15"),
        (["--set", "overstays=0.1"], "did you mean overstay?"),
        (["--set", "pathways.x.cap=1"], "names nothing"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_what_cannot_be_played_is_refused_before_anything_is(arguments, said, tmp_path):
    done = simulate(TEXT, *arguments, "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert said in done.output
    assert "playing" not in done.output
    assert not (tmp_path / "out").exists()


def test_a_text_that_decides_in_none_of_the_years_is_refused_with_the_reason(tmp_path):
    done = simulate(TEXT, "--to", "2000", "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "takes us-2004-temporary-permits as in force from 2004-10-01" in done.output


def test_a_folder_with_something_else_is_not_written_over(tmp_path):
    (tmp_path / "letters.txt").write_text("dear", "utf-8")
    done = simulate("--to", "1990", "--scale", "50000", "--out", str(tmp_path))
    assert done.exit_code == 1
    assert "holds something else" in done.output
    assert (tmp_path / "letters.txt").read_text("utf-8") == "dear"


def test_a_run_that_is_killed_while_it_writes_leaves_what_was_there(tmp_path):
    class Killed(pl.DataFrame):
        def write_csv(self, *_, **__):
            raise KeyboardInterrupt

    out = tmp_path / "out"
    writing.write(out, {"yearly": pl.DataFrame({"year": [1]})}, {})
    with pytest.raises(KeyboardInterrupt):
        writing.write(out, {"yearly": Killed({"year": [2]})}, {})
    assert pl.read_parquet(out / "yearly.parquet")["year"].to_list() == [1]
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_later_run_takes_the_place_of_an_earlier_one(tmp_path):
    for year in (1, 2):
        writing.write(tmp_path / "out", {"yearly": pl.DataFrame({"year": [year]})}, {})
    assert pl.read_parquet(tmp_path / "out" / "yearly.parquet")["year"].to_list() == [2]
    assert [each.name for each in tmp_path.iterdir()] == ["out"]
    assert all(a <= b for a, b in pairwise(sorted((tmp_path / "out").iterdir())))


def test_several_worlds_are_told_by_their_median_and_by_how_many_agree(tmp_path):
    out = tmp_path / "out"
    done = simulate(TEXT, *SMALL, "--worlds", "3", "--from", "2005", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert "the median of 3 worlds" in done.output
    yearly = pl.read_parquet(out / "yearly.parquet").filter(pl.col("series") == "attempts")
    one = yearly.filter((pl.col("run") == "status quo") & (pl.col("of") == "calendar"))
    assert one["world"].to_list() == [1, 2, 3]
    assert one["value"].n_unique() == 3, "each world has parameters of its own"


def test_the_default_years_are_all_backed_by_data():
    last = next(each.default for each in command.params if each.name == "end")
    assert drivers.read(1990, last).end == last
    with pytest.raises(Unreadable, match="known until"):
        drivers.read(1990, last + 1)


def test_axes_and_disagreements_are_asked_beside_the_worlds_and_not_among_them(tmp_path):
    out = tmp_path / "out"
    done = simulate("--to", "1990", "--scale", "50000", "--asked", "--out", str(out))
    assert done.exit_code == 0, done.output
    asked = pl.read_parquet(out / "asked.parquet")
    assert set(asked.filter(pl.col("kind") == "axis")["name"]) == {
        "substitution",
        "new_movers",
        "development",
    }
    assert asked.filter(pl.col("kind") == "switch")["name"].n_unique() == 6
    yearly = pl.read_parquet(out / "yearly.parquet")
    assert yearly["world"].unique().to_list() == [1]
    assert set(yearly["run"]) == {"status quo"}


def test_more_worlds_than_the_fit_has_are_refused(tmp_path):
    done = simulate(TEXT, *SMALL, "--worlds", "1000", "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "the fit has 300 sets, asked for 1000" in done.output
