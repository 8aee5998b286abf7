"""`acuerdo receipt`."""

from pathlib import Path

import click

from acuerdo.agreement.reading.files import printable, save
from acuerdo.cli.shell import FILE


@click.command("receipt")
@click.argument("roll", type=FILE)
@click.option("--result", "folder", type=FILE, required=True, help="The folder of the published result.")
@click.option("--worker", required=True, metavar="PSEUDONYM", help="The worker it is for.")
@click.option("--out", type=FILE, required=True, help="The file to write; it must not be there yet.")
def command(roll: Path, folder: Path, worker: str, out: Path) -> None:
    """Write the receipt of a worker from the ROLL that the governments hold.

    It holds what the leaf of the worker holds, and the cutoff of every order that the worker would rather
    have. It is for that worker alone: whoever has it can tell what became of the worker.

    Example: acuerdo receipt docs/example/private/roll.parquet --result docs/example/result
    --worker W-03 --out receipt.json
    """
    from acuerdo.proof.receipts import receipt
    from acuerdo.proof.result import read_result

    save(out, receipt(read_result(folder), roll, worker).written())
    click.echo(f"wrote {printable(out)}")
