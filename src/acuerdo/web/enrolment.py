"""The forms by which people come in: a worker alone, or with an officer's help."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from acuerdo.operate.forms import WorkerForm
from acuerdo.records.models import Account

ACCOUNT_FIELDS = ("username", "password", "again")
"""Fields that are the account's, and no part of what is filed."""
PARTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Who you are"), ("given_names", "surnames", "born_on", "sex", "nationality", "state")),
    (_("Your papers, if you have any"), ("curp", "mrz")),
    (_("How to reach you"), ("phone", "email", "language")),
    (_("Your work"), ("trades", "experience_months", "free_from", "free_until", "taste")),
)
"""The parts of the form of a worker, and the fields of each."""

PARTS_HELPED = tuple(
    (title, names)
    for title, (_title, names) in zip(
        (_("The person"), _("Papers, if there are any"), _("How to reach the person"), _("The work")),
        PARTS,
        strict=True,
    )
)
"""The same, where somebody else fills it in."""


class EnrolForm(WorkerForm):
    """A worker, with the account that is made for the registration."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        min_length=4,
        validators=[UnicodeUsernameValidator()],
        help_text=_("You will sign in with it. For example, your telephone number."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("8 signs or more, and not only digits. Write it down and keep it safe."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    again = forms.CharField(
        label=_("The password again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean_username(self) -> str:
        """A name is one account's."""
        name = str(self.cleaned_data["username"])
        if Account.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("This user name is taken. Please choose another."))
        return name

    def clean_password(self) -> str:
        """As strong as the settings ask."""
        word = str(self.cleaned_data["password"])
        validate_password(word)
        return word

    def clean(self) -> dict[str, Any]:
        """The same password twice."""
        cleaned = super().clean()
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("This is not the same password."))
        return cleaned


class HelpedForm(WorkerForm):
    """A worker for whom a consular officer files."""

    consulate = forms.CharField(
        label=_("Consulate where you help"), max_length=24, help_text=_("its code, such as MTY")
    )
    apply = forms.BooleanField(label=_("File the application for the open season too"), required=False)


def fields_of(cleaned: dict[str, Any], without: tuple[str, ...] = ()) -> dict[str, Any]:
    """The fields of `Worker` among what a form cleaned."""
    return {name: value for name, value in cleaned.items() if name not in without}


def plain(fields: dict[str, Any]) -> dict[str, str]:
    """Fields as texts, as a filing is told by."""
    return {name: str(value) for name, value in fields.items()}
