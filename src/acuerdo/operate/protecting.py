"""Protections of the text, asked about measured facts: the rules decide, and what is left out is told."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement import Refused
from acuerdo.agreement.calendar import NO_END
from acuerdo.agreement.clauses.criteria import Groups
from acuerdo.agreement.clauses.protection import Protection
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.values import Money
from acuerdo.operate.law import enacted, law
from acuerdo.rules.eligibility import Decision
from acuerdo.rules.protections import OUTCOMES, barred_until, fine, remedy_by, standing

BOUNDS = ("at_least", "at_most")
OF_PAY = (
    "housing_deduction_per_day",
    "meals_deduction_per_day",
    "contract_hours_offered_share",
)
"""Measures that reports of pay give; a protection on any other is for a visit to measure."""


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows a breach, as far as the text says it.

    Fields:
        remedy_by: the last day to make it good; None where the text sets none.
        fine: what it costs, as files write it; empty for nothing.
        barred_until: the first day on which the employer may take part again; None where nobody is barred.
        silent: what the text names and does not state.
    """

    remedy_by: date | None
    fine: str
    barred_until: date | None
    silent: tuple[str, ...]


def protections(on: date) -> list[Protection]:
    """The protections of the text of a day; none where no text decides."""
    try:
        return list(enacted(on).agreement.terms.protections)
    except Refused:
        return []


def of_measure(measure: str, on: date) -> list[Protection]:
    """Those that bound a measure, and say by how much."""
    found = [each for each in protections(on) if each.measure == measure]
    return [each for each in found if _stated(each, on)]


def _stated(protection: Protection, on: date) -> bool:
    try:
        enacted(on).require(*(f"{path_of(protection)}.{bound}" for bound in BOUNDS))
    except Refused:
        return False
    return protection.bound is not None


def path_of(protection: Protection) -> str:
    """Where a protection stands in the text."""
    return f"protections.{protection.id}"


def status_of(text: Enacted) -> str | None:
    """The status that the pathway of the service gives; None where the text names none."""
    gives = law().clause(text).gives
    return str(gives.status) if gives else None


def judged(protection: Protection, facts: Facts, on: date, found: bool = False) -> Decision:
    """Whether a protection is kept for those who hold the status of the pathway.

    Raises:
        Refused: no text decides on this day.
        Silent: the bound is not stated.
    """
    text = enacted(on)
    nations: Groups = text.agreement.terms.nations
    return standing(protection, status_of(text), facts, nations, found)


def broken(measure: str, values: NDArray[Any], on: date) -> list[tuple[Protection, NDArray[np.bool_]]]:
    """Of each protection on a measure, where it is broken.

    Args:
        values: n measurements, of the kind of the measure.
    """
    facts = Facts(values.size, {f"measure.{measure}": values})
    return [
        (each, judged(each, facts, on).outcome == OUTCOMES.index("broken"))
        for each in of_measure(measure, on)
    ]


def most_cents(protection: Protection) -> int | None:
    """The bound of a protection on money, in minor units; None where it bounds nothing from above."""
    return protection.at_most.cents if isinstance(protection.at_most, Money) else None


def least_share(protection: Protection) -> float | None:
    """The bound of a protection on a share from below; None where it sets none."""
    return None if protection.at_least is None else float(protection.at_least)


def follows(protection: Protection, on: date, found_on: date) -> Follows:
    """What follows a breach, by the day it was found."""
    calendar, day = enacted(on).agreement.terms.calendar, np.array([found_on], "datetime64[D]")
    silent: list[str] = []

    def said(name: str, answer: Any) -> Any:
        try:
            return answer()
        except Silent:
            silent.append(name)
            return None

    remedy = said("remedy", lambda: remedy_by(protection, calendar, day)[0])
    barred = said("penalty.barred_for", lambda: barred_until(protection, calendar, day)[0])
    cost = said("penalty.fine", lambda: fine(protection))
    return Follows(_day(remedy), str(cost or ""), _day(barred), tuple(silent))


def _day(found: Any) -> date | None:
    if found is None or np.isnat(found):
        return None
    day: date = date.max if found == NO_END else found.item()
    return day


def without_bound(on: date) -> list[str]:
    """Measures of pay that no protection of the text bounds: nothing is decided about them."""
    return [measure for measure in OF_PAY if not of_measure(measure, on)]


__all__ = [
    "OF_PAY",
    "Follows",
    "broken",
    "follows",
    "judged",
    "least_share",
    "most_cents",
    "of_measure",
    "path_of",
    "protections",
    "status_of",
    "without_bound",
]
