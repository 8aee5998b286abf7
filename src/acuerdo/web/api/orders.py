"""Job orders for programs."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Query, Router
from ninja.responses import Status
from pydantic import Field

from acuerdo.operate import audit, orders
from acuerdo.operate.authority import check, may
from acuerdo.operate.forms import CertifyForm, EvidenceForm, OrderForm
from acuerdo.records.models import Account, Decision, Employer, JobOrder, Placement
from acuerdo.records.models.orders import ORDER_STATES
from acuerdo.records.models.seasons import HELD
from acuerdo.web.api.filings import Key, filed
from acuerdo.web.api.paging import page
from acuerdo.web.api.problems import Fault, Faulty, checked, said
from acuerdo.web.api.schemas import Filed, Order, OrderWhole, Page, Paging, PlacementTold, Said
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import (
    MOST_ROWS,
    CertificationSent,
    EvidenceSent,
    NominationSent,
    OrderSent,
)

router = Router(tags=["orders"])
Rows = Annotated[list[OrderSent], Body(min_length=1, max_length=MOST_ROWS)]


class OrderPaging(Paging):
    """Which part of which orders."""

    status: str | None = Field(None, json_schema_extra={"enum": [code for code, _ in ORDER_STATES]})
    state: str | None = Field(None, max_length=2)


@router.post("", response={201: Filed}, operation_id="file_order", summary="File a job order")
def file(request: HttpRequest, response: HttpResponse, sent: OrderSent, key: Key) -> Status[dict[str, Any]]:
    """The receipt says that it arrived; its certification is read at the address of the order."""
    account = who(request)
    check(account, "order.file")
    return filed(
        request,
        response,
        key,
        "order",
        sent,
        lambda: _file(account, sent, _Employers(account)),
    )


@router.post("/bulk", response={201: Filed}, operation_id="file_orders", summary="File many job orders")
def file_many(request: HttpRequest, response: HttpResponse, sent: Rows, key: Key) -> Status[dict[str, Any]]:
    """All or nothing: a fault in one row, and none is filed; faults name the row, from 0."""
    account = who(request)
    check(account, "order.file")
    return filed(request, response, key, "orders", sent, lambda: _file_all(account, sent))


def _file_all(account: Account, sent: list[OrderSent]) -> str:
    faults: list[Fault] = []
    employers = _Employers(account)
    for row, each in enumerate(sent):
        try:
            _file(account, each, employers, row)
        except Faulty as faulty:
            faults += faulty.faults
    if faults:
        raise Faulty(faults)
    return f"joborders:{len(sent)}"


class _Employers:
    """The employers that an account files for, each asked for once."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.rows = audit.rows(account, "order.file", Employer)
        self.known: dict[str | None, Employer | None] = {}

    def find(self, number: str | None) -> Employer | None:
        """The employer of a number; the only one where there is no number."""
        if number is None and self.account.role == "employer":
            return self.account.employer
        if number not in self.known:
            found = list((self.rows.filter(number=number) if number is not None else self.rows)[:2])
            self.known[number] = found[0] if len(found) == 1 else None
        return self.known[number]


def _file(account: Account, sent: OrderSent, employers: _Employers, row: int | None = None) -> JobOrder:
    employer = employers.find(sent.employer)
    if employer is None:
        name = "employer" if row is None else f"{row}.employer"
        raise Faulty([Fault(name, sent.employer, said("employer"))])
    fields = checked(OrderForm(sent.model_dump(exclude={"employer"})), row)
    return orders.file(account, employer, fields)


@router.get("", response=Page[Order], operation_id="list_orders", summary="List job orders")
def many(request: HttpRequest, paging: Query[OrderPaging]) -> dict[str, Any]:
    """The orders that you may see."""
    account = who(request)
    check(account, "order.see")
    found = audit.rows(account, "order.see", JobOrder).select_related("employer").order_by("pk")
    wanted = {name: value for name in ("status", "state") if (value := getattr(paging, name))}
    return page(found.filter(**wanted), paging)


@router.get("/{case}", response=OrderWhole, operation_id="read_order", summary="Read a job order")
def one(request: HttpRequest, case: str) -> dict[str, Any]:
    """With the last decision about it: the clause, and why."""
    account = who(request)
    order = _order(account, case)
    decision, held = None, None
    if may(account, "decision.see"):
        about = audit.rows(account, "decision.see", Decision).filter(subject=audit.subject_of(order))
        about = about.select_related("text").defer("text__agreement", "text__plan").order_by("-pk")[:1]
        told = audit.see_many(account, "decision.see", about, "an order read by a program", "worker")
        decision = told[0] if told else None
    if may(account, "placement.see"):
        placements = audit.rows(account, "placement.see", Placement)
        held = placements.filter(order=order, status__in=HELD).count()
    return {"order": order, "decision": decision, "filled": held}


@router.get(
    "/{case}/placements",
    response=Page[PlacementTold],
    operation_id="list_placements_of_order",
    summary="List the placements of a job order",
)
def placements(request: HttpRequest, case: str, paging: Query[Paging]) -> dict[str, Any]:
    """Who was given this order, and what became of it."""
    account = who(request)
    check(account, "placement.see")
    order = _order(account, case)
    found = audit.rows(account, "placement.see", Placement).filter(order=order).order_by("pk")
    found = found.select_related("application__worker", "order")
    return page(
        found,
        paging,
        lambda rows: audit.see_many(
            account, "placement.see", rows, "placements of an order", "application__worker"
        ),
    )


@router.post(
    "/{case}/evidence",
    response={201: Filed},
    operation_id="file_evidence",
    summary="File evidence of an order",
)
def evidence(
    request: HttpRequest, response: HttpResponse, case: str, sent: EvidenceSent, key: Key
) -> Status[dict[str, Any]]:
    """Evidence of a part of the labour-market test."""
    account = who(request)
    check(account, "order.evidence")
    order = _order(account, case)

    def act() -> str:
        orders.show(account, order, checked(EvidenceForm(sent.model_dump())))
        return audit.subject_of(order)

    return filed(request, response, key, "evidence", sent, act)


@router.post(
    "/{case}/withdrawal", response=Order, operation_id="withdraw_order", summary="Withdraw a job order"
)
def withdraw(request: HttpRequest, case: str) -> JobOrder:
    """Before anybody was placed in it."""
    account = who(request)
    check(account, "order.withdraw")
    order = _order(account, case)
    orders.withdraw(account, order)
    order.refresh_from_db()
    return order


@router.post(
    "/{case}/nominations",
    response={204: None},
    operation_id="nominate",
    summary="Name a worker of an earlier season",
)
def nominate(request: HttpRequest, case: str, sent: NominationSent) -> Status[None]:
    """The match asks the text whether named workers come first."""
    account = who(request)
    check(account, "order.nominate")
    orders.nominate(account, _order(account, case), sent.worker)
    return Status(204, None)


@router.post(
    "/{case}/certification",
    response=Said,
    operation_id="certify",
    summary="Enter what the labour department found",
)
def certify(request: HttpRequest, case: str, sent: CertificationSent) -> Decision:
    """The rules decide then whether the order stands; the answer is their decision."""
    account = who(request)
    check(account, "order.certify")
    order = _order(account, case)
    told = checked(CertifyForm(sent.model_dump()))
    return orders.certify(account, order, told["finding"], told["places"])


def _order(account: Account, case: str) -> JobOrder:
    check(account, "order.see")
    found = audit.rows(account, "order.see", JobOrder).select_related("employer").filter(case=case).first()
    if found is None:
        raise audit.NotThere(case)
    order: JobOrder = found
    return order
