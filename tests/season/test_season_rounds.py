"""A season in rounds: nobody loses a place, no order is overfull on any day, and every round is stable."""

from collections import Counter
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from acuerdo import agreement
from acuerdo.cli import main
from acuerdo.matching.market import UNMATCHED
from acuerdo.matching.stability import verify
from acuerdo.season.holding import MONTHLY
from acuerdo.season.orders import Orders, read_orders
from acuerdo.season.permits import PERMIT, STAYED_AWAY
from acuerdo.season.playing import Season, play
from acuerdo.season.publishing import checks, publish_rounds
from acuerdo.season.results import results

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "agreements/us-mx-2001"
PEOPLE = 30_000


@pytest.fixture(scope="module")
def orders() -> Orders:
    return read_orders(ROOT / "data/job-orders/h2a-fy2017.csv.gz")


def played(orders: Orders, intakes: str = MONTHLY, plan: agreement.Plan | None = None) -> Season:
    text, plan = agreement.read(FOLDER / "agreement.yaml"), plan or agreement.read_plan(FOLDER / "plan.yaml")
    return play(text, plan, orders, "temporary_worker", PEOPLE, seed=2017, intakes=intakes)


@pytest.fixture(scope="module")
def tight(orders: Orders, tmp_path_factory: pytest.TempPathFactory) -> Season:
    """A season of 9,000 places a year, half of them kept for returning workers."""
    words = (FOLDER / "plan.yaml").read_text("utf-8")
    assert "value: 200_000" in words
    path = tmp_path_factory.mktemp("tight") / "plan.yaml"
    path.write_text(words.replace("value: 200_000", "value: 9_000"), "utf-8")
    return played(orders, "at_once", agreement.read_plan(path))


@pytest.fixture(scope="module")
def season(orders: Orders) -> Season:
    return played(orders)


def test_every_round_is_stable_among_those_who_sought_in_it(season: Season) -> None:
    assert len(season.rounds.held) > 12
    for held in season.rounds.held:
        assert verify(held.market, held.row)[:4] == (0, 0, 0, 0)


def test_nobody_is_matched_twice_and_nobody_loses_a_place(season: Season) -> None:
    times = Counter(who for held in season.rounds.held for who in held.asking[held.row != UNMATCHED].tolist())
    assert set(times.values()) == {1}
    kept = (season.rounds.order != UNMATCHED) | season.rounds.stayed_away
    assert sorted(times) == np.flatnonzero(kept).tolist()


def test_no_order_has_more_people_at_work_than_places_on_any_day(season: Season) -> None:
    matched = np.flatnonzero(season.rounds.order != UNMATCHED)
    order, left = season.rounds.order[matched], season.rounds.left_on[matched]
    far = np.datetime64("2100-01-01", "D")
    comes = pl.DataFrame({"order": order, "on": season.rounds.entry[matched], "more": 1})
    goes = pl.DataFrame({"order": order, "on": np.where(np.isnat(left), far, left), "more": -1})
    at_work = pl.concat([goes, comes]).sort("order", "on", maintain_order=True)
    most = at_work.group_by("order").agg(pl.col("more").cum_sum().max())
    places = season.orders.table["places"].to_numpy()
    assert (most["more"].to_numpy() <= places[most["order"].to_numpy()]).all()
    assert (~np.isnat(left)).any()


def test_work_begins_after_the_order_is_known_and_no_earlier_than_its_round(season: Season) -> None:
    matched = np.flatnonzero(season.rounds.order != UNMATCHED)
    at = season.rounds.order[matched]
    table = season.orders.table
    decided, ends = (table[name].to_numpy().astype("datetime64[D]")[at] for name in ("decided", "ends"))
    days = np.array([held.day for held in season.rounds.held])[season.rounds.round[matched]]
    entry = season.rounds.entry[matched]
    assert (decided <= days).all()
    assert (entry >= days).all()
    assert (entry <= ends).all()


def test_who_stayed_away_has_no_permit_and_the_place_is_matched_again(season: Season) -> None:
    away = season.permits.outcome == STAYED_AWAY
    assert away.any()
    assert (season.order[away] == UNMATCHED).all()
    assert np.isnat(season.permits.entry[away]).all()
    workers = results(season).workers.filter(pl.col("outcome") == "stayed_away")
    assert set(workers["reason"]) == {"stayed_away"}


def test_whoever_is_matched_under_a_tight_cap_has_a_permit_at_once(tight: Season) -> None:
    assert len(tight.rounds.held) > 1
    matched = tight.order != UNMATCHED
    assert matched.sum() >= 9_000
    assert (tight.permits.outcome[matched] == PERMIT).all()
    for held in tight.rounds.held:
        assert verify(held.market, held.row)[:4] == (0, 0, 0, 0)


def test_the_season_is_the_same_when_it_is_played_again(season: Season, orders: Orders) -> None:
    again = played(orders)
    assert np.array_equal(again.order, season.order)
    assert np.array_equal(again.permits.entry, season.permits.entry, equal_nan=True)


def test_the_rounds_of_a_season_are_published_and_verified_with_the_roll(
    tight: Season, tmp_path: Path
) -> None:
    text, plan = agreement.read(FOLDER / "agreement.yaml"), agreement.read_plan(FOLDER / "plan.yaml")
    folders = publish_rounds(tmp_path, tight, text, plan)
    assert len(folders) > 1
    assert any(held.settled.kept.order.size for held in tight.rounds.held)
    for command in checks(folders):
        shown = CliRunner().invoke(main, command.split()[1:])
        assert shown.exit_code == 0, shown.output
        assert "The match is stable" in shown.output
