"""Portability: changing the employer, and keeping social rights; and the family that comes along."""

from typing import Annotated, ClassVar

from pydantic import model_validator

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.registry import RELATIONS
from acuerdo.agreement.values import (
    Blank,
    Flag,
    Nation,
    OneOf,
    Span,
    StatedCount,
    StatedFlag,
    StatedSpan,
    broken,
)

CHANGES = ("free", "after", "with_consent", "never")


class SocialSecurity(Clause):
    """Periods insured in two countries, added up.

    Fields:
        qualifying: the least time insured in the destination before its periods count.
        total: the time insured in both together that gives a pension; without it `qualifying` is enough.
        export: whether the pension is paid abroad.
        between: the parties whose periods are added up.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("qualifying", "total", "export")

    qualifying: StatedSpan
    total: StatedSpan | None = None
    export: StatedFlag | None = None
    between: list[Nation] = []

    @model_validator(mode="after")
    def _in_months(self) -> "SocialSecurity":
        for name in ("qualifying", "total"):
            span = getattr(self, name)
            if isinstance(span, Span) and span.days:
                raise broken(f"`{name}` is counted in months or years, found {span}", "18 months")
        least, whole = self.qualifying, self.total
        if isinstance(least, Span) and isinstance(whole, Span) and whole.months < least.months:
            raise broken(f"total {whole} is shorter than qualifying {least}")
        return self


class Portability(Clause):
    """Changing the employer, and keeping social rights.

    Fields:
        change_employer: `free`, `after` some time with the employer, `with_consent`, or `never`.
        after: that time.
        must_be: what the new work must share with the old.
        limit: how many changes a permit allows.
        social_security: how insured periods count.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("change_employer", "after", "must_be", "limit", "social_security")

    change_employer: Annotated[str | Blank, OneOf(*CHANGES, silent=True)]
    after: StatedSpan | None = None
    must_be: (
        Annotated[str | Blank, OneOf("same_sector", "same_occupation", "same_place", "any", silent=True)]
        | None
    ) = None
    limit: StatedCount | None = None
    social_security: SocialSecurity | None = None

    @model_validator(mode="after")
    def _after_some_time(self) -> "Portability":
        stated = isinstance(self.change_employer, str)
        if stated and (self.change_employer == "after") != (self.after is not None):
            raise broken(
                "`change_employer: after` and `after` go together", "change_employer: after, after: 3 months"
            )
        return self


class Family(Clause):
    """Whether the family may come along, and with which rights.

    Fields:
        relations: who counts as family; without it whoever national law counts.
        may_work: whether they may work.
        counted_in_cap: whether each of them takes a place under the cap, beside the worker's.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("may_accompany", "relations", "may_work", "counted_in_cap")

    may_accompany: StatedFlag
    relations: list[Annotated[str, OneOf(*RELATIONS)]] = []
    may_work: Flag | None = None
    counted_in_cap: Flag | None = None
