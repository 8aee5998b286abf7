"""The register of openings: each time a frozen fit was held against what was held out, and what it scored."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from acuerdo.population import shipped
from acuerdo.simulate.fitting.archive import write_whole
from acuerdo.simulate.scoring.scores import QUANTILES, Score

FILE = "data/corridor/held-out/openings.csv"
FORECASTS = "data/corridor/held-out/forecasts.csv"
"""What the shipped fit forecast, figure by figure."""
NAIVE = {"last value": "crps_last_value", "trend": "crps_trend"}
COLUMNS = "on fit model series unit figures crps crps_last_value crps_trend covered_50 covered_90 why".split()
FIRST = "first opening"
"""Why a register without any opening is opened."""


def path() -> Path:
    """Where the shipped register lies."""
    return shipped.root(Path(shipped.__file__).resolve().parents[1]) / FILE


def rows(scores: Sequence[Score], on: str, fit: str, model: str, why: str = FIRST) -> list[dict[str, str]]:
    """The rows of one opening, as text.

    Args:
        on: the day, YYYY-MM-DD.
        fit: hash of the frozen fit.
        model: version of the model.
        why: it was opened.
    """
    return [
        {
            "on": on,
            "fit": fit,
            "model": model,
            "series": each.series,
            "unit": each.unit,
            "figures": str(each.figures),
            "crps": f"{each.model:.4g}",
            "crps_last_value": f"{each.last:.4g}",
            "crps_trend": f"{each.trend:.4g}",
            "covered_50": f"{each.covered[0]:.2f}",
            "covered_90": f"{each.covered[1]:.2f}",
            "why": why,
        }
        for each in scores
    ]


def forecasts() -> list[dict[str, str]]:
    """What the shipped fit forecast, figure by figure."""
    return read(shipped.path(FORECASTS))


def read(register: Path) -> list[dict[str, str]]:
    """All rows, oldest first; none where there is no register yet."""
    if not register.exists():
        return []
    with register.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def opening(register: Path, fit: str, model: str) -> list[dict[str, str]]:
    """The rows of the opening of a fit and model; none where it was not opened."""
    return [row for row in read(register) if (row["fit"], row["model"]) == (fit, model)]


def by_opening(rows: Sequence[dict[str, str]]) -> list[list[dict[str, str]]]:
    """The rows of each opening, oldest first."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault((row["fit"], row["model"]), []).append(row)
    return list(found.values())


def append(register: Path, new: Sequence[dict[str, str]]) -> None:
    """Append an opening; whoever reads at the same time finds all of it or none."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows([*read(register), *new])
    write_whole(register, text.getvalue().encode())


def write_forecasts(path: Path, scores: Sequence[Score]) -> None:
    """Write each figure beside what was forecast of it, as a table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["series", "unit", "when", "came", *(f"q{share * 100:02.0f}" for share in QUANTILES)])
    for score in scores:
        for each in score.forecasts:
            told = (f"{value:.4g}" for value in (each.came, *each.quantiles))
            writer.writerow([score.series, score.unit, each.when, *told])
    write_whole(path, text.getvalue().encode())


def beaten_by(row: dict[str, str]) -> tuple[str, ...]:
    """The naive forecasts that did better than the model."""
    return tuple(name for name, column in NAIVE.items() if float(row[column]) < float(row["crps"]))
