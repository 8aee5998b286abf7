"""The tests of the service run on the database that was asked for."""

import pytest
from django.core.signals import request_started
from django.db import connection

import databases
from acuerdo.records.models import Account


def test_the_database_is_the_one_that_was_asked_for(db: None, request: pytest.FixtureRequest) -> None:
    assert connection.vendor == request.config.getoption("--database")
    assert databases.kind_of(databases.address()) == connection.vendor


def test_each_process_of_the_run_has_a_database_of_its_own(db: None, request: pytest.FixtureRequest) -> None:
    process = getattr(request.config, "workerinput", {}).get("workerid", "")
    name = connection.settings_dict["NAME"]
    assert name.endswith(process)
    assert databases.address().endswith(name)
    assert "memory" not in name


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_ended_is_made_anew_for_the_next_request() -> None:
    if connection.vendor == "sqlite":
        assert connection.is_usable(), "a file ends no connection"
        return
    connection.ensure_connection()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [connection.connection.info.backend_pid])
    finally:
        other.close()
    assert not connection.is_usable()
    request_started.send(sender=None)
    assert Account.objects.count() == 0
    assert connection.is_usable()
