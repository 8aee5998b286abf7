"""The shipped series of the corridor, month by month from January 1990, with their gaps bridged as they say.

Only additions, products and quotients: the bits are the same on any machine.
"""

import csv
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from acuerdo.population import shipped

FIRST, LAST = 1990, 2050
"""The years for which anything is known or projected."""
SCHOOLING = ("0-5", "6-8", "9-11", "12+")
"""Years of schooling, in the order of the columns of `mx_wage`."""
BASE_YEAR = 2017
"""The year of whose dollars and prices all money is."""
YEAR = 12
"""Months."""
FOLDER = "data/corridor/drivers"
MONTHS = 12 * (LAST - FIRST + 1)

Array = NDArray[np.float64]


@cache
def described() -> Mapping[str, Any]:
    """What `series.yaml` says: series, anchors and scenarios."""
    read: dict[str, Any] = yaml.load(
        shipped.path(f"{FOLDER}/series.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return MappingProxyType(read)


def month_index(month: str) -> int:
    """Months from January 1990 to `YYYY-MM`."""
    year, number = month.split("-")
    return 12 * (int(year) - FIRST) + int(number) - 1


def known(name: str) -> Array:
    """A series from January 1990 to its last known month.

    Returns:
        Shape (months,), for `mx_wage` (months, 4); no gaps.
    """
    made = _MADE[name]()
    return made[: month_index(described()[name]["to"]) + 1]


def table(name: str) -> dict[str, list[str]]:
    """A shipped table by column, as text."""
    with shipped.path(f"{FOLDER}/{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: [row[column] for row in rows] for column in rows[0]}


def numbers(cells: list[str]) -> Array:
    """Cells as numbers; an empty one is NaN."""
    return np.array([float(cell) if cell else np.nan for cell in cells])


def yearly(column: str) -> Array:
    """A column of `yearly.csv`, shape (61,) from 1990; NaN where it says nothing."""
    return numbers(table("yearly")[column])


def _monthly(column: str) -> Array:
    """A monthly column on the calendar from January 1990, inner gaps on a straight line."""
    read = table("monthly")
    at = np.array([month_index(month) for month in read["month"]])
    values = numbers(read[column])
    there = ~np.isnan(values)
    return np.interp(np.arange(at[there].max() + 1), at[there], values[there])


def _between(years: Array, values: Array, month: int) -> Array:
    """Yearly values in one month of their year (0 is January), straight lines between, ends held."""
    return np.interp(np.arange(MONTHS), 12 * (years - FIRST) + month, values)


def _in_base_prices(column: str) -> Array:
    prices = _monthly(column)
    base = month_index(f"{BASE_YEAR}-01")
    scaled: Array = prices / prices[base : base + 12].mean()
    return scaled


def _us_wage() -> Array:
    nominal, prices = _monthly("us_wage"), _in_base_prices("us_prices")
    size = min(len(nominal), len(prices))
    real: Array = nominal[:size] / prices[:size]
    return real


def product_a_head() -> Array:
    """Product a head in pesos of 2017, shape (34,) for 1990-2023; 1990 and 1991 as 1992."""
    years = int(month_index("2023-12") + 1) // 12
    peso, prices = _monthly("peso"), _in_base_prices("mexican_prices")
    rate = peso[: 12 * years].reshape(years, 12).mean(axis=1)
    level = prices[: 12 * years].reshape(years, 12).mean(axis=1)
    head: Array = yearly("gdp_usd")[:years] * rate / level / yearly("people")[:years]
    head[: 1992 - FIRST] = head[1992 - FIRST]
    return head


def pesos_a_dollar() -> float:
    """The mean exchange rate of 2017."""
    return float(_monthly("peso")[month_index(f"{BASE_YEAR}-01") :][:YEAR].mean())


def _mx_wage() -> Array:
    """Surveyed wages from 2010 to 2019; the years around them move with product a head."""
    read = table("wages")
    prices = _in_base_prices("mexican_prices")
    peso = pesos_a_dollar()
    head = product_a_head()
    paid = numbers(read["mxn_per_hour"])
    year = np.array([int(each) for each in read["year"]])
    made = np.empty((len(head), len(SCHOOLING)))
    for column, group in enumerate(SCHOOLING):
        mine = np.array([each == group for each in read["educ_years"]])
        level = np.array([prices[12 * (y - FIRST) :][:12].mean() for y in year[mine]])
        real = paid[mine] / level / peso
        first, last = year[mine].min() - FIRST, year[mine].max() - FIRST
        made[:, column] = np.concatenate(
            [
                real[0] * head[:first] / head[first],
                real,
                real[-1] * head[last + 1 :] / head[last],
            ]
        )
    years = FIRST + np.arange(len(head), dtype=np.float64)
    return np.stack([_between(years, made[:, column], 6) for column in range(len(SCHOOLING))], axis=1)


def _agents() -> Array:
    read = table("agents")
    return _between(numbers(read["fiscal_year"]), numbers(read["agents"]), 8)


def _removal() -> Array:
    anchors = described()["anchors"]["removal"]
    return _between(np.array(list(anchors), np.float64), np.array(list(anchors.values()), np.float64), 0)


_MADE: Mapping[str, Callable[[], Array]] = MappingProxyType(
    {
        "hispanic_unemployment": lambda: _monthly("hispanic_unemployment"),
        "us_wage": _us_wage,
        "us_prices": lambda: _in_base_prices("us_prices"),
        "mx_wage": _mx_wage,
        "agents": _agents,
        "removal": _removal,
        "births": lambda: np.repeat(yearly("births_un"), 12) / 12,
    }
)
NAMES = tuple(_MADE)
"""The series, in one order."""
