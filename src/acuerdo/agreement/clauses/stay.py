"""How long a stay may last, how often it may be renewed, how long the absence between stays is."""

from typing import Annotated, ClassVar

from pydantic import PlainValidator, WithJsonSchema, model_validator

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.values import (
    NONE,
    NOT_STATED,
    Blank,
    MonthDay,
    StatedFlag,
    StatedShare,
    StatedSpan,
    Text,
    broken,
    or_word,
    read_count,
)

Renewals = Annotated[
    int | Blank,
    PlainValidator(or_word(read_count, {"unlimited": NONE, "not_stated": NOT_STATED})),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0}, {"enum": ["unlimited", "not_stated"]}]}),
]


class Season(Clause):
    """The part of each year in which people may be present for work."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("out_by",)

    out_by: MonthDay


class Stay(Clause):
    """The length of stays.

    Fields:
        single_max: the longest single stay.
        renewals: how many times it may be renewed, `unlimited` for no limit.
        total_max: the longest sum of a stay and its renewals.
        absence_between: how long the person is away before the next stay.
        grace_after: how long after the last day the person may still leave.
        season: the day of the year by which everybody has left.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = (
        "single_max",
        "renewals",
        "total_max",
        "absence_between",
        "grace_after",
        "season",
    )

    single_max: StatedSpan
    renewals: Renewals | None = None
    total_max: StatedSpan | None = None
    absence_between: StatedSpan | None = None
    grace_after: StatedSpan | None = None
    season: Season | None = None


class ReturnCheck(Clause):
    """Where a worker reports at home after the season, and how soon."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("within",)

    where: Text
    within: StatedSpan | None = None


class Barred(Clause):
    """How long somebody who did not go home as agreed may not come again."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("barred_for",)

    barred_for: StatedSpan


class Circularity(Clause):
    """Coming and going, and coming back to the same employer.

    Fields:
        multiple_entry: may leave and come back under the same permit.
        named_recall: an employer may name a worker of an earlier season.
        return_bonus: the share of the pay over the whole stay that is paid out on going home, rounded down
            to the cent.
        return_check: where the worker reports at home, and how soon after the exit.
        penalty: what follows, from the exit on, for whoever does not.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = (
        "multiple_entry",
        "named_recall",
        "return_bonus",
        "return_check",
        "penalty",
    )

    multiple_entry: StatedFlag | None = None
    named_recall: StatedFlag | None = None
    return_bonus: StatedShare | None = None
    return_check: ReturnCheck | None = None
    penalty: Barred | None = None

    @model_validator(mode="after")
    def _can_be_missed(self) -> "Circularity":
        within = self.return_check.within if self.return_check else None
        if self.penalty is not None and within in (None, NONE):
            raise broken(
                "`penalty` follows nothing: no time in which to report at home",
                "return_check: {where: ..., within: 30 days}",
            )
        return self
