"""Results on disk: Parquet for programs, CSV for spreadsheets; whole or not at all."""

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from acuerdo.simulate.checking import Count
from acuerdo.simulate.doors.fund import FUNDS
from acuerdo.simulate.flows import FLOWS
from acuerdo.simulate.history import SUMS, History
from acuerdo.simulate.states import IN_US, STATES, State

MARK = "run.json"
"""The file by which a folder is known as one of these results."""
FISCAL = ("attempts", "apprehensions", "entries", "deaths_crossing")
UNITS = {"price": "USD of 2017", "caught": "chance on a try", "money": "USD"}
MEANS = ("price", "caught")
JUNE = 5
AT_THE_END = ("waiting", "waited_so_far")
"""What is counted at the end of a year, and not added up over it."""
MEAN_WAITS = {"waited": "granted", "waited_so_far": "waiting"}
"""Months waited, by the people they are a mean over."""


def yearly(world: int, run: str, history: History) -> pl.DataFrame:
    """Series by year: columns world, run, year, of (calendar, fiscal, mid-year), series, value, unit."""
    rows = []
    for name in (*FLOWS, *SUMS, "money"):
        unit = UNITS.get(
            name, "attempts" if name == "attempts" else "events" if name == "apprehensions" else "people"
        )
        rows.append(("calendar", name, history.calendar(name), unit))
    rows += [("calendar", name, history.calendar(name) / 12, UNITS[name]) for name in MEANS]
    rows += [
        ("fiscal", name, history.fiscal(name), "events" if name != "entries" else "people") for name in FISCAL
    ]
    rows += [("mid-year", name, history.mid_year(State(n)), "people") for n, name in enumerate(STATES[:-1])]
    rows.append(("mid-year", "in_us", history.mid_year(*IN_US), "people"))
    rows.append(("mid-year", "waiting_in_mexico", history.waiting_in_mexico[JUNE::12], "people"))
    tables = [
        pl.DataFrame(
            {
                "world": world,
                "run": run,
                "year": history.years,
                "of": of,
                "series": name,
                "value": values,
                "unit": unit,
            },
            schema_overrides={"world": pl.Int32, "year": pl.Int32},
        )
        for of, name, values, unit in rows
    ]
    return pl.concat(tables)


def by_state(world: int, run: str, history: History) -> pl.DataFrame:
    """People on each 1 January by state of birth: columns world, run, year, state_code, status, people."""
    tables = [
        pl.DataFrame(
            {
                "world": world,
                "run": run,
                "year": list(history.years),
                "state_code": place + 1,
                "status": name,
                "people": history.places[:-1, status, place],
            },
            schema_overrides={"world": pl.Int32, "year": pl.Int32, "state_code": pl.Int32},
        )
        for status, name in enumerate(STATES[:-1])
        for place in range(32)
    ]
    return pl.concat(tables)


def doors(world: int, run: str, history: History) -> pl.DataFrame:
    """What was asked of each pathway by year: columns world, run, year, pathway, series, value.

    Who waits is counted at the end of the year, the rest added up over it. `waited` is the mean of the months
    that those waited who were granted a place, `waited_so_far` of those who still wait at the end.
    """
    found = {
        tuple(name.rsplit(".", 1)): _of_year(name, values)
        for name, values in history.extra.items()
        if "." in name and not name.startswith(f"{FUNDS}.")
    }
    for (pathway, series), months in found.items():
        if series in MEAN_WAITS:
            people = found[pathway, MEAN_WAITS[series]]
            found[pathway, series] = np.divide(months, people, out=np.zeros(people.size), where=people > 0)
    columns = {"pathway": pl.String, "series": pl.String, "value": pl.Float64}
    return _by_year(world, run, history, columns, [(*name, values) for name, values in found.items()])


def funds(world: int, run: str, history: History) -> pl.DataFrame:
    """What is paid under a text by year: columns world, run, year, fund, payer, value, unit.

    Funds are the programmes with matched money, in USD of the year; and pathways, to which applicants pay
    fees, in the currency of the text.
    """
    rows: list[tuple[object, ...]] = []
    for name, values in history.extra.items():
        of, _, last = name.rpartition(".")
        if name.startswith(f"{FUNDS}."):
            rows.append((of.removeprefix(f"{FUNDS}."), last, _of_year(name, values), "USD"))
        elif last == "fees" and values.any():
            rows.append((of, "applicants", _of_year(name, values), "currency of the text"))
    columns = {"fund": pl.String, "payer": pl.String, "value": pl.Float64, "unit": pl.String}
    return _by_year(world, run, history, columns, rows)


def _of_year(name: str, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """A monthly series by year, shape (years,)."""
    months = values.reshape(-1, 12)
    return np.asarray(months[:, -1] if name.endswith(AT_THE_END) else months.sum(1))


def _by_year(
    world: int, run: str, history: History, columns: Mapping[str, Any], rows: Sequence[tuple[object, ...]]
) -> pl.DataFrame:
    """Rows of some columns, one of which is by year, as one table."""
    keys = {"world": pl.Int32, "run": pl.String, "year": pl.Int32}
    tables = [
        pl.DataFrame(
            {"world": world, "run": run, "year": history.years, **dict(zip(columns, row, strict=True))},
            schema_overrides={**keys, **columns},
        )
        for row in rows
    ]
    return pl.concat(tables) if tables else pl.DataFrame(schema={**keys, **columns})


def checks(world: int, run: str, counts: list[Count]) -> pl.DataFrame:
    """Counts of the sample beside their expectations: columns world, run, count, found, expected, z."""
    rows = [(world, run, each.name, each.found, each.expected, each.z) for each in counts]
    columns = {
        "world": pl.Int32,
        "run": pl.String,
        "count": pl.String,
        "found": pl.Float64,
        "expected": pl.Float64,
        "z": pl.Float64,
    }
    return pl.DataFrame(rows, columns, orient="row")


def write(
    out: Path,
    tables: Mapping[str, pl.DataFrame],
    about: Mapping[str, object],
    pages: Mapping[str, str] | None = None,
) -> None:
    """Write a folder of results in one step: a run that is killed leaves what was there before.

    Args:
        pages: texts by the names of their files.

    Raises:
        FileExistsError: the folder holds something else than such results.
    """
    if out.exists() and not (out / MARK).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise FileExistsError(17, "holds something else than results of this command", str(out))
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for name, table in tables.items():
            table.write_parquet(made / f"{name}.parquet")
            table.write_csv(made / f"{name}.csv")
        for name, page in (pages or {}).items():
            (made / name).write_text(page, encoding="utf-8")
        text = json.dumps(about, ensure_ascii=False, indent=2, default=str) + "\n"
        (made / MARK).write_text(text, encoding="utf-8")
        made.chmod(0o755)
        if out.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
            out.replace(old)
            made.replace(out)
            shutil.rmtree(old)
        else:
            made.replace(out)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
