"""From text to types: every fault of a file at once, each at its place."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError

from acuerdo.agreement.clauses.base import COMMON, Dated, fields_of
from acuerdo.agreement.faults import MOST_ALIKE, Fault, Unreadable, alike, did_you_mean, shown
from acuerdo.agreement.reading.syntax import inside
from acuerdo.agreement.reading.text import Document, Path, spoken
from acuerdo.agreement.values import Hint

Model = TypeVar("Model", bound=BaseModel)


def typed(model: type[Model], document: Document) -> Model:
    """A document as a typed value.

    Raises:
        Unreadable: with every fault of the file, those of its text included.
    """
    try:
        read = model.model_validate(document.tree)
    except ValidationError as error:
        raise Unreadable([*document.faults, *faults(model, error, document)], partly=True) from None
    if document.faults:
        raise Unreadable(document.faults, partly=True)
    return read


def faults(model: type[BaseModel], error: ValidationError, document: Document) -> list[Fault]:
    """The faults a validator found, each at the place of the value (or of the key, for one unknown)."""
    return alike(_faults(model, error, document))


def _faults(model: type[BaseModel], error: ValidationError, document: Document) -> Iterator[Fault]:
    missing: dict[Path, list[str]] = {}
    told: set[Path] = set()
    hints: Counter[str] = Counter()
    for line in error.errors(include_url=False, include_input=True):
        path = document.along(line["loc"])
        if path in document.blamed:
            continue
        if line["type"] == "missing":
            missing.setdefault(path, []).append(str(line["loc"][-1]))
        elif line["type"] == "extra_forbidden":
            yield _unknown(document, path, _owner(model, line["loc"]), first=path[:-1] not in told)
            told.add(path[:-1])
        else:
            problem, hint = _said(_name(path), line)
            hint = hint or _beside(model, line, path)
            if callable(hint):
                hints[line["ctx"]["allowed"]] += 1
                hint = hint() if hints[line["ctx"]["allowed"]] <= MOST_ALIKE else ""
            yield document.fault(path, problem, hint, at_key=line["loc"][-1:] == ("[key]",))
    for path, names in missing.items():
        fields = ", ".join(f"`{name}`" for name in names)
        yield document.fault(path, f"{_name(path)} needs {fields}")


def _said(name: str, line: Any) -> tuple[str, Hint]:
    if line["type"] == "fault":
        problem = line["ctx"]["problem"]
        return problem if problem[0] in "'`" else f"{name} {problem}", line["ctx"]["hint"]
    if line["type"] == "too_short":
        return f"{name} needs at least one entry", ""
    shape, found = SHAPES.get(line["type"], "another kind of value"), line["input"]
    hint = f"write [{found}]" if line["type"] == "list_type" and WORDS.fullmatch(str(found)) else ""
    return f"{name} needs {shape}, found {_what(found)}", hint


def _beside(model: type[BaseModel], line: Any, path: Path) -> str:
    """The way out for fields that stand inside one of their own kind, where a list is read."""
    found = line["input"]
    if line["type"] != "list_type" or not isinstance(found, dict):
        return ""
    owner = _owner(model, line["loc"])
    fields = {*fields_of(owner)} - COMMON if owner else set()
    misplaced = next((name for name in found if name in fields), "")
    return inside(misplaced, str(path[-1])) if misplaced else ""


WORDS = re.compile(r"[\w .-]{1,40}|[\w.-]{1,40}(, ?[\w.-]{1,40}){1,20}")
"""One text, or several words with commas between them, that reads as a list in brackets."""

SHAPES = {
    "list_type": "a list, such as [one, two]",
    "dict_type": "names with values, each `name: value`",
    "model_type": "fields, each `name: value`",
}


def _unknown(document: Document, path: Path, owner: type[BaseModel] | None, *, first: bool) -> Fault:
    """An unknown field; what is allowed is said once for all unknown fields beside each other."""
    fields = fields_of(owner) if owner else []
    allowed = f"; allowed: {_allowed(fields)}" if first else ""
    problem = f"{shown(path[-1])} is not a field here{allowed}"
    return document.fault(path, problem, did_you_mean(str(path[-1]), fields), at_key=True)


def _allowed(fields: list[str]) -> str:
    own = [field for field in fields if field not in COMMON]
    if len(own) + len(COMMON) > len(fields):
        return ", ".join(fields)
    common = ", ".join(field for field in fields if field in COMMON)
    return f"{', '.join(own)}; as in every clause: {common}" if own else common


def _owner(model: type[BaseModel], loc: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The part of the format that the last step of a validator's location would be a field of."""
    kinds: tuple[Any, ...] = (model,)
    for step in loc[:-1]:
        kinds = tuple(inner for kind in kinds for inner in _inside(kind, step)) or kinds
    return next((kind for kind in kinds if _is_model(kind)), None)


@lru_cache(maxsize=1024)
def _inside(kind: Any, step: str | int) -> tuple[Any, ...]:
    """The kinds of value that a step into a value of one kind may lead to."""
    if _is_model(kind):
        fields = {info.alias or name: info.annotation for name, info in kind.model_fields.items()}
        return _alternatives(fields[step]) if step in fields else ()
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _alternatives(args[0]) if Tag(str(step)) in args else ()
    if origin in (list, Dated) and isinstance(step, int):
        return _alternatives(args[0])
    return _alternatives(args[1]) if origin is dict else ()


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return (annotation,) if any(isinstance(arg, Tag) for arg in args) else _alternatives(args[0])
    if origin in (Union, UnionType):
        return tuple(each for arg in args for each in _alternatives(arg))
    return (annotation,)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _name(path: Path) -> str:
    """The last step of a path as a message names it: `cap`, or `cap[0]` for an entry of a list."""
    start = max((at for at, step in enumerate(path) if isinstance(step, str)), default=0)
    return spoken(path[start:]) or "the file"


def _what(found: object) -> str:
    if isinstance(found, str):
        return shown(found)
    return "a list" if isinstance(found, list) else "a mapping"
