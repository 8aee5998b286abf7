"""`acuerdo permits`."""

from pathlib import Path

import click

from acuerdo.agreement.faults import Refused
from acuerdo.agreement.reading.files import printable, save
from acuerdo.cli.shell import FILE


@click.group("permits")
def command() -> None:
    """Publish what permits are checked by: the keys, the list of revoked permits, the offline page.

    The service publishes the same at /permits/keys.json, /permits/statuses.jwt and /permits/verifier.html.

    Example: acuerdo permits page --out verifier.html
    """


@command.command("keys")
def keys() -> None:
    """Print the published keys, as a JWK Set."""
    from acuerdo.cli.service import plainly, start

    start()
    from acuerdo.operate import permit_keys

    with plainly():
        click.echo(permit_keys.key_set(), nl=False)


@command.command("statuses")
def statuses() -> None:
    """Print the signed list of revoked permits, as it is now."""
    from acuerdo.cli.service import plainly, start

    start()
    from acuerdo.operate import statuses as lists

    with plainly():
        click.echo(lists.newest())


@command.command("page")
@click.option("--out", type=FILE, required=True, help="Where the page is written.")
@click.option("--keys", "keys_file", type=FILE, help="Published keys, as the service publishes them.")
@click.option("--statuses", "list_file", type=FILE, help="The newest list, as the service publishes it.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def page(out: Path, keys_file: Path | None, list_file: Path | None, force: bool) -> None:
    """Write the page that checks permits without a network: one file, for any browser.

    With --keys and --statuses it is made of these files, where no service is; without, of the service's own.

    Example: acuerdo permits page --out verifier.html
    """
    from acuerdo.cli.checking import text_of
    from acuerdo.cli.service import plainly, start
    from acuerdo.proof.credentials.published import read_keys
    from acuerdo.proof.credentials.signing import Malformed
    from acuerdo.web import verifier

    if (keys_file is None) != (list_file is None):
        raise Refused("--keys and --statuses belong together\n  hint: give both, or neither")
    if keys_file is not None and list_file is not None:
        known, listed, stands_at = text_of(keys_file), text_of(list_file), None
    else:
        start()
        from django.conf import settings

        from acuerdo.operate import clock, permit_keys
        from acuerdo.operate import statuses as lists

        with plainly():
            known, listed = permit_keys.key_set(), lists.newest()
        stands_at = int(clock.now().timestamp()) if settings.ACUERDO.demo else None
    try:
        read_keys(known)
    except Malformed as error:
        raise Refused(f"{printable(keys_file or out)}: {error}\n  hint: acuerdo permits keys") from None
    save(out, verifier.page(known, listed, stands_at).encode(), replace=force)
    click.echo(f"wrote {printable(out)}: open it in a browser; it needs no network")


@command.command("withdraw")
@click.argument("kid", metavar="KEY")
@click.option("--as", "name", required=True, help="The account that withdraws it: a secretary's.")
@click.option("--why", required=True, help="Why: it is kept.")
def withdraw(kid: str, name: str, why: str) -> None:
    """Withdraw a KEY, by its name: nothing that it ever signed holds from now on.

    Permits are signed anew by the next key as soon as their holders look at them. Put that key into the
    folder of keys first.

    Example: acuerdo permits withdraw d1uG...F0 --as secretary --why "the machine was stolen"
    """
    from acuerdo.cli.service import plainly, start

    start()
    from acuerdo.operate import permit_keys
    from acuerdo.records.models import Account

    with plainly():
        account = Account.objects.filter(username=name).first()
        if account is None:
            raise Refused(f"--as {name}: there is no such account")
        permit_keys.withdraw(account, kid, why)
    click.echo(f"withdrawn: {kid}")
