"""Every value of lifecycle, triggers and sunset changes what a text is on some day."""

import pytest

from effect.moving import FOLDERS, idle_of_the_whole

pytestmark = pytest.mark.long


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_value_of_the_whole_changes_the_text_of_some_day(folder: str) -> None:
    assert idle_of_the_whole(folder) == []
