"""All values of a text as a table of plain cells, for people who work in spreadsheets."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from acuerdo.agreement import values as kinds
from acuerdo.agreement.clauses.base import Clause, Dated, Words
from acuerdo.agreement.clauses.criteria import OPERATORS
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.paths import get, named
from acuerdo.agreement.provenance import Value, values
from acuerdo.agreement.reading.flow import flow
from acuerdo.agreement.reading.text import Path
from acuerdo.agreement.registry import FACTS
from acuerdo.agreement.values import Money, Span

EDITED = ("value", "src", "basis")
"""The columns that are read back."""
COLUMNS = ("path", "value", "unit", "src", "basis", "from", "until", "executed", "title", "note")

UNITS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("share", (kinds.Share, kinds.StatedShare)),
    ("count", (kinds.Count, kinds.StatedCount, kinds.CountOrNone)),
    ("number", (kinds.Number,)),
    ("amount and currency", (kinds.StatedMoney,)),
    ("length of time", (kinds.StatedSpan, kinds.StatedInterval)),
    ("day", (kinds.Day, kinds.StatedDay)),
    ("month-day", (kinds.MonthDay,)),
    ("true or false", (kinds.Flag, kinds.StatedFlag)),
    ("country", (kinds.Nation,)),
    ("countries", (kinds.Nations,)),
)
"""What a field takes, where its clause does not say the unit more exactly."""


@dataclass(frozen=True, slots=True)
class Row:
    """One value as a table shows it.

    `cells` has one text for each of `COLUMNS`; `place` is where the value stands in the file, `home` the
    clause it stands in, which may hold its source.
    """

    cells: dict[str, str]
    place: Path
    home: Path

    @property
    def path(self) -> str:
        return self.cells["path"]

    def listed(self) -> tuple[str, ...]:
        """The cells in the order of the columns."""
        return tuple(self.cells[column] for column in COLUMNS)


def table(agreement: Agreement, chosen: Iterable[Value] | None = None) -> list[Row]:
    """The values of a text, or those chosen from it, in file order."""
    held = clauses(agreement)
    return [_row(agreement, held, value) for value in (values(agreement) if chosen is None else chosen)]


def _row(agreement: Agreement, held: dict[Path, Clause], value: Value) -> Row:
    tree, place = agreement.document.tree, value.place
    homes = [place[:end] for end in range(len(place), -1, -1) if place[:end] in held]
    title = next((each.title for home in homes if home and (each := held[home]).title), None)
    node = get(tree, place)
    cells = {
        "path": named(tree, place),
        "value": node if isinstance(node, str) else flow(node),
        "unit": _unit(held[homes[0]], place[len(homes[0]) :]),
        "src": value.src,
        "basis": value.basis,
        "from": str(value.begins or ""),
        "until": str(value.until or ""),
        "executed": "yes" if value.executed else "no",
        "title": _in_both(title) if title else "",
        "note": held[homes[0]].note or "",
    }
    return Row(cells, place, homes[0])


def _in_both(title: Words) -> str:
    return title.en if title.en == title.es else f"{title.en} · {title.es}"


def clauses(agreement: Agreement) -> dict[Path, Clause]:
    """Every clause that has fields of its own in the file, by its place there."""
    found: dict[Path, Clause] = {}
    _collect(agreement.terms, agreement.document.tree, (), found)
    return found


def _collect(part: Any, node: Any, path: Path, found: dict[Path, Clause]) -> None:
    if isinstance(part, BaseModel) and isinstance(node, dict):
        if isinstance(part, Clause):
            found.setdefault(path, part)
        for name, info in type(part).model_fields.items():
            key = info.alias or name
            if key in node:
                _collect(getattr(part, name), node[key], (*path, key), found)
    elif isinstance(part, dict) and isinstance(node, dict):
        for key in part.keys() & node.keys():
            _collect(part[key], node[key], (*path, key), found)
    elif isinstance(part, list | tuple | Dated):
        entries = list(part)
        if isinstance(node, list):
            for at, (entry, child) in enumerate(zip(entries, node, strict=False)):
                _collect(entry, child, (*path, at), found)
        elif len(entries) == 1:
            _collect(entries[0], node, path, found)


def _unit(clause: Clause, steps: Path) -> str:
    """The unit of a value, as exactly as its clause tells it."""
    if not steps or not isinstance(steps[0], str):
        return ""
    name = next((name for name, info in type(clause).model_fields.items() if info.alias == steps[0]), "")
    value = getattr(clause, name, None)
    if isinstance(value, Money):
        return value.currency
    if isinstance(value, Span):
        return value.unit
    if name == "count" and isinstance(per := getattr(clause, "per", None), str):
        of = f" of {party}" if isinstance(party := getattr(clause, "of", None), str) else ""
        period = f"{getattr(clause, 'over', None) or per}".replace("_", " ")
        return f"{getattr(clause, 'counts', None) or 'count'} per {period}{of}".replace("_", " ")
    if name.rstrip("_") in OPERATORS:
        about = getattr(clause, "fact", None) or f"measure.{getattr(clause, 'measure', None)}"
        if known := FACTS.get(about):
            return known.unit or {"flag": "true or false", "word": ""}.get(known.kind, known.kind)
    return _stated_unit(clause, name) or _of_field(type(clause), name)


def _stated_unit(clause: Clause, name: str) -> str:
    """The unit that a clause names in a field of its own, beside its number."""
    stated = getattr(clause, "unit", None)
    return stated if isinstance(stated, str) and name in ("value", "low", "high") else ""


@cache
def _of_field(clause: type[Clause], name: str) -> str:
    hint = get_type_hints(clause, include_extras=True).get(name)
    taken = get_args(hint)[1:] if get_origin(hint) is dict else (hint, *get_args(hint))
    return next((unit for unit, types in UNITS if any(each == one for each in types for one in taken)), "")
