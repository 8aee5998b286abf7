"""`acuerdo print`."""

from datetime import date
from pathlib import Path

import click

from acuerdo import agreement
from acuerdo.agreement.reading.files import printable, save
from acuerdo.cli.shell import DAY, FILE, paint

PAGE = b"<!doctype html"
"""How the page that this command writes begins."""


@click.command("print")
@click.argument("file", type=FILE)
@click.option("--on", type=DAY, required=True, help="The day whose text is wanted, such as 2023-02-01.")
@click.option(
    "--known", type=DAY, help="Only what was public by this day. By default everything in the file."
)
@click.option("--plan", "plan_file", type=FILE, help="A plan that enacts the text and fills its silences.")
@click.option(
    "--lang",
    type=click.Choice(["en", "es", "both"]),
    default="en",
    show_default=True,
    help="English, Spanish, or both side by side.",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="The paper for which the page is laid out when a browser prints it.",
)
@click.option(
    "--out", type=FILE, default=Path("agreement.html"), show_default=True, help="The file to write."
)
def command(
    file: Path, on: date, known: date | None, plan_file: Path | None, lang: str, paper: str, out: Path
) -> None:
    """Print an agreement FILE as a document: the text of a day, article by article.

    Every value stands with its basis and its source. The document is one page of
    HTML that needs no network; a browser prints it, or saves it as PDF.

    \b
    Examples:
      acuerdo print agreements/us-mx-2023/agreement.yaml --on 2023-02-01 --out arrangement.html
      acuerdo print agreements/us-mx-2001/agreement.yaml --on 2017-03-01 \\
        --plan agreements/us-mx-2001/plan.yaml --lang both --out points.html
    """
    from acuerdo.figures.document import html, read_on

    _make_sure_it_may_be_replaced(out)
    read = agreement.read(file)
    plan = agreement.read_plan(plan_file) if plan_file else None
    page = html(read_on(read, on, known, plan), lang, paper)
    try:
        save(out, page.encode(), replace=True)
    except OSError as error:
        hint = "name another file with --out"
        raise agreement.Refused(f"{out} cannot be written: {error.strerror}\n  hint: {hint}") from None
    click.echo(f"Open {paint(str(out), bold=True)}")


def _make_sure_it_may_be_replaced(out: Path) -> None:
    """An earlier page may be; an agreement, or anything else that is there, may not."""
    if not out.is_file():
        return
    with out.open("rb") as file:
        begins = file.read(2 * len(PAGE)).lstrip().lower()
    if not begins.startswith(PAGE):
        hint = "name another file with --out"
        raise agreement.Refused(f"{printable(out)}: is no page, and is not replaced\n  hint: {hint}")
