"""`acuerdo audit`."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from acuerdo.agreement.faults import Refused
from acuerdo.agreement.reading.files import printable, save
from acuerdo.cli.shell import FILE, json_option, paint, print_json, say_refusal

if TYPE_CHECKING:
    from acuerdo.proof.chain import Countersigned, Verified


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
@click.argument("file", type=FILE, metavar="[EXPORT]", required=False)
@click.option("--party", required=True, help="The government that signs.")
@click.option("--key", "key_file", type=FILE, help="Its private key, a PEM file; a demonstration has one.")
@click.option(
    "--keys",
    "keyring",
    type=FILE,
    help="The public keys that you trust, a JSON file: of the government that keeps the chain at least.",
)
@click.option("--head", default="", help="The last head that you signed; it has to be in the chain.")
@click.option("--out", type=FILE, help="A file for the signatures, which `accept` takes in.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def countersign(
    file: Path | None,
    party: str,
    key_file: Path | None,
    keyring: Path | None,
    head: str,
    out: Path | None,
    force: bool,
) -> None:
    """Sign the sealed heads of the audit for another government than the one that keeps it.

    With an EXPORT, where that government is: the export is verified first, without the service, and nothing
    is signed of one that does not hold. Its private key never leaves it. Without an EXPORT, every head in
    the service that it has not signed yet, with a key that is here: for a demonstration.

    Example: acuerdo audit countersign audit.jsonl --party MEX --key mex.pem --keys keys.json --out mex.json
    """
    if file is None:
        _countersign_here(party, key_file)
    elif key_file is None or keyring is None or out is None:
        raise Refused(f"{printable(file)}: an export is signed with --key, --keys and --out")
    else:
        signed, last = _signed_export(file, party, key_file, keyring, head)
        save(out, signed.written(), replace=force)
        count = len(signed.heads)
        click.echo(
            f"wrote {printable(out)}: {count} {'signature' if count == 1 else 'signatures'} for {party}"
        )
        click.echo(f"  note the head for the next time: {last}")


def _countersign_here(party: str, key_file: Path | None) -> None:
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


def _signed_export(
    file: Path, party: str, key_file: Path, keyring: Path, head: str
) -> "tuple[Countersigned, str]":
    """The signatures of a government under an export that holds, and its last head."""
    from acuerdo.proof.chain import countersigned
    from acuerdo.proof.signing import read_keyring, read_private_key

    key = read_private_key(key_file)
    trusted = {name: public for name, public in read_keyring(keyring).items() if name != party}
    if not trusted:
        raise Refused(f"{printable(keyring)}: names no government but {party}, which signs itself")
    found = _verified(file, trusted, head)
    _say(file, found)
    return countersigned(found.heads, party, key), found.head


@command.command("accept")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--as", "name", required=True, help="The account that takes them in: an auditor's.")
@click.option(
    "--keys", "keyring", type=FILE, required=True, help="The public keys that you trust, a JSON file."
)
def accept(file: Path, name: str, keyring: Path) -> None:
    """Take in the signatures of another government, as its `countersign` wrote them into FILE.

    Each has to be of a head that is in the chain here, by the key that you have of that government; else
    none is taken in. Taken in twice, nothing changes.

    Example: acuerdo audit accept signed.json --as auditor --keys keys.json
    """
    from acuerdo.cli.service import plainly, start
    from acuerdo.proof.chain import Countersigned
    from acuerdo.proof.forms import Malformed, read_form
    from acuerdo.proof.signing import read_keyring

    keys = read_keyring(keyring)
    hint = "hint: `acuerdo audit countersign EXPORT --out FILE` writes it"
    try:
        given = read_form(Countersigned, file.read_bytes(), file.name, as_published=False)
    except OSError as error:
        raise Refused(f"{printable(file)}: cannot be read: {error.strerror}") from None
    except Malformed:
        raise Refused(f"{printable(file)}: holds no signatures of an audit\n  {hint}") from None
    if given.party not in keys:
        raise Refused(f"{printable(keyring)}: has no key of {given.party}, which signed")
    start()
    from acuerdo.operate import sealing
    from acuerdo.records.models import Account

    with plainly():
        account = Account.objects.filter(username=name).first()
        if account is None:
            raise Refused(f"--as {name}: there is no such account")
        new = sealing.take_in(account, given, keys[given.party])
    click.echo(f"took in {new} new of {len(given.heads)} signatures of {given.party}")


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
    keys = _keys(keyring, named)
    found = _verified(file, keys, head)
    if as_json:
        faults = [{"line": each.line, "entry": each.number, "fault": each.what} for each in found.faults]
        print_json({"faults": faults, "entries": found.entries, "head": found.head})
        sys.exit(1 if faults else 0)
    _say(file, found)
    count = f"{found.entries:,} {'entry' if found.entries == 1 else 'entries'}"
    click.echo(f"{paint('ok', fg='green')} {count}, signed by {' and '.join(sorted(keys))}")
    click.echo(f"  note the head for the next time: {found.head}")


def _verified(file: Path, keys: Mapping[str, str], head: str) -> "Verified":
    from acuerdo.proof.chain import verified

    try:
        with file.open(encoding="utf-8") as lines:
            return verified(lines, keys, head)
    except UnicodeDecodeError:
        raise Refused(f"{printable(file)}: is no text, and no export of an audit") from None


def _say(file: Path, found: "Verified") -> None:
    """Tell every fault of an export, and end where there is one."""
    from acuerdo.proof.chain import WHAT

    for each in found.faults:
        kind, _, party = each.what.partition(" of ")
        say_refusal(f"{printable(file)}:{each.line}: {f'{party}: ' if party else ''}{WHAT[kind]}")
    if found.faults:
        sys.exit(1)


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
