"""Every executed value of the other texts changes some decision."""

import pytest

from effect.moving import idle

pytestmark = pytest.mark.long

FOLDERS = [
    "kr-eps",
    "ca-mx-2024",
    "ca-mx-2025",
    "us-2004",
    "us-mx-2002-border",
    "us-mx-2021-development",
    "us-mx-2023-labour",
    "us-mx-2023",
]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_executed_value_changes_some_decision(folder: str) -> None:
    assert idle(folder) == []
