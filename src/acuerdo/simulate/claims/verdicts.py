"""Verdicts: what effects over worlds say of a claim, and what they cannot say."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate.parameters import NOT_IDENTIFIED, Parameter

Array = NDArray[np.float64]

WANTS = ("rises", "falls", "stays", "remains")
"""The outcome rises or falls by so much at least; changes by no more; or does not fall by so much."""
HOLDS, DOES_NOT, UNKNOWN, ASSUMED = "holds", "does_not_hold", "cannot_tell", "assumed"
VERDICTS = (HOLDS, DOES_NOT, UNKNOWN, ASSUMED)
BAND = (0.05, 0.95)
"""Quantiles of the interval over worlds."""
NEAR = 0.1
"""Share of the prior range within which a mechanism is as good as off (assumed)."""
ALL_BUT = 0.025
"""Share of the kept sets that may lie so near."""


def agrees(effects: Array, wants: str, least: float) -> NDArray[np.bool_]:
    """Where an effect is as a claim wants it.

    Args:
        effects: relative changes of an outcome, any shape.
        wants: one of `WANTS`.
        least: a share above 0.
    """
    as_wanted: dict[str, NDArray[np.bool_]] = {
        "rises": effects >= least,
        "falls": effects <= -least,
        "stays": np.abs(effects) <= least,
        "remains": effects >= -least,
    }
    return as_wanted[wants]


def interval(effects: Array) -> tuple[float, float, float]:
    """Low end, median and high end over worlds, shape (worlds,)."""
    low, middle, high = np.quantile(effects, [BAND[0], 0.5, BAND[1]])
    return float(low), float(middle), float(high)


def judged(effects: Array, wants: str, least: float) -> str:
    """What the worlds of one side say: the same at both ends of the interval and between, or nothing."""
    low, _, high = interval(effects)
    inside = effects[(effects >= low) & (effects <= high)]
    found = agrees(np.concatenate([[low, high], inside]), wants, least)
    passed = wants == "stays" and low < -least and high > least
    if found.all():
        return HOLDS
    return UNKNOWN if found.any() or passed else DOES_NOT


def verdict(
    sides: Sequence[Array], off: Array, wants: str, least: float, known: bool, identified: bool = True
) -> str:
    """The verdict on a claim.

    Args:
        sides: effects with the mechanism free, of each side of each disagreement, shape (worlds,) each.
        off: effects with the mechanism switched off, shape (worlds,).
        known: whether data, and not an assumption, say that the mechanism is there.
        identified: whether any history could; if not, the claim never holds, whatever the sides say.

    Returns:
        One of `VERDICTS`. Where the mechanism is assumed and any side needs it, never `holds`.
    """
    found = {judged(effects, wants, least) for effects in sides}
    if found == {DOES_NOT}:
        return DOES_NOT
    needless = identified and found == {HOLDS} and judged(off, wants, least) == HOLDS
    if HOLDS in found and not known and not needless:
        return ASSUMED
    return HOLDS if found == {HOLDS} else UNKNOWN


def known(parameter: Parameter, kept: Array | None, off: float) -> bool:
    """Whether data say that a mechanism is there.

    Either the source of its parameter leaves its absence out of the range, or history does: all but few of
    the kept sets keep away from it.

    Args:
        parameter: through which the mechanism works.
        kept: its values in the sets of a fit, shape (sets,), or none where it is not fitted.
        off: its value where the mechanism is off.
    """
    if parameter.basis == NOT_IDENTIFIED:
        return False
    if parameter.basis != "assumed" and not parameter.low <= off <= parameter.high:
        return True
    if kept is None:
        return False
    away = np.abs(kept - off)
    return bool(np.quantile(away, ALL_BUT) > NEAR * (parameter.high - parameter.low))
