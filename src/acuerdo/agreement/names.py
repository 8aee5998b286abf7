"""Names that must resolve inside one file, found in its text even where types fail."""

from collections.abc import Iterator

from acuerdo.agreement.faults import Fault, did_you_mean, shown
from acuerdo.agreement.nations import CODES
from acuerdo.agreement.reading.text import Document, Path, Tree


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
    """Every source and every group that is named and not in the file."""
    yield from _sources(document)
    yield from _groups(document)


def _section(document: Document, name: str) -> tuple[str, ...]:
    section = document.tree.get(name) if isinstance(document.tree, dict) else None
    return tuple(section) if isinstance(section, dict) else ()


def _sources(document: Document) -> Iterator[Fault]:
    sources = _section(document, "sources")
    for path, node in nodes(document.tree) if sources else ():
        if path and path[-1] in ("src", "also") and isinstance(node, str):
            name = node.split(" ")[0]
            if name not in sources:
                problem = f"{shown(name)} is not among this file's sources"
                hint = did_you_mean(name, sources) or f"sources: {{{name}: {{title: ..., kind: ...}}}}"
                yield document.fault(path, problem, hint)


def _groups(document: Document) -> Iterator[Fault]:
    groups = _section(document, "groups")
    known = {*groups, *CODES, "any"}
    for path, node in nodes(document.tree):
        asks = path and path[-1] in ("nationals_of", "shared_by", "for", "places")
        if asks and isinstance(node, str) and node not in known:
            yield document.fault(path, *no_group(node, groups))


def no_group(found: str, groups: tuple[str, ...]) -> tuple[str, str]:
    """The problem and the hint for a name that is no group."""
    hint = did_you_mean(found, groups) or f"groups: {{{found}: [MEX, ...]}}"
    return f"{shown(found)} is not a group of this file", hint
