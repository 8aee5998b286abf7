"""`acuerdo export`."""

from pathlib import Path

import click

from acuerdo.agreement.clauses.information import PURPOSES
from acuerdo.agreement.faults import Refused
from acuerdo.cli.service import account_named, plainly, start
from acuerdo.cli.shell import FILE, json_option, paint, print_json
from acuerdo.rules.sharing import BECAUSE_WORDS


@click.command("export")
@click.argument("folder", type=FILE, metavar="[FOLDER]", required=False)
@click.option("--as", "name", required=True, help="The account that takes it out: of an officer.")
@click.option(
    "--purpose",
    required=True,
    metavar="PURPOSE",
    type=click.Choice(PURPOSES),
    help=f"What it is for: {', '.join(PURPOSES)}.",
)
@click.option("--to", "receiver", default="", help="The government it is for, where the text has several.")
@click.option("--from", "sender", default="", help="The government it is from, where the text has several.")
@click.option("--format", "form", type=click.Choice(("csv", "parquet", "jsonl")), default="csv")
@json_option
def command(
    folder: Path | None, name: str, purpose: str, receiver: str, sender: str, form: str, as_json: bool
) -> None:
    """Write tables for a government into FOLDER: what the text lets pass to it for a purpose, nothing else.

    A file for each table, and a manifest that names the entry of the text for each column, and why others are
    left out. Complaints, and what anybody filed to regularise or for asylum, are never among them. That each
    person was read is an entry of the audit. Without a FOLDER: says what would pass, and reads nobody.

    \b
    Examples:
      acuerdo export --as origin_officer --purpose remedy
      acuerdo export out/tables --as origin_officer --purpose remedy --format parquet
    """
    if folder is not None and (folder.exists() or not folder.resolve().parent.is_dir()):
        what = "is there already" if folder.exists() else "lies in a folder that is not there"
        raise Refused(f"{folder}: {what}\n  hint: name a new folder")
    start()
    from acuerdo.operate import exporting

    with plainly():
        account = account_named(name)
        offered = exporting.offer(account, purpose, receiver, sender)
        told = exporting.export(account, offered, folder, form) if folder else None
    if as_json:
        print_json(told or {table.name: dict(table.columns) for table in offered.passing})
        return
    for table in offered.tables:
        if table.columns:
            rows = f", {told['tables'][table.name]['rows']:,} rows" if told else ""
            click.echo(f"{paint(table.name, bold=True)}: {', '.join(table.columns)}{rows}")
            click.echo(f"  by {', '.join(sorted(set(table.columns.values())))}")
    reasons = {because for table in offered.tables for because in table.left_out.values()}
    for because in sorted(reasons):
        left = sorted(table.name for table in offered.tables if because in table.left_out.values())
        click.echo(f"left out, {BECAUSE_WORDS[because]}: {', '.join(left)}")
    if told:
        count = f"{told['people']:,} {'person' if told['people'] == 1 else 'people'}"
        click.echo(f"wrote {folder}: {len(told['tables'])} tables, {count}")
    elif not offered.passing:
        click.echo(f"nothing may pass to {offered.receiver} for {purpose}")
