"""The counts of a formula, one year after the other, for every outcome that what is unknown may have."""

from fractions import Fraction
from math import floor

from reference.criteria import ask


def counts(formula, through: int, measures: dict) -> dict[int, set[int]]:
    """Every count that each year may have, from the first year of `start` on."""
    start = {int(year): count for year, count in formula.start.items()}
    found: dict[int, set[int]] = {}
    for year in range(min(start), through + 1):
        if year in start:
            found[year] = {start[year]}
        else:
            outcomes = rises(formula, measures.get(year, {}))
            found[year] = {
                bounded(formula, risen(formula, count) if up else count)
                for count in found[year - 1]
                for up in outcomes
            }
    return found


def rises(formula, measured: dict) -> set[bool]:
    """Whether the count rises in a year: one answer, or both where what decides is unknown."""
    wanted = ask(formula.rises_if, measured, {}) if formula.rises_if else True
    held = ask(formula.hold_if, measured, {}) if formula.hold_if else False
    if wanted is False or held is True:
        return {False}
    return {True} if wanted is True and held is False else {True, False}


def risen(formula, count: int) -> int:
    """The count and its step, rounded down."""
    return floor(count + count * Fraction(str(formula.step)))


def bounded(formula, count: int) -> int:
    """Not under the floor, and not over the ceiling."""
    if formula.floor is not None and count < formula.floor:
        count = formula.floor
    if formula.ceiling is not None and count > formula.ceiling:
        count = formula.ceiling
    return count
