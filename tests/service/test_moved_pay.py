"""What one employer owes another does not come to owe: pay and sums of somebody who moved."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from acuerdo.operate import audit, dwelling, inspecting, moving, owing, paying, rating
from acuerdo.operate import orders as filing_orders
from acuerdo.operate.pay_forms import PayRow
from acuerdo.records.models import (
    Account,
    Employer,
    Employment,
    JobOrder,
    Owed,
    PayReport,
    Permit,
    Season,
    Worker,
)
from service.conftest import Clock
from service.fields import ORDER
from service.paid import FIRST, LATER, OVER, employed, pay

Fields = Callable[..., dict[str, Any]]
RATE = ORDER["pay_cents_hour"]
MOVED = LATER.date()
OTHER_RATE = RATE + 100
LAST = (FIRST[1] + timedelta(days=1), MOVED)
"""The last days of work with the employer that is left."""


@pytest.fixture
def first(worker: Worker, order: JobOrder, season: Season, clock: Clock) -> Employment:
    """The worker at work, two weeks in, and short of pay."""
    clock.set(LATER)
    JobOrder.objects.update(hours_week=40)
    return employed(worker, order, season)


@pytest.fixture
def second(who: dict[str, Account], order_fields: Fields) -> Account:
    """Another employer, with a free place."""
    other = Employer.objects.create(
        number="E-2", name="Second farm", state="GA", accredited_on=date(2016, 10, 1)
    )
    account = Account.objects.create(username="second employer", role="employer", employer=other)
    told = order_fields(case="C-2", state="GA", places_requested=1, pay_cents_hour=OTHER_RATE, hours_week=40)
    filing_orders.certify(who["certifying_officer"], filing_orders.file(account, other, told), "certified", 1)
    return account


@pytest.fixture
def moved(who: dict[str, Account], first: Employment, second: Account) -> Employment:
    """The work with the other employer, once the worker moved and the first had reported too little."""
    [work] = [each for each in paying.at_work(who["employer"]) if each.pk == first.pk]
    paying.report(who["employer"], work.order.employer, [pay(employment=work, paid_cents=80 * RATE - 500)])
    dwelling.tell(who["worker"], work, {"about": "water", "words": ""})
    moving.move(who["worker"], Permit.every.get(), JobOrder.objects.get(case="C-2"))
    [made] = paying.at_work(second)
    return made


def test_the_days_with_each_employer_are_those_before_and_from_the_move(
    who: dict[str, Account], moved: Employment
) -> None:
    told = [(each.order.case, each.since, each.until) for each in paying.own_work(who["worker"])]
    ends = min(moved.order.ends, Permit.every.get().until)
    assert told == [("C-2", MOVED, ends), ("C-1", FIRST[0], MOVED)]


def test_what_was_reported_and_is_owed_stays_with_the_employer_that_was_left(
    who: dict[str, Account], first: Employment, moved: Employment, second: Account
) -> None:
    owed = Owed.every.get()
    assert (owed.employment, owed.cents) == (first, 500)
    owing.order(who["inspector"], owed, "order", OVER.date(), "so")
    owed.refresh_from_db()
    assert owed.decision.order == first.order
    assert audit.rows(who["employer"], "owed.see", Owed).get() == owed
    for action, model in (("pay.see", PayReport), ("owed.see", Owed)):
        assert not audit.rows(second, action, model).exists()
    owing.pay(who["employer"], owed, "R-1")
    far = Account.objects.create(username="inspector of Georgia", role="inspector", states=["GA"])
    assert not audit.rows(far, "owed.see", Owed).exists()
    assert dwelling.conditions(far, moved.order) == []
    assert [each.order.case for each in inspecting.places(far)] == ["C-2"]


def test_the_employer_that_was_left_still_reports_the_last_days_and_no_day_after(
    who: dict[str, Account], first: Employment, moved: Employment, clock: Clock
) -> None:
    clock.set(OVER)
    number = first.placement.application.worker.number
    people = paying.work_of(who["employer"], [("C-1", number), ("C-2", number)])
    row = {"case": "C-1", "worker": number, "hours_offered": 8, "hours_worked": 8, "paid_cents": 8 * RATE}
    after = PayRow({**row, "since": str(LAST[1]), "until": str(LAST[1] + timedelta(days=1))}, people)
    assert list(after.errors) == ["until"]
    fits = PayRow({**row, "since": str(LAST[0]), "until": str(LAST[1])}, people)
    assert fits.is_valid(), fits.errors
    paying.report(who["employer"], first.order.employer, [paying.fields_of(fits.cleaned_data)])
    assert PayReport.every.latest("pk").employment == first


def test_each_employer_is_held_to_its_own_rate_and_to_three_fourths_of_its_own_days(
    who: dict[str, Account], first: Employment, moved: Employment, second: Account, clock: Clock
) -> None:
    clock.set(OVER)
    first.refresh_from_db()
    assert first.order.employer is not None
    last = {"since": LAST[0], "until": LAST[1], "hours_offered": 0, "hours_worked": 0, "paid_cents": 0}
    paying.report(who["employer"], first.order.employer, [pay(employment=first, **last)])
    days = (first.until - first.since).days + 1
    least = -(-round(40 * 100 * days / 7) * 3 // 4)
    assert least > 8000
    owed = {each.employment.order.case: each.cents for each in Owed.every.filter(kind="guarantee")}
    assert owed == {"C-1": ((least - 8000) * RATE + 50) // 100}
    a_day = {
        "since": MOVED,
        "until": MOVED,
        "hours_offered": 800,
        "hours_worked": 800,
        "paid_cents": 8 * RATE,
    }
    paying.report(second, moved.order.employer, [pay(employment=moved, **a_day)])
    short = Owed.every.get(kind="wages", employment=moved)
    assert short.cents == 8 * (OTHER_RATE - RATE)


def test_each_employer_is_rated_for_its_own_days(
    who: dict[str, Account], first: Employment, moved: Employment, clock: Clock
) -> None:
    answers = dict.fromkeys(rating.OF_EMPLOYERS, "yes")
    clock.set(LATER + timedelta(days=1))
    assert rating.to_rate(who["worker"]) == [first]
    rating.give(who["worker"], first, answers)
    clock.set(datetime(2018, 1, 10, 15, tzinfo=OVER.tzinfo))
    assert rating.to_rate(who["worker"]) == [moved]
    rating.give(who["worker"], moved, answers)


def test_whoever_comes_back_to_an_employer_works_there_twice_and_each_time_is_reported_apart(
    who: dict[str, Account], first: Employment, moved: Employment, clock: Clock
) -> None:
    clock.set(LATER + timedelta(days=10))
    back = MOVED + timedelta(days=10)
    moving.move(who["worker"], Permit.every.get(), JobOrder.objects.get(case="C-1"))
    number = first.placement.application.worker.number
    [*_, again] = Employment.every.order_by("pk")
    assert (again.order.case, again.since) == ("C-1", back)
    clock.set(OVER)
    row = {"case": "C-1", "worker": number, "hours_offered": 8, "hours_worked": 8, "paid_cents": 8 * RATE}
    for day, of in ((MOVED, first), (back, again)):
        people = paying.work_of(who["employer"], [("C-1", number)])
        form = PayRow({**row, "since": str(day), "until": str(day)}, people)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["employment"] == of


def test_work_that_was_left_before_its_first_day_is_nobodys_to_report(
    who: dict[str, Account], first: Employment, second: Account, clock: Clock
) -> None:
    clock.set(datetime(2017, 3, 20, 15, tzinfo=LATER.tzinfo))
    moving.move(who["worker"], Permit.every.get(), JobOrder.objects.get(case="C-2"))
    assert not paying.at_work(who["employer"]).exists()
    assert [each.order.case for each in paying.own_work(who["worker"])] == ["C-2"]
