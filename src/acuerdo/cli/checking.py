"""`acuerdo verify permit`."""

import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import click

from acuerdo.agreement.faults import Refused
from acuerdo.agreement.reading.files import printable
from acuerdo.cli.shell import DAY, FILE, json_option, paint, print_json

MOST_BYTES = 16_000_000
"""Bytes of a file that are read (layout): more than any list or permit has."""
COLOURS = {"good": "green", "wait": "yellow", "bad": "red"}


@click.command("permit")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--keys", "keys_file", type=FILE, required=True, help="The published keys: a JWK Set.")
@click.option("--statuses", "list_file", type=FILE, help="The newest list of revoked permits.")
@click.option("--on", "on", type=DAY, help="The day that is asked about; today where nothing is said.")
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True)
@json_option
def command(
    file: Path, keys_file: Path, list_file: Path | None, on: date | None, lang: str, as_json: bool
) -> None:
    """Check a permit, as its code was read into FILE; - reads it from standard input.

    What the code says are digits, or an SD-JWT (RFC 9901). No network is used: keys and list are files that
    the service publishes at /permits/keys.json and /permits/statuses.jwt. Exit code 0: it holds; 1: it does
    not, or nothing can be known. A copy cannot be told from its original here: compare the person.

    Example: acuerdo verify permit permit.txt --keys keys.json --statuses statuses.jwt
    """
    from acuerdo.proof.credentials.permits import NO_PERMIT, Judged, judge, open_statuses, read_shown
    from acuerdo.proof.credentials.published import read_keys
    from acuerdo.proof.credentials.signing import Malformed

    try:
        keys = read_keys(text_of(keys_file))
    except Malformed as error:
        raise Refused(f"{printable(keys_file)}: {error}\n  hint: acuerdo permits keys") from None
    statuses = open_statuses(text_of(list_file).strip(), keys) if list_file else None
    now = int(time.time())
    day = on or datetime.fromtimestamp(now, UTC).date()
    at = now if on is None else int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    try:
        judged = judge(read_shown(text_of(file)), keys, statuses, day, at)
    except Malformed:
        judged = Judged(NO_PERMIT)
    if as_json:
        told = {name: each for name, each in judged.claims.items() if name != "photo"}
        print_json({"verdict": judged.verdict, "on": day.isoformat(), "permit": told})
    else:
        _say(judged.verdict, judged.claims, lang)
    sys.exit(0 if judged.verdict == "holds" else 1)


def _say(verdict: str, claims: object, lang: str) -> None:
    from acuerdo.web.verifier.words import CLAIMS, PAGE, VERDICTS

    spoken = 1 if lang == "es" else 0
    look, name, meaning = VERDICTS[verdict]
    click.echo(f"{paint(name[spoken], fg=COLOURS[look], bold=True)}: {meaning[spoken]}")
    known = claims if isinstance(claims, dict) else {}
    for claim, label in CLAIMS.items():
        if claim in known:
            click.echo(f"  {label[spoken]}: {known[claim]}")
    if known:
        click.echo(f"  {PAGE['copy'][spoken]}")
        click.echo(f"  {PAGE['bound' if 'cnf' in known else 'paper'][spoken]}")


def text_of(file: Path) -> str:
    """The text of a file; - is standard input.

    Raises:
        Refused: it cannot be read, or is no text.
    """
    try:
        if str(file) == "-":
            data = sys.stdin.buffer.read(MOST_BYTES)
        else:
            with file.open("rb") as opened:
                data = opened.read(MOST_BYTES)
        return data.decode("utf-8")
    except OSError as error:
        raise Refused(f"{printable(file)}: cannot be read: {(error.strerror or '').lower()}") from None
    except UnicodeDecodeError:
        hint = "scan the code with any reader, and write what it says into a file"
        raise Refused(f"{printable(file)}: is no text\n  hint: {hint}") from None
