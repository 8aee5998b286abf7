"""What a report needs of simulated years: their names and their result tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from acuerdo.agreement.clauses.base import Pair

COLUMNS: Final = {
    "yearly": "world run year of series value unit",
    "states": "world run year state_code status people",
    "pathways": "world run year pathway series value",
    "funds": "world run year fund payer value unit",
    "asked": "kind name side run year of series value unit",
}
"""The columns of each table, at least."""


@dataclass(frozen=True)
class Axis:
    """A parameter that no history fixes: held at a value, with the ends of its range, in its unit."""

    name: str
    symbol: str
    held: float
    low: float
    high: float


@dataclass(frozen=True)
class Years:
    """Simulated years, under no text and under others, in one world or several.

    The first of `runs` is what the others are compared with.
    """

    runs: Mapping[str, Pair]
    """Runs by the name they have in the tables, with their titles in both languages."""
    hypothetical: Sequence[tuple[str, Pair]]
    """Texts that apply only by a plan: the run, and the title of the plan."""
    first: int
    """First year of the tables."""
    last: int
    scale: int
    """One in so many people is played."""
    seed: int
    scenario: str | None
    """What moves the model beyond its data, by name; none where no year lies beyond."""
    fit: str
    """Hash of the frozen fit."""
    settings: Sequence[str]
    """What was set by hand, as PATH=VALUE."""
    yearly: pl.DataFrame
    """Series by year: world, run, year, of (calendar, fiscal, mid-year), series, value, unit."""
    states: pl.DataFrame
    """People on each 1 January: world, run, year, state_code (INEGI), status, people."""
    pathways: pl.DataFrame
    """What was asked of each pathway: world, run, year, pathway, series, value. Who waits is counted at the
    end of the year; `waited` and `waited_so_far` are mean months."""
    doors: Mapping[tuple[str, str], Pair]
    """Titles of the pathways, by run and pathway."""
    evidence: Mapping[str, Pair]
    """How well the weakest thing is known that each series rests on; `text`: what a text does, `none`: people
    where there is no text."""
    axes: Sequence[Axis]
    questions: Mapping[str, tuple[Pair, Mapping[str, Pair]]]
    """Questions on which the evidence disagrees: question, and the title of each side."""
    asked: pl.DataFrame
    """The least implausible world with one axis or side set: kind (axis, switch), name, side, and as
    `yearly`; empty where nobody asked."""
    not_asked: Sequence[tuple[str, str, str]]
    """Pathways that are no doors of the simulation: run, pathway, why."""
    funds: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=COLUMNS["funds"].split()))
    """What is paid in matched funds, USD, and in fees: world, run, year, fund, payer, value, unit."""
    programmes: Mapping[tuple[str, str], Pair] = field(default_factory=dict)
    """Titles of the matched funds, by run and name."""

    def __post_init__(self) -> None:
        """Refuse tables that lack a column, all named at once."""
        lacking = [
            f"{table}.{column}"
            for table, columns in COLUMNS.items()
            for column in columns.split()
            if column not in getattr(self, table).columns
        ]
        if lacking:
            raise ValueError(f"simulated years lack {', '.join(lacking)}")

    @property
    def worlds(self) -> int:
        """How many worlds were played."""
        return int(self.yearly["world"].n_unique())

    @property
    def reference(self) -> str:
        """The run that others are compared with."""
        return next(iter(self.runs))

    @property
    def texts(self) -> tuple[str, ...]:
        """The other runs."""
        return tuple(self.runs)[1:]
