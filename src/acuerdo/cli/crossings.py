"""`acuerdo crossings`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from acuerdo.agreement.faults import Refused
from acuerdo.agreement.reading.files import printable
from acuerdo.cli.shell import FILE, say_refusal

if TYPE_CHECKING:
    from acuerdo.records.models import Account

TABLES = (".csv", ".xlsx")
as_option = click.option("--as", "name", required=True, help="The account: an officer's of either state.")


@click.group("crossings")
def command() -> None:
    """File entries and exits, compare what both states tell, and watch the days of stays.

    Example: acuerdo crossings file drop/ --as border_officer
    """


@contextmanager
def _service(name: str) -> "Iterator[Account]":
    """The service, and the account by which something is done."""
    from acuerdo.cli.service import plainly, start

    start()
    from acuerdo.records.models import Account

    with plainly():
        account = Account.objects.filter(username=name).first()
        if account is None:
            raise Refused(f"--as {name}: there is no such account")
        yield account


@command.command("file")
@click.argument("paths", type=FILE, metavar="PATH...", nargs=-1, required=True)
@as_option
def file(paths: tuple[Path, ...], name: str) -> None:
    """File tables of entries and exits, .csv or .xlsx; of a folder every table in it.

    Each table is filed whole or not at all, and once: the same file gives the same receipt. Faults are told
    by row, and the other tables are filed all the same.

    Example: acuerdo crossings file drop/ --as border_officer
    """
    from django.utils import translation

    faulty = 0
    with _service(name) as account, translation.override("en"):
        for path in _tables(paths):
            faulty += _file(account, path)
    if faulty:
        raise Refused(f"{faulty} of the tables {'is' if faulty == 1 else 'are'} to be mended, and not filed")


def _tables(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(each for each in path.iterdir() if each.suffix.lower() in TABLES)
        if not found:
            raise Refused(f"{printable(path)}: holds no table\n  hint: put .csv or .xlsx files there")
        yield from found


def _file(account: "Account", path: Path) -> bool:
    """File a table; True where it is to be mended."""
    from acuerdo.operate.bulk import Faulty, file_crossings
    from acuerdo.operate.sheets import Unusable

    try:
        receipt = file_crossings(account, path.read_bytes())
    except Unusable as wrong:
        say_refusal("\n  hint: ".join((f"{printable(path)}: {wrong.words[0]}", str(wrong.words[1]))))
        return True
    except Faulty as wrong:
        for each in wrong.faults:
            say_refusal(f"{printable(path)}:{each.row}: {each.column}: {each.found!r}: {each.problem}")
        return True
    click.echo(f"filed {printable(path)}: receipt {receipt['number']}")
    return False


@command.command("compare")
@as_option
def compare(name: str) -> None:
    """Hold the records of both states against each other: what differs is work for one of them, by a day."""
    with _service(name) as account:
        from acuerdo.operate import reconciling

        found = reconciling.reconcile(account)
    click.echo(f"{found.records:,} {'record' if found.records == 1 else 'records'} compared")
    new = "new difference" if found.made == 1 else "new differences"
    click.echo(f"  {found.made:,} {new}, {found.again:,} found again, {found.fallen:,} fallen away")


@command.command("close")
@as_option
def close(name: str) -> None:
    """Close every stay whose last day has passed and whose holder went out; each counts as a season."""
    with _service(name) as account:
        from acuerdo.operate import closing

        made = closing.close_due(account)
    click.echo(f"{len(made):,} stays closed, {sum(each.complied for each in made):,} of them ended in time")


@command.command("remind")
@as_option
def remind(name: str) -> None:
    """Find who reaches a day soon, each once, and ask officers of the origin to help where none left in time.

    Run it each day. Last days, days of grace and first days of another stay are counted by the text.
    """
    with _service(name) as account:
        from acuerdo.operate import reminding

        told = reminding.remind(account)
    click.echo(f"{len(told):,} to be told")
    for each in told:
        click.echo(f"  {each.worker.number} {each.kind} {each.facts['day']}")
