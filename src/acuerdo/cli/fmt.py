"""`acuerdo fmt`."""

import sys
from pathlib import Path

import click

from acuerdo.agreement.layout import formatted
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.schema import KINDS
from acuerdo.cli.shell import FILE, kind_of


@click.command("fmt")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit with 1 where a file would change."
)
def command(files: tuple[Path, ...], only_check: bool) -> None:
    """Put each FILE into standard layout: sections in one order, comments kept, values untouched."""
    changed = 0
    for file in files:
        document = load(file)
        fields = KINDS[kind_of(file)].fields()  # type: ignore[attr-defined]
        first = ["format", "cases_of", "plan_for", "id", "title"]
        text = formatted(document, [*first, *(name for name in fields if name not in first)])
        if text == file.read_text(encoding="utf-8"):
            continue
        changed += 1
        click.echo(f"{'would change' if only_check else 'changed'} {file}")
        if not only_check:
            file.write_text(text, encoding="utf-8")
    sys.exit(1 if only_check and changed else 0)
