"""How each cell of a job order is read: one polars expression per standard column.

`said("pay")` is the published text, null where blank; the value of the same name is null where it is blank or
cannot be read. Which blank or unreadable cells matter is decided in `judging`.
"""

from collections.abc import Mapping

import polars as pl

from acuerdo.season.orders.layouts import LAYOUTS, Layout
from acuerdo.season.orders.states import USPS

GRANTED = ("certified", "partial")
MOST_HOURS_WEEK = 100.0
# USD per hour. No hourly pay of FY2017 H-2A or FY2019 H-2B lies between 0.42 and 3.25 or between 74.06 and
# 332.80: what lies outside is pay per week, month or year marked "hourly", or the reverse.
LEAST_PAY_HOUR, MOST_PAY_HOUR = 2.0, 200.0
DAYS_A_YEAR = 366
# Years between a decision and a day of work. In FY2017 none is more than 1.3 years; one of H-2B lasts three
# at most. What lies beyond is a slip of the pen.
MOST_YEARS_FROM_DECISION = 4
DAY = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?)?$"
WEEKS = {"week": 1.0, "bi-weekly": 2.0, "month": 52 / 12, "year": 52.0}
"""Weeks of work that one payment pays for, by unit."""

NAMES = tuple(dict.fromkeys(name for layout in LAYOUTS for name in layout.reads.values()))
"""Every standard column a layout can read."""


def said(name: str) -> pl.Expr:
    """The cell as published, blanks around it removed and blanks within it single; null if blank or "N/A"."""
    return pl.col(f"said {name}")


def clean(column: str) -> pl.Expr:
    """Clean a column of text for `said`, so that copies of a file that differ in runs of blanks agree."""
    text = pl.col(column).str.replace_all(r"\s+", " ").str.strip_chars()
    return pl.when(~text.str.to_uppercase().is_in(["", "N/A"])).then(text)


def values(layout: Layout) -> list[list[pl.Expr]]:
    """The value of every column, in steps: each step may use the values of the steps before it."""
    texts = ("employer", "organization", "job_title", "occupation", "crop")
    first = [
        *(said(name).alias(name) for name in texts),
        said("case").str.to_uppercase().alias("case"),
        (said("part").str.to_uppercase() == "SUB").fill_null(False).alias("sub"),
        _spelled("status", layout.statuses),
        said("status").alias("status_published"),
        _spelled("pay_unit", layout.units),
        said("soc").str.extract(r"^([0-9]{2}-[0-9]{4})(?:\.[0-9]{2})?$").alias("soc"),
        pl.when(said("county").str.contains(r"\pL")).then(said("county")).alias("county"),
        *(_postal(name) for name in ("employer_state", "state")),
        _count("places_requested", "places_requested"),
        _count("places", "places_stated"),
        _count("experience_months", "months_stated"),
        *(_day(name, name) for name in ("received", "decided")),
        *(_day(name, f"{name}_stated") for name in ("starts", "ends")),
        _decimal("pay", most=float("inf")),
        _decimal("hours_week", most=MOST_HOURS_WEEK),
        said("experience_required").str.to_uppercase().alias("experience_required"),
        pl.lit(layout.visa).alias("visa"),
    ]
    second = [
        pl.col("status").is_in(GRANTED).fill_null(False).alias("granted"),
        (pl.col("ends_stated") < pl.col("starts_stated")).fill_null(False).alias("backwards"),
        _pay_hour().alias("pay_hour"),
    ]
    third = [
        pl.when("granted").then("places_stated").otherwise(0).cast(pl.Int32).alias("places"),
        pl.when(~pl.col("backwards") & _near("ends_stated")).then("ends_stated").alias("ends"),
        pl.when(_near("starts_stated")).then("starts_stated").alias("starts"),
        _experience().alias("experience_months"),
        _cents().alias("pay_cents_hour"),
    ]
    known = pl.col("starts").is_not_null() & pl.col("ends").is_not_null()
    return [first, second, third, [pl.when(known).then(pl.lit("stated")).alias("days_basis")]]


def _near(day: str) -> pl.Expr:
    """Whether a day of work is near the decision; a decision nobody knows rejects the row anyway."""
    years = (pl.col(day) - pl.col("decided")).dt.total_days().abs() / DAYS_A_YEAR
    return (years <= MOST_YEARS_FROM_DECISION).fill_null(True)


def _spelled(name: str, spellings: Mapping[str, str]) -> pl.Expr:
    text = said(name).str.to_lowercase()
    return text.replace_strict(spellings, default=None, return_dtype=pl.String).alias(name)


def _postal(name: str) -> pl.Expr:
    text = said(name).str.to_uppercase()
    return text.replace_strict(USPS, default=None, return_dtype=pl.String).alias(name)


def _count(name: str, into: str) -> pl.Expr:
    """A whole number, "15" or "15.0"; at most nine digits, so that it fits."""
    return said(name).str.extract(r"^([0-9]{1,9})(?:\.0*)?$").cast(pl.Int32).alias(into)


def _decimal(name: str, most: float) -> pl.Expr:
    """A plain decimal, more than 0 and at most `most`."""
    number = said(name).str.extract(r"^([0-9]{1,9}(?:\.[0-9]{0,9})?)$").cast(pl.Float64)
    return pl.when((number > 0) & (number <= most)).then(number).alias(name)


def _day(name: str, into: str) -> pl.Expr:
    """A date, "2017-05-01", with or without a time of day after it, which is dropped."""
    return said(name).str.extract(DAY).str.to_date("%Y-%m-%d", strict=False).alias(into)


def _pay_hour() -> pl.Expr:
    """USD per hour; null if the pay or its unit is unknown, or the hours where they are needed."""
    weeks = pl.col("pay_unit").replace_strict(WEEKS, default=None, return_dtype=pl.Float64)
    hourly = pl.col("pay_unit") == "hour"
    return pl.when(hourly).then("pay").otherwise(pl.col("pay") / (weeks * pl.col("hours_week")))


def _cents() -> pl.Expr:
    """Whole cents per hour, to the nearest (halves to even); null outside what an hour can plausibly pay."""
    plausible = pl.col("pay_hour").is_between(LEAST_PAY_HOUR, MOST_PAY_HOUR)
    return pl.when(plausible).then((pl.col("pay_hour") * 100).round()).cast(pl.Int32)


def _experience() -> pl.Expr:
    """Months of experience required: 0 where none is; null where that, or how many, is not said."""
    required = pl.col("experience_required")
    return pl.when(required == "N").then(0).when(required == "Y").then("months_stated").cast(pl.Int32)
