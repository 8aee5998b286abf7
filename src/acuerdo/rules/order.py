"""Place in line: the order of service a file states, then what it says about equals, then a draw."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import NOT_STATED, Blank

Key = NDArray[np.datetime64] | NDArray[np.int64]


def turns(
    order: str | Blank,
    draw: NDArray[np.uint64],
    filed: NDArray[np.datetime64] | None = None,
    priority_day: NDArray[np.datetime64] | None = None,
    points: NDArray[np.int64] | None = None,
    ties: str = "draw",
) -> NDArray[np.int64]:
    """The place in line of n people, 0 first.

    Args:
        order: first_come, priority_date, points or lottery.
        draw: one drawn number each; it decides only between equals, and everything in a lottery.
        filed: the day of filing; needed for first_come; unknown comes last.
        priority_day: the priority date; needed for priority_date; unknown comes last.
        points: points; needed for points; most first.
        ties: what orders equals before the draw does: first_come or priority_date, or draw for nothing.

    Raises:
        ValueError: the order is not stated, or what it needs was not given.
    """
    line = np.argsort(draw)
    for key in reversed(before_the_draw(order, filed, priority_day, points, ties)):
        line = line[np.argsort(key[line], kind="stable")]
    turn = np.empty(draw.size, np.int64)
    turn[line] = np.arange(draw.size)
    return turn


def before_the_draw(
    order: str | Blank,
    filed: NDArray[np.datetime64] | None = None,
    priority_day: NDArray[np.datetime64] | None = None,
    points: NDArray[np.int64] | None = None,
    ties: str = "draw",
) -> list[Key]:
    """What puts n people in line before the draw does, least first: the first decides, then the next; whom
    all leave equal are equals. See `turns`.

    Raises:
        ValueError: the order is not stated, or what it needs was not given.
    """
    if order is NOT_STATED:
        raise Silent("allocation.order is not stated; a plan must assume it")
    keys: dict[str, Key | None] = {
        "first_come": filed,
        "priority_date": priority_day,
        "points": None if points is None else -points,
    }
    found = []
    for name in (str(order), ties) if order != "lottery" else ():
        if name != "draw":
            key = keys[name]
            if key is None:
                raise ValueError(f"{name} needs the day, date or points it orders by")
            found.append(key)
    return found
