"""Days of work: assumed where a layout gives none, and moved by whole years."""

from dataclasses import replace
from datetime import date

import polars as pl
from pydantic import BaseModel, ConfigDict, model_validator

from acuerdo.agreement.clauses.base import Words
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.values import broken
from acuerdo.population import shipped
from acuerdo.season.given import Given, GivenCount, given
from acuerdo.season.orders.layouts import LAYOUTS
from acuerdo.season.orders.reading import Orders

FILE = "data/job-orders/days.yaml"
DAYS = ("received", "decided", "starts", "ends")
UNDATED = frozenset(layout.id for layout in LAYOUTS if layout.visa == "H-2B")
"""Layouts that give no day of work."""


class AssumedDays(BaseModel):
    """The figures of `data/job-orders/days.yaml`; units and meaning are there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    h2b_filed_at_most: GivenCount
    h2b_filed_at_least: GivenCount
    h2b_season_months: GivenCount

    @model_validator(mode="after")
    def _in_order(self) -> "AssumedDays":
        if self.h2b_filed_at_least.value > self.h2b_filed_at_most.value:
            raise broken("`h2b_filed_at_least` is more than `h2b_filed_at_most`")
        if not self.h2b_season_months.value:
            raise broken("`h2b_season_months` needs at least 1 month")
        return self


def dated(orders: Orders) -> Orders:
    """Orders with days of work; where the layout gives none these are assumed, and said to be.

    Work begins on the first of a month that lies between the two bounds of filing, else on the last day that
    they allow, and lasts the months of a season. Cases without a day of filing stay without days.

    Raises:
        Unreadable: the shipped figures cannot be used.
    """
    if orders.layout not in UNDATED:
        return orders
    figures = typed(AssumedDays, load(shipped.path(FILE)))
    earliest = pl.col("received").dt.offset_by(f"{figures.h2b_filed_at_least.value}d")
    latest = pl.col("received").dt.offset_by(f"{figures.h2b_filed_at_most.value}d")
    first = latest.dt.truncate("1mo")
    starts = pl.when(first >= earliest).then(first).otherwise(latest)
    ends = starts.dt.offset_by(f"{figures.h2b_season_months.value}mo").dt.offset_by("-1d")
    basis = pl.when(pl.col("received").is_not_null()).then(pl.lit("assumed"))
    table = orders.table.with_columns(starts.alias("starts"), ends.alias("ends"), basis.alias("days_basis"))
    rows = [given(f"orders.{name}", getattr(figures, name).value, getattr(figures, name)) for name in NAMES]
    return replace(orders, table=table, given=(*orders.given, *rows))


NAMES = tuple(AssumedDays.model_fields)


def fiscal_year(table: pl.DataFrame) -> int | None:
    """The US fiscal year (October to September) in which the middle one of the cases was decided; None where
    there are none."""
    decided = table["decided"].sort()
    if decided.is_empty():
        return None
    middle: date = decided[len(decided) // 2]
    return middle.year + (middle.month >= FISCAL_YEAR_BEGINS)


FISCAL_YEAR_BEGINS = 10
"""The month in which the fiscal year of the same number plus one begins (31 U.S.C. 1102)."""


def moved(orders: Orders, years: int, why: Words) -> Orders:
    """Orders whose days are all moved by whole years, and so assumed; 29 February may become the 28th."""
    if not years:
        return orders
    table = orders.table.with_columns(
        *(pl.col(name).dt.offset_by(f"{years}y") for name in DAYS),
        pl.when(pl.col("days_basis").is_not_null()).then(pl.lit("assumed")).alias("days_basis"),
    )
    row = Given(f"orders.{orders.source}.moved", f"{years:+d}", "years", "assumed", "project", why)
    return replace(orders, table=table, given=(*orders.given, row))
