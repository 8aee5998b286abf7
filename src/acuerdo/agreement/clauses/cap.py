"""Caps: how many, per which period, counted how, and what happens at the edge."""

from typing import Annotated, Any, ClassVar

from pydantic import model_validator

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.criteria import Criterion
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import (
    NONE,
    Blank,
    CountOrNone,
    FieldPath,
    Nation,
    Nations,
    OneOf,
    StatedCount,
    StatedShare,
    StatedSpan,
    Year,
    broken,
)

PERIODS = ("calendar_month", "calendar_year", "fiscal_year", "half_year", "programme", "rolling")
UNITS = ("applications", "approvals", "authorisations", "visas", "admissions", "persons_received", "persons")
UNUSED = ("lapse", "carry", "spill")
WHEN_FULL = ("queue", "refuse", "next_period", "national_law")


class Formula(Clause):
    """A count that is worked out for each year: start values, then a step up from year to year.

    Fields:
        start: the counts of the first years, by the year in which the period begins.
        step: the share by which the count of the year before rises; the new count is rounded down.
        rises_if: it rises only where this holds of the measures of the year; without it every year.
        hold_if: it does not rise where this holds of the measures of the year.
        floor: the least count after the first years.
        ceiling: the greatest.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("start", "step", "rises_if", "hold_if", "floor", "ceiling")

    start: dict[Year, StatedCount]
    step: StatedShare
    rises_if: Criterion | None = None
    hold_if: Criterion | None = None
    floor: StatedCount | None = None
    ceiling: StatedCount | None = None

    @model_validator(mode="after")
    def _years_follow_each_other(self) -> "Formula":
        years = sorted(map(int, self.start))
        if not years or years != list(range(years[0], years[0] + len(years))):
            raise broken("`start` needs years that follow each other", "start: {2015: 20_000, 2016: 35_000}")
        if isinstance(self.floor, int) and isinstance(self.ceiling, int) and self.floor > self.ceiling:
            raise broken(f"floor {self.floor:_} is above ceiling {self.ceiling:_}")
        return self


class Cap(Clause):
    """A ceiling, never a flow.

    Fields:
        count: the places of one period; `none` for no limit.
        formula: how the places of each year are worked out, in place of a count.
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
        "formula",
        "per",
        "of",
        "over",
        "within",
        "unused",
        "spill_to",
        "when_full",
    )

    count: CountOrNone | None = None
    formula: Formula | None = None
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
        if self.count is not None and self.formula is not None:
            raise broken("needs only one of `count` and `formula`", "leave one out")
        if self.count is None and self.formula is None:
            raise broken("needs either `count` or `formula`", "for example count: 30_000, or count: none")
        if self.formula is not None and self.per not in ("calendar_year", "fiscal_year"):
            raise broken("a formula counts by years", "per: calendar_year, or per: fiscal_year with of")
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

    def uncounted(self, path: str) -> Silent:
        """Why nobody can be served under this cap: it has no number."""
        if self.formula is None:
            return Silent(f"{path} is not stated; a plan must assume it")
        unknown = "its measures are not known, or nobody worked it out"
        return Silent(f"{path}.formula gives no count for this year: {unknown}")
