"""The auditor's pages: entries, seals with their signatures, and the export that proves itself elsewhere."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from acuerdo.operate import auditing, sealing
from acuerdo.operate.office import EntryForm
from acuerdo.web.pages.common import me, page_of


@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    """Entries, the last first, by person, account, action, kind and days."""
    form = EntryForm(request.GET)
    account = me(request)
    told = form.cleaned_data if form.is_valid() else {}
    found = auditing.entries(account, before=request.GET.get("before", ""), **told)
    shown = {"form": form, "rows": found, "before": found[-1].pk if len(found) == auditing.A_PAGE else None}
    shown["query"] = "&".join(
        f"{name}={value}" for name, value in request.GET.items() if name != "before" and value
    )
    return render(request, "audit/entries.html", shown, status=200 if form.is_valid() else 422)


@require_GET
def seals(request: HttpRequest) -> HttpResponse:
    """Seals: which entries, the head, who signed it and who has not yet; the public keys."""
    account = me(request)
    page = page_of(request, auditing.seals(account))
    shown = {
        "page": page,
        "rows": auditing.signed(page.object_list),
        "waiting": auditing.unsealed(account),
        "keys": auditing.public_keys(account),
    }
    return render(request, "audit/seals.html", shown)


@require_POST
def seal(request: HttpRequest) -> HttpResponse:
    """Put what is new into the chain, and sign its head."""
    account = me(request)
    made = sealing.seal(account)
    if made is None:
        messages.info(request, _("There is nothing new to seal."))
    else:
        count = made.last - made.first + 1
        said = ngettext("%(count)s entry is sealed.", "%(count)s entries are sealed.", count)
        messages.success(request, said % {"count": count})
    return redirect("seals")


@require_GET
def export(request: HttpRequest) -> FileResponse:
    """The whole chain, as lines of JSON."""
    account = me(request)
    auditing.exported(account)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "audit.jsonl"
        sealing.export(file)
        # what is open is read to its end, though its folder is gone
        kept = file.open("rb")
    return FileResponse(kept, as_attachment=True, filename="audit.jsonl", content_type="application/jsonl")


urlpatterns = [
    path("audit/", entries, name="audit"),
    path("audit/seals/", seals, name="seals"),
    path("audit/seal/", seal, name="audit_seal"),
    path("audit/export.jsonl", export, name="audit_export"),
]
