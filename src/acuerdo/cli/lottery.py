"""`acuerdo lottery`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from acuerdo.agreement import Refused
from acuerdo.agreement.reading.files import printable, save
from acuerdo.cli.shell import FILE

if TYPE_CHECKING:
    from acuerdo.proof.lottery import Record

MOST_BYTES = 1 << 28
"""Most bytes of a record or a list that are read (assumed: 20 times the list of 400,000 workers)."""

party_option = click.option("--party", required=True, help="The code of the party.")
secret_option = click.option(
    "--secret", "secret_file", type=FILE, required=True, help="A file of 32 bytes, as 64 signs 0-9 a-f."
)
at_option = click.option("--at", required=True, help="When it is published, such as 2030-01-31T12:00:00Z.")
out_option = click.option("--out", type=FILE, required=True, help="The file to write.")


@click.group("lottery")
def command() -> None:
    """Keep the record of a lottery: commit to a secret, reveal it, compute the seed.

    A record begins with its terms alone, on which all parties agree. Each step writes a new file.

    Example: acuerdo lottery commit record.json --party MEX --secret secret.txt --at 2030-01-31T12:00:00Z
    --out next.json
    """


@command.command("commit")
@click.argument("record", type=FILE)
@party_option
@secret_option
@at_option
@out_option
def commit(record: Path, party: str, secret_file: Path, at: str, out: Path) -> None:
    """Put the commitment of a party into a RECORD, and print it to be published."""
    from acuerdo.proof.lottery import commitment

    read, secret = _record(record), _secret(secret_file)
    if party not in read.terms.parties:
        hint = f"the terms name {', '.join(read.terms.parties)}"
        raise Refused(f"{printable(record)}: {party} takes no part\n  hint: {hint}")
    if party in read.shares:
        raise Refused(f"{printable(record)}: {party} has committed already")
    made = commitment(read.terms, party, secret)
    _write(out, _with_share(read, party, {"committed": at, "commitment": made}, record))
    click.echo(f"{party} commits to {made}")


@command.command("reveal")
@click.argument("record", type=FILE)
@party_option
@secret_option
@at_option
@out_option
def reveal(record: Path, party: str, secret_file: Path, at: str, out: Path) -> None:
    """Put the secret of a party into a RECORD, if it is the one that was committed to."""
    from acuerdo.proof.lottery import commitment

    read, secret = _record(record), _secret(secret_file)
    if party not in read.shares:
        raise Refused(f"{printable(record)}: {party} has committed to nothing")
    if commitment(read.terms, party, secret) != read.shares[party].commitment:
        raise Refused(f"{printable(secret_file)}: is not what {party} committed to under these terms")
    _write(out, _with_share(read, party, {"revealed": at, "secret": secret.hex()}, record))
    click.echo(f"{party} revealed what it had committed to")


@command.command("seed")
@click.argument("record", type=FILE)
@click.option("--applications", "list_file", type=FILE, required=True, help="The closed list, one a line.")
@click.option("--beacon", required=True, help="What the beacon said, in signs 0-9 a-f.")
@out_option
def seed(record: Path, list_file: Path, beacon: str, out: Path) -> None:
    """Put the closed list and the beacon into a RECORD, and compute the seed, if all was kept to."""
    from acuerdo.cli.proving import fault
    from acuerdo.proof import lottery

    applications = [each for line in _text(list_file).splitlines() if (each := line.strip())]
    try:
        closed = {"count": len(applications), "sha256": lottery.list_digest(applications)}
    except ValueError as error:
        raise Refused(f"{printable(list_file)}: {error}") from None
    drawn = _with(_record(record), {"applications": closed, "beacon": beacon.lower()}, record)
    drawn = drawn.model_copy(update={"seed": lottery.seed(drawn)})
    told = [f"  {fault(each, 0)}" for each in lottery.faults(drawn)]
    if told:
        raise Refused("\n".join([f"{printable(record)}: the lottery does not hold", *told]))
    _write(out, drawn)
    click.echo(f"seed {drawn.seed}")


def _record(path: Path) -> "Record":
    return _read(_text(path).encode(), path)


def _with_share(read: "Record", party: str, changes: dict[str, str], path: Path) -> "Record":
    shares = read.model_dump()["shares"]
    return _with(read, {"shares": {**shares, party: {**shares.get(party, {}), **changes}}}, path)


def _with(read: "Record", changes: dict[str, Any], path: Path) -> "Record":
    from acuerdo.proof.hashing import canonical

    return _read(canonical({**read.model_dump(), **changes}), path)


def _read(data: bytes, path: Path) -> "Record":
    from acuerdo.cli.proving import fault
    from acuerdo.proof.forms import Malformed, read_form
    from acuerdo.proof.lottery import Record

    try:
        return read_form(Record, data, printable(path), as_published=False)
    except Malformed as error:
        raise Refused("\n".join(fault(each, 0) for each in error.told)) from None


def _secret(path: Path) -> bytes:
    text = _text(path).strip()
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != 32:
        hint = "openssl rand -hex 32 draws such a secret"
        raise Refused(f"{printable(path)}: holds no secret of 32 bytes\n  hint: {hint}")
    return secret


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES).decode("utf-8")
    except ValueError:
        raise Refused(f"{printable(path)}: is no text") from None


def _write(path: Path, record: "Record") -> None:
    save(path, record.written())
