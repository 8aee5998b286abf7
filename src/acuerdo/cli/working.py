"""What commands of many pieces of work share: where it is done, and how far it is."""

import time
from collections.abc import Callable
from typing import Any

import click

PAUSE = 2.0
"""Seconds between two lines of progress, at least."""

cores_option = click.option(
    "--cores",
    type=click.IntRange(1),
    help="Pieces of work at once, each on one core; 1 works in this process. By default all cores.",
)
dask_option = click.option(
    "--dask",
    metavar="ADDRESS",
    help="Send the same work to a Dask cluster, such as tcp://10.0.0.1:8786, instead.",
)


def progress(what: str) -> Callable[[int, int], None]:
    """Tells how many pieces are done and about how long the others take, by those done since it was made."""
    began = last = time.perf_counter()
    first: list[int] = []

    def say(done: int, all_: int) -> None:
        nonlocal last
        now = time.perf_counter()
        here = done - (first or [done])[0]
        if first and done < all_ and now - last < PAUSE:
            return
        left = f", about {_span((all_ - done) * (now - began) / here)} left" if here and done < all_ else ""
        already = ", found done" if not first and done else ""
        first.append(done)
        last = now
        click.echo(f"  {now - began:5.1f} s  {done:,} of {all_:,} {what}{already}{left}", err=True)

    return say


def _span(seconds: float) -> str:
    """A span in words to about a tenth."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 100 else f"{minutes / 60:.1f} h"


def at_once(cores: int | None, dask: str | None) -> int:
    """How many pieces at once; all cores unless said."""
    from acuerdo.simulate.sweeping.working import cores as all_cores

    if cores and dask:
        raise click.UsageError("--cores is of this machine and --dask of another: give one of them")
    return cores or all_cores()


def digest_of(path: Any) -> str | None:
    """What a file holds, by its digest; None for no file."""
    from acuerdo.simulate.fitting.archive import digest

    return digest(path.read_bytes()) if path else None


def model() -> str:
    """The version of this program and a digest of how its model behaves: another model, other results."""
    from acuerdo import __version__
    from acuerdo.simulate.fitting import calibrating
    from acuerdo.simulate.fitting.models import of_the_fit

    return f"{__version__}+{calibrating.behaviour(of_the_fit())}"
