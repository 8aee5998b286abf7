"""Caps: how many, per which period, counted how, and what happens at the edge."""

from typing import Annotated, Any, ClassVar

from pydantic import model_validator

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.values import (
    NONE,
    Blank,
    CountOrNone,
    FieldPath,
    Nation,
    Nations,
    OneOf,
    StatedSpan,
    broken,
)

PERIODS = ("calendar_month", "calendar_year", "fiscal_year", "half_year", "programme", "rolling")
UNITS = ("applications", "approvals", "authorisations", "visas", "admissions", "persons_received", "persons")
UNUSED = ("lapse", "carry", "spill")
WHEN_FULL = ("queue", "refuse", "next_period", "national_law")


class Cap(Clause):
    """A ceiling, never a flow.

    Fields:
        count: the places of one period; `none` for no limit.
        per: the period. Years begin as `calendar.fiscal_year` of the party `of` says; half years too;
            `rolling` counts the days of `over` before and with the day.
        counts: what one unit is.
        shared_by: the nationalities that draw on the one count together (as against each its own).
        within: another cap, under `caps`, that holds these places too: caps nest.
        unused: what happens to places nobody took when the period ends: they lapse, carry into the next
            period once, or spill to the cap `spill_to` in its next period.
        when_full: what happens to whoever comes after the last place.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = (
        "count",
        "per",
        "of",
        "over",
        "within",
        "unused",
        "spill_to",
        "when_full",
    )

    count: CountOrNone
    per: Annotated[str | Blank, OneOf(*PERIODS, silent=True)] | None = None
    of: Nation | None = None
    over: StatedSpan | None = None
    counts: Annotated[str | Blank, OneOf(*UNITS, silent=True)] | None = None
    shared_by: Nations | None = None
    within: FieldPath | None = None
    unused: Annotated[str | Blank, OneOf(*UNUSED, silent=True)] | None = None
    spill_to: FieldPath | None = None
    when_full: Annotated[str | Blank, OneOf(*WHEN_FULL, silent=True)] | None = None

    @classmethod
    def written_out(cls, found: Any) -> Any:
        return {"count": found} if found in (NONE.value, "not_stated") else found

    @model_validator(mode="after")
    def _says_all_it_must(self) -> "Cap":
        if self.count is NONE:
            return self
        absent = [name for name in ("per", "counts", "when_full") if getattr(self, name) is None]
        if absent:
            raise broken(
                f"needs `{'`, `'.join(absent)}`", "a cap says its period, its unit and what happens when full"
            )
        if self.per in ("fiscal_year", "half_year") and self.of is None:
            raise broken(
                f"needs `of`: whose {self.per}", "name a party of calendar.fiscal_year, such as of: USA"
            )
        if (self.per == "rolling") != (self.over is not None):
            raise broken("`per: rolling` and `over` go together", "for example per: rolling, over: 30 days")
        if (self.unused == "spill") != (self.spill_to is not None):
            raise broken("`unused: spill` and `spill_to` go together")
        return self
