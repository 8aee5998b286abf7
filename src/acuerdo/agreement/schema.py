"""JSON Schema of the three kinds of file, for editors.

It says what one value may look like and which fields there are; names that must resolve and values that
must go together are left to `acuerdo check`.
"""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from acuerdo.agreement.cases import ABOUT_WHOM, CasesTerms
from acuerdo.agreement.clauses.base import COMMON, Clause
from acuerdo.agreement.clauses.criteria import OPERATORS
from acuerdo.agreement.clauses.measured import BOUNDS
from acuerdo.agreement.facts import FACTS, Fact
from acuerdo.agreement.nations import CODES
from acuerdo.agreement.plan import PlanTerms
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.values import (
    COUNT_SCHEMA,
    DAY_SCHEMA,
    FLAG_SCHEMA,
    MONEY_SCHEMA,
    NATION_SCHEMA,
    NOT_STATED,
    NUMBER_SCHEMA,
)

Schema = dict[str, Any]

KINDS: dict[str, type[Clause]] = {"agreement": Terms, "plan": PlanTerms, "cases": CasesTerms}

OF_KIND: dict[str, Schema] = {
    "flag": FLAG_SCHEMA,
    "count": COUNT_SCHEMA,
    "money": MONEY_SCHEMA,
    "share": NUMBER_SCHEMA,
    "day": DAY_SCHEMA,
    "word": {"type": "string"},
}
"""What an answer about a fact of each kind looks like."""


class _AsWritten(GenerateJsonSchema):
    """What a file may hold: no nulls, only the names that are known, one entry for a list of one."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        made = self.generate_inner(schema["schema"])
        return {**made, "default": schema["default"]} if isinstance(schema.get("default"), str) else made

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        made = super().dict_schema(schema)
        return {**made, "additionalProperties": False} if "patternProperties" in made else made

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        made = self.generate_inner(schema["schema"])
        return {"anyOf": [made["items"], made]} if schema["schema"]["type"] == "list" else made

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's signature
        return False


def schema(kind: str, model: type[Clause] | None = None) -> Schema:
    """The JSON Schema of a kind of file, read by `model` where it is not one of `KINDS`."""
    made = (model or KINDS[kind]).model_json_schema(by_alias=True, schema_generator=_AsWritten)
    parts = made.get("$defs", {})
    if "Criterion" in parts:
        parts["Criterion"]["properties"] |= _asked()
    for measured in {"Commitment", "Protection"} & set(parts):
        parts[measured]["properties"] |= {bound: _bound(bound, OPERATORS[bound]) for bound in BOUNDS}
    if "Case" in parts:
        parts["Case"]["properties"] |= {about: _answered(about) for about in ABOUT_WHOM}
    _share(made)
    return {**made, "$schema": "http://json-schema.org/draft-07/schema#", "title": f"Acuerdo {kind} file"}


def _share(made: Schema) -> None:
    """Write the fields of every clause once, as `$defs/every_NAME`."""
    parts = made.setdefault("$defs", {})
    shared: Schema = {}
    for part in (made, *parts.values()):
        fields = part.get("properties", {})
        for name in sorted(COMMON & set(fields)):
            if shared.setdefault(f"every_{name}", fields[name]) == fields[name]:
                fields[name] = {"$ref": f"#/$defs/every_{name}"}
    parts |= shared


def _asked() -> Schema:
    """The fields of a criterion: the facts there are, and what each comparison compares with."""
    flags = [fact.name for fact in FACTS.values() if fact.kind == "flag"]
    bounds = {name: _bound(name, kinds) for name, kinds in OPERATORS.items()}
    return {"fact": {"enum": list(FACTS)}, "waiver": {"enum": flags}, **bounds}


def _bound(operator: str, kinds: tuple[str, ...]) -> Schema:
    one = {"anyOf": [*(OF_KIND[kind] for kind in kinds), {"const": NOT_STATED.value}]}
    several = {"type": "array", "items": one, "minItems": 1}
    return {"anyOf": [several, {"type": "string"}]} if operator == "in" else one


def _answered(about: str) -> Schema:
    """The facts about a person, a journey, an offer and so on that a case may give."""
    facts = {
        name.removeprefix(f"{about}."): fact for name, fact in FACTS.items() if name.startswith(f"{about}.")
    }
    answers = {name: {"description": fact.en, **_answer(fact)} for name, fact in facts.items()}
    return {"type": "object", "properties": answers, "additionalProperties": False}


def _answer(fact: Fact) -> Schema:
    words = NATION_SCHEMA if fact.words is CODES else {"enum": list(fact.words)}
    always = ["unknown", *(["never"] if fact.never else [])]
    one = {"anyOf": [words if fact.kind == "word" else OF_KIND[fact.kind], {"enum": always}]}
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def schema_text(kind: str, model: type[Clause] | None = None) -> str:
    """The same as text, as it lies in `agreements/schema`."""
    return json.dumps(schema(kind, model), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
