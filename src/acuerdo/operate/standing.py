"""Where a worker stands and why: what is said now, and what may be done next."""

from dataclasses import dataclass, field

from django.db import transaction

from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check
from acuerdo.operate.states import can
from acuerdo.records.models import Account, Application, Decision, Placement, Season, Worker
from acuerdo.records.rows import first, first_with

UNSAID = {"matched": "eligible", "no_place": "eligible"}
"""What a match gave, and what is said in its stead until the season is published."""


@dataclass(slots=True)
class Standing:
    """Where a worker stands.

    Fields:
        worker: who; None for an account without a registration.
        open: the season that takes applications now.
        application: the last one.
        state: what is said of it: `Application.status`, or `offered`, `confirmed`, `lapsed`,
            `declined`, `refused`, or `suspended` where the order ended with its employer.
        place, people: the place in line and how many stood in it, once the season is published.
        placement: the order that is held now.
        decision: the last one about this application, once it may be known.
        earlier: decisions before that one.
        may: what may be done next: apply, rank, withdraw, confirm, decline, book, review.
    """

    worker: Worker | None = None
    open: Season | None = None
    application: Application | None = None
    state: str = ""
    place: int | None = None
    people: int | None = None
    placement: Placement | None = None
    decision: Decision | None = None
    earlier: list[Decision] = field(default_factory=list)
    may: set[str] = field(default_factory=set)


@transaction.atomic
def standing(account: Account) -> Standing:
    """Where the worker of an account stands.

    Raises:
        Denied: the account may not see a worker's record.
    """
    check(account, "audit.own")
    found = Standing(open=open_season())
    found.worker = first(Worker, "WHERE id = %s", account.worker_id) if account.worker_id else None
    if found.worker is None:
        return found
    check(account, "worker.see", found.worker)
    number = found.worker.number
    found.application = _last_application(found)
    audit.read(account, "worker.see", "own file", audit.subject_of(found.worker), [number])
    if found.application is None:
        found.may = {"apply"} if found.open else set()
        return found
    _tell(account, found, found.application)
    return found


def open_season() -> Season | None:
    """The season that takes applications now."""
    now = clock.now()
    return first(Season, OPEN, now, now)


OPEN = "WHERE status = 'open' AND opens <= %s AND closes > %s ORDER BY closes, id"
LAST = """
JOIN records_season ON records_season.id = records_application.season_id
WHERE records_application.worker_id = %s ORDER BY records_season.opens DESC, records_application.id DESC
"""
"""Every visit asks these, so they are worded once."""


def _last_application(found: Standing) -> Application | None:
    """The last application of the worker, with its season."""
    assert found.worker is not None
    last = first_with(Application, Season, LAST, found.worker.pk)
    if last is None:
        return None
    application, season = last
    application.season, application.worker = season, found.worker
    return application


def _tell(account: Account, found: Standing, application: Application) -> None:
    told = application.season.status == "published"
    found.state = application.status if told else UNSAID.get(application.status, application.status)
    audit.read(
        account, "application.see", "own file", audit.subject_of(application), [application.worker.number]
    )
    subjects = [audit.subject_of(application)]
    if told:
        found.place = application.turn
        found.people = (application.season.lottery.get("applications") or {}).get("count")
        subjects += _placement(account, found, application)
    decisions = audit.rows(account, "decision.see", Decision).filter(subject__in=subjects)
    if not told:
        decisions = decisions.exclude(kind="match")
    kept = list(decisions.select_related("review").order_by("-at", "-pk"))
    found.decision, found.earlier = (kept[0], kept[1:]) if kept else (None, [])
    _next(found, application)


def _placement(account: Account, found: Standing, application: Application) -> list[str]:
    """The order that is held, and the names under which decisions speak of every order that was."""
    rows = audit.rows(account, "placement.see", Placement).filter(application=application)
    kept = list(
        rows.select_related(
            "order__employer", "application__worker", "contract", "appointment__hour", "permit"
        ).order_by("-round", "-pk")
    )
    if kept:
        last = kept[0]
        audit.read(account, "placement.see", "own file", audit.subject_of(last), [application.worker.number])
        late = last.status == "offered" and clock.now() >= last.answer_by
        live = last.status in ("offered", "confirmed", "permitted") and not late
        found.placement = last if live else None
        if last.status in ("offered", "confirmed"):
            found.state = "lapsed" if late else last.status
        elif last.status in ("lapsed", "declined", "refused") and application.status == "no_place":
            failed = hasattr(last, "appointment") and last.appointment.checks == "failed"
            found.state = "suspended" if last.status == "refused" and not failed else last.status
    return [audit.subject_of(each) for each in kept]


def _next(found: Standing, application: Application) -> None:
    may, placement = found.may, found.placement
    if found.open and application.season_id != found.open.pk:
        may.add("apply")
    if can(application, "withdraw"):
        may.add("withdraw")
        if application.season.status == "open" and clock.now() < application.season.closes:
            may.add("rank")
    if placement is not None and can(placement, "confirm"):
        may.add("confirm")
    if placement is not None and can(placement, "decline"):
        may.add("decline")
    if placement is not None and placement.status == "confirmed" and not hasattr(placement, "appointment"):
        may.add("book")
    if found.decision is not None and not hasattr(found.decision, "review"):
        may.add("review")
