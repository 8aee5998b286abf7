"""Several files of job orders played together, in one year."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from acuerdo.agreement import Refused
from acuerdo.agreement.clauses.base import Words
from acuerdo.population import shipped
from acuerdo.season.orders.dating import dated, fiscal_year, moved
from acuerdo.season.orders.reading import Orders, read_orders

SHIPPED = {
    "h2a-2017": "data/job-orders/h2a-fy2017.csv.gz",
    "h2b-2019": "data/job-orders/h2b-fy2019.csv.gz",
}
"""Files that can be named without a path."""

ALL = "all"
"""The name of every shipped file together."""

MOST_SHOWN = 5
"""How many cases an error names (layout, no legal meaning)."""


def files(names: Sequence[str]) -> list[Path]:
    """The files that some names mean: a shipped one, all of them, or a path; the H-2A file for no name."""
    found: list[Path] = []
    for name in names or ["h2a-2017"]:
        known = list(SHIPPED) if name == ALL else [name] if name in SHIPPED else []
        found += [shipped.path(SHIPPED[each]) for each in known] or [Path(name)]
    return found


def gather(paths: Sequence[Path], year: int | None = None) -> Orders:
    """Read some files of job orders as one, by case number, with days of work, all in one fiscal year.

    Args:
        paths: the files.
        year: the fiscal year into which all days are moved; by default that of the first file.

    Raises:
        UnreadableOrders: a file cannot be read.
        Refused: a case is in two files.
    """
    parts = [dated(read_orders(path)) for path in paths]
    _once(parts)
    to = (
        year
        if year is not None
        else next((found for part in parts if (found := fiscal_year(part.table))), None)
    )
    parts = [_moved_to(part, to) for part in parts]
    table = pl.concat([part.table for part in parts]).sort("case")
    if len(parts) == 1:
        return replace(parts[0], table=table)
    return Orders(
        table=table,
        faults=tuple(replace(fault, file=part.source) for part in parts for fault in part.faults),
        rows_read=sum(part.rows_read for part in parts),
        joint_rows=sum(part.joint_rows for part in parts),
        layout=" + ".join(part.layout for part in parts),
        source=" + ".join(part.source for part in parts),
        given=tuple(row for part in parts for row in part.given),
    )


def _moved_to(orders: Orders, year: int | None) -> Orders:
    own = fiscal_year(orders.table)
    if own is None or year is None:
        return orders
    why = Words(
        en=f"Decided in fiscal year {own}, played as of fiscal year {year}",
        es=f"Decididas en el año fiscal {own}, se juegan como del año fiscal {year}",
    )
    return moved(orders, year - own, why)


def _once(parts: Sequence[Orders]) -> None:
    """Each case in one file: counted twice it would offer its places twice."""
    cases = pl.concat(
        [part.table.select("case", "line", pl.lit(part.source).alias("file")) for part in parts]
    )
    twice = cases.filter(pl.col("case").is_duplicated()).sort("case", maintain_order=True)
    if twice.is_empty():
        return
    rows = [f"  {row['case']}: {row['file']}, line {row['line']}" for row in twice.iter_rows(named=True)]
    count = twice["case"].n_unique()
    more = f"\n  and {len(rows) - 2 * MOST_SHOWN:,} rows more" if len(rows) > 2 * MOST_SHOWN else ""
    raise Refused(
        f"{count:,} job orders are in more than one file, and each is counted once:\n"
        + "\n".join(rows[: 2 * MOST_SHOWN])
        + more
        + "\n  hint: give each file once, and each order in one file"
    )
