"""Filing once: the same receipt for the same filing, however often it is sent."""

import pytest

from acuerdo.operate import filing
from acuerdo.operate.filing import KeyUsed, file_once, receipt_holds
from acuerdo.operate.keys import keys, own
from acuerdo.proof.signing import public
from acuerdo.records.models import Account, Filing
from service.conftest import BEGINS, Clock


def test_what_is_sent_again_gives_the_first_receipt_and_is_done_once(
    who: dict[str, Account], clock: Clock
) -> None:
    done: list[str] = []

    def act() -> str:
        done.append("once")
        return "order:C-1"

    first = file_once(who["employer"], "key", "order", {"case": "C-1"}, act)
    clock.set(BEGINS.replace(year=2017))
    assert file_once(who["employer"], "key", "order", {"case": "C-1"}, act) == first
    assert done == ["once"]
    assert first["arrived_at"] == BEGINS.isoformat()
    assert first["subject"] == "order:C-1"


def test_the_same_key_with_something_else_is_refused(who: dict[str, Account]) -> None:
    file_once(who["employer"], "key", "order", {"case": "C-1"}, lambda: "order:C-1")
    with pytest.raises(KeyUsed, match="for something else"):
        file_once(who["employer"], "key", "order", {"case": "C-2"}, lambda: "order:C-2")
    file_once(who["agent"], "key", "order", {"case": "C-2"}, lambda: "order:C-2")
    assert Filing.every.count() == 2


def test_a_filing_that_fails_leaves_nothing_and_its_key_is_free(who: dict[str, Account]) -> None:
    def fails() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        file_once(who["employer"], "key", "order", {"case": "C-1"}, fails)
    assert Filing.every.count() == 0
    assert file_once(who["employer"], "key", "order", {"case": "C-1"}, lambda: "order:C-1")


def test_a_receipt_is_signed_by_the_government_and_every_part_of_it_counts(who: dict[str, Account]) -> None:
    receipt = file_once(who["employer"], "key", "order", {"case": "C-1"}, lambda: "order:C-1")
    party, key = own()
    assert receipt["party"] == party
    assert receipt_holds(receipt, public(key))
    for name in set(receipt) - set(filing.SIGNED_APART):
        assert not receipt_holds({**receipt, name: f"{receipt[name]}0"}, public(key)), name
    (other,) = set(keys()) - {party}
    assert not receipt_holds(receipt, public(keys()[other]))
    assert not receipt_holds({**receipt, "party": other}, public(key))
