"""Pay and sums owed for programs."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Query, Router
from ninja.responses import Status

from acuerdo.operate import audit, bulk, owing, paying
from acuerdo.operate.authority import check
from acuerdo.operate.pay_forms import PaymentForm, PayRow
from acuerdo.records.models import Account, Employer, Owed, PayReport
from acuerdo.web.api.filings import Key, filed
from acuerdo.web.api.paging import page
from acuerdo.web.api.placements import Number
from acuerdo.web.api.problems import Fault, Faulty, checked
from acuerdo.web.api.schemas import Filed, OwedTold, Page, Paging, PayTold
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import MOST_ROWS, PaymentSent, PaySent

router = Router(tags=["pay"])
Rows = Annotated[list[PaySent], Body(min_length=1, max_length=MOST_ROWS)]
ABOUT = "employment__placement__application__worker"


@router.post("/pay", response={201: Filed}, operation_id="report_pay", summary="Report pay periods")
def report(request: HttpRequest, response: HttpResponse, sent: Rows, key: Key) -> Status[dict[str, Any]]:
    """What an employer paid, a row for each worker and period: all or nothing; faults name the row."""
    account = who(request)
    check(account, "pay.report")
    check(account, "order.file")
    return filed(request, response, key, "pay", sent, lambda: _report(account, sent))


def _report(account: Account, sent: list[PaySent]) -> str:
    people = paying.work_of(account, [(each.case, each.worker.upper()) for each in sent])
    faults: list[Fault] = []
    by_employer: dict[Employer, list[dict[str, Any]]] = {}
    for row, each in enumerate(sent):
        try:
            told = checked(PayRow(each.model_dump(), people), row)
        except Faulty as faulty:
            faults += faulty.faults
        else:
            employer = told["employment"].order.employer
            by_employer.setdefault(employer, []).append(paying.fields_of(told))
    if faults:
        raise Faulty(faults)
    made = [each for employer, rows in by_employer.items() for each in paying.report(account, employer, rows)]
    return bulk.named("payreports", made)


@router.get("/pay", response=Page[PayTold], operation_id="list_pay", summary="List what was reported of pay")
def many(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The reports that count and that you may see; each one shown is an entry in the audit."""
    account = who(request)
    check(account, "pay.see")
    found = audit.rows(account, "pay.see", PayReport).filter(counts=True).order_by("pk")
    found = found.select_related(ABOUT, "employment__order")
    return page(found, paging, lambda rows: audit.see_many(account, "pay.see", rows, "pay", ABOUT))


@router.get("/owed", response=Page[OwedTold], operation_id="list_owed", summary="List sums owed")
def owed(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The sums that you may see; each one shown is an entry in the audit."""
    account = who(request)
    found = owing.sums(account).order_by("pk")
    return page(found, paging, lambda rows: audit.see_many(account, "owed.see", rows, "sums owed", ABOUT))


def _paid(request: HttpRequest, number: int, sent: PaymentSent, action: str) -> Owed:
    account = who(request)
    found = owing.sum_of(account, action, number)
    reference = checked(PaymentForm(sent.model_dump()))["reference"]
    return {"owed.pay": owing.pay, "owed.pay_out": owing.pay_out}[action](account, found, reference)


@router.post("/owed/{number}/payment", response=OwedTold, operation_id="pay_owed", summary="Pay a sum owed")
def pay(request: HttpRequest, number: Number, sent: PaymentSent) -> Owed:
    """Say that the employer paid it to the authority of the origin."""
    return _paid(request, number, sent, "owed.pay")


@router.post(
    "/owed/{number}/payout",
    response=OwedTold,
    operation_id="pay_out_owed",
    summary="Pay a sum out to the worker",
)
def pay_out(request: HttpRequest, number: Number, sent: PaymentSent) -> Owed:
    """Say that the authority of the origin paid it out."""
    return _paid(request, number, sent, "owed.pay_out")
