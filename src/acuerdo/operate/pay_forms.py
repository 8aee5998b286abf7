"""What is reported of pay, and what is done about sums owed: one check for pages, tables and programs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from acuerdo.operate import clock
from acuerdo.operate.forms import Day, shared
from acuerdo.records.models import Employment

LONGEST_PERIOD_DAYS = 31
"""Days of the longest pay period that is reported at once (law: 20 CFR 655.122(m) and 655.20(h) have workers
paid at least twice a month; a whole month leaves room for who pays later)."""
MOST_HOURS = 744
"""Hours of a month of 31 days."""
MOST_CENTS = 10_000_000
"""Minor units of the largest amount in one field, 100,000.00 (layout of the form, no legal meaning)."""
HUNDREDTHS = Decimal(100)
Period = tuple[date, date]


@dataclass(slots=True)
class Work:
    """Somebody's work, and the periods that were reported of it by the side that reports."""

    employment: Employment
    told: list[Period] = field(default_factory=list)

    def faults(self, since: date, until: date) -> Iterable[tuple[str, Any]]:
        """What is wrong with a period: the field, and how to mend it."""
        if since < self.employment.since:
            yield "since", _("The work with this employer began later: give a later day.")
        if until > self.employment.until:
            yield "until", _("The work with this employer ended before: give an earlier day.")
        if any(
            begins <= until and since <= ends and (begins, ends) != (since, until)
            for begins, ends in self.told
        ):
            yield "since", _("Part of this period is in another report: give the days after it, or its days.")


def cents(label: Any, **given: Any) -> forms.IntegerField:
    """An amount in US cents."""
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST_CENTS, help_text=_("US cents: 1250 is 12.50 USD"), **given
    )


def hours(label: Any, **given: Any) -> forms.DecimalField:
    """Hours with at most two decimals."""
    return forms.DecimalField(label=label, min_value=0, max_value=MOST_HOURS, decimal_places=2, **given)


@shared
class PayForm(forms.Form):
    """What an employer reports of a pay period of one worker."""

    since = Day(label=_("First day of the period"))
    until = Day(label=_("Last day of the period"))
    hours_offered = hours(_("Hours offered"))
    hours_worked = hours(_("Hours worked"))
    paid_cents = cents(_("Paid, before deductions"))
    housing_cents = cents(_("Kept back for housing"), required=False)
    meals_cents = cents(_("Kept back for meals"), required=False)
    utilities_cents = cents(_("Kept back for water, light and heat"), required=False)
    law_cents = cents(_("Kept back because a law asks for it"), required=False)
    other_cents = cents(_("Kept back for anything else"), required=False)

    def __init__(self, data: Any = None, work: Work | None = None) -> None:
        super().__init__(data)
        self.work = work

    def clean(self) -> dict[str, Any]:
        """Days in sequence and within the order, amounts that fit one another."""
        told = super().clean() or {}
        for name in KEPT_BACK:
            told[name] = told.get(name) or 0
        since, until = told.get("since"), told.get("until")
        if since and until:
            self._period(since, until)
        kept = sum(told[name] for name in KEPT_BACK)
        if told.get("paid_cents") is not None and kept > told["paid_cents"]:
            self.add_error("paid_cents", _("More was kept back than was paid: the pay is before deductions."))
        for name in ("hours_offered", "hours_worked"):
            if told.get(name) is not None:
                told[name] = int(told[name] * HUNDREDTHS)
        return told

    def _period(self, since: date, until: date) -> None:
        if until < since:
            self.add_error("until", _("The last day lies before the first."))
        elif (until - since).days >= LONGEST_PERIOD_DAYS:
            self.add_error("until", _("A pay period has at most 31 days: report it in parts."))
        elif until > clock.today():
            self.add_error("until", _("The period is not over yet."))
        else:
            for name, problem in self.work.faults(since, until) if self.work else ():
                self.add_error(name, problem)


KEPT_BACK = ("housing_cents", "meals_cents", "utilities_cents", "law_cents", "other_cents")
"""Deductions, by what for."""


@shared
class PayRow(PayForm):
    """The same with the order and the worker, in a table or from a program."""

    case = forms.CharField(label=_("Order number"), max_length=40)
    worker = forms.CharField(label=_("Number of the worker"), max_length=16)

    def __init__(
        self, data: Any = None, people: Mapping[tuple[str, str], Sequence[Work]] | None = None
    ) -> None:
        super().__init__(data)
        self.people = people or {}

    def clean(self) -> dict[str, Any]:
        """Somebody who works there."""
        case, worker = (str(self.cleaned_data.get(name) or "").strip() for name in ("case", "worker"))
        self.work = self._at(self.people.get((case, worker.upper()), ()))
        if case and worker and self.work is None:
            self.add_error(
                "worker",
                _("Nobody with this number has a permit for this order of yours: compare both numbers."),
            )
        told = super().clean()
        if not self.errors and self.work is not None:
            self.work.told.append((told["since"], told["until"]))
            told["employment"] = self.work.employment
        return told

    def _at(self, works: Sequence[Work]) -> Work | None:
        """Of the times that somebody worked there, the one of the period; the last where it lies in none."""
        since = self.cleaned_data.get("since")
        within = [each for each in works if since and each.employment.since <= since <= each.employment.until]
        return next(iter(within or works[-1:]), None)


class GotForm(forms.Form):
    """What a worker got for a pay period: two fields."""

    hours = hours(
        _("Hours I worked"), required=False, help_text=_("If you did not count them, leave it empty.")
    )
    received = forms.DecimalField(
        label=_("What I got, in US dollars"),
        min_value=0,
        max_value=MOST_CENTS / 100,
        decimal_places=2,
        help_text=_("what came into your hand or your account"),
    )

    def clean(self) -> dict[str, Any]:
        """Hundredths and minor units."""
        told = super().clean() or {}
        found: dict[str, Any] = {}
        if told.get("received") is not None:
            found["paid_cents"] = int(told["received"] * HUNDREDTHS)
        counted = told.get("hours")
        return {**found, "hours_worked": None if counted is None else int(counted * HUNDREDTHS)}


class OrderedForm(forms.Form):
    """What an inspector orders about a sum owed."""

    finding = forms.ChoiceField(
        label=_("Finding"), choices=[("order", _("It is owed")), ("drop", _("It is not owed"))]
    )
    due_on = Day(label=_("To be paid by"), required=False)
    words = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)

    def clean(self) -> dict[str, Any]:
        """Who orders says by when."""
        told = super().clean() or {}
        due = told.get("due_on")
        if told.get("finding") == "order" and due is None:
            self.add_error("due_on", ValidationError(_("Give the day by which it has to be paid.")))
        if due is not None and due <= clock.today():
            self.add_error("due_on", ValidationError(_("The day has to lie ahead.")))
        return told


class PaymentForm(forms.Form):
    """A payment, as whoever pays names it."""

    reference = forms.CharField(
        label=_("Reference of the payment"),
        max_length=80,
        help_text=_("as your bank or your authority names it"),
    )


__all__ = ["GotForm", "OrderedForm", "PayForm", "PayRow", "PaymentForm", "Work"]
