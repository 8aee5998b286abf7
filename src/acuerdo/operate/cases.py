"""The case of a job order: the order, its evidence, what was decided and why, what became of its places."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Count, QuerySet

from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check, may
from acuerdo.operate.history import of_order
from acuerdo.operate.reviewing import OFFICER_OF
from acuerdo.records.models import (
    Account,
    Decision,
    Employer,
    Entry,
    Evidence,
    JobOrder,
    Nomination,
    Placement,
    Review,
)

LIVE = ("offered", "confirmed", "permitted")
"""States of a placement that holds a place."""
MOST_SHOWN = 200
"""Placements of one order that a page shows."""


@dataclass(slots=True)
class Case:
    """Everything about one order that an account may see.

    Fields:
        order: it.
        evidence: of its labour-market test.
        decisions: about it, the last first, with their reviews.
        places: why places are empty, or that none is; None before a season is published.
        placements: who was matched, by number; empty before a season is published.
        nominations: whom the employer names.
        history: what was done with it, the first thing first.
        filled: how many places are held.
        suspended: whether the employer is, today.
        may: what the account may do with it now.
    """

    order: JobOrder
    evidence: list[Evidence] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    places: Decision | None = None
    placements: list[Placement] = field(default_factory=list)
    nominations: list[Nomination] = field(default_factory=list)
    history: list[Entry] = field(default_factory=list)
    filled: int = 0
    suspended: bool = False
    may: set[str] = field(default_factory=set)


ACTIONS = ("order.certify", "order.evidence", "order.withdraw", "order.nominate", "review.ask")


def order_of(account: Account, action: str, pk: int) -> JobOrder:
    """An order within reach of an action.

    Raises:
        Denied: the role may not do it at all.
        NotThere: there is none within reach.
    """
    return _order(account, action, pk=pk)


def order_named(account: Account, action: str, case: str) -> JobOrder:
    """The same by its number.

    Raises:
        as `order_of`.
    """
    return _order(account, action, case=case)


def _order(account: Account, action: str, **which: object) -> JobOrder:
    check(account, action)
    found = audit.rows(account, action, JobOrder).filter(**which).select_related("employer").first()
    if found is None:
        raise audit.NotThere("JobOrder is not there")
    order: JobOrder = found
    return order


@transaction.atomic
def case_of(account: Account, pk: int) -> Case:
    """The case of an order.

    Raises:
        as `order_of`.
    """
    from acuerdo.operate.registering import suspended

    order = order_of(account, "case.see", pk)
    case = Case(order, list(order.evidence.order_by("filed_at", "pk")), history=of_order(account, order))
    case.may = {action for action in ACTIONS if may(account, action)}
    case.suspended = suspended(order.employer, clock.today())
    if may(account, "decision.see"):
        found = audit.rows(account, "decision.see", Decision).filter(order=order, worker=None)
        told = audit.see_many(
            account,
            "decision.see",
            found.select_related("review", "worker").order_by("-at", "-pk"),
            "case",
            "worker",
        )
        case.decisions = [each for each in told if each.kind != "places"]
        case.places = next((each for each in told if each.kind == "places"), None)
    if may(account, "placement.see"):
        case.placements = audit.see_many(
            account,
            "placement.see",
            _known(account, [order])
            .select_related("application__worker")
            .order_by("round", "pk")[:MOST_SHOWN],
            "case",
            "application__worker",
        )
        case.filled = sum(each.status in LIVE for each in case.placements)
    if may(account, "order.nominate"):
        named = audit.rows(account, "order.nominate", Nomination).filter(order=order)
        case.nominations = audit.see_many(
            account, "order.nominate", named.select_related("worker").order_by("at"), "case", "worker"
        )
    return case


def _known(account: Account, orders: Iterable[JobOrder]) -> QuerySet[Placement]:
    """Placements of orders that may be known: those of published seasons."""
    found = audit.rows(account, "placement.see", Placement)
    return found.filter(order__in=list(orders), application__season__status="published")


@dataclass(frozen=True, slots=True)
class Row:
    """An order in a list: how many of its places are held, and the last word on the empty ones."""

    order: JobOrder
    filled: int
    places: Decision | None


def listed(account: Account, orders: Iterable[JobOrder]) -> list[Row]:
    """Orders of one page of a list."""
    shown = list(orders)
    held: dict[int, int] = {}
    last: dict[int, Decision] = {}
    if may(account, "placement.see"):
        counted = _known(account, shown).filter(status__in=LIVE).order_by().values("order")
        held = {row["order"]: row["number"] for row in counted.annotate(number=Count("pk", distinct=True))}
    if may(account, "decision.see"):
        found = audit.rows(account, "decision.see", Decision).filter(kind="places", order__in=shown)
        for each in found.order_by("at", "pk"):
            last[each.order_id] = each
    return [Row(each, held.get(each.pk, 0), last.get(each.pk)) for each in shown]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order that waits for its certification, and for how many days."""

    order: JobOrder
    days: int


def queue(account: Account) -> QuerySet[JobOrder]:
    """Orders that wait for their certification where an officer answers, the oldest first.

    Raises:
        Denied: the role certifies nothing.
    """
    check(account, "order.certify")
    found = audit.rows(account, "order.certify", JobOrder).filter(status__in=("filed", "needs_evidence"))
    return found.select_related("employer").order_by("filed_at", "pk")


def waiting(orders: Iterable[JobOrder], today: date) -> list[Waiting]:
    """For how many days orders have waited."""
    return [Waiting(each, (today - each.filed_at.date()).days) for each in orders]


def reviews(account: Account) -> QuerySet[Review]:
    """Reviews that an officer may answer or has to leave to a second one, the first due first.

    Raises:
        Denied: the role answers none.
    """
    check(account, "review.answer")
    found = audit.rows(account, "review.answer", Review).filter(answered_at=None)
    own = [kind for kind, role in OFFICER_OF.items() if role == account.role]
    found = (
        found.filter(decision__kind__in=own) if own else found.exclude(decision__kind__in=list(OFFICER_OF))
    )
    return found.select_related("decision__worker", "decision__order", "decision__by").order_by(
        "due_on", "pk"
    )


@transaction.atomic
def review_of(account: Account, pk: int) -> Review:
    """A review to be answered, in the audit.

    Raises:
        Denied: the role answers none.
        NotThere: there is none within reach.
    """
    found: Review = audit.see(account, "review.answer", Review, "review", "decision__worker", pk=pk)
    return found


def employers(account: Account, action: str = "employer.see") -> QuerySet[Employer]:
    """Employers within reach.

    Raises:
        Denied: the role sees none.
    """
    check(account, action)
    return audit.rows(account, action, Employer).order_by("name", "pk")
