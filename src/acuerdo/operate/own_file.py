"""A worker's own file: what the record says, what of it the worker keeps right, and the seasons behind."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from acuerdo.operate import audit
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.forms import WorkerForm
from acuerdo.population.trades import trades
from acuerdo.records.models import Account, Application, PastSeason, Worker

KEPT_BY_THE_WORKER = (
    ("phone", "email", "language"),
    ("trades", "experience_months", "free_from", "free_until", "taste"),
)
"""What a worker keeps right without an officer: how to be reached, and the work."""


class OwnForm(WorkerForm):
    """What a worker changes of the own record; the rest is checked on a paper by an officer."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        kept = {name for part in KEPT_BY_THE_WORKER for name in part}
        for name in set(self.fields) - kept:
            del self.fields[name]


@dataclass(frozen=True, slots=True)
class OwnFile:
    """Fields: the worker; seasons worked, the last first; and every application, the last first."""

    worker: Worker
    past_seasons: list[PastSeason]
    applications: list[Application]


@transaction.atomic
def own_file(account: Account) -> OwnFile:
    """The file of the worker that an account stands for; that it was read is an entry.

    Raises:
        Denied: the account is no worker's, or has no registration.
    """
    check(account, "audit.own")
    worker = account.worker
    if worker is None:
        raise Denied("worker.see", "reach")
    past = audit.rows(account, "worker.see", PastSeason).select_related("employer").order_by("-year")
    asked = audit.rows(account, "application.see", Application).select_related("season")
    audit.read(account, "worker.see", "own file", audit.subject_of(worker), [worker.number])
    return OwnFile(worker, list(past), list(asked.order_by("-season__opens", "-pk")))


def as_filled_in(worker: Worker) -> dict[str, Any]:
    """What a form of a worker begins with; the lines of a passport are not kept, only what they say."""
    kept = {name: getattr(worker, name) for name in WorkerForm.base_fields if name not in ("mrz", "trades")}
    return {**kept, "trades": [at for at in range(len(trades())) if worker.trades >> at & 1]}
