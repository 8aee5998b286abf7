"""How long a worker's record is kept, by which entry of the text; and its erasure, once it may be."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from acuerdo.operate import clock, refusing, retention
from acuerdo.operate.states import NotNow
from acuerdo.web.filed import account_of

KINDS = {
    "identity_record": gettext_lazy("Who you are: names, day of birth, papers"),
    "worker_record": gettext_lazy("How to reach you"),
    "security_record": gettext_lazy("What your certificate of no criminal record says"),
    "contract_record": gettext_lazy("The words of your contracts"),
}
"""What is erased, in words for the worker."""


@require_http_methods(["GET", "POST"])
def erasure(request: HttpRequest) -> HttpResponse:
    """How long what is kept, and what holds it; erase it once asked for."""
    account = account_of(request)
    if request.method == "POST":
        retention.ask(account)
        logout(request)
        messages.success(request, _("Your record is erased. Nobody can sign in with this account any more."))
        return redirect("home")
    standing = retention.own(account)
    due = standing.due(clock.today()) if standing else ()
    clauses, until = retention.clauses(), standing.until if standing else {}
    left = [kind for kind in (standing.left if standing else ()) if kind in until]
    shown = {
        "kept": [(KINDS[kind], until[kind], clauses[kind], kind in due) for kind in left],
        "due": due,
        "why_not": () if due else refusing.words(NotNow("erase", retention.why_not(standing))),
    }
    return render(request, "worker/erasure.html", shown)


urlpatterns = [path("my/record/erasure/", erasure, name="my_erasure")]
