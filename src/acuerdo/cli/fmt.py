"""`acuerdo fmt`."""

import sys
from pathlib import Path

import click

from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.agreement.layout import formatted
from acuerdo.agreement.reading.files import load, printable
from acuerdo.agreement.reading.kinds import kind_of
from acuerdo.cli.kinds import KINDS
from acuerdo.cli.shell import FILE, say_faults

FIRST = ("format", "cases_of", "plan_for", "positions_of", "id", "title")
"""The sections that stand first in a file of any kind."""


@click.command("fmt")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit with 1 where a file would change."
)
def command(files: tuple[Path, ...], only_check: bool) -> None:
    """Put each FILE into standard layout: sections in one order, comments kept, values untouched.

    Example: acuerdo fmt --check agreements/us-mx-2001/agreement.yaml
    """
    changed = 0
    faults: list[Fault] = []
    for file in files:
        try:
            text = _in_layout(file).encode()
        except Unreadable as error:
            faults += error.faults
            continue
        if text == file.read_bytes():
            continue
        changed += 1
        click.echo(f"{'would change' if only_check else 'changed'} {printable(file)}")
        if not only_check:
            file.write_bytes(text)
    if faults:
        say_faults(faults)
    sys.exit(1 if faults or (only_check and changed) else 0)


def _in_layout(file: Path) -> str:
    document = load(file)
    return formatted(document, list(dict.fromkeys([*FIRST, *KINDS[kind_of(document)].fields()])))
