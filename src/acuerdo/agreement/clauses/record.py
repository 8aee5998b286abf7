"""What the file records around its clauses: events, figures, claims, limits of national law, plain words."""

from typing import Annotated, ClassVar

from pydantic import model_validator

from acuerdo.agreement.clauses.base import Clause, Title
from acuerdo.agreement.clauses.measured import Direction, Measure
from acuerdo.agreement.values import (
    Count,
    FieldPath,
    Flag,
    Id,
    Moment,
    Nation,
    Number,
    OneOf,
    StatedSpan,
    Text,
    broken,
)

DRIVERS = ("drivers.crossing_cost", "drivers.wage_gap", "drivers.labour_demand", "drivers.demography")
"""Causes outside any agreement file that a claim may name."""

EVENT_KINDS = (
    "meeting",
    "round",
    "proposal",
    "statement",
    "delivery",
    "breach",
    "answer",
    "threat",
    "shock",
    "election",
    "law",
    "report",
)

COUNTED = (
    "persons",
    "encounters",
    "attempts",
    "contracts",
    "visas",
    "admissions",
    "permits",
    "applications",
    "authorisations",
    "children",
    "jobs",
    "places",
    "money",
    "share",
    "staff",
    "projects",
    "years",
    "other",
)
"""What a figure counts: contracts are not persons, and encounters are not either."""


class Event(Clause):
    """Something that happened, and who did it; a commitment may be due after it."""

    id: Id
    on: Moment
    kind: Annotated[str, OneOf(*EVENT_KINDS)]
    by: list[Nation] = []
    what: Title
    answers: Id | None = None


class Succession(Clause):
    """An instrument that this one replaces or widens, or that replaced it."""

    instrument: Id
    on: Moment | None = None
    how: Annotated[str, OneOf("replaces", "widens", "replaced_by", "widened_by", "widened_in_part_by")] = (
        "replaces"
    )


class Claim(Clause):
    """What a source says follows from what; the simulator runs each as an experiment.

    Fields:
        cause: the path that is changed, or a driver outside the file.
        effect: the measure that is watched.
        wants: where the measure goes, as the source says.
        horizon: how long after the change it is looked at.
        remove: the cause is taken away rather than changed.
    """

    says: Title
    cause: FieldPath
    effect: Measure
    wants: Direction
    horizon: StatedSpan | None = None
    remove: Flag = False


class Figure(Clause):
    """A number of the sources, with what it counts.

    Fields:
        value: the number; a source that gives only a range has `low` and `high`.
        counts: what one unit is.
        what: the same in words.
        on: the day, month or year it is about.
    """

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    counts: Annotated[str, OneOf(*COUNTED)]
    what: Title
    unit: Text | None = None
    on: Moment | None = None

    @model_validator(mode="after")
    def _has_a_number(self) -> "Figure":
        if self.value is None and self.low is None and self.high is None:
            raise broken("needs a number: `value`, `low` or `high`")
        return self


class NationalLimit(Clause):
    """A parameter of a party's own law that the agreement lifts or leans on, or a regime in words.

    Fields:
        value: the number; a share where `of` says of what.
        regime: what the law does, where it is no number.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("value", "of")

    value: Number | None = None
    of: Count | None = None
    per: Annotated[str, OneOf("calendar_year", "fiscal_year", "calendar_month")] | None = None
    unit: Text | None = None
    regime: Title | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "NationalLimit":
        if (self.value is None) == (self.regime is None):
            raise broken("needs either `value` or `regime`", "a number, or what the law does in words")
        return self


class PlainText(Clause):
    """A clause in words only, which no program executes."""

    text: Title
