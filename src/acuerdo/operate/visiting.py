"""Visits: filed once, from a form that may have been filled in without a network; the rules decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from acuerdo.agreement import Refused
from acuerdo.agreement.clauses.protection import Protection
from acuerdo.agreement.facts import DTYPES, FACTS, Facts, read_fact
from acuerdo.agreement.faults import Silent
from acuerdo.operate import audit, clock, deciding, protecting
from acuerdo.operate.authority import check
from acuerdo.operate.forms import Day
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Condition, JobOrder, Visit, VisitFinding
from acuerdo.records.models.visits import HOUSING_FINDINGS

MOST_MET = 20_000
"""More people than work under any order (layout of the form, no legal meaning)."""
MEASURED, FOUND = "measured_", "found_"
"""What the names of the fields of protections begin with: a measurement, or a breach that was seen."""
MOST_SHOWN = 100


class VisitForm(forms.Form):
    """What an inspector saw: a field for each protection of the text beside those of every visit."""

    on = Day(label=_("Day of the visit"))
    people = forms.IntegerField(label=_("People you spoke with"), min_value=0, max_value=MOST_MET)
    housing = forms.ChoiceField(
        label=_("Housing"), choices=[(code, _(word)) for code, word in HOUSING_FINDINGS]
    )
    words = forms.CharField(
        label=_("In words"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        required=False,
        help_text=_("Name nobody you spoke with."),
    )

    def __init__(self, data: Any, order: JobOrder, spanish: bool = False) -> None:
        super().__init__(data)
        self.order = order
        self.protections = protecting.protections(clock.today())
        example = gettext("for example")
        for each in self.protections:
            words = each.text.es if spanish else each.text.en
            if each.measure:
                fact = FACTS[f"measure.{each.measure}"]
                hint = f"{fact.es if spanish else fact.en}; {example} {EXAMPLES[fact.kind]}"
                field: forms.Field = forms.CharField(
                    label=words, max_length=40, required=False, help_text=hint
                )
                self.fields[_field(each)] = field
            else:
                self.fields[_field(each)] = forms.ChoiceField(label=words, choices=SEEN, required=False)

    def clean(self) -> dict[str, Any]:
        """A day that was, and measurements as files write them."""
        told = super().clean() or {}
        on = told.get("on")
        if on is not None and on > clock.today():
            self.add_error("on", _("The day lies ahead."))
        for each in self.protections:
            said = str(told.get(_field(each)) or "").strip()
            if each.measure and said:
                try:
                    read_fact(FACTS[f"measure.{each.measure}"], said)
                except ValueError:
                    kind = FACTS[f"measure.{each.measure}"].kind
                    problem = _("This cannot be read. Write it as in the example: %(example)s.")
                    wrong = ValidationError(problem, params={"example": EXAMPLES[kind]})
                    self.add_error(_field(each), wrong)
        return told

    @property
    def found(self) -> dict[str, str]:
        """By the id of each protection of which something was said: the measurement, or `yes`."""
        told = self.cleaned_data
        said = {str(each.id): str(told.get(_field(each)) or "").strip() for each in self.protections}
        return {name: value for name, value in said.items() if value and value != "no"}


SEEN = [("", _("Not looked at")), ("no", _("No breach seen")), ("yes", _("A breach was seen"))]
EXAMPLES = {
    "money": "12.50 USD",
    "share": "0.75",
    "count": "40",
    "flag": "yes",
    "day": "2017-03-31",
    "word": "yes",
}
"""How each kind of measurement is written."""


def _field(protection: Protection) -> str:
    return f"{MEASURED if protection.measure else FOUND}{protection.id}"


def order_of(account: Account, pk: int) -> JobOrder:
    """An order that an inspector may visit.

    Raises:
        Denied: the role visits none.
        NotThere: there is none within reach.
    """
    check(account, "visit.make")
    found: JobOrder | None = (
        audit.rows(account, "visit.make", JobOrder).filter(pk=pk).select_related("employer").first()
    )
    if found is None:
        raise audit.NotThere("JobOrder is not there")
    return found


@transaction.atomic
def file(account: Account, order: JobOrder, told: Mapping[str, Any], found: Mapping[str, str]) -> Visit:
    """File a visit, and let the rules decide on each protection of which it says something.

    Args:
        told: the day, people, housing and words.
        found: by the id of a protection, a measurement as files write it, or `yes` for a breach seen.

    Raises:
        Denied: the order lies in a state that the inspector does not answer for.
    """
    check(account, "visit.make", order)
    fields = {name: told[name] for name in ("on", "people", "housing", "words")}
    visit = Visit.objects.create(order=order, by=account, filed_at=clock.now(), **fields)
    for each in protecting.protections(clock.today()):
        if str(each.id) in found:
            _find(account, visit, each, found[str(each.id)])
    Condition.every.filter(employment__order=order, seen_in=None, at__date__lte=visit.on).update(
        seen_in=visit
    )
    audit.written(account, "visit.make", "visit", audit.subject_of(visit), findings=len(found))
    return visit


def _find(account: Account, visit: Visit, protection: Protection, value: str) -> VisitFinding:
    today, name = clock.today(), f"measure.{protection.measure}"
    measured = value if protection.measure else ""
    arrays = {}
    if measured:
        arrays[name] = np.array([read_fact(FACTS[name], measured)]).astype(DTYPES[FACTS[name].kind])
    try:
        said = protecting.judged(protection, Facts(1, arrays), today, found=value == "yes")
        outcome, reason = said.word(0), said.because(0)
    except (Silent, Refused):
        outcome, reason = "needs_evidence", "not_stated"
    after = protecting.follows(protection, today, visit.on) if outcome == "broken" else NOTHING
    told = _words(protection, outcome, measured, after)
    kept = deciding.keep(
        "protection",
        audit.subject_of(visit),
        deciding.Said(outcome, reason, protecting.path_of(protection), *told),
        {name: measured} if measured else {"found": visit.on.isoformat()},
        visit.on,
        account,
        order=visit.order,
    )
    return VisitFinding.objects.create(
        visit=visit,
        protection=str(protection.id),
        measured=measured,
        outcome=outcome,
        decision=kept,
        remedy_by=after.remedy_by,
        fine=after.fine,
        barred_until=after.barred_until,
    )


NOTHING = protecting.Follows(None, "", None, ())
"""What follows where nothing is broken."""
SAYS = {
    "en": {
        "broken": "This protection is broken",
        "kept": "This protection is kept",
        "needs_evidence": "Whether this protection is kept is not known yet",
        "does_not_apply": "This protection is not for this status",
        "by": "to be made good by {day}",
        "no_day": "the text sets no day to make it good",
        "fine": "the text says that it costs {fine}",
    },
    "es": {
        "broken": "Esta protección se incumplió",
        "kept": "Esta protección se cumple",
        "needs_evidence": "Aún no se sabe si esta protección se cumple",
        "does_not_apply": "Esta protección no es para este estatus",
        "by": "debe remediarse a más tardar el {day}",
        "no_day": "el texto no fija un día para remediarlo",
        "fine": "según el texto cuesta {fine}",
    },
}


def _words(protection: Protection, outcome: str, measured: str, after: protecting.Follows) -> tuple[str, str]:
    """What was decided, in both languages."""
    told = []
    for language, right in (("en", protection.text.en), ("es", protection.text.es)):
        says = SAYS[language]
        parts = [f"{right}: {measured}. {says[outcome]}" if measured else f"{right}. {says[outcome]}"]
        if outcome == "broken":
            day = after.remedy_by
            parts.append(says["by"].format(day=day.isoformat()) if day else says["no_day"])
            if after.fine:
                parts.append(says["fine"].format(fine=after.fine))
        told.append("; ".join(parts))
    return told[0], told[1]


@transaction.atomic
def mended(account: Account, finding: VisitFinding) -> VisitFinding:
    """Find that a breach was made good.

    Raises:
        Denied: the work lies in a state that the inspector does not answer for.
        NotNow: it was no breach, or was made good before.
    """
    check(account, "visit.make", finding)
    row = VisitFinding.objects.select_for_update().get(pk=finding.pk)
    if row.outcome != "broken" or row.mended_on is not None:
        raise NotNow("mend", "nothing_open")
    row.mended_on = clock.today()
    row.save(update_fields=["mended_on"])
    audit.written(account, "visit.make", "made good", audit.subject_of(row))
    return row


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit with what it found."""

    visit: Visit
    findings: Sequence[VisitFinding]


def visits(account: Account, order: JobOrder) -> list[Seen]:
    """The visits to an order, the last first, in three queries.

    Raises:
        Denied: the role sees none.
    """
    check(account, "visit.see")
    rows = audit.rows(account, "visit.see", Visit).filter(order=order).order_by("-on", "-pk")[:MOST_SHOWN]
    shown = list(rows)
    findings: dict[int, list[VisitFinding]] = {}
    for each in VisitFinding.objects.filter(visit__in=shown).select_related("decision").order_by("pk"):
        findings.setdefault(each.visit_id, []).append(each)
    return [Seen(each, findings.get(each.pk, ())) for each in shown]
