"""What offices and employers fill in besides what is filed: one check for pages and programs."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from acuerdo.agreement.facts import FACTS
from acuerdo.operate import clock
from acuerdo.operate.deciding import MADE_AGAIN
from acuerdo.operate.forms import Day
from acuerdo.operate.numbers import is_number
from acuerdo.operate.people import PURPOSES
from acuerdo.operate.reviewing import reads
from acuerdo.records.models import Decision, Employer, Recruiter, Season
from acuerdo.season.orders.states import USPS

HEX = r"^[0-9a-f]{64}$"
BEACON = r"^([0-9a-f]{2}){32,256}$"
MOST_PEOPLE_AN_HOUR = 500
"""More people than any consulate sees in an hour (layout of the form, no legal meaning)."""


class WhyForm(forms.Form):
    """Why something is done."""

    why = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)


class NominateForm(forms.Form):
    """A worker of an earlier season."""

    number = forms.CharField(
        label=_("Number of the worker"),
        max_length=16,
        help_text=_("as on the worker's paper: W- and nine signs"),
    )

    def clean_number(self) -> str:
        """A number with its check."""
        number = str(self.cleaned_data["number"]).strip().upper()
        if not is_number(number) or not number.startswith("W"):
            raise ValidationError(_("A sign of this number is wrong: compare it with the worker's paper."))
        return number


class UploadForm(forms.Form):
    """A table to be filed."""

    table = forms.FileField(
        label=_("The table"),
        help_text=_("a .xlsx or .csv file of at most 5 MB and 2,000 rows"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class EmployerForm(forms.Form):
    """An employer for the register."""

    number = forms.CharField(label=_("Number in the register"), max_length=24)
    name = forms.CharField(label=_("Name"), max_length=200)
    state = forms.CharField(label=_("State"), max_length=2, help_text=_("two letters, such as NC"))

    def clean_number(self) -> str:
        """A number is used once."""
        number = str(self.cleaned_data["number"]).strip()
        if Employer.objects.filter(number=number).exists():
            raise ValidationError(_("An employer with this number is in the register already."))
        return number

    def clean_state(self) -> str:
        """A postal code."""
        state = str(self.cleaned_data["state"]).strip().upper()
        if state not in USPS:
            raise ValidationError(_("This is not the postal code of a state."))
        return USPS[state]


class RecruiterForm(forms.Form):
    """A recruiter for the register."""

    name = forms.CharField(label=_("Name"), max_length=200)
    licence = forms.CharField(label=_("Number of the licence"), max_length=40)

    def clean_licence(self) -> str:
        """A licence is entered once."""
        licence = str(self.cleaned_data["licence"]).strip()
        if Recruiter.every.filter(licence=licence).exists():
            raise ValidationError(_("A recruiter with this licence is in the register already."))
        return licence


class PurposeForm(forms.Form):
    """What a file is opened for."""

    purpose = forms.ChoiceField(
        label=_("What for"),
        choices=[("", _("Choose")), *PURPOSES.items()],
        help_text=_("The person is told that you looked, and what for."),
    )


class FindForm(PurposeForm):
    """Whom an officer looks for."""

    number = forms.CharField(
        label=_("Number of the worker"), max_length=16, required=False, help_text=_("W- and nine signs; or:")
    )
    surnames = forms.CharField(label=_("Surnames, in full"), max_length=120, required=False)
    born_on = Day(label=_("Day of birth"), required=False)

    def clean_number(self) -> str:
        """A number with its check, if any."""
        number = str(self.cleaned_data["number"]).strip().upper()
        if number and not is_number(number):
            raise ValidationError(_("A sign of this number is wrong: compare it with the worker's paper."))
        return number

    def clean(self) -> dict[str, Any]:
        """A number, or surnames and day of birth."""
        cleaned = super().clean() or {}
        both = cleaned.get("surnames") and cleaned.get("born_on")
        if not cleaned.get("number") and not both and not self.errors:
            raise ValidationError(_("Give the number; or the surnames in full and the day of birth."))
        return cleaned


class CertificateForm(forms.Form):
    """What a certificate of no criminal record says."""

    convictions = forms.IntegerField(
        label=_("Felony convictions on the certificate"),
        min_value=0,
        max_value=99,
        help_text=_("0 where it names none"),
    )


class PastSeasonForm(forms.Form):
    """A season that somebody worked, as a paper shows it."""

    year = forms.IntegerField(label=_("Year"), min_value=1940, max_value=2100)
    complied = forms.TypedChoiceField(
        label=_("The permit was complied with"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
    )
    employer = forms.CharField(
        label=_("Number of the employer"),
        max_length=24,
        required=False,
        help_text=_("If it is in the register: it can name the person for its orders."),
    )

    def clean_employer(self) -> Employer | None:
        """An employer of the register, if any."""
        number = str(self.cleaned_data["employer"]).strip()
        found = Employer.objects.filter(number=number).first() if number else None
        if number and found is None:
            raise ValidationError(_("No employer with this number is in the register."))
        return found


class MergeForm(WhyForm):
    """Another record of the same person."""

    other = forms.CharField(widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    """The answer to a review; facts that were wrong may be mended where the rules decide again."""

    words = forms.CharField(
        label=_("What you found"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )

    def __init__(self, decision: Decision, data: Any = None) -> None:
        super().__init__(data)
        self.decision, self.facts = decision, dict[str, Any]()
        if decision.kind not in MADE_AGAIN:
            return
        for name, known in sorted(decision.facts.items()):
            if name not in FACTS:
                continue
            fact = FACTS[name]
            self.facts[name] = known
            self.fields[name] = forms.CharField(
                label=str(fact.es if _spanish() else fact.en).capitalize(),
                required=False,
                initial="" if known is None else str(known),
                help_text=_("change it only if it was wrong; empty if nobody knows"),
            )

    def clean(self) -> dict[str, Any]:
        """Every fact as the rules read it."""
        cleaned = super().clean() or {}
        for name in self.facts:
            said = str(cleaned.get(name) or "").strip()
            if not reads(self.decision, name, said or "unknown"):
                self.add_error(name, _("The rules cannot read this: write it as it was written before."))
        return cleaned

    @property
    def mended(self) -> dict[str, str]:
        """The facts that were changed."""
        said = {name: str(self.cleaned_data.get(name) or "").strip() for name in self.facts}
        before = {name: "" if known is None else str(known) for name, known in self.facts.items()}
        return {name: found or "unknown" for name, found in said.items() if found != before[name]}


def _spanish() -> bool:
    return not (get_language() or "es").startswith("en")


class DayForm(forms.Form):
    """A day."""

    day = Day(label=_("Day"))


class HoursForm(forms.Form):
    """Hours of a consulate on some days, and for how many people each is."""

    consulate = forms.CharField(label=_("Consulate"), max_length=24)
    first = Day(label=_("First day"))
    last = Day(label=_("Last day"))
    from_hour = forms.IntegerField(label=_("First hour"), min_value=0, max_value=23, initial=8)
    to_hour = forms.IntegerField(label=_("Last hour"), min_value=0, max_value=23, initial=15)
    capacity = forms.IntegerField(
        label=_("People an hour"), min_value=0, max_value=MOST_PEOPLE_AN_HOUR, initial=20
    )

    MOST_DAYS = 31

    def __init__(self, consulates: list[str], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if consulates:
            self.fields["consulate"] = forms.ChoiceField(
                label=_("Consulate"), choices=[(each, each) for each in consulates]
            )

    def clean(self) -> dict[str, Any]:
        """Days and hours in sequence, not many at once."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not first <= last < first + timedelta(days=self.MOST_DAYS):
            self.add_error("last", _("The last day lies before the first, or more than a month after it."))
        if first and first <= clock.today():
            self.add_error("first", _("The first day has to lie ahead."))
        if "from_hour" in cleaned and "to_hour" in cleaned and cleaned["to_hour"] < cleaned["from_hour"]:
            self.add_error("to_hour", _("The last hour lies before the first."))
        return cleaned

    def moments(self) -> list[datetime]:
        """Every hour that is meant; Saturdays and Sundays are left out."""
        told = self.cleaned_data
        days = [told["first"] + timedelta(days=at) for at in range((told["last"] - told["first"]).days + 1)]
        return [
            timezone.make_aware(datetime.combine(day, time(hour)))
            for day in days
            if day.weekday() < SATURDAY
            for hour in range(told["from_hour"], told["to_hour"] + 1)
        ]


SATURDAY = 5


class SeasonForm(forms.Form):
    """A season that is prepared."""

    name = forms.RegexField(
        label=_("Name"),
        regex=r"^[a-z0-9-]{2,40}$",
        help_text=_("small letters, digits and -, such as fy2018"),
    )
    opens = Day(label=_("Applications are taken from"))
    closes = Day(label=_("Applications close on"))

    def clean_name(self) -> str:
        """A name is used once."""
        name = str(self.cleaned_data["name"])
        if Season.objects.filter(name=name).exists():
            raise ValidationError(_("There is a season with this name already."))
        return name

    def clean(self) -> dict[str, Any]:
        """Days in sequence, ahead."""
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("The close has to lie after the opening."))
        if closes and closes <= clock.today():
            self.add_error("closes", _("The close has to lie ahead."))
        return cleaned


class OpenForm(forms.Form):
    """The public value that nobody knows yet."""

    beacon = forms.CharField(
        label=_("Public value, and where it is found"),
        max_length=200,
        help_text=_("for example: the first round after that instant of a public source of randomness"),
    )


class CommitForm(forms.Form):
    """What a party commits to."""

    party = forms.CharField(widget=forms.HiddenInput)
    commitment = forms.RegexField(
        label=_("Commitment"), regex=HEX, help_text=_("64 signs, from 0 to 9 and from a to f")
    )


class RevealForm(forms.Form):
    """The secret of a party."""

    party = forms.CharField(widget=forms.HiddenInput)
    secret = forms.RegexField(
        label=_("Secret"), regex=HEX, help_text=_("64 signs, from 0 to 9 and from a to f")
    )


class DrawForm(forms.Form):
    """What the beacon said."""

    beacon = forms.RegexField(
        label=_("Public value"),
        regex=BEACON,
        help_text=_("as it was published: 64 signs or more, from 0 to 9 and from a to f"),
    )


class EntryForm(forms.Form):
    """Which entries of the audit are looked for."""

    worker = forms.CharField(label=_("Number of the worker"), max_length=16, required=False)
    by = forms.CharField(label=_("Account"), max_length=150, required=False)
    action = forms.CharField(label=_("Action"), max_length=40, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All")), ("read", _("Read")), ("write", _("Written"))],
    )
    since = Day(label=_("From"), required=False)
    until = Day(label=_("Until"), required=False)
