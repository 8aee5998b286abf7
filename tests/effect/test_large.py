"""Every executed value of the largest texts changes some decision."""

import pytest

from effect.moving import idle

FOLDERS = ["us-mx-2001", "kr-eps"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_executed_value_changes_some_decision(folder: str) -> None:
    assert idle(folder) == []
