"""What `acuerdo simulate` is asked: texts, years and worlds, with all faults told before any is played."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click
import yaml

from acuerdo import agreement
from acuerdo.agreement.faults import Fault

COMPARED = "data/corridor/compared.yaml"


@dataclass(frozen=True)
class Asked:
    """The command as it was given.

    Fields:
        file, plan: the text with its plan; no file plays the years without any.
        against: other texts, with plan.yaml beside each.
        every: play the shipped texts too that `COMPARED` names.
        unilateral: parties that make each text alone as well.
        fitted: worlds leave the disagreements as the fit has them.
        otherwise: axes and disagreements are asked one by one as well.
        checked: counts are held against their expectations.
    """

    file: Path | None = None
    plan: Path | None = None
    against: tuple[Path, ...] = ()
    every: bool = False
    unilateral: tuple[str, ...] = ()
    start: int = 1990
    end: int = 2018
    scenario: str | None = None
    scale: int = 1000
    worlds: int = 1
    fitted: bool = False
    seed: int = 1
    settings: tuple[str, ...] = ()
    fit: Path | None = None
    otherwise: bool = False
    checked: bool = False


@dataclass(frozen=True)
class Ready:
    """What is to be played.

    Fields:
        texts: each with its plan, None for the years without any, which come first.
        alone: texts as one party alone would make them, by the name of the run.
        worlds: plausible worlds.
        best: parameters of the least implausible set.
        answered: questions that were put to the worlds.
    """

    fit: Any
    texts: list[Any]
    alone: dict[str, Any]
    worlds: list[Any]
    drivers: Any
    best: Any
    answered: tuple[str, ...]


def ready(asked: Asked) -> Ready:
    """Read everything that is asked for.

    Raises:
        Unreadable, Refused: with every fault of texts, parameters, years and worlds at once.
    """
    from acuerdo.simulate import setting, worlds
    from acuerdo.simulate.fitting import fits

    of_parameters, of_texts = setting.split(asked.settings)
    fit = fits.read(asked.fit)
    _, best, drivers, (joint, alone) = _all(
        lambda: fit.places(asked.worlds),
        lambda: worlds.plausible(fit, 1, asked.seed, of_parameters)[0].parameters,
        lambda: _drivers(asked.start, asked.end, asked.scenario),
        lambda: _texts(asked, of_texts),
    )
    _all(*(_deciding(text, asked.end) for text in joint))
    texts: list[Any] = [None]
    for text in joint:
        texts += [text, *((each.agreement, each.plan) for each in alone if _made_of(text, each))]
    if asked.worlds > 1:
        click.echo(f"  drawing {asked.worlds} plausible worlds")
    plausible = worlds.plausible(fit, asked.worlds, asked.seed, of_parameters, asked.fitted)
    put = worlds.answered(best) if asked.worlds > 1 and not asked.fitted else ()
    return Ready(fit, texts, {each.agreement.id: each for each in alone}, plausible, drivers, best, put)


def _all(*asked: Callable[[], Any]) -> list[Any]:
    """What each gives; where some refuse, all that they say."""
    found: list[Any] = []
    faults: list[Fault] = []
    refusals: list[str] = []
    for ask in asked:
        try:
            found.append(ask())
        except agreement.Unreadable as error:
            faults += error.faults
        except agreement.Refused as error:
            refusals.append(str(error))
    if faults:
        raise agreement.Unreadable(
            [*dict.fromkeys(faults), *(Fault("acuerdo simulate", 0, 0, "", each) for each in refusals)]
        )
    if refusals:
        raise agreement.Refused("\n".join(refusals))
    return found


def _texts(asked: Asked, settings: dict[str, str]) -> tuple[list[Any], list[Any]]:
    """Each text with its plan, and each as the parties named make it alone."""
    from acuerdo.population import shipped

    listed = [
        shipped.path(each) for each in yaml.safe_load(shipped.path(COMPARED).read_text(encoding="utf-8"))
    ]
    own = [asked.file] if asked.file else []
    paths = _once([*own, *asked.against, *(listed if asked.every else [])])
    joint = _all(*(partial(_text, path, asked, settings) for path in paths))
    names = [text.id for text, _ in joint]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        hint = "runs are told apart by the id of their text: give one of them another id"
        raise agreement.Refused(f"{', '.join(twice)} is asked for twice\n  hint: {hint}")
    return joint, _all(*_alone(joint, asked.unilateral))


def _once(paths: list[Path]) -> list[Path]:
    return list({path.resolve(): path for path in reversed(paths)}.values())[::-1]


def _text(path: Path, asked: Asked, settings: dict[str, str]) -> Any:
    from acuerdo.simulate.setting import of_text

    own = path is asked.file
    beside = path.parent / "plan.yaml"
    chosen = asked.plan if own and asked.plan else beside if beside.is_file() else None
    read = agreement.read(path), agreement.read_plan(chosen) if chosen else None
    return of_text(*read, settings) if own and settings else read


def _alone(joint: list[Any], parties: tuple[str, ...]) -> Iterator[Callable[[], Any]]:
    """Each text as each of the parties makes it alone; a party of no text is refused."""
    from acuerdo.agreement.alone import alone

    known = {party for text, _ in joint for party in text.terms.parties}

    def refuse(party: str) -> None:
        hint = f"parties of the texts are {', '.join(sorted(known)) or 'none, as no text is played'}"
        raise agreement.Refused(f"--unilateral {party}: no such party\n  hint: {hint}")

    yield from (partial(refuse, party) for party in parties if party not in known)
    for text, plan in joint:
        here = [party for party in dict.fromkeys(parties) if party in text.terms.parties]
        yield from (partial(alone, text, plan, party) for party in here)


def _made_of(text: Any, alone: Any) -> bool:
    return bool(text[0].document.file == alone.agreement.document.file)


def _drivers(start: int, end: int, scenario: str | None) -> Any:
    """Drivers from 1990 to the last year, and to 2000 at least, whose agents and attempts are a reference."""
    from acuerdo.simulate import drivers

    faults = drivers.read(start, end, scenario)
    return drivers.read(1990, max(faults.end, 2000), scenario)


def _deciding(read: Any, end: int) -> Callable[[], None]:
    """Refuse a text that decides in none of the years, with the reason it gives itself, or is silent."""
    from acuerdo.simulate.doors.text import text_on

    text, plan = read

    def decides() -> None:
        half_years = [date(year, month, 1) for year in range(1990, end + 1) for month in (1, 7)]
        decided = [text_on(text, plan, day) for day in half_years]
        if not any(decided):
            agreement.enact(text, half_years[-1], plan)

    return decides
