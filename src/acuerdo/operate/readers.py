"""Who read or wrote the file of a worker, for that worker."""

from django.db.models import QuerySet

from acuerdo.operate import audit
from acuerdo.operate.authority import Denied, check
from acuerdo.records.models import Account, Entry


def readers(account: Account, own: bool = False) -> QuerySet[Entry]:
    """What was done with the file of the worker of an account, the last first.

    Args:
        own: also what the account itself did.

    Raises:
        Denied: the account is no worker's.
    """
    check(account, "audit.own")
    if account.worker is None:
        raise Denied("audit.own", "reach")
    number = account.worker.number
    found = Entry.objects.filter(worker=number)
    audit.read(account, "audit.own", "own file", f"worker:{account.worker_id}", [number])
    if not own:
        found = found.exclude(account=audit.called(account))
    return found.order_by("-at", "-pk")
