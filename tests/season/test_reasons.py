"""The reason of every worker and order of a season, in figures and in words."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from acuerdo import agreement
from acuerdo.cli import main
from acuerdo.matching.deferred import match
from acuerdo.matching.market import ALONE, NO_CAP, UNMATCHED, Caps, Market
from acuerdo.matching.reasons import CODES, ORDER_CODES, is_one_line, worker_reasons
from acuerdo.season import saying
from acuerdo.season.fairness import AGES, fairness
from acuerdo.season.orders import read_orders
from acuerdo.season.playing import Season, play
from acuerdo.season.price import priced_tables
from acuerdo.season.reasons import by_code, why, worded_orders, worded_workers, worker_table
from acuerdo.season.results import results
from markets import ints, market_of, with_orders, with_workers

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "agreements/us-mx-2001"
PEOPLE = 30_000


@pytest.fixture(scope="module")
def season() -> Season:
    orders = read_orders(ROOT / "data/job-orders/h2a-fy2017.csv.gz")
    text, plan = agreement.read(FOLDER / "agreement.yaml"), agreement.read_plan(FOLDER / "plan.yaml")
    return play(text, plan, orders, "temporary_worker", PEOPLE, seed=2017)


@pytest.fixture(scope="module")
def told(season: Season) -> tuple[pl.DataFrame, pl.DataFrame]:
    return why(season)


def test_every_worker_and_every_order_has_a_reason_a_clause_and_words_in_both_languages(
    season: Season, told: tuple[pl.DataFrame, pl.DataFrame]
) -> None:
    workers, orders = told
    assert workers["worker"].to_list() == list(range(PEOPLE))
    assert orders["case"].to_list() == season.orders.table["case"].to_list()
    for table in told:
        assert table.select("code", "clause", "basis", "en", "es").null_count().sum_horizontal().item() == 0
        assert table.filter((pl.col("en") == pl.col("es")) | (pl.col("en").str.len_chars() < 10)).is_empty()
        assert table.filter(pl.col("en").str.contains(r"[{}]|null|\(0 |  ")).is_empty()
        assert table.filter(~pl.col("clause").str.starts_with("pathways.temporary_worker")).is_empty()


def test_the_words_say_the_figures_of_the_market(
    season: Season, told: tuple[pl.DataFrame, pl.DataFrame]
) -> None:
    held = season.rounds.held[0]
    found = worker_reasons(held.market, held.row)
    line = found.code == CODES.index("line")
    table = told[0][season.who[held.asking]].filter(pl.Series(line) & (pl.col("code") == "line"))
    assert table.height > 100
    for row in table.head(300).iter_rows(named=True):
        assert f"number {row['place']:,} in line" in row["en"]
        assert f"was number {row['last']:,}." in row["en"]
        assert f"lugar {row['place']:,} de la fila" in row["es"]
        assert row["place"] - row["last"] == row["missing"]
        assert f"order {row['order']}," in row["en"]
        assert ("You have no order" in row["en"]) is (row["own"] == "")


def test_whoever_was_never_matched_or_got_no_permit_reads_the_reason_of_the_text(
    season: Season, told: tuple[pl.DataFrame, pl.DataFrame]
) -> None:
    found = results(season)
    workers = found.workers.join(told[0], on="worker").join(
        found.reasons.select("reason", words="en", decides="clause"), on="reason"
    )
    excluded = workers.filter(pl.col("outcome") == "not_eligible")
    assert excluded.height > 0
    assert (excluded["en"] == excluded["words"] + ".").all()
    assert (excluded["clause"] == excluded["decides"]).all()
    lost = workers.filter(pl.col("case").is_not_null() & (pl.col("outcome") != "permit"))
    assert lost["en"].str.contains("No permit followed: ", literal=True).all()


def test_a_permit_through_a_set_aside_names_it(
    season: Season, told: tuple[pl.DataFrame, pl.DataFrame]
) -> None:
    through = season.permits.through > 0
    reserved = told[0].filter(pl.col("code") == "reserved")
    assert reserved["worker"].to_list() == np.flatnonzero(through).tolist()
    assert reserved["clause"].str.ends_with("allocation.set_asides.returning").all()


def test_outcomes_by_code_add_up_to_everybody(told: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    assert by_code(told[0])["people"].sum() == PEOPLE


def test_every_code_has_words(season: Season) -> None:
    assert {*saying.WORKER, *saying.REFUSED} == set(CODES)
    assert set(saying.ORDER) == {*ORDER_CODES, "given_up"}
    held = season.rounds.held[0]
    market, row = held.market, held.row
    found = worker_reasons(market, row)
    told = worker_table(
        found, season.who[held.asking], market.workers.turn, market.orders.of, row, ["X"] * 10_097, held.caps
    )
    for code in CODES:
        for matched in (0, 7):
            one = told.head(1).with_columns(code=pl.lit(code), choice=pl.lit(matched), cap=pl.lit("a.cap"))
            for lang in ("en", "es"):
                assert len(worded_workers(one, is_one_line(market))[lang][0]) > 20
    assert worded_workers(told.clear(), True).columns == [*told.columns, "en", "es"]


def told_of(market: Market, caps: list[str]) -> pl.DataFrame:
    row = match(market)
    found, workers, m = worker_reasons(market, row), market.workers, market.orders.places.size
    who = np.arange(workers.turn.size)
    cases = [f"JO-{each}" for each in range(m)]
    told = worker_table(found, who, workers.turn, market.orders.of, row, cases, caps)
    return worded_workers(told, is_one_line(market))


def ranked(lists: list[list[int]], months: list[int], prefers: list[int]) -> Market:
    market = market_of([1] * len(prefers), lists, [ALONE] * len(lists))
    return with_orders(with_workers(market, months=ints(months)), prefers=ints(prefers))


def test_whom_a_ranking_refused_reads_the_months_it_asks_and_what_would_have_been_enough() -> None:
    said = told_of(ranked([[0]] * 3, [3, 12, 11], [12]), [])
    assert said["code"].to_list() == ["ranked", "first_choice", "ranked"]
    assert said["en"].to_list()[::2] == [
        "You have no order this season. Between equals in line, order JO-0, the one you came nearest to, puts"
        " workers with 12 months of experience first; you have 3 months. The last person taken there has"
        " them, and was number 2 in line; you are number 1. With 9 months more, that order would have taken"
        " you, had all others kept theirs.",
        "You have no order this season. Between equals in line, order JO-0, the one you came nearest to, puts"
        " workers with 12 months of experience first; you have 11 months. The last person taken there has"
        " them, and was number 2 in line; you are number 3. With 1 month more, and 1 place earlier in line,"
        " that order would have taken you, had all others kept theirs.",
    ]
    assert said["es"][2].endswith(
        "la oferta JO-0, la que le quedó más cerca, pone primero a quienes tienen 12 meses de experiencia;"
        " usted tiene 11 meses. La última persona aceptada ahí los tiene, e iba en el lugar 2 de la fila;"
        " usted va en el 3. Con 1 mes más, y 1 lugar antes en la fila, esa oferta habría sido suya, si las"
        " demás personas conservaran la que tienen."
    )


def test_who_has_no_experience_is_told_of_0_months() -> None:
    said = told_of(ranked([[0], [0]], [0, 12], [12]), [])
    assert "you have 0 months." in said["en"][0]
    assert "usted tiene 0 meses." in said["es"][0]


def test_a_ranking_that_decided_under_a_cap_is_told_as_such_also_to_who_has_the_last_place() -> None:
    market = with_orders(ranked([[0], [0, 1]], [0, 12], [0, 12]), cap=ints([0, 0]))
    said = told_of(replace(market, caps=Caps(ints([1]), ints([NO_CAP]))), ["a.cap"])
    assert said["code"].to_list() == ["cap", "cap"]
    assert said["en"].to_list() == [
        "You have no order this season. There is no place left in order JO-0, the one you came nearest to,"
        " because the cap a.cap is full. The last place under it went by a ranking: between equals in line,"
        " the order of the person who has it puts workers with 12 months of experience first.",
        "You have order JO-1, number 2 on your list. There is no place left in order JO-0, which you prefer,"
        " because the cap a.cap is full. The last place under it is your own: between equals in line, your"
        " order puts workers with 12 months of experience first, and you have them.",
    ]
    assert said["es"][0].endswith(
        "la oferta de la persona que la tiene pone primero a quienes tienen 12 meses de experiencia."
    )
    assert said["es"][1].endswith("12 meses de experiencia, y usted los tiene.")


def test_nothing_is_said_of_places_in_line_where_none_would_do() -> None:
    """By points worker 0 comes before worker 1; in the order both would also need the months."""
    market = with_workers(ranked([[0], [0]], [12, 0], [12]), behind=ints([1, 0]))
    assert told_of(market, [])["en"][1].endswith("was number 1.")


@pytest.mark.parametrize(
    ("code", "last", "empty", "could", "words"),
    [
        ("full", 998, 0, 3, "The last person taken was number 998 in line."),
        ("full", 0, 0, 3, "All went to workers whom you named"),
        ("cap", 998, 1, 3, "1 place is left empty, because the cap a.cap is full."),
        ("too_few", 0, 1_200, 1, "1,200 places are left empty: only 1 person in line"),
        ("better", 0, 2, 3, "2 places are left empty: all who list this order"),
        ("no_places", 0, 0, 0, "No place of this order was open in any round."),
    ],
)
def test_an_order_reads_what_decided(code: str, last: int, empty: int, could: int, words: str) -> None:
    columns = {"case": ["X"], "code": [code], "cap": ["a.cap"]}
    told = pl.DataFrame({**columns, "last": [last], "empty": [empty], "could": [could]})
    said = worded_orders(told).row(0, named=True)
    assert words in said["en"]
    assert said["es"] != said["en"]


def test_fairness_counts_everybody_once_for_each_trait(season: Season) -> None:
    workers = results(season).workers
    told = fairness(workers)
    eligible = workers.filter(~pl.col("outcome").is_in(["not_eligible", "needs_evidence"]))
    for _, rows in told.group_by("trait"):
        assert rows["eligible"].sum() == eligible.height
        assert rows["matched"].sum() == (season.order != UNMATCHED).sum()
        assert rows["permits"].sum() == (workers["outcome"] == "permit").sum()
    women = told.filter(trait="sex", group="F").row(0, named=True)
    hers = eligible.filter(sex="F")
    assert women["eligible"] == hers.height
    assert women["matched_share"] == pytest.approx(hers["case"].is_not_null().mean())
    ages = told.filter(trait="age")["group"].to_list()
    assert set(ages) <= {"0", *map(str, AGES)}
    fifty = eligible.filter(pl.col("age").is_between(45, 54)).height
    assert told.filter(trait="age", group="45")["eligible"].item() == fifty


def test_a_group_of_nobody_eligible_has_no_share() -> None:
    workers = pl.DataFrame(
        {
            "state": [None, 7],
            "sex": ["F", None],
            "age": [17, None],
            "returning": [True, None],
            "outcome": ["not_eligible", "permit"],
            "case": [None, "X"],
        }
    )
    told = {(row["trait"], row["group"]): row for row in fairness(workers).iter_rows(named=True)}
    assert (told["sex", "F"]["eligible"], told["sex", "F"]["matched_share"]) == (0, None)
    assert told["age", "0"]["permits_share"] is None
    assert told["state", "07"]["permits_share"] == 1
    assert told["returning", ""]["matched"] == 1


def test_where_a_cap_is_full_it_is_named_and_its_cost_told(tmp_path: Path) -> None:
    words = (FOLDER / "plan.yaml").read_text(encoding="utf-8")
    assert "value: 200_000" in words
    (tmp_path / "plan.yaml").write_text(words.replace("value: 200_000", "value: 900"), encoding="utf-8")
    orders = read_orders(ROOT / "data/job-orders/h2a-fy2017.csv.gz")
    text, plan = agreement.read(FOLDER / "agreement.yaml"), agreement.read_plan(tmp_path / "plan.yaml")
    tight = play(text, plan, orders, "temporary_worker", 3_000, seed=3)
    workers = why(tight)[0]
    capped = workers.filter(pl.col("code") == "cap")
    assert capped.height > 100
    assert capped["clause"].str.starts_with("pathways.temporary_worker.").all()
    assert capped["en"].str.contains("because the cap pathways.", literal=True).all()
    costs = priced_tables(tight, True)["costs"]
    assert costs.height >= 1
    assert costs["gained"].max() > 100


def test_the_price_of_stability_is_asked_only_if_wanted(season: Season) -> None:
    assert all(table.is_empty() for table in priced_tables(season, False).values())


def test_the_match_of_a_season_stands_beside_what_could_be_placed_at_most(season: Season) -> None:
    table = priced_tables(season, True)["price"]
    stable, *_, most = table.iter_rows(named=True)
    assert (stable["match"], stable["blocking"], most["match"]) == ("stable", 0, "most")
    assert stable["matched"] == (season.rounds.held[0].row != UNMATCHED).sum()
    assert stable["matched"] <= most["matched"] <= most["at_most"]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("why") / "out"
    shown = CliRunner().invoke(main, ["season", "--workers", "500", "--out", str(folder)])
    assert shown.exit_code == 0, shown.output
    return folder


def test_the_command_prints_the_reason_of_a_worker_and_of_an_order(out: Path) -> None:
    table = pl.read_parquet(out / "workers_why.parquet")
    for lang in ("en", "es"):
        shown = CliRunner().invoke(main, ["why", str(out), "--worker", "42", "--lang", lang])
        assert shown.exit_code == 0, shown.output
        assert " ".join(table[lang][42].split()) in " ".join(shown.output.split())
        assert table["clause"][42] in shown.output
    order = pl.read_csv(out / "orders_why.csv").row(0, named=True)
    shown = CliRunner().invoke(main, ["why", str(out), "--order", order["case"], "--json"])
    assert f'"case": "{order["case"]}"' in shown.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--worker", "500"], "has no worker 500\n  hint: 0 to 499"),
        (["--order", "X"], "has no case X"),
        ([], "either --worker N or --order CASE"),
        (["--worker", "1", "--order", "X"], "either --worker N or --order CASE"),
    ],
)
def test_the_command_says_whom_it_does_not_know(arguments: list[str], words: str, out: Path) -> None:
    shown = CliRunner().invoke(main, ["why", str(out), *arguments])
    assert (shown.exit_code, words in shown.output) == (1, True)


def test_the_command_says_that_a_season_was_not_written_there(tmp_path: Path) -> None:
    shown = CliRunner().invoke(main, ["why", str(tmp_path), "--worker", "1"])
    assert shown.exit_code == 1
    assert re.search(r"workers_why\.parquet is not there\s+hint: acuerdo season", shown.output)
