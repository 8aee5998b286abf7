"""Tables for a government: what the text lets pass, column by column, and the tables to keep."""

import tempfile
import zipfile
from pathlib import Path

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from acuerdo.agreement.clauses.information import PURPOSES
from acuerdo.operate import exporting
from acuerdo.operate.authority import check
from acuerdo.web.pages.common import me

PURPOSE_WORDS = {
    "labour_matching": _("Matching workers and job orders"),
    "labour_market_test": _("The labour-market test"),
    "permits": _("Permits"),
    "identity": _("Identity"),
    "health": _("Health"),
    "social_security": _("Social security"),
    "inspection": _("Inspection"),
    "remedy": _("Remedy of what workers are owed"),
    "oversight": _("Oversight"),
    "statistics": _("Statistics"),
    "border_control": _("Border control"),
    "security": _("Security"),
    "returns": _("Returns"),
    "enforcement": _("Enforcement"),
}
"""What information may be used for, in words."""
BECAUSE = {
    "between": _("the text lets it pass among others"),
    "purpose": _("the text lets it pass for other purposes"),
    "never": _("the text rules this purpose out"),
    "firewall": _("handed over in no table, whatever a text says"),
    "no_clause": _("no entry of the text speaks of it"),
    "not_listed": _("of no kind that passes in tables"),
}
"""Why something is left out, in words."""
FORMATS = (("csv", "CSV"), ("parquet", "Parquet"), ("jsonl", _("Lines of JSON")))


class ExportForm(forms.Form):
    """What a government wants tables for."""

    purpose = forms.ChoiceField(
        label=_("What for"), choices=[("", _("Choose")), *((each, PURPOSE_WORDS[each]) for each in PURPOSES)]
    )


class TakeForm(ExportForm):
    """In which form."""

    form = forms.ChoiceField(label=_("Form of the tables"), choices=FORMATS)


@require_http_methods(["GET", "POST"])
def exports(request: HttpRequest) -> HttpResponse | FileResponse:
    """What would pass for a purpose; and, once it is asked for, the tables."""
    account = me(request)
    check(account, exporting.ACTION)
    if request.method == "POST":
        sent = TakeForm(request.POST)
        if sent.is_valid():
            return _taken(request, sent.cleaned_data["purpose"], sent.cleaned_data["form"])
        return render(request, "office/exports.html", {"form": sent, "sends": True}, status=422)
    if "purpose" not in request.GET:
        return render(request, "office/exports.html", {"form": ExportForm()})
    form = ExportForm(request.GET)
    if not form.is_valid():
        return render(request, "office/exports.html", {"form": form}, status=422)
    purpose = form.cleaned_data["purpose"]
    offered = exporting.offer(account, purpose)
    left_out: dict[str, list[str]] = {}
    for table in offered.tables:
        for because in sorted(set(table.left_out.values())):
            left_out.setdefault(because, []).append(table.name)
    shown = {
        "form": form,
        "offered": offered,
        "purpose": PURPOSE_WORDS[purpose],
        "tables": [(table.name, _by_clause(table)) for table in offered.passing],
        "take": TakeForm(initial={"purpose": purpose, "form": "csv"}),
        "left_out": [(BECAUSE[because], names) for because, names in left_out.items()],
    }
    return render(request, "office/exports.html", shown)


def _by_clause(table: exporting.Table) -> list[tuple[str, list[str]]]:
    """The columns of a table that pass, by the entry that lets them."""
    found: dict[str, list[str]] = {}
    for column, clause in table.columns.items():
        found.setdefault(clause, []).append(column)
    return list(found.items())


def _taken(request: HttpRequest, purpose: str, form: str) -> FileResponse:
    """The tables and their manifest, in one file."""
    account = me(request)
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables"
        exporting.export(account, exporting.offer(account, purpose), tables, form)
        pack = Path(folder) / "tables.zip"
        with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as made:
            for each in sorted(tables.iterdir()):
                made.write(each, each.name)
        # what is open is read to its end, though its folder is gone
        kept = pack.open("rb")
    name = f"acuerdo-{purpose}.zip"
    return FileResponse(kept, as_attachment=True, filename=name, content_type="application/zip")


urlpatterns = [path("exports/", exports, name="exports")]
