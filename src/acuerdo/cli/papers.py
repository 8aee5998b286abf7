"""`acuerdo papers`."""

from pathlib import Path

import click

from acuerdo.cli.shell import FILE, paint


@click.command("papers")
@click.option("--fit", "folder", type=FILE, help="The folder of a frozen fit. By default the shipped one.")
@click.option(
    "--scale",
    type=click.IntRange(100, 100_000),
    default=1000,
    show_default=True,
    help="One in how many people.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Names every draw.")
def command(folder: Path | None, scale: int, seed: int) -> None:
    """Run the estimators of published papers on simulated people, and set their figures beside ours.

    The least implausible set of the fit is played from 1990 to 2018 without any text; people of 15 to 45 are
    asked each January. Some figures are fitted or are priors of the model: those are checks, not tests.

    \b
    Examples:
      acuerdo papers
      acuerdo papers --scale 500 --seed 7
    """
    from acuerdo.simulate import drivers
    from acuerdo.simulate.fitting import fits
    from acuerdo.simulate.papers import tables
    from acuerdo.simulate.papers.panel import panel

    fit, given = fits.read(folder), drivers.read(1990, 2018)
    click.echo(f"fit  {fit.hash}, its least implausible set; one in {scale:,}, seed {seed}")
    rows = tables.rows(panel(fit.best(), given, scale, seed, tables.AGES), given)
    paper = ""
    for row in rows:
        if f"{row.paper}, {row.figure}" != paper:
            paper = f"{row.paper}, {row.figure}"
            click.echo(paint(paper, bold=True))
        theirs, ours = (_shown(*pair) for pair in ((row.theirs, row.their_error), (row.ours, row.our_error)))
        verdict = paint("holds", fg="green") if row.holds else paint("does not hold", fg="yellow")
        click.echo(f"  {row.term:<24}  theirs {theirs:>18}  ours {ours:>18}  {row.rule:<6}  {verdict}")
    held = sum(row.holds for row in rows)
    click.echo(f"{held} of {len(rows)} figures hold")
    click.echo(
        "not run: Massey and others 2016 (its table was not at hand), IRCA 1986 (before the first year)"
    )


def _shown(value: float, error: float) -> str:
    number = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3f}"
    return f"{number} ({error:.3f})" if error else number
