"""Whether somebody may work for an employer today: yes or no, and nothing more."""

from datetime import date, timedelta

import numpy as np
from django.db import transaction

from acuerdo.agreement.clauses.criteria import YES
from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check
from acuerdo.operate.law import enacted, law
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Entry, Permit, Revocation
from acuerdo.rules.statuses import allows_work

MOST_ASKED = 120
"""Questions an hour that one account asks (assumed: a crew at a gate, and nobody's guesses)."""
HOUR = timedelta(hours=1)


@transaction.atomic
def may_work(account: Account, number: str, born_on: date) -> bool:
    """Whether the permit of a number, of whoever was born on a day, lets them work today for an employer that
    the account stands for. Every other case is a no, and nobody learns which.

    That it was asked is an entry, which the worker sees, if the number and the day are of one.

    Raises:
        Denied: the account stands for no employer.
        NotNow: it asked too often within an hour.
    """
    check(account, "work.check")
    now = clock.now()
    asked = Entry.objects.filter(action="work.check", account=account.username, at__gt=now - HOUR).count()
    if asked >= MOST_ASKED:
        raise NotNow("ask", "too_often")
    known = Permit.every.select_related("placement__application__worker").filter(
        number=number.strip().upper(), placement__application__worker__born_on=born_on
    )
    permit: Permit | None = known.first()
    subject = audit.subject_of(permit) if permit else "permit"
    about = [str(permit.placement.application.worker.number)] if permit else [""]
    audit.read(account, "work.check", "whether somebody may work", subject, about)
    if permit is None or not audit.rows(account, "work.check", Permit).filter(pk=permit.pk).exists():
        return False
    gone = Revocation.every.filter(permit=permit, lifted_at=None).exists()
    return not gone and _allows_work(permit, clock.today())


def _allows_work(permit: Permit, on: date) -> bool:
    """Whether the text of a day says that whoever holds this permit may work on it."""
    gives = law().clause(enacted(on)).gives
    if gives is None:
        return False
    first, last, day = (np.array([each], "datetime64[D]") for each in (permit.holds_from, permit.until, on))
    return bool(allows_work(gives, first, last, day)[0] == YES)
