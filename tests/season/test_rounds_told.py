"""Seasons of several rounds: what is said of each is true of all of them, and each match proves itself."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from acuerdo import agreement
from acuerdo.matching.stability import verify
from acuerdo.season.orders import read_orders
from acuerdo.season.playing import Season, play
from acuerdo.season.reasons import why
from acuerdo.season.results import results

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "agreements/us-mx-2001"


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Season:
    """Month by month, under a cap that is full in both of its years."""
    tight = tmp_path_factory.mktemp("tight") / "plan.yaml"
    tight.write_text((FOLDER / "plan.yaml").read_text(encoding="utf-8").replace("200_000", "300"))
    orders = read_orders(ROOT / "data/job-orders/h2a-fy2017.csv.gz")
    orders = replace(orders, table=orders.table.gather_every(12))
    text, plan = agreement.read(FOLDER / "agreement.yaml"), agreement.read_plan(tight)
    return play(text, plan, orders, "temporary_worker", 1_500, seed=2017, intakes="monthly")


@pytest.fixture(scope="module")
def told(season: Season) -> tuple[pl.DataFrame, pl.DataFrame]:
    return why(season)


def test_the_match_of_every_round_is_stable_in_the_market_it_is_published_with(season: Season) -> None:
    assert len(season.rounds.held) > 3
    for held in season.rounds.held:
        assert verify(held.market, held.row)[:4] == (0, 0, 0, 0)


def test_no_order_with_places_is_said_to_offer_none(told: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    unopened = told[0].filter(pl.col("code") == "no_places")
    assert unopened.height > 0
    assert unopened["en"].str.contains("No place was open in that round in order", literal=True).all()


def test_every_place_is_said_to_be_taken_only_where_every_place_is(
    season: Season, told: tuple[pl.DataFrame, pl.DataFrame]
) -> None:
    taken = np.bincount(season.order[(season.order >= 0) & season.stayed], minlength=told[1].height)
    empty = pl.Series(season.orders.table["places"].to_numpy() - taken)
    assert told[1].filter((pl.col("code") == "full") & (empty > 0)).is_empty()
    given_up = told[1].filter(pl.col("code") == "given_up")
    assert given_up.height > 0
    assert given_up["en"].str.contains("left empty: of those matched there", literal=True).all()


def test_a_cap_that_earlier_rounds_filled_is_not_said_to_have_gone_to_named_workers_alone(
    told: tuple[pl.DataFrame, pl.DataFrame],
) -> None:
    filled = told[0].filter((pl.col("code") == "cap") & (pl.col("last") == 0))
    assert filled.height > 0
    assert filled["en"].str.contains("given in earlier rounds", literal=True).all()


def test_no_order_has_more_permits_than_places_filled(season: Season) -> None:
    assert not season.stayed.all()
    assert results(season).orders.filter(pl.col("permits") > pl.col("filled")).is_empty()
