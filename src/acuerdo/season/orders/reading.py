"""Read a disclosure file of job orders into the standard table, with every row and cell not understood."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from acuerdo.season.given import Given
from acuerdo.season.orders import cells, judging, layouts
from acuerdo.season.orders.opening import Sheet, open_sheet

COLUMNS: dict[str, pl.DataType] = {
    "line": pl.Int32(),  # of the file, the header being line 1
    "case": pl.String(),
    "employer": pl.String(),
    "employer_state": pl.String(),  # postal code; null where none, as of employers abroad
    "job_title": pl.String(),
    "soc": pl.String(),  # Standard Occupational Classification, "45-2092"
    "occupation": pl.String(),
    "crop": pl.String(),
    "organization": pl.String(),
    "status": pl.String(),  # certified, partial, denied or withdrawn
    "status_published": pl.String(),
    "places_requested": pl.Int32(),  # people
    "places": pl.Int32(),  # people certified; 0 where denied or withdrawn
    "hours_week": pl.Float64(),  # more than 0, at most 100
    "pay_cents_hour": pl.Int32(),  # US cents per hour, from 200 to 20,000
    "pay": pl.Float64(),  # USD per `pay_unit`, as published, above 0
    "pay_unit": pl.String(),  # hour, week, bi-weekly, month or year
    "experience_months": pl.Int32(),  # 0 where none is required
    "state": pl.String(),  # postal code of the worksite's state
    "county": pl.String(),
    "starts": pl.Date(),  # first day of the work asked for
    "ends": pl.Date(),  # last day
    "days_basis": pl.String(),  # of both days: stated or assumed; null where one is not known
    "received": pl.Date(),
    "decided": pl.Date(),
    "visa": pl.String(),  # H-2A or H-2B
}


@dataclass(frozen=True)
class RowFault:
    """One row, or one cell of a row, that was not understood."""

    line: int  # of the file, the header being line 1
    column: str  # as the file names it
    found: str  # as the file writes it
    problem: str
    kept: bool = False  # the row is in the table, without this cell; False: the row was rejected
    file: str = ""  # where several are played together


@dataclass(frozen=True)
class Orders:
    """Job orders, one row per primary case; always rows_read == len(table) + joint_rows + rejected_rows."""

    table: pl.DataFrame  # columns and units: COLUMNS
    faults: tuple[RowFault, ...]  # in the order of the file
    rows_read: int  # rows of data in the file
    joint_rows: int  # sub-cases of joint orders, counted once through their primary case
    layout: str
    source: str  # name of the file
    given: tuple[Given, ...] = ()  # what is assumed of the days

    @property
    def rejected_rows(self) -> int:
        """Rows neither in the table nor counted through it; each has a fault with `kept` False."""
        return len({(fault.file, fault.line) for fault in self.faults if not fault.kept})


def read_orders(path: Path) -> Orders:
    """Read job orders from a .csv, .csv.gz or .xlsx disclosure file of the Labor Department.

    Joint orders repeat in the file, once per member; only the primary case enters the table. Which cells
    reject a row and which are only reported is written in `judging`.

    Raises: UnreadableOrders if the file cannot be opened; UnknownLayout, one of them, if no known layout has
        its columns.
    Cost: O(cells); 12,930 rows take about 0.4 s from .csv.gz and 1.4 s from .xlsx.
    """
    sheet = open_sheet(path)
    layout = layouts.recognise(sheet.header, sheet.name)
    report = _Report.of(sheet, layout)
    rows = _values(sheet, layout, report)
    rows, faults = report.sift(rows, judging.REJECTING)
    primary, twice = report.sift(rows.filter(~pl.col("sub")), (judging.TWICE,))
    joint, lost = report.sift(rows.filter("sub"), (judging.orphan(primary["case"]),))
    remarks = report.faults(primary, judging.REMARKS, kept=True)
    all_faults = [*_ragged(sheet), *faults, *twice, *lost, *remarks]
    return Orders(
        table=primary.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items()),
        faults=tuple(sorted(all_faults, key=lambda fault: fault.line)),
        rows_read=len(sheet.rows),
        joint_rows=len(joint),
        layout=layout.id,
        source=sheet.name,
    )


def _values(sheet: Sheet, layout: layouts.Layout, report: "_Report") -> pl.DataFrame:
    """Every value of every whole row; a column the layout does not have is null."""
    whole = [row for row, found in enumerate(sheet.rows) if len(found) == len(sheet.header)]
    columns = list(zip(*(sheet.rows[row] for row in whole), strict=True)) or [()] * len(sheet.header)
    text = {f"said {name}": columns[place] for name, place in report.places.items()}
    absent = {f"said {name}" for name in cells.NAMES} - text.keys()
    frame = pl.DataFrame(text, schema=dict.fromkeys(text, pl.String)).with_columns(
        *(cells.clean(name) for name in text),
        *(pl.lit(None, pl.String).alias(name) for name in absent),
        pl.Series("row", whole, pl.Int32),
        pl.Series("line", [sheet.lines[row] for row in whole], pl.Int32),
    )
    for step in cells.values(layout):
        frame = frame.with_columns(step)
    return frame


def _ragged(sheet: Sheet) -> list[RowFault]:
    """Rows with more or fewer cells than the header: nobody can say which cell is which."""
    wide = len(sheet.header)
    return [
        RowFault(line, "", ",".join(row)[:80], f"{len(row)} cells under a header of {wide}")
        for line, row in zip(sheet.lines, sheet.rows, strict=True)
        if len(row) != wide
    ]


@dataclass(frozen=True)
class _Report:
    """Turns checks that fail into faults with the file's own column names and words."""

    sheet: Sheet
    places: dict[str, int]  # standard column -> its place in the header

    @classmethod
    def of(cls, sheet: Sheet, layout: layouts.Layout) -> "_Report":
        names = [layout.reads.get(layouts.folded(name)) for name in sheet.header]
        return cls(sheet, {name: place for place, name in enumerate(names) if name})

    def faults(self, rows: pl.DataFrame, checks: Iterable[judging.Check], kept: bool) -> list[RowFault]:
        """Every fault of these rows."""
        return [
            RowFault(
                line=self.sheet.lines[row],
                column=self.sheet.header[self.places[check.column]].strip(),
                found=self.sheet.rows[row][self.places[check.column]],
                problem=check.problem,
                kept=kept,
            )
            for check in self._asked(checks)
            for row in rows.filter(check.wrong)["row"]
        ]

    def sift(
        self, rows: pl.DataFrame, checks: Iterable[judging.Check]
    ) -> tuple[pl.DataFrame, list[RowFault]]:
        """Split off the rows that fail a check: the rows left, and the faults of the others."""
        wrong = [check.wrong.fill_null(False) for check in self._asked(checks)]
        return rows.filter(~pl.any_horizontal(wrong)), self.faults(rows, checks, kept=False)

    def _asked(self, checks: Iterable[judging.Check]) -> list[judging.Check]:
        """The checks of columns the layout has: a column it does not have is no fault of its rows."""
        return [check for check in checks if check.column in self.places]
