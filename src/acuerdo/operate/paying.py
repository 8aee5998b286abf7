"""Pay reported: by the employer for a pay period, by the worker beside it; nothing said is changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from acuerdo.operate import audit, clock, comparing
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.pay_forms import Period, Work
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Employer, Employment, Owed, PayReport

WORKER = "employment__placement__application__worker"
USUAL_PERIOD_DAYS = 14
"""Days of a pay period where the employer reported none yet (law: 20 CFR 655.20(h), every two weeks)."""
MOST_SHOWN = 400
"""Reports that a page of one worker shows; a season of weeks has fewer."""


def at_work(account: Account, action: str = "pay.report") -> QuerySet[Employment]:
    """Work under permits that an action reaches, with employers that were left too.

    Raises:
        Denied: the role may not do it.
    """
    check(account, action)
    found: QuerySet[Employment] = audit.rows(account, action, Employment).filter(
        placement__status="permitted", since__lte=F("until")
    )
    return found.select_related("order__employer", "placement__application__worker").order_by(
        "order__case", "placement__application__worker__number", "pk"
    )


def side_of(account: Account) -> str:
    """By whose word an account reports."""
    return "worker" if account.role == "worker" else "employer"


def work_of(account: Account, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Work]]:
    """Work by order and worker, with what the side of the account reported of it, in two queries.

    Args:
        pairs: numbers of orders and of workers; those out of reach are left out.
    """
    asked = list(pairs)
    cases, numbers = {case for case, _number in asked}, {number for _case, number in asked}
    found = at_work(account).filter(order__case__in=cases, placement__application__worker__number__in=numbers)
    by_pair: dict[tuple[str, str], list[Work]] = {}
    for each in works(account, list(found)):
        by_pair.setdefault((each.employment.order.case, _number(each.employment)), []).append(each)
    return by_pair


def works(account: Account, employments: Sequence[Employment]) -> list[Work]:
    """Work, with the periods that the side of the account reported."""
    found = {each.pk: Work(each) for each in employments}
    told = PayReport.every.filter(employment__in=list(found), by=side_of(account), counts=True)
    for of, since, until in told.values_list("employment", "since", "until"):
        found[of].told.append((since, until))
    return list(found.values())


@transaction.atomic
def report(account: Account, employer: Employer, rows: Sequence[Mapping[str, Any]]) -> list[PayReport]:
    """Report pay periods by the word of the employer: all, or none.

    Args:
        rows: the fields of reports, checked by a form, each with its `employment`.

    Raises:
        Denied: the account does not stand for this employer.
    """
    check(account, "pay.report", employer)
    if any(row["employment"].order.employer_id != employer.pk for row in rows):
        raise Denied("pay.report", "reach")
    made = [PayReport(by="employer", at=clock.now(), **row) for row in rows]
    _keep(account, made)
    return made


@transaction.atomic
def got(account: Account, employment: Employment, period: Period, told: Mapping[str, Any]) -> PayReport:
    """Report what came of a pay period by the word of the worker.

    Raises:
        Denied: it is the work of somebody else.
        NotNow: the period is none that can be reported.
    """
    check(account, "pay.report", employment)
    if period not in {(each.since, each.until) for each in periods(employment)}:
        raise NotNow("report", "no_period")
    made = PayReport(
        employment=employment, by="worker", since=period[0], until=period[1], at=clock.now(), **told
    )
    _keep(account, [made])
    return made


def _keep(account: Account, made: Sequence[PayReport]) -> None:
    employments = {each.employment_id: each.employment for each in made}
    # Whoever reports the same work at once waits here: of two reports of a period, one counts.
    list(Employment.every.select_for_update().filter(pk__in=employments).order_by("pk").values_list("pk"))
    before = PayReport.every.filter(employment__in=list(employments), by=made[0].by, counts=True)
    said = {(each.employment_id, each.since, each.until) for each in made}
    old = [
        pk
        for pk, *period in before.values_list("pk", "employment", "since", "until")
        if tuple(period) in said
    ]
    if old:
        PayReport.every.filter(pk__in=old).update(counts=False)
    PayReport.every.bulk_create(made, batch_size=500)
    audit.written_many(
        account,
        "pay.report",
        "pay of a period",
        [(audit.subject_of(each), _number(each.employment), {"by": each.by}) for each in made],
    )
    comparing.find(account, list(employments.values()))


def fields_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a report among those of a form that names the work by order and worker."""
    return {name: value for name, value in told.items() if name not in ("case", "worker")}


@dataclass(slots=True)
class PayPeriod:
    """A pay period, what each side said of it, and what is owed for it."""

    since: date
    until: date
    employer: PayReport | None = None
    worker: PayReport | None = None
    owed: Owed | None = None


def periods(employment: Employment) -> list[PayPeriod]:
    """The pay periods of somebody's work that are over, the last first: those that were reported, and the
    fortnights between and behind them, counted from the first day of work with the employer."""
    found: dict[Period, PayPeriod] = {}
    reports = PayReport.every.filter(employment=employment, counts=True).order_by("pk")[:MOST_SHOWN]
    for each in reports:
        period = found.setdefault((each.since, each.until), PayPeriod(each.since, each.until))
        setattr(period, each.by, each)
    for sum_owed in Owed.every.filter(employment=employment, kind="wages").exclude(status="dropped"):
        if (sum_owed.since, sum_owed.until) in found:
            found[sum_owed.since, sum_owed.until].owed = sum_owed
    for since, until in _untold(employment, sorted(found)):
        found[since, until] = PayPeriod(since, until)
    return sorted(found.values(), key=lambda each: (each.since, each.until), reverse=True)


def _untold(employment: Employment, told: Sequence[Period]) -> Iterator[Period]:
    """Fortnights that are over between and behind the periods that were reported, in sequence."""
    one = timedelta(days=1)
    since, end = employment.since, employment.until + one
    for begins, ends in [*told, (end, end)]:
        while since < begins:
            until = min(since + (USUAL_PERIOD_DAYS - 1) * one, begins - one)
            if until > clock.today():
                return
            yield since, until
            since = until + one
        since = max(since, ends + one)


@transaction.atomic
def own_work(account: Account) -> list[Employment]:
    """The work of a worker under permits, ended or not, the last first; an entry in the audit."""
    found = list(at_work(account, "pay.see").order_by("-since", "-pk"))
    audit.read(account, "pay.see", "own pay", "payreport", [_number(each) for each in found[:1]])
    return found


@transaction.atomic
def reports_of(account: Account, found: Q) -> list[PayReport]:
    """Reports that count, the last period first, each worker in the audit."""
    rows = audit.rows(account, "pay.see", PayReport).filter(found, counts=True)
    rows = rows.select_related(WORKER, "employment__order").order_by("-until", "-pk")
    return audit.see_many(account, "pay.see", rows[:MOST_SHOWN], "pay", WORKER)


def _number(employment: Employment) -> str:
    return str(employment.placement.application.worker.number)
