"""States: what the page draws is what the table says, and no step leads nowhere."""

import pytest

from acuerdo.operate.described import page
from acuerdo.operate.states import APPLICATION, TABLES, NotNow, can, step
from acuerdo.records.models import Application
from acuerdo.records.models.complaints import COMPLAINT_STATES, REFUND_STATES
from acuerdo.records.models.crossings import WORK_STATES
from acuerdo.records.models.orders import ORDER_STATES
from acuerdo.records.models.seasons import APPLICATION_STATES, PLACEMENT_STATES, SEASON_STATES
from acuerdo.records.models.wages import OWED_STATES
from docs.fences import ROOT

CHOICES = {
    "JobOrder": ORDER_STATES,
    "Application": APPLICATION_STATES,
    "Placement": PLACEMENT_STATES,
    "Season": SEASON_STATES,
    "WorkItem": WORK_STATES,
    "Owed": OWED_STATES,
    "Complaint": COMPLAINT_STATES,
    "Refund": REFUND_STATES,
}


def test_the_page_of_permissions_and_states_is_made_of_the_tables() -> None:
    assert (ROOT / "docs" / "authority.md").read_text("utf-8") == page()


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_state_that_can_be_kept_is_in_the_table_and_can_be_reached(name: str) -> None:
    steps = TABLES[name]
    assert set(steps) == {state for state, _ in CHOICES[name]}
    led_to = {after for ways in steps.values() for after in ways.values()} | {next(iter(steps))}
    assert led_to == set(steps)


def test_a_step_that_the_table_does_not_have_is_refused_and_changes_nothing() -> None:
    row = Application(status="withdrawn")
    for name in {way for ways in APPLICATION.values() for way in ways}:
        assert not can(row, name)
        with pytest.raises(NotNow, match="is not possible while it is withdrawn"):
            step(row, name)
    assert row.status == "withdrawn"
