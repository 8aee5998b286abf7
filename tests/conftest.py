"""What all tests share: hypothesis draws the same examples at every run, and takes what time it needs."""

import pytest
from hypothesis import settings

LONGEST_FIRST = ("season", "matching", "effect", "proof", "rules")
"""Rooms whose files take longest: begun first, so that no core waits for a single file at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest rooms first, each in its own sequence."""
    ranks = {room: rank for rank, room in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: ranks.get(item.path.parent.name, len(ranks)))


settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.load_profile("same")
