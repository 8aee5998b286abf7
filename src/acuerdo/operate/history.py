"""What happened to an order or to the file of a person, told from the audit."""

from django.db.models import QuerySet

from acuerdo.operate import audit
from acuerdo.operate.authority import check
from acuerdo.records.models import Account, Entry, JobOrder, Worker

MOST = 100
"""Steps that one page tells."""


def of_order(account: Account, order: JobOrder) -> list[Entry]:
    """What was done with an order, the first thing first; readings are left to the auditor.

    Raises:
        Denied: the account may not see this order.
    """
    check(account, "order.see", order)
    found = Entry.objects.filter(subject=audit.subject_of(order), kind="write")
    return list(found.order_by("at", "pk")[:MOST])


def of_person(account: Account, worker: Worker) -> QuerySet[Entry]:
    """What was done with the file of a person, the last thing first.

    Raises:
        Denied: the account may not see this person.
    """
    check(account, "worker.see", worker)
    return Entry.objects.filter(worker=worker.number, kind="write").order_by("-at", "-pk")
