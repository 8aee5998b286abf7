"""The audit for programs: entries about oneself, all for auditors, and the chain to verify outside."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from acuerdo.operate import audit, sealing, tokens
from acuerdo.operate.authority import check
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Employer, Seal
from acuerdo.web.api.paging import page
from acuerdo.web.api.schemas import EntryTold, Me, OwnEntry, Page, Paging, SealTold, TokenMade
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import TokenSent

router = Router(tags=["audit"])
LINES = "application/x-ndjson"


class EntryPaging(Paging):
    """Which part of the entries about whom."""

    worker: str | None = Field(None, max_length=16)


class ChainPaging(Schema):
    """Which part of the chain: entries after a number."""

    after: int = Field(0, ge=0, le=2**63 - 1)
    limit: int = Field(1000, ge=1, le=10_000)


@router.get("/me", response=Me, operation_id="me", summary="Who you are here")
def me(request: HttpRequest) -> dict[str, Any]:
    """Your role, and how far it reaches."""
    account = who(request)
    employers = audit.rows(account, "order.file", Employer).order_by("number")
    return {
        "account": account.username,
        "role": account.role,
        "states": account.states,
        "employers": list(employers.values_list("number", flat=True)),
        "worker": account.worker.number if account.worker else None,
    }


@router.post("/me/tokens", response={201: TokenMade}, operation_id="make_token", summary="Make another token")
def make(request: HttpRequest, sent: TokenSent) -> Status[dict[str, str]]:
    """Its text is told this one time."""
    return Status(201, {"token": tokens.new(who(request), sent.name)})


@router.get(
    "/me/entries",
    response=Page[OwnEntry],
    operation_id="list_own_entries",
    summary="Who read or wrote what is known of you",
)
def own(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The last first: which role, when, what for."""
    return page(audit.about(who(request)), paging)


@router.get(
    "/audit/entries",
    response=Page[EntryTold],
    operation_id="list_entries",
    summary="List entries of the audit",
)
def entries(request: HttpRequest, paging: Query[EntryPaging]) -> dict[str, Any]:
    """For auditors; that they read is an entry too."""
    account = who(request)
    found = audit.entries(account, paging.worker or "")
    return page(found, paging, lambda rows: audit.see_entries(account, rows))


@router.get("/audit/seals", response=Page[SealTold], operation_id="list_seals", summary="List signed heads")
def seals(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """What both governments signed."""
    check(who(request), "audit.see")
    return page(
        Seal.objects.prefetch_related("countersignatures").order_by("first"),
        paging,
        lambda rows: [
            {"first": each.first, "last": each.last, "head": each.head, "at": each.at}
            | {"signatures": sealing.signatures(each)}
            for each in rows
        ],
    )


@router.post("/audit/seals", response={201: SealTold}, operation_id="seal", summary="Seal what is new")
def seal(request: HttpRequest) -> Status[dict[str, Any]]:
    """Every entry that is not in the chain yet is put into it, and its head signed."""
    account = who(request)
    made = sealing.seal(account)
    if made is None:
        raise NotNow("seal", "sealed")
    told = {"first": made.first, "last": made.last, "head": made.head, "at": made.at}
    return Status(201, told | {"signatures": sealing.signatures(made)})


@router.get(
    "/audit/chain",
    response={200: None},
    operation_id="export_chain",
    summary="Part of the chain, to be verified outside",
    openapi_extra={
        "responses": {
            200: {
                "description": "Lines of JSON; the last entry of the part is in the header Last-Number.",
                "content": {LINES: {"schema": {"type": "string"}}},
            }
        }
    },
)
def chain(request: HttpRequest, paging: Query[ChainPaging]) -> HttpResponse:
    """Lines of JSON, entries and seals in sequence. Parts set one after another are the whole export, which
    `acuerdo.operate.sealing.verify` checks with the public keys of both governments alone."""
    lines, last = sealing.part(who(request), paging.after, paging.limit)
    return HttpResponse("".join(lines), LINES, headers={"Last-Number": str(last)})
