"""What whoever runs the service watches: a line for each request, metrics, and whether it lives and is ready.

These are answered before anything else: while a long answer is made, and whatever host is asked for.
"""

import logging
import secrets
from collections.abc import Callable, Mapping
from hmac import compare_digest
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from acuerdo.web import health, metrics
from acuerdo.web.logs import request_called

log = logging.getLogger("acuerdo.request")
HERE = ("127.0.0.1", "::1")
BY_WAY_OF = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED", "HTTP_VIA")
"""Headers that a web server before this one sets: who asks is elsewhere then."""
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
READY: set[str] = set()
"""The checks that held in this process once and hold from then on: migrations are carried out while no
process answers."""


def live(_: HttpRequest) -> HttpResponse:
    """Whether the process answers at all."""
    return JsonResponse({"live": True})


def ready(_: HttpRequest) -> HttpResponse:
    """Whether it can do its work: the database answers and is migrated, and the own key is here. What is at
    fault is told by `acuerdo doctor`, and not to whoever asks here."""
    found: dict[str, bool] = {"database": _answers()}
    for name, look in CHECKS.items():
        if found["database"] and name not in READY and look():
            READY.add(name)
        found[name] = found["database"] and name in READY
    return JsonResponse({"ready": all(found.values()), **found}, status=200 if all(found.values()) else 503)


def _answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


CHECKS: Mapping[str, Callable[[], bool]] = {"migrations": health.migrated, "keys": health.signs}


def measured(request: HttpRequest) -> HttpResponse:
    """The metrics, for whoever has the token; without a token set, for this machine alone."""
    token = settings.METRICS_TOKEN
    if token:
        given = request.META.get("HTTP_AUTHORIZATION", "")
        let = compare_digest(given.encode(), f"Bearer {token}".encode())
    else:
        let = request.META.get("REMOTE_ADDR") in HERE and not any(name in request.META for name in BY_WAY_OF)
    if not let:
        return HttpResponse(status=403)
    return HttpResponse(metrics.told(), content_type="text/plain; version=0.0.4; charset=utf-8")


WATCHED: Mapping[str, Callable[[HttpRequest], HttpResponse]] = {
    "/health/live": live,
    "/health/ready": ready,
    "/metrics": measured,
}
"""What is answered here, by address."""


class Watch:
    """Answer what is watched; of all else write down how it was answered, and nothing of whom or what."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        watched = WATCHED.get(request.path_info)
        if watched is not None:
            return watched(request) if request.method in ("GET", "HEAD") else HttpResponse(status=405)
        began, name, queries = perf_counter(), secrets.token_hex(8), _Queries()
        with request_called(name), connection.execute_wrapper(queries):
            response = self.get_response(request)
            seconds = perf_counter() - began
            route = _route(request, response)
            method = request.method if request.method in METHODS else "other"
            metrics.counted(route, str(method), response.status_code, seconds)
            if log.isEnabledFor(logging.INFO):
                told = {
                    "route": route,
                    "method": method,
                    "role": _role(request),
                    "status": response.status_code,
                    "ms": round(seconds * 1000, 1),
                    "queries": queries.count,
                }
                log.info("request", extra={"told": told})
        response.headers["X-Request-Id"] = name
        return response


class _Queries:
    """Counts the queries of a request."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def _route(request: HttpRequest, response: HttpResponse) -> str:
    """The name of what answered; never the address, which may hold a number or a secret."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or match.route
    return "static" if response.status_code < 400 and request.path_info.startswith("/static/") else "none"


def _role(request: HttpRequest) -> str:
    """The role of whoever asked, if it was looked at: nobody is looked up for this."""
    account = getattr(request, "auth", None) or getattr(request, "_cached_user", None)
    return str(getattr(account, "role", "") or "")
