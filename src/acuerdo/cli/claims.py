"""`acuerdo claims`."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from acuerdo import agreement
from acuerdo.agreement.clauses.base import LANGUAGES
from acuerdo.cli.shell import FILE, paint
from acuerdo.cli.working import at_once, cores_option, dask_option, progress


@click.command("claims")
@click.option("--fit", "folder", type=FILE, help="The folder of a frozen fit. By default the shipped one.")
@click.option(
    "--sets",
    type=click.IntRange(2, 1000),
    default=20,
    show_default=True,
    help="How many sets of the fit are asked, each a plausible world.",
)
@click.option(
    "--only", type=int, multiple=True, metavar="NUMBER", help="A claim by its number; several times."
)
@click.option(
    "--scale",
    type=click.IntRange(100, 100_000),
    default=5000,
    show_default=True,
    help="One in how many people, where a text is played.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Names every draw.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@cores_option
@dask_option
@click.option(
    "--out", type=FILE, help="A folder for the tables, as CSV and Parquet; what was stopped goes on there."
)
def command(
    folder: Path | None,
    sets: int,
    only: tuple[int, ...],
    scale: int,
    seed: int,
    lang: str,
    cores: int | None,
    dask: str | None,
    out: Path | None,
) -> None:
    """Ask the claims of the sources of the simulator: the cause changed, with its mechanism and without.

    Each of the 29 claims of cause and effect is assigned: simulated, for the negotiating table, or not
    testable. A simulated one is asked of several sets of the fit and of each side of what the evidence
    disagrees on. The interval holds nine tenths of the worlds. Where only an assumption makes a claim hold,
    it is called assumed.

    \b
    Examples:
      acuerdo claims --out out/claims
      acuerdo claims --only 17 --sets 50 --lang es
    """
    from acuerdo.cli import answered
    from acuerdo.simulate.claims import experiments, reading, writing
    from acuerdo.simulate.fitting import fits
    from acuerdo.simulate.sweeping.working import work

    workers = at_once(cores, dask)
    told = _told(reading.read(), only)
    fit = fits.read(folder)
    worlds = fit.worlds(sets)
    about = {"fit": fit.hash, "sets": sets, "scale": scale, "seed": seed, "only": sorted({*only})}
    asked = [(each, experiments.tasks(each, worlds, scale, seed)) for each in told if each.experiment]
    with _kept(out, about) as kept:
        click.echo(answered.say("fit", lang, fit.hash, sets))
        tasks = {name: task for _, each in asked for name, task in each.items()}
        found = work(experiments.ask, tasks, kept, workers, dask, progress("worlds of claims"))
        answers = [experiments.answer(claim, fit, [found[name] for name in names]) for claim, names in asked]
        kept.write({"claims": writing.claims(told, answers), "effects": writing.effects(answers)}, {})
    for each in answers:
        click.echo("\n".join(answered.lines(each, lang)))
    for claim in (each for each in told if not each.experiment):
        click.echo("\n".join(answered.unasked(claim, lang)))
    click.echo(answered.summed(told, answers, lang))
    if out:
        click.echo(answered.say("tables", lang, paint(str(out), bold=True)))


def _told(all_: list[Any], only: tuple[int, ...]) -> list[Any]:
    """The claims that were asked for, or all."""
    unknown = sorted({*only} - {each.number for each in all_})
    if unknown:
        numbers = ", ".join(str(each.number) for each in all_)
        raise agreement.Refused(
            f"no claim has the number {', '.join(map(str, unknown))}\n  hint: there are {numbers}"
        )
    return [each for each in all_ if not only or each.number in only]


@contextmanager
def _kept(out: Path | None, about: dict[str, Any]) -> Iterator[Any]:
    """Where results are kept: in a folder that was named, or until the command ends."""
    from acuerdo.cli.working import digest_of, model
    from acuerdo.population import shipped
    from acuerdo.simulate.claims.reading import FILE as CLAIMS
    from acuerdo.simulate.sweeping.kept import Kept

    told = {**about, "claims": digest_of(shipped.path(CLAIMS)), "model": model()}
    if out:
        yield Kept(out, told)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Kept(Path(folder), told)
