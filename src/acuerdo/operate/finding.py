"""What follows in the text from a complaint that was found to be so: by the rules that decide every case."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from acuerdo.agreement import Enacted
from acuerdo.agreement.clauses.protection import Protection
from acuerdo.agreement.facts import FACTS, Facts, read_fact
from acuerdo.agreement.values import Money
from acuerdo.operate.law import Law
from acuerdo.rules.protections import BROKEN, OUTCOMES, barred_until, fine, protects, remedy_by, standing

FEE = "worker_paid_fee"
"""The measure by which the texts bound what a worker pays for being recruited."""
NO_PROTECTION = "none"
"""What an officer chooses where the text has no protection for what was found."""
SAID = {
    "broken": (
        "The text protects against this, and it was broken",
        "El texto protege de esto, y no se respetó",
    ),
    "kept": (
        "What was paid lies within what the text allows",
        "Lo pagado está dentro de lo que el texto permite",
    ),
    "needs_evidence": (
        "The text cannot decide this as it is known",
        "El texto no puede decidirlo con lo que se sabe",
    ),
    "does_not_apply": ("The text does not protect this status", "El texto no protege este estatus"),
}
"""What the rule said, in English and Spanish."""


@dataclass(frozen=True, slots=True)
class Follows:
    """What the rule says of a breach, and what follows from it.

    Fields:
        outcome: a word of OUTCOMES.
        clause: the path of the protection.
        remedy_by, barred_until: None where the text sets none.
        fine: as `500 USD`; empty for none.
    """

    outcome: str
    reason: str
    clause: str
    remedy_by: date | None
    barred_until: date | None
    fine: str
    en: str
    es: str


def protections(of: Law, text: Enacted) -> list[Protection]:
    """The protections of whoever holds the permit that an officer may find broken: those that people judge,
    and the one on fees. What else is measured is for whoever has the measure."""
    status = status_of(of, text)
    return [
        each
        for each in text.agreement.terms.protections
        if each.measure in (None, FEE) and bool(protects(each, status))
    ]


def status_of(of: Law, text: Enacted) -> str | None:
    """The status that the pathway gives. Whoever was asked for money before a permit is protected as if it
    were held: that is what the money was asked for."""
    gives = of.clause(text).gives
    return gives.status if gives else None


def on_fees(of: Law, text: Enacted) -> Protection | None:
    """The protection on fees, if the text has one."""
    return next((each for each in protections(of, text) if each.measure == FEE), None)


def follows(protection: Protection, of: Law, text: Enacted, on: date, paid: Money | None = None) -> Follows:
    """What the rules say of a breach that was found.

    Args:
        on: the day it was found.
        paid: the fee; None where the breach is another.

    Raises:
        Silent: a value that this needs is not stated.
    """
    terms, path = text.agreement.terms, f"protections.{protection.id}"
    text.require(*(f"{path}.{part}" for part in ("at_least", "at_most")))
    found = standing(protection, status_of(of, text), _facts(protection, paid), terms.nations, found=True)
    since = np.array([on], "datetime64[D]")
    outcome = OUTCOMES[int(found.outcome[0])]
    en, es = SAID[outcome]
    broken = found.outcome[0] == BROKEN
    asks = fine(protection) if broken else None
    return Follows(
        outcome,
        found.because(0),
        path,
        _day(remedy_by(protection, terms.calendar, since)[0]) if broken else None,
        _day(barred_until(protection, terms.calendar, since)[0]) if broken else None,
        str(asks) if asks else "",
        f"{en}: {protection.text.en}",
        f"{es}: {protection.text.es}",
    )


def _facts(protection: Protection, paid: Money | None) -> Facts:
    if protection.measure != FEE or paid is None:
        return Facts(1, {})
    bound = read_money_of(protection)
    if bound is not None and bound.currency != paid.currency and bound.cents:
        return Facts(1, {})  # no rate of exchange is known here: what it is in the other currency is unknown
    fact = FACTS[f"measure.{FEE}"]
    return Facts(1, {fact.name: np.array([read_fact(fact, str(paid))], np.int64)})


def read_money_of(protection: Protection) -> Money | None:
    """The bound of a protection on fees."""
    from acuerdo.agreement.values import read_money

    return read_money(protection.at_most) if isinstance(protection.at_most, str) else protection.at_most


def _day(found: np.datetime64) -> date | None:
    """A day; None where there is none, and the last of all days where there is no end."""
    if np.isnat(found):
        return None
    said = found.astype("datetime64[D]").item()
    return said if isinstance(said, date) else date.max
