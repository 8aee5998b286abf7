"""The page of the parameters, from the file that the model reads."""

from collections.abc import Iterator

import numpy as np

from acuerdo.simulate.evidence import label
from acuerdo.simulate.fitting.fits import Fit
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.switches import axes, switches

BAND = (0.05, 0.5, 0.95)
"""The middle and 90% of the sets that were kept."""
WRITTEN = (
    "This page is written by `make docs` from [parameters.yaml](../data/corridor/parameters.yaml), which the "
    "model reads; the model itself is described in [The simulator](simulator.md)."
)
LABELLED = (
    "A label says how well a figure is known, best first: estimated (from data, a law or a source), "
    "calibrated (fitted), assumed (somebody's judgement), not identified (no history fixes it). A result "
    "carries the label of the weakest parameter it rests on. “As remembered”: the text was not at hand."
)
HEADS = ("Symbol", "Parameter", "Start", "Range", "Kept (90%)", "Unit", "Label", "Fitted to", "Source, note")
_FITTED = {"history": "1990-2007", "transit": "October 2022", "no": "–"}


def page(parameters: Parameters, fit: Fit | None = None) -> str:
    """A page in Markdown: every parameter, the switches, the axes.

    Args:
        parameters: to list.
        fit: where there is one, the middle and 90% of the sets it kept stand beside the priors.
    """
    return "\n".join([*_head(parameters), *_table(parameters, fit), *_switches(), *_axes(parameters), ""])


def _head(parameters: Parameters) -> Iterator[str]:
    fitted = len(parameters.calibrated)
    yield "# Parameters of the simulator"
    yield ""
    yield f"{len(parameters)} parameters, of which {fitted} are fitted to 1990-2007. {WRITTEN}"
    yield ""
    yield LABELLED
    yield ""


def _table(parameters: Parameters, fit: Fit | None) -> Iterator[str]:
    kept = (
        {}
        if fit is None
        else dict(zip(fit.names, np.quantile(fit.sets, BAND, axis=0).T.tolist(), strict=True))
    )
    yield f"| {' | '.join(HEADS)} |"
    yield "|---" * len(HEADS) + "|"
    for each in parameters.values():
        band = kept.get(each.name)
        shown = "" if band is None else f"{band[1]:.3g} ({band[0]:.3g} to {band[2]:.3g})"
        cells = (
            each.symbol,
            f"`{each.name}`",
            _number(each.value),
            f"{_number(each.low)} to {_number(each.high)}",
            shown,
            each.unit,
            label(each).replace("_", " "),
            _FITTED[each.fitted],
            f"{each.src}. {each.note}",
        )
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
    yield ""


def _switches() -> Iterator[str]:
    yield "## Switches"
    yield ""
    yield "Questions on which the evidence disagrees. Each is asked every way; none is settled by averaging."
    yield ""
    yield "| Question | Side | Sets | Source |"
    yield "|---|---|---|---|"
    for switch in switches().values():
        for side in switch.sides.values():
            sets = ", ".join(f"`{name}` = {_number(value)}" for name, value in side.sets.items())
            asked, said = f"`{switch.name}`: {switch.question['en']}", f"`{side.name}`: {side.title['en']}"
            yield f"| {asked} | {said} | {sets} | {side.src} |"
    yield ""


def _axes(parameters: Parameters) -> Iterator[str]:
    yield "## Axes"
    yield ""
    yield "No history fixes these. Results are shown over their range, and never averaged over it:"
    yield ""
    for each in axes(parameters):
        yield f"- {each.symbol}, `{each.name}`: {_number(each.low)} to {_number(each.high)}, {each.unit}."


def _number(value: float) -> str:
    if value == int(value) and abs(value) >= 1000:
        return f"{int(value):,}"
    return f"{value:g}"
