"""A longer stay: asked for by the worker or the employer, decided by the rules."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acuerdo.operate import asked_stays, audit, clock, deciding
from acuerdo.operate.authority import check
from acuerdo.operate.forms import Day
from acuerdo.operate.law import law
from acuerdo.operate.registering import suspended
from acuerdo.operate.states import NotNow
from acuerdo.operate.staying import counted, text_for
from acuerdo.records.models import Account, Decision, Permit, Placement, Renewal, Stay

MOST_DAYS = 3_660
"""Days ahead that are believed of a last day (layout, no legal meaning)."""


class LongerForm(forms.Form):
    """The last day that is asked for."""

    until = Day(label=_("New last day"))

    def clean_until(self) -> date:
        """A day that lies ahead."""
        until: date = self.cleaned_data["until"]
        if not 0 < (until - clock.today()).days <= MOST_DAYS:
            raise ValidationError(_("Give a day that lies ahead, and no more than ten years."))
        return until


@transaction.atomic
def ask(account: Account, placement: Placement, until: date) -> Renewal:
    """Ask for a later last day; the rules decide at once, and the answer can be put to review.

    Raises:
        Denied: the account stands neither for the worker nor for the employer.
        NotNow: there is no permit, its last day has passed or lies no earlier, the stay is over, or the
            employer is suspended.
    """
    check(account, "renewal.ask", placement)
    permit = _permit(placement)
    if suspended(permit.placement.order.employer, clock.today()):
        raise NotNow("renew", "suspended")
    stay = counted([permit])[permit.pk]
    today = clock.today()
    facts = {
        "stay.entered_on": (stay.entered_on or permit.holds_from).isoformat(),
        "stay.until": permit.until.isoformat(),
        "stay.wanted_until": until.isoformat(),
        "stay.renewed": str(Renewal.every.filter(permit=permit, granted=True, counts=True).count()),
    }
    if until <= permit.until:
        raise NotNow("renew", "not_later")
    text = text_for(permit, today)
    said = asked_stays.longer(facts, text, law().pathway)
    worker = permit.placement.application.worker
    kept = deciding.keep(
        "renewal",
        audit.subject_of(placement),
        said,
        facts,
        text.on,
        account,
        worker,
        permit.placement.order,
    )
    made: Renewal = Renewal.every.create(
        permit=permit,
        asked_by=account,
        asked_at=clock.now(),
        until=until,
        granted=said.outcome in GRANTED,
        counts=said.outcome == "renewed",
        decision=kept,
    )
    if made.granted:
        _grant(permit, until)
    audit.written(
        account, "renewal.ask", "longer stay", audit.subject_of(permit), worker.number, outcome=said.outcome
    )
    return made


GRANTED = ("prolonged", "renewed")
"""Outcomes by which a stay lasts longer."""


def _permit(placement: Placement) -> Permit:
    permit: Permit | None = (
        Permit.every.select_for_update(of=("self",))
        .select_related("placement__order__employer", "placement__application__worker")
        .filter(placement=placement)
        .first()
    )
    if permit is None:
        raise NotNow("renew", "no_permit")
    if clock.today() > permit.until:
        raise NotNow("renew", "last_day_passed")
    if Stay.every.filter(permit=permit).exists():
        raise NotNow("renew", "over")
    return permit


def _grant(permit: Permit, until: date) -> None:
    permit.until = until
    permit.save(update_fields=["until"])


def follow(decision: Decision) -> None:
    """Do what a review found of a longer stay."""
    made: Renewal = Renewal.every.select_related("permit").get(
        decision__subject=decision.subject, until=_wanted(decision)
    )
    made.granted, made.counts = decision.outcome in GRANTED, decision.outcome == "renewed"
    made.decision = decision
    made.save(update_fields=["granted", "counts", "decision"])
    if made.granted:
        _grant(made.permit, max(made.permit.until, made.until))


def _wanted(decision: Decision) -> date:
    return date.fromisoformat(str(decision.facts["stay.wanted_until"]))
