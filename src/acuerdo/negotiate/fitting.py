"""Positions held against the agreement they are on: paths that lead somewhere, tests that can be made."""

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

from acuerdo.agreement.checks import place_in_file
from acuerdo.agreement.consolidate import Agreement, consolidate, retyped
from acuerdo.agreement.difference.sizes import Size, read_size
from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.agreement.names import nodes as every_node
from acuerdo.agreement.paths import find, get, nearest
from acuerdo.agreement.reading.text import Path, Tree
from acuerdo.negotiate.positions import Positions, Stance
from acuerdo.negotiate.stances import crossed

SIZED = {
    "higher": "a number, an amount or a length of time",
    "lower": "a number, an amount or a length of time",
    "longer": "a length of time",
    "shorter": "a length of time",
}
"""What a wish can be about, where it cannot be about everything."""

BLANK = ("none", "not_stated", "unlimited", "never")
"""Words that stand in place of a value of any size."""


def check_positions(positions: Positions, agreement: Agreement) -> tuple[list[Fault], list[Fault]]:
    """What to correct in positions on an agreement, and what is probably not meant.

    Returns:
        Faults, and warnings of red lines that the agreement itself crosses on some day.
    """
    texts = _texts(agreement)
    faults = [*_about(positions, agreement)]
    for at, stance in enumerate(positions.terms.stances):
        faults += _of_stance(positions, ("stances", at), stance, agreement, list(texts.values()))
    if faults:
        return sorted(faults, key=place_in_file), []
    warnings = [
        positions.document.fault(
            ("stances", at, "red_line"),
            f"{agreement.id} crosses the red line {stance.id} on {day}",
            "a red line is what the party refuses; is that so on this day?",
        )
        for at, stance in enumerate(positions.terms.stances)
        if (
            day := next(
                (day for day in texts if stance.holds_on(day) and crossed(stance, texts[day], day)), None
            )
        )
    ]
    return [], warnings


def _texts(agreement: Agreement) -> dict[date, Agreement]:
    """The text of every day on which it changes."""
    days = {
        date.fromisoformat(node)
        for path, node in every_node(agreement.document.tree)
        if path
        and path[-1] in ("from", "until", "in_force")
        and path[0] != "sources"
        and isinstance(node, str)
    }
    begins = agreement.terms.begins
    return {day: consolidate(agreement, day) for day in sorted(days) if begins is None or day >= begins}


def _about(positions: Positions, agreement: Agreement) -> Iterator[Fault]:
    terms, document = positions.terms, positions.document
    if terms.on != agreement.id:
        problem = f"on says {terms.on}, and {agreement.document.file} is {agreement.id}"
        yield document.fault(("on",), problem, f"write on: {agreement.id}")
    known = [*agreement.terms.parties, *agreement.terms.invited]
    if terms.positions_of not in known:
        problem = f"{terms.positions_of} is no party of {agreement.id}"
        yield document.fault(("positions_of",), problem, f"one of {', '.join(known)}")


def _of_stance(
    positions: Positions, where: Path, stance: Stance, agreement: Agreement, texts: list[Agreement]
) -> Iterator[Fault]:
    document, trees = positions.document, [agreement.document.tree, *(text.document.tree for text in texts)]
    found = [get(tree, place) for tree in trees for place in find(tree, stance.at)]
    if not found:
        if not _asks_for_it(stance):
            problem = f"{stance.at} names nothing in {agreement.id}"
            hint = nearest(agreement.document.tree, stance.at)
            more = "a wish for what is not there is wants: present, or red_line: {must_exist: true}"
            yield document.fault((*where, "at"), problem, f"{hint}; {more}" if hint else more)
        return
    if stance.wants in SIZED and not any(_has_size(node, stance.wants) for node in found):
        problem = f"wants {stance.wants} needs {SIZED[stance.wants]}; at {stance.at} stands {_said(found[0])}"
        yield document.fault((*where, "wants"), problem, "name one value, or write wider or narrower")
    bounds: list[tuple[Path, str | None]] = [(("at_least",), stance.at_least), (("at_most",), stance.at_most)]
    if stance.red_line and stance.red_line.test in ("at_least", "at_most"):
        bounds.append((("red_line", stance.red_line.test), stance.red_line.bound))
    for steps, bound in bounds:
        if bound is not None and not any(_comparable(bound, node) for node in found):
            problem = f"{bound} cannot be held against {_said(found[0])}"
            yield document.fault((*where, *steps), problem, f"a value of the kind that stands at {stance.at}")
    if stance.red_line and stance.red_line.test in ("must_be", "must_not_be"):
        problem = _unfit(stance.red_line.bound, stance.at, agreement, texts)
        if problem:
            yield document.fault((*where, "red_line", stance.red_line.test), problem)


def _asks_for_it(stance: Stance) -> bool:
    exists = stance.red_line is not None and stance.red_line.test == "must_exist"
    return (stance.wants in ("present", "absent") or stance.wants is None) and (
        stance.red_line is None or exists
    )


def _said(node: Tree) -> str:
    return node if isinstance(node, str) else "a list" if isinstance(node, list) else "a clause"


def _has_size(node: Tree, wants: str | None) -> bool:
    size = read_size(node) if isinstance(node, str) else None
    lengths = wants in ("longer", "shorter")
    return node in BLANK or (isinstance(size, Size) and (not lengths or size.unit in ("hours", "months")))


def _comparable(bound: str, node: Tree) -> bool:
    size, other = read_size(bound), read_size(node) if isinstance(node, str) else None
    return node in BLANK or (isinstance(other, Size) and other.unit == size.unit)


def _unfit(word: str, path: str, agreement: Agreement, texts: list[Agreement]) -> str:
    """Why a word can stand at none of the places of a path; '' where it can."""
    problem = ""
    for text in (agreement, *texts):
        for place in find(text.document.tree, path):
            tree: Any = copy.deepcopy(text.document.tree)
            parent = get(tree, place[:-1])
            parent[place[-1]] = [word] if isinstance(parent[place[-1]], list) else word
            try:
                retyped(text, tree, text.origins)
            except Unreadable as error:
                problem = error.faults[0].problem
            else:
                return ""
    return problem
