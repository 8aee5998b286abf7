"""Taking a permit away, on a ground that the text knows, and giving it back; both tell the worker why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from acuerdo.operate import audit, clock, deciding, notices
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.law import enacted, law
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Permit, Revocation


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a permit may be taken away.

    Fields:
        clause: the part of the pathway that says so.
        words: the reason, as a sentence.
    """

    clause: str
    words: Any


GROUNDS: Mapping[str, Ground] = {
    "not_eligible": Ground("eligible", _("What the text asks of the person was not so, or is so no longer.")),
    "not_open": Ground("open_to", _("The pathway is not open to the person.")),
    "stay_over": Ground("stay", _("The stay lasted longer than the text allows.")),
    "other_employer": Ground(
        "portability", _("The person works for another employer than the permit names, without a transfer.")
    ),
    "no_work": Ground("gives", _("The work for which it was granted is over.")),
}
"""Every ground, by its code; there is no other. A complaint is none."""
CHOICES = [(code, each.words) for code, each in GROUNDS.items()]


@transaction.atomic
def revoke(account: Account, permit: Permit, ground: str, words: str) -> Revocation:
    """Take a permit away: it is kept as a decision, which the worker can put to review.

    Args:
        ground: one of GROUNDS.
        words: what was found, for the worker.

    Raises:
        Denied: the account may not.
        NotNow: it is revoked already.
    """
    check(account, "permit.revoke", permit)
    permit = _locked(permit)
    if Revocation.every.filter(permit=permit, lifted_at=None).exists():
        raise NotNow("revoke_permit", "revoked")
    said = _said("revoked", ground, words)
    made: Revocation = Revocation.every.create(
        permit=permit, ground=ground, clause=said.clause, words=words, by=account, at=clock.now()
    )
    _keep(account, permit, said)
    audit.written(
        account,
        "permit.revoke",
        "permit revoked",
        audit.subject_of(permit),
        _number(permit),
        ground=ground,
        clause=said.clause,
    )
    notices.tell(permit.placement.application.worker, "permit_revoked", made)
    return made


@transaction.atomic
def restore(account: Account, permit: Permit, words: str) -> Revocation:
    """Give a permit back; another officer than the one who took it does it.

    Raises:
        Denied: the account may not, or took it away itself.
        NotNow: it is not revoked.
    """
    check(account, "permit.restore", permit)
    permit = _locked(permit)
    found: Revocation | None = Revocation.every.filter(permit=permit, lifted_at=None).first()
    if found is None:
        raise NotNow("restore_permit", "not_revoked")
    if found.by_id == account.pk:
        raise Denied("permit.restore", "same_officer")
    found.lifted_at, found.lifted_by = clock.now(), account
    found.save(update_fields=["lifted_at", "lifted_by"])
    _keep(account, permit, _said("restored", found.ground, words))
    audit.written(account, "permit.restore", "permit given back", audit.subject_of(permit), _number(permit))
    notices.tell(permit.placement.application.worker, "permit_restored", found)
    return found


def _said(outcome: str, ground: str, words: str) -> deciding.Said:
    """What is said of it, in both languages, with the clause of the text of today."""
    of, told = law(), {}
    enacted(clock.today())
    for language in ("en", "es"):
        with translation.override(language):
            told[language] = f"{GROUNDS[ground].words} {words}".strip()
    return deciding.Said(outcome, ground, f"{of.path}.{GROUNDS[ground].clause}", told["en"], told["es"])


def _keep(account: Account, permit: Permit, said: deciding.Said) -> None:
    placement = permit.placement
    worker, order = placement.application.worker, placement.order
    deciding.keep("revocation", audit.subject_of(permit), said, {}, clock.today(), account, worker, order)


def _locked(permit: Permit) -> Permit:
    found: Permit = (
        Permit.every.select_for_update(of=("self",))
        .select_related("placement__application__worker", "placement__order")
        .get(pk=permit.pk)
    )
    return found


def _number(permit: Permit) -> str:
    return str(permit.placement.application.worker.number)
