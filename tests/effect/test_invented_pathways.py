"""Every executed value of the pathways and caps of the invented corridor changes some decision."""

import pytest

from effect.moving import idle

pytestmark = pytest.mark.long


@pytest.mark.parametrize("section", ["pathways", "caps"])
def test_every_executed_value_changes_some_decision(section: str) -> None:
    assert idle("invented", (section,)) == []
