"""Job offers: how many there are, what each is, and whether it passes the test of a pathway."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.clauses.criteria import YES
from acuerdo.agreement.facts import FACTS, UNKNOWN, Facts
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.registry import SECTORS
from acuerdo.rules.asked import all_of
from acuerdo.simulate import draws
from acuerdo.simulate.doors.facts import first_day
from acuerdo.simulate.doors.text import Door
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.tables import threshold

Ids = NDArray[np.int64]

OFFER = 13
"""The event whose draws, in month 0, say what an offer is."""
MONTHS = 12
OF_A_MONTH = 1 << 24
"""Numbers of offers kept for each month; more than anybody could make."""
NONE = np.int64(-1)
PASSED = FACTS["offer.labour_market_test"].words.index("passed")
GRANTED, DENIED = (FACTS["offer.certification"].words.index(word) for word in ("granted", "denied"))
FARM = SECTORS.index("agriculture")


class Offers:
    """Offers by their numbers; each is what the seed and its number make it, whoever gets it."""

    def __init__(self, parameters: Parameters, drivers: Drivers, scale: int, seed: int) -> None:
        self.parameters, self.drivers, self.scale, self.seed = parameters, drivers, scale, seed

    def of_month(self, number: int) -> Ids:
        """The offers of a month, shape (n,)."""
        made = int(self.parameters.value("job_offers") / MONTHS / self.scale + 0.5)
        return number * OF_A_MONTH + np.arange(made, dtype=np.int64)

    def pass_test(self, door: Door, enacted: Enacted, number: int, offers: Ids) -> NDArray[np.bool_]:
        """Which offers count at a door: where its pathway has a test, those that pass it, shape (n,)."""
        test = door.pathway.labour_market_test
        if test is None or not offers.size:
            return np.ones(offers.size, np.bool_)
        facts = Facts(offers.size, self.facts(offers, number))
        today = np.full(offers.size, first_day(number))
        found = all_of(test.decide(facts, today, enacted.agreement.terms.nations))
        return np.asarray(found.outcome == YES)

    def facts(self, offers: Ids, number: int) -> dict[str, NDArray[Any]]:
        """What is known of offers in a month; nothing of NONE, but that there is none. Shape (n,) each.

        Whoever offers a job attests the need of it, and offers less than the prevailing wage by a cent or not
        at all (assumed).
        """
        p = self.parameters.value
        there = offers != NONE
        certified, advertised, pays, no_local = draws.four(self.seed, np.maximum(offers, 0), 0, OFFER)
        length = p("offer_advertised") * (0.5 + advertised.astype(np.float64) / 2**32)
        month = slice(number, number + 1)
        hourly = p("migrant_wage") * self.drivers["us_wage"][month] * self.drivers["us_prices"][month]
        prevailing = np.full(offers.size, np.int64(round(100 * float(hourly[0]))))
        underpaid = pays >= np.uint64(threshold(p("offer_pays")))
        decided = certified < np.uint64(threshold(p("offer_certified")))
        found: Mapping[str, NDArray[Any]] = {
            "offer.certification": np.where(decided, GRANTED, DENIED).astype(np.int16),
            "offer.certified_on": first_day(offers // OF_A_MONTH),
            "offer.advertised_days": length.astype(np.int32),
            "offer.wage_per_hour": prevailing - underpaid,
            "offer.prevailing_wage_per_hour": prevailing,
            "offer.local_workers_available": (no_local >= np.uint64(threshold(p("offer_no_local")))).astype(
                np.int8
            ),
            "offer.employer_attests": np.ones(offers.size, np.int8),
            "offer.sector": np.full(offers.size, FARM, np.int16),
        }
        known = {name: np.where(there, values, UNKNOWN[FACTS[name].kind]) for name, values in found.items()}
        return {"offer.exists": there.astype(np.int8), **known}

    def held(self, door: Door, offers: Ids, number: int) -> dict[str, NDArray[Any]]:
        """What is known of people by the offers they hold, which passed the test of the door if it has one.
        Shape (n,) each."""
        tested = door.pathway.labour_market_test is not None
        result = np.where((offers != NONE) & tested, PASSED, UNKNOWN["word"]).astype(np.int16)
        return {**self.facts(offers, number), "offer.labour_market_test": result}
