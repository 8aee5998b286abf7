"""Who may do what, how far: a table, one function that refuses with the reason, and one that asks it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.db import models
from django.db.models import Exists, OuterRef, Q

from acuerdo.operate import wall
from acuerdo.records import models as records
from acuerdo.records.models import Account


class Reach(StrEnum):
    """How far a permission reaches.

    own: rows of the worker, or of the employers, that the account stands for;
    states: rows that lie in the states, or at the consulates, that an officer answers for: in all, where
        the account names none;
    all: every row.
    """

    OWN = "own"
    STATES = "states"
    ALL = "all"


OWN, STATES, ALL = Reach.OWN, Reach.STATES, Reach.ALL

ACTIONS: Mapping[str, Mapping[str, Reach]] = MappingProxyType(
    {
        "employer.accredit": {"certifying_officer": STATES},
        "employer.suspend": {"certifying_officer": STATES, "inspector": STATES},
        "employer.see": {
            "certifying_officer": STATES,
            "inspector": STATES,
            "secretary": ALL,
            "auditor": ALL,
            "employer": OWN,
            "agent": OWN,
        },
        "recruiter.license": {"origin_officer": ALL},
        "recruiter.see": {"origin_officer": ALL, "inspector": ALL, "auditor": ALL},
        "order.file": {"employer": OWN, "agent": OWN},
        "order.evidence": {"employer": OWN, "agent": OWN},
        "order.withdraw": {"employer": OWN, "agent": OWN},
        "order.nominate": {"employer": OWN, "agent": OWN},
        "order.certify": {"certifying_officer": STATES},
        "order.see": {
            "certifying_officer": STATES,
            "inspector": STATES,
            "origin_officer": ALL,
            "consulate": ALL,
            "secretary": ALL,
            "auditor": ALL,
            "employer": OWN,
            "agent": OWN,
            "worker": ALL,
        },
        "case.see": {
            "certifying_officer": STATES,
            "inspector": STATES,
            "origin_officer": ALL,
            "secretary": ALL,
            "auditor": ALL,
            "employer": OWN,
            "agent": OWN,
        },
        "worker.register": {"worker": OWN, "origin_officer": ALL, "consulate": ALL},
        "worker.see": {"worker": OWN, "origin_officer": ALL, "consulate": STATES},
        "worker.change": {"worker": OWN, "origin_officer": ALL, "consulate": STATES},
        "worker.identify": {"origin_officer": ALL, "consulate": STATES},
        "worker.merge": {"origin_officer": ALL},
        "worker.prove": {"origin_officer": ALL, "consulate": STATES},
        "worker.access": {"origin_officer": ALL, "consulate": STATES},
        "application.file": {"worker": OWN, "consulate": ALL},
        "application.rank": {"worker": OWN, "consulate": ALL},
        "application.withdraw": {"worker": OWN},
        "application.see": {"worker": OWN, "origin_officer": ALL, "consulate": ALL},
        "placement.see": {
            "worker": OWN,
            "employer": OWN,
            "agent": OWN,
            "origin_officer": ALL,
            "consulate": ALL,
            "certifying_officer": STATES,
        },
        "placement.confirm": {"worker": OWN},
        "placement.decline": {"worker": OWN},
        "hour.set": {"consulate": STATES},
        "appointment.see": {"worker": OWN, "consulate": STATES},
        "appointment.book": {"worker": OWN, "consulate": STATES},
        "appointment.check": {"consulate": STATES},
        "permit.grant": {"consulate": STATES},
        "permit.see": {
            "worker": OWN,
            "consulate": ALL,
            "border_officer": ALL,
            "certifying_officer": STATES,
        },
        "permit.revoke": {"consulate": ALL, "border_officer": ALL},
        "permit.restore": {"consulate": ALL, "border_officer": ALL},
        "permit.challenge": {"consulate": ALL, "border_officer": ALL},
        "credential.hold": {"worker": OWN},
        "photo.take": {"consulate": STATES},
        "work.check": {"employer": OWN, "agent": OWN},
        "permit_key.withdraw": {"secretary": ALL},
        "decision.see": {
            "worker": OWN,
            "employer": OWN,
            "agent": OWN,
            "certifying_officer": STATES,
            "origin_officer": ALL,
        },
        "review.ask": {"worker": OWN, "employer": OWN, "agent": OWN},
        "review.see": {
            "worker": OWN,
            "employer": OWN,
            "agent": OWN,
            "certifying_officer": STATES,
            "origin_officer": ALL,
        },
        "review.answer": {"certifying_officer": STATES, "origin_officer": ALL},
        "crossing.file": {"border_officer": ALL, "origin_officer": ALL},
        "crossing.see": {"worker": OWN, "border_officer": ALL, "origin_officer": ALL, "consulate": ALL},
        "crossing.reconcile": {"border_officer": ALL, "origin_officer": ALL},
        "item.see": {"border_officer": ALL, "origin_officer": ALL},
        "item.resolve": {"border_officer": ALL, "origin_officer": ALL},
        "stay.see": {"worker": OWN, "border_officer": ALL, "origin_officer": ALL, "consulate": ALL},
        "stay.close": {"border_officer": ALL, "origin_officer": ALL},
        "clock.see": {"origin_officer": ALL, "consulate": ALL},
        "arrival.see": {"employer": OWN, "agent": OWN},
        "renewal.ask": {"worker": OWN, "employer": OWN, "agent": OWN},
        "complaint.file": {"worker": OWN},
        "complaint.own": {"worker": OWN},
        "complaint.see": {"inspector": STATES, "origin_officer": ALL},
        "complaint.answer": {"inspector": STATES, "origin_officer": ALL},
        "complaint.review": {"inspector": STATES, "origin_officer": ALL},
        "finding.see": {"employer": OWN, "agent": OWN},
        "finding.review": {"employer": OWN, "agent": OWN},
        "refund.see": {"inspector": STATES, "origin_officer": ALL, "employer": OWN, "agent": OWN},
        "refund.settle": {"inspector": STATES, "origin_officer": ALL},
        "transfer.ask": {"worker": OWN},
        "season.run": {"secretary": ALL},
        "season.see": {role: ALL for role, _ in records.accounts.ROLES},
        "places.see": {role: ALL for role, _ in records.accounts.ROLES},
        "token.make": {role: OWN for role, _ in records.accounts.ROLES},
        "account.see": {"support": ALL},
        "account.disable": {"support": ALL},
        "account.link": {"support": ALL},
        "account.factors": {"support": ALL},
        "export.make": {"origin_officer": ALL, "certifying_officer": STATES},
        "erasure.ask": {"worker": OWN},
        "pay.report": {"employer": OWN, "agent": OWN, "worker": OWN},
        "pay.see": {"worker": OWN, "employer": OWN, "agent": OWN, "inspector": STATES},
        "owed.see": {
            "worker": OWN,
            "employer": OWN,
            "agent": OWN,
            "inspector": STATES,
            "origin_officer": ALL,
        },
        "owed.order": {"inspector": STATES},
        "owed.pay": {"employer": OWN, "agent": OWN},
        "owed.pay_out": {"origin_officer": ALL},
        "owed.confirm": {"worker": OWN},
        "housing.offer": {"employer": OWN, "agent": OWN},
        "housing.see": {"employer": OWN, "agent": OWN, "inspector": STATES, "certifying_officer": STATES},
        "visit.make": {"inspector": STATES},
        "visit.see": {
            "inspector": STATES,
            "certifying_officer": STATES,
            "employer": OWN,
            "agent": OWN,
            "auditor": ALL,
        },
        "condition.report": {"worker": OWN},
        "condition.see": {"worker": OWN, "inspector": STATES},
        "rating.give": {"worker": OWN},
        "rating.publish": {"secretary": ALL},
        "audit.own": {"worker": OWN},
        "notice.see": {"worker": OWN},
        "notice.choose": {"worker": OWN},
        "job.see": {"support": ALL},
        "job.decide": {"support": ALL},
        "audit.see": {"auditor": ALL},
        "audit.seal": {"auditor": ALL},
    }
)
"""For each action, the roles that may do it and how far. What is not here nobody may."""


class Denied(Exception):
    """Somebody may not do something; the message says why, in words for that person.

    Fields:
        action: what was asked for.
        reason: one of REASONS.
    """

    def __init__(self, action: str, reason: str) -> None:
        self.action, self.reason = action, reason
        super().__init__(REASONS[reason].format(action=action))


REASONS = {
    "signed_out": "sign in first",
    "role": "your role may not do this ({action})",
    "reach": "this lies outside what you answer for ({action})",
    "same_officer": "you decided this first; another officer answers the review ({action})",
    "own_account": "nobody does this to an account of their own ({action})",
    "other_state": "the other state looks into this, or tells this record ({action})",
}


@dataclass(frozen=True, slots=True)
class Sight:
    """What one account may see for one action."""

    account: Account
    action: str

    def within(self, model: type[models.Model]) -> Q:
        """The condition of the rows of a model that the action reaches; none where it may not be done."""
        reach = reach_of(self.account, self.action)
        if reach is None:
            return Q(pk__in=[])
        if model.__name__ in wall.NOUNS:
            return wall.within(self.account, self.action, model)
        return _published(model, self.action) & (Q() if reach is ALL else LIES[reach](self.account, model))


def reach_of(account: Account, action: str) -> Reach | None:
    """How far an action reaches for an account, or None: default deny."""
    if not account.is_authenticated or not account.is_active:
        return None
    return ACTIONS.get(action, {}).get(account.role)


def check(account: Account, action: str, row: models.Model | None = None) -> None:
    """Let an action pass, on a row if it is on one.

    Raises:
        Denied: with the reason.
    """
    if not account.is_authenticated or not account.is_active:
        raise Denied(action, "signed_out")
    reach = reach_of(account, action)
    if reach is None:
        raise Denied(action, "role")
    if row is not None and type(row).__name__ in wall.NOUNS:
        seen = wall.within(account, action, type(row))
        if not type(row)._base_manager.filter(seen, pk=row.pk).exists():
            raise Denied(action, "reach")
        return
    if reach is ALL or row is None:
        return
    if reach is OWN and _is_own(account, row):
        return
    rows = getattr(type(row), "every", type(row)._base_manager)
    if not rows.filter(LIES[reach](account, type(row)), pk=row.pk).exists():
        raise Denied(action, "reach")


def may(account: Account, action: str, row: models.Model | None = None) -> bool:
    """Whether an action would pass."""
    try:
        check(account, action, row)
    except Denied:
        return False
    return True


RESULTS = ("match", "places")
"""Kinds of decisions that say what a match gave."""


def _published(model: type[models.Model], action: str) -> Q:
    """What a match gave nobody sees before its season is published, so that nobody knows it first."""
    if model is records.Placement and action == "placement.see":
        return ~Q(application__season__status="matched")
    if model not in DECIDED:
        return Q()
    of = DECIDED[model]
    unpublished = records.Season.objects.filter(status="matched", closes__lte=OuterRef(f"{of}at"))
    return ~(Q(**{f"{of}kind__in": RESULTS}) & Q(Exists(unpublished)))


DECIDED: Mapping[type[models.Model], str] = {records.Decision: "", records.Review: "decision__"}
"""Rows that tell a decision, and the way from each to it."""


def _is_own(account: Account, row: models.Model) -> bool:
    """Whether a row is the very worker or employer of an account, which no query need tell."""
    return row.pk is not None and row.pk == (
        account.worker_id
        if account.role == "worker" and isinstance(row, records.Worker)
        else account.employer_id
        if account.role == "employer" and isinstance(row, records.Employer)
        else None
    )


def _own(account: Account, model: type[models.Model]) -> Q:
    if account.role == "worker":
        path = OF_WORKER.get(model.__name__)
        return Q(**{path: account.worker_id}) if path and account.worker_id else Q(pk__in=[])
    path = OF_EMPLOYER.get(model.__name__)
    if path is None or account.role not in ("employer", "agent"):
        return Q(pk__in=[])
    own = (
        [account.employer_id] if account.role == "employer" else account.acts_for.values_list("pk", flat=True)
    )
    told = ABOUT_ORDERS.get(model.__name__, Q()) & NOT_TOLD_EMPLOYERS.get(model.__name__, Q())
    return Q(**{f"{path}__in": [each for each in own if each]}) & told


def _states(account: Account, model: type[models.Model]) -> Q:
    paths, about = OF_STATE.get(model.__name__, ()), ABOUT_ORDERS.get(model.__name__, Q())
    if not paths:
        return Q(pk__in=[])
    lies = Q(pk__in=[])
    for path in (paths,) if isinstance(paths, str) else paths:
        lies |= Q(**{f"{path}__in": account.states})
    return about & lies if account.states else about


LIES: Mapping[Reach, Callable[[Account, type[models.Model]], Q]] = {OWN: _own, STATES: _states}

ABOUT_ORDERS: Mapping[str, Q] = {"Decision": Q(worker=None), "Review": Q(decision__worker=None)}
"""Of decisions, employers and the officers who answer for states see those about orders: what was decided
about a worker, and on which facts, is not theirs to know."""

NOT_TOLD_EMPLOYERS: Mapping[str, Q] = {
    "PayReport": Q(by="employer"),
    "Owed": ~Q(status__in=("owed", "dropped")),
}
"""What a worker says of the pay no employer reads, nor a sum before an inspector ordered it: whoever told of
it is not to be asked why."""

OF_WORKER: Mapping[str, str] = {
    "Worker": "pk",
    "PastSeason": "worker",
    "Application": "worker",
    "Preference": "application__worker",
    "Placement": "application__worker",
    "Contract": "placement__application__worker",
    "Appointment": "placement__application__worker",
    "Permit": "placement__application__worker",
    "Credential": "permit__placement__application__worker",
    "Photo": "worker",
    "Revocation": "permit__placement__application__worker",
    "Challenge": "permit__placement__application__worker",
    "Transfer": "permit__placement__application__worker",
    "Decision": "worker",
    "Review": "decision__worker",
    "Filing": "account__worker",
    "Notice": "worker",
    "Delivery": "notice__worker",
    "Crossing": "permit__placement__application__worker",
    "Stay": "permit__placement__application__worker",
    "Renewal": "permit__placement__application__worker",
    "Employment": "placement__application__worker",
    "PayReport": "employment__placement__application__worker",
    "Owed": "employment__placement__application__worker",
    "Condition": "employment__placement__application__worker",
    "Rating": "employment__placement__application__worker",
}
"""How a row is tied to the worker it is about, by model; a row that is not here belongs to none."""

OF_EMPLOYER: Mapping[str, str] = {
    "Employer": "pk",
    "JobOrder": "employer",
    "Evidence": "order__employer",
    "Nomination": "order__employer",
    "Placement": "order__employer",
    "Contract": "placement__order__employer",
    "Permit": "placement__order__employer",
    "Decision": "order__employer",
    "Review": "decision__order__employer",
    "Filing": "account__employer",
    "Employment": "order__employer",
    "PayReport": "employment__order__employer",
    "Owed": "employment__order__employer",
    "Housing": "order__employer",
    "Visit": "order__employer",
    "VisitFinding": "visit__order__employer",
}
"""The same for employers."""

OF_STATE: Mapping[str, str | tuple[str, str]] = {
    "Employer": "state",
    "Suspension": "employer__state",
    "JobOrder": "state",
    "Evidence": "order__state",
    "Placement": "order__state",
    "Permit": "placement__order__state",
    "Decision": "order__state",
    "Review": "decision__order__state",
    "Worker": ("applications__placements__appointment__hour__consulate", "helped_at"),
    "Hour": "consulate",
    "Appointment": "hour__consulate",
    "Employment": "order__state",
    "PayReport": "employment__order__state",
    "Owed": "employment__order__state",
    "Housing": "order__state",
    "Visit": "order__state",
    "VisitFinding": "visit__order__state",
    "Condition": "employment__order__state",
}
"""The same for the states, and the consulates, that officers answer for."""
