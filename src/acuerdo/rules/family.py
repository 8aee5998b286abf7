"""The family that comes along: who may, and how many places under the cap they take."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.clauses.criteria import NO, YES, Answers, three
from acuerdo.agreement.clauses.portability import Family
from acuerdo.agreement.facts import UNKNOWN_COUNT, Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.registry import RELATIONS
from acuerdo.agreement.values import NOT_STATED


def may_accompany(family: Family, facts: Facts) -> dict[str, Answers]:
    """Whether each family member may come along.

    Args:
        family: the clause; without `relations` it asks for none.
        facts: n members, with `family.relation`.

    Returns:
        For `may_accompany`, and `relations` where some are listed, NO, UNSURE or YES, shape (n,); see
        `all_of`.

    Raises:
        Silent: the text does not say whether families may come along.
    """
    _say(family)
    asked = {"may_accompany": np.full(facts.n, YES if family.may_accompany is True else NO)}
    if family.relations:
        relation = facts.column("family.relation")
        listed = np.isin(relation, [RELATIONS.index(name) for name in family.relations])
        asked["relations"] = three(listed, (relation < 0) | (relation >= len(RELATIONS)))
    return asked


def places_taken(family: Family | None, facts: Facts) -> NDArray[np.int64]:
    """The places under the cap that each worker takes: one, and one for each member where the text counts
    them. Members nobody knows of take none.

    Args:
        family: the clause; None for none.
        facts: n workers, with `family.members`.

    Returns:
        At least 1 each, shape (n,).

    Raises:
        Silent: members count, and the text does not say whether they may come along.
    """
    if family is None or not family.counted_in_cap:
        return np.ones(facts.n, np.int64)
    _say(family)
    members = facts.column("family.members").astype(np.int64)
    along = np.where(members == UNKNOWN_COUNT, 0, np.maximum(members, 0))
    return 1 + along * int(family.may_accompany is True)


def _say(family: Family) -> None:
    if family.may_accompany is NOT_STATED:
        raise Silent("family.may_accompany is not stated; a plan must assume it")
