"""Seasons under texts of Canada and Korea, for which job orders of the United States stand in."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from acuerdo import agreement
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES
from acuerdo.agreement.facts import FACTS, NEVER_COUNT
from acuerdo.agreement.nations import NUMBER
from acuerdo.agreement.registry import SECTORS
from acuerdo.cli import main
from acuerdo.population.trades import trades
from acuerdo.season.deciding import about_offers, decide_orders
from acuerdo.season.orders import Orders, files, gather
from acuerdo.season.permits import PERMIT
from acuerdo.season.playing import Season, play
from acuerdo.season.results import Results, in_language, results
from acuerdo.season.stand_in import StandIn, read_stand_in, stand_in_for
from acuerdo.season.years import into_force

AGREEMENTS = Path(__file__).parents[2] / "agreements"
CANADA, KOREA = "seasonal_agricultural_worker", "e9"
PEOPLE = 60_000


@pytest.fixture(scope="module")
def both() -> Orders:
    return gather(files(["all"]))


def season_of(name: str, pathway: str, orders: Orders, **given: object) -> Season:
    folder = AGREEMENTS / name
    text = agreement.read(folder / "agreement.yaml")
    plan = agreement.read_plan(folder / "plan.yaml") if (folder / "plan.yaml").exists() else None
    orders = into_force(text, plan, pathway, orders)
    return play(text, plan, orders, pathway, PEOPLE, seed=1, stand_in=stand_in_for(text.id), **given)


@pytest.fixture(scope="module")
def korea(both: Orders) -> Season:
    return season_of("kr-eps", KOREA, both)


@pytest.fixture(scope="module")
def korean(korea: Season) -> Results:
    return results(korea)


@pytest.fixture(scope="module", params=["ca-mx-2024", "ca-mx-2025"])
def canada(request: pytest.FixtureRequest, both: Orders) -> Season:
    return season_of(request.param, CANADA, both)


def test_nobody_is_matched_with_work_that_lasts_longer_than_the_stay(canada: Season) -> None:
    found = results(canada)
    ends = found.orders.select("case", work_ends="ends")
    permits = found.workers.filter(pl.col("outcome") == "permit").join(ends, on="case")
    assert permits.height > 1_000
    assert (permits["until"] == permits["work_ends"]).all()
    longer = found.orders.filter(pl.col("unfilled_reason") == "longer_than_stay")
    assert longer.height > 0
    assert longer["filled"].sum() == 0


def test_only_farm_orders_are_admitted_under_the_canada_file(canada: Season) -> None:
    table = results(canada).orders
    farm = {trade.id for trade in trades() if trade.sector == "agriculture"}
    assert set(table.filter(pl.col("answer") == "yes")["trade"]) == farm
    others = table.filter(~pl.col("trade").is_in(farm) & pl.col("status").is_in(["certified", "partial"]))
    assert {"farm_work", "not_in_force"} >= set(others["reason"])
    assert others.filter(pl.col("reason") == "farm_work").height > 1_000


def test_workers_under_the_canada_file_have_farm_experience_and_ten_years_of_school_at_most(
    canada: Season,
) -> None:
    permits = canada.permits.outcome == PERMIT
    assert permits.sum() > 10_000
    assert (canada.pool.schooling_years[permits] <= 10).all()
    assert (canada.pool.experience_months[permits] > 0).all()
    reasons = set(results(canada).workers.filter(pl.col("outcome") == "not_eligible")["reason"])
    assert reasons == {"schooling", "farm_experience"}


def test_nobody_stays_under_the_canada_file_beyond_eight_months_or_15_december(canada: Season) -> None:
    has = canada.permits.outcome == PERMIT
    entry, until = canada.permits.entry[has], canada.permits.until[has]
    year = entry.astype("datetime64[Y]").astype(int) + 1970
    out_by = np.array([f"{one}-12-15" for one in year], "datetime64[D]")
    assert (until[entry <= out_by] <= out_by[entry <= out_by]).all()
    assert ((until - entry).astype(int) < 246).all()


def test_set_asides_of_the_korea_file_hold_those_whose_order_is_of_the_sector(
    korea: Season, korean: Results
) -> None:
    names = [aside.name for aside in korea.text.agreement.terms.pathways[KOREA].allocation.set_asides]
    sector = dict(zip((trade.id for trade in trades()), (trade.sector for trade in trades()), strict=True))
    held = (
        korean.workers.filter(pl.col("through_set_aside") > 0)
        .join(korean.orders.select("case", "trade"), on="case")
        .with_columns(
            pl.col("trade").replace_strict(sector).replace("hospitality", "services").alias("sector"),
            pl.col("through_set_aside")
            .cast(pl.Int64)
            .replace_strict(dict(enumerate(names, 1)), return_dtype=pl.String)
            .alias("name"),
        )
    )
    assert held.height > 10_000
    assert (held["sector"] == held["name"]).all()
    assert set(held["name"]) == set(names)


def test_places_of_each_year_of_the_korea_file_are_those_of_its_plan(korean: Results) -> None:
    caps = korean.caps
    total = caps.filter(pl.col("set_aside").is_null())
    assert dict(zip(total["period"], total["places"], strict=True)) == {
        "2023-01-01": 120_000,
        "2024-01-01": 165_000,
        "2025-01-01": 130_000,
    }
    farm = caps.filter((pl.col("set_aside") == "agriculture") & (pl.col("period") == "2024-01-01"))
    assert farm["places"].item() == farm["granted"].item() == 16_000
    assert caps.filter(pl.col("granted") > pl.col("places")).is_empty()


def test_orders_of_a_sector_closed_in_the_korea_file_are_refused_by_it(
    korea: Season, korean: Results
) -> None:
    assert korean.orders.filter((pl.col("trade") == "sales") & (pl.col("answer") == "yes")).is_empty()
    unknown = korean.orders.filter(
        (pl.col("trade") == "not_known") & pl.col("status").is_in(["certified", "partial"])
    )
    assert unknown.height == 2
    assert set(unknown["reason"]) == {"sector"}
    assert set(unknown["answer"]) == {"needs_evidence"}
    words = korean.reasons.filter(pl.col("reason") == "sector")
    assert words["clause"].to_list() == ["pathways.e9.eligible.sector"]


def test_a_stand_in_is_said_in_the_tables_in_both_languages(korea: Season, korean: Results) -> None:
    for lang, words in (
        ("en", "No job orders of Korea"),
        ("es", "No se dispone de ofertas de trabajo de Corea"),
    ):
        told = in_language(korean, korea, lang).assumptions.filter(pl.col("path") == "stand_in")
        assert words in told["why"].item()
    assert {"stand_in.offer.firm_workers", "stand_in.person.language_test"} <= {row.at for row in korea.given}
    assert korean.rests_on.filter(pl.col("basis") == "assumed")["people"].sum() >= (korea.order >= 0).sum()


def test_without_a_stand_in_what_nobody_knows_needs_evidence(both: Orders) -> None:
    text = agreement.read(AGREEMENTS / "kr-eps/agreement.yaml")
    plan = agreement.read_plan(AGREEMENTS / "kr-eps/plan.yaml")
    orders = into_force(text, plan, KOREA, both)
    season = play(text, plan, orders, KOREA, 1_000, seed=1)
    assert YES not in season.decided.answer
    assert set(results(season).workers["outcome"]) <= {"needs_evidence", "not_eligible"}


def test_what_stands_in_for_an_order_does_not_depend_on_the_order_of_rows(both: Orders) -> None:
    found = stand_in_for("kr-employment-permit-system")
    assert found is not None
    text = agreement.read(AGREEMENTS / "kr-eps/agreement.yaml")
    plan = agreement.read_plan(AGREEMENTS / "kr-eps/plan.yaml")
    table = into_force(text, plan, KOREA, both).table
    turned = table.reverse()
    one, other = (decide_orders(text, plan, KOREA, each, found, 5) for each in (table, turned))
    assert (one.facts["offer.firm_workers"] == other.facts["offer.firm_workers"][::-1]).all()
    assert (one.answer == other.answer[::-1]).all()
    another = decide_orders(text, plan, KOREA, table, found, 6)
    assert (one.facts["offer.firm_workers"] != another.facts["offer.firm_workers"]).any()


# The file


def file(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "stand-in.yaml"
    head = ["format: 1", "stands_in_for: [invented]", "why: {en: why, es: por qué}", "facts:"]
    path.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")
    return path


KNOWN = "basis: assumed, src: project, why: {en: why, es: por qué}"


def test_facts_are_drawn_by_their_shares_and_written_as_facts_are(tmp_path: Path) -> None:
    lines = [
        f"  - {{fact: person.nationality, shares: {{NPL: 0.25, VNM: 0.75}}, {KNOWN}}}",
        f"  - {{fact: person.years_since_removal, value: never, {KNOWN}}}",
        f"  - {{fact: offer.firm_capital, value: 1_000 KRW, {KNOWN}}}",
        f"  - {{fact: offer.sector, value: fishing, {KNOWN}}}",
    ]
    found = read_stand_in(file(tmp_path, *lines))
    people = found.draw("person", 1, np.arange(40_000))
    assert abs((people["person.nationality"] == NUMBER["NPL"]).mean() - 0.25) < 0.01
    assert set(people["person.years_since_removal"].tolist()) == {int(NEVER_COUNT)}
    offers = found.draw("offer", 1, np.arange(3))
    assert offers["offer.firm_capital"].tolist() == [100_000] * 3
    assert offers["offer.sector"].tolist() == [SECTORS.index("fishing")] * 3
    assert len(FACTS["offer.sector"].words) == len(SECTORS)


def test_every_fault_of_a_stand_in_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    lines = [
        f"  - {{fact: person.langage_test, value: passed, {KNOWN}}}",
        f"  - {{fact: person.language_test, value: maybe, {KNOWN}}}",
        f"  - {{fact: offer.firm_workers, shares: {{few: 0.5, 30: 0.5}}, {KNOWN}}}",
        f"  - {{fact: offer.firm_workers, value: 3, {KNOWN}}}",
    ]
    with pytest.raises(agreement.Unreadable) as caught:
        read_stand_in(file(tmp_path, *lines))
    told = [(fault.line, fault.problem) for fault in caught.value.faults]
    assert [line for line, _ in told] == [5, 6, 7, 8]
    assert "not a fact about a person or an offer" in told[0][1]
    assert "one of passed, failed" in told[1][1]
    assert "offer.firm_workers needs a number" in told[2][1] or "whole number" in told[2][1]
    assert told[3][1] == "offer.firm_workers is given twice"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"  - {{fact: offer.firm_workers, shares: {{3: 0.5, 30: 0.4}}, {KNOWN}}}", "add to 1, found 0.9"),
        (f"  - {{fact: offer.firm_workers, {KNOWN}}}", "either `value` or `shares`"),
        ("  - {fact: offer.firm_workers, value: 3}", "`basis`, `src`, `why`"),
    ],
)
def test_a_fact_needs_one_value_or_whole_shares_and_its_origin(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(agreement.Unreadable, match=words.replace("(", r"\(")):
        read_stand_in(file(tmp_path, line))


def test_texts_of_the_united_states_have_no_stand_in() -> None:
    assert stand_in_for("us-mx-2001-five-points") is None
    assert stand_in_for("ca-mx-2024") is not None


# Pay in another currency


def paid(both: Orders, tmp_path: Path, pay: str) -> np.ndarray:
    words = (AGREEMENTS / "ca-mx-2024/agreement.yaml").read_text(encoding="utf-8")
    words = words.replace("wage_floor: prevailing", "wage_floor: 14.00 CAD", 1)
    words = words.replace(
        "certification_proves: [advertise, wage_floor, no_local]",
        "certification_proves: [advertise, no_local]",
        1,
    )
    text = agreement.read_text(words)
    path = tmp_path / "pay.yaml"
    path.write_text(
        f"format: 1\nstands_in_for: [ca-mx-2024]\nwhy: {{en: why, es: por qué}}\n{pay}", encoding="utf-8"
    )
    there: StandIn = read_stand_in(path)
    orders = into_force(text, None, CANADA, both)
    decided = decide_orders(text, None, CANADA, orders.table, there, 1)
    return np.array(decided.reasons)[decided.reason]


def test_a_wage_floor_in_another_currency_needs_what_a_dollar_is_worth(both: Orders, tmp_path: Path) -> None:
    with pytest.raises(agreement.Refused, match=r"orders pay in USD, and the wage floor is 14 CAD"):
        paid(both, tmp_path, "")
    low, high = (
        paid(both, tmp_path, f"pay: {{currency: CAD, per_usd: {rate}, {KNOWN}}}\n")
        for rate in ("1.00", "1.40")
    )
    assert (low == "wage_floor").sum() > (high == "wage_floor").sum() > 0


# What is asked of offers


def test_criteria_about_offers_are_told_from_those_about_people() -> None:
    clause = agreement.read(AGREEMENTS / "kr-eps/agreement.yaml").terms.pathways[KOREA]
    about = about_offers(clause.eligible)
    assert about is not None
    assert [part.id for part in about.all] == ["chosen", "sector", "small_firm", "no_local"]
    assert [part.id for part in about.none] == ["laid_off", "arrears"]


def test_an_order_whose_fact_is_not_known_needs_evidence_and_one_that_fails_is_refused(both: Orders) -> None:
    text = agreement.read(AGREEMENTS / "ca-mx-2024/agreement.yaml")
    table = into_force(text, None, CANADA, both).table
    decided = decide_orders(text, None, CANADA, table)
    reason, sector = np.array(decided.reasons)[decided.reason], decided.facts["offer.sector"]
    by_sector = reason == "farm_work"
    assert set(decided.answer[by_sector & (sector < 0)]) == {UNSURE}
    assert set(decided.answer[by_sector & (sector >= 0)]) == {NO}


def test_the_command_says_the_stand_in_and_the_year(tmp_path: Path, both: Orders) -> None:
    out = tmp_path / "out"
    given = [
        "--agreement",
        str(AGREEMENTS / "ca-mx-2025/agreement.yaml"),
        "--workers",
        "500",
        "--out",
        str(out),
    ]
    shown = CliRunner().invoke(main, ["season", *given])
    assert shown.exit_code == 0, shown.output
    assert "Stand-in (canada.yaml): No job orders of Canada are at hand" in shown.output
    assert "orders.h2a-fy2017.csv.gz.moved = +8 years" in shown.output
    assert "No job orders of Canada are at hand" in (out / "report.html").read_text(encoding="utf-8")
    bad = file(tmp_path, f"  - {{fact: person.language_test, value: maybe, {KNOWN}}}")
    shown = CliRunner().invoke(main, ["season", *given, "--stand-in", str(bad)])
    assert (shown.exit_code, "Traceback" in shown.output) == (1, False)
    assert "stand-in.yaml:5" in shown.output
