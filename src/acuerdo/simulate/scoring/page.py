"""The page of the scores, from the register of openings."""

from collections.abc import Iterator, Sequence

ABOUT = (
    "What `acuerdo score` found when the shipped fit was held against what had been kept from it, good or "
    "bad. This page is written by `make docs` from the [register](../data/corridor/held-out/openings.csv), "
    "to which each opening is appended; [The simulator](simulator.md#held-out) says what scores are not."
)
HOW = (
    "Scores are mean continuous ranked probability scores in the unit of the series: less is better. The "
    "naive forecasts are the last value known and the straight line of the years known, without a band. The "
    "last two columns say which share of the figures lay within bands that should hold 50% and 90% of them."
)
HEADS = ("Series", "Unit", "Figures", "Model", "Last value", "Trend", "In 50%", "In 90%", "Best")
MODEL = "model"
COLUMNS = {MODEL: "crps", "last value": "crps_last_value", "trend": "crps_trend"}


def page(openings: Sequence[dict[str, str]], fit: str) -> str:
    """A page in Markdown.

    Args:
        openings: rows of the register.
        fit: hash of the fit whose first opening is shown.
    """
    return "\n".join(_lines([row for row in openings if row["fit"] == fit], fit))


def _lines(rows: Sequence[dict[str, str]], fit: str) -> Iterator[str]:
    yield from ("# Scores of the simulator", "", ABOUT, "", HOW, "")
    yield f"Fit `{fit}`, model `{rows[0]['model']}`, opened on {rows[0]['on']}."
    yield ""
    yield f"| {' | '.join(HEADS)} |"
    yield "|---" * len(HEADS) + "|"
    for row in rows:
        scores = {name: float(row[column]) for name, column in COLUMNS.items()}
        best = min(scores, key=lambda name: scores[name])
        covered = (f"{float(row[name]):.0%}" for name in ("covered_50", "covered_90"))
        shown = (f"{score:,.0f}" if score >= 1000 else f"{score:.3g}" for score in scores.values())
        winner = best if best == MODEL else f"**{best}**"
        cells = (row["series"], row["unit"], row["figures"], *shown, *covered, winner)
        yield f"| {' | '.join(cells)} |"
    yield ""
