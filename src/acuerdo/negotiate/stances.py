"""Stances held against texts: whether a difference is welcome, and whether a red line is crossed."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.difference import Difference
from acuerdo.agreement.difference.judging import end_of
from acuerdo.agreement.difference.meanings import Meaning, meaning_of
from acuerdo.agreement.difference.nodes import UNDEFINED, Node, nodes
from acuerdo.agreement.difference.sizes import Members, growth, read_size
from acuerdo.negotiate.positions import RedLine, Stance

Direction = Literal["for", "against", "none"]

GROWS = {"higher": 1, "longer": 1, "lower": -1, "shorter": -1}
WIDENS = {"wider": 1, "narrower": -1}
EXISTS = {"present": 1, "absent": -1}

ENTRY = re.compile(r"\[[^\]]*\]")


def direction(stance: Stance, difference: Difference) -> Direction:
    """Whether a difference goes the way a stance wants: `for`, `against`, or `none` where it says neither."""
    paths = [_steps(path) for path in (difference.path, *difference.touches)]
    at, wants = _steps(stance.at), stance.wants or ""
    effect = 0
    if wants in GROWS and any(_begins(path, at) and len(path) == len(at) for path in paths):
        effect = GROWS[wants] * difference.grown
    elif wants in WIDENS and any(_begins(path, at) for path in paths):
        effect = WIDENS[wants] * {"widens": 1, "narrows": -1}.get(difference.kind, 0)
    elif wants in EXISTS and difference.kind != "re-sources" and _begins(at, paths[0]):
        effect = EXISTS[wants] * ((difference.old is None) - (difference.new is None))
    return "for" if effect > 0 else "against" if effect < 0 else "none"


def _steps(path: str) -> list[str]:
    return ENTRY.sub("", path).split(".")


def _begins(path: list[str], start: list[str]) -> bool:
    """Whether a path lies at or under another; `*` on either side stands for any step."""
    pairs = zip(path, start, strict=False)
    return len(start) <= len(path) and all(one == other or "*" in (one, other) for one, other in pairs)


def crossed(stance: Stance, text: Agreement, on: date | None = None) -> bool:
    """Whether a text crosses the red line of a stance.

    Silence crosses no red line but `must_be` and `must_exist`: what is not stated is not known to be more.

    Args:
        stance: one without a red line is never crossed.
        text: as it stands on the day.
        on: the day; without it every entry of a dated list counts.
    """
    if stance.red_line is None:
        return False
    found = list(_named(nodes(text, on), stance.at.split("."), ()))
    there = [node for _, node in found if node is not None]
    line = stance.red_line
    if line.test == "must_exist":
        return not there
    if line.test == "must_not_be":
        return any(_is(node, line.bound) for node in there)
    if line.test == "must_be":
        return not there or not all(_is(node, line.bound) for node in there)
    if line.test == "at_least" and not found:
        return True
    return any(_beyond(line, node, meaning_of(fields)) for fields, node in found)


Found = tuple[tuple[str, ...], Node | None]
"""A path with `*` for names, and what stands there; None where leaving it out has a meaning of its own."""


def _named(node: Node, steps: list[str], fields: tuple[str, ...]) -> Iterator[Found]:
    """What a path names among nodes, through dated lists."""
    if node is UNDEFINED:
        return
    if node.shape == "dated":
        for part in node.parts.values():
            yield from _named(part, steps, fields)
        return
    if not steps:
        yield fields, node
        return
    named = node.shape == "entries"
    for length in range(1 if steps[0] == "*" else len(steps), 0, -1):
        keys = list(node.parts) if steps[0] == "*" else [".".join(steps[:length])]
        there = [key for key in keys if key in node.parts]
        for key in there:
            yield from _named(node.parts[key], steps[length:], (*fields, "*" if named else key))
        if there:
            return
    meaning = meaning_of((*fields, *steps))
    if not named and meaning and meaning.absent and len(steps) <= 1 + meaning.whole:
        yield (*fields, *steps), None


def _is(node: Node, word: str) -> bool:
    if isinstance(node.value, Members):
        return node.value.of is None or bool({word, read_size(word)} & node.value.of)
    return node.value in (word, read_size(word))


def _beyond(line: RedLine, node: Node | None, meaning: Meaning | None) -> bool:
    end = end_of(node, meaning)
    if end is None:
        return False
    side = 1 if line.test == "at_most" else -1
    if end or node is None:
        return end == side
    return growth(read_size(line.bound), node.value) == side
