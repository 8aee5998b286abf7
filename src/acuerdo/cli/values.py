"""`acuerdo values`."""

from datetime import date
from pathlib import Path

import click

from acuerdo import agreement
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.reading.files import printable, save
from acuerdo.cli.shell import DAY, FILE

WIDTHS = (58, 30, 24, 22, 11, 12, 12, 10, 40, 40)
"""The widths of the columns of values, in characters."""
SOURCE_COLUMNS = ("id", "en", "es", "kind", "dated", "doi", "file", "lines")
HOW_TO = (
    ("English", "Español"),
    (
        "Change only the columns value, src and basis of the first sheet, in the form in which they stand:"
        " 30_000, 2023-01-05, 16.50 USD, 8 months, [MEX, CAN].",
        "Cambie solo las columnas value, src y basis de la primera hoja, en la forma en que están escritas:"
        " 30_000, 2023-01-05, 16.50 USD, 8 months, [MEX, CAN].",
    ),
    (
        "Save the file and write it back with: acuerdo values AGREEMENT --read THIS_FILE --out NEW_AGREEMENT;"
        " whatever is at fault is told with its row.",
        "Guarde el archivo y vuelva a leerlo con: acuerdo values ACUERDO --read ESTE_ARCHIVO --out"
        " NUEVO_ACUERDO; todo error se indica con su fila.",
    ),
)
"""The third sheet, in both languages."""


@click.command("values")
@click.argument("file", type=FILE)
@click.option("--on", type=DAY, help="Only what holds on this day, with the amendments in force.")
@click.option("--plan", "plan_file", type=FILE, help="A plan that fills silences; needs --on.")
@click.option("--csv", "csv_file", type=FILE, help="Write the table as CSV.")
@click.option("--xlsx", "xlsx_file", type=FILE, help="Write the table as a workbook: all cells text.")
@click.option("--read", "read_file", type=FILE, help="Read an edited table, .csv or .xlsx, back in.")
@click.option("--out", type=FILE, help="With --read: the agreement file to write.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
def command(
    file: Path,
    on: date | None,
    plan_file: Path | None,
    csv_file: Path | None,
    xlsx_file: Path | None,
    read_file: Path | None,
    out: Path | None,
    force: bool,
) -> None:
    """Write all values of an agreement FILE as a table, or read an edited table back in.

    Of the table only `value`, `src` and `basis` are read back; they are written into a new copy of FILE,
    comments and all else kept, which is checked as `acuerdo check` does. Without --out nothing is written.

    Example: acuerdo values agreements/invented/agreement.yaml --xlsx values.xlsx
    """
    if plan_file and not on:
        raise click.UsageError("--plan needs --on: a plan fills the silences of one day")
    if read_file and (on or csv_file or xlsx_file):
        raise click.UsageError("--read takes --out and --force only")
    if out and not read_file:
        raise click.UsageError("--out is the agreement that --read makes; a table is --csv or --xlsx")
    read = agreement.read(file)
    if read_file:
        _read_back(read, read_file, out, force=force)
    else:
        _write(read, on, plan_file, csv_file, xlsx_file, force=force)


def _read_back(read: Agreement, table: Path, out: Path | None, *, force: bool) -> None:
    from acuerdo.agreement.reading.workbooks import read_sheet
    from acuerdo.agreement.revision import revised

    text, edits = revised(read, read_sheet(table, "values"))
    for edit in edits:
        click.echo(str(edit))
    if out:
        save(out, "\n".join(text.document.lines).encode(), replace=force)
    number = "1 cell differs" if len(edits) == 1 else f"{len(edits)} cells differ"
    click.echo(f"{number}; {f'wrote {printable(out)}' if out else 'nothing written: --out names a file'}")


def _write(
    read: Agreement,
    on: date | None,
    plan_file: Path | None,
    csv_file: Path | None,
    xlsx_file: Path | None,
    *,
    force: bool,
) -> None:
    from acuerdo.agreement.reading.cells import csv_bytes, csv_text

    text, rows = _rows(read, on, plan_file)
    if csv_file:
        save(csv_file, csv_bytes(rows), replace=force)
    if xlsx_file:
        save(xlsx_file, _workbook(text, rows), replace=force)
    for made in filter(None, (csv_file, xlsx_file)):
        click.echo(f"wrote {printable(made)}: {len(rows) - 1} values")
    if not (csv_file or xlsx_file):
        click.echo(csv_text(rows), nl=False)


def _rows(
    read: Agreement, on: date | None, plan_file: Path | None
) -> tuple[Agreement, list[tuple[str, ...]]]:
    from acuerdo.agreement.provenance import values
    from acuerdo.agreement.revision import OF_A_DAY
    from acuerdo.agreement.table import COLUMNS, table

    if on is None:
        return read, [COLUMNS, *(row.listed() for row in table(read))]
    plan = agreement.read_plan(plan_file) if plan_file else None
    text = agreement.enact(read, on, plan).agreement if plan else agreement.consolidate(read, on)
    under = f" under {plan.terms.id}" if plan else ""
    header = tuple(f"{OF_A_DAY}{on}{under}" if name == "value" else name for name in COLUMNS)
    held = [value for value in values(text) if value.holds_on(on)]
    return text, [header, *(row.listed() for row in table(text, held))]


def _workbook(text: Agreement, rows: list[tuple[str, ...]]) -> bytes:
    from acuerdo.agreement.clauses.base import BASES
    from acuerdo.agreement.reading.workbooks import Page, workbook
    from acuerdo.agreement.table import EDITED

    of_a_day = rows[0][1] not in EDITED
    sources = [
        (
            name,
            each.title.en,
            each.title.es,
            each.kind,
            *(getattr(each, column) or "" for column in SOURCE_COLUMNS[4:]),
        )
        for name, each in text.terms.sources.items()
    ]
    edited = frozenset() if of_a_day else frozenset(EDITED)
    return workbook(
        {
            "values": Page(rows, WIDTHS, edited, {} if of_a_day else {"basis": BASES}),
            "sources": Page([SOURCE_COLUMNS, *sources], (18, 70, 70, 14, 12, 28, 28, 14)),
            "how to": Page(HOW_TO, (60, 60)),
        }
    )
