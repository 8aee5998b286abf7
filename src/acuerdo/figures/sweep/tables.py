"""What a report needs of a sweep: what was varied, and the table of its runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from acuerdo.agreement.clauses.base import Pair

COLUMNS = ("run", "world", "outcome", "value", "base", "difference")


@dataclass(frozen=True)
class Path:
    """A path that was varied.

    Fields:
        values: as typed, in the order asked for.
        numbers: the same as numbers; None where one is not a number.
        held: the value it has otherwise, as typed; None where it differs by world or by day.
    """

    name: str
    values: Sequence[str]
    numbers: Sequence[float] | None
    held: str | None


@dataclass(frozen=True)
class Sweep:
    """The runs of a sweep, and those of the same worlds with the values of the files."""

    hash: str
    title: Pair | None
    """Of the text; None where there is none."""
    plan: Pair | None
    """Title of the plan by which alone the text applies."""
    paths: Sequence[Path]
    first: int
    """First year that flows are added up from."""
    last: int
    scale: int
    """One in so many people is played."""
    seed: int
    scenario: str | None
    fit: str
    """Hash of the frozen fit."""
    table: pl.DataFrame
    """A row for each run and outcome: run, world, a column for each path, outcome, value, base,
    difference."""
    evidence: Mapping[str, Pair]
    """How well the weakest thing is known that each outcome rests on."""

    def __post_init__(self) -> None:
        """Refuse a table that lacks a column, all named at once."""
        needed = (*COLUMNS, *(path.name for path in self.paths))
        lacking = [column for column in needed if column not in self.table.columns]
        if lacking:
            raise ValueError(f"the table of a sweep lacks {', '.join(lacking)}")

    @property
    def worlds(self) -> int:
        """How many worlds were played."""
        return int(self.table["world"].n_unique())

    @property
    def runs(self) -> int:
        """How many runs were played, those with the values of the files among them."""
        return int(self.table["run"].n_unique())
