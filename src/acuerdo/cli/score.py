"""`acuerdo score`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from acuerdo.cli.shell import DAY, FILE, paint


@click.command("score")
@click.option("--fit", "folder", type=FILE, help="The folder of a frozen fit. By default the shipped one.")
@click.option("--register", type=FILE, help="The register of openings. By default the shipped one.")
@click.option("--on", type=DAY, required=True, help="The day of the opening, for the register.")
def command(folder: Path | None, register: Path | None, on: date) -> None:
    """Hold a frozen fit against what was held out of it, beside naive forecasts.

    Each opening is written into the register, once for each fit and model. Scores are mean continuous ranked
    probability scores, in the unit of the series: less is better. The 50% and 90% bands should hold that
    share of the figures.

    \b
    Examples:
      acuerdo score --on 2026-11-22
      acuerdo score --on 2026-11-22 --fit out/calibration/fit --register out/openings.csv
    """
    from acuerdo import __version__
    from acuerdo.simulate.fitting import calibrating, fits
    from acuerdo.simulate.fitting.models import of_the_fit
    from acuerdo.simulate.scoring import register as openings
    from acuerdo.simulate.scoring import scores
    from acuerdo.simulate.transit.announcements import announced

    fit = fits.read(folder)
    model = calibrating.behaviour(of_the_fit())
    click.echo(f"fit    {paint(fit.hash, bold=True)}")
    click.echo(f"model  {__version__}, behaviour {model}")
    if fit.about["model"] != model:
        click.echo(paint("This is not the model that was fitted; acuerdo calibrate fits it.", fg="yellow"))
    opened = scores.corridor(fit, lambda text: click.echo(f"  {text}"))
    found = [*opened.scores, *scores.transit(announced())]
    click.echo(f"given  {'; '.join(opened.given)}; then scenario {scores.SCENARIO}")
    _table(found)
    for each in opened.untold:
        click.echo(f"not told by the model: {each}")
    new = openings.rows(found, on.isoformat(), fit.hash, f"{__version__}+{model}")
    before = openings.append(register or openings.path(), new)
    click.echo(f"opened before, on {before}: nothing added" if before else "opened: the register has it now")


def _table(found: Sequence[Any]) -> None:
    heads = ("series", "figures", "model", "last value", "trend", "in 50%", "in 90%")
    lines = [heads, *(_cells(each) for each in found)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    beaten = [
        "",
        *(f"  beaten by {' and '.join(each.beaten_by)}" if each.beaten_by else "" for each in found),
    ]
    for line, more in zip(lines, beaten, strict=True):
        numbers = (cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))
        click.echo("  ".join([line[0].ljust(widths[0]), *numbers]) + paint(more, fg="yellow"))


def _cells(score: Any) -> tuple[str, ...]:
    points = (score.model, score.last, score.trend)
    shown = (f"{each:,.3g}" if each < 1000 else f"{each:,.0f}" for each in points)
    return (score.series, str(score.figures), *shown, *(f"{share:.0%}" for share in score.covered))
