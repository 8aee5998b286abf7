"""Loops compiled to machine code, once on each machine."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Loop = TypeVar("Loop", bound=Callable[..., object])


def compiled(loop: Loop) -> Loop:
    """A loop over plain arrays, compiled; kept compiled beside the source, or in the user's cache."""
    return cast(Loop, njit(cache=True)(loop))


def parallel(loop: Loop) -> Loop:
    """The same on all cores, for loops whose turns write to places of their own."""
    return cast(Loop, njit(cache=True, parallel=True)(loop))
