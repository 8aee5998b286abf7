"""Reviews: a decision put to a second officer, with a day by which it is answered."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta

from django.db import transaction

from acuerdo.agreement.facts import FACTS, read_fact
from acuerdo.operate import audit, clock, closing, deciding, notices, renewing
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.states import NotNow, step
from acuerdo.records.models import Account, Application, Decision, Review, Worker

ANSWER_DAYS = 10
"""Days in which a review is answered (assumed; the texts say nothing of it)."""
OFFICER_OF = {"certification": "certifying_officer", "protection": "certifying_officer"}
"""Which officers review which kind of decision; those of the origin review all others."""


@transaction.atomic
def ask(account: Account, decision: Decision, words: str) -> Review:
    """Put a decision to review.

    Raises:
        Denied: the decision is about somebody else.
        NotNow: it is under review already.
    """
    check(account, "review.ask", decision)
    Decision.every.select_for_update().get(pk=decision.pk)
    if Review.every.filter(decision=decision).exists():
        raise NotNow("review", "under_review")
    made: Review = Review.every.create(
        decision=decision,
        asked_by=account,
        asked_at=clock.now(),
        words=words,
        due_on=clock.today() + timedelta(days=ANSWER_DAYS),
    )
    audit.written(account, "review.ask", "review", audit.subject_of(decision), _worker(decision))
    return made


@transaction.atomic
def answer(account: Account, review: Review, words: str, mended: Mapping[str, str] | None = None) -> Review:
    """Answer a review: the rules decide the case again, on mended facts if any were wrong.

    Args:
        words: what the officer found.
        mended: facts that were wrong, by their names, as files write them.

    Raises:
        Denied: the officer decided the case first, or does not answer for it.
        NotNow: it was answered before.
    """
    check(account, "review.answer", review)
    review = (
        Review.every.select_for_update(of=("self",))
        .select_related("decision__worker", "decision__text")
        .get(pk=review.pk)
    )
    decision = review.decision
    if decision.by_id == account.pk:
        raise Denied("review.answer", "same_officer")
    if account.role != OFFICER_OF.get(decision.kind, "origin_officer"):
        raise Denied("review.answer", "role")
    if review.answered_at is not None:
        raise NotNow("review", "answered")
    review.upheld = True
    if decision.kind in deciding.MADE_AGAIN:
        facts = {**decision.facts, **(mended or {})}
        said = deciding.decided_again(decision, mended)
        review.upheld = said.outcome == decision.outcome
        if not review.upheld:
            kept = deciding.keep(
                decision.kind,
                decision.subject,
                said,
                facts,
                decision.on,
                account,
                decision.worker,
                decision.order,
            )
            if decision.kind in FOLLOWS:
                FOLLOWS[decision.kind](kept, mended or {})
    review.by, review.answered_at, review.answer = account, clock.now(), words
    review.save()
    audit.written(
        account,
        "review.answer",
        "review",
        audit.subject_of(decision),
        _worker(decision),
        upheld=review.upheld,
    )
    if decision.worker is not None:
        notices.tell(decision.worker, "review_answered", review)
    return review


def _decide_application(decision: Decision, mended: Mapping[str, str]) -> None:
    _mend(decision.worker, mended)
    application = Application.every.get(pk=int(decision.subject.partition(":")[2]))
    step(application, {"eligible": "accept", "needs_evidence": "ask"}.get(decision.outcome, "refuse"))
    application.save(update_fields=["status"])


FOLLOWS: Mapping[str, Callable[[Decision, Mapping[str, str]], None]] = {
    "eligibility": _decide_application,
    "renewal": lambda decision, _: renewing.follow(decision),
    "stay": lambda decision, _: closing.follow(decision),
}
"""What follows where a review decides anew, by the kind of the decision."""


def unusable(decision: Decision, mended: Mapping[str, str]) -> list[str]:
    """The names of mended facts that no review of such a decision mends, or that are not written as facts
    are."""
    known = MENDED.get(decision.kind, FIELDS)
    return [name for name, value in mended.items() if name not in known or not reads(decision, name, value)]


FIELDS = {
    "person.felony_convictions": "felony_convictions",
    "person.experience_months": "experience_months",
    "person.nationality": "nationality",
}
"""Facts that a review may mend, and where the record keeps them; age and seasons are mended in the record."""


MENDED: Mapping[str, Collection[str]] = {"eligibility": FIELDS, "stay": ("permit.exited_on",), "renewal": ()}
"""Facts that a review may mend, by the kind of the decision."""


def _mend(worker: Worker | None, mended: Mapping[str, str]) -> None:
    """Mend the record too: the match and the permit read it again."""
    if worker is None or not mended:
        return
    for name, value in mended.items():
        setattr(worker, FIELDS[name], value if FACTS[name].kind == "word" else int(value))
    worker.save(update_fields=[FIELDS[name] for name in mended])


def reads(decision: Decision, name: str, value: str) -> bool:
    """Whether a fact is written as files write it; of a stay that is over the last day has to be known."""
    if name not in FACTS:
        return False
    try:
        read_fact(FACTS[name], value)
        if decision.kind == "stay":
            date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _worker(decision: Decision) -> str:
    return decision.worker.number if decision.worker else ""
