"""Who gets the places when there are fewer places than people."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import Discriminator, PlainValidator, Tag, WithJsonSchema, model_validator

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.criteria import Criteria, Criterion
from acuerdo.agreement.clauses.open_to import OpenTo
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import (
    NONE,
    NOT_STATED,
    SPAN,
    Blank,
    Count,
    Id,
    OneOf,
    Span,
    StatedCount,
    StatedShare,
    Text,
    broken,
    or_word,
    read_span,
)

ORDERS = ("first_come", "priority_date", "points", "lottery")


Release = Annotated[
    Span | Blank,
    PlainValidator(or_word(read_span, {"never": NONE, "not_stated": NOT_STATED})),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": SPAN.pattern}, {"enum": ["never", "not_stated"]}]}
    ),
]


def _for_whom(found: Any) -> str:
    if isinstance(found, OpenTo) or (isinstance(found, dict) and "nationals_of" in found):
        return "nationals"
    return (
        "criterion"
        if isinstance(found, Criterion) or (isinstance(found, dict) and "fact" in found)
        else "criteria"
    )


ForWhom = Annotated[
    Annotated[OpenTo, Tag("nationals")]
    | Annotated[Criterion, Tag("criterion")]
    | Annotated[Criteria, Tag("criteria")],
    Discriminator(_for_whom),
]


class SetAside(Clause):
    """A part of a cap kept for a group, until `release` after the period begins (or never)."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("for", "count", "share", "release")

    name: Id
    for_: ForWhom
    count: StatedCount | None = None
    share: StatedShare | None = None
    release: Release

    @model_validator(mode="after")
    def _one_size(self) -> "SetAside":
        if (self.count is None) == (self.share is None):
            raise broken("needs either `count` or `share`", "for example count: 20_000, or share: 0.5")
        return self

    def criteria(self) -> Criteria:
        """For whom it is kept, as criteria."""
        if isinstance(self.for_, Criteria):
            return self.for_
        parts = self.for_.as_criteria() if isinstance(self.for_, OpenTo) else [self.for_]
        return Criteria.of(parts)

    def places(self, of: int) -> int:
        """How many places it keeps of a cap of `of` places; a share is rounded down."""
        if isinstance(self.count, int):
            return self.count
        if isinstance(self.share, float):
            return int(of * Decimal(str(self.share)))
        raise Silent(f"set-aside {self.name}: its size is not stated; a plan must assume it")


class Allocation(Clause):
    """The order of service, and the parts of the cap kept for some.

    `first_come` by the day of filing, `priority_date` by the priority date, `points` from the most points,
    `lottery` by draw. Whoever is equal is ordered by `ties`, and whoever is equal there too by draw.

    Fields:
        seed: where the seed of a draw comes from, so that anybody can draw again.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("order", "ties", "set_asides")

    order: Annotated[str | Blank, OneOf(*ORDERS, silent=True)]
    ties: Annotated[str, OneOf("draw", "first_come", "priority_date")] = "draw"
    set_asides: list[SetAside] = []
    seed: Text | None = None

    @model_validator(mode="after")
    def _ties_can_happen(self) -> "Allocation":
        if self.ties != "draw" and self.order == "lottery":
            raise broken("a lottery leaves nobody equal", "leave `ties` out")
        if self.ties == self.order:
            raise broken(f"whoever is equal by {self.order} is equal by it again", "ties: draw")
        return self


class PointsRow(Clause):
    """Points for one criterion that holds."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("if", "points")

    if_: Criterion
    points: Count


class Points(Clause):
    """A table of points; who has fewer than `pass_mark` is not eligible."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("pass_mark", "table")

    pass_mark: StatedCount
    table: list[PointsRow]
