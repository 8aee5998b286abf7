"""Complaints for the officers who answer them, and fees to be paid back; and what employers are told."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from acuerdo.operate import clock, complaint_reviews, complaints, refunding
from acuerdo.operate.authority import check
from acuerdo.operate.complaint_forms import (
    AnswerForm,
    ComplaintPurposeForm,
    DecideForm,
    TellForm,
    TieForm,
    WordsForm,
)
from acuerdo.records.models import Account, Complaint
from acuerdo.records.models.complaints import COMPLAINT_STATES
from acuerdo.web.pages.common import me, page_of


@never_cache
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Complaints that an officer answers, those that wait first; and reviews for a second officer."""
    account, state = me(request), request.GET.get("state", "")
    state = state if state in {"all", *dict(COMPLAINT_STATES)} else ""
    page = page_of(request, complaints.found(account, state))
    shown = {
        "page": page,
        "rows": complaints.listed(account, page.object_list),  # type: ignore[arg-type]
        "reviews": list(complaint_reviews.reviews(account)[:50]),
        "state": state,
        "states": [("", _("Those that wait")), *((a, _(b)) for a, b in COMPLAINT_STATES), ("all", _("All"))],
    }
    return render(request, "office/complaints.html", shown)


@never_cache
@require_GET
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One complaint, once it is said what for."""
    return _one(request, number, request.GET.get("purpose", ""))


def _one(request: HttpRequest, number: str, purpose: str, **forms: Any) -> HttpResponse:
    account = me(request)
    check(account, "complaint.see")
    if purpose not in complaints.PURPOSES:
        complaints.within_reach(account, number)
        form = ComplaintPurposeForm(request.GET if "purpose" in request.GET else None)
        return render(request, "office/purpose.html", {"number": number, "form": form})
    file = complaints.opened(account, number, purpose)
    shown: dict[str, Any] = {
        "file": file,
        "complaint": file.complaint,
        "purpose": purpose,
        "late": complaints.late(file.complaint, clock.today()),
        "say": WordsForm(),
        "tie": TieForm(file.complaint),
        "decide": DecideForm(),
        "tell": TellForm(),
        "answers": [
            (each, AnswerForm(initial={"side": each.side}, auto_id=f"id_{each.side}_%s"))
            for each in file.reviews
        ],
    }
    return render(request, "office/complaint.html", shown | forms, status=422 if forms else 200)


@require_POST
def act(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """Take a step: look, say, tie, decide, tell, or answer a review."""
    account = me(request)
    action = "complaint.review" if step == "answer" else "complaint.answer"
    found, purpose = complaints.within_reach(account, number, action), request.POST.get("purpose", "answer")
    form = FORMS[step](found, request.POST) if step == "tie" else FORMS[step](request.POST)
    if not form.is_valid():
        return _one(request, number, purpose, **{step: form})
    messages.success(request, ACTS[step](account, found, form))
    return redirect(f"{reverse('complaint', args=[number])}?purpose={purpose}")


def _look(account: Account, found: Complaint, form: Any) -> str:
    complaints.look(account, found)
    return _("You have taken it up.")


def _say(account: Account, found: Complaint, form: Any) -> str:
    complaints.say(account, found, form.cleaned_data["words"])
    return _("Sent. Whoever complained reads it with the number and the secret.")


def _tie(account: Account, found: Complaint, form: Any) -> str:
    complaints.tie(account, found, *form.tied)
    return _("Entered.")


def _decide(account: Account, found: Complaint, form: Any) -> str:
    said = form.cleaned_data
    if said["outcome"] == "substantiated":
        complaints.substantiate(account, found, said["protection"], said["words"])
        return _("Found to be so. What follows from it is below.")
    complaints.dismiss(account, found, said["words"])
    return _("Answered: it could not be shown.")


def _tell(account: Account, found: Complaint, form: Any) -> str:
    complaints.tell(account, found, form.cleaned_data["words"])
    return _("The employer is told, in these words.")


def _answer(account: Account, found: Complaint, form: Any) -> str:
    said = form.cleaned_data
    complaint_reviews.answer(account, found, said["side"], said["stands"], said["protection"], said["words"])
    return _("The review is answered.")


FORMS: dict[str, Any] = {
    "look": ComplaintPurposeForm,
    "say": WordsForm,
    "tie": TieForm,
    "decide": DecideForm,
    "tell": TellForm,
    "answer": AnswerForm,
}
ACTS = {"look": _look, "say": _say, "tie": _tie, "decide": _decide, "tell": _tell, "answer": _answer}


@never_cache
@require_GET
def picture(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """A picture that came with a complaint."""
    return HttpResponse(complaints.picture(me(request), number, place), "image/jpeg")


@never_cache
@require_GET
def refunds(request: HttpRequest) -> HttpResponse:
    """Fees that were ordered to be paid back; those not paid in time first, with what an officer can do."""
    account = me(request)
    page = page_of(request, refunding.found(account))
    shown = {"page": page, "rows": refunding.listed(account, page.object_list)}  # type: ignore[arg-type]
    return render(request, "office/refunds.html", shown)


@require_POST
def settle(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Enter that a fee was paid back, or not in time."""
    refunding.settle(me(request), refunding.one(me(request), "refund.settle", number), what)
    messages.success(request, _("Entered."))
    return redirect("refunds")


@never_cache
@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """What an employer was told, and which fees it has to pay back."""
    return _findings(request)


def _findings(request: HttpRequest, form: Any = None, number: str = "") -> HttpResponse:
    account = me(request)
    page = page_of(request, complaint_reviews.told(account))
    asked = complaint_reviews.reviewed(account)
    for each in page.object_list:
        each.review_asked = asked.get(each.pk)
    shown = {
        "page": page,
        "refunds": list(refunding.found(account)[:50]),
        "form": form or WordsForm(),
        "wrong": number,
    }
    return render(request, "employer/findings.html", shown, status=422 if form else 200)


@require_POST
def finding_review(request: HttpRequest, number: str) -> HttpResponse:
    """Put a finding to a second officer."""
    check(me(request), "finding.review")
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _findings(request, form, number)
    complaint_reviews.ask_for(me(request), number, form.cleaned_data["words"])
    messages.success(request, _("Another officer looks at it."))
    return redirect("findings")


urlpatterns = [
    path("complaints/", listed, name="complaints"),
    path("complaints/<str:number>/", one, name="complaint"),
    path("complaints/<str:number>/pictures/<int:place>/", picture, name="complaint_picture"),
    *(
        path(f"complaints/<str:number>/{step}/", act, {"step": step}, name=f"complaint_{step}")
        for step in FORMS
    ),
    path("refunds/", refunds, name="refunds"),
    *(
        path(f"refunds/<str:number>/{what}/", settle, {"what": what}, name=f"refund_{what}")
        for what in refunding.SETTLED
    ),
    path("findings/", findings, name="findings"),
    path("findings/<str:number>/review/", finding_review, name="finding_review"),
]
