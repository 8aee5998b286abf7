"""`acuerdo claims`."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from acuerdo import agreement
from acuerdo.cli.shell import FILE, paint

VERDICTS = {
    "holds": ("holds", "green"),
    "does_not_hold": ("does not hold", "red"),
    "cannot_tell": ("cannot be told", "yellow"),
    "assumed": ("assumed", "magenta"),
}
ASSIGNED = {"table": "for the negotiating table", "not_testable": "not testable"}
WANTS = {
    "rises": "should rise by {} at least",
    "falls": "should fall by {} at least",
    "stays": "should change by {} at most",
    "remains": "should fall by {} at most",
}


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
@click.option("--out", type=FILE, help="A folder for the tables, as CSV and Parquet.")
def command(
    folder: Path | None, sets: int, only: tuple[int, ...], scale: int, seed: int, out: Path | None
) -> None:
    """Ask the claims of the sources of the simulator: the cause changed, with its mechanism and without.

    Each of the 29 claims of cause and effect is assigned: simulated, for the negotiating table, or not
    testable. A simulated one is asked of several sets of the fit and of each side of what the evidence
    disagrees on. The interval holds nine tenths of the worlds. Where only an assumption makes a claim hold,
    it is called assumed.

    \b
    Examples:
      acuerdo claims --out out/claims
      acuerdo claims --only 17 --sets 50
    """
    from acuerdo.simulate.claims import reading
    from acuerdo.simulate.claims.experiments import answer
    from acuerdo.simulate.fitting import fits

    told = reading.read()
    unknown = sorted({*only} - {each.number for each in told})
    if unknown:
        numbers = ", ".join(str(each.number) for each in told)
        raise agreement.Refused(
            f"no claim has the number {', '.join(map(str, unknown))}\n  hint: there are {numbers}"
        )
    told = [each for each in told if not only or each.number in only]
    fit = fits.read(folder)
    if sets > len(fit.sets):
        hint = f"ask for --sets {len(fit.sets)}, or make a larger fit with acuerdo calibrate"
        raise agreement.Refused(f"the fit has {len(fit.sets)} sets, asked for {sets}\n  hint: {hint}")
    click.echo(f"fit  {fit.hash}, {sets} of its sets")
    began, answers = time.perf_counter(), []
    for claim in (each for each in told if each.experiment):
        click.echo(
            f"  {time.perf_counter() - began:5.1f} s  asking {claim.number}: {claim.title['en']}", err=True
        )
        answers.append(answer(claim, fit, sets, scale, seed))
        for line in _answered(answers[-1]):
            click.echo(line)
    for claim in (each for each in told if not each.experiment):
        click.echo(f"{claim.number:>3}  {claim.title['en']}  [{claim.src}]")
        click.echo(f"     {paint(ASSIGNED[claim.assigned], bold=True)}: {claim.because['en']}")
    click.echo(_summed(told, answers))
    if out:
        about = {"fit": fit.hash, "sets": sets, "scale": scale, "seed": seed, "only": list(only)}
        _write(out, told, answers, about)
        click.echo(f"Tables in {paint(str(out), bold=True)}")


def _answered(answer: Any) -> Iterator[str]:
    from acuerdo.simulate.claims.changing import FITTED, OFF
    from acuerdo.simulate.claims.outcomes import OUTCOMES
    from acuerdo.simulate.claims.verdicts import judged

    claim, asked = answer.claim, answer.claim.experiment
    word, colour = VERDICTS[answer.verdict]
    yield f"{claim.number:>3}  {claim.title['en']}  [{claim.src}]  {paint(word, fg=colour, bold=True)}"
    yield f"     “{claim.words}”"
    yield f"     change     {asked.cause['en']}"
    wanted = WANTS[asked.wants].format(f"{asked.least:.0%}")
    yield f"     effect     on {OUTCOMES[asked.outcome]['en']}: {_shown(answer.effects[FITTED])}; {wanted}"
    yield f"     without    {_shown(answer.effects[OFF])} with the mechanism switched off"
    by_side = {
        side: judged(effects, asked.wants, asked.least)
        for side, effects in answer.effects.items()
        if side != OFF
    }
    if len({*by_side.values()}) > 1:
        yield "     by side    " + "; ".join(f"{side}: {VERDICTS[said][0]}" for side, said in by_side.items())
    yield f"     rests on   what is {answer.evidence.replace('_', ' ')}. {claim.because['en']}"


def _shown(effects: Any) -> str:
    """The median and the interval in per cent, to two significant digits."""
    from acuerdo.simulate.claims.verdicts import interval

    low, middle, high = (f"{float(f'{100 * each:.2g}') + 0.0:+g}%" for each in interval(effects))
    return f"{middle} ({low} to {high})"


def _summed(told: list[Any], answers: list[Any]) -> str:
    counted = [
        f"{sum(each.verdict == name for each in answers)} {word}" for name, (word, _) in VERDICTS.items()
    ]
    others = [f"{sum(each.assigned == name for each in told)} {word}" for name, word in ASSIGNED.items()]
    return f"{len(told)} claims: {len(answers)} simulated ({', '.join(counted)}), {', '.join(others)}"


def _write(out: Path, told: list[Any], answers: list[Any], about: dict[str, object]) -> None:
    from acuerdo.simulate import writing
    from acuerdo.simulate.claims import writing as tables

    made = {"claims": tables.claims(told, answers), "effects": tables.effects(answers)}
    try:
        writing.write(out, made, about)
    except FileExistsError as error:
        hint = "name another folder with --out"
        raise agreement.Refused(f"{out} {error.strerror}\n  hint: {hint}") from None
