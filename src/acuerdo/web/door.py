"""How often something may be done without anybody being counted: a bound for all together, in this process.

Nobody's address is looked at. Whoever sends very much keeps others waiting for a minute, but fills nothing
and finds nothing out; workers who signed in come by a door of their own.
"""

import time

from django.core.cache import cache

WINDOW = 60
"""Seconds within which is counted."""
MOST_A_MINUTE = 120
"""What one door takes a minute (assumed: a hundred times what a whole season of complaints comes to)."""


def full(door: str) -> bool:
    """Count one more at a door, and say whether that is too many."""
    key = f"door:{door}:{int(time.time()) // WINDOW}"
    cache.add(key, 0, timeout=2 * WINDOW)
    return bool(cache.incr(key) > MOST_A_MINUTE)
