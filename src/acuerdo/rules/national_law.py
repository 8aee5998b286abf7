"""Limits of national law, and who an agreement lifts them for."""

from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.clauses.criteria import YES, Criteria, decide
from acuerdo.agreement.clauses.open_to import OpenTo
from acuerdo.agreement.clauses.record import NationalLimit
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.terms import Terms
from acuerdo.rules.caps import UNLIMITED


def places(limit: NationalLimit) -> int:
    """The places a limit leaves: its value, or as a share of its base, rounded down.

    Raises:
        ValueError: the law says no number.
    """
    if limit.value is None:
        raise ValueError("a regime of national law has no number of places")
    return int(limit.value) if limit.of is None else int(limit.of * Fraction(str(limit.value)))


def limit_for(terms: Terms, name: str, facts: Facts, on: date) -> NDArray[np.int64]:
    """The places each person's country may take under a limit of national law.

    Args:
        terms: the text as it stands on the day.
        name: a limit of `national_law`.
        facts: n people.
        on: the day.

    Returns:
        The places, shape (n,); UNLIMITED on days without a limit, and for whom a pathway in force that day
        lifts it. Who is of unknown nationality stays under it.
    """
    limit = terms.national_law[name].on(on)
    if limit is None:
        return np.full(facts.n, UNLIMITED)
    found = np.full(facts.n, np.int64(places(limit)))
    for pathway in terms.pathways.values():
        if pathway.lifts is None or pathway.lifts.limit != name or not pathway.holds_on(on):
            continue
        if pathway.open_to.on(on) is None:
            continue
        asked = OpenTo.model_construct(nationals_of=pathway.lifts.for_, present_in=None).as_criteria()
        freed = (
            decide(Criteria.of(asked), facts, terms.nations).answers == YES
            if asked
            else np.ones(facts.n, np.bool_)
        )
        found[freed] = UNLIMITED
    return found
