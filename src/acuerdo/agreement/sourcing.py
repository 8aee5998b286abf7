"""Sources and bases given value by value, written where clauses hand them down."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.paths import get
from acuerdo.agreement.reading.text import Path
from acuerdo.agreement.table import Row, clauses

Source = tuple[str, ...]
"""The `src` and the `basis` of a value."""
NOBODYS: Source = ("", "stated")


def sourced(
    agreement: Agreement, tree: Any, rows: Sequence[Row], wanted: Mapping[Path, Source]
) -> Iterator[tuple[Path, list[Row], bool]]:
    """Write sources into a tree, as far up as all values below agree, and never above them.

    Args:
        tree: a copy of the agreement's tree; it is written to.
        rows: every value of the agreement.
        wanted: for each place of a value its src and basis.

    Yields:
        Each clause that was written to, the values whose rows asked for it, and True; or a clause whose own
        values want different sources, which it cannot give them, these values, and False.
    """
    yield from _Sourcing(tree, clauses(agreement), wanted).down((), rows, NOBODYS)


class _Sourcing:
    """Goes down the clauses of a tree and writes to each what it should hand down."""

    def __init__(self, tree: Any, known: Iterable[Path], wanted: Mapping[Path, Source]) -> None:
        self.tree = tree
        self.wanted = wanted
        self.inside: dict[Path, list[Path]] = {path: [] for path in known}
        for path in self.inside:
            above = (path[:end] for end in range(len(path) - 1, -1, -1))
            if (parent := next((each for each in above if each in self.inside), None)) is not None:
                self.inside[parent].append(path)

    def down(
        self, home: Path, rows: Sequence[Row], inherited: Source
    ) -> Iterator[tuple[Path, list[Row], bool]]:
        """Write to a clause and to those inside it; `rows` are the values in it."""
        node = get(self.tree, home)
        own = [row for row in rows if row.home == home]
        asking = own or (self._inheriting(home, rows) if home or "src" in node else [])
        asked = {self.wanted[row.place] for row in asking}
        given = _handed_down(node, inherited)
        if len(asked) > 1 and own:
            yield home, own, False
            return
        if len(asked) == 1 and asked != {given}:
            (given,) = asked
            _write(node, given, inherited)
            yield home, asking, True
        for child in self.inside[home]:
            yield from self.down(child, [row for row in rows if row.home[: len(child)] == child], given)

    def _inheriting(self, home: Path, rows: Sequence[Row]) -> list[Row]:
        """The values that come to their source here, through clauses that say nothing of it."""
        return [row for row in rows if not any(self._says(place) for place in self._between(home, row.home))]

    def _between(self, home: Path, inner: Path) -> list[Path]:
        ends = range(len(home) + 1, len(inner) + 1)
        return [inner[:end] for end in ends if inner[:end] in self.inside]

    def _says(self, place: Path) -> bool:
        return bool({"src", "basis"} & set(get(self.tree, place)))


def _handed_down(node: Any, inherited: Source) -> Source:
    if "src" in node:
        return node["src"], node.get("basis", "stated")
    return inherited[0], node.get("basis", inherited[1])


def _write(node: Any, target: Source, inherited: Source) -> None:
    if "src" in node or target[0] != inherited[0]:
        node["src"] = target[0]
    if "basis" in node or target[1] != ("stated" if "src" in node else inherited[1]):
        node["basis"] = target[1]
