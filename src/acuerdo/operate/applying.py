"""Applications of workers for a season, and the lists of orders they want."""

from collections.abc import Sequence

from django.db import transaction

from acuerdo.operate import audit, clock, deciding, notices, numbers, places
from acuerdo.operate.authority import check
from acuerdo.operate.law import enacted, law
from acuerdo.operate.placing import give_up
from acuerdo.operate.states import NotNow, can, step
from acuerdo.records.models import Account, Application, JobOrder, Placement, Preference, Season, Worker

TOLD = {"eligible": "application_eligible", "needs_evidence": "application_needs_evidence"}
"""Which notice tells each outcome; the others are told by one."""
STEPS = {"eligible": "accept", "not_eligible": "refuse", "not_open": "refuse", "needs_evidence": "ask"}


@transaction.atomic
def apply(account: Account, season: Season, worker: Worker) -> Application:
    """File an application, and let the rules decide whether this worker may come by the pathway.

    Raises:
        Denied: the account does not stand for this worker.
        NotNow: the season takes no applications, or the worker has applied.
    """
    check(account, "application.file", worker)
    Worker.every.select_for_update().get(pk=worker.pk)
    if season.status != "open" or not season.opens <= clock.now() < season.closes:
        raise NotNow("apply", season.status if season.status != "open" else "closed")
    if Application.every.filter(season=season, worker=worker).exists():
        raise NotNow("apply", "applied")
    made: Application = Application.every.create(
        season=season, worker=worker, number=numbers.new("A"), filed_at=clock.now()
    )
    # the new row waits for whoever closes the season, who then has not counted it
    season.refresh_from_db(fields=["status"])
    if season.status != "open":
        raise NotNow("apply", "closed")
    purpose = "application with help" if account.role == "consulate" else "application"
    audit.written(account, "application.file", purpose, audit.subject_of(made), worker.number)
    decide(account, made)
    return made


@transaction.atomic
def decide(account: Account | None, application: Application) -> None:
    """Ask the rules again, as when evidence was filed."""
    worker, today = application.worker, clock.today()
    facts = deciding.facts_of(worker, today)
    said = deciding.eligible(facts, today, enacted(today), law().pathway)
    step(application, STEPS[said.outcome])
    application.save(update_fields=["status"])
    deciding.keep("eligibility", audit.subject_of(application), said, facts, today, account, worker)
    audit.written(
        account,
        "application.file",
        "decision",
        audit.subject_of(application),
        worker.number,
        outcome=said.outcome,
    )
    notices.tell(worker, TOLD.get(said.outcome, "application_not_eligible"))


@transaction.atomic
def rank(
    account: Account,
    application: Application,
    first: Sequence[JobOrder],
    without: Sequence[JobOrder] = (),
    most: int | None = None,
) -> None:
    """Set the list of an application: orders first, orders left out, at most so many; the rest follows by
    what the worker looks for.

    Raises:
        Denied: the account does not stand for this worker.
        NotNow: the season is closed, or an order is said twice.
    """
    check(account, "application.rank", application)
    if application.season.status != "open" or not can(application, "withdraw"):
        raise NotNow("rank", application.season.status)
    if len({each.pk for each in (*first, *without)}) < len(first) + len(without):
        raise NotNow("rank", "said_twice")
    Preference.every.filter(application=application).delete()
    Preference.every.bulk_create(
        [
            *(
                Preference(application=application, order=order, place=at)
                for at, order in enumerate(first, 1)
            ),
            *(Preference(application=application, order=order, place=0) for order in without),
        ]
    )
    application.most = most
    application.save(update_fields=["most"])
    audit.written(
        account,
        "application.rank",
        "list of orders",
        audit.subject_of(application),
        application.worker.number,
    )


@transaction.atomic
def withdraw(account: Account, application: Application) -> None:
    """Withdraw an application; a place that was offered goes back."""
    check(account, "application.withdraw", application)
    places.lock()
    application = (
        Application.every.select_for_update(of=("self",)).select_related("worker").get(pk=application.pk)
    )
    for placement in Placement.every.filter(application=application, status__in=("offered", "confirmed")):
        give_up(account, placement, "decline", "application withdrawn")
        application.refresh_from_db()
    step(application, "withdraw")
    application.save(update_fields=["status"])
    audit.written(
        account,
        "application.withdraw",
        "withdrawal",
        audit.subject_of(application),
        application.worker.number,
    )
