"""The tests of the service run on the database that was asked for."""

import pytest
from django.db import connection

import databases


def test_the_database_is_the_one_that_was_asked_for(db: None, request: pytest.FixtureRequest) -> None:
    assert connection.vendor == request.config.getoption("--database")
    assert databases.kind_of(databases.address()) == connection.vendor


def test_each_process_of_the_run_has_a_database_of_its_own(db: None, request: pytest.FixtureRequest) -> None:
    process = getattr(request.config, "workerinput", {}).get("workerid", "")
    name = connection.settings_dict["NAME"]
    assert name.endswith(process)
    assert databases.address().endswith(name)
    assert "memory" not in name
