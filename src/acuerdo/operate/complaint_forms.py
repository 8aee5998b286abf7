"""What is filled in for complaints, by those who make them and those who answer: for pages and programs."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from acuerdo.operate import clock
from acuerdo.operate.complaints import PURPOSES
from acuerdo.operate.finding import NO_PROTECTION, protections
from acuerdo.operate.law import enacted, law
from acuerdo.operate.pictures import NoPicture, drawn_anew
from acuerdo.population.places import US_STATES
from acuerdo.records.models import Complaint, Employer, Recruiter
from acuerdo.records.models.complaints import ABOUT, KINDS

LONGEST_WORDS = 4000
"""Signs of what somebody writes (layout)."""
MOST_PICTURES = 3
"""Pictures that one complaint takes (layout)."""
LARGEST_PICTURE = 8_000_000
"""Bytes of a picture; telephones make smaller ones (layout)."""
CURRENCIES = ("USD", "MXN", "GTQ", "HNL", "CAD", "EUR")
"""Currencies in which fees are asked for; others are said in words (layout, no legal meaning)."""
MOST_PAID = Decimal(10_000_000)
"""More than anybody was ever asked for (layout, so that a slip is noticed)."""


class Radio(forms.RadioSelect):
    """Choices one below the other, which a thumb finds."""


class HappenedForm(forms.Form):
    """What happened, and whom it is about: the first step."""

    kind = forms.ChoiceField(label=_("What happened?"), choices=[(a, _(b)) for a, b in KINDS], widget=Radio)
    about = forms.ChoiceField(
        label=_("Who is it about?"), choices=[(a, _(b)) for a, b in ABOUT], widget=Radio
    )


class Pictures(forms.FileField):
    """Some pictures, each drawn anew."""

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:  # noqa: ARG002
        """The pictures as JPEG."""
        sent = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if len(sent) > MOST_PICTURES:
            raise ValidationError(_("Send three pictures at most."))
        if any(each.size > LARGEST_PICTURE for each in sent):
            raise ValidationError(_("A picture is larger than 8 MB. Take it again with less detail."))
        try:
            return [drawn_anew(each) for each in sent]
        except NoPicture:
            raise ValidationError(
                _("A file is no picture that can be read: send JPEG, PNG or WebP.")
            ) from None


class SeveralFiles(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class ToldForm(forms.Form):
    """The second step; nothing of it is needed. `by_name` is asked of a worker who signed in."""

    by_name = forms.ChoiceField(
        label=_("Do you give your name?"),
        choices=[
            ("yes", _("Yes: only the office that answers sees it, and it can come back to me")),
            ("no", _("No: nobody learns who I am")),
        ],
        widget=Radio,
        initial="yes",
    )
    named = forms.CharField(
        label=_("Name of the employer, the farm, or whoever found you the work"),
        max_length=200,
        required=False,
    )
    state = forms.ChoiceField(
        label=_("In which state?"),
        choices=[("", _("I do not know, or not in the United States")), *US_STATES.items()],
        required=False,
    )
    amount = forms.DecimalField(
        label=_("How much were you asked to pay?"),
        max_digits=12,
        decimal_places=2,
        min_value=Decimal("0.01"),
        max_value=MOST_PAID,
        required=False,
        help_text=_("It is asked back for you if it is found to be so."),
    )
    currency = forms.ChoiceField(
        label=_("In which money?"), choices=[(each, each) for each in CURRENCIES], required=False
    )
    paid_to = forms.CharField(label=_("To whom?"), max_length=200, required=False)
    words = forms.CharField(
        label=_("Tell it in your words"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_WORDS,
        required=False,
        help_text=_("What, where, since when. Leave out names of people who could be harmed."),
    )
    pictures = Pictures(
        label=_("Pictures"),
        required=False,
        widget=SeveralFiles(attrs={"accept": "image/*", "multiple": True}),
        help_text=_("Up to three. Where and when they were taken is removed."),
    )

    def __init__(
        self, kind: str, worker: bool, data: Any = None, files: Any = None, initial: Any = None
    ) -> None:
        super().__init__(data, files, initial=initial)
        if not worker:
            del self.fields["by_name"]
        if kind != "fee":
            for name in ("amount", "currency", "paid_to"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """An amount has a currency."""
        cleaned = super().clean() or {}
        if cleaned.get("amount") and not cleaned.get("currency"):
            self.add_error("currency", _("Say in which money."))
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        """What was told, as `complaining.file` takes it."""
        said, amount = self.cleaned_data, self.cleaned_data.get("amount")
        told = {name: said.get(name, "").strip() for name in ("named", "state", "words")}
        if amount:
            told |= {
                "cents": int(amount * 100),
                "currency": said["currency"],
                "paid_to": said.get("paid_to", "").strip(),
            }
        return told


class FollowForm(forms.Form):
    """By what a complaint is followed."""

    number = forms.CharField(label=_("Number"), max_length=20, help_text=_("Q- and nine signs"))
    secret = forms.CharField(
        label=_("Secret"),
        max_length=40,
        help_text=_("sixteen signs, as you wrote them down"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class WordsForm(forms.Form):
    """Some words."""

    words = forms.CharField(
        label=_("Your words"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST_WORDS
    )


class ComplaintPurposeForm(forms.Form):
    """What a complaint is opened for."""

    purpose = forms.ChoiceField(
        label=_("What for"),
        choices=[("", _("Choose")), *PURPOSES.items()],
        help_text=_("Whoever complained sees that you looked, and what for."),
    )


class TieForm(forms.Form):
    """Which employer or recruiter of the registers a complaint is about."""

    number = forms.CharField(max_length=40)

    def __init__(self, complaint: Complaint, data: Any = None) -> None:
        super().__init__(data)
        self.complaint = complaint
        of_recruiter = complaint.about == "recruiter"
        label = _("Number of the licence") if of_recruiter else _("Number of the employer")
        self.fields["number"].label = label
        known = complaint.recruiter.licence if complaint.recruiter else ""
        self.fields["number"].initial = known or (complaint.employer.number if complaint.employer else "")

    def clean_number(self) -> Employer | Recruiter:
        """A row of a register."""
        said = str(self.cleaned_data["number"]).strip()
        found: Employer | Recruiter | None
        if self.complaint.about == "recruiter":
            found = Recruiter.every.filter(licence=said).first()
        else:
            found = Employer.objects.filter(number=said).first()
        if found is None:
            raise ValidationError(_("Nobody with this number is in the register."))
        return found

    @property
    def tied(self) -> tuple[Employer | None, Recruiter | None]:
        """The employer, or the recruiter."""
        found = self.cleaned_data["number"]
        return (None, found) if isinstance(found, Recruiter) else (found, None)


def _protections() -> Iterable[tuple[str, Any]]:
    spanish = (get_language() or "es").startswith("es")
    text = enacted(clock.today())
    yield "", _("Choose")
    for each in protections(law(), text):
        yield str(each.id), each.text.es if spanish else each.text.en
    yield NO_PROTECTION, _("None of these: the text does not speak of it")


class DecideForm(forms.Form):
    """What was found."""

    outcome = forms.ChoiceField(
        label=_("What did you find?"),
        choices=[("substantiated", _("It is so")), ("not_substantiated", _("It could not be shown"))],
        widget=Radio,
    )
    protection = forms.ChoiceField(
        label=_("Which protection of the text was broken?"),
        choices=_protections,
        required=False,
        help_text=_("only where it is so: the rules say what follows"),
    )
    words = forms.CharField(
        label=_("What you say to whoever complained"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_WORDS,
    )

    def clean(self) -> dict[str, Any]:
        """A finding names a protection, or says that there is none."""
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == "substantiated" and not cleaned.get("protection"):
            self.add_error("protection", _("Choose what was broken, or that the text does not speak of it."))
        return cleaned


class TellForm(forms.Form):
    """What the employer is told."""

    words = forms.CharField(
        label=_("What the employer is told"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_WORDS,
        help_text=_("What has to be mended, and nothing by which anybody could be known."),
    )


class AnswerForm(forms.Form):
    """The answer of a second officer."""

    side = forms.ChoiceField(choices=[("complainant", ""), ("employer", "")], widget=forms.HiddenInput)
    stands = forms.TypedChoiceField(
        label=_("Does it stand?"),
        choices=[("yes", _("What was found stands")), ("no", _("It is turned round"))],
        coerce=lambda said: said == "yes",
        widget=Radio,
    )
    protection = forms.ChoiceField(
        label=_("Which protection of the text was broken?"),
        choices=_protections,
        required=False,
        help_text=_("only where it is found to be so after all"),
    )
    words = forms.CharField(
        label=_("What you found"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST_WORDS
    )
