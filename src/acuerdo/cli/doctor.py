"""`acuerdo doctor`."""

import sys

import click

from acuerdo.cli.service import start
from acuerdo.cli.shell import json_option, paint, print_json, say_refusal


@click.command("doctor")
@json_option
def command(as_json: bool) -> None:
    """Say whether the service can run as it is set up, and the way out of each fault.

    Looked at are the settings, the database and its migrations, the signing keys and who may read them, the
    text and whether it is enacted today, the clock, the folder of results, and the files of the pages. Where
    the environment says nothing of a service, that of a demonstration is looked at.

    Example: acuerdo doctor
    """
    start()
    from acuerdo.web.health import examined

    found = list(examined())
    if as_json:
        print_json([{"well": each.well, "told": each.told, "hint": each.hint} for each in found])
    else:
        for each in found:
            if each.well:
                click.echo(f"{paint('ok', fg='green')} {each.told}")
            else:
                say_refusal(f"{each.told}\n  hint: {each.hint}")
    sys.exit(0 if all(each.well for each in found) else 1)
