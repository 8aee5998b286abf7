"""Visits for programs, and for the form that was filled in without a network."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.responses import Status

from acuerdo.operate import audit, visiting
from acuerdo.operate.authority import check
from acuerdo.operate.visiting import FOUND, MEASURED, VisitForm
from acuerdo.records.models import Account, JobOrder, Visit
from acuerdo.web.api.filings import Key, filed
from acuerdo.web.api.paging import page
from acuerdo.web.api.problems import Fault, Faulty, checked, said
from acuerdo.web.api.schemas import Filed, Page, Paging, VisitTold
from acuerdo.web.api.security import BearerToken, signed_in, who
from acuerdo.web.api.sent import VisitSent

router = Router(tags=["visits"])


@router.post(
    "/visits",
    response={201: Filed},
    operation_id="file_visit",
    summary="File a visit",
    auth=[BearerToken(), signed_in],
)
def file(request: HttpRequest, response: HttpResponse, sent: VisitSent, key: Key) -> Status[dict[str, Any]]:
    """What an inspector saw. The rules decide on each protection of which it says something; sent twice, it
    is filed once."""
    account = who(request)
    check(account, "visit.make")
    return filed(request, response, key, "visit", sent, lambda: _file(account, sent))


def _file(account: Account, sent: VisitSent) -> str:
    order = audit.rows(account, "visit.make", JobOrder).filter(case=sent.order).first()
    if order is None:
        raise audit.NotThere(sent.order)
    form = VisitForm({}, order)
    known = {str(each.id): MEASURED if each.measure else FOUND for each in form.protections}
    if unknown := [name for name in sent.findings if name not in known]:
        raise Faulty([Fault(f"findings.{name}", sent.findings[name], said("protection")) for name in unknown])
    told = sent.model_dump(exclude={"order", "findings"})
    form.data = told | {known[name] + name: value for name, value in sent.findings.items()}
    fields = checked(form)
    return audit.subject_of(visiting.file(account, order, fields, form.found))


@router.get("/visits", response=Page[VisitTold], operation_id="list_visits", summary="List visits")
def many(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The visits that you may see, with what they found."""
    account = who(request)
    check(account, "visit.see")
    found = audit.rows(account, "visit.see", Visit).select_related("order")
    return page(found.prefetch_related("findings").order_by("pk"), paging)
