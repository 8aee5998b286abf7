"""Everything that can be somebody's: three employers and three workers, and of each row whose it is."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models

from acuerdo.operate.law import text_row
from acuerdo.records.models import (
    Account,
    Application,
    Appointment,
    Condition,
    Contract,
    Decision,
    Employer,
    Employment,
    Evidence,
    Hour,
    Housing,
    JobOrder,
    Owed,
    PastSeason,
    PayReport,
    Permit,
    Placement,
    Preference,
    Rating,
    Review,
    Season,
    Suspension,
    Visit,
    VisitFinding,
    Worker,
)
from service.conftest import BEGINS
from service.fields import ORDER

STATES, CONSULATES = ("NC", "CA", "TX"), ("MTY", "GDL", "")
KINDS = ("eligibility", "match", "permit", "certification", "places")


@dataclass
class Noted:
    """What is noted of a row.

    Fields:
        worker, employer: whose it is; None where it is nobody's.
        places: the states and consulates it lies in; None where it lies nowhere.
        season: of a placement, the season that gave it.
        of_a_match: a decision that says what a match gave.
        about_a_person: a decision about a worker, which no employer sees, nor who answers for a state.
    """

    row: models.Model
    worker: Any = None
    employer: Any = None
    places: tuple[str, ...] | None = None
    season: int | None = None
    of_a_match: bool = False
    about_a_person: bool = False


@dataclass
class World:
    """Every row that is asked for, and who there is."""

    noted: list[Noted] = field(default_factory=list)
    employers: list[Employer] = field(default_factory=list)
    workers: list[Worker] = field(default_factory=list)
    seasons: list[Season] = field(default_factory=list)

    def add(self, row: models.Model, **noted: Any) -> Any:
        self.noted.append(Noted(row, **noted))
        return row

    def by_kind(self) -> dict[type[models.Model], list[Noted]]:
        found: dict[type[models.Model], list[Noted]] = {}
        for each in self.noted:
            found.setdefault(type(each.row), []).append(each)
        return found


def drawn_up() -> World:
    """Three employers and three workers, each with everything that can be theirs; two seasons."""
    made = World()
    for at in range(2):
        told = {"pathway": "temporary_worker", "opens": BEGINS, "closes": BEGINS + timedelta(days=at)}
        made.seasons.append(Season.objects.create(name=f"S-{at}", status="published", **told))
    Account.objects.create(username="asks")
    for at, (state, consulate) in enumerate(zip(STATES, CONSULATES, strict=True)):
        _of_one(made, at, state, consulate)
    return made


def _of_one(made: World, at: int, state: str, consulate: str) -> None:
    """What is one employer's, and one worker's who is placed there."""
    season, now = made.seasons[at % 2], BEGINS + timedelta(days=5)
    employer = made.add(Employer.objects.create(number=f"E-{at}", name="x", state=state), places=(state,))
    officer = Account.objects.create(username=f"officer {at}", role="certifying_officer")
    made.noted[-1].employer = employer
    suspension = Suspension.objects.create(employer=employer, since=date(2016, 1, 1), why="x", by=officer)
    made.add(suspension, places=(state,))
    theirs: Any = {"employer": employer, "places": (state,)}
    order = JobOrder.objects.create(
        employer=employer, filed_at=now, **{**ORDER, "case": f"C-{at}", "state": state}
    )
    made.add(order, **theirs)
    made.add(Evidence.objects.create(order=order, shows="attest", words="x", filed_at=now), **theirs)
    helped = CONSULATES[(at + 1) % 3]
    fields = {
        "given_names": "Persona",
        "surnames": f"{at}",
        "born_on": date(1990, 1, 1),
        "nationality": "MEX",
    }
    worker = Worker.every.create(number=f"W-{at}", registered_at=now, helped_at=helped, **fields)
    made.add(worker, worker=worker, places=(helped, *((consulate,) if consulate else ())))
    past = PastSeason.every.create(worker=worker, employer=employer, year=2015, complied=True)
    made.add(past, worker=worker)
    application = Application.every.create(season=season, worker=worker, number=f"A-{at}", filed_at=now)
    made.add(application, worker=worker)
    made.add(Preference.every.create(application=application, order=order, place=1), worker=worker)
    placement = Placement.every.create(
        application=application, order=order, round=1, offered_at=now, answer_by=now, entry=date(2017, 4, 1)
    )
    made.add(placement, worker=worker, season=at % 2, **theirs)
    contract = Contract.every.create(placement=placement, language="es", words="x", signed_at=now)
    made.add(contract, worker=worker, employer=employer)
    if consulate:
        hour = made.add(Hour.objects.create(consulate=consulate, at=now, capacity=9), places=(consulate,))
        appointment = Appointment.every.create(placement=placement, hour=hour)
        made.add(appointment, worker=worker, places=(consulate,))
    days = {"holds_from": date(2017, 4, 1), "until": date(2017, 9, 1)}
    permit = Permit.every.create(number=f"P-{at}", placement=placement, granted_at=now, **days)
    made.add(permit, worker=worker, employer=employer, places=(state,))
    for kind in KINDS:
        _decided(made, kind, worker, order)
    _rights(made, placement, officer, worker, employer)
    made.employers.append(employer)
    made.workers.append(worker)


def _rights(made: World, placement: Placement, officer: Account, worker: Worker, employer: Employer) -> None:
    """What was paid, is owed, was seen and told in somebody's work."""
    order, now = placement.order, placement.offered_at
    days = {"since": order.starts, "until": order.starts}
    work = Employment.every.create(placement=placement, order=order, **days)
    told: dict[str, Any] = {"employment": work, **days}
    theirs: dict[str, Any] = {"worker": worker, "places": (order.state,)}
    made.add(work, **theirs, employer=employer)
    for by in ("employer", "worker"):
        row = PayReport.every.create(by=by, paid_cents=1, at=now, **told)
        made.add(row, **theirs, employer=employer if by == "employer" else None)
    for kind, status in (("wages", "owed"), ("guarantee", "ordered"), ("deduction", "dropped")):
        fields = {"cents": 1, "currency": "USD", "whose": "both", "found_at": now}
        row = Owed.every.create(kind=kind, status=status, **told, **fields)
        made.add(row, **theirs, employer=employer if status == "ordered" else None)
    made.add(Condition.every.create(employment=work, about="water", at=now), **theirs)
    made.add(Rating.every.create(employment=work, answers={}, at=now), worker=worker)
    lies: dict[str, Any] = {"employer": employer, "places": (order.state,)}
    made.add(Housing.objects.create(order=order, address="x", beds=1, filed_at=now), **lies)
    visit = made.add(Visit.objects.create(order=order, by=officer, on=order.starts, filed_at=now), **lies)
    decision = Decision.every.filter(order=order, worker=None).first()
    found = VisitFinding.objects.create(visit=visit, protection="x", outcome="broken", decision=decision)
    made.add(found, **lies)


def _decided(made: World, kind: str, worker: Worker, order: JobOrder) -> None:
    """A decision and its review: about the worker, the order, or both."""
    about_order = kind in ("certification", "places")
    told: dict[str, Any] = {
        "places": None if kind == "eligibility" else (order.state,),
        "worker": None if about_order else worker,
        "employer": order.employer if about_order else None,
        "about_a_person": not about_order,
        "of_a_match": kind in ("match", "places"),
    }
    decision = Decision.every.create(
        kind=kind,
        subject="x",
        worker=None if about_order else worker,
        order=None if kind == "eligibility" else order,
        on=date(2016, 11, 5),
        at=BEGINS + timedelta(days=5),
        text=text_row(),
        clause="x",
        facts={},
        outcome="x",
        en="x",
        es="x",
    )
    made.add(decision, **told)
    by = Account.objects.get(username="asks")
    made.add(
        Review.every.create(decision=decision, asked_by=by, asked_at=decision.at, due_on=decision.on), **told
    )
