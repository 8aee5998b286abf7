"""The list of orders of an application, changed one step at a time; and the orders to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from acuerdo.operate import audit, clock
from acuerdo.operate.applying import rank
from acuerdo.operate.states import NotNow
from acuerdo.population.trades import trades
from acuerdo.records.models import Account, Application, JobOrder, Preference, Worker

MOST_RANKED = 50
"""Orders that one list names (assumed, so that a page and a match can hold them)."""
CHANGES = ("add", "up", "down", "remove", "leave_out", "take_back")
"""What may be done to an order on a list."""


@dataclass(frozen=True, slots=True)
class OrderList:
    """The orders that a worker put first, in sequence, and those left out."""

    first: tuple[JobOrder, ...]
    without: tuple[JobOrder, ...]


def list_of(account: Account, application: Application) -> OrderList:
    """The list of an application, read by an account."""
    found = audit.rows(account, "application.see", Preference).filter(application=application)
    rows = list(found.select_related("order__employer").order_by("place", "pk"))
    audit.read(
        account, "application.see", "list of orders", audit.subject_of(application), [_number(application)]
    )
    return OrderList(
        tuple(row.order for row in rows if row.place), tuple(row.order for row in rows if not row.place)
    )


def change(account: Account, application: Application, order: JobOrder, how: str) -> None:
    """Take one step with one order.

    Args:
        how: one of CHANGES.

    Raises:
        Denied: the account does not stand for this worker.
        NotNow: the season is closed, or the list is full.
    """
    rows = Preference.every.filter(application=application).select_related("order").order_by("place", "pk")
    first = [row.order for row in rows if row.place]
    without = [row.order for row in rows if not row.place]
    rank(account, application, _moved(first, order, how), _left_out(without, order, how), application.most)


def limit(account: Account, application: Application, most: int | None) -> None:
    """Say how many orders the list has at most; None for no limit."""
    rows = Preference.every.filter(application=application).select_related("order").order_by("place", "pk")
    rank(
        account,
        application,
        [row.order for row in rows if row.place],
        [row.order for row in rows if not row.place],
        most,
    )


def _moved(first: Sequence[JobOrder], order: JobOrder, how: str) -> list[JobOrder]:
    kept = list(first)
    at = next((number for number, each in enumerate(kept) if each.pk == order.pk), None)
    if how == "add" and at is None:
        if len(kept) >= MOST_RANKED:
            raise NotNow("rank", "full_list")
        kept.append(order)
    if at is not None:
        if how in ("remove", "leave_out"):
            kept.pop(at)
        to = at + {"up": -1, "down": 1}.get(how, 0)
        if how in ("up", "down") and 0 <= to < len(kept):
            kept[at], kept[to] = kept[to], kept[at]
    return kept


def _left_out(without: Sequence[JobOrder], order: JobOrder, how: str) -> list[JobOrder]:
    kept = [each for each in without if each.pk != order.pk]
    if how == "leave_out":
        if len(kept) >= MOST_RANKED:
            raise NotNow("rank", "full_list")
        kept.append(order)
    return kept if how in ("add", "leave_out", "take_back") else list(without)


def choosable(
    account: Account, worker: Worker | None = None, state: str = "", trade: str = "", pay_cents: int = 0
) -> QuerySet[JobOrder]:
    """The orders that stand and begin later than today, best paid first.

    Args:
        worker: only those within this worker's trades; None for all.
        state: postal code, or "" for all.
        trade: the name of a trade, or "" for all.
        pay_cents: the least pay an hour.
    """
    found = audit.rows(account, "order.see", JobOrder).filter(
        status="certified", places__gt=0, starts__gt=clock.today()
    )
    if state:
        found = found.filter(state=state)
    if trade:
        found = found.filter(_of_trades({trade}))
    if worker is not None:
        own = {each.id for at, each in enumerate(trades()) if worker.trades >> at & 1}
        found = found.filter(_of_trades(own))
    if pay_cents:
        found = found.filter(pay_cents_hour__gte=pay_cents)
    return found.select_related("employer").order_by("-pay_cents_hour", "case")


def _of_trades(names: set[str]) -> Q:
    """Orders of some trades: the longest beginning of a code that a trade names decides."""
    inside = [code for each in trades() if each.id in names for code in each.soc]
    others = [code for each in trades() if each.id not in names for code in each.soc]
    found = Q(pk__in=[])
    for code in inside:
        longer = Q()
        for other in others:
            if other.startswith(code):
                longer |= Q(soc__startswith=other)
        found |= Q(soc__startswith=code) & ~longer if longer else Q(soc__startswith=code)
    return found


def _number(application: Application) -> str:
    return str(application.worker.number)


__all__ = ["CHANGES", "MOST_RANKED", "OrderList", "change", "choosable", "limit", "list_of"]
