"""Four texts by one command, each also as one party alone would make it; all faults told at once."""

import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from acuerdo.agreement.faults import Refused
from acuerdo.cli import main
from acuerdo.cli.years import Asked, ready

pytestmark = pytest.mark.long
AGREEMENTS = Path(__file__).parents[2] / "agreements"
TEXT = AGREEMENTS / "us-2004" / "agreement.yaml"
RUNS = ["status quo"] + [
    name + alone
    for name in ("us-mx-2001-five-points", "us-2004-temporary-permits", "us-mx-2023-arrangement")
    for alone in ("", "-usa-alone")
]


def simulate(*arguments: str):
    return CliRunner().invoke(main, ["simulate", *arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("texts") / "out"
    years = ("--from", "2022", "--to", "2024", "--scenario", "constant-2024", "--scale", "50000")
    done = simulate("--all", "--unilateral", "USA", *years, "--out", str(out))
    assert done.exit_code == 0, done.output
    return out


def test_one_command_plays_the_status_quo_and_three_texts_each_also_as_one_party_makes_it(folder):
    yearly = pl.read_parquet(folder / "yearly.parquet")
    assert yearly["run"].unique(maintain_order=True).to_list() == RUNS
    about = json.loads((folder / "run.json").read_text("utf-8"))
    assert {each["party"] for each in about["alone"].values()} == {"USA"}
    assert "returns.third_country_nationals" in about["alone"][RUNS[-1]]["dropped"]


def test_the_arrangement_of_2023_is_played_in_transit_and_at_its_doors(folder):
    yearly = pl.read_parquet(folder / "yearly.parquet")
    transit = yearly.filter((pl.col("series") == "transit") & (pl.col("year") == 2023))
    counts = dict(transit.select("run", "value").iter_rows())
    assert counts[RUNS[5]] < counts[RUNS[6]] < counts["status quo"] == counts[RUNS[1]]
    doors = pl.read_parquet(folder / "pathways.parquet").filter(pl.col("run") == RUNS[5])
    assert doors.filter(pl.col("series") == "applied")["value"].sum() > 0


def test_a_text_that_one_party_makes_as_well_is_told_and_not_drawn_twice(folder):
    page = (folder / "report.html").read_text("utf-8")
    assert "made by the United States alone: no count differs from that of the joint text" in page
    assert page.count("as the United States alone would make it") > 0, "the one that differs is drawn"
    assert "Five-point migration proposal put by Mexico to the United States, as the" not in page
    assert "hecho por Estados Unidos por su cuenta" in (folder / "report.es.html").read_text("utf-8")


def test_every_fault_is_told_at_once_and_nothing_is_played(tmp_path):
    wrong = ("--unilateral", "CAN", "--to", "2080", "--set", "substitution=9", "--worlds", "900")
    done = simulate(str(TEXT), *wrong, "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    for said in (
        "CAN: no such party",
        "found 2080",
        "substitution: must be",
        "asked for 900",
        "4 to correct",
    ):
        assert said in done.output
    assert "playing" not in done.output
    assert not (tmp_path / "out").exists()


def test_two_texts_of_one_name_are_refused(tmp_path):
    copy = tmp_path / "agreement.yaml"
    copy.write_text(TEXT.read_text("utf-8"), "utf-8")
    (tmp_path / "plan.yaml").write_text((TEXT.parent / "plan.yaml").read_text("utf-8"), "utf-8")
    with pytest.raises(Refused, match="us-2004-temporary-permits is asked for twice"):
        ready(Asked(file=TEXT, against=(copy,)))
    assert len(ready(Asked(file=TEXT, against=(TEXT,))).texts) == 2, "the same file is one text"


def test_permits_without_an_end_are_refused_by_name(tmp_path):
    folder = AGREEMENTS / "us-mx-2023"
    copy = tmp_path / "agreement.yaml"
    lines = (folder / "agreement.yaml").read_text("utf-8").splitlines(keepends=True)
    copy.write_text("".join(line for line in lines if "stay: {single_max: 1 year" not in line), "utf-8")
    (tmp_path / "plan.yaml").write_text((folder / "plan.yaml").read_text("utf-8"), "utf-8")
    with pytest.raises(Refused, match=r"does not say how long one lasts:\n  pathways\.h2b_supplement\.stay"):
        ready(Asked(file=copy, end=2024, scenario="constant-2024"))
