"""Entries and exits, what differs between the states, stays, and longer stays, for programs."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Query, Router, Schema
from ninja.responses import Status
from pydantic import ConfigDict, Field

from acuerdo.operate import (
    audit,
    crossing,
    items,
    reconciling,
)
from acuerdo.operate.authority import check
from acuerdo.operate.crossing import CrossingForm
from acuerdo.records.models import Account, Crossing, WorkItem
from acuerdo.records.models.crossings import DIFFERENCES, DIRECTIONS, WORK_STATES
from acuerdo.web.api.filings import Key, filed
from acuerdo.web.api.paging import page
from acuerdo.web.api.problems import Fault, Faulty, checked
from acuerdo.web.api.schemas import Filed, Page, Paging
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import MOST_ROWS, Day, Sent, Words

router = Router(tags=["crossings"])
ABOUT = "permit__placement__application__worker"
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]


def _one_of(*codes: str) -> dict[str, Any]:
    return {"enum": list(codes)}


class CrossingSent(Sent):
    """An entry or an exit, seen from the country of work. `at` is the instant; `on` the day of the stamp, if
    it is another; `source` what the state calls the record."""

    number: str = Field(max_length=24)
    direction: str = Field(json_schema_extra=_one_of(*(code for code, _ in DIRECTIONS)))
    at: str = Field(max_length=40, json_schema_extra={"format": "date-time"})
    on: Day | None = None
    place: str = Field(max_length=80)
    source: str = Field(max_length=60)


class CrossingTold(Schema):
    """An entry or an exit, as a state told it."""

    number: str
    direction: str
    on: date
    at: datetime
    place: str
    party: str
    source: str
    filed_at: datetime
    struck_at: datetime | None


class Compared(Schema):
    """What a comparison found: records, new differences, those found again, and those that fell away."""

    model_config = ConfigDict(from_attributes=True)
    records: int
    made: int
    again: int
    fallen: int


class DifferenceTold(Schema):
    """Something that the officers of a state look into by a day, and the records it is about."""

    number: int = Field(alias="pk")
    kind: str = Field(json_schema_extra=_one_of(*(code for code, _ in DIFFERENCES)))
    owner: str
    permit: str | None
    status: str = Field(json_schema_extra=_one_of(*(code for code, _ in WORK_STATES)))
    opened_on: date
    due_on: date
    outcome: str
    words: str
    crossing: CrossingTold | None
    other: CrossingTold | None

    @staticmethod
    def resolve_permit(item: WorkItem) -> str | None:
        """The number of the permit, if it is known."""
        return item.permit.number if item.permit else None


class ResolutionSent(Sent):
    """What was found of a difference."""

    outcome: str = Field(pattern=f"^({'|'.join(items.OUTCOMES)})$")
    words: Words


Rows = Annotated[list[CrossingSent], Body(min_length=1, max_length=MOST_ROWS)]


@router.post(
    "/crossings", response={201: Filed}, operation_id="file_crossing", summary="File an entry or exit"
)
def file(
    request: HttpRequest, response: HttpResponse, sent: CrossingSent, key: Key
) -> Status[dict[str, Any]]:
    """Told for the state of the officer."""
    account = who(request)
    check(account, "crossing.file")

    def act() -> str:
        form = CrossingForm(sent.model_dump(), crossing.party_of(account))
        return audit.subject_of(crossing.file(account, checked(form)))

    return filed(request, response, key, "crossing", sent, act)


@router.post(
    "/crossings/bulk",
    response={201: Filed},
    operation_id="file_crossings",
    summary="File many entries and exits",
)
def file_many(request: HttpRequest, response: HttpResponse, sent: Rows, key: Key) -> Status[dict[str, Any]]:
    """All or nothing: a fault in one row, and none is filed; faults name the row, from 0."""
    account = who(request)
    check(account, "crossing.file")
    return filed(request, response, key, "crossings", sent, lambda: _file_all(account, sent))


def _file_all(account: Account, sent: list[CrossingSent]) -> str:
    party, faults, rows = crossing.party_of(account), list[Fault](), list[dict[str, Any]]()
    told = Crossing.every.filter(party=party, source__in=[each.source.strip() for each in sent])
    taken = set(told.values_list("source", flat=True))
    for row, each in enumerate(sent):
        try:
            rows.append(checked(CrossingForm(each.model_dump(), party, taken), row))
        except Faulty as faulty:
            faults += faulty.faults
    if faults:
        raise Faulty(faults)
    return f"crossings:{len(crossing.file_many(account, rows))}"


@router.get(
    "/crossings", response=Page[CrossingTold], operation_id="list_crossings", summary="List entries and exits"
)
def many(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Those that you may see; each one shown is an entry in the audit."""
    account = who(request)
    check(account, "crossing.see")
    found = audit.rows(account, "crossing.see", Crossing).select_related(ABOUT).order_by("pk")

    def see(rows: Any) -> list[Crossing]:
        shown = list(rows)
        about = [crossing.worker_of(each.permit) for each in shown]
        audit.read(account, "crossing.see", "entries and exits", "crossing", about)
        return shown

    return page(found, paging, see)


@router.post(
    "/crossings/comparison",
    response=Compared,
    operation_id="compare_crossings",
    summary="Hold the records of both states against each other",
)
def compare(request: HttpRequest) -> reconciling.Count:
    """What differs becomes work for one of the states, by a day."""
    return reconciling.reconcile(who(request))


@router.get(
    "/differences", response=Page[DifferenceTold], operation_id="list_differences", summary="List differences"
)
def differences(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """What your state has to look into, the first due first."""
    account = who(request)

    def see(rows: Any) -> list[WorkItem]:
        shown = list(rows)
        about = [crossing.worker_of(each.permit) for each in shown]
        audit.read(account, "item.see", "work items that wait", "workitem", about)
        return shown

    return page(items.waiting(account), paging, see)


@router.post(
    "/differences/{number}/resolution",
    response=DifferenceTold,
    operation_id="resolve_difference",
    summary="Say what was found of a difference",
)
def resolve(request: HttpRequest, number: Number, sent: ResolutionSent) -> WorkItem:
    """`stands` as told; `struck`, a record of your state was mistaken; `passed_on` to the other state."""
    account = who(request)
    found = items.item_of(account, number)
    return items.resolve(account, found, sent.outcome, sent.words)
