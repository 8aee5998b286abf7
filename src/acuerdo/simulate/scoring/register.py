"""The register of openings: each time a frozen fit was held against what was held out, and what it scored."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from acuerdo.population import shipped
from acuerdo.simulate.fitting.archive import write_whole
from acuerdo.simulate.scoring.scores import Score

FILE = "data/corridor/held-out/openings.csv"
COLUMNS = "on fit model series unit figures crps crps_last_value crps_trend covered_50 covered_90".split()


def path() -> Path:
    """Where the shipped register lies."""
    return shipped.root(Path(shipped.__file__).resolve().parents[1]) / FILE


def rows(scores: Sequence[Score], on: str, fit: str, model: str) -> list[dict[str, str]]:
    """The rows of one opening, as text.

    Args:
        on: the day, YYYY-MM-DD.
        fit: hash of the frozen fit.
        model: version of the model.
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
        }
        for each in scores
    ]


def read(register: Path) -> list[dict[str, str]]:
    """All rows, oldest first; none where there is no register yet."""
    if not register.exists():
        return []
    with register.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def append(register: Path, new: Sequence[dict[str, str]]) -> str:
    """Append an opening, once for each fit and model.

    Returns:
        The day of an opening of the same fit and model before, to which nothing is added; else nothing.
    """
    old = read(register)
    before = [each for each in old if (each["fit"], each["model"]) == (new[0]["fit"], new[0]["model"])]
    if before:
        return before[0]["on"]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows([*old, *new])
    write_whole(register, text.getvalue().encode())
    return ""
