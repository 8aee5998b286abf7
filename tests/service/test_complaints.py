"""Complaints: filed with and without a name, followed, answered, reviewed; and what follows from them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from acuerdo.operate import audit, complaining, complaint_reviews, complaints, refunding, registering
from acuerdo.operate.authority import Denied
from acuerdo.operate.filing import KeyUsed
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Complaint, Entry, Finding, Refund, Worker
from service.complaining import FEE, TOLD, filed, row, substantiated
from service.conftest import BEGINS, Clock


def test_a_complaint_without_a_name_is_followed_by_number_and_secret_alone(who: dict[str, Account]) -> None:
    sent = filed()
    for secret in (sent.secret, f"{sent.secret[:4]}-{sent.secret[4:8].lower()} {sent.secret[8:]}"):
        assert complaining.held(None, sent.number, secret).number == sent.number
    for number, secret in ((sent.number, "0" * 16), ("Q-000000000", sent.secret), (sent.number, "")):
        with pytest.raises(audit.NotThere, match=r"^Complaint is not there$"):
            complaining.held(None, number, secret)
    with pytest.raises(audit.NotThere):
        complaining.held(who["worker"], sent.number, "")


def test_a_form_that_is_sent_twice_is_filed_once_and_shows_the_same_secret(db: None) -> None:
    key = complaining.new_key()
    first, again = (complaining.file(None, key, TOLD) for _ in range(2))
    assert (first, Complaint.every.count()) == (again, 1)
    with pytest.raises(KeyUsed):
        complaining.file(None, key, TOLD | {"words": "something else"})


def test_the_secret_is_kept_nowhere(db: None) -> None:
    sent = filed()
    kept = Complaint.every.filter(number=sent.number).values().get()
    assert sent.secret not in " ".join(map(str, kept.values()))


def test_a_key_that_was_not_given_out_is_none() -> None:
    key = complaining.new_key()
    assert complaining.is_key(key)
    assert not complaining.is_key(f"{key}x")
    assert not complaining.is_key("k")


def test_a_complaint_goes_from_arrival_to_an_answer_that_is_read(who: dict[str, Account]) -> None:
    sent, officer = filed(), who["inspector"]
    complaints.look(officer, row(sent))
    complaints.say(officer, row(sent), "Since when?")
    complaining.say(row(sent), "Since July.")
    complaints.dismiss(officer, row(sent), "The lists show that it was paid.")
    told = complaining.followed(row(sent))
    assert told.complaint.status == "not_substantiated"
    assert [(each.words, each.by_id is not None) for each in told.messages] == [
        ("Since when?", True),
        ("Since July.", False),
        ("The lists show that it was paid.", True),
    ]
    assert told.may == {"say", "review"}


def test_a_second_officer_turns_it_round_and_never_the_first(who: dict[str, Account]) -> None:
    sent, second = filed(), Account.objects.create(username="second inspector", role="inspector")
    complaints.look(who["inspector"], row(sent))
    complaints.dismiss(who["inspector"], row(sent), "no")
    complaining.ask_review(row(sent), "look at the lists again")
    with pytest.raises(NotNow):
        complaining.ask_review(row(sent), "and again")
    with pytest.raises(Denied) as told:
        complaint_reviews.answer(who["inspector"], row(sent), "complainant", False, "orderly_framework", "x")
    assert told.value.reason == "same_officer"
    complaint_reviews.answer(second, row(sent), "complainant", False, "orderly_framework", "It is so.")
    assert row(sent).status == "substantiated"
    assert Finding.every.get().protection == "protections.orderly_framework"
    with pytest.raises(NotNow):
        complaint_reviews.answer(second, row(sent), "complainant", False, "orderly_framework", "x")


def test_an_employer_learns_what_it_is_told_and_asks_a_second_officer(who: dict[str, Account]) -> None:
    complaint = substantiated(who["inspector"], filed(who["worker"]))
    assert not complaint_reviews.told(who["employer"]).exists()
    complaints.tell(who["inspector"], complaint, "Pay what the lists show.")
    found = complaint_reviews.told(who["employer"]).get()
    assert found.words == "Pay what the lists show."
    complaint_reviews.ask_for(who["employer"], found.number, "The lists are wrong.")
    second = Account.objects.create(username="second inspector", role="inspector")
    complaint_reviews.answer(second, complaint, "employer", False, "", "The lists are right.")
    found.refresh_from_db()
    assert (found.upheld, row_status(complaint)) == (False, "not_substantiated")


def row_status(complaint: Complaint) -> str:
    complaint.refresh_from_db()
    return complaint.status


def test_nothing_is_found_of_somebody_whom_no_register_knows(who: dict[str, Account]) -> None:
    sent = filed(named="a farm at the river")
    complaints.look(who["inspector"], row(sent))
    with pytest.raises(NotNow, match="nobody named"):
        complaints.substantiate(who["inspector"], row(sent), "orderly_framework", "x")
    assert row(sent).status == "looked_into"
    complaints.tie(who["inspector"], row(sent), who["employer"].employer, None)
    complaints.substantiate(who["inspector"], row(sent), "orderly_framework", "x")
    assert row(sent).status == "substantiated"


def test_a_fee_is_ordered_back_by_the_protection_of_the_text_and_paid(who: dict[str, Account]) -> None:
    sent = filed(**FEE)
    assert Refund.every.get().status == "asked"
    substantiated(who["inspector"], sent, "no_worker_fees")
    refund = Refund.every.get()
    assert (refund.status, refund.clause, refund.reason) == (
        "ordered",
        "protections.no_worker_fees",
        "worker_paid_fee",
    )
    assert (str(refund.due_on), refund.due_by_text) == ("2016-12-01", False)
    assert refund.employer == who["employer"].employer
    refunding.settle(who["inspector"], refund, "paid")
    with pytest.raises(NotNow):
        refunding.settle(who["inspector"], refund, "paid")


def test_a_fee_not_paid_in_time_is_put_before_the_officer_and_punishes_nobody(
    who: dict[str, Account], clock: Clock
) -> None:
    substantiated(who["inspector"], filed(**FEE), "no_worker_fees")
    refund = Refund.every.get()
    with pytest.raises(NotNow, match="not due"):
        refunding.settle(who["inspector"], refund, "unpaid")
    clock.set(BEGINS + timedelta(days=31))
    assert (refunding.fall_due(), refunding.fall_due()) == (1, 0)
    assert [each.status for each in refunding.found(who["inspector"])] == ["unpaid"]
    assert not who["employer"].employer.suspensions.exists()
    refunding.settle(who["inspector"], refund, "paid")


def test_a_recruiter_is_the_affair_of_the_origin(who: dict[str, Account]) -> None:
    recruiter = registering.license_recruiter(who["origin_officer"], "First recruiter", "L-1")
    sent = filed(**FEE | {"about": "recruiter", "named": "first recruiter", "state": ""})
    with pytest.raises(Denied):
        complaints.look(who["inspector"], row(sent))
    substantiated(who["origin_officer"], sent, "no_worker_fees")
    assert Refund.every.get().recruiter == recruiter
    assert refunding.found(who["origin_officer"]).count() == 1
    assert refunding.found(who["inspector"]).count() == 0


def test_what_the_rules_do_not_find_broken_is_not_found(who: dict[str, Account]) -> None:
    complaints.look(who["inspector"], row(sent := filed(kind="fee")))
    with pytest.raises(NotNow) as told:
        complaints.substantiate(who["inspector"], row(sent), "no_worker_fees", "x")
    assert (told.value.state, told.value.clause) == ("needs_evidence", "protections.no_worker_fees")
    assert not Finding.every.exists()


def test_what_is_withdrawn_takes_what_was_asked_back_with_it(who: dict[str, Account]) -> None:
    sent = filed(**FEE)
    complaining.withdraw(row(sent))
    assert Refund.every.get().status == "withdrawn"
    for act in (complaining.withdraw, lambda each: complaining.say(each, "x")):
        with pytest.raises(NotNow):
            act(row(sent))
    with pytest.raises(NotNow):
        complaints.look(who["inspector"], row(sent))


def test_whoever_complained_sees_who_read_it_and_what_for(who: dict[str, Account], worker: Worker) -> None:
    sent = filed(who["worker"])
    complaints.opened(who["inspector"], sent.number, "answer")
    told = complaining.followed(complaining.held(who["worker"], sent.number, ""))
    assert [(each.role, each.purpose) for each in told.readers] == [("inspector", "answer")]


def test_the_audit_says_the_number_and_the_day_and_nobody(who: dict[str, Account], worker: Worker) -> None:
    before = Entry.objects.latest("pk").pk
    for account in (who["worker"], None):
        sent = filed(account)
        complaining.say(row(sent), "more")
    entries = list(Entry.objects.filter(pk__gt=before))
    assert {(each.account, each.worker, each.role, each.detail) for each in entries} == {
        ("", "", "somebody", "{}")
    }
    assert {timezone.localtime(each.at).strftime("%H:%M:%S") for each in entries} == {"00:00:00"}
