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
    "sides": "world name side",
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
class Unilateral:
    """A text as one party alone would make it.

    Fields:
        run: its name in the tables.
        joint: the run of the text as all parties make it.
        party: the name of the party in both languages.
        dropped: paths of what the joint text has and this one has not.
        same: the run from which it differs in no count, which is drawn in its place; empty where it differs.
    """

    run: str
    joint: str
    party: Pair
    dropped: Sequence[str]
    same: str


@dataclass(frozen=True, eq=False)
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
    sides: pl.DataFrame
    """What each world answers: world, name of the question, side; a question not told is as fitted."""
    answered: Sequence[str]
    """Questions that were put to the worlds; none where they are left as the fit has them."""
    unilateral: Sequence[Unilateral]
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
