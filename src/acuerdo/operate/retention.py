"""Retention: what says who a person is is erased once the time of the text is over and nothing holds it.

What stays is what names nobody: numbers, decisions with their facts, counts, receipts and the audit.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import CharField, F, Max, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from acuerdo.agreement.calendar import NO_END
from acuerdo.operate import audit, clock
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.holdings import ERASED_KINDS, PERSON, WHO, erased
from acuerdo.operate.law import enacted
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, FailedSignIn, Token, Worker
from acuerdo.rules.sharing import kept_until

AT_ONCE = 500
"""People who are erased in one transaction (assumed)."""
OPEN = ("filed", "needs_evidence", "eligible", "matched")
"""The states of an application that something is still to come of."""

HOLDS: dict[str, Callable[[date], Q]] = {
    "application": lambda _: Q(applications__status__in=OPEN),
    "permit": lambda on: Q(applications__placements__permit__until__gte=on),
    "review": lambda _: Q(decisions__review__isnull=False, decisions__review__answered_at=None),
    "complaint": lambda _: (
        Q(complaints__status__in=("filed", "looked_into"))
        | Q(complaints__reviews__isnull=False, complaints__reviews__answered_on=None)
        | Q(complaints__refund__status__in=("asked", "ordered", "unpaid"))
    ),
    "owed": lambda _: Q(
        applications__placements__employments__owed__status__in=("owed", "ordered", "paid", "paid_out")
    ),
    "coming_and_going": lambda _: Q(applications__placements__permit__items__status="open"),
}
"""What holds a person's file, whatever the time: for each reason the people of a day, as a condition on
`Worker`. A room in which something can be open puts its own reason here."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person's file stands.

    Fields:
        received: the last day on which something came in about the person.
        until: by kind of information, the last day on which it is kept; a kind of which the text states no
            time is not there.
        held_by: reasons of HOLDS.
        left: the kinds of which something is there to be erased.
    """

    worker: int
    number: str
    received: date
    until: Mapping[str, date]
    held_by: tuple[str, ...]
    left: tuple[str, ...]

    def due(self, on: date) -> tuple[str, ...]:
        """The kinds that are to be erased on a day."""
        over = [kind for kind in self.left if kind in self.until and self.until[kind] < on]
        return () if self.held_by else tuple(over)


def clauses() -> Mapping[str, str]:
    """By kind of information that can be erased, the entry of the text that says how long it is kept."""
    on = clock.today()
    held = [each for each in enacted(on).agreement.terms.information if each.holds_on(on)]
    return {each.what: f"information.{each.id}" for each in held if each.what in ERASED_KINDS}


def standings(among: Q | None = None) -> list[Standing]:
    """How the files of people stand: of those about whom something is left to be erased.

    Raises:
        Refused: no text decides today.
    """
    on = clock.today()
    terms = enacted(on).agreement.terms
    entries = [each for each in terms.information if each.holds_on(on)]
    # Where the text states no time for any of this, nobody's file is looked at.
    never = np.array([on], "datetime64[D]")
    timed = [kind for kind in ERASED_KINDS if kept_until(entries, kind, never, terms.calendar)[0] != NO_END]
    if not timed:
        return []
    unerased = Worker.every.filter(among or Q()).filter(_something_left(timed)).values("pk")
    found = Worker.every.filter(pk__in=unerased).order_by("pk").annotate(**LAST)
    rows = list(found.values_list("pk", "number", *LAST))
    received = np.array([_last(row[2:]) for row in rows], "datetime64[D]")
    ends = {kind: kept_until(entries, kind, received, terms.calendar) for kind in timed}
    held = {reason: _pks(rows, of(on)) for reason, of in HOLDS.items()}
    left = {kind: _pks(rows, _something_left([kind])) for kind in timed}
    return [
        Standing(
            row[0],
            row[1],
            received[at].item(),
            {kind: ends[kind][at].item() for kind in timed},
            tuple(reason for reason, people in held.items() if row[0] in people),
            tuple(kind for kind, people in left.items() if row[0] in people),
        )
        for at, row in enumerate(rows)
    ]


LAST = {
    "registered": F("registered_at"),
    "applied": Max("applications__filed_at"),
    "placed": Max("applications__placements__permit__until"),
    "decided": Max("decisions__at"),
}
"""The days on which something came in about a person; a permit is alive to its last."""


def _last(days: Iterable[date | datetime | None]) -> date:
    return max(
        timezone.localtime(each).date() if isinstance(each, datetime) else each for each in days if each
    )


def _something_left(kinds: Iterable[str]) -> Q:
    """The people of whom a column of some kinds is not erased; words about them go with who they are."""
    found = Q(pk__in=[])
    for kind in kinds:
        for model, columns in erased(kind).items():
            for name, left in columns.items() if model in WAYS else ():
                found |= _not_left(f"{WAYS[model]}{name}", left)
    return found


def _not_left(path: str, left: object) -> Q:
    if left is None:
        return Q(**{f"{path}__isnull": False})
    return Q(**{f"{path}__gt": ""}) if left == "" else ~Q(**{path: left})


WAYS: Mapping[str, str] = {"Worker": "", "Contract": "applications__placements__contract__"}
"""From a worker to the tables of which something left makes a file one that is not erased."""


def _pks(rows: list[tuple[object, ...]], condition: Q) -> set[object]:
    """Which of some people a condition finds."""
    if not rows:
        return set()
    first, last = rows[0][0], rows[-1][0]
    return set(Worker.every.filter(condition, pk__gte=first, pk__lte=last).values_list("pk", flat=True))


def erase_due(account: Account | None = None, among: Q | None = None) -> Iterator[Standing]:
    """Erase what is due, some people at a time: each batch whole or not at all, with an entry for each.

    Args:
        account: who asked for it; None for the service itself.
        among: of whom; everybody where nothing is said.

    Yields:
        How each file stood that was erased, once it is.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # What is overwritten shall not be read from the file afterwards.
            cursor.execute("PRAGMA secure_delete=ON")
    waiting = [each.worker for each in standings(among) if each.due(clock.today())]
    for at in range(0, len(waiting), AT_ONCE):
        yield from _erase(account, waiting[at : at + AT_ONCE])


@transaction.atomic
def _erase(account: Account | None, people: list[int]) -> list[Standing]:
    # Whoever applies meanwhile waits for this lock, or is seen by what is asked after it.
    list(Worker.every.select_for_update().filter(pk__in=people).values_list("pk", flat=True))
    on = clock.today()
    done = [each for each in standings(Q(pk__in=people)) if each.due(on)]
    kinds = {kind for each in done for kind in each.due(on)}
    for kind in kinds:
        pks = [each.worker for each in done if kind in each.due(on)]
        numbers = [each.number for each in done if kind in each.due(on)]
        for name, columns in erased(kind).items():
            model = apps.get_model("records", name)
            rows = getattr(model, "every", model._base_manager)
            rows.filter(**{f"{PERSON[name]}__in": numbers}).update(**columns)
        if kind == WHO:
            _sign_in_ends(pks)
        elif kind == "worker_record":
            Account.objects.filter(worker__in=pks).update(email="")
            EmailAddress.objects.filter(user__worker__in=pks).delete()
    told = [(f"worker:{each.worker}", each.number, {"kinds": sorted(each.due(on))}) for each in done]
    audit.written_many(account, "worker.erase", "the time of the text is over", told)
    return done


def _sign_in_ends(people: list[int]) -> None:
    """Let nobody sign in as people who were erased, and leave nothing by which they did."""
    accounts = Account.objects.filter(worker__in=people)
    for model in (Authenticator, EmailAddress, SocialAccount):
        model.objects.filter(user__in=accounts).delete()
    for table in (Token, FailedSignIn):
        table.objects.filter(account__in=accounts).delete()
    accounts.update(
        username=Concat(Value("erased-"), Cast("pk", CharField())),
        first_name="",
        last_name="",
        email="",
        password=make_password(None),
        is_active=False,
    )


def run() -> int:
    """Erase everything that is due: how many people. What a job or a timer calls."""
    return sum(1 for _ in erase_due())


@transaction.atomic
def own(account: Account) -> Standing | None:
    """How the file of the worker of an account stands; None where the text states no time for any of it.

    Raises:
        Denied: the account is no worker's, or has no registration.
    """
    check(account, "erasure.ask")
    if account.worker is None:
        raise Denied("erasure.ask", "reach")
    found = standings(Q(pk=account.worker.pk))
    audit.read(account, "erasure.ask", "own file", audit.subject_of(account.worker), [account.worker.number])
    return found[0] if found else None


def ask(account: Account) -> Standing:
    """Erase the file of the worker of an account now, as far as the text lets.

    Raises:
        Denied: as `own`.
        NotNow: the text states no time, the time is not over, or something holds the file; the entry of the
            audit says which.
    """
    standing = own(account)
    due = standing.due(clock.today()) if standing else ()
    worker = account.worker
    assert worker is not None
    if not due:
        because = why_not(standing)
        audit.written(
            account, "erasure.ask", "asked for", audit.subject_of(worker), worker.number, refused=because
        )
        raise NotNow("erase", because)
    return next(erase_due(account, Q(pk=worker.pk)))


def why_not(standing: Standing | None) -> str:
    """Why nothing of a file is erased."""
    if standing is None:
        return "no_time"
    return standing.held_by[0] if standing.held_by else "time"
