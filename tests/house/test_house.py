"""The house: pinned requirements, light commands, rooms that keep to their floor."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def normal(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_registry(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert len(pins) > 15
    assert all(re.match(r"[a-z0-9._-]+==[^ ]+( ;.*)? \\$", pin) for pin in pins)
    assert all(
        re.match(r" +--hash=sha256:[0-9a-f]{64}( \\)?$", line) for line in lines if line.startswith(" ")
    )
    assert not [line for line in lines if re.search(r"index|find-links|://", line)]


def test_every_package_the_code_imports_is_a_declared_dependency() -> None:
    needed = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["dask"],
    ]
    declared = {normal(re.split(r"[<>=\[; ]", line)[0]) for line in needed}
    owners = packages_distributions()
    imported = {
        name.split(".")[0]
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and node.level == 0
            else []
        )
    }
    foreign = imported - set(sys.stdlib_module_names) - {"acuerdo", ""}
    undeclared = {name for name in foreign if not {normal(owner) for owner in owners[name]} & declared}
    assert undeclared - {"pydantic_core"} == set()
    assert "pydantic" in declared


def test_checking_a_file_loads_no_heavy_library() -> None:
    heavy = {"polars", "altair", "vl_convert", "jinja2", "numba", "django", "python_calamine", "openpyxl"}
    code = (
        "import sys\nfrom acuerdo.cli import main\n"
        "try:\n    main(['check', 'agreements/us-mx-2001/agreement.yaml'])\n"
        "except SystemExit as end:\n    assert end.code == 0\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines()[-1] == "[]"


def test_the_lines_of_ci_are_the_readmes_test_command() -> None:
    commands = [
        line
        for line in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["make test"]
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    mark = re.compile(r"pytest\.(skip|importorskip|xfail)|mark\.(skip|skipif|xfail)|@unittest\.skip")
    found = [
        path.name
        for path in (ROOT / "tests").rglob("*.py")
        if path != Path(__file__) and mark.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_function_and_class_that_others_may_use_says_what_it_is() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
