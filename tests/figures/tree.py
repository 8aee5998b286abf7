"""A page as a tree, and the documents printed of the shipped texts, each made once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from acuerdo import agreement
from acuerdo.agreement import Agreement
from acuerdo.figures.document import Reading, html, read_on

ROOT = Path(__file__).parents[2]
TEXTS = sorted((ROOT / "agreements").glob("*/agreement.yaml"))
PLANS = sorted((ROOT / "agreements").glob("*/plan.yaml"))
INVENTED = ROOT / "agreements" / "invented" / "agreement.yaml"
VOID = frozenset({"meta", "br", "hr", "wbr"})


@dataclass(frozen=True, eq=False)
class Node:
    """An element of a page, with what is inside it."""

    tag: str
    attrs: dict[str, str]
    inside: list["Node | str"]

    def walk(self) -> Iterator["Node"]:
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [child for child in reversed(node.inside) if isinstance(child, Node)]

    def every(self, tag: str, name: str = "") -> list["Node"]:
        return [node for node in self.walk() if node.tag == tag and (not name or name in node.names)]

    @property
    def children(self) -> list["Node"]:
        return [child for child in self.inside if isinstance(child, Node)]

    @property
    def names(self) -> list[str]:
        return self.attrs.get("class", "").split()

    @property
    def text(self) -> str:
        return " ".join(self._text().split())

    def _text(self) -> str:
        return "".join(child if isinstance(child, str) else child._text() for child in self.inside)

    @property
    def ids(self) -> dict[str, "Node"]:
        return {node.attrs["id"]: node for node in self.walk() if "id" in node.attrs}


class _Reader(HTMLParser):
    """An element that is closed out of order is a fault."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("", {}, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, [])
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"{tag} closes {self.open[-1].tag} {self.open[-1].attrs}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def grown(page: str) -> Node:
    """A page as a tree; every element is closed, and in order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert len(reader.open) == 1, f"left open: {[node.tag for node in reader.open[1:]]}"
    return reader.open[0]


@cache
def read(file: Path) -> Agreement:
    return agreement.read(file)


@cache
def reading(file: Path, on: date, plan: Path | None = None) -> Reading:
    return read_on(read(file), on, None, agreement.read_plan(plan) if plan else None)


@cache
def page_of(file: Path, on: date, lang: str = "en", plan: Path | None = None) -> str:
    return html(reading(file, on, plan), lang)


@cache
def tree_of(file: Path, on: date, lang: str = "en", plan: Path | None = None) -> Node:
    return grown(page_of(file, on, lang, plan))


def eve(file: Path) -> date:
    """The day before the first state of a text."""
    return min(entry.from_ for entry in read(file).terms.lifecycle if entry.from_) - timedelta(1)


def last(file: Path) -> date:
    """The last day on which a text changed, by its states or its amendments."""
    terms = read(file).terms
    return max(
        [
            *(entry.from_ for entry in terms.lifecycle if entry.from_),
            *(amendment.in_force for amendment in terms.amendments),
        ]
    )


def days(file: Path) -> list[date]:
    """Days on which a text differs: before it, from its first day on, and after its last change."""
    return [eve(file), eve(file) + timedelta(1), last(file)]


def first_day(plan: Path) -> date:
    """The first day on which a plan takes its text as in force."""
    return agreement.read_plan(plan).terms.as_if_in_force.from_


def marks(root: Node) -> dict[str, tuple[str, Node]]:
    """Each value of a page by its id, with its words and the mark that speaks for it."""
    found: dict[str, tuple[str, Node]] = {}
    waiting: list[Node] = []
    for node in root.walk():
        if node.tag == "span" and "v" in node.names and "id" in node.attrs:
            waiting.append(node)
        elif node.tag == "a" and "mark" in node.names and waiting:
            found |= {each.attrs["id"]: (each.text, node) for each in waiting}
            waiting = []
        elif node.tag in ("h2", "h3", "h4"):
            assert not waiting, f"no mark speaks for {[each.attrs['id'] for each in waiting]}"
    return found


def digits(text: str) -> list[str]:
    """The numbers of a text, without what groups their digits."""
    return re.findall(r"\d+", re.sub(r"(?<=\d)[_,\u00a0](?=\d{3})", "", text))
