"""What is refused, as a page in words: what is so, and what can be done about it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from acuerdo.agreement import Refused
from acuerdo.operate import refusing
from acuerdo.operate.audit import NotThere
from acuerdo.operate.authority import Denied
from acuerdo.operate.filing import KeyUsed
from acuerdo.operate.registering import Twice
from acuerdo.operate.states import NotNow
from acuerdo.web import words

DENIED: dict[str, tuple[Any, Any]] = {
    "role": (
        _("Your account may not do this."),
        _("If it belongs to your work, ask whoever set up your account for another role."),
    ),
    "reach": (
        _("This lies outside of what your account answers for."),
        _("Ask the office that answers for it."),
    ),
    "same_officer": (
        _("You decided this first, and nobody reviews an own decision."),
        _("Another officer answers this review."),
    ),
    "own_account": (
        _("Nobody does this to an account of their own."),
        _("Ask somebody else of the support staff."),
    ),
    "other_state": (
        _("The other state looks into this, or tells this record."),
        _("If it lies with your state, the other state passes it on."),
    ),
}
NOT_THERE = (
    _("There is nothing here, or nothing that your account may see."),
    _("Compare the number, and go on from a list."),
)
KEY_USED = (
    _("This form was sent before with something else in it. What was sent first is filed."),
    _("To file again, open the form anew."),
)
TWICE = (
    _("This person is registered already."),
    _("Look for the person by number, or by surnames and day of birth."),
)
TITLES = {
    403: _("Not for this account"),
    404: _("Not there"),
    409: _("Not now"),
    422: _("The text does not allow it"),
}


def told(error: Exception) -> tuple[int, tuple[Any, Any]] | None:
    """The status of a refusal, and what is said of it; None for any other fault."""
    if isinstance(error, Denied):
        return 403, DENIED[error.reason]
    if isinstance(error, NotThere):
        return 404, NOT_THERE
    if isinstance(error, NotNow):
        return 409, refusing.words(error)
    if isinstance(error, KeyUsed):
        return 409, KEY_USED
    if isinstance(error, Twice):
        return 409, TWICE
    if isinstance(error, Refused):
        return 422, (str(error), _("The text in force on that day decides; its plan may have to say more."))
    return None


class Refusals:
    """Turn what a room below refuses into a page; and let nobody pass without the second factor they need."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a refusal; None for any other fault."""
        if isinstance(error, Denied) and error.reason == "signed_out":
            return redirect_to_login(request.get_full_path())
        found = told(error)
        if found is None:
            return None
        status, (what, mend) = found
        if status == 404:
            return render(request, "404.html", status=status)
        if isinstance(error, NotNow) and getattr(request.user, "role", "") == "worker":
            what, mend = words.of_not_now(error), ""
        look = "bad" if status == 403 else "wait"
        shown = {"title": TITLES[status], "words": what, "mend": mend, "look": look}
        return render(request, "refused.html", shown, status=status)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Send whoever needs a second factor, and has none yet, to set one up."""
        path, account = request.path, request.user
        free = settings.ACUERDO.demo or not account.is_authenticated or account.role in ("", "worker")
        if free or path.startswith(("/accounts/", "/static/", "/api/")):
            return None
        from allauth.mfa.utils import is_mfa_enabled

        return None if is_mfa_enabled(account) else redirect("mfa_index")
