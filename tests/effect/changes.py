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
from acuerdo.agreement.provenance import Value, values
from acuerdo.agreement.reading.text import Document, Path
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


FILLINGS = (
    "3 months",
    "10 days",
    "1 year",
    "5_000 USD",
    "0.5",
    "7",
    "true",
    "majority",
    "first_come",
    "calendar_year",
    "same_sector",
    "kept",
    "multiple_entry",
)
"""What may stand in place of a silence; the first that fits its type does."""


def filled(enacted: Enacted) -> Enacted:
    """The text of a day with something in place of every silence, as a plan would have it."""
    text, text_day = enacted.agreement, enacted.on
    tree: Any = copy.deepcopy(text.document.tree)
    for row in enacted.rows:
        if row.stated:
            continue
        section, part = str(row.place[0]), get(tree, row.place[:-1])
        for words in (*FILLINGS, (text_day - timedelta(500)).isoformat()):
            part[row.place[-1]] = words
            try:
                reader(section).validate_python(tree[section])
                break
            except ValidationError:
                part[row.place[-1]] = "not_stated"
    said = retyped(text, tree, text.origins)
    return replace(enacted, agreement=said, rows=tuple(values(said)))


@cache
def reader(section: str) -> TypeAdapter[Any]:
    """The type that reads one section of a file."""
    annotation: Any = Terms.model_fields[section].annotation
    return TypeAdapter(annotation)


def changed(enacted: Enacted, row: Value) -> Iterator[Enacted]:
    """The text of a day with another value in one place: every one that fits, the likeliest first."""
    text = enacted.agreement
    section = str(row.place[0])
    for place, other in _swaps(row, text):
        tree: Any = {**text.document.tree, section: copy.deepcopy(text.document.tree[section])}  # type: ignore[call-overload, dict-item, index]
        get(tree, place[:-1])[place[-1]] = other
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
    for place, other in _swaps(row, agreement):
        tree: Any = copy.deepcopy(agreement.document.tree)
        get(tree, place[:-1])[place[-1]] = other
        try:
            yield retyped(agreement, tree, agreement.origins)
        except Unreadable:
            continue


NEEDING = (
    ("unused", "spill_to", "lapse"),
    ("per", "over", "calendar_year"),
    ("change_employer", "after", "never"),
)
"""Fields whose value another field goes with, and a value that it may not go with."""

FEW = {"count": "1", "per": "calendar_year", "counts": "admissions", "unused": "lapse", "when_full": "refuse"}
"""A cap of one place a year."""


def _swaps(row: Value, agreement: Agreement) -> Iterator[tuple[Path, Any]]:
    """Places and what to write there: the other values of a row; a fact may need another bound with it."""
    whole: Any = get(agreement.document.tree, row.place[:-1])
    if row.place[-1] == "fact" and "fact" in whole:
        kept = {name: part for name, part in whole.items() if name in ("id", "src", "basis")}
        yield row.place[:-1], {**kept, "fact": "person.age_years", "at_least": "1"}
    if row.place[-1] == "count" and whole["count"] == "none":
        yield row.place[:-1], {**whole, **FEW}
    if row.place[-1] == "cap" and row.value == "none":
        yield row.place, FEW
    for name, needs, other in NEEDING:
        if row.place[-1] == name and needs in whole:
            without = {key: part for key, part in whole.items() if key != needs}
            yield row.place[:-1], {**without, name: other}
    if row.place[-1] == "does" and "set" in whole:
        clause = ".".join(whole["at"].split(".")[:2])
        yield (
            row.place[:-1],
            {**{key: part for key, part in whole.items() if key != "set"}, "does": "stop", "at": clause},
        )
    if row.place[-1] == "in" and row.value in agreement.terms.groups:
        yield row.place, list(agreement.terms.groups[row.value][:1])
    for other in _others(get(agreement.document.tree, row.place), row, agreement):
        yield row.place, other


def _others(node: Any, row: Value, agreement: Agreement) -> Iterator[Any]:
    if isinstance(node, list):
        yield from _other_lists(node, row, agreement)
    elif isinstance(node, dict):
        for key in node:
            yield {name: part for name, part in node.items() if name != key}
        for party in agreement.terms.parties:
            yield from ({party: part} for name, part in node.items() if name in CODES and name != party)
        for key in node:
            for other in _others(node[key], row, agreement):
                yield {**node, key: other}
    else:
        yield from _other_words(node, row, agreement)


def _other_lists(node: list[Any], row: Value, agreement: Agreement) -> Iterator[Any]:
    if all(isinstance(item, str) for item in node):
        if len(node) > 1:
            yield node[1:]
            yield node[:-1]
        yield ["elsewhere"]
        yield []
        for pool in (
            agreement.terms.parties,
            ("CUB", "GTM", "CAN"),
            SECTORS,
            RELATIONS,
            information.PURPOSES,
        ):
            others = [more for more in pool if more not in node]
            yield from ([*node, more] for more in others[:2])
    else:
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
        ranks = "ranking" in row.place
        yield from (name for name in FACTS if (ranks or FACTS[name].kind == kind) and name != node)
    if row.place[-1] == "what":
        yield from (kind for kind in information.FIREWALL if kind != node)
    for words in WORDS if str(row.place[-1]) not in OF_COUNTRIES else ():
        if node in words:
            at = words.index(node)
            yield from (*words[at + 1 :], *words[:at])
    if node in CODES and str(row.place[-1]) != "in":
        yield from (code for code in (*agreement.terms.parties, "CUB", "GTM") if code != node)
    last = str(row.place[-1])
    if last in ("within", "spill_to"):
        yield from (f"caps.{name}" for name in agreement.terms.caps if f"caps.{name}" != node)
        return
    if last == "pays":
        programme: Any = get(agreement.document.tree, row.place[:2])
        yield from (payer for payer in programme["shares"] if payer != node)
    if last in ("if", "then"):
        yield from (each.id for each in agreement.terms.commitments if each.id and each.id != node)
        return
    if last in OPERATORS:
        for fact in FACTS.values():
            if node in fact.words:
                yield from (word for word in fact.words[:300] if word != node)
    if node == "never":
        yield "30 days"
    if node in ("none", "unlimited"):
        yield from ("1", "10 USD")
    if last in OF_COUNTRIES:
        yield from (name for name in agreement.terms.groups if name != node)
        if last != "in":
            yield from (party for party in agreement.terms.parties if party != node)
    else:
        caps = (name for name in agreement.terms.caps if node not in (name, f"caps.{name}"))
        yield from (f"caps.{name}" for name in caps)
        yield from (each.id for each in agreement.terms.commitments if each.id and each.id != node)
        yield from (f"pathways.{name}" for name in agreement.terms.pathways if f"pathways.{name}" != node)
        yield from ("any", "none", "unlimited", "something_else")


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
