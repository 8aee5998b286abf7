"""At a border: whether the permit of a number holds today."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from acuerdo.operate import permits
from acuerdo.operate.authority import check, may
from acuerdo.operate.numbers import is_number
from acuerdo.web.pages.common import me


class NumberForm(forms.Form):
    """Which permit."""

    number = forms.CharField(
        label=gettext_lazy("Number of the permit"),
        max_length=24,
        help_text=gettext_lazy("P- and nine signs"),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )

    def clean_number(self) -> str:
        """A number with its check."""
        number = str(self.cleaned_data["number"]).strip().upper()
        if not number.startswith("P-") or not is_number(number):
            raise ValidationError(_("A sign of this number is wrong: compare it with the permit."))
        return number


@require_http_methods(["GET", "POST"])
def whether_it_holds(request: HttpRequest) -> HttpResponse:
    """Yes or no, and the days; sent by POST, so that no address keeps the number."""
    account = me(request)
    check(account, "permit.see")
    form = NumberForm(request.POST if request.method == "POST" else None)
    said = None
    if request.method == "POST" and form.is_valid():
        said = permits.held_today(account, form.cleaned_data["number"])
        form = NumberForm()
    status = 422 if form.errors else 200
    shown = {"form": form, "said": said, "may_act": may(account, "permit.revoke")}
    return render(request, "office/permit.html", shown, status=status)


urlpatterns = [path("permits/", whether_it_holds, name="permit_check")]
