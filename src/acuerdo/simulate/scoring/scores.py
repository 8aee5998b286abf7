"""Opening what was held out: the frozen fit's forecasts, scored beside naive ones, good or bad."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acuerdo.population import shipped
from acuerdo.simulate import drivers
from acuerdo.simulate.expecting import expected
from acuerdo.simulate.fitting import measures, targets
from acuerdo.simulate.fitting.fits import Fit
from acuerdo.simulate.fitting.measures import Measure
from acuerdo.simulate.fitting.observing import observe, told
from acuerdo.simulate.scoring import held_out, rules
from acuerdo.simulate.transit.announcements import FITTED, Announced

Array = NDArray[np.float64]

TRANSIT = "data/corridor/held-out/transit.csv"
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Shares of a forecast that are told: its middle, and the ends of `rules.BANDS`."""
SCENARIO = "constant-2024"
"""What stands in for drivers after their data end: agents after September 2019, removals after 2019."""
CHECKED = {False: ("2023-01", "2023-03"), True: ("2023-01", "2023-09")}
"""Months of the forecast that are scored: of those newly announced, and of the rebound of the one fitted."""


@dataclass(frozen=True)
class Score:
    """The forecasts of one series."""

    series: str
    unit: str
    figures: int
    """How many figures were held out."""
    model: float
    """Mean CRPS in `unit`; less is better."""
    last: float
    trend: float
    covered: tuple[float, ...]
    """Share of the figures within each of `rules.BANDS`."""
    forecasts: tuple["Forecast", ...] = ()


@dataclass(frozen=True)
class Forecast:
    """One figure: what came, and what was forecast of it, in the unit of its series."""

    when: str
    came: float
    quantiles: tuple[float, ...]
    """At each of `QUANTILES`."""


@dataclass(frozen=True)
class Opened:
    """All scores, and the held-out series of which the model says nothing."""

    scores: tuple[Score, ...]
    untold: tuple[str, ...]
    given: tuple[str, ...]
    """Drivers that were given, each with the month until which it is known."""


def corridor(fit: Fit, say: Callable[[str], None] = lambda text: None) -> Opened:  # noqa: ARG005
    """Score the years after 2007, given what unemployment, wages, agents and removals were.

    Args:
        fit: frozen.
        say: told what has been done.
    """
    later = [each for each in held_out.held_out() if each.quantity in told()]
    untold = sorted({each.quantity for each in held_out.held_out()} - told())
    end = max(each.last for each in later)
    given = drivers.read(targets.FIRST, end, SCENARIO)
    outputs = []
    for number, each in enumerate(fit.parameters(), 1):
        outputs.append(observe(expected(each, given, targets.FIRST, end), later, each))
        if number % 50 == 0:
            say(f"{number} of {len(fit.sets)} sets played to {end}")
    ensemble = rules.spread(np.stack(outputs), measures.spreads(later))
    scores = [
        _scored(name, [later[i] for i in at], ensemble[:, at]) for name, at in measures.groups(later).items()
    ]
    known = [f"{each.name} until {each.last}" for each in drivers.known().values()]
    return Opened(tuple(scores), tuple(untold), tuple(known))


def transit(forecast: Announced) -> tuple[Score, ...]:
    """Score what was forecast of January 2023 and after from Venezuela's October 2022."""
    came: dict[tuple[str, str], float] = {}
    with shipped.path(TRANSIT).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            came[row["nationality"], row["month"]] = float(row["encounters"])
    scores = []
    for each in forecast.forecasts:
        first, last = CHECKED[each.nationality == FITTED]
        at = [place for place, month in enumerate(each.months) if first <= month <= last]
        seen = np.array([came[each.nationality, each.months[place]] for place in at])
        year = np.arange(-len(each.known), 0, dtype=np.float64)
        straight = rules.trend(year, each.known, np.array(at, np.float64))
        name = f"encounters {each.nationality}"
        told, still = [each.months[place] for place in at], np.full(len(at), each.last)
        scores.append(_score(name, "encounters a month", told, each.ensemble[:, at], seen, still, straight))
    return tuple(scores)


def _scored(name: str, later: Sequence[Measure], ensemble: Array) -> Score:
    before = [each for each in targets.targets() if each.quantity == name]
    came, years = measures.values(later), np.array([(each.first + each.last) / 2 for each in later])
    if before:
        known = measures.values(before)
        when = np.array([(each.first + each.last) / 2 for each in before])
        still, straight = rules.last_value(when, known, years), rules.trend(when, known, years)
    else:  # a factor on what was before: that nothing changes says one
        still = straight = np.ones(len(later))
    named = [each.years for each in later]
    return _score(name, later[0].unit, named, ensemble, came, still, straight)


def _score(
    name: str, unit: str, when: Sequence[str], ensemble: Array, came: Array, still: Array, straight: Array
) -> Score:
    quantiles = np.quantile(ensemble, QUANTILES, axis=0).T.tolist()
    return Score(
        series=name,
        unit=unit,
        figures=len(came),
        model=float(rules.crps(ensemble, came).mean()),
        last=float(np.abs(still - came).mean()),
        trend=float(np.abs(straight - came).mean()),
        covered=tuple(float(rules.covered(ensemble, came, band).mean()) for band in rules.BANDS),
        forecasts=tuple(
            Forecast(each, figure, tuple(told))
            for each, figure, told in zip(when, came.tolist(), quantiles, strict=True)
        ),
    )
