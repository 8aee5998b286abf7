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
@click.option("--again", is_flag=True, help="Compute once more what was opened before; nothing is added.")
@click.option("--forecasts", type=FILE, help="Write each figure and what was forecast of it, as CSV.")
@click.option("--why", help="Why the register is opened again; a second look needs a reason.")
@click.option("--on", type=DAY, required=True, help="The day of the opening, for the register.")
def command(
    folder: Path | None, register: Path | None, again: bool, forecasts: Path | None, why: str | None, on: date
) -> None:
    """Hold a frozen fit against what was held out of it, beside naive forecasts.

    A fit and model are opened once, and the opening is written into the register; from then on the register
    is told. Another fit is another opening of the same figures, which is weaker evidence: it needs a reason,
    and the register keeps it. Scores are mean continuous ranked probability scores, in the unit of the
    series: less is better. The 50% and 90% bands should hold that share of the figures.

    \b
    Examples:
      acuerdo score --on 2026-11-22
      acuerdo score --on 2026-11-22 --fit out/calibration/fit --register out/openings.csv
    """
    from acuerdo import __version__
    from acuerdo.simulate.fitting import calibrating, fits
    from acuerdo.simulate.fitting.models import of_the_fit
    from acuerdo.simulate.scoring import register as openings

    fit = fits.read(folder)
    behaviour = calibrating.behaviour(of_the_fit())
    click.echo(f"fit    {paint(fit.hash, bold=True)}")
    click.echo(f"model  {__version__}, behaviour {behaviour}")
    if fit.about["model"] != behaviour:
        click.echo(paint("This is not the model that was fitted; acuerdo calibrate fits it.", fg="yellow"))
    at, model = register or openings.path(), f"{__version__}+{behaviour}"
    before = openings.opening(at, fit.hash, model)
    why = _reason(why, before, openings.read(at))
    again = again or bool(forecasts)
    rows = before if before and not again else _computed(fit, on, model, why, forecasts)
    _table(rows)
    if not before:
        openings.append(at, rows)
        click.echo("opened: the register has it now")
    elif again:
        same = [{**row, "on": before[0]["on"]} for row in rows] == before
        click.echo(f"computed again, {'the same' if same else 'NOT the same'} as on {before[0]['on']}")
    else:
        click.echo(f"opened on {before[0]['on']}; --again computes it once more")


def _reason(why: str | None, before: Sequence[dict[str, str]], others: Sequence[dict[str, str]]) -> str:
    """Why this fit and model are opened: as the register says, or as given; the first needs none."""
    from acuerdo.agreement import Refused
    from acuerdo.simulate.scoring.register import FIRST

    if before:
        return before[0]["why"]
    if others and not (why and why.strip()):
        raise Refused(
            f"these figures were opened before, for fit {others[-1]['fit'][:12]} on {others[-1]['on']}\n"
            "  hint: say with --why what this opening is for; the register keeps it"
        )
    return why or FIRST


def _computed(fit: Any, on: date, model: str, why: str, forecasts: Path | None) -> list[dict[str, str]]:
    """The rows of an opening, and what the scores are given."""
    from acuerdo.simulate.scoring import register as openings
    from acuerdo.simulate.scoring import scores
    from acuerdo.simulate.transit.announcements import announced

    opened = scores.corridor(fit, lambda text: click.echo(f"  {text}"))
    click.echo(f"given  {'; '.join(opened.given)}; then scenario {scores.SCENARIO}")
    for each in opened.untold:
        click.echo(f"not told by the model: {each}")
    found = [*opened.scores, *scores.transit(announced())]
    if forecasts:
        openings.write_forecasts(forecasts, found)
    return openings.rows(found, on.isoformat(), fit.hash, model, why)


def _table(rows: Sequence[dict[str, str]]) -> None:
    from acuerdo.simulate.scoring.register import beaten_by

    heads = ("series", "figures", "model", "last value", "trend", "in 50%", "in 90%")
    lines = [heads, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    for line, row in zip(lines, (None, *rows), strict=True):
        numbers = (cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))
        naive = beaten_by(row) if row else ()
        beaten = f"  beaten by {' and '.join(naive)}" if naive else ""
        click.echo("  ".join([line[0].ljust(widths[0]), *numbers]) + paint(beaten, fg="yellow"))


def _cells(row: dict[str, str]) -> tuple[str, ...]:
    points = (float(row[name]) for name in ("crps", "crps_last_value", "crps_trend"))
    shown = (f"{each:,.3g}" if each < 1000 else f"{each:,.0f}" for each in points)
    return (
        row["series"],
        row["figures"],
        *shown,
        *(f"{float(row[n]):.0%}" for n in ("covered_50", "covered_90")),
    )
