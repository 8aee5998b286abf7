"""Loops compiled to machine code, once on each machine."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Loop = TypeVar("Loop", bound=Callable[..., object])


def compiled(loop: Loop) -> Loop:
    """A loop over plain arrays, compiled; kept compiled beside the source, or in the user's cache."""
    return cast(Loop, njit(cache=True)(loop))


def step(loop: Loop) -> Loop:
    """A step of such a loop, that makes no array of its own. Arrays lent to it are not counted as in use: of
    as many as a market has, counting takes longer than the step."""
    lent: dict[str, Any] = {"cache": True, "_nrt": False}
    return cast(Loop, njit(**lent)(loop))


def parallel(loop: Loop) -> Loop:
    """The same on all cores, for loops whose turns write to places of their own."""
    return cast(Loop, njit(cache=True, parallel=True)(loop))
