"""`acuerdo diff`."""

import sys
from datetime import date
from pathlib import Path

import click

from acuerdo import agreement
from acuerdo.agreement.difference import differences, folded
from acuerdo.cli.shell import DAY, FILE, json_option, print_json


@click.command("diff")
@click.argument("a", type=FILE)
@click.argument("b", type=FILE, required=False)
@click.option(
    "--on", type=DAY, help="Compare the texts in force on this day. By default every entry is compared."
)
@click.option("--on-a", type=DAY, help="The day of A, where the days differ.")
@click.option("--on-b", type=DAY, help="The day of B; with --on-a one file can be compared with itself.")
@click.option("--known", type=DAY, help="Of the texts of these days, only what was public by this day.")
@click.option(
    "--positions",
    "position_files",
    type=FILE,
    multiple=True,
    help="A party's position file; may be repeated.",
)
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Also sources, notes and quotations, one by one.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where the texts differ.")
@json_option
def command(
    a: Path,
    b: Path | None,
    on: date | None,
    on_a: date | None,
    on_b: date | None,
    known: date | None,
    position_files: tuple[Path, ...],
    lang: str,
    everything: bool,
    exit_code: bool,
    as_json: bool,
) -> None:
    """Compare agreements A and B, or one agreement on two days, by what they say.

    Each difference is told with its path, the old and the new value, of what there is more or less, and the
    source of the new value. Order, style and comments make none. With position files each difference is
    told as welcome to a party or not, and each red line as crossed or not, before and after.

    \b
    Example: acuerdo diff agreements/us-mx-2023/agreement.yaml --on-a 2022-11-01 --on-b 2023-01-15
    """
    from acuerdo.cli.differing import Compared, held_on, record, say

    on_a, on_b = _days(b, on, on_a, on_b, known)
    old = agreement.read(a)
    new = agreement.read(b) if b else old
    found = differences(old, new, on_a, on_b, known)
    held = held_on(position_files, (old, new), on_b)
    texts = [
        agreement.consolidate(each, day, known) if day else each for each, day in ((old, on_a), (new, on_b))
    ]
    compared = Compared((texts[0], texts[1]), (on_a, on_b), found, held)
    if as_json:
        print_json(record(compared))
    else:
        say(compared, found if everything else folded(found), lang)
    sys.exit(1 if exit_code and found else 0)


def _days(
    b: Path | None, on: date | None, on_a: date | None, on_b: date | None, known: date | None
) -> tuple[date | None, date | None]:
    if on and (on_a or on_b):
        raise click.UsageError("--on is one day for both; --on-a and --on-b are one day for each.")
    if (on_a is None) != (on_b is None):
        raise click.UsageError("--on-a and --on-b go together.")
    if b is None and on_a is None:
        raise click.UsageError("Name a second agreement, or two days of this one: --on-a DAY --on-b DAY.")
    if known and not (on or on_a):
        raise click.UsageError("--known needs a day: --on, or --on-a and --on-b.")
    return on_a or on, on_b or on
