"""Workers for programs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.responses import Status

from acuerdo.operate import audit, registering
from acuerdo.operate.authority import check
from acuerdo.operate.forms import WorkerForm
from acuerdo.records.models import Account, Worker
from acuerdo.web.api.filings import Key, filed
from acuerdo.web.api.paging import page
from acuerdo.web.api.problems import checked
from acuerdo.web.api.schemas import Filed, Page, Paging, WorkerTold, trade_numbers
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import WorkerChange, WorkerSent

router = Router(tags=["workers"])


@router.post("", response={201: Filed}, operation_id="register_worker", summary="Register a worker")
def register(
    request: HttpRequest, response: HttpResponse, sent: WorkerSent, key: Key
) -> Status[dict[str, Any]]:
    """Once for life: by officers of the origin, by a consulate that helps, or by the worker."""
    account = who(request)
    check(account, "worker.register")
    form = WorkerForm(sent.model_dump())
    form.full_clean()  # before others who write have to wait

    def act() -> Worker:
        return registering.register(account, checked(form), _helped_at(account))

    return filed(request, response, key, "worker", sent, act)


def _helped_at(account: Account) -> str:
    return (
        str(account.states[0] if account.states else account.username)[:24]
        if account.role == "consulate"
        else ""
    )


@router.get("", response=Page[WorkerTold], operation_id="list_workers", summary="List workers")
def many(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The workers that you may see; each one shown is an entry in the audit."""
    account = who(request)
    check(account, "worker.see")
    found = audit.rows(account, "worker.see", Worker).order_by("pk")
    return page(found, paging, lambda rows: audit.see_many(account, "worker.see", rows, "list of workers"))


@router.get("/{number}", response=WorkerTold, operation_id="read_worker", summary="Read a worker's record")
def one(request: HttpRequest, number: str) -> Worker:
    """An entry in the audit, which the worker can read."""
    worker: Worker = audit.see(who(request), "worker.see", Worker, "read by a program", number=number)
    return worker


@router.patch(
    "/{number}", response=WorkerTold, operation_id="change_worker", summary="Change a worker's record"
)
def change(request: HttpRequest, number: str, sent: WorkerChange) -> Worker:
    """The fields that are sent; the audit keeps which, not what they said."""
    account = who(request)
    worker: Worker = audit.see(account, "worker.change", Worker, "to change it", number=number)
    told = sent.model_dump(exclude_unset=True)
    fields = checked(WorkerForm({**_as_sent(worker), **told}))
    names = {*told} | ({"document", "document_country", "document_expires"} if told.get("mrz") else set())
    registering.change(account, worker, {name: value for name, value in fields.items() if name in names})
    return worker


def _as_sent(worker: Worker) -> dict[str, Any]:
    """A record as the form takes it."""
    kept = {name: getattr(worker, name) for name in WorkerForm.base_fields if name not in ("mrz", "trades")}
    return {**kept, "trades": trade_numbers(worker.trades)}
