"""`acuerdo backup`."""

from pathlib import Path

import click

from acuerdo.agreement.faults import Refused
from acuerdo.cli.service import copying_plainly, plainly, start
from acuerdo.cli.shell import FILE, json_option, paint, print_json


@click.command("backup")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--keys", "with_keys", is_flag=True, help="Put the private signing keys in too.")
@json_option
def command(file: Path, with_keys: bool, as_json: bool) -> None:
    """Write the record and the published matches into FILE, as they stand now, while the service runs.

    FILE holds what is known of people, so only you may read it. It names the signing keys and does not hold
    them, unless told so. What is in it is verified by `acuerdo restore`, and tried by `acuerdo drill`.

    Example: acuerdo backup /backups/acuerdo-2026-01-31.tar
    """
    if file.exists() or not file.resolve().parent.is_dir():
        what = "is there already" if file.exists() else "lies in a folder that is not there"
        raise Refused(f"{file}: {what}\n  hint: name a new file")
    start()
    from acuerdo.operate.backup import back_up, digest_of

    with plainly(), copying_plainly():
        manifest = back_up(file, with_keys)
    if as_json:
        print_json({**manifest, "file": str(file), "sha256": digest_of(file)})
        return
    rows = sum(manifest["counts"].values())
    click.echo(f"{paint('wrote', bold=True)} {file}: {rows:,} rows, {file.stat().st_size:,} bytes")
    click.echo(f"  sha256 {digest_of(file)}")
    click.echo(f"  head of the audit: {manifest['head'] or 'nothing is sealed yet'}")
    names = ", ".join(manifest["keys"]["files"]) or "none, as of a demonstration"
    click.echo(
        f"  signing keys: {names}" + ("" if with_keys else "; they are not in it, keep them elsewhere")
    )
