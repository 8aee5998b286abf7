"""Place in line: the order of service a file states, with a draw only between equals."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import NOT_STATED, Blank


def turns(
    order: str | Blank,
    draw: NDArray[np.uint64],
    filed: NDArray[np.datetime64] | None = None,
    priority_day: NDArray[np.datetime64] | None = None,
    points: NDArray[np.int64] | None = None,
) -> NDArray[np.int64]:
    """The place in line of n people, 0 first.

    Args:
        order: first_come, priority_date, points or lottery.
        draw: one drawn number each; it decides only between equals, and everything in a lottery.
        filed: the day of filing; needed for first_come; unknown comes last.
        priority_day: the priority date; needed for priority_date; unknown comes last.
        points: points; needed for points; most first.

    Raises:
        ValueError: the order is not stated, or what it needs was not given.
    """
    if order is NOT_STATED:
        raise Silent("allocation.order is not stated; a plan must assume it")
    line = np.argsort(draw)
    if order != "lottery":
        keys: dict[str, NDArray[np.datetime64] | NDArray[np.int64] | None] = {
            "first_come": filed,
            "priority_date": priority_day,
            "points": None if points is None else -points,
        }
        key = keys[str(order)]
        if key is None:
            raise ValueError(f"{order} needs the day, date or points it orders by")
        line = line[np.argsort(key[line], kind="stable")]
    turn = np.empty(draw.size, np.int64)
    turn[line] = np.arange(draw.size)
    return turn
