"""Moving to another employer with the permit: by the text, or because of a finding; nothing else moves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from acuerdo.operate import complaint_reviews, complaints, moving, placing, registering, reviewing
from acuerdo.operate import orders as filing_orders
from acuerdo.operate.authority import Denied
from acuerdo.operate.states import NotNow
from acuerdo.records.models import (
    Account,
    Ceiling,
    Contract,
    Decision,
    Employer,
    Finding,
    Hour,
    JobOrder,
    Permit,
    Placement,
    Season,
    Transfer,
    Use,
)
from service.complaining import filed, substantiated
from service.conftest import Clock

Fields = Callable[..., dict[str, Any]]


@pytest.fixture
def permit(who: dict[str, Account], matched: Season) -> Permit:
    """The permit of the worker, for an order of the first farm."""
    placement = Placement.every.get()
    placing.confirm(who["worker"], placement)
    hour = Hour.objects.create(consulate="MTY", at=placement.answer_by + timedelta(days=9), capacity=1)
    appointment = placing.book(who["worker"], placement, hour)
    placing.checked(who["consulate"], appointment, passed=True)
    appointment.refresh_from_db()
    return placing.grant(who["consulate"], appointment)


@pytest.fixture
def other(who: dict[str, Account], permit: Permit, order_fields: Fields) -> JobOrder:
    """An order of one place of another employer, certified, with work when the permit holds."""
    second = Employer.objects.create(
        number="E-2", name="Second farm", state="GA", accredited_on=permit.granted_at.date()
    )
    account = Account.objects.create(username="second employer", role="employer", employer=second)
    made = filing_orders.file(account, second, order_fields(case="C-2", state="GA", places_requested=1))
    filing_orders.certify(who["certifying_officer"], made, "certified", 1)
    made.refresh_from_db()
    return made


def at_work(clock: Clock, permit: Permit) -> None:
    """The tenth day of the permit."""
    clock.set(permit.granted_at.replace(year=permit.holds_from.year, month=permit.holds_from.month, day=10))


def test_a_worker_moves_with_the_permit_and_nothing_of_the_ledger_changes(
    who: dict[str, Account], permit: Permit, other: JobOrder, clock: Clock
) -> None:
    at_work(clock, permit)
    ledger = list(Ceiling.objects.order_by("pk").values()), list(Use.every.order_by("pk").values())
    before = Permit.every.filter(pk=permit.pk).values().get()
    left = Contract.every.get().words
    made = moving.move(who["worker"], permit, other)
    assert (list(Ceiling.objects.order_by("pk").values()), list(Use.every.order_by("pk").values())) == ledger
    assert Permit.every.filter(pk=permit.pk).values().get() == before
    placement = Placement.every.get()
    assert (placement.order, placement.status) == (other, "permitted")
    assert (made.contract, made.left.case, made.taken.case) == (left, "C-1", "C-2")
    assert "Second farm" in Contract.every.get().words
    kept = Decision.every.get(kind="transfer")
    assert (kept.outcome, kept.clause) == ("may_leave", "pathways.temporary_worker.portability")
    assert (kept.en, kept.es) != ("", "")


def test_the_place_that_is_left_is_free_and_the_one_that_is_taken_is_not(
    who: dict[str, Account], permit: Permit, other: JobOrder, clock: Clock
) -> None:
    at_work(clock, permit)
    mine = moving.held(who["worker"])
    assert mine is not None
    assert list(moving.open_to(mine)) == [other]
    moving.move(who["worker"], permit, other)
    back = moving.held(who["worker"])
    assert back is not None
    assert [each.case for each in moving.open_to(back)] == ["C-1"]
    assert back.changes == 1
    with pytest.raises(NotNow, match="no free place"):
        moving.move(who["worker"], permit, other)


@pytest.mark.parametrize("how", ["suspended", "barred", "not_accredited", "too_much_experience"])
def test_nobody_moves_to_an_employer_who_may_not_take_part_or_to_work_that_asks_more(
    who: dict[str, Account], permit: Permit, other: JobOrder, clock: Clock, how: str
) -> None:
    at_work(clock, permit)
    if how == "suspended":
        registering.suspend(who["inspector"], other.employer, "wages")
    if how == "barred":
        complaint = substantiated(who["inspector"], filed(named="Second farm", state="GA"))
        Finding.every.filter(complaint=complaint).update(barred_until=permit.until)
    if how == "not_accredited":
        Employer.objects.filter(pk=other.employer.pk).update(accredited_on=None)
    if how == "too_much_experience":
        JobOrder.objects.filter(pk=other.pk).update(experience_months=25)
    with pytest.raises(NotNow, match=r"no free place|suspended"):
        moving.move(who["worker"], permit, other)
    assert not Transfer.every.exists()


def test_a_finding_opens_the_way_for_everybody_there_and_names_nobody(
    who: dict[str, Account], permit: Permit, other: JobOrder, clock: Clock
) -> None:
    at_work(clock, permit)
    substantiated(who["inspector"], filed())
    mine = moving.held(who["worker"])
    assert mine is not None
    assert mine.broken == "protections.orderly_framework"
    moving.move(who["worker"], permit, other)
    kept = Decision.every.get(kind="transfer")
    assert (kept.reason, kept.clause) == ("finding", "protections.orderly_framework")
    assert not any("omplaint" in f"{name} {value}" for name, value in kept.facts.items())


def test_a_finding_that_a_review_took_back_opens_nothing(
    who: dict[str, Account], permit: Permit, clock: Clock
) -> None:
    at_work(clock, permit)
    complaint = substantiated(who["inspector"], filed())
    complaints.tell(who["inspector"], complaint, "x")
    complaint_reviews.ask_for(who["employer"], complaint.finding.number, "no")
    second = Account.objects.create(username="second inspector", role="inspector")
    complaint_reviews.answer(second, complaint, "employer", False, "", "x")
    mine = moving.held(who["worker"])
    assert mine is not None
    assert mine.broken == ""


def test_the_place_that_is_left_is_closed_where_the_text_bars_the_employer(
    who: dict[str, Account], permit: Permit, other: JobOrder, clock: Clock
) -> None:
    at_work(clock, permit)
    substantiated(who["inspector"], filed())
    Finding.every.update(barred_until=permit.until)
    before = JobOrder.objects.get(case="C-1").places
    assert moving.move(who["worker"], permit, other).place_closed
    assert JobOrder.objects.get(case="C-1").places == before - 1


@pytest.fixture
def tied(settings: LazySettings, tmp_path: Path) -> Callable[[], None]:
    """What lets another plan decide from then on, by which a permit is tied to its employer."""

    def tie() -> None:
        plan, part = settings.ACUERDO.plan.read_text("utf-8"), "portability.change_employer\n    value: "
        assert f"{part}free" in plan
        other = tmp_path / "plan.yaml"
        other.write_text(plan.replace(f"{part}free", f"{part}never"), "utf-8")
        settings.ACUERDO = replace(settings.ACUERDO, plan=other)

    return tie


def test_a_no_of_the_rules_is_kept_and_put_to_review(
    who: dict[str, Account],
    permit: Permit,
    other: JobOrder,
    clock: Clock,
    tied: Callable[[], None],
    client: Client,
) -> None:
    at_work(clock, permit)
    tied()
    client.force_login(who["worker"])
    client.post(f"/my/move/{other.pk}/", {"key": "k"})
    kept = Decision.every.get(kind="transfer")
    assert (kept.outcome, kept.reason, Transfer.every.exists()) == ("may_not_leave", "change_employer", False)
    assert f"/my/decisions/{kept.pk}/review/" in client.get("/my/move/").content.decode()
    review = reviewing.ask(who["worker"], kept, "it is free")
    assert reviewing.answer(who["origin_officer"], review, "The plan ties it.").upheld


def test_a_finding_unties_a_permit_that_the_text_ties(
    who: dict[str, Account], permit: Permit, other: JobOrder, clock: Clock, tied: Callable[[], None]
) -> None:
    at_work(clock, permit)
    tied()
    with pytest.raises(NotNow, match="may not leave"):
        moving.move(who["worker"], permit, other)
    substantiated(who["inspector"], filed())
    assert moving.move(who["worker"], permit, other).taken == other


def test_nobody_moves_with_the_permit_of_another(
    who: dict[str, Account], permit: Permit, other: JobOrder, worker_fields: Fields, clock: Clock
) -> None:
    at_work(clock, permit)
    stranger = Account.objects.create(username="stranger", role="worker")
    registering.register(stranger, worker_fields(surnames="otra"))
    assert moving.held(stranger) is None
    for account in (stranger, who["employer"], who["inspector"]):
        with pytest.raises(Denied):
            moving.move(account, permit, other)
