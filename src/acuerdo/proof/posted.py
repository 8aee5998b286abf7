"""The public tables: what is offered, under which caps, on which lists, and by which mark it was filled."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from io import BytesIO

import numpy as np
import polars as pl
from numpy.typing import NDArray

from acuerdo.matching.market import Caps, Ints, Orders
from acuerdo.proof.forms import Malformed
from acuerdo.proof.told import Told

ORDERS, CAPS, LISTS = "orders.csv", "caps.csv", "lists.csv"
DAYS = ("starts", "ends")
"""Columns that are days."""
NO_DAY = int(np.iinfo(np.int64).min)
"""The day of an order that states none, as NumPy has it."""
FIRST_DAY, LAST_DAY = -719_162, 2_932_896
"""0001-01-01 and 9999-12-31, the days that a calendar can write (ISO 8601), from 1970-01-01."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Everything that is public about orders (m,), caps (c,) and lists.

    Fields:
        names, states: of each order.
        orders: what they offer.
        held, marks: how many each holds, and the key above which it takes whoever asks.
        cap_names: of each cap.
        caps: how many there may be under each.
        cap_held, cap_marks: how many there are, and the least key where it is full.
        kinds: the name of each list.
        lists: orders, best first.
    """

    names: Sequence[str]
    states: Sequence[str]
    orders: Orders
    held: Ints
    marks: Ints
    cap_names: Sequence[str]
    caps: Caps
    cap_held: Ints
    cap_marks: Ints
    kinds: Sequence[str]
    lists: Sequence[Ints]


def files(posted: Posted) -> dict[str, bytes]:
    """The bytes of each table.

    Raises:
        ValueError: an order starts or ends on a day that no calendar writes.
    """
    offered = {each.name: _cells(each.name, getattr(posted.orders, each.name)) for each in fields(Orders)}
    limits = {each.name: getattr(posted.caps, each.name) for each in fields(Caps)}
    ranked = [" ".join(map(str, each.tolist())) for each in posted.lists]
    return {
        ORDERS: _csv(
            {"order": posted.names, "state": posted.states},
            {**offered, "matched": posted.held, "cutoff": posted.marks},
        ),
        CAPS: _csv(
            {"cap": posted.cap_names}, {**limits, "matched": posted.cap_held, "cutoff": posted.cap_marks}
        ),
        LISTS: _csv({"list": posted.kinds, "orders": ranked}, {}),
    }


def _cells(name: str, column: Ints) -> pl.Series | Ints:
    if name not in DAYS:
        return column
    there = column != NO_DAY
    if ((column[there] < FIRST_DAY) | (column[there] > LAST_DAY)).any():
        raise ValueError(f"orders.{name} has a day that no calendar writes")
    return pl.Series(column.astype("datetime64[D]"), dtype=pl.Date)


def _csv(texts: dict[str, Sequence[str]], numbers: dict[str, pl.Series | Ints]) -> bytes:
    columns = [pl.Series(name, column, pl.String) for name, column in texts.items()]
    if numbers:
        columns.insert(0, pl.Series("number", np.arange(columns[0].len())))
    columns += [pl.Series(name, column) for name, column in numbers.items()]
    return pl.DataFrame(columns).write_csv().encode()


def read(data: dict[str, bytes]) -> Posted:
    """The tables again.

    Raises:
        Malformed: a table has other columns or rows, or a cell is not what it should be.
    """
    order_columns, cap_columns = ([each.name for each in fields(part)] for part in (Orders, Caps))
    orders = _table(data[ORDERS], ORDERS, ["order", "state"], [*order_columns, "matched", "cutoff"])
    caps = _table(data[CAPS], CAPS, ["cap"], [*cap_columns, "matched", "cutoff"])
    lists = _table(data[LISTS], LISTS, ["list", "orders"], [])
    return Posted(
        orders["order"].to_list(),
        orders["state"].to_list(),
        Orders(**{name: _ints(orders, name) for name in order_columns}),
        _ints(orders, "matched"),
        _ints(orders, "cutoff"),
        caps["cap"].to_list(),
        Caps(**{name: _ints(caps, name) for name in cap_columns}),
        _ints(caps, "matched"),
        _ints(caps, "cutoff"),
        lists["list"].to_list(),
        [_numbers(each) for each in lists["orders"]],
    )


def _table(data: bytes, file: str, texts: list[str], numbers: list[str]) -> pl.DataFrame:
    wanted = ["number", *texts, *numbers] if numbers else texts
    if not data.strip():
        raise Malformed([Told("empty", {"file": file})])
    try:
        table = pl.read_csv(BytesIO(data), infer_schema=False).fill_null("")
    except (pl.exceptions.PolarsError, ValueError):
        raise Malformed([Told("not_csv", {"file": file})]) from None
    if table.columns != wanted:
        raise Malformed([Told("columns", {"file": file, "columns": ", ".join(wanted)})])
    told = []
    for name in [each for each in wanted if each not in texts]:
        cells = table[name]
        read = _days(cells) if name in DAYS else cells.cast(pl.Int64, strict=False)
        if read.is_null().any():
            row = int(read.is_null().arg_max() or 0) + 2
            told.append(Told("cell", {"file": file, "line": row, "column": name}))
        table = table.with_columns(read.alias(name))
    if not told and numbers and not (table["number"].to_numpy() == np.arange(table.height)).all():
        told.append(Told("numbered", {"file": file}))
    if texts[-1] == "orders":
        wrong = ~table["orders"].str.contains(r"^(\d{1,9}( \d{1,9})*)?$")
        told += [
            Told("cell", {"file": file, "line": int(wrong.arg_max() or 0) + 2, "column": "orders"})
        ] * int(wrong.any())
    if told:
        raise Malformed(told)
    return table


def _days(cells: pl.Series) -> pl.Series:
    """Days from 1970-01-01; NO_DAY where a cell is empty, null where it is no day."""
    days = cells.str.to_date("%Y-%m-%d", strict=False).cast(pl.Int64)
    return pl.select(pl.when(cells == "").then(NO_DAY).otherwise(days)).to_series()


def _ints(table: pl.DataFrame, name: str) -> Ints:
    column: NDArray[np.int64] = table[name].to_numpy().astype(np.int64)
    return column


def _numbers(cell: str) -> Ints:
    return np.array(cell.split(), np.int64)
