"""Trades: kinds of work that orders offer and people would do, after the occupation codes of the orders."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.registry import SECTORS
from acuerdo.population import shipped

FILE = "data/job-orders/trades.csv"
NOT_KNOWN = "not_known"
"""The trade of an order without an occupation code: nobody is kept from it."""


@dataclass(frozen=True, slots=True)
class Trade:
    """One row of `data/job-orders/trades.csv`; its position there is its bit."""

    id: str
    sector: str
    """One of `agreement.registry.SECTORS`."""
    soc: tuple[str, ...]
    """Beginnings of the codes that belong to it; the longest that fits decides."""
    en: str
    es: str


@cache
def trades() -> tuple[Trade, ...]:
    """The shipped trades, at most 31, the unknown one last.

    Source: Standard Occupational Classification of 2010, US Bureau of Labor Statistics: major and minor
    groups, and single occupations where a group holds several trades. The grouping is this project's.
    """
    with shipped.path(FILE).open(encoding="utf-8", newline="") as file:
        return tuple(
            Trade(row["trade"], row["sector"], tuple(row["soc"].split()), row["en"], row["es"])
            for row in csv.DictReader(file)
        )


def trade_of(codes: list[str | None]) -> NDArray[np.int64]:
    """The trade of each occupation code, by position; the unknown one where no trade has the code."""
    known = {soc: at for at, trade in enumerate(trades()) for soc in trade.soc}
    return np.array([_longest(code or "", known) for code in codes], np.int64)


def sector_of(trade: NDArray[np.int64]) -> NDArray[np.int16]:
    """The sector of each trade as facts hold it, -1 where the trade is not known."""
    by_trade = [-1 if one.id == NOT_KNOWN else SECTORS.index(one.sector) for one in trades()]
    return np.array(by_trade, np.int16)[trade]


def _longest(code: str, known: dict[str, int]) -> int:
    return next((known[part] for part in _beginnings(code) if part in known), len(trades()) - 1)


def _beginnings(code: str) -> Iterator[str]:
    return (code[:end] for end in range(len(code), 0, -1))
