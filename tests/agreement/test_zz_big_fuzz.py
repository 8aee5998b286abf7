"""Whatever a file holds, reading it ends in a value or in Unreadable, and checking it in a list of faults."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.agreement import Agreement, Fault, Unreadable, check, warnings
from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.facts import FACTS
from acuerdo.agreement.reading.text import parse
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.schema import KINDS
from acuerdo.agreement.terms import Terms
from agreement.said import GOOD

AGREEMENTS = Path(__file__).parents[2] / "agreements"
SHIPPED = {
    f"{file.parent.name}/{file.stem}": file.read_text(encoding="utf-8")
    for file in (GOOD, *sorted(AGREEMENTS.rglob("*.yaml")))
}


def kind_of(text: str) -> str:
    return "plan" if "\nplan_for:" in text else "cases" if "\ncases_of:" in text else "agreement"


def read(text: str, kind: str) -> None:
    """Read a text as a kind of file and, if it can be read as an agreement, check it."""
    data = text.encode("utf-8", "replace")
    found: object = None
    faults: tuple[Fault, ...] = ()
    try:
        document = parse(data, "f.yaml")
        found = typed(KINDS[kind], document)
    except Unreadable as error:
        faults = error.faults
    assert (found is None) == bool(faults)
    if isinstance(found, Terms):
        agreement = Agreement(found, document)
        faults = (*check(agreement), *warnings(agreement))
    assert all(fault.problem and fault.file and str(fault) for fault in faults)


BYTES = st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace")))


@settings(max_examples=5000)
@given(BYTES)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    faults: tuple[Fault, ...] = ()
    tree: object = None
    try:
        tree = parse(data, "f.yaml").tree
    except Unreadable as error:
        faults = error.faults
    assert (tree is None) == bool(faults)


SIGNS = st.text(alphabet="ab01 \n\t:-[]{}#&*!|>'\"%@`?,._~\\\x00\x1b\u2028\ufeffñ", max_size=60)


@settings(max_examples=20000)
@given(SIGNS)
def test_any_play_with_the_signs_of_yaml_is_read_or_refused(text: str) -> None:
    read(text, "agreement")


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A file with a few lines dropped, doubled, moved or indented, and a few signs changed."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        match draw(st.sampled_from(["drop", "double", "move", "indent", "swap", "cut", "sign"])):
            case "drop" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(other, lines.pop(at))
            case "indent":
                lines[at] = draw(st.sampled_from([" ", "  ", "- "])) + lines[at]
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case _:
                column, sign = draw(st.integers(0, len(lines[at]))), draw(st.sampled_from(":-[]{},#'\"x0 "))
                lines[at] = lines[at][:column] + sign + lines[at][column:]
    return "\n".join(lines)


@pytest.mark.parametrize("name", SHIPPED)
@settings(max_examples=50000)
@given(data=st.data())
def test_any_change_to_the_lines_of_a_shipped_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    read(data.draw(mutated(SHIPPED[name])), kind_of(SHIPPED[name]))


PARTS = [*KINDS.values(), *Clause.__subclasses__()]
KEYS = st.sampled_from(sorted({name for part in PARTS for name in part.fields()} | {"XAA", "work", "x"}))
WORDS = "none not_stated any true false 0 1 18 0.5 30_000 text work XAA MEX x t ~ NO 010 12:30 lottery never"
TEXTS = [
    "2020-01-01",
    "2020-13-01",
    "10-01",
    "8 months",
    "5 USD",
    "text L5",
    "pathways.*.cap.count",
    "",
    "a: b",
]
SCALARS = st.sampled_from([*WORDS.split(), *TEXTS, *FACTS])
TREES = st.recursive(
    SCALARS,
    lambda inside: st.one_of(
        st.lists(inside, max_size=3),
        st.dictionaries(KEYS, inside, max_size=5),
        st.dictionaries(KEYS, inside, max_size=1),
    ),
    max_leaves=25,
)


def written(tree: object) -> str:
    """A tree as one line of YAML; JSON is YAML."""
    return json.dumps(tree, ensure_ascii=False)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=5000)
@given(tree=TREES)
def test_any_tree_is_read_or_refused(kind: str, tree: object) -> None:
    read(written(tree), kind)


def put(tree: object, steps: list[int], value: object) -> object:
    """A tree with one node, chosen by steps, replaced."""
    if not steps or not isinstance(tree, dict | list) or not tree:
        return value
    at = steps[0] % len(tree)
    if isinstance(tree, list):
        return [put(child, steps[1:], value) if n == at else child for n, child in enumerate(tree)]
    return {
        name: put(child, steps[1:], value) if n == at else child
        for n, (name, child) in enumerate(tree.items())
    }


STEPS = st.lists(st.integers(0, 40), min_size=1, max_size=7)


@pytest.mark.parametrize("name", SHIPPED)
@settings(max_examples=50000)
@given(changes=st.lists(st.tuples(STEPS, TREES), min_size=1, max_size=3))
def test_any_tree_in_the_place_of_a_part_of_a_shipped_file_is_read_or_refused(
    name: str, changes: list[tuple[list[int], object]]
) -> None:
    tree: object = parse(SHIPPED[name].encode(), "f.yaml").tree
    for steps, value in changes:
        tree = put(tree, steps, value)
    read(written(tree), kind_of(SHIPPED[name]))
