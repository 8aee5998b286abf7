"""The audit only grows, whatever a program tries."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from acuerdo.operate import audit, sealing
from acuerdo.records.models import Account, Countersignature, Entry, Link, Seal

KEPT = [Entry, Link, Seal, Countersignature]


@pytest.fixture
def sealed(who: dict[str, Account]) -> Seal:
    """An audit of one entry, sealed by one government and countersigned by the other."""
    from acuerdo.operate.keys import keys

    audit.written(who["auditor"], "audit.see", "a test", "entry:1")
    made = sealing.seal(who["auditor"])
    assert made is not None
    sealing.countersign(made, "MEX", keys()["MEX"])
    return made


@pytest.mark.parametrize("model", KEPT)
def test_no_row_of_the_audit_can_be_changed(sealed: Seal, model: type) -> None:
    before = list(model.objects.values())
    assert before
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        model.objects.update(id=77)
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        model.objects.get().save(force_update=True)
    assert list(model.objects.values()) == before


@pytest.mark.parametrize("model", KEPT)
def test_no_row_of_the_audit_can_be_deleted(sealed: Seal, model: type) -> None:
    before = list(model.objects.values())
    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        model.objects.get().delete()
    with (
        pytest.raises(IntegrityError, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {model._meta.db_table}")
    assert list(model.objects.values()) == before


INSTEAD = {
    "sqlite": "REPLACE INTO {table} SELECT * FROM {table}",
    "postgresql": "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET id = {table}.id",
}


@pytest.mark.parametrize("model", KEPT)
def test_no_row_of_the_audit_can_be_put_in_place_of_another(sealed: Seal, model: type) -> None:
    sql = INSTEAD[connection.vendor].format(table=model._meta.db_table)
    with (
        pytest.raises(IntegrityError, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.django_db(transaction=True)
def test_emptying_the_whole_database_is_refused(sealed: Seal) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("flush", interactive=False, verbosity=0)
    assert "only grows" in str(refused.value.__cause__)
    assert Entry.objects.count() == Link.objects.count() == Seal.objects.count() == 1
