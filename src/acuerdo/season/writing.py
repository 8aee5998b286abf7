"""Result tables on disk: Parquet for programs, CSV for spreadsheets."""

import json
from pathlib import Path

import polars as pl

from acuerdo.population.summary import Row, describe
from acuerdo.season.playing import Season
from acuerdo.season.results import Results


def write_tables(folder: Path, results: Results, season: Season, summary: dict[str, object]) -> None:
    """Write every table of a season.

    Args:
        folder: made if it does not exist; files of an earlier season in it are replaced.
        results, season, summary: what to write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    faults = pl.DataFrame(
        [
            (fault.line, fault.column, fault.found, fault.problem, fault.kept, fault.file)
            for fault in season.orders.faults
        ],
        {
            "line": pl.Int64,
            "column": pl.String,
            "found": pl.String,
            "problem": pl.String,
            "row_kept": pl.Boolean,
            "file": pl.String,
        },
        orient="row",
    )
    tables = {
        "orders": results.orders,
        "workers": results.workers,
        "reasons": results.reasons,
        "caps": results.caps,
        "fairness": results.fairness,
    }
    pool = pl.DataFrame(describe(season.pool, season.parameters), list(Row._fields), orient="row")
    others = {"values": results.values, "pool": pool, "rows_not_understood": faults}
    for name, table in {**tables, **others}.items():
        table.write_csv(folder / f"{name}.csv")
    for name, table in tables.items():
        table.write_parquet(folder / f"{name}.parquet")
    text = json.dumps(summary, ensure_ascii=False, indent=2, default=str) + "\n"
    (folder / "summary.json").write_text(text, encoding="utf-8")


def write_why(folder: Path, workers: pl.DataFrame, orders: pl.DataFrame) -> None:
    """Write the reason of every worker and of every order, as `acuerdo why` reads them.

    Args:
        folder: where the other tables are.
        workers, orders: as `reasons.why` gives them; of the workers, who are many, no CSV is written.
    """
    workers.write_parquet(folder / "workers_why.parquet")
    orders.write_parquet(folder / "orders_why.parquet")
    orders.write_csv(folder / "orders_why.csv")
