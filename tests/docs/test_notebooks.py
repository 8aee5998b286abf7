"""A notebook runs from its first cell to its last, and shows what its words say."""

import ast
import json
from typing import Any

import polars as pl
import pytest

from docs.fences import ROOT

NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))


def cells(path, kind: str) -> list[str]:
    read = json.loads(path.read_text("utf-8"))
    assert (read["nbformat"], read["nbformat_minor"]) == (4, 4)
    return ["".join(cell["source"]) for cell in read["cells"] if cell["cell_type"] == kind]


def shown(code: str, names: dict[str, Any]) -> Any:
    """Run a cell as a notebook does: what its last line is worth is shown."""
    *before, last = ast.parse(code).body
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    exec(compile(ast.Module([last], []), "cell", "exec"), names)
    return None


@pytest.fixture(scope="module")
def simulator() -> dict[str, Any]:
    names: dict[str, Any] = {}
    [path] = [each for each in NOTEBOOKS if each.stem == "simulator"]
    names["shown"] = [shown(code, names) for code in cells(path, "code")]
    return names


def test_the_notebook_of_the_simulator_runs_and_shows_what_it_says(simulator):
    assert [each for each in simulator["shown"][1:] if each is None] == []
    people = simulator["people"]
    assert people.filter(pl.col("year") < 2004)["difference"].abs().sum() == 0
    assert people["difference"][-1] != 0
    assert simulator["permits"]["difference"].sum() > 0
    assert len(set(simulator["by_share"].values())) == len(set(simulator["by_places"].values())) == 2
    assert set(simulator["rests"]["under a text"]) == {"not identified"}
    assert "not identified" not in set(simulator["rests"]["without any text"])


def test_a_notebook_is_kept_without_output_of_some_run():
    for path in NOTEBOOKS:
        read = json.loads(path.read_text("utf-8"))
        code = [cell for cell in read["cells"] if cell["cell_type"] == "code"]
        assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
