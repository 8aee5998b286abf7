"""Children: the clocks that protect them, and what must be shown before one goes home."""

from typing import ClassVar

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.criteria import Criterion
from acuerdo.agreement.values import Nations, StatedCount, StatedSpan

YOUNGEST_TO_DECIDE = 14
"""Years; younger children are presumed unable to decide by themselves to go home (practice of US Customs and
Border Protection under 8 USC 1232, Government Accountability Office, report 15-521: borrowed)."""

OLDEST_CHILD = 17
"""Years (Convention on the Rights of the Child, article 1: law)."""


class Clock(Clause):
    """Something to be done within a time of meeting the child."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("within", "nationals_of")

    within: StatedSpan
    nationals_of: Nations | None = None


class Children(Clause):
    """Children alone: screened, taken into care, and never returned unless every test is passed.

    Fields:
        screening: how soon a child is screened, and of which nationalities.
        transfer_to_care: how soon a child is in care.
        own_decision_from: the age in years from which a child may be able to decide to go home, 14 to 17;
            14 where the text names none.
        tests: what must all be shown before a child who wishes it may go home.
        never_return: children who never go home under this clause; any that holds excludes.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = (
        "screening",
        "transfer_to_care",
        "own_decision_from",
        "tests",
        "never_return",
    )

    screening: Clock | None = None
    transfer_to_care: Clock | None = None
    own_decision_from: StatedCount | None = None
    tests: list[Criterion] = []
    never_return: list[Criterion] = []
