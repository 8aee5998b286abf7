"""Into which year orders are moved, and what a season says of it."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from acuerdo import agreement
from acuerdo.agreement.clauses.base import BASES
from acuerdo.cli import main
from acuerdo.season.orders import Orders, files, gather, read_orders
from acuerdo.season.orders.dating import fiscal_year
from acuerdo.season.playing import play
from acuerdo.season.price import priced_tables
from acuerdo.season.results import in_language, results
from acuerdo.season.summary import figures, record
from acuerdo.season.years import into_force
from order_rows import h2a, h2b, written

ROOT = Path(__file__).parents[2]
AGREEMENTS = ROOT / "agreements"


@pytest.fixture(scope="module")
def orders() -> Orders:
    return gather(files([]))


def read(name: str) -> tuple[agreement.Agreement, agreement.Plan | None]:
    folder = AGREEMENTS / name
    plan = folder / "plan.yaml"
    return agreement.read(folder / "agreement.yaml"), agreement.read_plan(plan) if plan.exists() else None


@pytest.mark.parametrize(
    ("name", "pathway", "year"),
    [
        ("us-mx-2001", "temporary_worker", 2017),
        ("ca-mx-2024", "seasonal_agricultural_worker", 2024),
        ("ca-mx-2025", "seasonal_agricultural_worker", 2025),
        ("kr-eps", "e9", 2024),
    ],
)
def test_orders_are_moved_into_the_nearest_year_in_which_most_places_are_decided(
    orders: Orders, name: str, pathway: str, year: int
) -> None:
    text, plan = read(name)
    there = into_force(text, plan, pathway, orders)
    assert fiscal_year(there.table) == year
    assert [row.value for row in there.given] == ([] if year == 2017 else [f"+{year - 2017}"])


def test_orders_that_no_year_helps_stay_where_they_are(orders: Orders) -> None:
    text, _ = read("us-mx-2001")
    assert into_force(text, None, "temporary_worker", orders) is orders
    denied = replace(orders, table=orders.table.filter(pl.col("status") == "denied"))
    assert into_force(*read("kr-eps"), "e9", denied) is denied


def test_a_season_of_assumed_days_says_so_in_its_tables_and_carries_the_weakest_basis() -> None:
    text, plan = read("us-mx-2001")
    there = into_force(text, plan, "temporary_worker", gather(files(["h2b-2019"])))
    assert fiscal_year(there.table) == 2018
    season = play(text, plan, there, "temporary_worker", 3_000, seed=1)
    found = results(season)
    told = figures(season, found)
    assert told["days_assumed"] == told["admitted"] == 7_377
    assert set(found.orders.filter(pl.col("answer") == "yes")["days_basis"]) == {"assumed"}
    matched = found.workers["case"].is_not_null().sum()
    assert found.rests_on.filter(pl.col("basis") == "assumed")["people"].sum() >= matched > 0
    assert told["weakest"] == BASES[-1]
    for lang, words in (("en", "The file gives no length"), ("es", "El archivo no da la duración")):
        rows = in_language(found, season, lang).assumptions
        assert any(words in why for why in rows.filter(pl.col("path") == "orders.h2b_season_months")["why"])
    priced = priced_tables(season, priced=False)
    assumptions = record(season, told, found.fairness, **priced)["assumptions"]
    assert any(row["at"] == "orders.h2b_season_months" for row in assumptions)


def test_orders_with_stated_days_add_no_assumption(orders: Orders) -> None:
    season = play(*read("us-mx-2001"), orders, "temporary_worker", 100, seed=1)
    assert season.given == ()
    assert "days_assumed" not in figures(season, results(season))


def shown(*arguments: str) -> tuple[int, str]:
    found = CliRunner().invoke(main, ["season", *arguments])
    assert "Traceback" not in found.output
    return found.exit_code, found.output


def test_the_command_plays_two_files_and_says_what_was_assumed(tmp_path: Path) -> None:
    one = written([h2a(at, nbr_workers_certified="3") for at in range(5)], tmp_path / "a.csv")
    two = written([h2b(at) for at in range(5)], tmp_path / "b.csv")
    out = tmp_path / "out"
    given = ["--orders", str(one), "--orders", str(two), "--workers", "60", "--out", str(out)]
    code, output = shown(*given)
    assert code == 0, output
    assert "orders.b.csv.moved = -2 years" in output
    assert "orders.h2b_season_months = 8 months" in output
    assert pl.read_csv(out / "orders.csv")["visa"].to_list() == ["H-2A"] * 5 + ["H-2B"] * 5
    assert "El archivo no da la duración" in (out / "report.es.html").read_text(encoding="utf-8")


def test_a_season_is_the_same_for_any_order_of_rows(tmp_path: Path) -> None:
    rows = [h2a(at, nbr_workers_certified=f"{at % 7}", employer_name=f"Farm {at % 3}") for at in range(40)]
    seasons = [
        play(
            *read("us-mx-2001"),
            gather([written(each, tmp_path / "rows.csv")]),
            "temporary_worker",
            200,
            seed=1,
        )
        for each in (rows, rows[::-1], rows[20:] + rows[:20])
    ]
    first, *others = (results(each).workers for each in seasons)
    assert first["case"].is_not_null().any()
    assert all(first.equals(other) for other in others)


def test_a_file_without_orders_is_refused_with_its_counts(tmp_path: Path) -> None:
    path = written([h2a(1, case_status="PENDING")], tmp_path / "none.csv")
    code, output = shown("--orders", str(path), "--out", str(tmp_path / "out"))
    assert code == 1
    assert "no job order that can be counted: 1 rows read, 1 rejected" in output


def test_orders_of_zero_places_give_nobody_a_place(tmp_path: Path) -> None:
    path = written([h2a(1, nbr_workers_certified="0")], tmp_path / "zero.csv")
    season = play(*read("us-mx-2001"), read_orders(path), "temporary_worker", 50, seed=1)
    assert set(results(season).workers["outcome"]) <= {"no_place", "not_eligible"}


def test_a_case_in_both_files_is_refused_by_the_command(tmp_path: Path) -> None:
    path = str(written([h2a(1)], tmp_path / "a.csv"))
    code, output = shown("--orders", path, "--orders", path, "--out", str(tmp_path / "out"))
    assert code == 1
    assert "1 job orders are in more than one file" in output


def test_days_can_be_moved_out_of_every_text_and_the_answer_says_it(tmp_path: Path) -> None:
    path = str(written([h2a(1)], tmp_path / "a.csv"))
    code, output = shown("--orders", path, "--shift-to", "1999", "--out", str(tmp_path / "out"))
    assert code == 1
    assert "takes us-mx-2001-five-points as in force from 2016-10-01" in output
