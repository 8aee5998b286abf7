"""What is filed, field by field: one check for pages, uploaded tables and programs, in both languages."""

from functools import cache
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from acuerdo.agreement.nations import CODES
from acuerdo.operate import clock, languages
from acuerdo.operate.deciding import years
from acuerdo.operate.mrz import Unreadable, read_zone
from acuerdo.operate.registering import WrongCurp, checked_curp
from acuerdo.population.places import MEXICAN_STATES
from acuerdo.population.trades import NOT_KNOWN, trades
from acuerdo.records.models import JobOrder
from acuerdo.records.models.people import SEXES, TASTES
from acuerdo.season.orders.states import USPS

LEAST_BORN_YEARS = 14
"""Nobody below this age is registered to work (assumed; texts ask for 18 when they decide)."""
MOST_PLACES = 20_000
"""More people than any order asks for (layout of the form, no legal meaning)."""


Form = TypeVar("Form", bound=forms.Form)


class Day(forms.DateField):
    """A day, as a browser's own field gives it or as 2017-03-01."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d",)

    def __init__(self, **given: Any) -> None:
        super().__init__(input_formats=self.input_formats, **given)


class Shared(dict[str, forms.Field]):
    """Fields that all forms of a class have together: a form is made for each row of a table and each request
    of a program, and copying the fields took longer than checking them."""

    def __deepcopy__(self, memo: object) -> dict[str, forms.Field]:
        """Another dictionary of the same fields."""
        return dict(self)


def shared(form: type[Form]) -> type[Form]:
    """Let the forms of a class share its fields: nobody may change one, only which there are."""
    form.base_fields = Shared(form.base_fields)
    return form


@shared
class OrderForm(forms.Form):
    """A job order."""

    case = forms.RegexField(
        label=_("Your number for this order"),
        regex=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
        max_length=40,
        help_text=_("letters, digits, points and dashes"),
    )
    title = forms.CharField(label=_("Work"), max_length=200)
    soc = forms.RegexField(
        label=_("Occupation code (SOC)"), regex=r"^\d{2}-\d{4}(\.\d{2})?$", help_text=_("for example 45-2092")
    )
    state = forms.CharField(
        label=_("State of the work"), max_length=2, help_text=_("two letters, such as NC")
    )
    county = forms.CharField(label=_("County"), max_length=80, required=False)
    places_requested = forms.IntegerField(label=_("People asked for"), min_value=1, max_value=MOST_PLACES)
    starts = Day(label=_("First day of work"))
    ends = Day(label=_("Last day of work"))
    pay_cents_hour = forms.IntegerField(
        label=_("Pay, US cents an hour"), min_value=200, max_value=20_000, help_text=_("1250 is 12.50 USD")
    )
    hours_week = forms.FloatField(label=_("Hours a week"), min_value=1, max_value=100, required=False)
    experience_months = forms.IntegerField(
        label=_("Months of experience asked for"), min_value=0, max_value=600, required=False
    )
    experience_first = forms.IntegerField(
        label=_("Months of experience of those who come first"), min_value=0, max_value=600, required=False
    )

    def clean_case(self) -> str:
        """A number is used once."""
        case = str(self.cleaned_data["case"]).strip()
        if JobOrder.objects.filter(case=case).exists():
            raise ValidationError(_("There is an order with this number already."))
        return case

    def clean_state(self) -> str:
        """A postal code."""
        state = str(self.cleaned_data["state"]).strip().upper()
        if state not in USPS:
            raise ValidationError(_("This is not the postal code of a state."))
        return USPS[state]

    def clean_experience_months(self) -> int:
        """None asked for is 0."""
        return self.cleaned_data["experience_months"] or 0

    def clean_experience_first(self) -> int:
        """None is 0."""
        return self.cleaned_data["experience_first"] or 0

    def clean(self) -> dict[str, Any]:
        """Days in sequence."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day lies before the first."))
        if starts and starts <= clock.today():
            self.add_error("starts", _("The first day has to lie ahead."))
        return cleaned


class EvidenceForm(forms.Form):
    """Evidence of a part of the labour-market test."""

    shows = forms.ChoiceField(
        label=_("What it shows"),
        choices=[
            ("advertise", _("The work was advertised")),
            ("no_local", _("Nobody was found locally")),
            ("wage_floor", _("The wage reaches the floor")),
            ("attest", _("The need is attested")),
        ],
    )
    since = Day(label=_("From"), required=False)
    until = Day(label=_("Until"), required=False)
    words = forms.CharField(label=_("In words"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)


class CertifyForm(forms.Form):
    """What the labour department found."""

    finding = forms.ChoiceField(
        label=_("Finding"),
        choices=[("certified", _("Certified")), ("partial", _("Certified in part")), ("denied", _("Denied"))],
    )
    places = forms.IntegerField(label=_("People certified"), min_value=0, max_value=MOST_PLACES)


TASTES_SAID = {
    "pay": _("To earn as much as possible a week"),
    "ties": _("To work where many people of my state work"),
    "season": _("To work as many months as possible"),
}
"""What a worker says of each taste."""


def _spanish() -> bool:
    return not (get_language() or "es").startswith("en")


def _origins() -> list[tuple[int, Any]]:
    named = [(code, each.name_es if _spanish() else each.name_en) for code, each in MEXICAN_STATES.items()]
    return [*named, (0, _("Another country"))]


def _kinds_of_work() -> list[tuple[int, str]]:
    return [
        (at, trade.es if _spanish() else trade.en)
        for at, trade in enumerate(trades())
        if trade.id != NOT_KNOWN
    ]


@cache
def _codes_of_origins() -> frozenset[str]:
    return frozenset(str(code) for code, _word in _origins())


@cache
def _codes_of_work() -> frozenset[str]:
    return frozenset(str(code) for code, _word in _kinds_of_work())


class Origin(forms.TypedChoiceField):
    """A state, or another country; the codes are the same in every language."""

    def valid_value(self, value: Any) -> bool:
        """Whether there is such a code."""
        return str(value) in _codes_of_origins()


class KindsOfWork(forms.TypedMultipleChoiceField):
    """Kinds of work; the codes are the same in every language."""

    def valid_value(self, value: Any) -> bool:
        """Whether there is such a code."""
        return str(value) in _codes_of_work()


@shared
class WorkerForm(forms.Form):
    """A worker.

    Whoever has neither a population register code nor a passport registers all the same."""

    given_names = forms.CharField(label=_("Given names"), max_length=80)
    surnames = forms.CharField(label=_("Surnames"), max_length=120)
    born_on = Day(label=_("Day of birth"))
    sex = forms.ChoiceField(label=_("Sex"), choices=[(code, _(word)) for code, word in SEXES])
    nationality = forms.CharField(
        label=_("Nationality"), max_length=3, initial="MEX", help_text=_("three letters: MEX for Mexico")
    )
    state = Origin(label=_("State of origin"), coerce=int, choices=_origins)
    curp = forms.CharField(
        label=_("CURP"), max_length=18, required=False, help_text=_("If you do not have it, leave it empty.")
    )
    mrz = forms.CharField(
        label=_("The two lines at the foot of your passport"),
        widget=forms.Textarea(attrs={"rows": 2, "autocapitalize": "characters", "spellcheck": "false"}),
        required=False,
        help_text=_("If you have no passport, leave this empty."),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=24, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=languages.choices)
    trades = KindsOfWork(
        label=_("Kinds of work you would do"),
        coerce=int,
        choices=_kinds_of_work,
        widget=forms.CheckboxSelectMultiple,
    )
    experience_months = forms.IntegerField(label=_("Months of experience"), min_value=0, max_value=600)
    free_from = Day(label=_("You can work from"), required=False)
    free_until = Day(label=_("You can work until"), required=False)
    taste = forms.ChoiceField(
        label=_("What matters most to you"), choices=[(code, TASTES_SAID[code]) for code, _word in TASTES]
    )

    def clean_nationality(self) -> str:
        """A code of ISO 3166-1."""
        code = str(self.cleaned_data["nationality"]).strip().upper()
        if code not in CODES:
            raise ValidationError(_("This is not the code of a country, such as MEX."))
        return code

    def clean_trades(self) -> int:
        """A set of bits, as the record keeps them."""
        return sum(1 << int(bit) for bit in set(self.cleaned_data["trades"]))

    def clean(self) -> dict[str, Any]:
        """Code and passport say who somebody is; they have to agree with the day of birth."""
        cleaned = super().clean() or {}
        born = cleaned.get("born_on")
        if born and years(born, clock.today()) < LEAST_BORN_YEARS:
            self.add_error("born_on", _("This day of birth is too late."))
        if cleaned.get("curp"):
            try:
                cleaned["curp"] = checked_curp(cleaned["curp"], born)
            except WrongCurp as wrong:
                self.add_error("curp", CURP_FAULTS[str(wrong)])
        zone = str(cleaned.pop("mrz", "") or "")
        if zone.strip():
            try:
                read = read_zone(zone, clock.today())
            except Unreadable as wrong:
                self.add_error("mrz", MRZ_FAULTS[str(wrong)])
            else:
                if born and read.born_on != born:
                    self.add_error("mrz", _("The passport says another day of birth."))
                cleaned |= {
                    "document": read.document,
                    "document_country": read.country,
                    "document_expires": read.expires,
                }
        return cleaned


CURP_FAULTS = {
    "curp": _("This CURP has a wrong sign: compare it with the paper."),
    "birth": _("This CURP says another day of birth."),
}
MRZ_FAULTS = {
    "length": _("There have to be two lines of 44 signs."),
    "signs": _("The lines hold only letters, digits and <."),
    "kind": _("These are not the lines of a passport: they begin with P."),
    "number": _("The number of the passport has a wrong sign: compare it with the paper."),
    "birth": _("The day of birth has a wrong sign: compare it with the paper."),
    "expiry": _("The last day of the passport has a wrong sign: compare it with the paper."),
    "whole": _("A sign in these lines is wrong: compare them with the paper."),
    "days": _("A day in these lines does not exist."),
}

__all__ = ["CertifyForm", "EvidenceForm", "OrderForm", "WorkerForm"]
