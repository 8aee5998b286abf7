"""Standing bodies: who sits in them, when they meet, how they decide, and what they may change."""

from collections.abc import Collection
from typing import Annotated, ClassVar

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import (
    NOT_STATED,
    Blank,
    Count,
    FieldPath,
    Frequency,
    Nation,
    OneOf,
    StatedCount,
    Text,
)


class Body(Clause):
    """A standing body of the agreement.

    Fields:
        chairs: for each party the offices that chair.
        members: for each party the offices that sit.
        observers: who attends without a vote.
        meets: how often; `as_needed` for no fixed time.
        quorum: how many parties must be present to decide; without it all that have a chair.
        decides_by: `consensus`, no party present is against; `majority`, more than half of those present.
        may_change: the paths that an amendment of this body may change.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("chairs", "quorum", "decides_by", "meets", "may_change")

    chairs: dict[Nation, list[Text]] = {}
    members: dict[Nation, list[Text]] = {}
    observers: list[Text] = []
    decides_by: Annotated[str | Blank, OneOf("consensus", "majority", silent=True)] | None = None
    quorum: StatedCount | None = None
    meets: Frequency | None = None
    may_change: list[FieldPath] = []
    cabinet_groups: Count | None = None
    working_groups: Count | None = None

    @property
    def seats(self) -> frozenset[str]:
        """The parties with a vote: those that chair and those that sit."""
        return frozenset((*self.chairs, *self.members))

    def decides(self, present: Collection[str], in_favour: Collection[str]) -> str:
        """What becomes of a proposal: `adopted`, `rejected`, or `no_quorum`. Only parties that have a chair
        or a seat count.

        Raises:
            ValueError: how the body decides is not stated.
        """
        if self.decides_by is None or self.decides_by is NOT_STATED or self.quorum is NOT_STATED:
            raise Silent("decides_by or quorum is not stated; a plan must assume it")
        here = self.seats.intersection(present)
        needed = self.quorum if isinstance(self.quorum, int) else len(self.chairs)
        if len(here) < max(needed, 1):
            return "no_quorum"
        agree = len(here.intersection(in_favour))
        enough = agree == len(here) if self.decides_by == "consensus" else 2 * agree > len(here)
        return "adopted" if enough else "rejected"

    def may_amend(self, path: str) -> bool:
        """Whether an amendment of this body may change a path: one that is named, or lies under one."""
        return any(path == named or path.startswith(f"{named}.") for named in self.may_change)
