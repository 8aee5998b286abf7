"""`acuerdo restore`."""

from pathlib import Path

import click

from acuerdo.cli.service import copying_plainly, plainly, start
from acuerdo.cli.shell import FILE


@click.command("restore")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--replace", is_flag=True, help="Also where there is a record: it stays beside.")
def command(file: Path, replace: bool) -> None:
    """Make the record again from a backup in FILE; stop the service first.

    The record is made beside and verified: its digests, migrations, rows, and every entry of the audit. Only
    then it is put in place, in one step: a restore that fails or is killed leaves the record that was there.
    After it, `acuerdo erase` erases again what was due since the backup.

    Example: acuerdo restore /backups/acuerdo-2026-01-31.tar
    """
    start()
    from acuerdo.operate.restoring import restore

    with plainly(), copying_plainly(file):
        done = restore(file, replace, say=lambda words: click.echo(f"{words[0].upper()}{words[1:]}"))
    rows = sum(done.held.counts.values())
    click.echo(f"restored {rows:,} rows; the audit holds: {done.held.linked:,} sealed entries")
    if done.kept:
        click.echo(f"  the record that was there is kept as {done.kept}; delete it once it is not needed")
    for name in done.keys:
        click.echo(f"  wrote the signing key {name}")
    for name in done.missing:
        click.echo(f"  the signing key {name} is not here: put it into the folder of keys")
