"""`acuerdo simulate`."""

import time
from pathlib import Path
from typing import Any

import click

from acuerdo import agreement
from acuerdo.cli.shell import FILE, paint
from acuerdo.cli.simulated import say


@click.command("simulate")
@click.argument("file", type=FILE, required=False)
@click.option(
    "--plan", "plan_file", type=FILE, help="The plan that enacts FILE. By default plan.yaml beside it."
)
@click.option(
    "--against",
    type=FILE,
    multiple=True,
    help="Another text to play, with plan.yaml beside it; several times.",
)
@click.option("--from", "start", type=int, default=1990, show_default=True, help="First year of the tables.")
@click.option(
    "--to",
    "end",
    type=int,
    default=2018,
    show_default=True,
    help="Last year. 2018 is the last that data stand behind whole: the agents at the border are known until"
    " September 2019. Later years need a --scenario.",
)
@click.option("--scenario", help="What drivers do beyond their data, by name.")
@click.option(
    "--scale",
    type=click.IntRange(1, 100_000),
    default=1000,
    show_default=True,
    help="One in how many people is played.",
)
@click.option(
    "--worlds",
    type=click.IntRange(1, 1000),
    default=1,
    show_default=True,
    help="How many sets of the fit are played, each a plausible world; 1 plays the least implausible.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**64 - 1), default=1, show_default=True, help="Names every draw."
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
    "fit_folder",
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
def command(
    file: Path | None,
    plan_file: Path | None,
    against: tuple[Path, ...],
    start: int,
    end: int,
    scenario: str | None,
    scale: int,
    worlds: int,
    seed: int,
    settings: tuple[str, ...],
    fit_folder: Path | None,
    otherwise: bool,
    checked: bool,
    out: Path,
) -> None:
    """Play the years forward: everybody born in Mexico, under FILE, and without it.

    Every year from 1990 is played, for all texts with the same people and the same draws. The folder OUT then
    holds a report in English and Spanish, and tables as Parquet and CSV: series by year, people by state of
    birth, what was asked of each pathway.

    \b
    Examples:
      acuerdo simulate agreements/us-mx-2001/agreement.yaml
      acuerdo simulate FILE --against agreements/us-2004/agreement.yaml
      acuerdo simulate FILE --set pathways.temporary_worker.cap.count=400_000
    """
    from acuerdo.cli.reporting import reports
    from acuerdo.simulate import setting
    from acuerdo.simulate.checking import LIMIT
    from acuerdo.simulate.fitting import fits
    from acuerdo.simulate.running import run

    of_parameters, of_texts = setting.split(settings)
    if of_texts and file is None:
        raise click.UsageError("--set of a path needs FILE, the text that has it")
    fit = fits.read(fit_folder)
    sets = _sets(fit, worlds, of_parameters)
    texts: list[Any] = [None, *_texts(file, plan_file, against, of_texts)]
    drivers = _drivers(start, end, scenario)
    _decides(texts, end)
    began, played = time.perf_counter(), []
    for world, parameters in enumerate(sets, 1):
        of = f", world {world} of {len(sets)}" if len(sets) > 1 else ""
        for text in texts:
            name = text[0].id if text else "without any text"
            click.echo(
                f"  {time.perf_counter() - began:5.1f} s  playing 1990 to {end}, one in {scale:,}{of}: {name}"
            )
            played.append((world, run(text, parameters, drivers, end, scale, seed, checked)))
    runs = [each for world, each in played if world == 1]
    tables = _tables(played, start)
    if otherwise:
        click.echo(f"  {time.perf_counter() - began:5.1f} s  asking otherwise")
        [best] = _sets(fit, 1, of_parameters)
        tables["asked"] = _asked(best, texts, drivers, (start, end), scale, seed)
    click.echo(f"  {time.perf_counter() - began:5.1f} s  writing tables and report")
    about: dict[str, object] = {
        "from": start,
        "to": end,
        "scale": scale,
        "seed": seed,
        "scenario": scenario,
        "set": list(settings),
        "fit": fit.hash,
        "parameters": [{name: each.value for name, each in one.items()} for one in sets],
        "texts": [str(each[0].document.file) for each in texts if each],
        "plans": [str(each[1].document.file) for each in texts if each and each[1]],
        "pathways_not_asked": {each.name: dict(each.passed_by) for each in runs if each.passed_by},
    }
    _write(out, tables, about, reports(tables, texts, runs, fit, about))
    say(runs, tables["yearly"], texts, end, scale)
    worst = max((abs(count.z) for _, each in played for count in each.counts), default=0.0)
    if checked:
        click.echo(f"  largest difference of a count from its expectation: {worst:.1f} standard deviations")
    click.echo(f"  Tables in {out}")
    click.echo(f"  Open {paint(str(out / 'report.html'), bold=True)} (en español: {out / 'report.es.html'})")
    if worst > LIMIT:
        raise agreement.Refused(f"a count is further than {LIMIT:g} standard deviations from its expectation")


def _texts(
    file: Path | None, plan_file: Path | None, against: tuple[Path, ...], settings: dict[str, str]
) -> list[Any]:
    """Each text with its plan."""
    from acuerdo.simulate.setting import of_text

    found = []
    for path in ([file] if file else []) + list(against):
        beside = path.parent / "plan.yaml"
        chosen = plan_file if path is file and plan_file else beside if beside.is_file() else None
        read = agreement.read(path), agreement.read_plan(chosen) if chosen else None
        found.append(of_text(*read, settings) if path is file and settings else read)
    return found


def _drivers(start: int, end: int, scenario: str | None) -> Any:
    """Drivers from 1990 to the last year, and to 2000 at least, whose agents and attempts are a reference."""
    from acuerdo.simulate import drivers

    faults = drivers.read(start, end, scenario)
    return drivers.read(1990, max(faults.end, 2000), scenario)


def _decides(texts: list[Any], end: int) -> None:
    """Refuse a text that decides in none of the years, with the reason it gives itself."""
    from datetime import date

    from acuerdo.simulate.doors.text import text_on

    half_years = [date(year, month, 1) for year in range(1990, end + 1) for month in (1, 7)]
    for text, plan in (each for each in texts if each):
        if not any(text_on(text, plan, day) for day in half_years):
            agreement.enact(text, half_years[-1], plan)


def _tables(played: list[tuple[int, Any]], start: int) -> dict[str, Any]:
    import polars as pl

    from acuerdo.simulate import writing

    makers = {
        "yearly": writing.yearly,
        "states": writing.by_state,
        "pathways": writing.doors,
        "funds": writing.funds,
    }
    tables = {
        name: pl.concat([make(world, each.name, each.history) for world, each in played]).filter(
            pl.col("year") >= start
        )
        for name, make in makers.items()
    }
    if any(each.counts for _, each in played):
        tables["check"] = pl.concat([writing.checks(world, each.name, each.counts) for world, each in played])
    return tables


def _sets(fit: Any, worlds: int, settings: dict[str, float]) -> list[Any]:
    """Sets of parameters to play: the least implausible, or so many, evenly through the sets of the fit."""
    from acuerdo.simulate import parameters

    start = parameters.read()
    start.having(settings)
    return [each.having(settings) for each in fit.worlds(worlds, start)]


def _asked(best: Any, texts: list[Any], drivers: Any, shown: tuple[int, int], scale: int, seed: int) -> Any:
    """What is counted of each year with one axis or disagreement asked otherwise, under each text."""
    import polars as pl

    from acuerdo.simulate import writing
    from acuerdo.simulate.asking import otherwise
    from acuerdo.simulate.running import run

    found = []
    for each in otherwise(best):
        for text in texts:
            one = run(text, each.parameters, drivers, shown[1], scale, seed)
            named = (pl.lit(getattr(each, name)).alias(name) for name in ("kind", "name", "side"))
            found.append(writing.yearly(1, one.name, one.history).select(*named, pl.all()))
    return pl.concat(found).filter(pl.col("year") >= shown[0])


def _write(out: Path, tables: dict[str, Any], about: dict[str, object], pages: dict[str, str]) -> None:
    from acuerdo.simulate import writing

    try:
        writing.write(out, tables, about, pages)
    except FileExistsError as error:
        hint = "name another folder with --out"
        raise agreement.Refused(f"{out} {error.strerror}\n  hint: {hint}") from None
