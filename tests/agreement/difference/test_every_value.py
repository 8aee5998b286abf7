"""Every value of every shipped text, changed alone or with others: one difference each, and its mirror."""

import copy
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from acuerdo import agreement
from acuerdo.agreement import Agreement, Unreadable
from acuerdo.agreement.difference import Difference, differences
from acuerdo.agreement.names import nodes
from acuerdo.agreement.paths import get
from acuerdo.agreement.reading.text import Document
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.terms import Terms
from agreement.difference.making import AGREEMENTS

read = cache(agreement.read)
SHIPPED = sorted(AGREEMENTS.glob("*/agreement.yaml"))

FIXED = ("id", "name", "fact", "at", "if", "then", "instrument", "format")
"""Names by which entries are found again, and words that have no other value."""

WORDS_OF: dict[Any, list[str]] = {}
for _file in SHIPPED:
    for _path, _node in nodes(read(_file).document.tree):
        if isinstance(_node, str):
            WORDS_OF.setdefault(next(step for step in reversed(_path) if isinstance(step, str)), []).append(
                _node
            )

VALUES = [
    (file, path)
    for file in SHIPPED
    for path, node in nodes(read(file).document.tree)
    if isinstance(node, str) and path[-1] not in FIXED
]
"""Every value of every shipped file."""


def others(found: str, field: Any) -> list[str]:
    """What might stand in place of a value: the next number, another word of such a field, longer words."""
    number = re.search(r"[1-9][0-9]*", found)
    grown = [found[: number.start()] + str(int(number[0]) + 1) + found[number.end() :]] if number else []
    flag = {"true": ["false"], "false": ["true"]}.get(found, [])
    return [*flag, *grown, *sorted(set(WORDS_OF[field])), f"{found} x", f"{found}x"]


def changed(text: Agreement, path: Any) -> Agreement | None:
    """A text with another value at one place, if some other value can stand there."""
    found = get(text.document.tree, path)
    field = next(step for step in reversed(path) if isinstance(step, str))
    siblings = get(text.document.tree, path[:-1])
    for other in others(found, field):
        if other == found or (isinstance(siblings, list) and other in siblings):
            continue
        tree: Any = copy.deepcopy(text.document.tree)
        get(tree, path[:-1])[path[-1]] = other
        document = Document(
            text.document.file, tree, text.document.lines, text.document.places, text.document.keys
        )
        try:
            made_of_it = Agreement(typed(Terms, document), document)
        except Unreadable:
            continue
        if made_of_it.terms != text.terms:
            return made_of_it
    return None


def plain(tree: Any, path: Any) -> str:
    """A place by its keys and the names of its entries, without positions."""
    steps, node = [], tree
    for step in path:
        node = node[step]
        if isinstance(step, str):
            steps.append(step)
        elif isinstance(node, dict) and (name := node.get("id") or node.get("name")):
            steps.append(name)
    return ".".join(steps)


@given(st.sampled_from(VALUES))
def test_a_value_that_changed_alone_is_one_difference_at_its_path(place: Any) -> None:
    file, path = place
    text = read(file)
    other = changed(text, path)
    assume(other is not None)
    assert other is not None
    (found,) = differences(text, other)
    shown = re.sub(r"\[[^\]]*\]", "", found.path)
    assert shown.startswith(plain(text.document.tree, path))
    assert found.kind != "re-sources" or path[-1] in ("src", "also", "basis")


MIRROR = {"widens": "narrows", "adds": "drops", "fixes": "unsays"}
MIRROR |= {new: old for old, new in MIRROR.items()}


def told(found: list[Difference], mirrored: bool = False) -> Counter[tuple[Any, ...]]:
    return Counter(
        (MIRROR.get(each.kind, each.kind), each.path, each.new, each.old, -each.grown, each.touches)
        if mirrored
        else (each.kind, each.path, each.old, each.new, each.grown, each.touches)
        for each in found
    )


@given(st.sampled_from(SHIPPED), st.sampled_from(SHIPPED))
def test_two_files_differ_the_other_way_round_in_the_mirrored_way(one: Path, other: Path) -> None:
    a, b = read(one), read(other)
    assert told(differences(b, a)) == told(differences(a, b), mirrored=True)


@settings(max_examples=40)
@given(st.data())
def test_one_file_with_several_changes_differs_in_the_mirrored_way(data: st.DataObject) -> None:
    file, first = data.draw(st.sampled_from(VALUES))
    text = read(file)
    places = [
        first,
        *data.draw(st.lists(st.sampled_from([path for name, path in VALUES if name == file]), max_size=3)),
    ]
    other = text
    for place in places:
        other = changed(other, place) or other
    assert told(differences(other, text)) == told(differences(text, other), mirrored=True)
