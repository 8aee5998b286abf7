"""What is read of a history for a claim: one number, over some years."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from acuerdo.simulate.history import History


def read(outcome: str, history: History, first: int, last: int) -> float:
    """Read one outcome, in its unit.

    Args:
        outcome: one of `OUTCOMES`.
        first, last: calendar years of the history, both included.
    """
    years = slice(first - history.start, last + 1 - history.start)
    return _READ[outcome](history, years)


def _mean(name: str) -> Callable[[History, slice], float]:
    return lambda history, years: float(history.calendar(name)[years].mean())


def _ratio(history: History, years: slice, above: str, *below: str) -> float:
    return float(
        history.calendar(above)[years].sum() / sum(history.calendar(each)[years].sum() for each in below)
    )


_READ: Mapping[str, Callable[[History, slice], float]] = MappingProxyType(
    {
        "attempts": _mean("attempts"),
        "entries": _mean("entries"),
        "first_entries": _mean("entries_first"),
        "early_returns": lambda history, years: _ratio(history, years, "first_0_6", "entries_first"),
        "attempts_per_person": lambda history, years: _ratio(
            history, years, "attempts", "entries", "gave_up", "deaths_crossing"
        ),
    }
)

OUTCOMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "attempts": {"en": "attempts to cross a year", "es": "intentos de cruce al año"},
        "entries": {"en": "entries outside the rules a year", "es": "entradas irregulares al año"},
        "first_entries": {"en": "first entries a year", "es": "primeras entradas al año"},
        "early_returns": {
            "en": "returns within six months per first entry",
            "es": "retornos en seis meses por primera entrada",
        },
        "attempts_per_person": {
            "en": "attempts per person and month of crossing",
            "es": "intentos por persona y mes de cruce",
        },
        "encounters": {"en": "encounters at the border a month", "es": "encuentros en la frontera al mes"},
    }
)
"""Outcomes in both languages; encounters are of people in transit and read elsewhere."""

RESTS: Mapping[str, str] = MappingProxyType(
    {
        "attempts": "attempts",
        "entries": "entries",
        "first_entries": "first_trips_by_40",
        "early_returns": "unauthorized",
        "attempts_per_person": "attempts",
        "encounters": "transit_encounters",
    }
)
"""The result of `evidence.RESTS_ON` whose parameters an outcome rests on."""
