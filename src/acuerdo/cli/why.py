"""`acuerdo why`."""

import textwrap
from pathlib import Path
from typing import Any

import click

from acuerdo.agreement import Refused
from acuerdo.cli.shell import FILE, json_option, paint, print_json

LABELS = {
    "worker": ("Worker {id}", "Persona {id}"),
    "order": ("Order {id}", "Oferta {id}"),
    "clause": ("Decided by", "Lo decide"),
    "basis": ("known as", "sustento"),
}


@click.command("why")
@click.argument("out", type=FILE)
@click.option("--worker", type=click.IntRange(0), help="The number of a worker.")
@click.option("--order", metavar="CASE", help="The case of an order.")
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True)
@json_option
def command(out: Path, worker: int | None, order: str | None, lang: str, as_json: bool) -> None:
    """Say why a worker or an order of a season came to what it did.

    OUT is the folder that `acuerdo season` wrote.

    \b
    Examples:
      acuerdo why out/season --worker 1204
      acuerdo why out/season --worker 1204 --lang es
      acuerdo why out/season --order H-300-16350-123456
    """
    if (worker is None) == (order is None):
        raise Refused("say whose reason is wanted\n  hint: either --worker N or --order CASE")
    kind, key, found = ("worker", "worker", worker) if order is None else ("order", "case", order)
    row = _row(out / f"{kind}s_why.parquet", key, found)
    if as_json:
        print_json(row)
        return
    from acuerdo.figures.words import coded

    at = int(lang == "es")
    click.echo(paint(LABELS[kind][at].format(id=found), bold=True))
    click.echo(textwrap.fill(str(row[lang]), 78, initial_indent="  ", subsequent_indent="  "))
    known = f"{row['clause']} ({LABELS['basis'][at]}: {coded('basis', row['basis'], lang)})"
    click.echo(f"  {LABELS['clause'][at]}: {paint(known, dim=True)}")


def _row(file: Path, key: str, found: int | str | None) -> dict[str, Any]:
    import polars as pl

    if not file.exists():
        raise Refused(f"{file} is not there\n  hint: acuerdo season --out {file.parent} writes it")
    rows = pl.scan_parquet(file).filter(pl.col(key) == found).collect()
    if rows.is_empty():
        table = pl.scan_parquet(file).select(pl.len()).collect().item()
        hint = (
            f"0 to {table - 1}" if key == "worker" else f"as in the column case of {file.parent}/orders.csv"
        )
        raise Refused(f"{file.parent} has no {key} {found}\n  hint: {hint}")
    return rows.row(0, named=True)
