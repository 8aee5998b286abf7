"""Applications of workers for programs: filed, ranked, read with what was decided and why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.responses import Status

from acuerdo.operate import applying, audit
from acuerdo.operate.authority import check, may
from acuerdo.records.models import (
    Account,
    Application,
    Decision,
    JobOrder,
    Placement,
    Preference,
    Season,
    Worker,
)
from acuerdo.web.api.filings import Key, filed
from acuerdo.web.api.paging import page
from acuerdo.web.api.schemas import ApplicationTold, ApplicationWhole, Filed, Page, Paging
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import ApplicationSent, ListSent

router = Router(tags=["applications"])
ABOUT = "worker"
MOST_DECISIONS = 20
"""Most decisions that are told with an application (layout, no legal meaning)."""


@router.post("", response={201: Filed}, operation_id="apply", summary="Apply for a season")
def apply(
    request: HttpRequest, response: HttpResponse, sent: ApplicationSent, key: Key
) -> Status[dict[str, Any]]:
    """The rules decide at once whether this worker may come by the pathway; read it at the address."""
    account = who(request)

    def act() -> Application:
        named = {"number": sent.worker} if sent.worker is not None else {"pk": account.worker_id}
        worker = audit.see(account, "application.file", Worker, "application", **named)
        season = Season.objects.filter(name=sent.season).first()
        if season is None:
            raise audit.NotThere(sent.season)
        return applying.apply(account, season, worker)

    return filed(request, response, key, "application", sent, act)


@router.get("", response=Page[ApplicationTold], operation_id="list_applications", summary="List applications")
def many(request: HttpRequest, paging: Query[Paging], season: str | None = None) -> dict[str, Any]:
    """The applications that you may see; each one shown is an entry in the audit."""
    account = who(request)
    check(account, "application.see")
    found = audit.rows(account, "application.see", Application).order_by("pk")
    found = found.select_related("season", "worker")
    return page(
        found.filter(season__name=season) if season else found,
        paging,
        lambda rows: audit.see_many(account, "application.see", rows, "list of applications", ABOUT),
    )


@router.get(
    "/{number}", response=ApplicationWhole, operation_id="read_application", summary="Read an application"
)
def one(request: HttpRequest, number: str) -> dict[str, Any]:
    """With its list, and what was decided about it and why."""
    account = who(request)
    application = _application(account, "application.see", number)
    listed = Preference.every.filter(application=application).order_by("place", "pk")
    cases = list(listed.values_list("order__case", "place"))
    return {
        "application": application,
        "first": [case for case, place in cases if place],
        "without": [case for case, place in cases if not place],
        "decisions": _decisions(account, application),
    }


def _decisions(account: Account, application: Application) -> list[Decision]:
    if not may(account, "decision.see"):
        return []
    placements = Placement.every.filter(application=application).values_list("pk", flat=True)
    subjects = [audit.subject_of(application), *(f"placement:{pk}" for pk in placements)]
    found = audit.rows(account, "decision.see", Decision).filter(subject__in=subjects).order_by("-pk")
    found = found.select_related("text", "worker").defer("text__agreement", "text__plan")
    return audit.see_many(
        account, "decision.see", found[:MOST_DECISIONS], "an application read by a program", "worker"
    )


@router.put(
    "/{number}/list", response={204: None}, operation_id="rank", summary="Set the list of an application"
)
def rank(request: HttpRequest, number: str, sent: ListSent) -> Status[None]:
    """Orders wanted first, and not wanted; the rest follows by what the worker looks for."""
    account = who(request)
    application = _application(account, "application.rank", number)
    known = {
        order.case: order
        for order in audit.rows(account, "order.see", JobOrder).filter(case__in=[*sent.first, *sent.without])
    }
    missing = [case for case in (*sent.first, *sent.without) if case not in known]
    if missing:
        raise audit.NotThere(missing[0])
    applying.rank(
        account,
        application,
        [known[case] for case in sent.first],
        [known[case] for case in sent.without],
        sent.most,
    )
    return Status(204, None)


@router.post(
    "/{number}/withdrawal",
    response=ApplicationTold,
    operation_id="withdraw_application",
    summary="Withdraw an application",
)
def withdraw(request: HttpRequest, number: str) -> Application:
    """A place that was offered goes back."""
    account = who(request)
    application = _application(account, "application.withdraw", number)
    applying.withdraw(account, application)
    application.refresh_from_db()
    return application


def _application(account: Account, action: str, number: str) -> Application:
    found: Application = audit.see(account, action, Application, "by a program", ABOUT, number=number)
    return found
