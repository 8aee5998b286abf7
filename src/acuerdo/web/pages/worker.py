"""A worker's own pages: where the application stands and why, what was filed, who read the file."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from acuerdo.operate import applying, audit, reviewing
from acuerdo.operate.filing import own_filings
from acuerdo.operate.readers import readers as who_read
from acuerdo.operate.standing import Standing, standing
from acuerdo.operate.staying import own_stay
from acuerdo.records.models import Decision
from acuerdo.web.filed import account_of, filed, new_key
from acuerdo.web.progress import steps, told

A_PAGE = 25
"""Rows of a list on one page (layout)."""
LONGEST_WORDS = 4000
"""Signs of what somebody writes with a review (layout)."""


def mine(request: HttpRequest) -> Standing:
    """Where the worker who asks stands.

    Raises:
        Denied: this is no worker's account.
    """
    return standing(account_of(request))


@require_GET
def status(request: HttpRequest) -> HttpResponse:
    """Where the application stands, why, and what comes next."""
    found = mine(request)
    if found.worker is None:
        return redirect("register")
    return render(
        request,
        "worker/status.html",
        {
            "my": found,
            "told": told(found),
            "steps": steps(found),
            "key": new_key(),
            "stay": own_stay(account_of(request), found.worker, found.state == "permitted"),
        },
    )


@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Apply for the open season."""
    found = mine(request)
    if found.worker is None:
        return redirect("register")
    worker, season = found.worker, found.open
    if request.method == "GET" or season is None:
        return render(request, "worker/apply.html", {"my": found, "key": new_key()})
    return filed(
        request,
        "application",
        {"season": season.name},
        lambda: f"application:{applying.apply(account_of(request), season, worker).pk}",
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraw the application, after a question."""
    found = mine(request)
    application = found.application
    if application is None:
        return redirect("my_status")
    if request.method == "GET":
        return render(request, "worker/withdraw.html", {"my": found, "key": new_key()})

    def act() -> str:
        applying.withdraw(account_of(request), application)
        return audit.subject_of(application)

    return filed(request, "withdrawal", {"application": application.number}, act)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, decision: int) -> HttpResponse:
    """Ask that another officer decides again."""
    found = audit.see(account_of(request), "decision.see", Decision, "review", about="worker", pk=decision)
    words = request.POST.get("words", "").strip()
    if request.method == "GET" or not words or len(words) > LONGEST_WORDS:
        wrong = request.method == "POST"
        return render(
            request,
            "worker/review.html",
            {"decision": found, "words": words, "wrong": wrong, "key": request.POST.get("key") or new_key()},
            status=422 if wrong else 200,
        )
    return filed(
        request,
        "review",
        {"decision": found.pk, "words": words},
        lambda: f"review:{reviewing.ask(account_of(request), found, words).pk}",
    )


@require_GET
def readers(request: HttpRequest) -> HttpResponse:
    """Who read or wrote the file, and when."""
    own = request.GET.get("own") == "1"
    page = Paginator(who_read(account_of(request), own), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "worker/readers.html", {"page": page, "own": own})


@require_GET
def receipts(request: HttpRequest) -> HttpResponse:
    """Everything that the account filed."""
    page = Paginator(own_filings(account_of(request)), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "worker/receipts.html", {"page": page})


@require_GET
def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """The receipt of one filing."""
    found = get_object_or_404(own_filings(account_of(request)), pk=number)
    return render(request, "worker/receipt.html", {"filing": found, "receipt": found.receipt})


urlpatterns = [
    path("my/", status, name="my_status"),
    path("my/apply/", apply, name="my_apply"),
    path("my/withdraw/", withdraw, name="my_withdraw"),
    path("my/decisions/<int:decision>/review/", review, name="my_review"),
    path("my/readers/", readers, name="my_readers"),
    path("receipts/", receipts, name="receipts"),
    path("receipts/<int:number>/", receipt, name="receipt"),
]
