"""A season, played on the real job orders of fiscal year 2017."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from acuerdo import agreement
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES
from acuerdo.cli import main
from acuerdo.matching.market import UNMATCHED
from acuerdo.population.trades import trade_of
from acuerdo.season.deciding import REASONS, decide_orders
from acuerdo.season.market import market
from acuerdo.season.orders import Orders, read_orders
from acuerdo.season.permits import PERMIT
from acuerdo.season.playing import Season, play
from acuerdo.season.ranking import lists
from acuerdo.season.results import Results, results
from acuerdo.season.summary import figures
from acuerdo.season.texts import pathway_of

ROOT = Path(__file__).parents[2]
FILE, PLAN = ROOT / "agreements/us-mx-2001/agreement.yaml", ROOT / "agreements/us-mx-2001/plan.yaml"
ADDENDUM = "tests/season/fixtures/h2a_addendum_a_fy2021_sample.csv"
PATHWAY, PEOPLE = "temporary_worker", 30_000


@pytest.fixture(scope="module")
def text() -> agreement.Agreement:
    return agreement.read(FILE)


@pytest.fixture(scope="module")
def plan() -> agreement.Plan:
    return agreement.read_plan(PLAN)


@pytest.fixture(scope="module")
def orders() -> Orders:
    return read_orders(ROOT / "data/job-orders/h2a-fy2017.csv.gz")


@pytest.fixture(scope="module")
def season(text: agreement.Agreement, plan: agreement.Plan, orders: Orders) -> Season:
    return play(text, plan, orders, PATHWAY, PEOPLE, seed=2017)


@pytest.fixture(scope="module")
def found(season: Season) -> Results:
    return results(season)


def changed_plan(tmp_path: Path, *changes: tuple[str, str]) -> agreement.Plan:
    """The plan with some words replaced."""
    words = PLAN.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in words
        words = words.replace(old, new)
    (tmp_path / "plan.yaml").write_text(words, encoding="utf-8")
    return agreement.read_plan(tmp_path / "plan.yaml")


def test_the_two_published_figures_come_out_of_the_file(season: Season, found: Results) -> None:
    told = figures(season, found)
    assert (told["primary"], told["certified"], told["places"]) == (10_097, 9_797, 200_049)


def test_denied_and_withdrawn_orders_are_decided_too_and_say_why(season: Season, orders: Orders) -> None:
    reasons = np.array(REASONS)[season.decided.reason]
    status = orders.table["status"].to_numpy()
    assert (season.decided.answer[status == "denied"] == NO).all()
    assert set(reasons[status == "denied"]) == {"no_local"}
    assert set(reasons[status == "withdrawn"]) == {"withdrawn"}
    assert set(reasons[season.decided.answer == YES]) == {""}


def test_a_certified_order_without_days_of_work_needs_evidence(season: Season, orders: Orders) -> None:
    undated = orders.table.select(
        (pl.col("starts").is_null() | pl.col("ends").is_null())
        & pl.col("status").is_in(["certified", "partial"])
    )[:, 0].to_numpy()
    assert undated.any()
    assert (season.decided.answer[undated] == UNSURE).all()
    assert set(np.array(REASONS)[season.decided.reason[undated]]) == {"dates_unknown"}


def test_a_wage_floor_without_data_needs_evidence(
    text: agreement.Agreement, orders: Orders, tmp_path: Path
) -> None:
    words = FILE.read_text(encoding="utf-8").replace(
        "[advertise, wage_floor, no_local]", "[advertise, no_local]"
    )
    floor = changed_plan(tmp_path, ("value: prevailing", "value: 11.00 USD"))
    decided = decide_orders(agreement.read_text(words), floor, PATHWAY, orders.table)
    certified = orders.table["status"].is_in(["certified", "partial"]).to_numpy()
    pay = orders.table["pay_cents_hour"]
    unpaid, low, enough = (
        certified & pay.is_null().to_numpy(),
        certified & (pay < 1_100).fill_null(False).to_numpy(),
        certified
        & (pay >= 1_100).fill_null(False).to_numpy()
        & orders.table["starts"].is_not_null().to_numpy(),
    )
    assert unpaid.any()
    assert set(decided.answer[unpaid]) == {UNSURE}
    assert set(decided.answer[low]) == {NO}
    assert YES in decided.answer[enough]
    assert set(np.array(REASONS)[decided.reason[unpaid | low]]) == {"wage_floor"}


def test_a_prevailing_wage_nobody_gives_needs_evidence_unless_a_certification_proves_it(
    plan: agreement.Plan, orders: Orders
) -> None:
    words = FILE.read_text(encoding="utf-8").replace(
        "[advertise, wage_floor, no_local]", "[advertise, no_local]"
    )
    decided = decide_orders(agreement.read_text(words), plan, PATHWAY, orders.table)
    certified = orders.table["status"].is_in(["certified", "partial"]).to_numpy()
    assert set(decided.answer[certified]) == {UNSURE}


def test_every_worker_has_an_outcome_and_whoever_has_no_permit_a_reason_in_both_languages(
    found: Results,
) -> None:
    words = {row["reason"]: (row["en"], row["es"]) for row in found.reasons.iter_rows(named=True)}
    without = found.workers.filter(pl.col("outcome") != "permit")
    assert found.workers.height == PEOPLE
    assert set(without["reason"]) <= set(words)
    assert set(found.workers.filter(pl.col("outcome") == "permit")["reason"]) == {""}
    assert all(english and spanish and english != spanish for english, spanish in words.values())


def test_every_order_with_empty_places_says_why(found: Results) -> None:
    empty = found.orders.filter(pl.col("places") > pl.col("permits"))
    assert empty.height
    assert "" not in empty["unfilled_reason"].to_list()
    full = found.orders.filter((pl.col("places") == pl.col("permits")) & (pl.col("answer") == "yes"))
    assert set(full["unfilled_reason"]) == {""}


def test_no_order_takes_more_workers_than_its_places(found: Results) -> None:
    assert found.orders.filter(pl.col("filled") > pl.col("places")).is_empty()
    assert found.orders.filter((pl.col("answer") != "yes") & (pl.col("filled") > 0)).is_empty()


def test_nobody_is_matched_with_an_order_that_asks_for_more_experience(
    season: Season, orders: Orders
) -> None:
    required = orders.table["experience_months"].fill_null(0).to_numpy()
    last = season.pool.past_employer
    matched = (season.order != UNMATCHED) & (last < 0)
    assert (season.pool.experience_months[matched] >= required[season.order[matched]]).all()


def test_nobody_left_without_an_order_would_have_been_admitted_to_one_with_a_free_place(
    season: Season, orders: Orders, found: Results
) -> None:
    open_orders, table = season.decided.answer == YES, orders.table
    in_time = (table["decided"] <= table["ends"]).fill_null(value=False).to_numpy()
    free = open_orders & in_time & (found.orders["places"] > found.orders["filled"]).to_numpy()
    left = np.flatnonzero((found.workers["outcome"] == "no_place").to_numpy())
    assert free.any()
    assert left.size
    named_by = np.full(PEOPLE, UNMATCHED)
    wanted = lists(season.pool, table, open_orders)
    workers = market(
        season.pool, left, table, open_orders, season.turn, season.turn * 0, named_by, wanted
    ).workers
    trade = trade_of(table["soc"].to_list())
    asked = table["experience_months"].fill_null(0).to_numpy()
    starts, ends = (table[name].to_physical().to_numpy() for name in ("starts", "ends"))
    for order in np.flatnonzero(free):
        admits = (workers.trades >> trade[order]) & 1 == 1
        admits &= (workers.months >= asked[order]) & (workers.since <= starts[order])
        assert not (admits & (workers.until >= ends[order])).any()


def test_a_cap_is_never_exceeded_and_its_set_asides_go_to_returning_workers_only(
    text: agreement.Agreement, orders: Orders, tmp_path: Path
) -> None:
    tight = changed_plan(tmp_path, ("value: 200_000", "value: 9_000"))
    season = play(text, tight, orders, PATHWAY, PEOPLE, seed=3)
    found = results(season)
    assert found.caps.filter(pl.col("granted") > pl.col("places")).is_empty()
    assert (found.workers["outcome"] == "no_place").any()
    permits = found.workers.filter(pl.col("outcome") == "permit")
    assert set(permits.filter(pl.col("through_set_aside") == 1)["returning"]) == {True}
    years = permits.with_columns(pl.col("entry").dt.offset_by("3mo").dt.year().alias("year"))
    assert years.group_by("year").len()["len"].max() <= 9_000


def test_a_permit_begins_when_the_work_does_or_later_and_ends_with_it(found: Results, orders: Orders) -> None:
    permits = found.workers.filter(pl.col("outcome") == "permit").join(
        orders.table.select("case", "ends", "decided"), on="case"
    )
    assert permits.filter(pl.col("entry") < pl.col("work_starts")).is_empty()
    assert permits.filter(pl.col("entry") < pl.col("decided")).is_empty()
    assert permits.filter(pl.col("until") > pl.col("ends")).is_empty()
    assert permits.filter(pl.col("until") < pl.col("entry")).is_empty()


def test_a_season_is_the_same_for_the_same_seed_and_another_for_another(
    text: agreement.Agreement, plan: agreement.Plan, orders: Orders, season: Season, found: Results
) -> None:
    again = results(play(text, plan, orders, PATHWAY, PEOPLE, seed=2017))
    other = results(play(text, plan, orders, PATHWAY, PEOPLE, seed=2018))
    assert again.workers.equals(found.workers)
    assert again.orders.equals(found.orders)
    assert not other.workers.equals(found.workers)


def test_a_worker_named_by_last_seasons_employer_works_there_again_where_nobody_else_was_named(
    season: Season, orders: Orders
) -> None:
    names, employer = np.unique(
        orders.table["employer"].fill_null("").to_numpy().astype(str), return_inverse=True
    )
    back = (season.permits.outcome == PERMIT) & (season.pool.past_employer >= 0)
    again = employer[season.order[back]] == season.pool.past_employer[back]
    assert names.size == employer.max() + 1
    assert again.mean() > 0.99


def test_outcomes_by_basis_add_up_to_everybody(found: Results) -> None:
    assert found.rests_on["people"].sum() == PEOPLE


def test_what_a_season_does_not_execute_is_listed(found: Results) -> None:
    listed = {path for path, _ in found.not_executed}
    assert {
        "pathways.temporary_worker.gives.status",
        "pathways.earned_regularisation",
        "protections",
    } <= listed


def test_a_shelved_text_without_a_plan_is_refused_by_name(text: agreement.Agreement, orders: Orders) -> None:
    with pytest.raises(agreement.Refused, match=r"us-mx-2001-five-points is shelved since 2002-11-01"):
        play(text, None, orders, PATHWAY, 10, seed=1)


def test_a_plan_that_leaves_a_needed_silence_is_refused_with_the_path(
    text: agreement.Agreement, orders: Orders, tmp_path: Path
) -> None:
    head, *assumptions = PLAN.read_text(encoding="utf-8").split("  - at: ")
    kept = [head, *(each for each in assumptions if "allocation.order" not in each)]
    (tmp_path / "plan.yaml").write_text("  - at: ".join(kept), encoding="utf-8")
    with pytest.raises(agreement.Refused, match=r"pathways\.temporary_worker\.allocation\.order"):
        play(text, agreement.read_plan(tmp_path / "plan.yaml"), orders, PATHWAY, 10, seed=1)


def test_orders_decided_outside_the_plan_are_not_admitted(
    text: agreement.Agreement, orders: Orders, tmp_path: Path
) -> None:
    later = changed_plan(tmp_path, ("from: 2016-10-01", "from: 2017-04-01"))
    decided = decide_orders(text, later, PATHWAY, orders.table)
    before = orders.table["decided"].to_numpy() < np.datetime64("2017-04-01")
    assert set(np.array(REASONS)[decided.reason[before]]) == {"not_in_force"}
    assert (decided.answer[~before] == YES).any()


@pytest.mark.parametrize("people", [0, 1])
def test_a_season_with_hardly_anybody_is_played_and_told(
    text: agreement.Agreement, plan: agreement.Plan, orders: Orders, people: int
) -> None:
    season = play(text, plan, orders, PATHWAY, people, seed=1)
    assert results(season).workers.height == people
    assert (season.permits.outcome == PERMIT).sum() <= people


def test_a_season_without_orders_gives_nobody_a_place(
    text: agreement.Agreement, plan: agreement.Plan, orders: Orders
) -> None:
    denied = orders.table.filter(pl.col("status") == "denied")
    season = play(text, plan, replace(orders, table=denied), PATHWAY, 100, seed=1)
    assert set(results(season).workers["outcome"]) <= {"no_place", "not_eligible"}


def test_an_agreement_without_job_offers_is_refused(orders: Orders) -> None:
    other = agreement.read(ROOT / "agreements/us-mx-2023/agreement.yaml")
    with pytest.raises(agreement.Refused, match="has 0 pathways for job orders"):
        pathway_of(other, None)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    out = tmp_path_factory.mktemp("season") / "out"
    shown = CliRunner().invoke(main, ["season", "--workers", "2000", "--out", str(out)])
    assert shown.exit_code == 0, shown.output
    return shown.output, out


def test_the_command_prints_the_figures_and_that_they_are_hypothetical(played: tuple[str, Path]) -> None:
    output, _ = played
    for words in ("10,097", "9,797", "200,049", "Hypothetical", "cap.count = 200_000 [borrowed: s1348]"):
        assert words in output


def test_the_command_leaves_tables_and_a_report_in_both_languages(played: tuple[str, Path]) -> None:
    _, out = played
    assert pl.read_parquet(out / "workers.parquet").height == 2_000
    assert pl.read_csv(out / "orders.csv").height == 10_097
    assert pl.read_csv(out / "rows_not_understood.csv").height == 110
    assert pl.read_csv(out / "pool.csv").filter(pl.col("about") == "sex")["people"].sum() == 2_000
    assert 'lang="en"' in (out / "report.html").read_text(encoding="utf-8")
    assert 'lang="es"' in (out / "report.es.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--orders", ADDENDUM], "no worker counts"),
        (["--no-plan"], "is shelved"),
        (["--pathway", "visitor"], "no pathway visitor for job orders"),
        (["--orders", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_the_command_refuses_with_a_clear_word_and_no_traceback(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    shown = CliRunner().invoke(main, ["season", *arguments, "--out", str(tmp_path / "out")])
    assert shown.exit_code == 1
    assert words in shown.output
    assert "Traceback" not in shown.output


def test_no_table_is_written_over_the_orders_it_is_played_from(tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_bytes((ROOT / ADDENDUM).read_bytes())
    shown = CliRunner().invoke(main, ["season", "--orders", str(orders), "--out", str(tmp_path)])
    assert (shown.exit_code, "lies in" in shown.output) == (1, True)
    assert orders.read_bytes() == (ROOT / ADDENDUM).read_bytes()
    assert list(tmp_path.iterdir()) == [orders]


def test_the_report_tells_what_became_of_every_row_of_the_file(played: tuple[str, Path]) -> None:
    words = " ".join(re.sub(r"<[^>]*>", " ", (played[1] / "report.html").read_text(encoding="utf-8")).split())
    for told in ("Rows read 12,930", "Rows rejected 0"):
        assert told in words
