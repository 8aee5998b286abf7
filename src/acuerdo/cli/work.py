"""`acuerdo work`."""

import logging

import click

from acuerdo.cli.service import plainly, start


@click.command("work")
@click.option("--once", is_flag=True, help="End once no job is due, instead of waiting for more.")
@click.option(
    "--beside",
    type=click.IntRange(1),
    hidden=True,
    help="The process that it runs beside: it ends with that.",
)
def command(once: bool, beside: int | None) -> None:
    """Run the jobs of the service: notices that are sent, seasons that are matched.

    A job that fails is tried again, later each time, and after the last try is shown to support staff. The
    process ends on SIGTERM, once the job that it runs is done; killed in the middle, it loses nothing, and
    another takes the job. As many may run as are needed. `acuerdo serve` runs one of its own.

    Example: acuerdo work
    """
    start()
    from acuerdo.operate import running

    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    with plainly():
        running.work(once, beside)
