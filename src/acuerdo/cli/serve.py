"""`acuerdo serve`."""

import os
import socket
import sys

import click

from acuerdo.agreement.faults import Refused
from acuerdo.cli.service import plainly, start
from acuerdo.cli.shell import paint


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--address", default="127.0.0.1", show_default=True, help="The address of this machine to listen at."
)
@click.option(
    "--places",
    type=click.IntRange(1, 200_000),
    default=2_000,
    show_default=True,
    help="About how many places the job orders of a demonstration have.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 500_000),
    default=2_500,
    show_default=True,
    help="How many workers are registered in a demonstration.",
)
@click.option("--prepare", is_flag=True, help="Make the database ready, and do not listen.")
def command(port: int, address: str, places: int, workers: int, prepare: bool) -> None:
    """Run the service: pages and programming interface.

    The database is brought up to date first. Where the environment says nothing of a service, it is that of a
    demonstration, in out/service: a sample of real job orders of fiscal year 2017, workers who are nobody,
    and an account of each role, all with one password. docs/service.md lists what the environment may say.

    Example: acuerdo serve --port 8000
    """
    if not prepare:
        _free(address, port)
    start()
    from django.conf import settings
    from django.core.management import call_command

    from acuerdo.web import beside, processes

    demo = settings.ACUERDO.demo
    with plainly():
        click.echo("Bringing the database up to date")
        call_command("migrate", verbosity=0, interactive=False)
        if demo:
            from acuerdo.operate import demonstration

            click.echo("Loading the demonstration: job orders of fiscal year 2017, workers who are nobody")
            loaded = demonstration.load(places, workers)
            click.echo(f"Accounts, each with the password {paint(demonstration.PASSWORD, bold=True)}:")
            for name, role in loaded.accounts:
                click.echo(f"  {name:<24}{role.replace('_', ' ')}")
    if prepare:
        return
    shown = "localhost" if address == "127.0.0.1" else address
    click.echo(paint(f"Open http://{shown}:{port}/", bold=True) + "  (Ctrl+C ends it)")
    sys.stdout.flush()
    beside.run_jobs()
    os.execv(sys.executable, processes.command(address, port, "--respawn-failed-workers"))  # noqa: S606


def _free(address: str, port: int) -> None:
    """Find out that the port is taken before anything is loaded."""
    try:
        family = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(*family[:3]) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(family[4])
    except OSError as error:
        hint = f"--port {port + 1 if port < 65535 else port - 1}, or end what listens there"
        reason = (error.strerror or str(error)).lower()
        raise Refused(f"{address}, port {port}: {reason}\n  hint: {hint}") from None
