"""Criteria in sentences: what must all hold, of what one is enough, and what must not be."""

from collections.abc import Mapping
from typing import Any, Final

from acuerdo.agreement.clauses.criteria import Criteria, Criterion, Several

from .criteria_words import compared, fact_words
from .here import Here, Special
from .labels import label
from .nations import nation
from .nodes import Line, Piece, Run, Said
from .saying import group_runs, said, text_runs, with_origin
from .walking import clause_line, ended, inside


def criterion(here: Here) -> list[Line]:
    """One condition: `Age: at least 18 years`."""
    asked = here.clause
    assert isinstance(asked, Criterion)
    fact, operator = asked.known_fact, asked.operator
    node: Any = here.node
    words = fact_words(fact, here.lang)
    what = with_origin(
        here,
        (*here.path, "fact"),
        label("", "fact", here.lang),
        (Run(words[:1].upper() + words[1:]),),
        node.get("fact"),
    )
    bound, runs = asked.bound, list[Run]()
    if isinstance(bound, str) and operator == "in":
        runs, bound = list(group_runs(here, bound)), tuple(here.reading.terms.groups.get(bound, ()))
    runs = [Run(compared(fact, operator, bound, here.lang, nation)), *runs]
    edge = with_origin(
        here, (*here.path, operator), label("", operator, here.lang), tuple(runs), node.get(operator)
    )
    pieces: list[Piece] = [what, Run(": "), edge]
    if asked.waiver:
        pieces += [Run(f" ({label('', 'waiver', here.lang).lower()}: "), said(here, "waiver"), Run(")")]
    if asked.evidence:
        pieces += [Run(f". {label('', 'evidence', here.lang)}: ")]
        for at, proof in enumerate(asked.evidence):
            pieces += [Run(", ")] * bool(at) + list(text_runs(here, proof))
    return [Line(pieces=ended(tuple(pieces)))]


def criteria(here: Here) -> list[Line]:
    """Conditions together, under what must hold of them."""
    asked = here.clause
    assert isinstance(asked, Criteria)
    node: Any = here.node
    lines = []
    for key in ("all", "any", "none"):
        parts = getattr(asked, key)
        if parts:
            lines.append(
                _group(here, (Run(f"{label('', key, here.lang)}:"),), parts, node[key], (*here.path, key))
            )
    if asked.at_least is not None:
        lines.append(_several(here, asked.at_least, node["at_least"]))
    return lines


def _several(here: Here, several: Several, node: Any) -> Line:
    at = inside(here, several, node, (*here.path, "at_least"), "Criteria.at_least")
    before, after = (("At least ", " of these:"), ("Al menos ", " de estos:"))[here.lang == "es"]
    return _group(at, (Run(before), said(at, "n"), Run(after)), several.of, node["of"], (*at.path, "of"))


def _group(
    here: Here, intro: tuple[Run | Said, ...], parts: list[Any], node: Any, path: tuple[str | int, ...]
) -> Line:
    written = isinstance(node, list)
    children = tuple(
        clause_line(
            here, (), part, node[at] if written else node, (*path, at) if written else path, "Criteria.part"
        )
        for at, part in enumerate(parts)
    )
    return Line(pieces=intro, children=children, path=path)


def points_row(here: Here) -> list[Line]:
    """One row of a table of points: what is asked, and the points it gives."""
    row: Any = here.clause
    node: Any = here.node
    asked = clause_line(here, (), row.if_, node["if"], (*here.path, "if"), "PointsRow.if")
    points = Run(" – "), said(here, "points"), Run({"en": " points.", "es": " puntos."}[here.lang])
    return [Line(pieces=(*asked.pieces[:-1], *points), children=asked.children, remarks=asked.remarks)]


SPECIAL: Final[Mapping[str, Special]] = {
    "Criterion": criterion,
    "Criteria": criteria,
    "PointsRow": points_row,
}
"""The clauses that are put into lines here, by the name of their class."""
