"""People at work under permits, for tests of pay, visits and ratings."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from acuerdo.operate import numbers
from acuerdo.records.models import Account, Application, Employer, JobOrder, Permit, Placement, Season, Worker
from service.fields import ORDER

FIRST = (date(2017, 4, 1), date(2017, 4, 14))
"""The first pay period of the order of `fields.ORDER`."""
LATER = datetime(2017, 4, 20, 15, tzinfo=UTC)
OVER = datetime(2017, 11, 20, 15, tzinfo=UTC)
"""An instant in the season of work, and one behind it."""


def employed(worker: Worker, order: JobOrder, season: Season, at: int = 0) -> Placement:
    """Somebody with a permit for an order."""
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
    return placement


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
