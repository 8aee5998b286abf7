"""The text that is printed: as it stands on a day, with the origin of each value and what a plan filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from acuerdo import agreement
from acuerdo.agreement import Agreement, Plan
from acuerdo.agreement.clauses.base import Clause, Words
from acuerdo.agreement.paths import find
from acuerdo.agreement.provenance import Value, values
from acuerdo.agreement.reading.text import Path, Tree
from acuerdo.agreement.terms import RUNNING, SourceEntry, Terms


@dataclass(frozen=True, eq=False)
class Reading:
    """One text on one day.

    `sources` are those of the file, which a plan may not rename; `filled` are the places that were silent
    until the plan spoke; `rows` has every value by its place.
    """

    text: Agreement
    on: date
    known: date | None
    plan: Plan | None
    sources: Mapping[str, SourceEntry]
    rows: Mapping[Path, Value]
    filled: frozenset[Path]

    @property
    def terms(self) -> Terms:
        return self.text.terms

    @property
    def tree(self) -> Tree:
        return self.text.document.tree

    @property
    def in_force(self) -> list[Value]:
        """The values in force on the day, in file order."""
        return [row for row in self.rows.values() if row.holds_on(self.on)]

    @property
    def decides(self) -> bool:
        """Whether the text is executed on the day, by its own state or by the plan."""
        state = self.terms.state_on(self.on)
        return self.plan is not None or (state is not None and state.state in RUNNING)

    def by_plan(self, place: Path) -> bool:
        """Whether a place was silent until the plan filled it."""
        return any(place[:length] in self.filled for length in range(1, len(place) + 1))

    def anchor(self, place: Path) -> str:
        """A name for a place that stays while its neighbours change: list entries go by id or first day."""
        steps, node = [], self.tree
        for step in place:
            steps.append(_named(node, step) if isinstance(step, int) else step.replace(".", ":"))
            node = node[step] if _has(node, step) else None  # type: ignore[index]
        return ".".join(steps)

    @cached_property
    def _translations(self) -> Mapping[str, Words]:
        """The words that the file translates, by how they stand in either language."""
        return {said: words for words in self.terms.translations for said in (words.en, words.es)}

    def translated(self, text: str, lang: str) -> str:
        """A text that the file writes once, in a language of the reader; '' where it has no translation."""
        words = self._translations.get(text)
        return getattr(words, lang) if words else ""

    def source(self, name: str, planned: bool) -> SourceEntry | None:
        """A source by its name: of the plan for what the plan assumes, else of the file."""
        if planned and self.plan is not None:
            return self.plan.terms.sources.get(name)
        return self.sources.get(name)

    def names(self, section: str) -> frozenset[str]:
        """The names of the entries of a section; none where it has no entries."""
        entries = getattr(self.terms, section) if section in Terms.model_fields else None
        if isinstance(entries, list):
            entries = [each.id for each in entries if isinstance(each, Clause) and each.id]
        return frozenset(entries) if isinstance(entries, dict | list) else frozenset()

    def places(self, path: str) -> list[Path]:
        """Every place that a path of the file names."""
        return find(self.tree, path)


def read_on(read: Agreement, on: date, known: date | None = None, plan: Plan | None = None) -> Reading:
    """The text of a day, filled by a plan if there is one.

    Raises:
        Refused: the plan is for another text, or does not cover the day.
        Unreadable: an amendment or the plan does not fit the text.
    """
    text = agreement.consolidate(read, on, known)
    if plan is None:
        return Reading(text, on, known, None, text.terms.sources, _by_place(values(text)), frozenset())
    silent = {row.place for row in values(text) if not row.stated}
    enacted = agreement.enact(read, on, plan, known)
    rows = _by_place(list(enacted.rows))
    spoken = {place for place in silent if place not in rows or rows[place].stated}
    return Reading(enacted.agreement, on, known, plan, text.terms.sources, rows, frozenset(spoken))


def _by_place(rows: list[Value]) -> dict[Path, Value]:
    return {row.place: row for row in rows}


def _has(node: Any, step: str | int) -> bool:
    if isinstance(step, int):
        return isinstance(node, list) and step < len(node)
    return isinstance(node, dict) and step in node


def _named(node: Tree, position: int) -> str:
    names = [_name(entry) for entry in node] if isinstance(node, list) else []
    name = names[position] if position < len(names) else ""
    plain = name and not name.isdigit() and names.count(name) == 1
    return name.replace(".", ":") if plain else str(position + 1)


def _name(entry: Any) -> str:
    found = (entry.get("id") or entry.get("name") or entry.get("from")) if isinstance(entry, dict) else None
    return found if isinstance(found, str) else ""
