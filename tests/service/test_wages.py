"""Pay reported by both sides, what is short of the contract, and owed sums that follow a worker home."""

from typing import Any

import pytest

from acuerdo.operate import audit, owing, paying
from acuerdo.operate.authority import Denied
from acuerdo.operate.states import NotNow
from acuerdo.records.models import (
    Account,
    Decision,
    Employment,
    Entry,
    JobOrder,
    Owed,
    PayReport,
    Season,
    Worker,
)
from service.conftest import Clock
from service.fields import ORDER
from service.paid import FIRST, LATER, OVER, employed, far_order, pay

RATE = ORDER["pay_cents_hour"]


@pytest.fixture
def work(worker: Worker, order: JobOrder, season: Season, clock: Clock) -> Employment:
    """The worker at work, two weeks in."""
    clock.set(LATER)
    return employed(worker, order, season)


def owed_of(work: Employment) -> dict[str, tuple[int, str, str]]:
    return {each.kind: (each.cents, each.whose, each.status) for each in Owed.every.filter(employment=work)}


def test_a_period_paid_in_full_owes_nothing(who: dict[str, Account], work: Employment) -> None:
    paying.report(who["employer"], work.order.employer, [pay(employment=work)])
    paying.got(who["worker"], work, FIRST, {"paid_cents": 80 * RATE, "hours_worked": 8000})
    assert owed_of(work) == {}


def test_a_period_is_short_by_the_word_of_the_employer_of_the_worker_or_of_both(
    who: dict[str, Account], work: Employment
) -> None:
    paying.report(who["employer"], work.order.employer, [pay(employment=work, paid_cents=80 * RATE - 500)])
    assert owed_of(work) == {"wages": (500, "employer", "owed")}
    paying.got(who["worker"], work, FIRST, {"paid_cents": 80 * RATE - 2000, "hours_worked": None})
    assert owed_of(work) == {"wages": (2000, "both", "owed")}
    paying.report(who["employer"], work.order.employer, [pay(employment=work)])
    assert owed_of(work) == {"wages": (2000, "worker", "owed")}
    assert PayReport.every.filter(employment=work, by="employer").count() == 2
    paying.got(who["worker"], work, FIRST, {"paid_cents": 80 * RATE, "hours_worked": None})
    assert owed_of(work) == {"wages": (2000, "worker", "dropped")}
    paying.got(who["worker"], work, FIRST, {"paid_cents": 0, "hours_worked": None})
    assert owed_of(work) == {"wages": (80 * RATE, "worker", "owed")}


def test_what_was_kept_back_is_no_shortfall_of_the_hand(who: dict[str, Account], work: Employment) -> None:
    paying.report(who["employer"], work.order.employer, [pay(employment=work, law_cents=5000)])
    paying.got(who["worker"], work, FIRST, {"paid_cents": 80 * RATE - 5000, "hours_worked": None})
    assert owed_of(work) == {}


def test_hours_below_three_fourths_are_owed_once_the_contract_is_over_by_the_protection_of_the_text(
    who: dict[str, Account], work: Employment, clock: Clock
) -> None:
    order = work.order
    JobOrder.objects.filter(pk=order.pk).update(hours_week=40)
    work = Employment.every.select_related("order__employer", "placement__application__worker").get(
        pk=work.pk
    )
    clock.set(OVER)
    paying.report(who["employer"], order.employer, [pay(employment=work)])
    assert owed_of(work) == {}
    rest = pay(
        employment=work,
        since=work.order.ends,
        until=work.order.ends,
        hours_offered=0,
        hours_worked=0,
        paid_cents=0,
    )
    paying.report(who["employer"], order.employer, [rest])
    days = (order.ends - order.starts).days + 1
    promised = round(40 * 100 * days / 7)
    least = -(-promised * 3 // 4)
    assert owed_of(work) == {"guarantee": (((least - 8000) * RATE + 50) // 100, "employer", "owed")}


def test_a_sum_is_ordered_paid_to_the_origin_paid_out_and_received_each_step_in_the_audit(
    who: dict[str, Account], work: Employment, clock: Clock
) -> None:
    paying.report(who["employer"], work.order.employer, [pay(employment=work, paid_cents=0)])
    owed = Owed.every.get()
    assert not audit.rows(who["employer"], "owed.see", Owed).exists()
    owing.order(who["inspector"], owed, "order", OVER.date(), "Seen on the pay slips")
    assert audit.rows(who["employer"], "owed.see", Owed).get() == owed
    clock.set(OVER)  # the permit has ended; the worker is at home
    owing.pay(who["employer"], owed, "R-1")
    owing.pay_out(who["origin_officer"], owed, "R-2")
    owing.confirm(who["worker"], owed, received=False)
    owing.pay_out(who["origin_officer"], owed, "R-3")
    owing.confirm(who["worker"], owed, received=True)
    owed.refresh_from_db()
    assert (owed.status, owed.cents, owed.currency) == ("received", 80 * RATE, "USD")
    assert (owed.due_on, owed.paid_reference, owed.paid_out_reference) == (OVER.date(), "R-1", "R-3")
    told = (
        Entry.objects.filter(subject=f"owed:{owed.pk}").order_by("pk").values_list("action", "role", "worker")
    )
    number = work.placement.application.worker.number
    assert list(told) == [
        ("owed.find", "employer", number),
        ("owed.order", "inspector", number),
        ("owed.pay", "employer", number),
        ("owed.pay_out", "origin_officer", number),
        ("owed.confirm", "worker", number),
        ("owed.pay_out", "origin_officer", number),
        ("owed.confirm", "worker", number),
    ]
    decision = Decision.every.get(kind="owed")
    assert (decision.outcome, decision.clause, decision.worker) == (
        "ordered",
        "contract",
        work.placement.application.worker,
    )


@pytest.mark.parametrize("step", ["pay", "pay_out", "confirm"])
def test_no_step_is_taken_before_its_turn(who: dict[str, Account], work: Employment, step: str) -> None:
    paying.report(who["employer"], work.order.employer, [pay(employment=work, paid_cents=0)])
    owed = Owed.every.get()
    steps: dict[str, Any] = {
        "pay": lambda: owing.pay(who["employer"], owed, "R"),
        "pay_out": lambda: owing.pay_out(who["origin_officer"], owed, "R"),
        "confirm": lambda: owing.confirm(who["worker"], owed, received=True),
    }
    with pytest.raises((NotNow, Denied)):
        steps[step]()
    assert Owed.every.get().status == "owed"


def test_a_sum_that_an_inspector_found_not_to_be_owed_stays_so(
    who: dict[str, Account], work: Employment
) -> None:
    paying.got(who["worker"], work, FIRST, {"paid_cents": 0, "hours_worked": 1000})
    owing.order(who["inspector"], Owed.every.get(), "drop", None, "The hours were of another week")
    paying.got(who["worker"], work, FIRST, {"paid_cents": 0, "hours_worked": 2000})
    assert owed_of(work) == {"wages": (10 * RATE, "worker", "dropped")}


def test_nobody_reports_pay_of_an_employer_that_is_not_theirs(
    who: dict[str, Account], work: Employment
) -> None:
    far, order = far_order()
    with pytest.raises(Denied):
        paying.report(far, work.order.employer, [pay(employment=work)])
    with pytest.raises(Denied):
        paying.report(far, order.employer, [pay(employment=work)])
    with pytest.raises(Denied):
        paying.report(who["worker"], work.order.employer, [pay(employment=work)])
    assert not PayReport.every.exists()


def test_the_employer_never_reads_what_the_worker_said(who: dict[str, Account], work: Employment) -> None:
    paying.got(who["worker"], work, FIRST, {"paid_cents": 0, "hours_worked": 1000})
    assert not audit.rows(who["employer"], "pay.see", PayReport).exists()
    assert not audit.rows(who["employer"], "owed.see", Owed).exists()
    assert audit.rows(who["inspector"], "pay.see", PayReport).exists()


def test_a_worker_reports_periods_that_are_over_and_no_others(
    who: dict[str, Account], work: Employment
) -> None:
    assert [(each.since, each.until) for each in paying.periods(work)] == [FIRST]
    with pytest.raises(NotNow):
        paying.got(who["worker"], work, (FIRST[0], OVER.date()), {"paid_cents": 0, "hours_worked": None})


def test_periods_that_nobody_reported_stay_there_beside_those_that_somebody_did(
    who: dict[str, Account], work: Employment, clock: Clock
) -> None:
    clock.set(OVER)
    every = [(each.since, each.until) for each in paying.periods(work)]
    assert (every[-1], every[0][1]) == (FIRST, work.order.ends)
    paying.got(who["worker"], work, every[3], {"paid_cents": 0, "hours_worked": None})
    assert [(each.since, each.until) for each in paying.periods(work)] == every
