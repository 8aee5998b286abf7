"""The table of a sweep: one row a run and outcome, beside the same world with the values of the files."""

from collections.abc import Mapping, Sequence

import polars as pl

from acuerdo.simulate.states import STATES
from acuerdo.simulate.sweeping.kept import Result
from acuerdo.simulate.sweeping.runs import MEANS, WAITING, Task
from acuerdo.simulate.sweeping.varying import Varied
from acuerdo.simulate.writing import UNITS

STOCKS = (*STATES[:-1], "in_us")
EVENTS = {"attempts": "attempts", "apprehensions": "events"}
MONEY = ("fees",)
"""Series of a pathway that are money."""


def table(tasks: Mapping[str, Task], found: Mapping[str, Result], varied: Sequence[Varied]) -> pl.DataFrame:
    """All runs, in the order of their numbers.

    Returns:
        Columns run (from 1), world (from 1), one for each path varied (its value as typed; null in the run
        with the values of the files), outcome, of (`stock` in the middle of the last year, `sum` or `mean`
        over the years, `end` of the last year), unit, value, base (the same world with the values of the
        files), difference (value less base).
    """
    rows = []
    base: Result = {}
    for name, task in tasks.items():
        if not task.values:
            base = found[name]
        values = [task.values.get(each.path) for each in varied]
        for outcome, value in found[name].items():
            beside = base.get(outcome)
            less = None if beside is None else value - beside
            rows.append((int(name), task.world, *values, outcome, *_counted(outcome), value, beside, less))
    columns = {
        "run": pl.Int32,
        "world": pl.Int32,
        **{each.path: pl.String for each in varied},
        "outcome": pl.String,
        "of": pl.String,
        "unit": pl.String,
        "value": pl.Float64,
        "base": pl.Float64,
        "difference": pl.Float64,
    }
    return pl.DataFrame(rows, columns, orient="row")


def _counted(outcome: str) -> tuple[str, str]:
    """Over what an outcome is counted, and its unit."""
    pathway, _, series = outcome.rpartition(".")
    if pathway:
        return "end" if series == WAITING else "sum", "currency of the text" if series in MONEY else "people"
    of = "stock" if outcome in STOCKS else "mean" if outcome in MEANS else "sum"
    return of, UNITS.get(outcome, EVENTS.get(outcome, "people"))
