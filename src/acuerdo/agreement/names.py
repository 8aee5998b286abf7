"""Names that must resolve inside one file, found in its text even where types fail."""

from collections.abc import Iterator

from acuerdo.agreement.faults import Fault, did_you_mean, shown
from acuerdo.agreement.nations import CODES, code_of
from acuerdo.agreement.reading.text import Document, Path, Tree

CITING = ("src", "also")
"""Keys that name a source."""

OF_A_GROUP = ("nationals_of", "shared_by", "for", "places")
"""Keys that may name a group of countries."""


def nodes(node: Tree, path: Path = ()) -> Iterator[tuple[Path, Tree]]:
    """Every node of a tree with its path, in file order."""
    ahead: list[tuple[Path, Tree]] = [(path, node)]
    while ahead:
        path, node = ahead.pop()
        yield path, node
        if isinstance(node, dict):
            ahead += [((*path, key), child) for key, child in reversed(node.items())]
        elif isinstance(node, list):
            ahead += [((*path, at), child) for at, child in reversed(list(enumerate(node)))]


def unresolved(document: Document) -> Iterator[Fault]:
    """Every source and every group that is named and not in the file, in file order."""
    sources, groups = _section(document, "sources"), _section(document, "groups")
    known = {*groups, *CODES, "any"}
    for path, node in nodes(document.tree):
        if not path or not isinstance(node, str):
            continue
        if path[-1] in CITING and sources:
            name = node.split(" ")[0]
            if name not in sources:
                yield document.fault(path, *no_source(name, sources))
        elif path[-1] in OF_A_GROUP and node not in known:
            yield document.fault(path, *no_group(node, groups))


def _section(document: Document, name: str) -> tuple[str, ...]:
    section = document.tree.get(name) if isinstance(document.tree, dict) else None
    return tuple(section) if isinstance(section, dict) else ()


def no_source(found: str, sources: tuple[str, ...]) -> tuple[str, str]:
    """The problem and the hint for a name that is no source."""
    hint = did_you_mean(found, sources) or f"sources: {{{found}: {{title: ..., kind: ...}}}}"
    return f"{shown(found)} is not among this file's sources", hint


def no_group(found: str, groups: tuple[str, ...]) -> tuple[str, str]:
    """The problem and the hint for a name that is no group."""
    country = code_of(found)
    meant = did_you_mean(found, groups) or (f"did you mean {country}?" if country else "")
    hint = meant or f"groups: {{{found}: [MEX, ...]}}"
    return f"{shown(found)} is not a group of this file", hint
