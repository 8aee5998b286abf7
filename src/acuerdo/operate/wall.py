"""The wall around complaints: no action but those of their own name reaches them, and of these only so far.

Whoever enforces who may be in the country, and whoever is complained about, finds nothing here: not by a row,
a count or a refusal. Inspectors of the destination look after work and housing, and the origin after those
who recruit there; neither of them turns anybody away at a border. An employer sees of a finding, and of a fee
to be paid back, what it was told, and never the complaint.
"""

from collections.abc import Mapping

from django.db import models
from django.db.models import Q

from acuerdo.records.models import Account

NOUNS: Mapping[str, tuple[str, str]] = {
    "Complaint": ("complaint", ""),
    "Exhibit": ("complaint", "complaint__"),
    "Message": ("complaint", "complaint__"),
    "ComplaintReview": ("complaint", "complaint__"),
    "Finding": ("finding", "complaint__"),
    "Refund": ("refund", "complaint__"),
}
"""The models behind the wall: the first part of the names of the only actions that reach each, and the way
from it to the complaint."""
NOTHING = Q(pk__in=[])
BY_INSPECTORS = ("employer", "housing")
"""What inspectors answer; all else is for the origin."""


def within(account: Account, action: str, model: type[models.Model]) -> Q:
    """The condition of the rows of a model behind the wall that an action reaches; none for a role that is
    not named here.

    Args:
        action: one that the role may do, as `authority` says.
    """
    noun, of = NOUNS[model.__name__]
    if action.partition(".")[0] != noun:
        return NOTHING
    match account.role:
        case "worker":
            return Q(**{f"{of}worker": account.worker_id}) if account.worker_id else NOTHING
        case "inspector":
            return _inspected(account, of)
        case "origin_officer":
            return Q(**{f"{of}about": "recruiter"})
        case "employer" | "agent":
            return _told(account, model.__name__)
    return NOTHING


def _inspected(account: Account, of: str) -> Q:
    near = Q(**{f"{of}about__in": BY_INSPECTORS})
    # Where somebody did not say the state, every inspector is asked, so that nobody is forgotten.
    return near & Q(**{f"{of}state__in": [*account.states, ""]}) if account.states else near


def _told(account: Account, name: str) -> Q:
    if name not in TOLD:
        return NOTHING
    if account.role == "employer":
        own = [account.employer_id]
    else:
        own = list(account.acts_for.values_list("pk", flat=True))
    return Q(employer__in=[each for each in own if each]) & TOLD[name]


TOLD: Mapping[str, Q] = {
    "Finding": ~Q(words=""),
    "Refund": Q(status__in=("ordered", "unpaid", "paid")),
}
"""What employers see, and from when."""
