"""A database of any release that was made becomes one of this release."""

from collections.abc import Callable

import pytest
from django.core.management import call_command

import databases
from service.doing import RELEASES

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_model_changed_without_a_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.parametrize("release", range(len(RELEASES)), ids=[name for name, _ in RELEASES])
def test_a_database_of_a_release_is_brought_to_this_one(
    finished: Callable[..., None], empty: str, release: int
) -> None:
    finished("release", release, database=empty)
    finished("migrate", database=empty)
    assert databases.shape(empty) == databases.shape(databases.address())
