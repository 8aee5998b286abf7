"""Entries and exits of whoever holds a permit, filed by either state."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check
from acuerdo.operate.forms import Day, shared
from acuerdo.operate.law import law
from acuerdo.operate.numbers import is_number
from acuerdo.records.models import Account, Crossing, Permit
from acuerdo.records.models.crossings import DIRECTIONS

SIDES = {"border_officer": "destination", "origin_officer": "origin"}
"""For which side of the agreement officers tell of crossings, by their role."""
AHEAD = timedelta(hours=1)
"""How far clocks of two systems may be apart (assumed)."""
EARLIEST_YEAR = 2000
"""No crossing under a permit is told before (layout, no legal meaning)."""
STAMP_DAYS = 1
"""Days by which a stamp may differ from the instant, as hours differ between places (assumed)."""


def party_of(account: Account) -> str:
    """The party for which an officer tells of crossings and looks into differences; '' where for none."""
    return sides().get(SIDES.get(account.role, ""), "")


def sides() -> dict[str, str]:
    """The party on each side of the agreement."""
    return {party.role: code for code, party in law().agreement.terms.parties.items()}


@shared
class CrossingForm(forms.Form):
    """An entry or an exit, as one state tells it."""

    number = forms.CharField(label=_("Number of the permit"), max_length=24, help_text=_("P- and nine signs"))
    direction = forms.ChoiceField(
        label=_("Direction"), choices=[("", _("Choose")), *((code, _(word)) for code, word in DIRECTIONS)]
    )
    at = forms.DateTimeField(
        label=_("Day and hour"),
        help_text=_("for example 2017-04-03 08:30, in Mexico City time; or 2017-04-03T08:30-07:00"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    on = Day(
        label=_("Day of the stamp"), required=False, help_text=_("if it is another day than that of the hour")
    )
    place = forms.CharField(label=_("Place"), max_length=80)
    source = forms.CharField(
        label=_("Your number for this record"),
        max_length=60,
        help_text=_("each record is told once under its number"),
    )

    def __init__(self, data: Any = None, party: str = "", taken: set[str] | None = None) -> None:
        super().__init__(data)
        self.party, self.taken = party, taken

    def clean_number(self) -> str:
        """A number with its check; whether there is such a permit is found when records are compared."""
        number = str(self.cleaned_data["number"]).strip().upper()
        if not number.startswith("P-") or not is_number(number):
            raise ValidationError(_("A sign of this number is wrong: compare it with the permit."))
        return number

    def clean_source(self) -> str:
        """A record is told once."""
        source = str(self.cleaned_data["source"]).strip()
        told = Crossing.every.filter(party=self.party, source=source)
        if source in self.taken if self.taken is not None else told.exists():
            raise ValidationError(
                _("Your state has told a record of this number before, or in a row above: give another.")
            )
        if self.taken is not None:
            self.taken.add(source)
        return source

    def clean(self) -> dict[str, Any]:
        """An instant that is past, and the day of its stamp."""
        cleaned = super().clean() or {}
        at = cleaned.get("at")
        if at is None:
            return cleaned
        if at.year < EARLIEST_YEAR:
            self.add_error("at", _("This day is too early."))
            return cleaned
        if at > clock.now() + AHEAD:
            self.add_error("at", _("This lies ahead: crossings are told once they have happened."))
            return cleaned
        day = timezone.localtime(at).date()
        cleaned["on"] = cleaned.get("on") or day
        if abs((cleaned["on"] - day).days) > STAMP_DAYS:
            self.add_error("on", _("The day of the stamp and the hour are more than a day apart."))
        return cleaned


@transaction.atomic
def file(account: Account, fields: Mapping[str, Any]) -> Crossing:
    """File an entry or an exit.

    Args:
        fields: of `Crossing`, checked by `CrossingForm`.

    Raises:
        Denied: the role tells of no crossings.
        IntegrityError: this state told the same record in this very moment.
    """
    return file_many(account, [fields])[0]


@transaction.atomic
def file_many(account: Account, rows: Sequence[Mapping[str, Any]]) -> list[Crossing]:
    """File entries and exits: all, or none.

    Raises:
        as `file`.
    """
    check(account, "crossing.file")
    party, now = party_of(account), clock.now()
    said = {str(row["number"]) for row in rows}
    found = Permit.every.filter(number__in=said).select_related("placement__application__worker")
    permits: dict[str, Permit] = {permit.number: permit for permit in found}
    made: list[Crossing] = Crossing.every.bulk_create(
        [
            Crossing(permit=permits.get(str(row["number"])), party=party, filed_at=now, by=account, **row)
            for row in rows
        ],
        batch_size=500,
    )
    audit.written_many(
        account,
        "crossing.file",
        "entry or exit",
        [(audit.subject_of(each), worker_of(each.permit), {}) for each in made],
    )
    return made


def worker_of(permit: Permit | None) -> str:
    """The number of the worker who holds a permit; '' where it is not known."""
    return audit.number_of(permit, "placement__application__worker") if permit else ""


def told_by(account: Account) -> Any:
    """Entries and exits that the state of an officer told, the last first.

    Raises:
        Denied: the role tells of none.
    """
    check(account, "crossing.file")
    found = audit.rows(account, "crossing.file", Crossing).filter(party=party_of(account))
    return found.select_related("permit__placement__application__worker").order_by("-at", "-pk")
