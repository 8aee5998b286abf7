"""Paths into a file: `pathways.temporary_worker.cap.count`, with `*` for any name.

A step names a key, the `id` or `name` of a list entry, or a position `[0]`. Through a list of dated
entries a path goes on in each of them, so that it names one value on each day.
"""

import re
from collections.abc import Iterator
from typing import Any

from acuerdo.agreement.faults import near
from acuerdo.agreement.reading.text import Path, Tree

STEP = re.compile(r"[^.\[\]]+|\[[0-9]+\]")
MOST_STEPS = 32
"""Most steps of a path that is looked for; the deepest value of a shipped file has 10."""


def written(path: Path) -> str:
    """A path as files write it."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def named(tree: Tree, path: Path) -> str:
    """A path with entries of lists by `id` or `name` where that leads to the same place, so that it still
    does when entries are added before it."""
    steps: list[str | int] = []
    node: Any = tree
    for step in path:
        node = node[step]
        called = (
            (node.get("id") or node.get("name")) if isinstance(step, int) and isinstance(node, dict) else None
        )
        steps.append(called if isinstance(called, str) else step)
    text = written(tuple(steps))
    return text if find(tree, text) == [path] else written(path)


def find(tree: Tree, path: str) -> list[Path]:
    """Every place in a tree that a path names; empty where it names none."""
    return list(dict.fromkeys(_all(tree, path)))


def _all(tree: Tree, path: str) -> Iterator[Path]:
    steps = STEP.findall(path)
    return _walk(tree, steps, ()) if len(steps) <= MOST_STEPS else iter(())


def _walk(node: Tree, steps: list[str], done: Path) -> Iterator[Path]:
    if not steps:
        yield done
        return
    if isinstance(node, dict):
        yield from _into_mapping(node, steps, done)
    elif isinstance(node, list):
        yield from _into_list(node, steps, done)


def _into_mapping(node: dict[str, Tree], steps: list[str], done: Path) -> Iterator[Path]:
    if steps[0] == "*":
        for key, child in node.items():
            yield from _walk(child, steps[1:], (*done, key))
        return
    for length in range(len(steps), 0, -1):
        key = ".".join(steps[:length])
        if key in node:
            yield from _walk(node[key], steps[length:], (*done, key))
            return


def _into_list(node: list[Tree], steps: list[str], done: Path) -> Iterator[Path]:
    step = steps[0]
    if step.startswith("["):
        position = int(step[1:-1])
        if position < len(node):
            yield from _walk(node[position], steps[1:], (*done, position))
        return
    named = [
        at
        for at, child in enumerate(node)
        if isinstance(child, dict) and step in (child.get("id"), child.get("name"))
    ]
    for at in named:
        yield from _walk(node[at], steps[1:], (*done, at))
    if not named and is_dated(node):
        for at, child in enumerate(node):
            yield from _walk(child, steps, (*done, at))


def is_dated(node: Tree) -> bool:
    """Whether a list holds entries that follow each other in time."""
    return isinstance(node, list) and any(
        isinstance(child, dict) and ("from" in child or "until" in child) and not {"id", "name"} & set(child)
        for child in node
    )


def get(tree: Any, path: Path) -> Any:
    """The node at a concrete path."""
    node = tree
    for step in path:
        node = node[step]
    return node


def nearest(tree: Tree, path: str) -> str:
    """A hint for a path that names nothing: the first step that fails, and what is there instead."""
    steps = STEP.findall(path)[:MOST_STEPS]
    for length in range(len(steps) - 1, -1, -1):
        place = next(_all(tree, ".".join(steps[:length])), None)
        if place is not None:
            node = get(tree, place)
            names = list(node) if isinstance(node, dict) else _names(node)
            where = _joined(steps[:length]) or "the file"
            match = near(steps[length], names)
            if match:
                return f"did you mean {_joined([*steps[:length], match, *steps[length + 1 :]])}?"
            return f"{where} has {', '.join(names[:8]) or 'no fields'}"
    return ""


def _joined(steps: list[str]) -> str:
    return "".join(step if step.startswith("[") else f".{step}" for step in steps).removeprefix(".")


def _names(node: Tree) -> list[str]:
    if not isinstance(node, list):
        return []
    return [
        str(child.get("id") or child.get("name"))
        for child in node
        if isinstance(child, dict) and ("id" in child or "name" in child)
    ]
