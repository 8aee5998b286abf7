"""JSON Schema of the three kinds of file, for editors."""

import json
from typing import Any

from pydantic import BaseModel

from acuerdo.agreement.cases import CasesTerms
from acuerdo.agreement.plan import PlanTerms
from acuerdo.agreement.terms import Terms

KINDS: dict[str, type[BaseModel]] = {"agreement": Terms, "plan": PlanTerms, "cases": CasesTerms}


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file."""
    made = KINDS[kind].model_json_schema(by_alias=True)
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": f"Acuerdo {kind} file", **made}


def schema_text(kind: str) -> str:
    """The same as text, as it lies in `agreements/schema`."""
    return json.dumps(schema(kind), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
