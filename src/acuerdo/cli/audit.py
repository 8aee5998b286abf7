"""`acuerdo audit`."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from acuerdo.agreement.faults import Refused
from acuerdo.agreement.reading.files import printable
from acuerdo.cli.shell import FILE, json_option, paint, print_json, say_refusal


@click.group("audit")
def command() -> None:
    """Seal the audit, sign it for another government, export it, and verify an export.

    Every reading and writing of what is known of a person is an entry. Sealing puts entries into a chain and
    signs its head; the other government signs it too. An export is verified anywhere, without the service.

    Example: acuerdo audit verify audit.jsonl --keys keys.json
    """


@command.command("seal")
@click.option("--as", "name", required=True, help="The account that seals: an auditor's.")
def seal(name: str) -> None:
    """Put what is not in the chain yet into it, and sign its head for the government of the service."""
    from acuerdo.cli.service import plainly, start

    start()
    from acuerdo.operate import sealing
    from acuerdo.records.models import Account

    with plainly():
        account = Account.objects.filter(username=name).first()
        if account is None:
            raise Refused(f"--as {name}: there is no such account")
        made = sealing.seal(account)
    click.echo(
        f"sealed entries {made.first} to {made.last}\n  {made.head}" if made else "nothing new to seal"
    )


@command.command("countersign")
@click.option("--party", required=True, help="The government that signs.")
@click.option("--key", "key_file", type=FILE, help="Its private key, a PEM file; a demonstration has one.")
def countersign(party: str, key_file: Path | None) -> None:
    """Sign every sealed head that this government has not signed yet."""
    from acuerdo.cli.service import plainly, start
    from acuerdo.proof.signing import read_private_key

    start()
    from acuerdo.operate import sealing
    from acuerdo.operate.keys import keys
    from acuerdo.operate.law import law

    parties = sorted(law().agreement.terms.parties)
    if party not in parties:
        raise Refused(
            f"--party {party}: is no party of the text\n  hint: its parties are {', '.join(parties)}"
        )
    with plainly():
        key = read_private_key(key_file) if key_file else keys().get(party)
        if key is None:
            raise Refused(f"--key: the key of {party} is not here\n  hint: --key FILE names it")
        signed = sealing.countersign_all(party, key)
    for each in signed:
        click.echo(f"signed for {party}: entries {each.first} to {each.last}\n  {each.head}")
    if not signed:
        click.echo(f"nothing left to sign for {party}")


@command.command("keys")
def keys_() -> None:
    """Print the public keys that belong to the keys that are here, as --keys of `verify` reads them.

    Whoever verifies asks each government for its own: what the service says of another proves nothing.
    """
    from acuerdo.cli.service import start
    from acuerdo.proof.signing import public

    start()
    from acuerdo.operate.keys import keys

    print_json({party: public(key) for party, key in sorted(keys().items())})


@command.command("export")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def export(file: Path, force: bool) -> None:
    """Write the sealed chain into FILE, a line of JSON for each entry and each seal."""
    from acuerdo.cli.service import plainly, start

    if file.exists() and not (force and file.is_file()):
        hint = "name a new file, or add --force" if file.is_file() else "name a file"
        raise Refused(f"{printable(file)}: is there already, and is not replaced\n  hint: {hint}")
    if not file.resolve().parent.is_dir():
        raise Refused(f"{printable(file)}: there is no folder {printable(file.parent)}")
    start()
    from acuerdo.operate import sealing

    with plainly():
        count = sealing.export(file)
    click.echo(f"wrote {printable(file)}: {count:,} sealed {'entry' if count == 1 else 'entries'}")


@command.command("verify")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--keys", "keyring", type=FILE, help="The public keys that you trust: a JSON file, by party.")
@click.option(
    "--key", "named", multiple=True, metavar="PARTY=KEY", help="A public key in base 64; for each party."
)
@click.option("--head", default="", help="A head that you noted before; it has to be in the chain.")
@json_option
def verify(file: Path, keyring: Path | None, named: tuple[str, ...], head: str, as_json: bool) -> None:
    """Check an exported audit in FILE by public keys alone, without the service and without a network.

    Each party whose key is given has to have signed every head. A line that was changed, left out, put in or
    moved is told with its number, and so is a signature that is missing. A chain that was cut off behind an
    earlier seal is whole in itself: only --head, what you noted when you last verified, tells.

    Example: acuerdo audit verify audit.jsonl --keys keys.json
    """
    from acuerdo.proof.chain import WHAT, verified

    keys = _keys(keyring, named)
    try:
        with file.open(encoding="utf-8") as lines:
            found = verified(lines, keys, head)
    except UnicodeDecodeError:
        raise Refused(f"{printable(file)}: is no text, and no export of an audit") from None
    if as_json:
        faults = [{"line": each.line, "entry": each.number, "fault": each.what} for each in found.faults]
        print_json({"faults": faults, "entries": found.entries, "head": found.head})
        sys.exit(1 if faults else 0)
    for each in found.faults:
        kind, _, party = each.what.partition(" of ")
        say_refusal(f"{printable(file)}:{each.line}: {f'{party}: ' if party else ''}{WHAT[kind]}")
    if found.faults:
        sys.exit(1)
    count = f"{found.entries:,} {'entry' if found.entries == 1 else 'entries'}"
    click.echo(f"{paint('ok', fg='green')} {count}, signed by {' and '.join(sorted(keys))}")
    click.echo(f"  note the head for the next time: {found.head}")


def _keys(keyring: Path | None, named: tuple[str, ...]) -> Mapping[str, str]:
    """The public keys that are trusted, from a file or one by one."""
    from acuerdo.proof.signing import read_keyring, readable

    hint = "  hint: --keys FILE, or --key MEX=... --key USA=...; each government publishes its own"
    if bool(keyring) == bool(named):
        raise Refused(f"say whose signatures are needed, in one way\n{hint}")
    if keyring:
        return read_keyring(keyring)
    found: dict[str, str] = {}
    for each in named:
        party, _, key = each.partition("=")
        if not readable(key) or party in found or key in found.values():
            raise Refused(f"--key {each}: is no public key in base 64, or said twice\n{hint}")
        found[party] = key
    return found
