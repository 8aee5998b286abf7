"""Other values: for each value of a text, one that says something else and still fits its type."""

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from acuerdo.agreement.clauses import (
    allocation,
    asylum,
    border,
    cap,
    commitments,
    information,
    portability,
)
from acuerdo.agreement.clauses.criteria import OPERATORS
from acuerdo.agreement.consolidate import Agreement, retyped
from acuerdo.agreement.facts import FACTS, MEASURES
from acuerdo.agreement.faults import Unreadable
from acuerdo.agreement.nations import CODES
from acuerdo.agreement.paths import get
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.provenance import Value
from acuerdo.agreement.reading.text import Document
from acuerdo.agreement.registry import RELATIONS, SECTORS
from acuerdo.agreement.terms import STATES, Terms
from acuerdo.agreement.values import FREQUENCIES

WORDS: tuple[tuple[str, ...], ...] = (
    ("true", "false"),
    cap.PERIODS,
    cap.UNUSED,
    cap.WHEN_FULL,
    allocation.ORDERS,
    ("draw", "first_come", "priority_date"),
    asylum.STATES,
    border.OPERATION_STATES,
    ("planned", "running", "done", "dropped"),
    commitments.COMMITMENT_KINDS,
    information.KINDS,
    information.PURPOSES,
    portability.CHANGES,
    ("same_sector", "same_occupation", "same_place", "any"),
    ("multiple_entry", "single_entry", "none"),
    ("consensus", "majority"),
    ("agreed", "refused"),
    ("requesting", "receiving", "shared"),
    ("kept", "ends"),
    ("start", "stop"),
    ("most", "least"),
    ("once", "calendar_year", "calendar_month", "person"),
    ("calendar_year", "fiscal_year", "programme"),
    ("prevailing", "none"),
    ("advertise", "wage_floor", "no_local"),
    ("clip_to_month_end", "roll_to_next_month"),
    ("inclusive_of_first_day", "exclusive_of_first_day"),
    tuple(FREQUENCIES),
    STATES,
    RELATIONS,
    SECTORS,
)
"""Closed lists of words; a value out of one is changed into the next of it that fits."""


@cache
def reader(section: str) -> TypeAdapter[Any]:
    """The type that reads one section of a file."""
    annotation: Any = Terms.model_fields[section].annotation
    return TypeAdapter(annotation)


def changed(enacted: Enacted, row: Value) -> Iterator[Enacted]:
    """The text of a day with another value in one place: every one that fits, the likeliest first."""
    text = enacted.agreement
    node = get(text.document.tree, row.place)
    section = str(row.place[0])
    for other in _others(node, row, text):
        tree: Any = {**text.document.tree, section: copy.deepcopy(text.document.tree[section])}  # type: ignore[call-overload, dict-item, index]
        get(tree, row.place[:-1])[row.place[-1]] = other
        try:
            read = reader(section).validate_python(tree[section])
        except ValidationError:
            continue
        terms = text.terms.model_copy(update={section: read})
        document = Document(
            text.document.file, tree, text.document.lines, text.document.places, text.document.keys
        )
        yield replace(enacted, agreement=Agreement(terms, document, text.origins))


def whole_changed(agreement: Agreement, row: Value) -> Iterator[Agreement]:
    """The same for a text as read, before it is enacted."""
    for other in _others(get(agreement.document.tree, row.place), row, agreement):
        tree: Any = copy.deepcopy(agreement.document.tree)
        get(tree, row.place[:-1])[row.place[-1]] = other
        try:
            yield retyped(agreement, tree, agreement.origins)
        except Unreadable:
            continue


def _others(node: Any, row: Value, agreement: Agreement) -> Iterator[Any]:
    if isinstance(node, list):
        yield from _other_lists(node, row, agreement)
    elif isinstance(node, dict):
        for key in node:
            for other in _others(node[key], row, agreement):
                yield {**node, key: other}
    else:
        yield from _other_words(node, row, agreement)


def _other_lists(node: list[Any], row: Value, agreement: Agreement) -> Iterator[Any]:
    if row.place[-1] == "applies_to":
        yield ["another_status"]
    if all(isinstance(item, str) for item in node):
        if len(node) > 1:
            yield node[1:]
            yield node[:-1]
        for more in (
            *agreement.terms.parties,
            "CUB",
            "GTM",
            "CAN",
            *SECTORS,
            *RELATIONS,
            *information.PURPOSES,
        ):
            if more not in node:
                yield [*node, more]
        yield [*node, "elsewhere"]
    yield []


def _other_words(node: str, row: Value, agreement: Agreement) -> Iterator[Any]:
    if match := re.fullmatch(r"([0-9_]+)(\.[0-9]+)?( [A-Za-z]+)?", node):
        yield from _other_numbers(node, match)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node):
        yield (date.fromisoformat(node) + timedelta(1)).isoformat()
        yield (date.fromisoformat(node) - timedelta(1)).isoformat()
    if re.fullmatch(r"[0-9]{2}-[0-9]{2}", node):
        yield f"{node[:3]}{(int(node[3:]) % 28) + 1:02}"
    if f"measure.{node}" in FACTS:
        kind = FACTS[f"measure.{node}"].kind
        yield from (name for name in MEASURES if FACTS[f"measure.{name}"].kind == kind and name != node)
    if node in FACTS:
        kind = FACTS[node].kind
        yield from (name for name in FACTS if FACTS[name].kind == kind and name != node)
    for words in WORDS if str(row.place[-1]) not in OF_COUNTRIES else ():
        if node in words:
            at = words.index(node)
            yield from (*words[at + 1 :], *words[:at])
    if node in CODES:
        yield from (code for code in (*agreement.terms.parties, "CUB", "GTM") if code != node)
    last = str(row.place[-1])
    if last in ("if", "then"):
        yield from (each.id for each in agreement.terms.commitments if each.id and each.id != node)
        return
    if last in OPERATORS:
        for fact in FACTS.values():
            if node in fact.words:
                yield from (word for word in fact.words[:300] if word != node)
    if node == "none":
        yield "1"
    yield from (name for name in agreement.terms.groups if name != node)
    if last not in OF_COUNTRIES:
        caps = (name for name in agreement.terms.caps if node not in (name, f"caps.{name}"))
        yield from (f"caps.{name}" for name in caps)
        yield from (each.id for each in agreement.terms.commitments if each.id and each.id != node)
        yield from (f"pathways.{name}" for name in agreement.terms.pathways if f"pathways.{name}" != node)
    yield "any"
    yield "none"
    yield "unlimited"
    if last not in OF_COUNTRIES:
        yield "something_else"


OF_COUNTRIES = ("nationals_of", "for", "places", "shared_by", "in")
"""Fields that name a group of countries."""


def _other_numbers(node: str, match: re.Match[str]) -> Iterator[str]:
    whole, part, unit = int(match[1].replace("_", "")), match[2] or "", match[3] or ""
    if part:
        number = float(f"{whole}{part}")
        yield (
            f"{min(number * 1.2, 1.0):.3f}".rstrip("0").rstrip(".") + unit
            if number < 1
            else f"{number + 1:.2f}{unit}"
        )
        yield f"{number / 2:.3f}".rstrip("0").rstrip(".") + unit
        yield f"{whole}.{(int(part[1:]) + 1) % 100:02}{unit}"
    else:
        yield f"{whole + 1}{unit}"
        yield f"{max(whole - 1, 0)}{unit}"
        yield f"{whole * 2 + 5}{unit}"
        if whole == 1:
            yield f"0.9{unit}"
