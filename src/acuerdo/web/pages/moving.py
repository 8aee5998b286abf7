"""A worker's move to another employer with the permit: what the rules say, a list of orders, the contract."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from acuerdo.agreement import Refused
from acuerdo.operate import audit, moving
from acuerdo.operate.deciding import Said
from acuerdo.operate.moving import Held
from acuerdo.records.models import JobOrder
from acuerdo.web.filed import account_of, filed, new_key
from acuerdo.web.pages.common import page_of

A_PAGE = 20
"""Orders on one page of a phone (layout)."""


@require_GET
def orders(request: HttpRequest) -> HttpResponse:
    """Where a permit could go, or why it cannot."""
    account = account_of(request)
    mine = moving.held(account)
    if mine is None:
        return render(request, "worker/move_none.html", status=404)
    page = page_of(request, moving.open_to(mine), A_PAGE)
    rows = [(each, _said(mine, each)) for each in page.object_list]
    shown = {
        "mine": mine,
        "page": page,
        "rows": rows,
        "moves": moving.moves(account),
        "last": moving.last(mine),
    }
    return render(request, "worker/move.html", shown)


def _said(mine: Held, order: JobOrder) -> Said | None:
    """What the rules say of an order; None where the text does not say enough for them."""
    try:
        return moving.answered(mine, order)
    except Refused:
        return None


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, order: int) -> HttpResponse:
    """Move to an order, after a question: the contract is shown as it will be."""
    account = account_of(request)
    mine = moving.held(account)
    found = moving.open_to(mine).filter(pk=order).first() if mine else None
    if mine is None or found is None:
        raise audit.NotThere("JobOrder is not there")
    if request.method == "GET":
        language = mine.permit.placement.application.worker.language
        shown = {
            "mine": mine,
            "order": found,
            "said": _said(mine, found),
            "contract": moving.words_of(mine, found, language),
            "language": language,
            "key": new_key(),
        }
        return render(request, "worker/move_one.html", shown)

    def act() -> str:
        made, kept = moving.tried(account, mine.permit, found)
        if made is None:
            messages.error(request, _("The rules do not allow this move. The reason is below."))
        else:
            messages.success(request, _("You have moved. Your permit is the same, and so are its days."))
        return audit.subject_of(made or kept)

    return filed(request, "move", {"permit": mine.permit.number, "order": found.case}, act, "my_move")


urlpatterns = [
    path("my/move/", orders, name="my_move"),
    path("my/move/<int:order>/", one, name="my_move_to"),
]
