"""From text to types: every fault of a file at once, each at its place."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.agreement.reading.text import Document, Path

Model = TypeVar("Model", bound=BaseModel)


def typed(model: type[Model], document: Document) -> Model:
    """A document as a typed value.

    Raises:
        Unreadable: with every fault of the file.
    """
    try:
        return model.model_validate(document.tree)
    except ValidationError as error:
        raise Unreadable(faults(error, document)) from None


def faults(error: ValidationError, document: Document) -> list[Fault]:
    """The faults a validator found, each at the place of the value (or of the key, for one unknown)."""
    found = [_fault(document, line) for line in error.errors(include_url=False)]
    return list(dict.fromkeys(found))


def _fault(document: Document, line: Any) -> Fault:
    context = line.get("ctx", {})
    path = document.along(line["loc"])
    problem, hint = context.get("problem", line["msg"]), context.get("hint", "")
    at_key = "no such field" in problem
    name = _name(path)
    if line["type"] in ("fault", "missing_field") and not at_key:
        problem = f"{name} {problem}"
    elif at_key:
        problem = f"{name}: {problem}"
    elif line["type"].endswith("_type"):
        problem = f"{name} needs {_shape(line['type'])}, found {_what(line['input'])}"
    else:
        problem = f"{name}: {line['msg']}"
    return document.fault(path, problem, hint, at_key=at_key)


def _name(path: Path) -> str:
    words = [str(step) for step in path if isinstance(step, str)]
    return words[-1] if words else "the file"


def _shape(kind: str) -> str:
    return {"list_type": "a list", "dict_type": "fields, each `name: value`", "model_type": "fields"}.get(
        kind, "another kind of value"
    )


def _what(found: object) -> str:
    if found is None:
        return "an empty value"
    if isinstance(found, str):
        return f"'{found}'" if found else "an empty value"
    return "a list" if isinstance(found, list) else "a mapping"
