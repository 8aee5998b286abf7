"""`acuerdo sweep`."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from acuerdo import agreement
from acuerdo.cli.shell import FILE, paint
from acuerdo.cli.working import at_once, cores_option, dask_option, digest_of, model, progress


@click.command("sweep")
@click.argument("file", type=FILE, required=False)
@click.option(
    "--plan", "plan_file", type=FILE, help="The plan that enacts FILE. By default plan.yaml beside it."
)
@click.option(
    "--over",
    multiple=True,
    required=True,
    metavar="PATH=VALUES",
    help="A value of FILE by its path, or a parameter: values with commas, or FROM:TO:STEPS. Several make a"
    " grid.",
)
@click.option(
    "--worlds",
    type=click.IntRange(1, 1000),
    default=1,
    show_default=True,
    help="How many sets of the fit are played, each a plausible world; 1 plays the least implausible.",
)
@click.option("--from", "start", type=int, default=1990, show_default=True, help="First year that is told.")
@click.option("--to", "end", type=int, default=2018, show_default=True, help="Last year.")
@click.option("--scenario", help="What drivers do beyond their data, by name.")
@click.option(
    "--scale",
    type=click.IntRange(1, 100_000),
    default=1000,
    show_default=True,
    help="One in how many people is played.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**64 - 1), default=1, show_default=True, help="Names every draw."
)
@click.option(
    "--fit", "fit_folder", type=FILE, help="The folder of a frozen fit. By default the shipped one."
)
@cores_option
@dask_option
@click.option(
    "--out",
    type=FILE,
    default=Path("out/sweep"),
    show_default=True,
    help="The folder for runs, table and report. A sweep that was stopped goes on there.",
)
def command(
    file: Path | None,
    plan_file: Path | None,
    over: tuple[str, ...],
    worlds: int,
    start: int,
    end: int,
    scenario: str | None,
    scale: int,
    seed: int,
    fit_folder: Path | None,
    cores: int | None,
    dask: str | None,
    out: Path,
) -> None:
    """Play the years forward once for each value, in each world, with the same people and the same draws.

    Each run is compared with the same world under the values of the files. A run is kept whole as it ends:
    the same command goes on where it was stopped. The folder OUT then holds one table as Parquet and CSV,
    a row for each run and outcome, and a report in English and Spanish.

    \b
    Examples:
      acuerdo sweep FILE --over pathways.temporary_worker.cap.count=200_000:600_000:5
      acuerdo sweep FILE --over overstay=0.02,0.05,0.1 --worlds 20 --cores 8
      acuerdo sweep FILE --over substitution=0.1:0.9:9 --dask tcp://10.0.0.1:8786
    """
    from acuerdo.cli.swept import pages
    from acuerdo.simulate.sweeping import results, runs, working
    from acuerdo.simulate.sweeping.kept import Kept

    workers = at_once(cores, dask)
    varied, text, sets, about = _asked(
        file,
        plan_file or _beside(file),
        over,
        worlds,
        {"from": start, "to": end, "scenario": scenario},
        fit_folder,
    )
    about |= {"scale": scale, "seed": seed}
    kept = Kept(out, about)
    tasks = runs.tasks(text, sets, varied, (start, end), scenario, scale, seed)
    if text and text[1]:
        note = f"Hypothetical: {text[0].id}, played under {text[1].terms.id}."
        click.echo(paint(f"  {note}", fg="yellow"))
    found = working.work(runs.play, tasks, kept, workers, dask, progress("runs"))
    table = results.table(tasks, found, varied)
    kept.write({"sweep": table}, pages(table, varied, text, sets, about, kept.hash))
    click.echo(
        f"  Sweep {kept.hash[:12]}: {len(tasks):,} runs, of which {len(sets):,} with the files as they are"
    )
    click.echo(f"  Table in {out / 'sweep.csv'} and {out / 'sweep.parquet'}")
    click.echo(f"  Open {paint(str(out / 'report.html'), bold=True)} (en español: {out / 'report.es.html'})")


def _beside(file: Path | None) -> Path | None:
    beside = file.parent / "plan.yaml" if file else None
    return beside if beside and beside.is_file() else None


def _asked(
    file: Path | None,
    plan_file: Path | None,
    over: tuple[str, ...],
    worlds: int,
    years: dict[str, Any],
    fit_folder: Path | None,
) -> tuple[Any, Any, Any, dict[str, Any]]:
    """What is varied, the text with its plan, the worlds, and all that results depend on.

    Raises:
        Unreadable: naming at once everything that is wrong.
    """
    from acuerdo.simulate import drivers, parameters
    from acuerdo.simulate.fitting import fits
    from acuerdo.simulate.sweeping import checking, varying

    faults = checking.Faults()
    start = parameters.read()
    span = years["from"], years["to"]
    varied = [found for each in over if (found := faults.ask(partial(varying.read, each)))]
    faults.ask(partial(varying.once, varied))
    read = faults.ask(partial(agreement.read, file)) if file else None
    plan = faults.ask(partial(agreement.read_plan, plan_file)) if plan_file else None
    faults.ask(lambda: drivers.read(*span, years["scenario"]))
    fit = faults.ask(lambda: fits.read(fit_folder), "--fit")
    sets = faults.ask(lambda: fit.worlds(worlds), "--worlds") if fit else None
    faults.ask(lambda: checking.number(varied, worlds), "--over")
    if not file or read:
        checking.check(faults, varied, (read, plan) if read else None, start, span)
    faults.tell()
    assert fit is not None
    about = {
        "text": digest_of(file),
        "plan": digest_of(plan_file),
        "over": {each.path: list(each.values) for each in varied},
        "worlds": worlds,
        **years,
        "fit": fit.hash,
        "model": model(),
    }
    return varied, (read, plan) if read else None, sets, about
