"""What waits for an officer: orders to certify and reviews to answer, each with its clock."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from acuerdo.operate import audit, cases, clock, reviewing
from acuerdo.operate.office import ReviewForm
from acuerdo.web.pages.common import me, page_of, said_before


@require_GET
def certification(request: HttpRequest) -> HttpResponse:
    """Orders that wait for their certification, the oldest first."""
    page = page_of(request, cases.queue(me(request)))
    rows = cases.waiting(page.object_list, clock.today())
    return render(request, "office/queue.html", {"page": page, "rows": rows})


@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """Reviews that wait for an answer, the first due first."""
    page = page_of(request, cases.reviews(me(request)))
    shown: Any = page.object_list
    rows = audit.see_many(me(request), "review.answer", shown, "reviews that wait", "decision__worker")
    return render(request, "office/reviews.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a review: the rules decide again, on mended facts if any were wrong."""
    found = cases.review_of(me(request), pk)
    if request.method == "POST" and found.answered_at is not None:
        return said_before(request, "reviews")
    form = ReviewForm(found.decision, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answered = reviewing.answer(me(request), found, form.cleaned_data["words"], form.mended)
        messages.success(
            request,
            _("Answered: the decision stands.") if answered.upheld else _("Answered: it is decided anew."),
        )
        return redirect("reviews")
    return render(
        request,
        "office/review.html",
        {"review": found, "form": form, "own": found.decision.by_id == me(request).pk},
        status=422 if request.method == "POST" else 200,
    )


urlpatterns = [
    path("queue/", certification, name="queue"),
    path("reviews/", reviews, name="reviews"),
    path("reviews/<int:pk>/", review, name="review"),
]
