"""`acuerdo simulate`."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from acuerdo import agreement
from acuerdo.cli.shell import FILE, paint
from acuerdo.cli.simulated import say
from acuerdo.cli.years import Asked, Ready, ready


@click.command("simulate")
@click.argument("file", type=FILE, required=False)
@click.option("--plan", type=FILE, help="The plan that enacts FILE. By default plan.yaml beside it.")
@click.option(
    "--against",
    type=FILE,
    multiple=True,
    help="Another text to play, with plan.yaml beside it; several times.",
)
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Play the shipped texts as well: the five points of 2001, the permits of 2004 and the arrangement of"
    " 2023, which needs --to 2024 and a --scenario.",
)
@click.option(
    "--unilateral",
    metavar="PARTY",
    multiple=True,
    help="Play each text also as PARTY alone would make it, such as USA; several times.",
)
@click.option(
    "--from", "start", type=int, default=Asked.start, show_default=True, help="First year of the tables."
)
@click.option(
    "--to",
    "end",
    type=int,
    default=Asked.end,
    show_default=True,
    help="Last year. 2018 is the last that data stand behind whole: the agents at the border are known until"
    " September 2019. Later years need a --scenario.",
)
@click.option("--scenario", help="What drivers do beyond their data, by name.")
@click.option(
    "--scale",
    type=click.IntRange(1, 100_000),
    default=Asked.scale,
    show_default=True,
    help="One in how many people is played.",
)
@click.option(
    "--worlds",
    type=click.IntRange(1, 1000),
    default=Asked.worlds,
    show_default=True,
    help="How many plausible worlds are played: sets of the fit, each with the disagreements answered one"
    " way by lot; 1 plays the least implausible set as fitted.",
)
@click.option(
    "--fitted", is_flag=True, help="Worlds differ by their sets only: no disagreement is answered by lot."
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**64 - 1),
    default=Asked.seed,
    show_default=True,
    help="Names every draw.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="PATH=VALUE",
    help="A parameter, or a value of FILE by its path.",
)
@click.option(
    "--fit",
    type=FILE,
    help="The folder of a frozen fit, whose least implausible set is played. By default the shipped one.",
)
@click.option(
    "--asked",
    "otherwise",
    is_flag=True,
    help="Also play each axis at its ends and each disagreement each way: 19 runs more of each text.",
)
@click.option("--check", "checked", is_flag=True, help="Hold every count against its exact expectation.")
@click.option(
    "--out",
    type=FILE,
    default=Path("out/simulate"),
    show_default=True,
    help="The folder for tables and report.",
)
def command(out: Path, **given: Any) -> None:
    """Play the years forward: everybody born in Mexico, under FILE, and without it.

    Every year from 1990 is played, for all texts with the same people and the same draws. The folder OUT then
    holds a report in English and Spanish, and tables as Parquet and CSV: series by year, people by state of
    birth, what was asked of each pathway.

    \b
    Examples:
      acuerdo simulate agreements/us-mx-2001/agreement.yaml
      acuerdo simulate FILE --against agreements/us-2004/agreement.yaml
      acuerdo simulate --all --unilateral USA --to 2024 --scenario constant-2024
      acuerdo simulate FILE --set pathways.temporary_worker.cap.count=400_000
    """
    from acuerdo.cli.reporting import reports, start_drawing
    from acuerdo.simulate.checking import LIMIT

    asked = Asked(**given)
    if any("." in each.partition("=")[0] for each in asked.settings) and asked.file is None:
        raise click.UsageError("--set of a path needs FILE, the text that has it")
    found = ready(asked)
    drawing = threading.Thread(target=start_drawing)
    drawing.start()
    began = time.perf_counter()
    played = _played(found, asked, lambda what: click.echo(f"  {time.perf_counter() - began:5.1f} s  {what}"))
    runs = [each for world, each in played if world == 1]
    tables = _tables(played, found, asked)
    click.echo(f"  {time.perf_counter() - began:5.1f} s  writing tables and report")
    about = _about(asked, found, runs)
    drawing.join()
    _write(out, tables, about, reports(tables, found, runs, about))
    say(runs, tables["yearly"], found.texts, asked.end, asked.scale)
    worst = max((abs(count.z) for _, each in played for count in each.counts), default=0.0)
    if asked.checked:
        click.echo(f"  largest difference of a count from its expectation: {worst:.1f} standard deviations")
    click.echo(f"  Tables in {out}")
    click.echo(f"  Open {paint(str(out / 'report.html'), bold=True)} (en español: {out / 'report.es.html'})")
    if worst > LIMIT:
        raise agreement.Refused(f"a count is further than {LIMIT:g} standard deviations from its expectation")


def _played(found: Ready, asked: Asked, tell: Callable[[str], None]) -> list[tuple[int, Any]]:
    """Every text in every world, as (world, run)."""
    from acuerdo.simulate.running import run

    played = []
    for world in found.worlds:
        of = f", world {world.number} of {len(found.worlds)}" if len(found.worlds) > 1 else ""
        for text in found.texts:
            name = text[0].id if text else "without any text"
            tell(f"playing 1990 to {asked.end}, one in {asked.scale:,}{of}: {name}")
            one = run(
                text, world.parameters, found.drivers, asked.end, asked.scale, asked.seed, asked.checked
            )
            played.append((world.number, one))
    return played


def _tables(played: list[tuple[int, Any]], found: Ready, asked: Asked) -> dict[str, Any]:
    import polars as pl

    from acuerdo.simulate import worlds, writing
    from acuerdo.simulate.running import STATUS_QUO
    from acuerdo.simulate.transit.played import yearly as in_transit

    makers = {
        "yearly": writing.yearly,
        "states": writing.by_state,
        "pathways": writing.doors,
        "funds": writing.funds,
    }
    shown = pl.col("year") >= asked.start
    tables = {
        name: pl.concat([make(world, each.name, each.history) for world, each in played]).filter(shown)
        for name, make in makers.items()
    }
    transit = [
        in_transit(world.number, len(found.worlds), text[0].id if text else STATUS_QUO, text, asked.end)
        for world in found.worlds
        for text in found.texts
    ]
    tables["yearly"] = pl.concat([tables["yearly"], *transit]).filter(shown)
    tables["worlds"] = worlds.table(found.worlds)
    if asked.checked:
        tables["check"] = pl.concat([writing.checks(world, each.name, each.counts) for world, each in played])
    if asked.otherwise:
        click.echo("  asking otherwise")
        tables["asked"] = _otherwise(found, asked).filter(shown)
    return tables


def _otherwise(found: Ready, asked: Asked) -> Any:
    """What is counted of each year with one axis or disagreement asked otherwise, under each text."""
    import polars as pl

    from acuerdo.simulate import writing
    from acuerdo.simulate.asking import otherwise
    from acuerdo.simulate.running import run

    rows = []
    for each in otherwise(found.best):
        for text in found.texts:
            one = run(text, each.parameters, found.drivers, asked.end, asked.scale, asked.seed)
            named = (pl.lit(getattr(each, name)).alias(name) for name in ("kind", "name", "side"))
            rows.append(writing.yearly(1, one.name, one.history).select(*named, pl.all()))
    return pl.concat(rows)


def _about(asked: Asked, found: Ready, runs: list[Any]) -> dict[str, object]:
    """What was played, for whoever wants the same again."""
    read = [each for each in found.texts if each]
    return {
        "from": asked.start,
        "to": asked.end,
        "scale": asked.scale,
        "seed": asked.seed,
        "scenario": asked.scenario,
        "set": list(asked.settings),
        "fit": found.fit.hash,
        "parameters": [
            {name: each.value for name, each in world.parameters.items()} for world in found.worlds
        ],
        "texts": [str(text.document.file) for text, _ in read],
        "plans": [str(plan.document.file) for _, plan in read if plan],
        "alone": {name: {"party": each.party, "dropped": each.dropped} for name, each in found.alone.items()},
        "pathways_not_asked": {each.name: dict(each.passed_by) for each in runs if each.passed_by},
    }


def _write(out: Path, tables: dict[str, Any], about: dict[str, object], pages: dict[str, str]) -> None:
    from acuerdo.simulate import writing

    try:
        writing.write(out, tables, about, pages)
    except FileExistsError as error:
        hint = "name another folder with --out"
        raise agreement.Refused(f"{out} {error.strerror}\n  hint: {hint}") from None
