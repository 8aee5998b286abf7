"""People at work under permits, for tests of pay, visits and ratings."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from acuerdo.operate import numbers
from acuerdo.records.models import (
    Account,
    Application,
    Employer,
    Employment,
    JobOrder,
    Permit,
    Placement,
    Published,
    Season,
    Worker,
)
from service.fields import ORDER

FIRST = (date(2017, 4, 1), date(2017, 4, 14))
"""The first pay period of the order of `fields.ORDER`."""
LATER = datetime(2017, 4, 20, 15, tzinfo=UTC)
OVER = datetime(2017, 11, 20, 15, tzinfo=UTC)
"""An instant in the season of work, and one behind it."""


def employed(worker: Worker, order: JobOrder, season: Season, at: int = 0) -> Employment:
    """Somebody at work under a permit for an order."""
    application, _ = Application.every.get_or_create(
        season=season,
        worker=worker,
        defaults={"number": f"A-{worker.pk}-{at}", "filed_at": season.opens, "status": "permitted"},
    )
    placement: Placement = Placement.every.create(
        application=application,
        order=order,
        round=1,
        offered_at=season.opens,
        answer_by=season.closes,
        entry=order.starts,
        status="permitted",
    )
    Permit.every.create(
        number=numbers.new("P"),
        placement=placement,
        holds_from=order.starts,
        until=order.ends,
        granted_at=season.opens,
    )
    made: Employment = Employment.every.create(
        placement=placement, order=order, since=order.starts, until=order.ends
    )
    return made


def far_order(fields: Callable[..., dict[str, Any]] | None = None) -> tuple[Account, JobOrder]:
    """An order of another employer in another state, and who stands for it."""
    other = Employer.objects.create(number="E-far", name="Far", state="CA", accredited_on=date(2016, 10, 1))
    account = Account.objects.create(username="far employer of pay", role="employer", employer=other)
    told = {**ORDER, "case": "C-far", "state": "CA"}
    order = JobOrder.objects.create(
        employer=other, status="certified", places=3, filed_at=datetime(2016, 11, 1, tzinfo=UTC), **told
    )
    return account, order


def pay(**changed: Any) -> dict[str, Any]:
    """What an employer reports of the first period, paid in full."""
    return {
        "since": FIRST[0],
        "until": FIRST[1],
        "hours_offered": 8000,
        "hours_worked": 8000,
        "paid_cents": 80 * ORDER["pay_cents_hour"],
        **changed,
    }


def much_paid(
    who: dict[str, Account], season: Season, worker_fields: Callable[..., dict[str, Any]]
) -> dict[str, Any]:
    """Much of everything about pay, sums owed and visits, in an order whose work is over; how addresses name
    one of each, and what a table of pay may say."""
    from acuerdo.operate import dwelling, owing, paying, registering, visiting

    days = {"starts": date(2016, 5, 1), "ends": date(2016, 9, 30)}
    order = JobOrder.objects.create(
        employer=who["employer"].employer,
        status="certified",
        places=30,
        filed_at=datetime(2016, 3, 1, tzinfo=UTC),
        **{**ORDER, **days, "case": "C-past", "places_requested": 30},
    )
    employer = order.employer
    who["employed"] = Account.objects.create(username="employed", role="worker")
    people = [registering.register(who["employed"], worker_fields(surnames="con Pago"))]
    people += [
        registering.register(who["origin_officer"], worker_fields(surnames=f"{at} con Pago"))
        for at in range(14)
    ]
    works = [employed(each, order, season) for each in people]
    first = {"since": date(2016, 5, 1), "until": date(2016, 5, 14)}
    rows = [pay(employment=each, paid_cents=1000 * at, **first) for at, each in enumerate(works)]
    paying.report(who["employer"], employer, rows)
    dwelling.offer(who["employer"], order, {"address": "Road 1", "beds": 4})
    for _ in range(5):
        dwelling.tell(who["employed"], works[0], {"about": "water", "words": ""})
        visit = visiting.file(
            who["inspector"],
            order,
            {"on": date(2016, 6, 1), "people": 2, "housing": "passed", "words": "x"},
            {"equal_treatment": "0.5", "orderly_framework": "yes", "no_worker_fees": "0 USD"},
        )
    told = {"paid_cents": 1, "hours_worked": 10000}
    fortnights = [(each.since, each.until) for each in paying.periods(works[0])[:5]]
    own = [paying.got(who["employed"], works[0], each, told) for each in fortnights]
    sums = [each.owed for each in paying.periods(works[0]) if each.owed]
    for at, each in enumerate(sums[:3]):
        owing.order(who["inspector"], each, "order", date(2018, 6, 1), "so")
        if at:
            owing.pay(who["employer"], each, "R")
        if at > 1:
            owing.pay_out(who["origin_officer"], each, "R")
    recruiter = registering.license_recruiter(who["origin_officer"], "One", "L-pay")
    for _ in range(4):
        Published.objects.create(
            employer=employer, on=date(2016, 11, 1), people=20, tenths={"pay": 9, "hours": 1}
        )
        Published.objects.create(recruiter=recruiter, on=date(2016, 11, 1), people=20, tenths={"free": 5})
    head = "case,worker,since,until,hours_offered,hours_worked,paid_cents\n"
    table = head + "".join(f"C-past,{each.number},2016-06-01,2016-06-14,80,80,5\n" for each in people)
    return {
        "work": works[0].pk,
        "period_since": own[0].since,
        "period_until": own[0].until,
        "owed": sums[3].pk,
        "owed_ordered": sums[0].pk,
        "owed_paid": sums[1].pk,
        "owed_out": sums[2].pk,
        "past": order.pk,
        "visit_finding": visit.findings.get(protection="orderly_framework").pk,
        "pay_table": table,
    }
