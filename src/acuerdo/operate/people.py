"""People found in the register by officers: by their number, or by surnames and day of birth together."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acuerdo.operate import audit, numbers
from acuerdo.operate.authority import check, may
from acuerdo.operate.columns import folded
from acuerdo.operate.states import NotNow
from acuerdo.records.models import (
    Account,
    Application,
    Decision,
    Merge,
    PastSeason,
    Permit,
    Placement,
    Worker,
)

PURPOSES = {
    "application": _("An application of this person"),
    "review": _("A review that this person asked for"),
    "appointment": _("An appointment of this person"),
    "doubles": _("Records that may be of one person"),
    "correction": _("A correction that this person asked for"),
    "protection": _("A complaint, or help for this person"),
}
"""What an officer may open the file of a person for; the person is told which it was."""
MOST_FOUND = 20


@transaction.atomic
def find(
    account: Account, purpose: str, number: str = "", surnames: str = "", born_on: date | None = None
) -> list[Worker]:
    """The people of a number; or of these surnames who were born on this day, whatever the accents.

    Nobody is found by a part of a name, so that nobody leafs through the register.

    Raises:
        Denied: the role may not see people.
    """
    check(account, "worker.see")
    held = audit.rows(account, "worker.see", Worker)
    if numbers.is_number(number.strip()):
        found = held.filter(number=number.strip().upper())
    elif surnames.strip() and born_on:
        wanted = folded(surnames)
        same = held.filter(born_on=born_on).values_list("pk", "surnames")
        found = held.filter(pk__in=[pk for pk, name in same if folded(name) == wanted])
    else:
        return []
    # an entry even where nobody is found, so that an auditor sees who searches much
    audit.read(account, "worker.see", purpose, "search", [""])
    return audit.see_many(account, "worker.see", found.order_by("number")[:MOST_FOUND], purpose)


@transaction.atomic
def file_of(account: Account, number: str, purpose: str) -> dict[str, Any]:
    """The whole file of a person, as far as an account may see its parts; each part is in the audit.

    Raises:
        Denied: the role may not see people.
        NotThere: there is no such person within reach.
    """
    worker = audit.see(account, "worker.see", Worker, purpose, number=number)
    file: dict[str, Any] = {"worker": worker}
    for name, action, model, about, path in PARTS:
        if not may(account, action):
            continue
        rows = audit.rows(account, action, model).filter(**{path: worker})
        file[name] = audit.see_many(account, action, rows.select_related(*JOINED[name]), purpose, about)
    file["past_seasons"] = list(
        PastSeason.every.filter(worker=worker).select_related("employer").order_by("-year")
    )
    if account.role == "origin_officer":
        merges = Merge.every.filter(kept=worker, undone_at=None).select_related("given_up")
        file["merges"] = list(merges.order_by("-at"))
        audit.read(account, "worker.merge", purpose, audit.subject_of(worker), [worker.number])
    return file


PARTS: tuple[tuple[str, str, Any, str, str], ...] = (
    ("applications", "application.see", Application, "worker", "worker"),
    ("placements", "placement.see", Placement, "application__worker", "application__worker"),
    ("permits", "permit.see", Permit, "placement__application__worker", "placement__application__worker"),
    ("decisions", "decision.see", Decision, "worker", "worker"),
)
"""Parts of a file: the action that shows each, its rows, and their ways to the person."""
JOINED = {
    "applications": ("season", "worker"),
    "placements": ("order__employer", "application__worker"),
    "permits": ("placement__application__worker", "placement__order"),
    "decisions": ("worker", "review"),
}


@transaction.atomic
def merge_of(account: Account, pk: int) -> Merge:
    """A merge, to take it back.

    Raises:
        Denied: the role may not.
        NotNow: there is none that stands.
    """
    check(account, "worker.merge")
    found = Merge.every.filter(pk=pk, undone_at=None).select_related("kept", "given_up").first()
    if found is None:
        raise NotNow("undo_merge", "undone")
    made: Merge = found
    audit.read(account, "worker.merge", "doubles", audit.subject_of(made), [made.kept.number])
    return made
