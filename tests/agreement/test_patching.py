"""A file's text is changed only where its values change."""

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.agreement.faults import Unreadable
from acuerdo.agreement.names import nodes
from acuerdo.agreement.paths import get
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.reading.flow import flow, read_flow
from acuerdo.agreement.reading.patching import patched, section
from acuerdo.agreement.reading.text import UNSEEN, Document, parse

TEXT = """\
# top
a: 1  # one
b:
  - x   # first
  # between
  - y
c: {d: [1, 2],  # inside
  e: f}  # after
lines: |
  one
   two

  three
# below the lines
m:
- p: q
  r: 's'   # quoted
- id: u
  w: >-
    folded
    text
"z": "10-01" # a day
last: plain
  over lines
# bottom
"""
SHIPPED = sorted((Path(__file__).parents[2] / "agreements").rglob("*.yaml"))
DOCUMENTS = [parse(TEXT.encode(), "f"), *map(load, SHIPPED)]

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(lambda t: not UNSEEN.search(t))
TREES = st.recursive(
    WORDS,
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.text("abc_1 :#'", min_size=1, max_size=4), inside, max_size=3)
    ),
    max_leaves=6,
)


def with_(changes: dict[tuple[Any, ...], Any]) -> Document:
    """The text above with other values at some places."""
    document = DOCUMENTS[0]
    tree: Any = copy.deepcopy(document.tree)
    for (*way, last), value in changes.items():
        parent = get(tree, tuple(way))
        if isinstance(parent, list) and last == len(parent):
            parent.append(value)
        else:
            parent[last] = value
    return patched(document, tree)


def comments(document: Document) -> list[str]:
    return [line[line.index("#") :] for line in document.lines if "#" in line]


@settings(max_examples=300)
@given(TREES.filter(lambda tree: not isinstance(tree, str)))
def test_a_value_written_on_one_line_reads_the_same(tree: Any) -> None:
    assert read_flow(flow(tree), "f") == tree


@pytest.mark.parametrize("text", ["30_000", "2_000 USD", "NO", "a: b", "'", "x#y", "", "= 1"])
def test_what_is_no_list_is_the_text_it_is(text: str) -> None:
    assert read_flow(text, "f") == text


@settings(max_examples=120)
@given(st.data())
def test_a_changed_value_arrives_and_no_line_without_it_changes(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from(DOCUMENTS))
    place = data.draw(st.sampled_from([path for path, node in nodes(document.tree) if isinstance(node, str)]))
    tree: Any = copy.deepcopy(document.tree)
    get(tree, place[:-1])[place[-1]] = data.draw(TREES)
    new = patched(document, tree)
    assert new.tree == tree
    assert new.faults == []
    line = document.places[place][0]
    below = len(document.lines) - max(
        known for known, _ in [*document.keys.values(), *document.places.values()]
    )
    assert new.lines[: line - 1] == document.lines[: line - 1]
    assert new.lines[len(new.lines) - below :] == document.lines[len(document.lines) - below :]


@settings(max_examples=150)
@given(st.data())
def test_comments_survive_a_change_of_any_single_value(data: st.DataObject) -> None:
    document = DOCUMENTS[0]
    place = data.draw(st.sampled_from([path for path, node in nodes(document.tree) if isinstance(node, str)]))
    tree: Any = copy.deepcopy(document.tree)
    get(tree, place[:-1])[place[-1]] = data.draw(st.text("abc: 1", min_size=1, max_size=9))
    assert comments(patched(document, tree)) == comments(document)


def test_nothing_changed_is_the_same_text() -> None:
    for document in DOCUMENTS:
        assert patched(document, copy.deepcopy(document.tree)).lines == document.lines


def test_new_fields_and_entries_stand_where_a_reader_looks_for_them() -> None:
    new = with_(
        {
            ("src",): "top",
            ("b", 2): "z",
            ("c", "d", 2): "3",
            ("c", "src"): "a, b",
            ("m", 0, "src"): "first",
            ("m", 1, "src"): "second",
            ("m", 2): {"id": "v", "changes": [{"at": "x", "set": "1"}]},
            ("more",): [{"id": "w"}],
        }
    )
    assert "\n".join(new.lines) == (
        TEXT.replace("# top\n", "# top\nsrc: top\n")
        .replace("  - y\n", "  - y\n  - z\n")
        .replace("[1, 2]", "[1, 2, 3]")
        .replace("e: f}", "e: f, src: 'a, b'}")
        .replace("- p: q", "- src: first\n  p: q")
        .replace("- id: u\n", "- id: u\n  src: second\n")
        .replace("    text\n", "    text\n- id: v\n  changes:\n    - {at: x, set: 1}\n")
        .replace("over lines\n", "over lines\n\nmore:\n  - {id: w}\n")
    )


def test_lines_stay_lines_and_quotes_stay_quotes() -> None:
    new = with_({("lines",): "four\n\nfive\n", ("z",): "11-02", ("m", 0, "r"): "it's"})
    assert "\n".join(new.lines) == (
        TEXT.replace("  one\n   two\n\n  three\n", "  four\n\n  five\n")
        .replace('"10-01"', '"11-02"')
        .replace("'s'", "'it''s'")
    )


def test_a_list_is_not_written_anew_over_the_comments_in_it() -> None:
    with pytest.raises(Unreadable) as caught:
        with_({("b",): ["x"]})
    (fault,) = caught.value.faults
    assert (fault.line, fault.path) == (4, "b")
    assert fault.problem == "cannot be changed in place without touching what stands beside it"


def test_a_list_without_comments_in_it_is_written_anew_on_one_line() -> None:
    document = parse(b"a:\n  - x\n  - y # kept\nb:\n- z\n", "f")
    assert patched(document, {"a": ["x"], "b": "none"}).lines == ["a: [x] # kept", "b: none", ""]


def test_a_section_is_written_as_in_a_file() -> None:
    assert section("amendments", [{"id": "a", "changes": [{"at": "x", "end": "true"}], "src": "text"}]) == (
        "amendments:\n  - id: a\n    changes:\n      - {at: x, end: true}\n    src: text"
    )
