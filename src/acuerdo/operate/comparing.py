"""Sums owed are found: what was reported of pay is held against contracts and protections, by the rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from acuerdo.agreement.facts import UNKNOWN_MONEY
from acuerdo.operate import audit, clock, protecting
from acuerdo.operate.states import step
from acuerdo.records.models import Account, Employment, Owed, PayReport
from acuerdo.rules import wages
from acuerdo.rules.wages import WHOSE, Told

CURRENCY = "USD"
"""The currency of job orders: the form has them in US cents (stated: `JobOrder.pay_cents_hour`)."""
OF_DAYS = {"housing_deduction_per_day": "housing_cents", "meals_deduction_per_day": "meals_cents"}
"""Measures of deductions by the day, and the field of a report that gives each."""
Key = tuple[int, str, date, date]
Sum = tuple[int, str]


def find(account: Account | None, employments: Sequence[Employment]) -> None:
    """Compare what was reported of some work with its contracts, and keep what is owed.

    A sum that an inspector has looked at stays as it is. One that is owed no more, as somebody reported anew,
    is dropped; it comes back where it is owed again.

    Args:
        employments: with their orders and workers.
    """
    by_pk = {each.pk: each for each in employments}
    reports = list(PayReport.every.filter(employment__in=list(by_pk), counts=True))
    sums = {**_of_periods(by_pk, reports), **_of_deductions(reports), **_of_guarantee(by_pk, reports)}
    known = {
        (each.employment_id, each.kind, each.since, each.until): each
        for each in Owed.every.filter(employment__in=list(by_pk))
    }
    made, changed = [], []
    for key in sums.keys() | known.keys():
        cents, whose = sums.get(key, (0, WHOSE[0]))
        row = known.get(key)
        if row is None:
            of, kind, since, until = key
            told: dict[str, Any] = {"cents": cents, "whose": whose, "currency": CURRENCY}
            made.append(
                Owed(employment_id=of, kind=kind, since=since, until=until, found_at=clock.now(), **told)
            )
        elif row.decision_id is None and _renewed(row, cents, whose):
            changed.append(row)
    Owed.every.bulk_create(made, batch_size=500)
    Owed.every.bulk_update(changed, ["cents", "whose", "status"], batch_size=500)
    audit.written_many(
        account,
        "owed.find",
        "pay compared with the contract",
        [
            (
                audit.subject_of(each),
                _number(by_pk[each.employment_id]),
                {"cents": each.cents, "state": each.status},
            )
            for each in [*made, *changed]
        ],
    )


def _renewed(row: Owed, cents: int, whose: str) -> bool:
    """Whether a sum is another than it was: it has the new one then."""
    before = (row.cents, row.whose, row.status)
    if cents:
        row.cents, row.whose = cents, whose
        if row.status == "dropped":
            step(row, "find")
    elif row.status == "owed":
        step(row, "drop")
    return (row.cents, row.whose, row.status) != before


def _whole(numbers: Iterable[int | None]) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.array([UNKNOWN_MONEY if each is None else each for each in numbers], np.int64)


def _of_periods(employments: Mapping[int, Employment], reports: Sequence[PayReport]) -> dict[Key, Sum]:
    """What is short in each period, by the word of both sides."""
    sides: dict[tuple[int, date, date], dict[str, PayReport]] = {}
    for each in reports:
        sides.setdefault((each.employment_id, each.since, each.until), {})[each.by] = each
    one = [each.get("employer") for each in sides.values()]
    other = [each.get("worker") for each in sides.values()]
    found = wages.short(
        _whole(employments[of].order.pay_cents_hour for of, _since, _until in sides),
        _told(one),
        _whole(kept_back(each) if each else 0 for each in one),
        _told(other),
    )
    return {
        (of, "wages", since, until): (cents, WHOSE[whose])
        for (of, since, until), cents, whose in zip(
            sides, found.cents.tolist(), found.whose.tolist(), strict=True
        )
        if cents
    }


def _told(reports: Sequence[PayReport | None]) -> Told:
    return Told(
        _whole(each.hours_worked if each else None for each in reports),
        _whole(each.paid_cents if each else None for each in reports),
    )


def kept_back(report: PayReport) -> int:
    """All that was kept back in a period, minor units."""
    return (
        report.housing_cents
        + report.meals_cents
        + report.utilities_cents
        + report.law_cents
        + report.other_cents
    )


def _of_deductions(reports: Sequence[PayReport]) -> dict[Key, Sum]:
    """What was kept back above the bounds of the text, by the word of the employer."""
    own = [each for each in reports if each.by == "employer"]
    days = _whole((each.until - each.since).days + 1 for each in own)
    more = np.zeros(len(own), np.int64)
    for measure, name in OF_DAYS.items():
        kept = _whole(getattr(each, name) for each in own)
        for protection, broken in (
            protecting.broken(measure, wages.a_day(kept, days), clock.today()) if own else ()
        ):
            bound = protecting.most_cents(protection)
            if bound is not None:
                more += np.where(broken, wages.above(kept, days, bound), 0)
    return {
        (each.employment_id, "deduction", each.since, each.until): (cents, "employer")
        for each, cents in zip(own, more.tolist(), strict=True)
        if cents
    }


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of work under contracts, hundredths: offered so far, promised in all, and the share once it is
    over."""

    offered: np.ndarray[Any, np.dtype[np.int64]]
    promised: np.ndarray[Any, np.dtype[np.int64]]
    share: np.ndarray[Any, np.dtype[np.float64]]


def hours_of(employments: Sequence[Employment], reports: Sequence[PayReport]) -> Hours:
    """Hours offered by the reports of employers against those that orders promise for the days of work."""
    offered: dict[int, int | None] = {}
    last: dict[int, date] = {}
    for each in reports:
        if each.by != "employer":
            continue
        of, before = each.employment_id, offered.get(each.employment_id, 0)
        now = each.hours_offered
        offered[of] = None if before is None or now is None else before + now
        last[of] = max(each.until, last.get(of, each.until))
    given = _whole(offered.get(each.pk) for each in employments)
    promised = wages.promised(
        _whole(max(0, (each.until - each.since).days + 1) for each in employments),
        np.array([each.order.hours_week or np.nan for each in employments], np.float64),
    )
    over = np.array([last.get(each.pk, date.min) >= each.until for each in employments], np.bool_)
    return Hours(given, promised, wages.offered_share(given, promised, over))


def _of_guarantee(employments: Mapping[int, Employment], reports: Sequence[PayReport]) -> dict[Key, Sum]:
    """What hours are worth that the text promises and that were not offered, once a contract is over."""
    rows = list(employments.values())
    found = hours_of(rows, reports)
    cents = np.zeros(len(rows), np.int64)
    for protection, broken in protecting.broken("contract_hours_offered_share", found.share, clock.today()):
        share = protecting.least_share(protection)
        if share is not None:
            worth = wages.guaranteed(
                found.offered, found.promised, _whole(each.order.pay_cents_hour for each in rows), share
            )
            cents = np.maximum(cents, np.where(broken, worth, 0))
    return {
        (each.pk, "guarantee", each.since, each.until): (owed, "employer")
        for each, owed in zip(rows, cents.tolist(), strict=True)
        if owed > 0
    }


def _number(employment: Employment) -> str:
    return str(employment.placement.application.worker.number)
