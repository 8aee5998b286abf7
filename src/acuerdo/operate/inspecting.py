"""Which places an inspector looks at first: facts of the record about work and employers, and points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Count, Max, Min, Sum

from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check
from acuerdo.records.models import (
    Account,
    Condition,
    Housing,
    JobOrder,
    Owed,
    PayReport,
    Placement,
    Visit,
    VisitFinding,
)
from acuerdo.rules.inspecting import WEIGHTS, ranked

CENTS_A_HUNDRED_DOLLARS = 10_000
PEOPLE_A_UNIT = 10
TENTHS = 10
DAYS_A_MONTH = 30
SEASON_DAYS = 365
"""An employer is in its first season while its first people came within so many days of those of an order."""
OF_ORDER = "employment__order"


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of a place: how much of its unit there is, and the points for it."""

    name: str
    units: float
    points: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the ranking, with every line of its points."""

    order: JobOrder
    points: float
    lines: Sequence[Line]


def places(account: Account) -> list[Place]:
    """The places where people work within an inspector's reach, the first to look at first.

    Raises:
        Denied: the role visits none.
    """
    check(account, "visit.make")
    reached = audit.rows(account, "visit.make", JobOrder)
    orders = list(
        reached.filter(placements__status="permitted").select_related("employer").distinct().order_by("case")
    )
    facts = facts_of(orders, clock.today())
    found = ranked(facts)
    return [
        Place(
            orders[at],
            float(found.points[at]),
            [Line(name, float(facts[name][at]), float(found.parts[name][at])) for name in WEIGHTS],
        )
        for at in found.order.tolist()
    ]


def facts_of(orders: Sequence[JobOrder], today: date) -> dict[str, np.ndarray[Any, Any]]:
    """What counts of some orders, by the names of WEIGHTS. No query asks for anything about a worker but that
    there is one."""
    pks, employers = [each.pk for each in orders], {each.employer_id for each in orders}
    people = _by(Placement.every.filter(order__in=pks, status="permitted"), "order", Count("pk"))
    broken = _by(
        VisitFinding.objects.filter(visit__order__employer__in=employers, outcome="broken", mended_on=None),
        "visit__order__employer",
        Count("pk"),
    )
    owed = Owed.every.filter(employment__order__in=pks)
    unpaid = _by(owed.filter(status="ordered"), OF_ORDER, Sum("cents"))
    short = _by(owed.filter(kind="wages").exclude(status="dropped"), OF_ORDER, Sum("cents"))
    paid = _by(
        PayReport.every.filter(employment__order__in=pks, by="employer", counts=True),
        OF_ORDER,
        Sum("paid_cents"),
    )
    told = _by(Condition.every.filter(employment__order__in=pks, seen_in=None), OF_ORDER, Count("pk"))
    last = _by(Visit.objects.filter(order__in=pks), "order", Max("on"))
    fit = set(Visit.objects.filter(order__in=pks, housing="passed").values_list("order", flat=True))
    housed = set(Housing.objects.filter(order__in=pks).values_list("order", flat=True))
    first = _by(
        Placement.every.filter(order__employer__in=employers, status="permitted"),
        "order__employer",
        Min("order__starts"),
    )
    return {
        "broken": _array(broken.get(each.employer_id, 0) for each in orders),
        "unpaid": _array(unpaid.get(each.pk, 0) / CENTS_A_HUNDRED_DOLLARS for each in orders),
        "short": _array(_tenths(short.get(each.pk, 0), paid.get(each.pk, 0)) for each in orders),
        "conditions": _array(told.get(each.pk, 0) for each in orders),
        "housing": _array(float(each.pk in housed and each.pk not in fit) for each in orders),
        "months": _array(
            max(0, (today - last.get(each.pk, each.starts)).days) / DAYS_A_MONTH for each in orders
        ),
        "first": _array(float((each.starts - first[each.employer_id]).days < SEASON_DAYS) for each in orders),
        "people": _array(people.get(each.pk, 0) / PEOPLE_A_UNIT for each in orders),
    }


def _tenths(short: int, paid: int) -> float:
    """Tenths of what should have been paid that is short."""
    return TENTHS * short / (paid + short) if paid + short else 0.0


def _array(found: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array(list(found), np.float64)


def _by(rows: Any, of: str, counted: Any) -> Mapping[int, Any]:
    return {row[of]: row["told"] for row in rows.order_by().values(of).annotate(told=counted)}
