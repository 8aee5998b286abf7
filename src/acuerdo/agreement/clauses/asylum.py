"""Asylum: where a claim is decided, what is presumed, and where the person waits."""

from typing import Annotated, ClassVar

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.criteria import Criteria
from acuerdo.agreement.values import Day, Nation, Nations, OneOf, StatedSpan

STATES = ("proposed", "not_agreed", "agreed", "in_force", "unilateral", "suspended", "ended")
"""What became of a clause: `unilateral` is one party's own law, applied and not agreed."""

APPLIED = ("agreed", "in_force", "unilateral")
"""The states in which a clause decides."""

ClauseState = Annotated[str, OneOf(*STATES)]


class SafeThirdCountry(Clause):
    """Whether one party is held able to decide asylum claims of people who came through it.

    Fields:
        receiving: the party that decides the claims of whoever came through it.
        between: the parties that take back from each other.
        claims_within: it reaches those who claim within this time of crossing.
        exceptions: whom it does not reach.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("state", "receiving", "between", "claims_within", "exceptions")

    state: ClauseState
    proposed_by: Nation | None = None
    announced: Day | None = None
    receiving: Nation | None = None
    between: list[Nation] = []
    claims_within: StatedSpan | None = None
    exceptions: Criteria | None = None


class TransitPresumption(Clause):
    """A presumption against whoever crossed another country without asking there.

    Fields:
        by: the party whose rule it is: it reaches claims made there. Without it, claims made anywhere.
        unless: whom the presumption does not reach.
        rebutted_by: what overcomes it.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("state", "by", "unless", "rebutted_by")

    state: ClauseState
    by: Nation | None = None
    presumes: Annotated[str, OneOf("asylum_ineligible")]
    unless: Criteria
    rebutted_by: Criteria | None = None


class WaitIn(Clause):
    """Waiting in another party's country until the claim is heard.

    Fields:
        by: the party whose rule it is: it reaches claims made there. Without it, claims made anywhere.
        party: where the person waits.
        hearing_within: the time in which the claim is heard, from the day it is made.
        unless: who never waits there.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = (
        "state",
        "by",
        "party",
        "nationals_of",
        "hearing_within",
        "unless",
    )

    state: ClauseState
    by: Nation | None = None
    party: Nation
    nationals_of: Nations = "any"
    hearing_within: StatedSpan | None = None
    unless: Criteria | None = None


class Asylum(Clause):
    """What the text says, or leaves unsaid, of asylum."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("safe_third_country", "transit_presumption", "wait_in")

    safe_third_country: SafeThirdCountry | None = None
    transit_presumption: TransitPresumption | None = None
    wait_in: WaitIn | None = None
