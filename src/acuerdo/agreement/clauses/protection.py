"""Protections: rights, and where they can be measured the bounds that keep them."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from acuerdo.agreement.clauses.base import Clause, Title
from acuerdo.agreement.clauses.measured import Measured
from acuerdo.agreement.values import Id, StatedMoney, StatedSpan, Text

AppliesTo = Annotated[list[Id], BeforeValidator(lambda found: [found] if isinstance(found, str) else found)]

EVERYONE = "everyone"


class Penalty(Clause):
    """What follows for whoever breaks a protection."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("fine", "barred_for")

    fine: StatedMoney | None = None
    barred_for: StatedSpan | None = None


class Protection(Measured):
    """A right, and where it can be measured the bound that keeps it; words without one are judged by people.

    Fields:
        applies_to: the statuses it protects, or `everyone`.
        checked_by: who looks after it.
        remedy: the time in which a breach is made good, from the day it is found.
        penalty: what follows, from that day on, for whoever broke it.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = (
        "applies_to",
        "measure",
        "at_least",
        "at_most",
        "remedy",
        "penalty",
    )

    text: Title
    applies_to: AppliesTo | None = None
    checked_by: Text | None = None
    remedy: StatedSpan | None = None
    penalty: Penalty | None = None
