"""`acuerdo sign`."""

from pathlib import Path

import click

from acuerdo.agreement import Refused
from acuerdo.agreement.reading.files import printable, save
from acuerdo.cli.shell import FILE


@click.command("sign")
@click.argument("folder", type=FILE, metavar="RESULT")
@click.option("--party", required=True, help="The code of the party that signs.")
@click.option("--key", "key_file", type=FILE, required=True, help="Its private key, a PEM file.")
def command(folder: Path, party: str, key_file: Path) -> None:
    """Sign a published RESULT for a party, in place of an earlier signature of that party.

    Check it first, with the roll: acuerdo verify RESULT --roll FILE. The public key is printed, as a file
    for --keys has it, with its fingerprint.

    Example: acuerdo sign out/result --party USA --key usa.pem
    """
    from acuerdo.proof.publishing import SIGNATURES
    from acuerdo.proof.result import read_result
    from acuerdo.proof.signing import Signatures, fingerprint, read_private_key, sign

    key, result = read_private_key(key_file), read_result(folder)
    hint = "`acuerdo verify` says what is wrong with it"
    if result.manifest is None or result.signatures is None:
        raise Refused(f"{printable(folder)}: cannot be read whole\n  hint: {hint}")
    if party not in result.manifest.parties:
        hint = f"its parties are {', '.join(result.manifest.parties)}"
        raise Refused(f"{printable(folder)}: {party} is no party of the result\n  hint: {hint}")
    if result.told:
        raise Refused(f"{printable(folder)}: is not whole, and is not signed\n  hint: {hint}")
    signed = sign(party, result.manifest_bytes, key)
    parties = {**result.signatures, party: signed}
    save(folder / SIGNATURES, Signatures(parties=parties).written(), replace=True)
    click.echo(f'signed for {party}\n  "{party}": "{signed.key}"\n  {fingerprint(signed.key)}')
