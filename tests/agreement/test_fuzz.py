"""Whatever a file holds, reading it ends in a value or in Unreadable, and checking it in a list of faults."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from acuerdo.agreement import Unreadable, check, read_text, warnings
from acuerdo.agreement.clauses.base import Clause, fields_of
from acuerdo.agreement.facts import FACTS
from acuerdo.agreement.reading.text import parse
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.schema import KINDS
from acuerdo.agreement.terms import SECTIONS
from agreement.said import GOOD

AGREEMENTS = Path(__file__).parents[2] / "agreements"
SHIPPED = {
    f"{file.parent.name}/{file.stem}": file.read_text(encoding="utf-8")
    for file in (GOOD, *sorted(AGREEMENTS.rglob("*.yaml")))
}


def read(text: str, kind: str) -> None:
    """Read a text as a kind of file and, if it can be read as an agreement, check it."""
    try:
        if kind != "agreement":
            typed(KINDS[kind], parse(text.encode("utf-8", "replace"), "f.yaml"))
            return
        agreement = read_text(text)
    except Unreadable as error:
        assert error.faults
        assert all(fault.problem and fault.file for fault in error.faults)
        return
    for fault in (*check(agreement), *warnings(agreement)):
        assert str(fault)


@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = parse(data, "f.yaml")
    except Unreadable as error:
        assert error.faults
    else:
        assert found.tree is not None


SIGNS = st.text(alphabet="ab01 \n\t:-[]{}#&*!|>'\"%@`?,._~\\\x00\x1b\u2028\ufeffñ", max_size=60)


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
                column = draw(st.integers(0, len(lines[at])))
                lines[at] = (
                    lines[at][:column] + draw(st.sampled_from(list(":-[]{},#'\"x0 "))) + lines[at][column:]
                )
    return "\n".join(lines)


@pytest.mark.parametrize("name", SHIPPED)
@settings(max_examples=40)
@given(data=st.data())
def test_any_change_to_a_shipped_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    text = data.draw(mutated(SHIPPED[name]))
    kind = (
        "plan"
        if "\nplan_for:" in SHIPPED[name]
        else "cases"
        if "\ncases_of:" in SHIPPED[name]
        else "agreement"
    )
    read(text, kind)


def names(model: type[BaseModel]) -> set[str]:
    """Every field of every part of the format that a kind of file is made of."""
    parts = [model, *Clause.__subclasses__()]
    return {name for part in parts for name in fields_of(part)}


KEYS = st.sampled_from(
    [*sorted({*SECTIONS, *(n for kind in KINDS.values() for n in names(kind))}), "XAA", "work", "x"]
)
SCALARS = st.sampled_from(
    [
        *(
            "none not_stated any true false 0 1 18 0.5 30_000 text work XAA MEX x t ~ NO 010 12:30 lottery never"
        ).split(),
        *(
            "2020-01-01",
            "2020-13-01",
            "10-01",
            "8 months",
            "5 USD",
            "text L5",
            "pathways.*.cap.count",
            "",
            " ",
            "a: b",
        ),
        *FACTS,
    ]
)
TREES = st.recursive(
    SCALARS,
    lambda inside: st.one_of(
        st.lists(inside, max_size=3),
        st.dictionaries(KEYS, inside, max_size=5),
        st.dictionaries(KEYS, inside, max_size=1),
    ),
    max_leaves=25,
)


def put(tree: object, steps: list[int], value: object) -> object:
    """A tree with one node, chosen by steps, replaced."""
    if not steps or not isinstance(tree, dict | list) or not tree:
        return value
    if isinstance(tree, list):
        at = steps[0] % len(tree)
        return [put(child, steps[1:], value) if n == at else child for n, child in enumerate(tree)]
    key = list(tree)[steps[0] % len(tree)]
    return {name: put(child, steps[1:], value) if name == key else child for name, child in tree.items()}


def written(tree: object) -> str:
    return yaml.safe_dump(tree, default_style="'", default_flow_style=True, allow_unicode=True, width=10_000)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=150)
@given(tree=TREES)
def test_any_tree_is_read_or_refused(kind: str, tree: object) -> None:
    read(written(tree), kind)


STEPS = st.lists(st.integers(0, 40), min_size=1, max_size=7)


@pytest.mark.parametrize("name", SHIPPED)
@settings(max_examples=40)
@given(changes=st.lists(st.tuples(STEPS, TREES), min_size=1, max_size=3))
def test_any_tree_in_the_place_of_a_part_of_a_shipped_file_is_read_or_refused(
    name: str, changes: list[tuple[list[int], object]]
) -> None:
    tree: object = parse(SHIPPED[name].encode(), "f.yaml").tree
    kind = (
        "plan"
        if "\nplan_for:" in SHIPPED[name]
        else "cases"
        if "\ncases_of:" in SHIPPED[name]
        else "agreement"
    )
    for steps, value in changes:
        tree = put(tree, steps, value)
    read(written(tree), kind)


@pytest.mark.parametrize("reading", [read_text, lambda text: parse(text.encode(), "f.yaml")])
def test_the_shipped_files_themselves_are_read(reading: Callable[[str], object]) -> None:
    assert reading(SHIPPED["bad/agreement"]) is not None
