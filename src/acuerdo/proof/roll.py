"""The roll that both governments hold: everybody on the closed list by pseudonym, and what was decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from acuerdo.matching.market import Ints, Market, Workers
from acuerdo.proof.about import Applied
from acuerdo.proof.forms import Malformed
from acuerdo.proof.hashing import prefixed
from acuerdo.proof.leaves import LEAST_SALT, leaf
from acuerdo.proof.posted import Posted
from acuerdo.proof.told import Told

ORDER = "order"
"""The column of the matched order."""
LINE = "line."
"""How columns begin that come before the draw in the order of service."""
TEXTS = {"pseudonym": pl.String, "application": pl.String, "salt": pl.Binary, "in_match": pl.Boolean}
OWN_LIST = "own_list"


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody on the closed list by pseudonym, (a,), and those of them who are in the match, (n,).

    Fields:
        pseudonyms, applications, salts: of each, (a,).
        in_match: who is in the match, (a,).
        columns: what the market knows of a worker, the matched order, and what comes before the draw, (n,).
            Its `kind` is that of a public list, or the number of these for a list of the worker's own.
        own_lists: by row of the match, the orders of the worker's own list, best first.
    """

    pseudonyms: Sequence[str]
    applications: Sequence[str]
    salts: Sequence[bytes]
    in_match: NDArray[np.bool_]
    columns: dict[str, Ints]
    own_lists: dict[int, Ints]


def roll_of(market: Market, matched: Ints, public_lists: int, applied: Applied) -> Roll:
    """The roll of a match whose rows are in order."""
    columns = {each.name: getattr(market.workers, each.name) for each in fields(Workers)}
    own = np.flatnonzero(market.workers.kind >= public_lists)
    own_lists = {int(row): market.ranked[market.workers.kind[row]] for row in own}
    columns["kind"] = np.minimum(market.workers.kind, public_lists)
    columns |= {ORDER: matched, **{f"{LINE}{name}": values for name, values in applied.line.items()}}
    in_match = np.zeros(len(applied.pseudonyms), bool)
    in_match[applied.who] = True
    return Roll(applied.pseudonyms, applied.applications, applied.salts, in_match, columns, own_lists)


def content(pseudonym: str, application: str, values: bytes, own_list: Ints | None) -> bytes:
    """What became of one worker, as bytes: the names, then each value of the columns in 8 bytes, then the
    worker's own list, if there is one. Who is not in the match has no values.
    """
    own = b"" if own_list is None else own_list.astype(">i8").tobytes()
    return prefixed(pseudonym.encode()) + prefixed(application.encode()) + prefixed(values) + prefixed(own)


def leaves(roll: Roll) -> list[bytes]:
    """The leaf of each row of a roll, (a,).

    Raises:
        ValueError: a salt is shorter than 16 bytes, or longer than 64.
    """
    values = iter(_packed(roll))
    own_lists = iter([roll.own_lists.get(row) for row in range(int(roll.in_match.sum()))])
    of_each = zip(roll.pseudonyms, roll.applications, roll.salts, roll.in_match.tolist(), strict=True)
    return [
        leaf(
            salt,
            content(
                pseudonym,
                application,
                next(values) if inside else b"",
                next(own_lists) if inside else None,
            ),
        )
        for pseudonym, application, salt, inside in of_each
    ]


def _packed(roll: Roll) -> list[bytes]:
    """The values of each row of the match, as bytes, (n,)."""
    table = np.stack([*roll.columns.values()], axis=1).astype(">i8")
    rows: list[bytes] = table.view(f"V{8 * table.shape[1]}").ravel().tolist()
    return rows


def written(roll: Roll) -> bytes:
    """A roll as a Parquet file: a row for everybody on the list; who is not in the match has empty cells."""
    inside = np.flatnonzero(roll.in_match)
    columns = [
        pl.Series(name, values, dtype)
        for (name, dtype), values in zip(
            TEXTS.items(), (roll.pseudonyms, roll.applications, roll.salts, roll.in_match), strict=True
        )
    ]
    empty = np.full(len(roll.pseudonyms), None, object)
    for name, numbers in roll.columns.items():
        spread = np.zeros(len(roll.pseudonyms), np.int64)
        spread[inside] = numbers
        columns.append(pl.Series(name, spread).set(~pl.Series(roll.in_match), None))
    for row, own in roll.own_lists.items():
        empty[inside[row]] = own.tolist()
    columns.append(pl.Series(OWN_LIST, empty.tolist(), pl.List(pl.Int64)))
    file = BytesIO()
    pl.DataFrame(columns).write_parquet(file)
    return file.getvalue()


def read(path: Path, columns: Sequence[str], file: str) -> Roll:
    """A roll from its file, its rows by pseudonym.

    Args:
        path: the file.
        columns: what the manifest says of the columns of the match.
        file: its name, as it is told.

    Raises:
        Malformed: it cannot be read, or is not of the form.
    """
    schema = {**TEXTS, **dict.fromkeys(columns, pl.Int64), OWN_LIST: pl.List(pl.Int64)}
    try:
        table = pl.read_parquet(path.read_bytes())
    except OSError as error:
        raise Malformed([Told("unreadable", {"file": file, "why": (error.strerror or "").lower()})]) from None
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, ValueError):
        raise Malformed([Told("not_parquet", {"file": file})]) from None
    if dict(table.schema) != schema:
        raise Malformed([Told("columns", {"file": file, "columns": ", ".join(schema)})])
    table = table.sort("pseudonym")
    inside = table.filter("in_match")
    told = list(_faults(table, inside, columns, file))
    if told:
        raise Malformed(told)
    own = inside.with_row_index("row").filter(pl.col(OWN_LIST).is_not_null())
    return Roll(
        table["pseudonym"].to_list(),
        table["application"].to_list(),
        table["salt"].to_list(),
        table["in_match"].to_numpy().astype(bool),
        {name: inside[name].to_numpy().astype(np.int64) for name in columns},
        {
            row: np.array(each, np.int64)
            for row, each in zip(own["row"], own[OWN_LIST].to_list(), strict=True)
        },
    )


def _faults(table: pl.DataFrame, inside: pl.DataFrame, columns: Sequence[str], file: str) -> Iterator[Told]:
    for name in TEXTS:
        if table[name].null_count():
            yield Told("cells_empty", {"file": file, "column": name})
    for name in columns:
        if inside[name].null_count():
            yield Told("cells_empty", {"file": file, "column": name})
    if table["pseudonym"].is_duplicated().any():
        yield Told("pseudonym_twice", {"file": file})
    sizes = table["salt"].bin.size()
    if table.height and ((sizes < LEAST_SALT) | (sizes > 4 * LEAST_SALT)).any():
        yield Told("salt_size", {"file": file})
    outside = table.filter(~pl.col("in_match"))
    if any(outside[name].null_count() < outside.height for name in (*columns, OWN_LIST)):
        yield Told("outside_filled", {"file": file})
    if inside[OWN_LIST].explode().null_count() > inside[OWN_LIST].null_count() + _empty(inside):
        yield Told("cells_empty", {"file": file, "column": OWN_LIST})


def _empty(inside: pl.DataFrame) -> int:
    return int((inside[OWN_LIST].list.len() == 0).sum())


def market_of(roll: Roll, posted: Posted) -> tuple[Market, Ints]:
    """The market and the match that a roll and the public tables describe."""
    workers = {each.name: roll.columns[each.name] for each in fields(Workers)}
    kinds, own = workers["kind"].copy(), dict[bytes, int]()
    ranked = list(posted.lists)
    for row, orders in roll.own_lists.items():
        number = own.setdefault(orders.tobytes(), len(ranked))
        if number == len(ranked):
            ranked.append(orders)
        kinds[row] = number
    market = Market(Workers(**{**workers, "kind": kinds}), posted.orders, posted.caps, ranked)
    return market, roll.columns[ORDER]
