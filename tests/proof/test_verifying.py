"""A result that was tampered with fails, in every field; one made anew by one party fails by the other."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from acuerdo.matching.deferred import match
from acuerdo.matching.market import MOST_WORKERS, UNMATCHED
from acuerdo.proof.lottery import demonstration_record
from acuerdo.proof.publishing import MANIFEST, SIGNATURES
from acuerdo.proof.receipts import receipt
from acuerdo.proof.result import read_result
from acuerdo.proof.signing import demonstration_keys
from proof.results import KEYRING, KEYS, PARTIES, published, small, with_matched, with_record, with_workers
from proof.tampering import changed, faults, looked_at, passes, put, signed_again

FILES = ["orders.csv", "caps.csv", "lists.csv", "lottery.json", "manifest.json", "signatures.json"]


@pytest.fixture
def done(tmp_path: Path):
    return published(tmp_path / "here")


def test_an_untouched_result_passes_with_everything_it_can_be_held_against(done, tmp_path: Path) -> None:
    held = put(tmp_path / "receipt.json", receipt(read_result(done.result), done.roll, "W-00"))
    assert passes(done.result)
    assert passes(done.result, KEYRING, done.roll, held)


def test_there_are_no_public_files_but_those_that_are_tampered_with_here(done) -> None:
    assert sorted(file.name for file in done.result.iterdir()) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("keys", [KEYRING, None], ids=["with keys", "without"])
def test_every_field_of_every_public_file_is_noticed_when_it_alone_is_changed(done, name: str, keys) -> None:
    file = done.result / name
    untouched = file.read_bytes()
    missed, tried = [], 0
    for place, data in changed(untouched, name):
        file.write_bytes(data)
        tried += 1
        if data == untouched or passes(done.result, keys):
            missed.append(place)
    assert missed == []
    assert tried >= 10


@pytest.mark.parametrize("name", FILES)
def test_every_byte_of_every_public_file_is_noticed_when_it_is_left_out(done, name: str) -> None:
    file = done.result / name
    untouched = file.read_bytes()
    for at in range(0, len(untouched), 7):
        file.write_bytes(untouched[:at] + untouched[at + 1 :])
        assert not passes(done.result, KEYRING), at


def test_every_cell_of_the_roll_is_noticed_when_it_alone_is_changed(done, tmp_path: Path) -> None:
    roll, file = pl.read_parquet(done.roll), tmp_path / "roll.parquet"
    for name in roll.columns:
        for row in range(roll.height):
            cells = roll[name].to_list()
            cells[row] = _another(cells[row]) if name != "own_list" or cells[row] is not None else [1]
            roll.with_columns(pl.Series(name, cells, roll.schema[name])).write_parquet(file)
            assert not passes(done.result, KEYRING, file), (name, row)


def _another(cell):
    if isinstance(cell, bool):
        return not cell
    if isinstance(cell, str):
        return f"{cell}x"
    if isinstance(cell, bytes):
        return bytes([cell[0] ^ 1]) + cell[1:]
    if isinstance(cell, pl.Series):
        return cell.to_list()[::-1]
    if isinstance(cell, list):
        return cell[::-1]
    return 1 if cell is None else cell + 1


def test_a_roll_with_rows_in_another_order_is_the_same_roll(done, tmp_path: Path) -> None:
    pl.read_parquet(done.roll).reverse().write_parquet(tmp_path / "roll.parquet")
    assert passes(done.result, KEYRING, tmp_path / "roll.parquet")


def test_a_roll_without_one_of_its_rows_or_columns_fails(done, tmp_path: Path) -> None:
    roll, file = pl.read_parquet(done.roll), tmp_path / "roll.parquet"
    roll[1:].write_parquet(file)
    assert "roll_root" in faults(done.result, KEYRING, file)
    for name in roll.columns:
        roll.drop(name).write_parquet(file)
        assert faults(done.result, KEYRING, file)["roll"] == ["columns"]


# One party alone


def test_a_result_made_anew_by_one_party_fails_by_the_key_of_the_other(tmp_path: Path) -> None:
    """A worker is put out for another, all else made anew from there, and signed with a key for each."""
    parts = small()
    inside, outside = np.flatnonzero(parts[1] == 0)[0], np.flatnonzero(parts[1] == UNMATCHED)[0]
    other = with_matched(with_matched(parts, inside, UNMATCHED), outside, 0)
    keys = {"XBB": KEYS["XBB"], "XCC": demonstration_keys(99, PARTIES)["XCC"]}
    made = published(tmp_path, other, keys)
    assert passes(made.result)  # whole in itself, which is why keys have to be trusted ones
    assert faults(made.result, KEYRING) == {"signatures": ["key_other"]}


def test_the_old_signature_of_the_other_party_does_not_hold_under_a_result_made_anew(tmp_path: Path) -> None:
    inside = np.flatnonzero(small()[1] == 0)[0]
    before = published(tmp_path / "before")
    after = published(tmp_path / "after", with_matched(small(), inside, UNMATCHED))
    shutil.copy(before.result / SIGNATURES, after.result / SIGNATURES)
    signed_again(after.result, {"XBB": KEYS["XBB"]})
    assert faults(after.result, KEYRING)["signatures"] == ["signature_wrong"]
    assert faults(after.result)["signatures_own"] == ["signature_wrong"]


def test_a_result_that_leaves_the_other_party_out_fails_by_the_keys(tmp_path: Path) -> None:
    market, matched, about, applied, _ = small()

    strangers = demonstration_keys(99, ["XBB", "XDD"])
    keys = {"XBB": KEYS["XBB"], "XDD": strangers["XDD"]}
    other = demonstration_record(3, "harvest 2030", "1", ["XBB", "XDD"], applied.applications)
    made = published(tmp_path, (market, matched, about, applied, other), keys)
    assert faults(made.result, KEYRING)["signatures"] == ["party_dropped", "key_unknown"]


def test_a_result_of_one_party_alone_is_none(done) -> None:
    signed_again(done.result, KEYS, parties=["XBB"])
    assert faults(done.result)["files"] == ["field_wrong"]


def test_one_key_for_two_parties_is_noticed(tmp_path: Path) -> None:
    made = published(tmp_path, keys=dict.fromkeys(PARTIES, KEYS["XBB"]))
    assert faults(made.result) == {"signatures_own": ["key_shared"]}


# Both parties together: what no signature can tell


def test_a_match_that_both_signed_and_that_is_not_stable_fails_by_the_roll(tmp_path: Path) -> None:
    parts = small()
    inside = np.flatnonzero(parts[1] == 0)[0]
    made = published(tmp_path, with_matched(parts, inside, UNMATCHED))
    assert passes(made.result, KEYRING)
    assert faults(made.result, KEYRING, made.roll)["roll_pairs"] == ["unstable_blocking"]


def test_a_match_that_both_signed_with_too_many_workers_fails(tmp_path: Path) -> None:
    parts = small()
    outside = np.flatnonzero(parts[1] == UNMATCHED)[0]
    told = faults(published(tmp_path, with_matched(parts, outside, 4)).result, KEYRING)
    assert told == {"counts": ["cap_over"]}
    told = faults(published(tmp_path, with_matched(parts, outside, 0)).result, KEYRING)
    assert told == {"counts": ["order_over", "cap_over"]}


def test_a_turn_that_both_signed_and_that_was_not_drawn_fails_by_the_roll(tmp_path: Path) -> None:
    market, _, about, applied, record = small()
    turn = market.workers.turn.copy()
    first, second = np.argsort(turn)[:2]
    assert market.workers.behind[first] == market.workers.behind[second]
    turn[[first, second]] = turn[[second, first]]
    other = with_workers((market, None, about, applied, record), turn=turn)[0]
    made = published(tmp_path, (other, match(other), about, applied, record))
    assert passes(made.result, KEYRING)
    assert faults(made.result, KEYRING, made.roll) == {"roll_turns": ["turns"]}


def test_equals_that_both_signed_and_the_order_of_service_tells_apart_fail_by_the_roll(
    tmp_path: Path,
) -> None:
    market, _, about, applied, record = small()
    other = with_workers((market, None), behind=market.workers.behind * 0)[0]
    made = published(tmp_path, (other, match(other), about, applied, record))
    assert passes(made.result, KEYRING)
    assert faults(made.result, KEYRING, made.roll) == {"roll_turns": ["equals"]}


def test_a_ranking_that_prefers_everybody_whom_the_order_admits_is_a_cell_that_leads_nowhere(done) -> None:
    file = done.result / "orders.csv"
    table = pl.read_csv(file)
    months, prefers = table["months"].to_list(), table["prefers"].to_list()
    assert prefers[1] > months[1] > 0
    for wrong in (months[1], -1):
        table.with_columns(prefers=pl.Series([0, wrong, *prefers[2:]])).write_csv(file)
        assert "cell" in faults(done.result, KEYRING)["files"]


def test_more_workers_than_have_keys_are_refused(done) -> None:
    signed_again(done.result, KEYS, workers=2 * MOST_WORKERS)
    assert faults(done.result, KEYRING)["files"] == ["field_wrong"]


def test_an_application_that_is_not_on_the_closed_list_fails_by_the_roll(tmp_path: Path) -> None:
    market, matched, about, applied, record = small()
    ids = ["B-000", *applied.applications[1:]]
    made = published(tmp_path, (market, matched, about, replace(applied, applications=ids), record))
    assert faults(made.result, KEYRING, made.roll)["roll_list"] == ["list_other"]


def test_a_lottery_that_both_signed_and_did_not_keep_to_fails(tmp_path: Path) -> None:
    market, matched, about, applied, record = small()
    late = record.shares["XBB"].model_copy(update={"committed": record.terms.closes})
    other = with_record(record, shares={**record.shares, "XBB": late})
    made = published(tmp_path, (market, matched, about, applied, other))
    assert faults(made.result, KEYRING) == {"lottery": ["lottery_late"]}


def test_a_lottery_in_which_a_secret_was_withheld_is_said_to_be_one(tmp_path: Path) -> None:
    market, matched, about, applied, record = small()
    share = record.shares["XBB"].model_copy(update={"secret": None, "revealed": None})
    other = with_record(record, shares={**record.shares, "XBB": share})
    made = published(tmp_path, (market, matched, about, applied, other))
    (check,) = [each for each in looked_at(made.result, KEYRING) if each.code.startswith("lottery")]
    assert (check.code, check.passed, check.facts["withheld"]) == ("lottery_withheld", True, "XBB")


NUMBERS = [
    ("orders.csv", "matched"),
    ("orders.csv", "cutoff"),
    ("caps.csv", "matched"),
    ("caps.csv", "cutoff"),
]


@pytest.mark.parametrize(("name", "column"), NUMBERS, ids=lambda each: each.partition(".")[0])
@pytest.mark.parametrize("more", [1, -1], ids=["more", "less"])
def test_a_number_that_both_changed_and_signed_fails_by_the_roll(done, name, column, more) -> None:
    table = pl.read_csv(done.result / name, infer_schema=False)
    for row in range(table.height):
        cells = table[column].cast(pl.Int64).to_list()
        cells[row] += more
        table.with_columns(pl.Series(column, cells)).write_csv(done.result / name)
        signed_again(done.result, KEYS)
        assert not passes(done.result, KEYRING, done.roll), row


@pytest.mark.parametrize(
    ("column", "cells", "told"),
    [
        ("matched", [2, 1, 3, 2, 0], {"counts": ["matched_sum"], "caps": ["cap_sum", "cap_sum"]}),
        ("cutoff", [-1, 16, 16, 152, 16], {"cutoffs": ["cutoff_open"]}),
        ("cutoff", [150, -1, 16, 152, 16], {"cutoffs": ["cutoff_open"]}),
        ("cutoff", [150, 4, 16, 152, 16], {"cutoffs": ["cutoff_cap"]}),
        ("cutoff", [150, 16, 16, 3, 16], {"cutoffs": ["cutoff_below"]}),
        ("cutoff", [577, 16, 16, 152, 16], {"cutoffs": ["cutoff_range"]}),
        ("places", [2, 0, 3, 2, 1], {"cutoffs": ["cutoff_nobody"]}),
    ],
)
def test_public_numbers_that_do_not_go_together_fail_without_the_roll(done, column, cells, told) -> None:
    table = pl.read_csv(done.result / "orders.csv", infer_schema=False)
    table.with_columns(pl.Series(column, cells)).write_csv(done.result / "orders.csv")
    signed_again(done.result, KEYS)
    assert faults(done.result, KEYRING) == told


def test_room_and_a_cutoff_do_not_go_together(done) -> None:
    for name, column, cells in (
        ("caps.csv", "places", ["9", "3", "9"]),
        ("caps.csv", "cutoff", ["-1", "-1", "-1"]),
    ):
        table = pl.read_csv(done.result / name, infer_schema=False)
        table.with_columns(pl.Series(column, cells)).write_csv(done.result / name)
    signed_again(done.result, KEYS)
    assert faults(done.result, KEYRING) == {"cutoffs": ["cutoff_closed"] * 2}


def test_caps_that_go_round_are_told(done) -> None:
    table = pl.read_csv(done.result / "caps.csv", infer_schema=False)
    table.with_columns(pl.Series("within", ["1", "0", "0"])).write_csv(done.result / "caps.csv")
    signed_again(done.result, KEYS)
    assert faults(done.result, KEYRING)["files"] == ["cell"]


def test_every_party_signs_the_manifest_and_so_all_files(done) -> None:
    assert (done.result / MANIFEST).read_bytes() == done.manifest.written()
