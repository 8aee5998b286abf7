"""The report of `acuerdo sweep`: what was varied, handed to the figures."""

from collections.abc import Sequence
from typing import Any


def pages(
    table: Any, varied: Sequence[Any], text: Any, sets: Sequence[Any], about: dict[str, Any], named: str
) -> dict[str, str]:
    """The pages by the names of their files.

    Args:
        table: as written.
        varied: what was varied.
        text: with its plan; None for no text.
        sets: of the fit, each a world.
        about: years, scale, seed, scenario and fit.
        named: hash of the sweep.
    """
    from acuerdo.cli.reporting import evidence, titles
    from acuerdo.figures.sweep import Path, Sweep, html

    sweep = Sweep(
        hash=named,
        title=titles(text[0]) if text else None,
        plan=titles(text[1]) if text and text[1] else None,
        paths=[Path(each.path, each.values, each.numbers, _held(each, text, sets)) for each in varied],
        first=about["from"],
        last=about["to"],
        scale=about["scale"],
        seed=about["seed"],
        scenario=about["scenario"],
        fit=about["fit"],
        table=table,
        evidence=evidence(sets[0], text is not None, [each.path for each in varied if not each.of_text]),
    )
    return {"report.html": html(sweep, "en"), "report.es.html": html(sweep, "es")}


def _held(varied: Any, text: Any, sets: Sequence[Any]) -> str | None:
    """The value that a path has otherwise, where it is one in all worlds and on all days."""
    from acuerdo.agreement.paths import find, get

    if not varied.of_text:
        values = {each.value(varied.path) for each in sets}
        return f"{values.pop():g}" if len(values) == 1 else None
    assumed = {each.at: each.value for each in text[1].terms.assume} if text[1] else {}
    if varied.path in assumed:
        return str(assumed[varied.path])
    tree = text[0].document.tree
    places = find(tree, varied.path)
    found = {get(tree, place) for place in places if isinstance(get(tree, place), str)}
    return found.pop() if len(found) == len(places) == 1 else None
