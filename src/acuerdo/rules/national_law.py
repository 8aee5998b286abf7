"""Limits of national law, and who an agreement lifts them for."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.clauses.around import NationalLimit
from acuerdo.agreement.clauses.criteria import YES, Criteria, decide
from acuerdo.agreement.clauses.open_to import OpenTo
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.terms import Terms
from acuerdo.rules.caps import UNLIMITED


def places(limit: NationalLimit) -> int:
    """The places a limit leaves: its value, or as a share of its base, rounded down."""
    return int(limit.value) if limit.of is None else int(round(limit.value * limit.of, 6))


def limit_for(terms: Terms, name: str, facts: Facts, on: date) -> NDArray[np.int64]:
    """The places each person's country may take under a limit of national law.

    Args:
        terms: the text as it stands on the day.
        name: a limit of `national_law`.
        facts: n people.
        on: the day.

    Returns:
        The places, shape (n,); UNLIMITED for whom a pathway in force that day lifts the limit. Who is of
        unknown nationality stays under it.
    """
    found = np.full(facts.n, np.int64(places(terms.national_law[name])))
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
