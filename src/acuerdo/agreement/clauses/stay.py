"""How long a stay may last, how often it may be renewed, how long the absence between stays is."""

from typing import Annotated, Any, ClassVar

from pydantic import PlainValidator, WithJsonSchema

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.values import (
    NONE,
    NOT_STATED,
    Blank,
    Flag,
    MonthDay,
    OneOf,
    StatedCount,
    StatedFlag,
    StatedSpan,
    Text,
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


class Circularity(Clause):
    """Coming and going, and coming back to the same employer."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("named_recall",)

    multiple_entry: StatedFlag | None = None
    named_recall: StatedFlag | None = None
    return_bonus: Text | None = None
    return_check: Text | None = None
    penalty: Text | None = None


class Portability(Clause):
    """Changing the employer, and keeping social rights."""

    change_employer: Annotated[str, OneOf("free", "after", "with_consent", "never", silent=True)]
    after: StatedSpan | None = None
    must_be: Text | None = None
    limit: StatedCount | None = None
    social_security: dict[str, Any] | None = None


class Family(Clause):
    """Whether the family may come along, and with which rights."""

    may_accompany: StatedFlag
    relations: list[Text] = []
    may_work: Flag | None = None
    counted_in_cap: Flag | None = None
