"""Every executed value of the text of the five points changes some decision."""

import pytest

from effect.moving import idle

FOLDERS = ["us-mx-2001"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_executed_value_changes_some_decision(folder: str) -> None:
    assert idle(folder) == []
