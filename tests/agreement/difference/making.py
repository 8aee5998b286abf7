"""Texts for comparing: one that says something everywhere, with other values at some paths."""

import copy
from functools import cache
from pathlib import Path
from typing import Any

from acuerdo.agreement import Agreement, read
from acuerdo.agreement.consolidate import retyped
from acuerdo.agreement.difference import Difference, differences
from acuerdo.agreement.paths import find, get
from acuerdo.agreement.reading.text import parse

BASE = read(Path(__file__).with_name("base.yaml"))
AGREEMENTS = Path(__file__).parents[3] / "agreements"
ABSENT = ""


def value(text: str) -> Any:
    """A value as the reader hands it to a type."""
    tree: Any = parse(f"value: {text}\n".encode(), "value").tree
    return tree["value"]


def put(tree: Any, path: str, text: str) -> None:
    """Write a value at a path of a tree, or take away what is there."""
    places = find(tree, path)
    if not places:
        head, _, last = path.rpartition(".")
        places = [(*place, last) for place in find(tree, head)]
    (place,) = places
    if text == ABSENT:
        parent = get(tree, place[:-1])
        parent.pop(place[-1], None) if isinstance(parent, dict) else parent.pop(place[-1])
    else:
        get(tree, place[:-1])[place[-1]] = value(text)


def made(agreement: Agreement = BASE, **values: str) -> Agreement:
    """An agreement with other values: `made(**{"pathways.work.cap.count": "400"})`."""
    tree = copy.deepcopy(agreement.document.tree)
    for path, text in values.items():
        put(tree, path, text)
    return retyped(agreement, tree, {})


@cache
def _with(path: str, text: str) -> Agreement:
    return made(**{path: text})


def between(path: str, old: str, new: str) -> list[Difference]:
    """What differs between two texts that differ at one path."""
    return differences(_with(path, old), _with(path, new))
