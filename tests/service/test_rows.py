"""Statements that are worded once read and write rows as the framework does."""

from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from acuerdo.records import rows
from acuerdo.records.models import Account, Application, Decision, JobOrder, Placement, Season, Worker
from service.world import drawn_up

READ = (Account, Application, Decision, JobOrder, Placement, Season, Worker)
LOTTERY = {"applications": {"count": 3, "sha256": "ñ"}, "shares": {}}


def told(row: models.Model) -> dict[str, Any]:
    """Every field of a row."""
    return {field.attname: getattr(row, field.attname) for field in type(row)._meta.concrete_fields}


@pytest.mark.parametrize("model", READ, ids=lambda model: model.__name__)
@pytest.mark.django_db
def test_a_row_is_read_as_the_framework_reads_it(model: type[models.Model]) -> None:
    drawn_up()
    Season.objects.update(lottery=LOTTERY)
    known = model._base_manager.order_by("pk").last()
    assert known is not None, "a world without such a row says nothing"
    found = rows.first(model, "WHERE id = %s", known.pk)
    assert found is not None
    assert told(found) == told(known)
    assert rows.first(model, "WHERE id = %s", known.pk + 1_000_000) is None


@pytest.mark.django_db
def test_a_row_is_found_by_the_values_of_its_columns_and_by_no_name_that_is_none() -> None:
    drawn_up()
    known = Placement.every.order_by("pk").last()
    assert known is not None
    found = rows.first_by(Placement, application_id=known.application_id, status=known.status)
    assert found is not None
    assert told(found) == told(known)
    assert rows.first_by(Placement, application_id=known.application_id, status="lapsed") is None
    with pytest.raises(FieldDoesNotExist):
        rows.first_by(Placement, nobody=1)
    with pytest.raises(ValueError, match="expected a number"):
        rows.first_by(Placement, application_id="x")


@pytest.mark.django_db
def test_some_fields_of_many_rows_are_written_and_no_other() -> None:
    drawn_up()
    before = {row.pk: told(row) for row in Application.every.all()}
    changed = list(Application.every.order_by("pk"))
    for at, row in enumerate(changed):
        row.status, row.turn, row.number = "no_place", at + 7, "never written"
    rows.change_all(Application, iter(changed), "status", "turn")
    for at, row in enumerate(Application.every.order_by("pk")):
        assert told(row) == before[row.pk] | {"status": "no_place", "turn": at + 7}


@pytest.mark.django_db
def test_rows_given_one_by_one_are_all_added_however_many_are_held_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rows, "AT_ONCE", 3)
    drawn_up()
    count = Season.objects.count()
    told = {"pathway": "x", "opens": "2017-01-01T00:00Z", "closes": "2017-02-01T00:00Z", "lottery": LOTTERY}
    rows.add_all(Season, (Season(name=f"N-{at}", **told) for at in range(8)))
    assert Season.objects.count() == count + 8
    assert Season.objects.get(name="N-7").lottery == LOTTERY
