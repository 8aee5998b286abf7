"""Commitments: who does what, by when, measured how; and which is due only if another is kept."""

from typing import Annotated, Any, ClassVar

from pydantic import Discriminator, Tag, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from acuerdo.agreement import otherwise
from acuerdo.agreement.clauses.base import Clause, Title
from acuerdo.agreement.clauses.measured import Direction, Measured
from acuerdo.agreement.values import (
    Day,
    Flag,
    Id,
    Nation,
    OneOf,
    StatedDay,
    StatedInterval,
    StatedSpan,
    Text,
    wrong,
)

COMMITMENT_KINDS = ("best_efforts", "result", "report")


class After(Clause):
    """A due day counted from an event of this file, or from a state of the instrument."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("after", "within")

    after: Id
    within: StatedSpan


def _or_counted(found: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """A day; the refusal of anything else tells how a day is counted from an event."""
    try:
        return read(found)
    except ValidationError as error:
        told = error.errors()[0]["ctx"]
    span = otherwise.span(found) if isinstance(found, str) else ""
    counted = f"{{after: EVENT, within: {span or '90 days'}}}"
    hint = f"write {counted}, where EVENT is the id of an event" if span else told["hint"]
    raise wrong(found, f"{told['allowed']}, or {counted}", hint)


Due = Annotated[
    Annotated[StatedDay, WrapValidator(_or_counted), Tag("day")] | Annotated[After, Tag("after")],
    Discriminator(lambda found: "after" if isinstance(found, dict | After) else "day"),
]


class IfMissed(Clause):
    """What follows when a commitment is missed: words or a path of this file, and by when."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("then", "within")

    then: Text
    within: StatedSpan | None = None


class Commitment(Measured):
    """Who does what, by when, measured how.

    Fields:
        kind: `best_efforts` are never scored as a result; a `report` is an act or a report that is kept by
            its day; a `result` is kept by its measure.
        due: the last day, counted from an event where it says `after`.
        every: how often a report is due again.
        judged_by: a party, `both`, or a body of this file.
        if_missed: what follows.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = (
        "by",
        "kind",
        "due",
        "every",
        "measure",
        "at_least",
        "at_most",
        "if_missed",
    )

    by: list[Nation]
    do: Title
    kind: Annotated[str, OneOf(*COMMITMENT_KINDS)] = "result"
    asked: Day | None = None
    due: Due | None = None
    every: StatedInterval | None = None
    wants: Direction | None = None
    judged_by: Text | None = None
    if_missed: IfMissed | None = None


class Because(Clause):
    """One commitment that is due only if another is kept."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("if", "then")

    if_: Id
    then: Id


class Outside(Clause):
    """An issue outside this file that the parties linked to it."""

    id: Id
    due: StatedDay | None = None
    if_missed: Text | None = None

    @classmethod
    def written_out(cls, found: Any) -> Any:
        return {"id": found} if isinstance(found, str) else found


class Linkage(Clause):
    """What hangs together.

    Fields:
        single_undertaking: all or nothing: once a result is missed, no other commitment is due.
        because: pairs of commitments, the second due only if the first is kept.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("single_undertaking", "because")

    single_undertaking: Flag
    because: list[Because] = []
    outside_scope: list[Outside] = []
