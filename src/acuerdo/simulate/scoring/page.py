"""The page of the scores, from the register of openings."""

from collections.abc import Iterator, Sequence

from acuerdo.simulate.scoring.register import by_opening

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
FIGURES = "What came, the middle and the 90% band of what was forecast, and on which side it missed."
HEADS = ("Series", "Unit", "Figures", "Model", "Last value", "Trend", "In 50%", "In 90%", "Best")
LATER = (
    "**These scores are of a later look at figures that had been seen before**, and are weaker evidence than "
    "those of the first. All openings stand side by side, whichever is better; naive forecasts are the same "
    "in all. Less is better."
)
MODEL = "model"
COLUMNS = {MODEL: "crps", "last value": "crps_last_value", "trend": "crps_trend"}


def page(openings: Sequence[dict[str, str]], forecasts: Sequence[dict[str, str]], fit: str) -> str:
    """A page in Markdown.

    Args:
        openings: rows of the register.
        forecasts: each figure and what the fit forecast of it.
        fit: hash of the fit whose opening is shown; the others stand beside it.
    """
    mine = [row for row in openings if row["fit"] == fit]
    lines = [*_lines(mine, fit), *_openings(by_opening(openings)), *_figures(forecasts)]
    return "\n".join([*lines, ""])


def _lines(rows: Sequence[dict[str, str]], fit: str) -> Iterator[str]:
    yield from ("# Scores of the simulator", "", ABOUT, "", HOW, "")
    yield f"Fit `{fit}`, model `{rows[0]['model']}`, opened on {rows[0]['on']}: {rows[0]['why']}."
    yield ""
    yield f"| {' | '.join(HEADS)} |"
    yield "|---" * len(HEADS) + "|"
    for row in rows:
        scores = {name: float(row[column]) for name, column in COLUMNS.items()}
        best = min(scores, key=lambda name: scores[name])
        covered = (f"{float(row[name]):.0%}" for name in ("covered_50", "covered_90"))
        shown = (_shown(score) for score in scores.values())
        winner = best if best == MODEL else f"**{best}**"
        cells = (row["series"], row["unit"], row["figures"], *shown, *covered, winner)
        yield f"| {' | '.join(cells)} |"


def _openings(openings: Sequence[Sequence[dict[str, str]]]) -> Iterator[str]:
    """Every opening of the register beside the others; nothing where there was one alone."""
    if len(openings) == 1:
        return
    yield from ("", "## Openings side by side", "", LATER, "")
    for nth, rows in enumerate(openings, 1):
        fit, model = rows[0]["fit"][:12], rows[0]["model"]
        yield f"{nth}. {rows[0]['on']}, fit `{fit}`, model `{model}`: {rows[0]['why']}."
    numbers = range(1, len(openings) + 1)
    heads = [f"{word} {nth}" for nth in numbers for word in ("Model", "In 50%", "In 90%")]
    yield from ("", f"| Series | {' | '.join(heads)} | Best |", "|---" * (len(heads) + 2) + "|")
    for rows in zip(*openings, strict=True):
        scores = [float(row["crps"]) for row in rows]
        best = [str(nth) for nth, score in zip(numbers, scores, strict=True) if score == min(scores)]
        told = "alike" if len(best) == len(rows) else " and ".join(best)
        cells = [
            cell
            for row, score in zip(rows, scores, strict=True)
            for cell in (_shown(score), *(f"{float(row[name]):.0%}" for name in ("covered_50", "covered_90")))
        ]
        yield f"| {rows[0]['series']} | {' | '.join(cells)} | {told} |"


def _figures(forecasts: Sequence[dict[str, str]]) -> Iterator[str]:
    yield from ("", "## Figure by figure", "", FIGURES, "", "| Series | When | Came | Middle | 90% | |")
    yield "|---|---|---|---|---|---|"
    for row in forecasts:
        came, low, middle, high = (float(row[name]) for name in ("came", "q05", "q50", "q95"))
        where = "" if low <= came <= high else "above" if came > high else "below"
        band = f"{_shown(low)} to {_shown(high)}"
        yield f"| {row['series']} | {row['when']} | {_shown(came)} | {_shown(middle)} | {band} | {where} |"


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
