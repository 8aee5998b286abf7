"""Work items: what an officer of a state has to look into, by a day, and how it was resolved."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from acuerdo.operate import audit, clock
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.crossing import party_of, worker_of
from acuerdo.operate.reconciling import DUE_DAYS, other_than, reconcile
from acuerdo.operate.states import NotNow, step
from acuerdo.records.models import Account, Crossing, WorkItem

OUTCOMES = ("stands", "struck", "passed_on")
"""What an officer may find: it stands as it was told, a record of the own state was mistaken, or the other
state has to look into it."""


def waiting(account: Account) -> QuerySet[WorkItem]:
    """Work items that are open and that the state of an officer looks into, the first due first.

    Raises:
        Denied: the role looks into none.
    """
    check(account, "item.see")
    found = audit.rows(account, "item.see", WorkItem).filter(status="open")
    own = found.filter(owner=party_of(account))
    return own.select_related("permit__placement__application__worker", "crossing", "other").order_by(
        "due_on", "pk"
    )


@transaction.atomic
def item_of(account: Account, pk: int) -> WorkItem:
    """A work item, with the records it is about; that it was read is an entry.

    Raises:
        Denied: the role looks into none.
        NotThere: there is none of this number.
    """
    check(account, "item.see")
    rows = audit.rows(account, "item.see", WorkItem)
    related = ("permit__placement__application__worker", "crossing", "other", "by")
    found: WorkItem | None = rows.select_related(*related).filter(pk=pk).first()
    if found is None:
        raise audit.NotThere("WorkItem is not there")
    audit.read(account, "item.see", "work item", audit.subject_of(found), [worker_of(found.permit)])
    return found


@transaction.atomic
def resolve(account: Account, item: WorkItem, outcome: str, words: str) -> WorkItem:
    """Say what was found of a work item; the records of its permit are compared again.

    Args:
        outcome: one of OUTCOMES.
        words: what was found, for whoever asks later.

    Raises:
        Denied: the other state looks into it, or told the record that would be struck.
        NotNow: it is not open any more.
    """
    check(account, "item.resolve", item)
    item = WorkItem.every.select_for_update(of=("self",)).get(pk=item.pk)
    party = party_of(account)
    if item.owner != party:
        raise Denied("item.resolve", "other_state")
    if outcome == "passed_on":
        step(item, "pass_on")
        item.owner = other_than(party)
        item.due_on = clock.today() + timedelta(days=DUE_DAYS)
    else:
        step(item, "resolve")
        item.outcome, item.by, item.resolved_at = outcome, account, clock.now()
    item.words = words
    item.save()
    struck = _strike(item, party) if outcome == "struck" else ""
    number = worker_of(item.permit)
    audit.written(
        account, "item.resolve", outcome.replace("_", " "), audit.subject_of(item), number, struck=struck
    )
    if item.permit_id is not None:
        reconcile(None, [item.permit_id])
    return item


def _strike(item: WorkItem, party: str) -> str:
    """Strike the record of a work item that the state of the officer told; the last of them, if both."""
    own: list[Crossing] = [each for each in (item.crossing, item.other) if each and each.party == party]
    if not own:
        raise Denied("item.resolve", "other_state")
    struck = max(own, key=lambda each: (each.filed_at, each.pk))
    if struck.struck_at is not None:
        raise NotNow("strike", "struck")
    struck.struck_at = clock.now()
    struck.save(update_fields=["struck_at"])
    return audit.subject_of(struck)
