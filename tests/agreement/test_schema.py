"""The JSON Schema for editors takes every shipped file, and refuses what is plainly wrong."""

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from acuerdo.agreement.facts import FACTS
from acuerdo.agreement.schema import schema, schema_text
from acuerdo.cli.kinds import KINDS
from agreement.said import GOOD

AGREEMENTS = Path(__file__).parents[2] / "agreements"
SHIPPED = sorted(AGREEMENTS.rglob("*.yaml"))


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2, where `no` is a word and a day is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}


for _name, _form, _first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    _pattern = re.compile(f"^(?:{_form})$")
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", _pattern, list(_first))


def loaded(file: Path) -> Any:
    return as_json(yaml.load(file.read_text(encoding="utf-8"), EditorLoader))


def as_json(tree: Any) -> Any:
    """A tree as editors check it: every key a text."""
    if isinstance(tree, dict):
        return {str(key): as_json(value) for key, value in tree.items()}
    return [as_json(item) for item in tree] if isinstance(tree, list) else tree


def kind_of(tree: dict[str, Any]) -> str:
    marks = {"plan_for": "plan", "cases_of": "cases", "positions_of": "positions"}
    return next((kind for mark, kind in marks.items() if mark in tree), "agreement")


def faults(tree: Any, kind: str) -> list[str]:
    made = jsonschema.Draft7Validator(schema(kind, KINDS[kind]), format_checker=jsonschema.FormatChecker())
    return [f"{list(error.absolute_path)}: {error.message}" for error in made.iter_errors(tree)]


@pytest.mark.parametrize("file", [GOOD, *SHIPPED], ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_schema_takes_every_shipped_file(file: Path) -> None:
    tree = loaded(file)
    assert faults(tree, kind_of(tree)) == []


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_shipped_file_names_its_schema_at_the_top(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / named).resolve() == AGREEMENTS / "schema" / f"{kind_of(loaded(file))}.schema.json"
    assert (file.parent / named).is_file()


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_in_the_folder_is_the_one_the_program_makes(kind: str) -> None:
    kept = (AGREEMENTS / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8")
    advice = f"run: acuerdo schema {kind} > agreements/schema/{kind}.schema.json"
    assert kept == schema_text(kind, KINDS[kind]), advice


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_a_schema_and_says_something_of_every_field(kind: str) -> None:
    made = schema(kind, KINDS[kind])
    jsonschema.Draft7Validator.check_schema(made)
    parts = {"the file": made, **made["$defs"]}
    said_nothing = {
        f"{name}.{field}"
        for name, part in parts.items()
        for field, said in part.get("properties", {}).items()
        if not said
    }
    assert said_nothing <= {"Change.set", "Change.add", "Assumption.value", "Trigger.set"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_never_allows_null_for_an_empty_value_is_a_fault(kind: str) -> None:
    assert '"null"' not in schema_text(kind, KINDS[kind])


def test_an_editor_is_told_every_fact_that_a_criterion_may_ask() -> None:
    assert schema("agreement")["$defs"]["Criterion"]["properties"]["fact"] == {"enum": list(FACTS)}
    asked = schema("cases")["$defs"]["Case"]["properties"]
    assert {f"{about}.{name}" for about in asked for name in asked[about].get("properties", {})} == set(FACTS)


def changed(path: str, value: object) -> dict[str, Any]:
    tree: dict[str, Any] = loaded(GOOD)
    *steps, last = path.split("/")
    node = tree
    for step in steps:
        node = node[step]
    node[last] = value
    return tree


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", 2),
        ("form", "treatise"),
        ("id", "Not A Name"),
        ("lifecyle", {}),
        ("lifecycle", []),
        ("parties/MX", {"role": "origin"}),
        ("parties/XAA/role", "sender"),
        ("sources/text/kind", "rumour"),
        ("sources/text/title", None),
        ("pathways/work/cap/count", -5),
        ("pathways/work/cap/count", "30,000"),
        ("pathways/work/cap/per", "calendar_mouth"),
        ("pathways/work/cap/quota", 5),
        ("pathways/work/stay", {"single_max": "8 mouths"}),
        ("pathways/work/fee/amount", 1000),
        ("pathways/work/open_to", {}),
        ("pathways/work/eligible", {"all": [{"fact": "person.age", "at_least": 18}]}),
        ("pathways/work/eligible", {"all": [{"fact": "person.age_years", "at_lest": 18}]}),
        ("calendar", {"fiscal_year": {"XAA": "1-10"}}),
        ("linkage", {"single_undertaking": "yes"}),
    ],
)
def test_the_schema_refuses_what_is_plainly_wrong(path: str, value: object) -> None:
    assert faults(changed(path, value), "agreement")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("pathways/work/cap", "none"),
        ("pathways/work/cap/count", "30_000"),
        ("pathways/work/cap/count", "not_stated"),
        ("title", {"en": "One", "es": "Uno"}),
        ("lifecycle", {"state": "in_force", "src": "text"}),
        ("pathways/work/open_to/nationals_of", "any"),
        ("protections", [{"text": "T", "applies_to": "everyone"}]),
    ],
)
def test_the_schema_takes_every_short_form(path: str, value: object) -> None:
    assert faults(changed(path, value), "agreement") == []


def test_the_schema_takes_cases_in_short_and_long_form_and_refuses_unknown_facts() -> None:
    def case(**fields: object) -> list[str]:
        one = {"name": "A", "on": "2022-01-01", **fields}
        tree = {"format": 1, "cases_of": "good", "agreement": "agreement.yaml", "cases": [one]}
        return faults(tree, "cases")

    for expected in ("eligible", ["eligible", {"is": "queued", "because": "cap"}], {"may_renew": "no"}):
        assert case(expect={"pathways.work": expected}) == []
    assert case(expect={}, person={"age_years": [18, "unknown"], "last_exit": "never"}) == []
    assert case(expect={}, person={"age": 18})
    assert case(expect={}, person={"age_years": "ten"})
    assert case(expect={"pathways.work": "eligibel"})
