"""The market of a season: its pool and its orders as the match reads them."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from acuerdo.matching.market import (
    ALONE,
    NO_CAP,
    NO_RANKING,
    UNMATCHED,
    Caps,
    Market,
    Orders,
    Workers,
    behind_equals,
)
from acuerdo.population.pool import ALWAYS, Pool
from acuerdo.population.trades import trade_of
from acuerdo.season.orders.dating import fiscal_year
from acuerdo.season.ranking import Lists, experience_asked


def market(
    pool: Pool,
    who: NDArray[np.intp],
    table: pl.DataFrame,
    admitted: NDArray[np.bool_],
    turn: NDArray[np.int64],
    behind: NDArray[np.int64],
    named_by: NDArray[np.int64],
    wanted: Lists,
) -> Market:
    """Build the market of some workers.

    A worker whom an employer of last season names would work in the trade and on the days of that order, as
    last season, whatever else is said of trades and days.

    Args:
        pool: all workers.
        who: those who seek an order, k indices into the pool.
        table: m orders, the importer's table.
        admitted: which orders take workers, shape (m,).
        turn: the place in line of everybody in the pool.
        behind: how many come after all who are equal in line, of everybody in the pool.
        named_by: the order whose employer names each worker of the pool, or UNMATCHED.
        wanted: what each worker of the pool wants.

    Returns:
        k workers, m orders, no caps. No order has a ranking: the disclosure files state requirements alone.
    """
    trade = trade_of(table["soc"].to_list())
    begins = int((np.datetime64(f"{(fiscal_year(table) or 1970) - 1}-10-01")).astype(np.int64))
    named = named_by[who]
    starts, ends = (_days(table[name]) for name in ("starts", "ends"))
    recalled = named != UNMATCHED
    its_trade, its_start, its_end = (np.append(each, 0)[named] for each in (trade, starts, ends))
    since, until = _day(begins, pool.free_from[who]), _day(begins, pool.free_until[who])
    in_line = np.argsort(np.argsort(turn[who]))
    workers = Workers(
        kind=wanted.kind[who],
        turn=in_line,
        months=pool.experience_months[who].astype(np.int64),
        trades=pool.trades[who].astype(np.int64) | np.where(recalled, np.left_shift(1, its_trade), 0),
        since=np.where(recalled, np.minimum(since, its_start), since),
        until=np.where(recalled, np.maximum(until, its_end), until),
        first=np.where(wanted.own[who], UNMATCHED, named),
        named=named,
        family=np.full(who.size, ALONE),
        behind=behind_equals(in_line, behind[who]),
    )
    orders = Orders(
        places=np.where(admitted, table["places"].to_numpy(), 0).astype(np.int64),
        months=experience_asked(table),
        trade=trade,
        starts=starts,
        ends=ends,
        cap=np.full(table.height, NO_CAP),
        of=np.arange(table.height),
        prefers=np.full(table.height, NO_RANKING),
    )
    return Market(workers, orders, Caps(), wanted.ranked)


def _days(column: pl.Series) -> NDArray[np.int64]:
    """Days since 1970-01-01; 0 where unknown, as only of orders that take nobody."""
    days: NDArray[np.int64] = column.cast(pl.Date).to_physical().fill_null(0).to_numpy().astype(np.int64)
    return days


def _day(begins: int, after: NDArray[np.int16]) -> NDArray[np.int64]:
    """Days since 1970-01-01; who can work on any day can on all that there are."""
    days = begins + after.astype(np.int64)
    bounds = np.iinfo(np.int32)
    return np.where(after == -ALWAYS, bounds.min, np.where(after == ALWAYS, bounds.max, days))
