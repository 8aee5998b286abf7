"""Disputes and the end of the text: the steps with their clocks, notice, and what outlives it."""

from typing import Annotated, ClassVar

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.values import Blank, Flag, Id, OneOf, StatedInterval, StatedSpan, Text


class DisputeStep(Clause):
    """One step of a dispute, and how long it may take."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("within",)

    id: Id
    by: Text | None = None
    within: StatedSpan


class Disputes(Clause):
    """How a difference between the parties is settled: one step after the other."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("steps",)

    steps: list[DisputeStep]


class Renewal(Clause):
    """Whether the text goes on by itself when its term is over."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("automatic", "every")

    automatic: Flag
    every: StatedInterval | None = None


class Termination(Clause):
    """How a party ends the text, and what becomes of what people hold by then.

    Fields:
        notice: how long before the end it is given.
        acquired_status: `kept` until its own end, or it `ends` with the text.
        renewal: whether the text goes on by itself.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("notice", "acquired_status", "renewal")

    notice: StatedSpan | None = None
    acquired_status: Annotated[str | Blank, OneOf("kept", "ends", silent=True)] | None = None
    renewal: Renewal | None = None
