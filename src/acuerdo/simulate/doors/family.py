"""The family that comes along: drawn for life, and let in as far as the text lets it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.clauses.criteria import YES
from acuerdo.agreement.clauses.portability import Family
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.registry import RELATIONS
from acuerdo.rules.asked import all_of
from acuerdo.rules.family import may_accompany
from acuerdo.simulate import draws
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.tables import threshold

FAMILY = 15
"""The event whose draws, in month 0, say who would bring a family, and how many."""
SPOUSE, CHILD = RELATIONS.index("spouse"), RELATIONS.index("child")


def members(
    family: Family | None, who: NDArray[np.int64], parameters: Parameters, seed: int
) -> dict[str, NDArray[Any]]:
    """How many members come along with each of n workers: a spouse first, the others children.

    Args:
        family: the clause; without one nobody comes along.

    Raises:
        Silent: the text does not say whether families may come along.
    """
    if family is None:
        return {"family.members": np.zeros(who.size, np.int32)}
    comes, size, *_ = draws.four(seed, who, 0, FAMILY)
    spread = 2 * parameters.value("family_members") - 1
    along = 1 + np.floor(size.astype(np.float64) / 2**32 * spread).astype(np.int64)
    asked = may_accompany(family, Facts(2, {"family.relation": np.array([SPOUSE, CHILD], np.int16)}))
    spouse, child = all_of(asked).outcome == YES
    brings = comes < np.uint64(threshold(parameters.value("family_along")))
    found = np.where(brings, int(spouse) + int(child) * (along - 1), 0)
    return {"family.members": found.astype(np.int32)}
