"""Development where people leave: matched funds, programmes, and who pays how much of a project."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import model_validator

from acuerdo.agreement.clauses.base import Clause, Dated
from acuerdo.agreement.clauses.border import Action
from acuerdo.agreement.clauses.criteria import Criteria
from acuerdo.agreement.facts import FACTS
from acuerdo.agreement.faults import did_you_mean
from acuerdo.agreement.values import (
    Day,
    Id,
    MonthDay,
    Nation,
    Nations,
    OneOf,
    Share,
    StatedCount,
    StatedMoney,
    StatedSpan,
    Text,
    broken,
)


class Ranked(Clause):
    """One fact by which projects are put in order."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("fact", "first")

    fact: Text
    first: Annotated[str, OneOf("most", "least")] = "most"

    @model_validator(mode="after")
    def _of_a_project(self) -> "Ranked":
        numbers = [
            name
            for name, fact in FACTS.items()
            if name.startswith("project.") and fact.kind in ("count", "money", "share", "day")
        ]
        if self.fact not in numbers:
            raise broken(
                f"{self.fact} does not order projects",
                did_you_mean(self.fact, numbers) or f"one of {', '.join(numbers)}",
            )
        return self


class Budget(Clause):
    """The money of one period.

    Fields:
        pays: the share of `shares` that it pays; without it the whole project.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("amount", "per", "of", "pays")

    amount: StatedMoney
    per: Annotated[str, OneOf("calendar_year", "fiscal_year", "programme")] = "calendar_year"
    of: Nation | None = None
    pays: Id | None = None


class Sessions(Clause):
    """The days of each year on which projects are decided, the first and the last included; they may go past
    the end of the year."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("opens", "closes")

    opens: MonthDay
    closes: MonthDay

    def hold(self, on: date) -> bool:
        """Whether a day is one of them."""
        today = (on.month, on.day)
        if self.opens <= self.closes:
            return self.opens <= today <= self.closes
        return today >= self.opens or today <= self.closes


class Programme(Clause):
    """Development where people leave.

    Fields:
        places: the countries whose projects it reaches.
        shares: who pays which share of a project; together 1.
        max_per_project: the most a project may cost.
        min_beneficiaries: the fewest families that must benefit.
        eligible: criteria on a project.
        ranking: the order in which projects are served: the first fact that differs decides, last the day of
            filing.
        budget: the money there is, dated.
        calendar: the days of the year on which projects are decided; without it every day.
        call: how long before a session projects are called for.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = (
        "places",
        "shares",
        "max_per_project",
        "min_beneficiaries",
        "eligible",
        "ranking",
        "budget",
        "calendar",
    )

    kind: Id | None = None
    targets: Id | None = None
    state: Annotated[str, OneOf("proposed", "launched", "signed", "running", "ended")] | None = None
    signed: Day | None = None
    by: list[Nation] = []
    places: Nations | None = None
    shares: dict[Id, Share] = {}
    max_per_project: StatedMoney | None = None
    min_beneficiaries: StatedCount | None = None
    eligible: Criteria | None = None
    ranking: list[Ranked] = []
    budget: Dated[Budget] | None = None
    calendar: Sessions | None = None
    call: StatedSpan | None = None
    actions: list[Action] = []
