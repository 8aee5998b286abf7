"""Decisions and their reviews for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from ninja.responses import Status
from pydantic import Field

from acuerdo.operate import audit, reviewing
from acuerdo.operate.authority import check
from acuerdo.records.models import Decision, Review
from acuerdo.web.api.paging import page
from acuerdo.web.api.placements import Number
from acuerdo.web.api.problems import Fault, Faulty, said
from acuerdo.web.api.schemas import Page, Paging, ReviewTold, Said
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import AnswerSent, ReviewSent

router = Router(tags=["decisions"])
ABOUT, OF_REVIEW = "worker", "decision__worker"


class DecisionPaging(Paging):
    """Which part of which decisions."""

    kind: str | None = Field(None, max_length=24)


@router.get("/decisions", response=Page[Said], operation_id="list_decisions", summary="List decisions")
def many(request: HttpRequest, paging: Query[DecisionPaging]) -> dict[str, Any]:
    """The decisions that you may see; each one shown is an entry in the audit."""
    account = who(request)
    check(account, "decision.see")
    found = audit.rows(account, "decision.see", Decision).order_by("pk").select_related("text", "worker")
    found = found.defer("text__agreement", "text__plan")
    return page(
        found.filter(kind=paging.kind) if paging.kind else found,
        paging,
        lambda rows: audit.see_many(account, "decision.see", rows, "decisions", ABOUT),
    )


@router.get("/decisions/{number}", response=Said, operation_id="read_decision", summary="Read a decision")
def one(request: HttpRequest, number: Number) -> Decision:
    """By which clause of which text, on which facts, and why."""
    found: Decision = audit.see(
        who(request), "decision.see", Decision, "decision read by a program", ABOUT, pk=number
    )
    return found


@router.post(
    "/decisions/{number}/review",
    response={201: ReviewTold},
    operation_id="ask_review",
    summary="Put a decision to review",
)
def ask(request: HttpRequest, number: Number, sent: ReviewSent) -> Status[Review]:
    """Another officer answers it."""
    account = who(request)
    decision = audit.see(account, "review.ask", Decision, "to put it to review", ABOUT, pk=number)
    return Status(201, reviewing.ask(account, decision, sent.words))


@router.get("/reviews", response=Page[ReviewTold], operation_id="list_reviews", summary="List reviews")
def reviews(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The reviews that you may see, the first that is due first."""
    account = who(request)
    check(account, "review.see")
    found = audit.rows(account, "review.see", Review).order_by("due_on", "pk")
    found = found.select_related(OF_REVIEW, "by")
    return page(found, paging, lambda rows: audit.see_many(account, "review.see", rows, "reviews", OF_REVIEW))


@router.post(
    "/reviews/{number}/answer", response=ReviewTold, operation_id="answer_review", summary="Answer a review"
)
def answer(request: HttpRequest, number: Number, sent: AnswerSent) -> Review:
    """The rules decide the case again, on mended facts if any were wrong."""
    account = who(request)
    review: Review = audit.see(account, "review.answer", Review, "to answer it", OF_REVIEW, pk=number)
    wrong = reviewing.unusable(review.decision, sent.mended)
    if wrong:
        raise Faulty(Fault(f"mended.{name}", sent.mended[name], said("fact")) for name in wrong)
    return reviewing.answer(account, review, sent.words, sent.mended)
