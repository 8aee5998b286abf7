"""The labour-market test: proof that no local worker was found, decided for many job orders at once."""

from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import PlainValidator, WithJsonSchema

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES, Answers
from acuerdo.agreement.facts import FACTS, UNKNOWN_COUNT, UNKNOWN_MONEY, Facts
from acuerdo.agreement.faults import Silent, did_you_mean
from acuerdo.agreement.values import (
    MONEY,
    NOT_STATED,
    Blank,
    Flag,
    Money,
    OneOf,
    Share,
    StatedSpan,
    Text,
    read_money,
    wrong,
)

FLOORS = ("prevailing", "none", "not_stated")
PROOFS = ("advertise", "wage_floor", "no_local")


def _read_floor(found: object) -> Money | str:
    if isinstance(found, str) and found in FLOORS:
        return found
    if isinstance(found, str) and MONEY.fullmatch(found):
        return read_money(found)
    hint = did_you_mean(found, FLOORS) if isinstance(found, str) else ""
    raise wrong(found, "prevailing, none, or an amount per hour such as 12.50 USD", hint)


Floor = Annotated[
    Money | str,
    PlainValidator(_read_floor),
    WithJsonSchema({"anyOf": [{"enum": list(FLOORS)}, {"type": "string", "pattern": MONEY.pattern}]}),
]


class LabourMarketTest(Clause):
    """What an employer must show before a place is filled from abroad.

    Fields:
        advertise: how long the place is advertised to local workers; a month counts as 30 days.
        wage_floor: the least wage per hour: an amount, or `prevailing` for the prevailing wage.
        certification_proves: the parts a labour certification is evidence of, from its date on.
        recruit_until: the share of the work contract during which local workers are still hired.
        exempt: occupations not tested.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("advertise", "wage_floor", "certification_proves")

    advertise: StatedSpan
    wage_floor: Floor
    certification_proves: list[Annotated[str, OneOf(*PROOFS)]] = []
    recruit_until: Share | None = None
    exempt: list[Text] = []
    attest: Flag | None = None

    def decide(self, facts: Facts, on: NDArray[np.datetime64]) -> dict[str, Answers]:
        """Answer each part of the test for n job orders.

        A certification decision is evidence from its day on: granted (also in part) proves the parts the
        clause lists, denied disproves that no local worker is available. Before its day, and without one,
        each part is decided by the order's own facts; what they leave open needs evidence.

        Args:
            facts: n offers.
            on: the day of decision for each, datetime64[D], shape (n,).

        Returns:
            For each part (`advertise`, `wage_floor`, `no_local`) NO, UNSURE or YES, shape (n,).
        """
        known = facts.column("offer.certified_on") <= on
        status = facts.column("offer.certification")
        words = FACTS["offer.certification"].words
        granted = known & ((status == words.index("granted")) | (status == words.index("granted_in_part")))
        denied = known & (status == words.index("denied"))
        parts = {
            "advertise": self._advertised(facts),
            "wage_floor": self._paid(facts),
            "no_local": _no_local(facts),
        }
        for name in self.certification_proves:
            parts[name] = np.where(granted, YES, parts[name])
        if "no_local" in self.certification_proves:
            parts["no_local"] = np.where(denied, NO, parts["no_local"])
        return parts

    def _advertised(self, facts: Facts) -> Answers:
        if self.advertise is NOT_STATED:
            raise Silent("labour_market_test.advertise is not stated; a plan must assume it")
        if isinstance(self.advertise, Blank):
            return np.full(facts.n, YES)
        days = facts.column("offer.advertised_days")
        least = self.advertise.days + 30 * self.advertise.months
        return _three(days >= least, days == UNKNOWN_COUNT)

    def _paid(self, facts: Facts) -> Answers:
        if self.wage_floor == "not_stated":
            raise Silent("labour_market_test.wage_floor is not stated; a plan must assume it")
        if self.wage_floor == "none":
            return np.full(facts.n, YES)
        wage = facts.column("offer.wage_per_hour")
        floor: NDArray[np.int64] | int
        if isinstance(self.wage_floor, Money):
            floor, no_floor = self.wage_floor.cents, np.zeros(facts.n, np.bool_)
        else:
            floor = facts.column("offer.prevailing_wage_per_hour")
            no_floor = floor == UNKNOWN_MONEY
        return _three(wage >= floor, (wage == UNKNOWN_MONEY) | no_floor)


def _no_local(facts: Facts) -> Answers:
    available = facts.column("offer.local_workers_available")
    return _three(available == 0, (available != 0) & (available != 1))


def _three(yes: NDArray[np.bool_], unknown: NDArray[np.bool_]) -> Answers:
    return np.where(unknown, UNSURE, np.where(yes, YES, NO))
