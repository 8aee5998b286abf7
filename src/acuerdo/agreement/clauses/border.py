"""The border, run jointly: operations with their reports, and one outer border of several parties."""

from typing import Annotated, ClassVar

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.criteria import Criterion
from acuerdo.agreement.values import (
    Blank,
    Id,
    Nation,
    OneOf,
    StatedCount,
    StatedInterval,
    StatedMoney,
    StatedShare,
    StatedSpan,
    Text,
)

OPERATION_STATES = ("proposed", "signed", "running", "done", "ended")


OPEN = ("planned", "running")
"""The states in which a point of an operation is open."""


class Action(Clause):
    """One point of a plan of action: what, by whom, and how far it is."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("by", "state")

    group: Id | None = None
    by: list[Nation] = []
    state: Annotated[str | Blank, OneOf("planned", "running", "done", "dropped", silent=True)] = "planned"


class Operation(Clause):
    """A joint operation at the border.

    Fields:
        lead: the parties that lead it; without it all of `parties`.
        report_every: how often the parties report, from the day it begins.
        actions: its points, each with who owes it and its state.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("parties", "lead", "report_every", "state", "actions")

    parties: list[Nation]
    lead: list[Nation] = []
    target: Id | None = None
    funding: StatedMoney | None = None
    assets: list[Text] = []
    staff: StatedCount | None = None
    ports: list[Text] = []
    points: StatedCount | None = None
    report_every: StatedInterval | None = None
    state: Annotated[str, OneOf(*OPERATION_STATES)] | None = None
    actions: list[Action] = []


class Suspension(Clause):
    """Controls brought back inside for a time.

    Fields:
        max: the longest single suspension.
        in_all: the longest sum of a suspension and its renewals.
        notice: how long before it begins the other parties are told.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("max", "in_all", "notice")

    max: StatedSpan
    in_all: StatedSpan | None = None
    notice: StatedSpan | None = None


class Perimeter(Clause):
    """One outer border shared by several parties.

    Fields:
        functions_moved: the share of staff that moves from the inner to the outer border.
        opens_when: the condition on a measure from which people move freely inside.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("functions_moved", "opens_when", "suspension")

    parties: list[Nation]
    outer_border: Text
    goal: Annotated[str, OneOf("long_term", "agreed")] | None = None
    functions_moved: StatedShare | None = None
    opens_when: Criterion | None = None
    suspension: Suspension | None = None


class Border(Clause):
    """The border, run jointly."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("joint_operations", "perimeter")

    joint_operations: list[Operation] = []
    perimeter: Perimeter | None = None
