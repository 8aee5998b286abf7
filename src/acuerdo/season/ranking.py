"""What workers want: one complete ranked list of orders for each kind of worker."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from acuerdo.population import ties
from acuerdo.population.places import MEXICAN_STATES, US_COLUMN
from acuerdo.population.pool import TASTES, Pool

STANDARD_HOURS = 40.0
"""Hours a week taken for an order that states none, to rank it only (assumed; three in four orders of
fiscal year 2017 state 35 to 40)."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The kind of each worker, for each kind its orders, best first (indices of orders), and who has a list
    of their own, in which last season's employer stands where the worker put it."""

    kind: NDArray[np.int64]
    ranked: list[NDArray[np.int64]]
    own: NDArray[np.bool_]


def lists(pool: Pool, orders: pl.DataFrame, open_orders: NDArray[np.bool_]) -> Lists:
    """Rank every open order for every kind of worker.

    A kind is a taste, and the state of origin where the taste is ties. By taste a worker looks first at
    weekly pay, at ties of the state of origin to the order's state, or at the length of the season; then at
    pay, then at length; the rest is file order.

    Args:
        pool: n workers.
        orders: m orders, the importer's table.
        open_orders: which of them take workers, shape (m,).
    """
    kind = np.where(pool.taste == TASTES.index("ties"), len(TASTES) + pool.state, pool.taste)
    ranked = [order[open_orders[order]] for order in _rankings(orders)]
    return Lists(kind.astype(np.int64), ranked, np.zeros(len(pool), np.bool_))


def experience_asked(orders: pl.DataFrame) -> NDArray[np.int64]:
    """Months of experience that each order asks for, shape (m,); 0 where it says nothing."""
    asked: NDArray[np.int64] = orders["experience_months"].fill_null(0).to_numpy().astype(np.int64)
    return asked


def _rankings(orders: pl.DataFrame) -> list[NDArray[np.int64]]:
    pay = (
        orders["pay_cents_hour"].fill_null(0).to_numpy()
        * orders["hours_week"].fill_null(STANDARD_HOURS).to_numpy()
    )
    length = (orders["ends"] - orders["starts"]).dt.total_days().fill_null(0).to_numpy()
    column = np.array([US_COLUMN.get(state or "", -1) for state in orders["state"]], np.int64)
    tied = np.concatenate([ties.ties(), np.zeros((len(MEXICAN_STATES) + 1, 1), np.float32)], axis=1)[
        :, column
    ]
    by_pay = np.lexsort((-length, -pay))
    by_length = np.lexsort((-pay, -length))
    by_taste = {"pay": by_pay, "ties": by_pay, "season": by_length}
    by_ties = [np.lexsort((-length, -pay, -tied[state])) for state in range(len(MEXICAN_STATES) + 1)]
    return [
        *(by_taste[taste].astype(np.int64) for taste in TASTES),
        *(order.astype(np.int64) for order in by_ties),
    ]
