"""Workers registered once for life, employers and recruiters in their registers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from stdnum.exceptions import ValidationError
from stdnum.mx import curp as population_register

from acuerdo.operate import audit, clock, numbers
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.places import lock
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Application, Employer, Merge, Recruiter, Suspension, Worker
from acuerdo.records.rows import add


class Twice(Exception):
    """This person is registered already; the message holds the number and no name."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"this person is registered as {number}")


class WrongCurp(ValueError):
    """A code that no population register gave out, or that says another day of birth."""


def checked_curp(text: str, born_on: date | None = None) -> str:
    """A code of the population register, compact.

    Raises:
        WrongCurp: signs, check digit or day of birth are not right.
    """
    try:
        compact = str(population_register.validate(text))
        day = population_register.get_birth_date(compact)
    except ValidationError:
        raise WrongCurp("curp") from None
    if born_on is not None and day != born_on:
        raise WrongCurp("birth")
    return compact


@transaction.atomic(savepoint=False)
def register(account: Account, fields: Mapping[str, Any], helped_at: str = "") -> Worker:
    """Register a worker; where this is part of a transaction, that one fails with it as a whole.

    Args:
        account: the worker, who has no record yet, or an officer who helps.
        fields: of `Worker`, checked by a form.
        helped_at: the consulate, where an officer files for the worker.

    Raises:
        Denied: the role may not.
        Twice: the code of the population register, or the document, is in the record already.
    """
    check(account, "worker.register")
    if account.role == "worker" and account.worker is not None:
        raise Twice(account.worker.number)
    fields = {**fields, "curp": fields.get("curp") or None}
    if fields.get("document"):  # no constraint keeps two from the same; codes have one
        lock(f"document {fields.get('document_country', '')} {fields['document']}")
    double = _same_document(fields)
    if double is not None:
        raise Twice(double.number)
    worker = Worker(number=numbers.new("W"), registered_at=clock.now(), helped_at=helped_at, **fields)
    add(worker)
    if account.role == "worker":
        account.worker = worker
        account.save(update_fields=["worker"])
    purpose = "registration with help" if helped_at else "registration"
    audit.written(account, "worker.register", purpose, audit.subject_of(worker), worker.number)
    return worker


@transaction.atomic
def register_many(account: Account, rows: Sequence[Mapping[str, Any]], helped_at: str) -> list[Worker]:
    """Register workers with help: all, or none.

    Raises:
        Denied: the role may not.
        IntegrityError: a code of the population register came into the record meanwhile.
    """
    check(account, "worker.register")
    if account.role == "worker":
        raise Denied("worker.register", "role")
    at = clock.now()
    made: list[Worker] = Worker.every.bulk_create(
        [
            Worker(
                number=numbers.new("W"),
                registered_at=at,
                helped_at=helped_at,
                **{**fields, "curp": fields.get("curp") or None},
            )
            for fields in rows
        ],
        batch_size=500,
    )
    audit.written_many(
        account,
        "worker.register",
        "registration with help",
        [(audit.subject_of(worker), worker.number, {}) for worker in made],
    )
    return made


def _same_document(fields: Mapping[str, Any], but: Worker | None = None) -> Worker | None:
    same = Q()
    if fields.get("curp"):
        same |= Q(curp=fields["curp"])
    if fields.get("document"):
        same |= Q(document=fields["document"], document_country=fields.get("document_country", ""))
    if not same:
        return None
    others = Worker.every.exclude(pk=but.pk) if but else Worker.every.all()
    found: Worker | None = others.filter(same, merged_into=None).first()
    return found


@transaction.atomic
def change(account: Account, worker: Worker, fields: Mapping[str, Any]) -> None:
    """Change what is known of a worker; the audit keeps which fields, not what they said.

    Raises:
        Denied: the account may not change this record; a worker changes nothing that says who somebody is.
        NotNow: the worker waits for the match of a closed list, which rests on what would change.
        Twice: another record has this code of the population register, or this document.
    """
    check(account, "worker.change", worker)
    if "curp" in fields:
        fields = {**fields, "curp": fields["curp"] or None}
    double = _same_document(fields, worker)
    if double is not None:
        raise Twice(double.number)
    changed = sorted(name for name, value in fields.items() if getattr(worker, name) != value)
    if IDENTITY & set(changed):
        check(account, "worker.identify", worker)
    if MATCHED_BY & set(changed) and Application.every.filter(AWAITS, worker=worker).exists():
        raise NotNow("change", "awaits_the_match")
    for name in changed:
        setattr(worker, name, fields[name])
    worker.save(update_fields=changed)
    if "email" in changed:
        Account.objects.filter(worker=worker).update(email=worker.email)
    audit.written(
        account,
        "worker.change",
        "the record kept right",
        audit.subject_of(worker),
        worker.number,
        fields=changed,
    )


IDENTITY = frozenset(
    "given_names surnames born_on sex nationality state curp document document_country"
    " document_expires".split()
)
"""Fields of `Worker` that say who somebody is: from a paper, by an officer."""
MATCHED_BY = frozenset(
    "born_on nationality state trades experience_months free_from free_until taste".split()
)
"""Fields of `Worker` by which a match decides."""
AWAITS = Q(listed=True, season__status__in=("closed", "drawn"))
"""Applications on a closed list that is not matched yet."""


def look_alikes(account: Account, worker: Worker) -> list[Worker]:
    """Records that may be of the same person: the same surnames and day of birth, or the same document."""
    check(account, "worker.merge")
    same = Q(surnames__iexact=worker.surnames, born_on=worker.born_on)
    if worker.document:
        same |= Q(document=worker.document)
    found = Worker.every.filter(same, merged_into=None).exclude(pk=worker.pk)
    return audit.see_many(account, "worker.merge", found, "looking for doubles")


@transaction.atomic
def merge(account: Account, kept: Worker, given_up: Worker, why: str) -> Merge:
    """Say that two records are of one person; nothing is deleted, and `undo_merge` takes it back.

    Raises:
        Denied: the role may not.
        NotNow: they are one record, or one of them was given up before.
    """
    check(account, "worker.merge")
    if kept.pk == given_up.pk or kept.merged_into_id or given_up.merged_into_id:
        raise NotNow("merge", "merged")
    given_up.merged_into = kept
    given_up.save(update_fields=["merged_into"])
    made: Merge = Merge.every.create(kept=kept, given_up=given_up, why=why, by=account, at=clock.now())
    for worker in (kept, given_up):
        audit.written(account, "worker.merge", "merge", audit.subject_of(made), worker.number)
    return made


@transaction.atomic
def undo_merge(account: Account, made: Merge) -> None:
    """Take a merge back."""
    check(account, "worker.merge")
    if made.undone_at is not None:
        raise NotNow("undo_merge", "undone")
    made.given_up.merged_into = None
    made.given_up.save(update_fields=["merged_into"])
    made.undone_at = clock.now()
    made.save(update_fields=["undone_at"])
    for worker in (made.kept, made.given_up):
        audit.written(account, "worker.merge", "taken back", audit.subject_of(made), worker.number)


@transaction.atomic
def accredit(account: Account, employer: Employer) -> None:
    """Let an employer file orders from today on; whoever may already, may since the day it was first let.

    Raises:
        Denied: the employer lies in a state that the officer does not answer for.
    """
    check(account, "employer.accredit", employer)
    if employer.accredited_on is not None:
        return
    employer.accredited_on = clock.today()
    employer.save(update_fields=["accredited_on"])
    audit.written(account, "employer.accredit", "accreditation", audit.subject_of(employer))


@transaction.atomic
def suspend(account: Account, employer: Employer, why: str) -> Suspension:
    """Suspend an employer from today on: its orders take nobody until it is lifted."""
    check(account, "employer.suspend", employer)
    if suspended(employer, clock.today()):
        raise NotNow("suspend", "suspended")
    made = Suspension.objects.create(employer=employer, since=clock.today(), why=why, by=account)
    audit.written(account, "employer.suspend", "suspension", audit.subject_of(employer), why=why)
    return made


@transaction.atomic
def lift(account: Account, employer: Employer) -> None:
    """Lift the suspension of an employer from today on."""
    check(account, "employer.suspend", employer)
    if not employer.suspensions.filter(until=None).update(until=clock.today()):
        raise NotNow("lift", "not_suspended")
    audit.written(account, "employer.suspend", "suspension lifted", audit.subject_of(employer))


def suspended(employer: Employer, on: date) -> bool:
    """Whether an employer is suspended on a day."""
    return bool(employer.suspensions.filter(_over(on)).exists())


def suspended_on(on: date) -> set[int]:
    """The keys of all employers who are suspended on a day."""
    return set(Suspension.objects.filter(_over(on)).values_list("employer", flat=True))


def _over(on: date) -> Q:
    """The suspensions that lie over a day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


@transaction.atomic
def recruiters(words: str = "") -> QuerySet[Recruiter]:
    """Everybody who has a licence or had one: the register is public.

    Args:
        words: of a name or of a licence; all where it is empty.
    """
    found: QuerySet[Recruiter] = Recruiter.every.filter(
        Q(name__icontains=words) | Q(licence__icontains=words)
    )
    return found.order_by("name", "pk")


def license_recruiter(account: Account, name: str, licence: str) -> Recruiter:
    """Enter a licensed recruiter."""
    check(account, "recruiter.license")
    made: Recruiter = Recruiter.every.create(name=name, licence=licence, licensed_on=clock.today())
    audit.written(account, "recruiter.license", "licence", audit.subject_of(made))
    return made


@transaction.atomic
def revoke(account: Account, recruiter: Recruiter) -> None:
    """Take a licence away from today on.

    Raises:
        NotNow: it was taken away before.
    """
    check(account, "recruiter.license", recruiter)
    if recruiter.revoked_on is not None:
        raise NotNow("revoke", "revoked")
    recruiter.revoked_on = clock.today()
    recruiter.save(update_fields=["revoked_on"])
    audit.written(account, "recruiter.license", "licence taken away", audit.subject_of(recruiter))


@transaction.atomic
def enter(account: Account, number: str, name: str, state: str) -> Employer:
    """Enter an employer in the register; it files nothing before it is accredited.

    Raises:
        Denied: the officer answers for other states.
    """
    check(account, "employer.accredit")
    if account.states and state not in account.states:
        raise Denied("employer.accredit", "reach")
    made = Employer.objects.create(number=number, name=name, state=state)
    audit.written(account, "employer.accredit", "entered in the register", audit.subject_of(made))
    return made
