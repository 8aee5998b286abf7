"""What is refused, as problem details (RFC 9457): one kind for each way in which a room below refuses."""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from acuerdo.agreement import Refused
from acuerdo.operate.audit import NotThere
from acuerdo.operate.authority import Denied
from acuerdo.operate.filing import KeyUsed
from acuerdo.operate.registering import Twice
from acuerdo.operate.states import NotNow
from acuerdo.web.api.words import FAULTS, KINDS, REASONS
from acuerdo.web.words import of_not_now

MEDIA = "application/problem+json"
MOST_SHOWN = 60
"""Signs of what was found that a fault repeats (layout, no legal meaning)."""
STATUS_KINDS = {
    400: "unreadable",
    401: "signed_out",
    403: "denied",
    404: "not_there",
    405: "method",
    413: "too_large",
    415: "not_json",
    429: "too_many",
}
"""The kind of a problem that the framework tells by its status alone."""
log = logging.getLogger("acuerdo.api")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend in what was sent: the field, what was found in it, and what is wrong."""

    field: str
    found: Any
    problem: str


class Faulty(Exception):
    """What was sent cannot be filed as it is."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(f"{len(self.faults)} faults")


class Unfit(Exception):
    """A request that cannot be read at all, or comes too often; the kind is one of KINDS."""

    def __init__(self, kind: str, found: str = "", **headers: str) -> None:
        self.kind, self.found, self.headers = kind, found, headers
        super().__init__(kind)


def checked(form: forms.Form, row: int | None = None) -> dict[str, Any]:
    """What a form makes of what was sent.

    Args:
        row: where it stands in a list, from 0.

    Raises:
        Faulty: the form refuses it.
    """
    if form.is_valid():
        return dict(form.cleaned_data)
    before = "" if row is None else f"{row}."
    raise Faulty(
        Fault(before + name.replace("__all__", ""), shown(form.data.get(name)), str(problem))
        for name, problems in form.errors.items()
        for problem in problems
    )


def said(fault: str) -> str:
    """The words of a fault that no form tells."""
    return FAULTS[fault][language()]


def shown(found: Any) -> Any:
    """What was found, no longer than a message may be."""
    if found is None or isinstance(found, bool):
        return found
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, default=str)
    if len(text) > MOST_SHOWN:
        return f"{text[:MOST_SHOWN]}…"
    return found


def problem(
    kind: str, found: str = "", headers: Mapping[str, str] | None = None, **members: Any
) -> HttpResponse:
    """The answer for a kind of problem.

    Args:
        found: what goes into its words.
        members: what else it says: clause, faults, step, state.
    """
    status, title, detail = KINDS[kind]
    spoken = language()
    body = {
        "type": f"urn:acuerdo:problem:{kind.replace('_', '-')}",
        "title": title[spoken],
        "status": status,
        "detail": members.pop("detail", "") or detail[spoken].format(found=found),
        **{name: value for name, value in members.items() if value},
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False, default=str), MEDIA, status=status, headers=headers
    )


def language() -> str:
    """The language of an answer."""
    return "en" if (translation.get_language() or "").startswith("en") else "es"


def _denied(_: HttpRequest, error: Denied) -> HttpResponse:
    if error.reason == "signed_out":
        return _signed_out()
    detail = REASONS[error.reason][language()].format(action=error.action)
    return problem("denied", detail=detail, action=error.action, reason=error.reason)


def _signed_out(*_: Any) -> HttpResponse:
    return problem("signed_out", headers={"WWW-Authenticate": 'Bearer realm="acuerdo"'})


def _not_now(_: HttpRequest, error: NotNow) -> HttpResponse:
    detail = of_not_now(error) if language() == "es" else str(error)
    return problem("not_now", detail=detail, step=error.step, state=error.state, clause=error.clause)


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, Unfit):
        return _unfit(request, error.__cause__)
    return problem(STATUS_KINDS.get(error.status_code, "unreadable"))


def _unfit(_: HttpRequest, error: Unfit) -> HttpResponse:
    return problem(
        error.kind,
        error.found,
        headers={name.replace("_", "-"): value for name, value in error.headers.items()},
    )


def _faulty(_: HttpRequest, error: Faulty) -> HttpResponse:
    return problem("faulty", faults=[asdict(each) for each in error.faults])


def _mistyped(_: HttpRequest, error: ValidationError) -> HttpResponse:
    """What the schemas refuse before a form sees it: wrong types, unknown names, missing headers."""
    spoken = language()
    faults, header = [], False
    for each in error.errors:
        source, *path = each["loc"]
        header |= source == "header"
        # The first step of a body is the name of the view's argument, which senders do not know.
        steps = path[1:] if source == "body" else path
        words = FAULTS.get(each["type"], FAULTS["other"])[spoken].format(**each.get("ctx", {}))
        faults.append({"field": ".".join(str(step) for step in steps), "found": None, "problem": words})
    return problem("without_key" if header else "faulty", faults=faults)


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s %s", request.method, request.path, exc_info=error)
    return problem("broken")


def _once(_: HttpRequest, error: KeyUsed) -> HttpResponse:
    return problem("key_used")


def _twice(_: HttpRequest, error: Twice) -> HttpResponse:
    return problem("registered", error.number)


def _by_kind(kind: str) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda _, __: problem(kind)


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    AuthenticationError: _signed_out,
    Denied: _denied,
    NotThere: _by_kind("not_there"),
    Http404: _by_kind("not_there"),
    NotNow: _not_now,
    KeyUsed: _once,
    Twice: _twice,
    IntegrityError: _by_kind("conflict"),
    Refused: lambda _, error: problem("no_text", str(error)),
    RequestDataTooBig: _by_kind("too_large"),
    HttpError: _http,
    Unfit: _unfit,
    Faulty: _faulty,
    ValidationError: _mistyped,
    Exception: _broken,
}


def handle(api: NinjaAPI) -> None:
    """Let an interface answer every refusal with its problem."""
    for error, handler in HANDLERS.items():
        api.add_exception_handler(error, handler)


class Problems:
    """Make a problem of what the framework itself refuses below /api/: wrong paths, methods and hosts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        told = response.headers.get("Content-Type", "").startswith(MEDIA)
        if response.status_code < 400 or told or not request.path_info.startswith("/api/"):
            return response
        kind = STATUS_KINDS.get(
            response.status_code, "broken" if response.status_code >= 500 else "unreadable"
        )
        with translation.override(translation.get_language_from_request(request)):
            made = problem(kind)
        made.status_code = response.status_code
        if "Allow" in response.headers:
            made.headers["Allow"] = response.headers["Allow"]
        return made
