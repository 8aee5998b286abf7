"""The lottery: the same for anybody who computes it again, and bent by no party."""

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.proof.forms import Malformed, read_form
from acuerdo.proof.lottery import (
    Applications,
    Record,
    Share,
    commitment,
    demonstration_record,
    draws,
    faults,
    faults_of_list,
    list_digest,
    seed,
)

IDS = ["A-3", "A-1", "A-2"]
RECORD = demonstration_record(7, "harvest 2030", "1", ["XBB", "XCC"], IDS)
names = st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=6), unique=True, max_size=8)


def told(record: Record) -> list[str]:
    return [each.code for each in faults(record)]


def with_share(party: str, **changed: str | None) -> Record:
    shares = {**RECORD.shares, party: RECORD.shares[party].model_copy(update=changed)}
    return RECORD.model_copy(update={"shares": shares})


def with_terms(**changed: object) -> Record:
    return RECORD.model_copy(update={"terms": RECORD.terms.model_copy(update=changed)})


def again(record: Record) -> Record:
    return record.model_copy(update={"seed": seed(record)})


def test_a_record_that_was_kept_to_has_no_fault() -> None:
    assert told(RECORD) == []
    assert list(faults_of_list(RECORD, IDS)) == []


def test_the_seed_is_made_of_exactly_these_bytes() -> None:
    """Written out by hand once, so that another program can make the same."""

    def part(data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + data

    assert RECORD.applications is not None
    assert RECORD.beacon is not None
    secrets = [part(name.encode()) + bytes.fromhex(share.secret) for name, share in RECORD.shares.items()]
    expected = hashlib.sha256(
        part(b"acuerdo 1 seed")
        + part(RECORD.terms.written())
        + part(bytes.fromhex(RECORD.applications.sha256))
        + part(bytes.fromhex(RECORD.beacon))
        + b"".join(map(part, secrets))
    )
    assert RECORD.seed == expected.hexdigest()


def test_a_draw_is_made_of_exactly_these_bytes() -> None:
    part = hashlib.sha256(
        b"\x00\x00\x00\x0eacuerdo 1 draw" + b"\x00\x00\x00\x20" + bytes(range(32)) + b"\x00\x00\x00\x03A-3"
    )
    assert draws(bytes(range(32)).hex(), ["A-3"]).tolist() == [int.from_bytes(part.digest()[:8], "big")]


def test_a_commitment_that_was_published_late_is_told() -> None:
    assert told(with_share("XBB", committed=RECORD.terms.closes)) == ["lottery_late"]


def test_a_secret_that_was_changed_is_told_even_where_the_seed_is_made_anew() -> None:
    assert told(again(with_share("XCC", secret="ab" * 32))) == ["lottery_changed"]


def test_a_commitment_of_another_party_cannot_be_passed_off_as_ones_own() -> None:
    theirs = RECORD.shares["XBB"]
    copied = with_share("XCC", commitment=theirs.commitment, secret=theirs.secret)
    assert told(again(copied)) == ["lottery_changed"]


@pytest.mark.parametrize("at", ["2000-01-01T12:00:00Z", "2000-01-04T00:00:01Z"])
def test_a_secret_that_was_revealed_out_of_time_is_told(at: str) -> None:
    assert told(with_share("XBB", revealed=at)) == ["lottery_reveal_time"]


def test_a_withheld_secret_is_left_out_and_the_lottery_is_drawn_without_it() -> None:
    withheld = again(with_share("XBB", secret=None, revealed=None))
    assert told(withheld) == []
    assert withheld.seed != RECORD.seed


def test_withholding_does_not_let_a_party_choose_while_the_beacon_is_not_known() -> None:
    """With and without the secret the seed changes with every value of the beacon."""
    seeds = {
        again(record.model_copy(update={"beacon": value * 32})).seed
        for record in (RECORD, with_share("XBB", secret=None, revealed=None))
        for value in ("00", "01", "ff")
    }
    assert len(seeds) == 6


def test_a_secret_without_a_time_or_a_time_without_a_secret_is_told() -> None:
    assert "lottery_half_revealed" in told(with_share("XBB", revealed=None))
    assert "lottery_half_revealed" in told(with_share("XBB", secret=None))


def test_another_beacon_than_the_one_named_beforehand_is_told_by_every_commitment() -> None:
    beacon = RECORD.terms.beacon.model_copy(update={"round": "2"})
    assert told(again(with_terms(beacon=beacon))) == ["lottery_changed"] * 2


def test_a_beacon_that_was_known_while_secrets_were_revealed_is_told() -> None:
    early = RECORD.terms.beacon.model_copy(update={"due": RECORD.terms.reveal_by})
    assert "lottery_times" in told(with_terms(beacon=early))


def test_a_party_that_is_dropped_is_told() -> None:
    alone = RECORD.model_copy(update={"shares": {"XBB": RECORD.shares["XBB"]}})
    assert told(again(alone)) == ["lottery_parties"]


def test_a_record_without_its_list_or_beacon_has_no_seed() -> None:
    open_yet = RECORD.model_copy(update={"applications": None, "beacon": None, "seed": None})
    assert told(open_yet) == ["lottery_no_list", "lottery_no_beacon"]
    with pytest.raises(ValueError, match="closed list"):
        seed(open_yet)


def test_another_seed_is_told() -> None:
    assert told(RECORD.model_copy(update={"seed": "00" * 32})) == ["lottery_seed"]


@pytest.mark.parametrize(
    ("applications", "codes"),
    [
        (["A-1", "A-2"], ["list_count", "list_other"]),
        (["A-1", "A-2", "A-4"], ["list_other"]),
        (["A-1", "A-2", "A-2"], ["list_twice"]),
        (["A-1", "A-2", ""], ["list_twice"]),
    ],
)
def test_another_list_is_told(applications: list[str], codes: list[str]) -> None:
    assert [each.code for each in faults_of_list(RECORD, applications)] == codes


@given(names)
def test_the_digest_of_a_list_is_that_of_any_order_of_it(ids: list[str]) -> None:
    assert list_digest(ids) == list_digest(ids[::-1]) == list_digest(sorted(ids))


def test_lists_whose_names_run_together_alike_have_other_digests() -> None:
    assert list_digest(["ab", "c"]) != list_digest(["a", "bc"]) != list_digest(["abc"])


@given(names)
def test_a_draw_depends_on_no_other_application_and_on_no_order(ids: list[str]) -> None:
    whole = dict(zip(ids, draws("ab" * 32, ids).tolist(), strict=True))
    assert {each: draws("ab" * 32, [each]).tolist()[0] for each in ids} == whole
    assert draws("ab" * 32, ids[::-1]).tolist() == [whole[each] for each in ids[::-1]]


def test_draws_are_spread_evenly() -> None:
    """Of 4,000 numbers each eighth gets 500; ten standard deviations of a fair draw are 209."""
    drawn = draws("ab" * 32, [f"A-{each}" for each in range(4000)])
    eighths = np.bincount((drawn >> np.uint64(61)).astype(np.int64), minlength=8)
    assert drawn.dtype == np.uint64
    assert np.abs(eighths - 500).max() < 209


def test_a_secret_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes, not 31"):
        commitment(RECORD.terms, "XBB", bytes(31))


@settings(deadline=None)
@given(st.binary(max_size=40), st.integers(0, 2000))
def test_whatever_bytes_stand_in_for_a_record_a_form_is_named(data: bytes, at: int) -> None:
    written = RECORD.written()
    spoilt = written[:at] + data + written[at + len(data) :]
    if spoilt == written:
        return
    try:
        assert read_form(Record, spoilt, "lottery.json") != RECORD
    except Malformed as error:
        assert error.told  # noqa: PT017 - either of the two may come


def test_a_record_is_read_as_it_was_written() -> None:
    assert read_form(Record, RECORD.written(), "lottery.json") == RECORD


def test_a_record_written_in_another_way_is_not_read() -> None:
    with pytest.raises(Malformed) as caught:
        read_form(Record, RECORD.written().replace(b"  ", b" "), "lottery.json")
    assert [each.code for each in caught.value.told] == ["not_canonical"]


def test_every_fault_of_form_is_told_with_its_place() -> None:
    share = RECORD.shares["XBB"].model_dump() | {"committed": "1 January", "more": 1}
    tree = RECORD.model_dump() | {"shares": {"XBB": share}}
    del tree["terms"]
    from acuerdo.proof.hashing import canonical

    with pytest.raises(Malformed) as caught:
        read_form(Record, canonical(tree), "lottery.json")
    assert sorted((each.code, each.facts["at"]) for each in caught.value.told) == [
        ("field_missing", "terms"),
        ("field_unknown", "shares > XBB > more"),
        ("field_wrong", "shares > XBB > committed"),
    ]


def test_parts_of_a_record_have_the_types_that_the_program_gives_them() -> None:
    assert isinstance(RECORD.applications, Applications)
    assert all(isinstance(each, Share) for each in RECORD.shares.values())
