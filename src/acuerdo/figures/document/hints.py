"""What the type of a field tells about its values: their kinds, and the closed words among them."""

import types
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from acuerdo.agreement.reference import KINDS
from acuerdo.agreement.values import OneOf


@cache
def hints_of(clause: type[BaseModel]) -> dict[str, Any]:
    """The type of each field of a clause."""
    return get_type_hints(clause, include_extras=True)


def kinds(hint: Any) -> frozenset[str]:
    """The kinds of value a type may hold, by their names in the reference of the language."""
    return frozenset(_kinds(hint))


def _kinds(hint: Any) -> Iterator[str]:
    for kind in KINDS:
        if hint == kind.reads:
            yield kind.name
            return
    if hint is Any:
        yield "any"
    elif get_origin(hint) in (Union, types.UnionType, list, dict):
        for part in get_args(hint)[-1:] if get_origin(hint) is dict else get_args(hint):
            yield from _kinds(part)
    elif get_origin(hint) is Annotated:
        yield from _kinds(get_args(hint)[0])


def words_of(hint: Any) -> frozenset[str]:
    """The closed words a type allows."""
    own = [
        word for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, OneOf) for word in mark.words
    ]
    inside = [word for part in get_args(hint) if part is not hint for word in words_of(part)]
    return frozenset([*own, *inside])


def item_of(hint: Any) -> Any:
    """The type of the items of a list or mapping."""
    for part in [hint, *get_args(hint)]:
        if get_origin(part) in (list, dict):
            return get_args(part)[-1]
        if get_origin(part) is Annotated and get_origin(get_args(part)[0]) in (list, dict):
            return get_args(get_args(part)[0])[-1]
    return hint
