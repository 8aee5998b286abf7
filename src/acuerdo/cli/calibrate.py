"""`acuerdo calibrate`."""

import time
from pathlib import Path

import click

from acuerdo.cli.shell import FILE, paint


@click.command("calibrate")
@click.option(
    "--out",
    type=FILE,
    default=Path("out/calibration"),
    show_default=True,
    help="The folder for the runs and the fit. A search that was stopped goes on there.",
)
@click.option(
    "--sets",
    type=click.IntRange(1),
    default=300,
    show_default=True,
    help="How many sets of parameters are kept.",
)
@click.option(
    "--first", type=click.IntRange(1), default=500, show_default=True, help="Runs of the first wave."
)
@click.option(
    "--each", type=click.IntRange(10), default=250, show_default=True, help="Runs of each later wave."
)
@click.option("--waves", type=click.IntRange(1), default=20, show_default=True, help="Waves of runs.")
@click.option("--seed", type=click.IntRange(0), default=1990, show_default=True, help="Names every draw.")
def command(out: Path, sets: int, first: int, each: int, waves: int, seed: int) -> None:
    """Fit the simulator to 1990-2007 and keep the sets of parameters that miss history least.

    The targets are those of data/corridor/history; nothing held out of the fit can be read here. A search
    that was stopped goes on where it was when the same command is given again.

    \b
    Examples:
      acuerdo calibrate
      acuerdo calibrate --sets 100 --waves 6 --out out/quick
    """
    from acuerdo.simulate.fitting import calibrating, fits
    from acuerdo.simulate.fitting.history_matching import BOUND, Settings
    from acuerdo.simulate.fitting.models import of_the_fit

    began = time.perf_counter()

    def say(doing: str) -> None:
        click.echo(f"  {time.perf_counter() - began:6.1f} s  {doing}")

    settings = Settings(wanted=sets, first=first, each=each, waves=waves, seed=seed)
    model = of_the_fit()
    found = calibrating.calibrate(model, out / "runs", settings, say)
    name = fits.write(out / "fit", found, calibrating.about(model, settings))
    waves_told = "one wave" if found.waves == 1 else f"{found.waves} waves"
    click.echo(f"\n  {len(found.sets):,} sets kept of {found.runs:,} runs in {waves_told}")
    click.echo(f"  implausibility up to {found.bound:.2f}; a set is ruled out from {BOUND:g} on")
    if found.bound >= BOUND:
        few = f"only {found.not_ruled_out:,} of all runs are not ruled out"
        click.echo(paint(f"  History rules out some of the sets kept: {few}", fg="yellow"))
    for quantity, value in sorted(
        zip(found.quantities, found.by_group.mean(axis=0).tolist(), strict=True), key=lambda pair: -pair[1]
    ):
        click.echo(f"    {quantity:<20} off by {value:.2f} of its error on average")
    click.echo(f"  Fit {paint(name, bold=True)}\n  in {out / 'fit'}")
