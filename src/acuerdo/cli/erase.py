"""`acuerdo erase`."""

from collections import Counter

import click

from acuerdo.cli.service import plainly, start
from acuerdo.cli.shell import json_option, print_json


@click.command("erase")
@click.option("--dry-run", is_flag=True, help="Say what would be erased and why, and erase nothing.")
@json_option
def command(dry_run: bool, as_json: bool) -> None:
    """Erase what says who people are, once the time of the text is over and nothing holds it.

    The time is the `retention` of the text for each kind of information, counted from the last day on which
    something came in about the person. An open application, a permit that holds and a review that is not
    answered hold a file. Decisions, counts, receipts and the audit stay; each erasure is an entry.

    Example: acuerdo erase --dry-run
    """
    start()
    from acuerdo.operate import clock, retention

    with plainly():
        on, clauses = clock.today(), retention.clauses()
        found = retention.standings() if dry_run else list(retention.erase_due())
    due = [each for each in found if each.due(on)]
    held = Counter(reason for each in found for reason in each.held_by)
    if as_json:
        told = [
            {"worker": each.number, "received": each.received, "kinds": list(each.due(on))} for each in due
        ]
        print_json({"dry_run": dry_run, "people": told, "held": held, "clauses": clauses})
        return
    if not clauses:
        click.echo("the text states no time after which anything is erased")
    for each in due:
        kinds = ", ".join(
            f"{kind} (kept until {each.until[kind]} by {clauses[kind]})" for kind in each.due(on)
        )
        click.echo(f"{each.number}  last received {each.received}: {kinds}")
    for reason, count in sorted(held.items()):
        click.echo(f"held by {reason}: {count:,}")
    people = "1 person" if len(due) == 1 else f"{len(due):,} people"
    click.echo(f"{people} would be erased" if dry_run else f"erased {people}")
