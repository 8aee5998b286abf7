"""`acuerdo verify`."""

import sys
from pathlib import Path
from typing import Any

import click

from acuerdo.cli.shell import FILE, json_option, print_json


class _Verify(click.Command):
    """`verify RESULT`, and `verify permit FILE`: a folder of that name is written ./permit."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if args[:1] == ["permit"]:
            from acuerdo.cli.checking import command as permit

            return permit.make_context(f"{info_name} permit", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command("verify", cls=_Verify)
@click.argument("folder", type=FILE, metavar="RESULT")
@click.option("--keys", "keys_file", type=FILE, help="The keys that you trust: a JSON file, by party.")
@click.option("--roll", "roll_file", type=FILE, help="The roll that the governments hold.")
@click.option("--receipt", "receipt_file", type=FILE, help="The receipt of a worker.")
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True)
@json_option
def command(
    folder: Path,
    keys_file: Path | None,
    roll_file: Path | None,
    receipt_file: Path | None,
    lang: str,
    as_json: bool,
) -> None:
    """Check a published RESULT: its files, signatures, lottery, counts, caps and cutoffs.

    With --keys the parties have to have signed with these keys; without, the keys are those that the result
    names, and their fingerprints are shown. With --roll every leaf, turn, count and cutoff is reckoned again,
    and every pair of a worker and an order is tried. With --receipt it is told whether what a worker holds
    belongs to the result, and whether every better order was given to workers before. No network is used.

    A permit is checked by `acuerdo verify permit`, which has a help of its own.

    Example: acuerdo verify docs/example/result --keys docs/example/keys.json
    """
    from acuerdo.cli.proving import record, say
    from acuerdo.proof.receipts import check_receipt
    from acuerdo.proof.recounting import recount
    from acuerdo.proof.result import read_result
    from acuerdo.proof.signing import read_keyring
    from acuerdo.proof.verifying import verify

    keys = read_keyring(keys_file) if keys_file else None
    result = read_result(folder)
    checks = verify(result, keys)
    if roll_file:
        checks += recount(result, roll_file)
    if receipt_file:
        checks += check_receipt(result, receipt_file)
    if as_json:
        print_json(record(result.manifest, result.signatures, checks, keys is not None))
    else:
        given = keys is not None, roll_file is not None
        say(result.manifest, result.signatures, checks, *given, lang)
    sys.exit(0 if all(check.passed for check in checks) else 1)
