"""The market of a season, and lists that workers write themselves."""

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray

from acuerdo import agreement
from acuerdo.cli import main
from acuerdo.matching.deferred import match
from acuerdo.matching.market import UNMATCHED, Market
from acuerdo.matching.stability import verify
from acuerdo.population import pool as pools
from acuerdo.population import shipped
from acuerdo.population.pool import ALWAYS, Pool
from acuerdo.population.trades import trades
from acuerdo.season.market import market
from acuerdo.season.orders import read_orders
from acuerdo.season.playing import play
from acuerdo.season.ranking import lists
from acuerdo.season.wishes import MOST_LISTS, Wish, Wishes, listed, read_wishes
from order_rows import h2a, written

ROOT = Path(__file__).parents[2]
PEOPLE = 400
CASES = [f"H-300-17001-{number:06}" for number in range(6)]
CROPS, LIVESTOCK = (1 << [trade.id for trade in trades()].index(name) for name in ("crops", "livestock"))


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """Six orders of five places, each paying more than the one before; the last of another trade."""
    rows = [
        h2a(at, nbr_workers_certified="5", basic_rate_of_pay=f"{10 + at}", emp_experience_reqd="N",
            emp_exp_num_months="", soc_code="45-2093" if at == 5 else "45-2092")
        for at in range(6)
    ]  # fmt: skip
    return read_orders(written(rows, tmp_path_factory.mktemp("orders") / "orders.csv")).table


@pytest.fixture(scope="module")
def people() -> Pool:
    parameters = pools.load_parameters(shipped.path("data/corridor/pool.yaml"))
    return pools.draw(PEOPLE, 1, np.array([30]), parameters)


NOBODY = np.full(PEOPLE, UNMATCHED)
ALL, OPEN = np.arange(PEOPLE), np.ones(6, np.bool_)
TURN = np.arange(PEOPLE)


def of(table: pl.DataFrame, people: Pool, named_by: NDArray[np.int64] = NOBODY) -> Market:
    return market(people, ALL, table, OPEN, TURN, TURN * 0, named_by, lists(people, table, OPEN))


def test_workers_ask_only_for_orders_of_their_trades_and_days(table: pl.DataFrame, people: Pool) -> None:
    made = of(table, people)
    order = match(made)
    matched = np.flatnonzero(order != UNMATCHED)
    assert matched.size == 30
    bits = np.where(order[matched] == 5, LIVESTOCK, CROPS)
    assert (people.trades[matched] & bits > 0).all()
    first, last = np.datetime64("2016-10-01"), np.datetime64("2017-11-01")
    limited = people.free_from[matched] != -ALWAYS
    assert (first + people.free_from[matched][limited] <= np.datetime64("2017-04-01")).all()
    assert (first + people.free_until[matched][limited] >= last).all()
    assert verify(made, order)[:3] == (0, 0, 0)


def test_days_of_the_pool_count_from_the_first_of_october_before_the_orders(
    table: pl.DataFrame, people: Pool
) -> None:
    workers = of(table, people).workers
    limited = people.free_from != -ALWAYS
    begins = int(np.datetime64(date(2016, 10, 1)).astype(np.int64))
    assert (workers.since[limited] == begins + people.free_from[limited]).all()
    assert (workers.until[limited] == begins + people.free_until[limited]).all()
    assert (workers.since[~limited] < workers.since[limited].min()).all()
    assert (workers.until[~limited] > workers.until[limited].max()).all()


def test_who_is_named_would_do_again_what_they_did_whatever_their_trades_and_days(
    table: pl.DataFrame, people: Pool
) -> None:
    named_by = np.full(PEOPLE, 5)
    plain, made = of(table, people).workers, of(table, people, named_by).workers
    assert (made.trades & LIVESTOCK > 0).all()
    assert not (plain.trades & LIVESTOCK > 0).all()
    starts = int(np.datetime64("2017-04-01").astype(np.int64))
    assert (made.since <= starts).all()
    assert not (plain.since <= starts).all()
    assert (made.first == 5).all()


def test_orders_that_are_not_admitted_offer_no_place(table: pl.DataFrame, people: Pool) -> None:
    wanted = lists(people, table, ~OPEN)
    made = market(people, ALL, table, ~OPEN, TURN, TURN * 0, NOBODY, wanted)
    assert made.orders.places.sum() == 0
    assert (match(made) == UNMATCHED).all()


def test_nobody_and_nothing_make_an_empty_market(table: pl.DataFrame, people: Pool) -> None:
    nobody = np.zeros(0, np.intp)
    wanted = lists(people, table, OPEN)
    assert match(market(people, nobody, table, OPEN, TURN, TURN * 0, NOBODY, wanted)).size == 0
    empty = table.clear()
    wanted = lists(people, empty, OPEN[:0])
    assert (match(market(people, ALL, empty, OPEN[:0], TURN, TURN * 0, NOBODY, wanted)) == UNMATCHED).all()


# Lists that workers write themselves


def file(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "lists.yaml"
    path.write_text("\n".join(["format: 1", "lists:", *lines]) + "\n", encoding="utf-8")
    return path


def own(table: pl.DataFrame, people: Pool, wish: Wish, named: int = UNMATCHED) -> list[int]:
    order = {case: at for at, case in enumerate(table["case"])}
    named_by = np.full(PEOPLE, named)
    found = listed(Wishes((wish,), order), lists(people, table, OPEN), named_by, OPEN)
    assert found.own.sum() == 1
    assert found.own[wish.worker]
    return found.ranked[found.kind[wish.worker]].tolist()


@pytest.fixture
def by_pay(people: Pool) -> int:
    """A worker who looks at pay: the default list is 5, 4, 3, 2, 1, 0."""
    return int(np.flatnonzero(people.taste == 0)[0])


def test_orders_put_first_come_in_the_order_given(table: pl.DataFrame, people: Pool, by_pay: int) -> None:
    wish = Wish(worker=str(by_pay), first=[CASES[1], CASES[0]])
    assert own(table, people, wish) == [1, 0, 5, 4, 3, 2]


def test_orders_deleted_are_not_on_the_list(table: pl.DataFrame, people: Pool, by_pay: int) -> None:
    wish = Wish(worker=str(by_pay), without=[CASES[5], CASES[2]])
    assert own(table, people, wish) == [4, 3, 1, 0]


def test_a_list_is_cut_after_the_most(table: pl.DataFrame, people: Pool, by_pay: int) -> None:
    assert own(table, people, Wish(worker=str(by_pay), most="2", first=[CASES[0]])) == [0, 5]
    assert own(table, people, Wish(worker=str(by_pay), most="0")) == []


def test_last_seasons_employer_stands_first_unless_the_worker_says_otherwise(
    table: pl.DataFrame, people: Pool, by_pay: int
) -> None:
    assert own(table, people, Wish(worker=str(by_pay), most="2"), named=1) == [1, 5]
    assert own(table, people, Wish(worker=str(by_pay), first=[CASES[0]]), named=1)[:2] == [0, 1]
    assert own(table, people, Wish(worker=str(by_pay), without=[CASES[1]]), named=1) == [5, 4, 3, 2, 0]


def test_a_worker_with_an_own_list_gets_the_first_of_it_that_takes_them(
    table: pl.DataFrame, people: Pool, by_pay: int
) -> None:
    order = {case: at for at, case in enumerate(table["case"])}
    wishes = Wishes((Wish(worker=str(by_pay), first=[CASES[0]]),), order)
    named_by = NOBODY.copy()
    named_by[by_pay] = 1
    wanted = listed(wishes, lists(people, table, OPEN), named_by, OPEN)
    turn = np.r_[TURN[1:], 0]
    turn[[by_pay, int(np.flatnonzero(turn == 0)[0])]] = [0, turn[by_pay]]
    made = market(people, ALL, table, OPEN, turn, turn * 0, named_by, wanted)
    found = match(made)
    assert found[by_pay] == 0
    assert made.workers.named[by_pay] == 1
    assert verify(made, found)[:3] == (0, 0, 0)


def test_what_a_file_says_is_read(tmp_path: Path, table: pl.DataFrame) -> None:
    path = file(
        tmp_path,
        f"  - {{worker: 3, first: [{CASES[2]}], most: 4}}",
        f"  - worker: 7\n    without: [{CASES[1]}]",
    )
    found = read_wishes(path, PEOPLE, table)
    assert [(wish.worker, wish.first, wish.without, wish.most) for wish in found.lists] == [
        (3, [CASES[2]], [], 4),
        (7, [], [CASES[1]], None),
    ]


def test_every_fault_of_a_file_is_told_at_once_with_its_line(tmp_path: Path, table: pl.DataFrame) -> None:
    path = file(
        tmp_path,
        f"  - {{worker: 400, first: [{CASES[0]}]}}",
        "  - {worker: 1, first: [H-300-17001-000009]}",
        f"  - {{worker: 2, first: [{CASES[0]}], without: [{CASES[0]}]}}",
        "  - {worker: 2, most: 1}",
        "  - {worker: 5}",
    )
    with pytest.raises(agreement.Unreadable) as caught:
        read_wishes(path, PEOPLE, table)
    assert [(fault.line, fault.problem) for fault in caught.value.faults] == [
        (3, "there is no worker 400; they are numbered 0 to 399"),
        (4, "no job order has the case number H-300-17001-000009"),
        (5, f"{CASES[0]} is named twice in one list"),
        (6, "worker 2 has a list already"),
        (7, "changes nothing"),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("  - {worker: -1, most: 2}", "worker"),
        ("  - {worker: 1, most: few}", "most"),
        ("  - {worker: 1, frist: []}", "frist"),
        ("  - {first: []}", "worker"),
        ("  - 7", "lists[0]"),
    ],
)
def test_a_value_of_another_kind_is_a_fault_with_its_line(
    tmp_path: Path, table: pl.DataFrame, line: str, words: str
) -> None:
    with pytest.raises(agreement.Unreadable) as caught:
        read_wishes(file(tmp_path, line), PEOPLE, table)
    (fault, *_) = caught.value.faults
    assert fault.line == 3
    assert words in fault.problem


def test_more_lists_than_fit_are_refused(tmp_path: Path, table: pl.DataFrame) -> None:
    lines = [f"  - {{worker: {at}, most: 1}}" for at in range(MOST_LISTS + 1)]
    with pytest.raises(agreement.Unreadable, match="501 lists, where a file holds at most 500"):
        read_wishes(file(tmp_path, *lines), 1_000, table)


def test_a_list_in_the_command_moves_its_worker_and_a_bad_one_is_refused(tmp_path: Path) -> None:
    rows = [
        h2a(at, nbr_workers_certified="40", emp_experience_reqd="N", emp_exp_num_months="") for at in range(3)
    ]
    orders = written(rows, tmp_path / "orders.csv")
    out = tmp_path / "out"
    plain = ["season", "--orders", str(orders), "--workers", "60", "--out", str(out)]
    assert CliRunner().invoke(main, plain).exit_code == 0
    before = pl.read_parquet(out / "workers.parquet")
    (moved, *_) = before.filter(pl.col("outcome") == "permit")["worker"]
    there = before["case"][moved]
    path = file(tmp_path, f"  - {{worker: {moved}, without: [{there}]}}")
    shown = CliRunner().invoke(main, [*plain, "--lists", str(path)])
    assert shown.exit_code == 0, shown.output
    assert pl.read_parquet(out / "workers.parquet")["case"][moved] != there
    shown = CliRunner().invoke(main, [*plain, "--lists", str(file(tmp_path, "  - {worker: 60, most: 1}"))])
    assert (shown.exit_code, "Traceback" in shown.output) == (1, False)
    assert "lists.yaml:3" in shown.output


def test_more_people_never_change_what_a_list_means(tmp_path: Path, table: pl.DataFrame) -> None:
    text = agreement.read(ROOT / "agreements/us-mx-2001/agreement.yaml")
    plan = agreement.read_plan(ROOT / "agreements/us-mx-2001/plan.yaml")
    orders = read_orders(written([h2a(at) for at in range(3)], tmp_path / "orders.csv"))
    wishes = read_wishes(file(tmp_path, "  - {worker: 0, most: 0}"), 10, orders.table)
    for people in (10, 20):
        season = play(text, plan, orders, "temporary_worker", people, seed=1, wishes=wishes)
        assert season.order[0] == UNMATCHED
