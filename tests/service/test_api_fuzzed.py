"""Requests that nobody thought of, made from the description of the interface: no fault of the service, and
every answer as it is described."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from acuerdo.operate import tokens
from acuerdo.records.models import Account, Application, JobOrder, Season
from service.calling import several
from service.complaining import PICTURE, several_complaints

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
TRIES = 5
"""Requests for an operation and a role."""
NAMED = {
    "orders": "case",
    "workers": "worker",
    "employers": "employer",
    "applications": "application",
    "placements": "placement",
    "appointments": "checked",
    "permits": "permit",
    "seasons": "name",
    "decisions": "decision",
    "reviews": "review",
    "differences": "item",
    "owed": "owed",
    "complaints": "complaint_taken",
    "refunds": "refund",
}
"""Which of the rows that are there a path is about, by its first part."""


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """Keep the connection of the test, which a server closes after each request."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize(
    "role", ["employer", "worker", "origin_officer", "consulate", "secretary", "auditor", "inspector"]
)
def test_no_request_is_a_fault_of_the_service_and_every_answer_fits_the_description(
    who: dict[str, Account],
    order: JobOrder,
    application: Application,
    season: Season,
    order_fields: Callable[..., dict[str, Any]],
    worker_fields: Callable[..., dict[str, Any]],
    role: str,
) -> None:
    there = several(who, order, season, order_fields, worker_fields)
    there |= several_complaints(who, PICTURE)
    headers = {"Authorization": f"Bearer {tokens.new(who[role], 'a system')}"}
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    seen: Counter[int] = Counter()
    for found in described.get_all_operations():
        operation = found.ok()
        requests = strategies.one_of(operation.as_strategy(generation_mode=each) for each in GenerationMode)

        @settings(
            max_examples=TRIES,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )
        @given(case=requests, known=strategies.booleans())
        def attempt(case: Any, known: bool) -> None:
            if known and case.path_parameters:
                kind = case.path.removeprefix("/api/v1/").partition("/")[0]
                case.path_parameters = dict.fromkeys(case.path_parameters, there[NAMED[kind]])
            with transaction.atomic():
                seen[case.call_and_validate(headers=headers, checks=CHECKS).status_code] += 1
                transaction.set_rollback(True)

        attempt()
    assert {200, 403, 404, 422} <= set(seen)
