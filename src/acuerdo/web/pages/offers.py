"""What a worker does with an offer: confirm, decline, read the contract, book a time at a consulate."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from acuerdo.operate import audit, placing
from acuerdo.operate.hours import free
from acuerdo.records.models import Account, Contract, Hour, Placement
from acuerdo.web.filed import account_of, filed, new_key


def _offer(request: HttpRequest, placement: int, action: str) -> Placement:
    found: Placement = audit.see(
        account_of(request), action, Placement, "own offer", about="application__worker", pk=placement
    )
    return found


def _answer(
    request: HttpRequest, placement: int, action: str, kind: str, act: Callable[[Account, Placement], object]
) -> HttpResponse:
    found = _offer(request, placement, action)
    if request.method == "GET":
        return render(request, f"worker/{kind}.html", {"offer": found, "key": new_key()})

    def file() -> str:
        act(account_of(request), found)
        return audit.subject_of(found)

    return filed(request, kind, {"placement": found.pk}, file)


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, placement: int) -> HttpResponse:
    """Take the order, after a question."""
    return _answer(request, placement, "placement.confirm", "confirmation", placing.confirm)


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, placement: int) -> HttpResponse:
    """Give the order back, after a question."""
    return _answer(request, placement, "placement.decline", "declining", placing.decline)


@require_GET
def contract(request: HttpRequest, placement: int) -> HttpResponse:
    """The contract, to read and print."""
    found = audit.see(
        account_of(request),
        "placement.see",
        Contract,
        "own contract",
        about="placement__application__worker",
        placement=placement,
    )
    return render(request, "worker/contract.html", {"contract": found})


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest, placement: int) -> HttpResponse:
    """Book a time at a consulate, of those that have room."""
    found = _offer(request, placement, "placement.see")
    if request.method == "GET" or not request.POST.get("hour", "").isdigit():
        days, later = free(request.GET.get("after", ""))
        return render(
            request,
            "worker/hours.html",
            {
                "offer": found,
                "days": days,
                "later": later,
                "wrong": request.method == "POST",
                "key": request.POST.get("key") or new_key(),
            },
            status=422 if request.method == "POST" else 200,
        )
    hour = Hour.objects.filter(pk=int(request.POST["hour"])).first()
    if hour is None:
        return redirect("my_hours", placement)
    return filed(
        request,
        "appointment",
        {"placement": found.pk, "hour": hour.pk},
        lambda: audit.subject_of(placing.book(account_of(request), found, hour)),
    )


urlpatterns = [
    path("my/offers/<int:placement>/confirm/", confirm, name="my_confirm"),
    path("my/offers/<int:placement>/decline/", decline, name="my_decline"),
    path("my/offers/<int:placement>/contract/", contract, name="my_contract"),
    path("my/offers/<int:placement>/hours/", hours, name="my_hours"),
]
