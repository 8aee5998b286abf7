"""Which articles of a model a text answers, by which clauses, and whether these decide anything.

A coding of mentions asks whether a text speaks of a thing. Here a clause counts as working only where it
has values by which a rule decides, and none of these is left unsaid.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from acuerdo.agreement.clauses.base import Clause, Words
from acuerdo.agreement.clauses.bodies import Body
from acuerdo.agreement.clauses.border import Action, Operation
from acuerdo.agreement.clauses.commitments import Commitment
from acuerdo.agreement.clauses.development import Programme
from acuerdo.agreement.clauses.finance import Transfer
from acuerdo.agreement.clauses.protection import Protection
from acuerdo.agreement.consolidate import Agreement, consolidate, in_force
from acuerdo.agreement.coverage.models import Model
from acuerdo.agreement.parts import every
from acuerdo.agreement.paths import get, is_dated, named
from acuerdo.agreement.provenance import Value, values, weakest
from acuerdo.agreement.reading.text import Path

STATES = ("working", "silent", "words_only", "empty")
"""How an article is answered, best first: by values that decide; by some of which one is not stated; by words
alone; not at all."""

NAMING: dict[type[Clause], tuple[str, ...]] = {
    Action: ("by",),
    Body: ("chairs",),
    Commitment: ("by", "kind", "measure"),
    Operation: ("parties", "lead", "state"),
    Programme: ("places",),
    Protection: ("applies_to", "measure"),
    Transfer: ("from_party", "to_party"),
}
"""Fields that say whom or what a clause is about: a rule reads them, and by them alone decides nothing."""

SAID_IN = ("title", "text", "do", "what", "says")
"""Where a clause says in words what it is, the shortest first."""


@dataclass(frozen=True, slots=True)
class Covering:
    """One clause that names an article.

    Fields:
        path: where it stands.
        said: its title or words; None where it has neither.
        state: `working`, `silent` or `words_only`.
        values: how many values it has, those of clauses inside it included.
        deciding: how many of them a rule decides by.
        silences: the paths of those that are not stated.
        basis: the weakest basis of its values; of a clause of words its own.
    """

    path: str
    said: Words | None
    state: str
    values: int
    deciding: int
    silences: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One article of a model, with the clauses that name it."""

    tag: str
    title: Words
    clauses: tuple[Covering, ...]

    @property
    def state(self) -> str:
        """That of the clause that answers best."""
        return min((each.state for each in self.clauses), key=STATES.index, default="empty")


def coverage(agreement: Agreement, model: Model, on: date | None = None) -> tuple[Answer, ...]:
    """Every article of a model, in its order, with the clauses of a text that name it.

    A clause names an article by its own `covers`; a clause inside another inherits nothing from it.

    Args:
        on: the text of this day, its amendments included. By default every entry of the file counts.
    """
    text = consolidate(agreement, on) if on else agreement
    rows = [row for row in values(text) if on is None or row.holds_on(on)]
    naming = _naming(text)
    found = [
        (clause.covers, _covering(text, path, clause, rows, naming)) for path, clause in _tagged(text, on)
    ]
    return tuple(
        Answer(tag, title, tuple(covering for covers, covering in found if tag in covers))
        for tag, title in model.tags()
    )


def tally(answers: Iterable[Answer]) -> dict[str, int]:
    """How many articles are answered in each way, and under `answered` by any value that decides."""
    counted = Counter(answer.state for answer in answers)
    return {
        "answered": counted["working"] + counted["silent"],
        **{state: counted[state] for state in STATES},
    }


def _tagged(text: Agreement, on: date | None) -> Iterator[tuple[Path, Clause]]:
    """The clauses with tags that hold on a day, and every clause around them too."""
    clauses = list(every(text, Clause))
    over = {path for path, clause in clauses if on and not clause.holds_on(on)}
    for path, clause in clauses:
        around = [path[:end] for end in range(len(path) + 1)]
        if clause.covers and not over.intersection(around) and not (on and _followed(text, path, on)):
            yield path, clause


def _followed(text: Agreement, path: Path, on: date) -> bool:
    """Whether on a day another entry of a dated list holds instead."""
    lists = [(get(text.document.tree, path[:end]), path[end]) for end in range(len(path))]
    return any(is_dated(entries) and at != in_force(entries, on) for entries, at in lists)


def _naming(text: Agreement) -> frozenset[Path]:
    return frozenset(
        (*path, field) for path, clause in every(text, Clause) for field in NAMING.get(type(clause), ())
    )


def _covering(
    text: Agreement, path: Path, clause: Clause, rows: list[Value], naming: frozenset[Path]
) -> Covering:
    inside = [row for row in rows if row.place[: len(path)] == path]
    deciding = [row for row in inside if row.executed and row.place not in naming]
    silences = tuple(row.path for row in deciding if not row.stated)
    state = "words_only" if not deciding else "silent" if silences else "working"
    said = next((words for name in SAID_IN if isinstance(words := getattr(clause, name, None), Words)), None)
    basis = weakest([row.basis for row in inside] or [clause.basis or "stated"])
    tree = text.document.tree
    return Covering(named(tree, path), said, state, len(inside), len(deciding), silences, basis)
