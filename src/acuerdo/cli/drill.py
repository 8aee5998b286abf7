"""`acuerdo drill`."""

from pathlib import Path

import click

from acuerdo.cli.service import copying_plainly, plainly, start
from acuerdo.cli.shell import FILE, json_option, print_json


@click.command("drill")
@click.argument("file", type=FILE, metavar="[FILE]", required=False)
@json_option
def command(file: Path | None, as_json: bool) -> None:
    """Try whether the record can be restored, and say how long each step takes.

    A backup is made, or FILE is taken; it is restored into a database beside the one in use, verified as
    `acuerdo restore` does, and deleted. The service may run meanwhile.

    Example: acuerdo drill
    """
    start()
    from acuerdo.operate.restoring import drill

    with plainly(), copying_plainly(file):
        done = drill(file)
    total, rows = sum(done.seconds.values()), sum(done.held.counts.values())
    if as_json:
        print_json({"seconds": done.seconds, "total": total, "rows": rows, "bytes": done.size})
        return
    for words, seconds in done.seconds.items():
        click.echo(f"{seconds:9.2f} s  {words}")
    click.echo(f"{total:9.2f} s  in all: {rows:,} rows, {done.size:,} bytes, {done.held.linked:,} sealed")
