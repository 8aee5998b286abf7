"""What many worlds say together: medians, bands, and differences world by world."""

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .tables import Years

Array = NDArray[np.float64]
BAND: Final = (0.05, 0.95)
"""Ends of a band, as shares of the worlds that lie below: nine worlds of ten lie in it."""
STOCKS: Final = (
    "unauthorized",
    "in_us",
    "permit",
    "provisional",
    "resident",
    "citizen",
    "returned",
    "waiting_in_mexico",
)
FLOWS: Final = (
    "attempts",
    "apprehensions",
    "entries",
    "deaths_crossing",
    "permits",
    "regularised",
    "emigrants",
    "returnees",
    "transit",
)
MONEY: Final = "money"


def kind(series: str) -> str:
    """What years a series is counted by: a stock in the middle of a year, a flow over it."""
    return "mid-year" if series in STOCKS else "calendar"


def banded(years: Years, series: str) -> pl.DataFrame:
    """A series by run and year: columns run, year, low, middle, high, over all worlds."""
    rows = years.yearly.filter((pl.col("of") == kind(series)) & (pl.col("series") == series))
    return spread(rows, "run", "year")


def spread(rows: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Median and band of `value` by some columns, in the order in which these first occur."""
    value = pl.col("value")
    low, high = BAND
    return rows.group_by(*by, maintain_order=True).agg(
        value.quantile(low, "linear").alias("low"),
        value.median().alias("middle"),
        value.quantile(high, "linear").alias("high"),
    )


def whole(rows: pl.DataFrame, series: str, last: int) -> pl.DataFrame:
    """A series as one number of each world and run: of the last year for a stock, of all years for a flow."""
    found = rows.filter((pl.col("of") == kind(series)) & (pl.col("series") == series))
    if series in STOCKS:
        found = found.filter(pl.col("year") == last)
    keys = [name for name in ("kind", "name", "side", "world", "run") if name in rows.columns]
    return found.group_by(keys, maintain_order=True).agg(pl.col("value").sum())


def paired(years: Years, series: str, text: str) -> tuple[Array, Array]:
    """A series without the text and with it, each of shape (worlds,), in the order of the worlds."""
    found = whole(years.yearly, series, years.last).sort("world")
    one, other = (found.filter(pl.col("run") == run)["value"] for run in (years.reference, text))
    return one.to_numpy(), other.to_numpy()


def told(years: Years, text: str, beside: str | None = None) -> str:
    """The series by which two runs are told apart in a sentence: people without documents, unless only
    encounters of people in transit differ."""
    first, other = (
        paired(years, series, text)[1] - _beside(years, series, beside)
        for series in ("unauthorized", "transit")
    )
    return "transit" if not first.any() and other.size and other.any() else "unauthorized"


def _beside(years: Years, series: str, run: str | None) -> Array:
    without, _ = paired(years, series, years.reference)
    return without if run is None else paired(years, series, run)[1]


def shares(years: Years) -> pl.DataFrame:
    """Of those born in a state and alive, the share who live in the United States on the last 1 January.

    Returns:
        Columns run, state_code, share (median over the worlds, 0 to 1), least (fewest people counted there
        in a world, of the whole corridor).
    """
    rows = years.states.filter(pl.col("year") == years.last)
    there = pl.col("people").filter(~pl.col("status").is_in(["never_gone", "returned"])).sum()
    of_world = rows.group_by("world", "run", "state_code", maintain_order=True).agg(
        there.alias("there"), pl.col("people").sum().alias("all")
    )
    return of_world.group_by("run", "state_code", maintain_order=True).agg(
        (pl.col("there") / pl.col("all")).fill_nan(0.0).median().alias("share"),
        pl.col("there").min().alias("least"),
    )
