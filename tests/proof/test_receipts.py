"""A receipt: a worker holds it against a result without asking anybody."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from acuerdo.agreement.faults import Refused
from acuerdo.matching.market import UNMATCHED
from acuerdo.proof.leaves import salts
from acuerdo.proof.receipts import receipt
from acuerdo.proof.result import read_result
from proof.results import KEYRING, published, small, with_matched
from proof.tampering import changed, faults, looked_at, passes, put

EVERYBODY = [f"W-{each:02}" for each in range(14)]


@pytest.fixture
def done(tmp_path: Path):
    return published(tmp_path / "here")


def receipt_of(done, pseudonym: str, path: Path) -> Path:
    return put(path, receipt(read_result(done.result), done.roll, pseudonym))


@pytest.mark.parametrize("pseudonym", EVERYBODY)
def test_everybody_has_a_receipt_that_passes_without_the_roll(done, tmp_path: Path, pseudonym: str) -> None:
    held = receipt_of(done, pseudonym, tmp_path / "receipt.json")
    done.roll.unlink()
    assert passes(done.result, KEYRING, receipt=held)


SORTS = ("matched", "by an own list", "not matched", "outside")
"""Sorts of workers whose receipts differ; the last are not in the match."""


def of_each_sort() -> dict[str, str]:
    """A worker of each sort."""
    market, matched, _, applied, _ = small()
    by = (
        np.flatnonzero((matched != UNMATCHED) & (market.workers.kind == 1)),
        np.flatnonzero((matched != UNMATCHED) & (market.workers.kind == 2)),
        np.flatnonzero((matched == UNMATCHED) & (market.workers.months > 3)),
        np.array([13]),
    )
    return {sort: applied.pseudonyms[int(workers[0])] for sort, workers in zip(SORTS, by, strict=True)}


@pytest.mark.parametrize("sort", SORTS)
def test_every_field_of_a_receipt_is_noticed_when_it_alone_is_changed(done, tmp_path: Path, sort) -> None:
    held = receipt_of(done, of_each_sort()[sort], tmp_path / "receipt.json")
    untouched = held.read_bytes()
    missed, tried = [], 0
    for place, data in changed(untouched, "receipt.json"):
        held.write_bytes(data)
        tried += 1
        if data == untouched or passes(done.result, KEYRING, receipt=held):
            missed.append(place)
    assert missed == []
    assert tried >= 30


def test_a_receipt_says_what_became_of_the_worker(done) -> None:
    market, matched, about, applied, _ = small()
    for worker, pseudonym in enumerate(applied.pseudonyms[: matched.size]):
        held = receipt(read_result(done.result), done.roll, pseudonym)
        own = None if matched[worker] == UNMATCHED else about.orders[matched[worker]]
        assert (held.matched.order if held.matched else None) == own
        assert held.worker is not None
        assert held.worker["turn"] == market.workers.turn[worker]
        assert all(place.key <= place.cutoff for place in held.better)


def test_a_receipt_of_another_result_fails(done, tmp_path: Path) -> None:
    market, matched, about, applied, record = small()
    other = replace(applied, salts=salts(bytes([1] * 32), applied.pseudonyms))
    again = published(tmp_path / "again", (market, matched, about, other, record))
    held = receipt_of(again, "W-00", tmp_path / "receipt.json")
    assert passes(again.result, KEYRING, receipt=held)
    assert faults(done.result, KEYRING, receipt=held)["receipt"] == ["receipt_other"]
    tree = json.loads(held.read_bytes())
    tree["result"] = receipt(read_result(done.result), done.roll, "W-00").result
    held.write_text(json.dumps(tree, indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    assert faults(done.result, KEYRING, receipt=held)["receipt_leaf"] == ["receipt_root"]


def test_a_worker_who_was_passed_over_sees_it_in_the_receipt_alone(tmp_path: Path) -> None:
    """Both parties signed a match in which somebody is put out though an order would take them."""
    parts = small()
    worker = int(np.flatnonzero(parts[1] == 0)[0])
    made = published(tmp_path / "made", with_matched(parts, worker, UNMATCHED))
    held = receipt_of(made, parts[3].pseudonyms[worker], tmp_path / "receipt.json")
    assert "receipt_passed" in faults(made.result, KEYRING, receipt=held)["receipt_none"]


def test_a_worker_matched_with_an_order_that_does_not_admit_them_sees_it(tmp_path: Path) -> None:
    parts = small()
    asks_most = np.flatnonzero((parts[0].workers.months < 6) & (parts[1] != UNMATCHED))[0]
    made = published(tmp_path / "made", with_matched(parts, asks_most, 3))
    held = receipt_of(made, parts[3].pseudonyms[asks_most], tmp_path / "receipt.json")
    assert "receipt_unlisted" in faults(made.result, KEYRING, receipt=held)["receipt_order"]


def test_a_receipt_shows_by_the_months_in_it_that_a_ranking_passed_nobody_over(tmp_path: Path) -> None:
    """A worker is put out of an order that prefers them, for an equal whom it does not: the receipt tells,
    by what the order says and by the worker's months, without anybody else's."""
    parts = small()
    market, matched = parts[0], parts[1]
    order, asking = 2, market.workers
    skilled = asking.months >= market.orders.prefers[order]
    inside = int(np.flatnonzero((matched == order) & skilled & (asking.behind == 0))[0])
    equal = int(
        np.flatnonzero((matched == UNMATCHED) & ~skilled & (asking.turn == asking.turn[inside] - 1))[0]
    )
    assert asking.behind[equal] == 0
    other = with_matched(with_matched(parts, inside, UNMATCHED), equal, order)
    made = published(tmp_path / "made", other)
    held = receipt_of(made, parts[3].pseudonyms[inside], tmp_path / "receipt.json")
    assert faults(made.result, KEYRING, receipt=held) == {"receipt_none": ["receipt_passed"]}


@pytest.mark.parametrize("column", ["turn", "behind"])
def test_a_receipt_whose_numbers_no_worker_can_have_is_refused(done, tmp_path: Path, column: str) -> None:
    held = receipt_of(done, "W-00", tmp_path / "receipt.json")
    tree = json.loads(held.read_bytes())
    for wrong in (-1, 12, 2**62):
        tree["worker"][column] = wrong
        held.write_text(json.dumps(tree, indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
        assert faults(done.result, KEYRING, receipt=held)["receipt"] == ["receipt_number"]


def test_nobody_gets_the_receipt_of_somebody_who_is_not_there(done) -> None:
    with pytest.raises(Refused, match="has no worker W-99"):
        receipt(read_result(done.result), done.roll, "W-99")


def test_no_receipt_is_made_from_the_roll_of_another_result(done, tmp_path: Path) -> None:
    roll = pl.read_parquet(done.roll)
    other = roll.with_columns(pl.col("months") + 1)
    other.write_parquet(tmp_path / "roll.parquet")
    with pytest.raises(Refused, match="roll of another result"):
        receipt(read_result(done.result), tmp_path / "roll.parquet", "W-00")
    roll.drop("months").write_parquet(tmp_path / "roll.parquet")
    with pytest.raises(Refused, match="no roll of this result"):
        receipt(read_result(done.result), tmp_path / "roll.parquet", "W-00")


def test_no_receipt_is_made_for_a_result_that_cannot_be_read(done) -> None:
    (done.result / "orders.csv").unlink()
    with pytest.raises(Refused, match="cannot be read whole"):
        receipt(read_result(done.result), done.roll, "W-00")


def test_a_receipt_without_a_result_to_hold_it_against_is_not_looked_at(done, tmp_path: Path) -> None:
    held = receipt_of(done, "W-00", tmp_path / "receipt.json")
    (done.result / "manifest.json").unlink()
    checks = looked_at(done.result, KEYRING, receipt=held)
    assert [check.reached for check in checks if check.code.startswith("receipt")] == [False] * 3
