"""What the simulation knows of people, as the rules ask it; what it does not know is unknown, and needs
evidence."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import Days
from acuerdo.agreement.facts import FACTS, NEVER_COUNT, NEVER_DAY, Facts
from acuerdo.agreement.nations import NUMBER
from acuerdo.simulate import draws, states
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.states import AT_HOME
from acuerdo.simulate.tables import threshold
from acuerdo.simulate.world import FIRST_YEAR, World

OF_LIFE = 10
"""The event whose draws, in month 0, say what holds of a person for life."""
TWO_YEARS = 24


def first_day(number: NDArray[np.int64] | int) -> Days:
    """The first day of months from January 1990."""
    months = np.asarray(number, np.int64) + 12 * (FIRST_YEAR - 1970)
    days: Days = months.astype("datetime64[M]").astype("datetime64[D]")
    return days


def age_of(world: World, who: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    """Completed years on the first of a month, as if everybody was born in the middle of their year, shape
    (n,)."""
    group = np.searchsorted(world.first, who, side="right") - 1
    months = number - 12 * (world.born[group] - FIRST_YEAR) - 6
    return np.maximum(months // 12, 0)


def facts_of(
    world: World,
    who: NDArray[np.int64],
    number: int,
    parameters: Parameters,
    seed: int,
    known: Mapping[str, NDArray[Any]],
) -> Facts:
    """Facts about n people on the first of a month.

    Args:
        who: their numbers.
        known: what is known of them beside: their offers, families, permits, applications. Whoever is there
            without a permit has the job they work in for an offer, unless another is known.
    """
    p = parameters.value
    records, clocks = world.records[who], world.clocks[who].astype(np.int64)
    home = np.isin(states.state(records), AT_HOME)
    lawful, vetted, taxed, worked = (
        draw < np.uint64(threshold(p(name)))
        for draw, name in zip(
            draws.four(seed, who, 0, OF_LIFE), ("no_felony", "vetted", "tax_paid", "worked"), strict=True
        )
    )
    since = np.where(home, NEVER_DAY, first_day(clocks))
    here = np.where(home, NUMBER["MEX"], NUMBER["USA"])
    barred = home & (states.part(records, states.BARRED, 1) == 1)
    passed = FACTS["person.security_vetting"].words.index("passed")
    failed = FACTS["person.security_vetting"].words.index("failed")
    found: dict[str, NDArray[Any]] = {
        "person.age_years": age_of(world, who, number).astype(np.int32),
        "person.nationality": np.full(who.size, NUMBER["MEX"], np.int16),
        "person.present_in": here.astype(np.int16),
        "person.present_since": since,
        "person.employed_here_since": np.where(worked, since, NEVER_DAY),
        "person.months_worked_last_24": np.where(
            home | ~worked, 0, np.minimum(number - clocks, TWO_YEARS)
        ).astype(np.int32),
        "person.assessed_tax_paid": taxed.astype(np.int8),
        "person.felony_convictions": (~lawful).astype(np.int32),
        "person.security_vetting": np.where(vetted, passed, failed).astype(np.int16),
        "person.holds_visa": np.zeros(who.size, np.int8),
        "person.family_in_destination": states.part(records, states.LINK, 1).astype(np.int8),
        "person.years_since_removal": np.where(barred, (number - clocks) // 12, NEVER_COUNT).astype(np.int32),
        "offer.exists": np.where(home, False, worked).astype(np.int8),
        "application.filed_on": np.full(who.size, first_day(number)),
        "application.fee_paid": np.ones(who.size, np.int8),
    }
    return Facts(who.size, {**found, **known})
