"""A position file: one party's stances on one agreement, each with who said it, and kept private."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema, model_validator

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.difference.sizes import Size, read_size
from acuerdo.agreement.faults import Unreadable
from acuerdo.agreement.names import no_source
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.reading.text import Document
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.terms import SourceEntry
from acuerdo.agreement.values import (
    MONEY,
    NUMBER,
    SPAN,
    Count,
    FieldPath,
    Id,
    Moment,
    Nation,
    OneOf,
    Source,
    Text,
    broken,
    read_text,
    wrong,
)

WANTS = ("higher", "lower", "wider", "narrower", "longer", "shorter", "present", "absent")
TESTS = ("must_not_be", "must_be", "at_most", "at_least", "must_exist")


def _read_bound(found: object) -> str:
    if isinstance(found, str) and isinstance(read_size(found), Size) and found not in ("true", "false"):
        return found
    raise wrong(found, "a number, an amount, a length of time or a day, such as 30_000, 0 USD or 8 months")


Bound = Annotated[
    str,
    PlainValidator(_read_bound),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0},
                *({"type": "string", "pattern": f"^({form.pattern})$"} for form in (NUMBER, MONEY, SPAN)),
                {"type": "string", "format": "date"},
            ]
        }
    ),
]


Word = Annotated[
    str, PlainValidator(read_text), WithJsonSchema({"type": ["string", "number", "boolean"], "minLength": 1})
]
"""A word of the agreement; editors read some of them as a number, or as yes or no."""


class RedLine(Clause):
    """What a party refuses, as a test of the text in force on a day.

    Fields:
        must_not_be: the word that may not stand there, or be among the words there.
        must_be: the word that must.
        at_most: the greatest value it accepts; no limit is more than any.
        at_least: the least value it accepts; nothing at all is less than any.
        must_exist: there must be something.
    """

    must_not_be: Word | None = None
    must_be: Word | None = None
    at_most: Bound | None = None
    at_least: Bound | None = None
    must_exist: Annotated[str, OneOf("true")] | None = None

    @property
    def test(self) -> str:
        """The one test it makes."""
        return next(name for name in TESTS if getattr(self, name) is not None)

    @property
    def bound(self) -> str:
        """What it tests against."""
        return str(getattr(self, self.test))

    @model_validator(mode="after")
    def _makes_one_test(self) -> "RedLine":
        made = [name for name in TESTS if getattr(self, name) is not None]
        if len(made) != 1:
            found = " and ".join(made) or "none"
            raise broken(
                f"needs exactly one of {', '.join(TESTS)}, found {found}", "two tests are two stances"
            )
        return self


class Stance(Clause):
    """What a party wants at one path, and what it will not have there.

    Fields:
        at: a path of the agreement, `*` for any name.
        wants: the direction in which a change is welcome.
        at_least, at_most: how far it would go: the reservation.
        weight: how much it matters beside the party's other stances.
        red_line: what it refuses.
        actor: who holds it, where that is not the party as a whole: a chamber, a court, a state, a union.
        said_by, said_on: who said so, and when.
        from, until: the days between which it is held.
    """

    id: Id
    at: FieldPath
    wants: Annotated[str, OneOf(*WANTS)] | None = None
    at_least: Bound | None = None
    at_most: Bound | None = None
    weight: Count | None = None
    red_line: RedLine | None = None
    actor: Text | None = None
    said_by: Text | None = None
    said_on: Moment | None = None
    src: Source

    @model_validator(mode="after")
    def _takes_a_stance(self) -> "Stance":
        if self.wants is None and self.red_line is None:
            raise broken("takes no stance", "wants: higher, or red_line: {must_not_be: in_force}")
        if "[" in self.at:
            raise broken(f"{self.at} counts entries", "name the entry by its id, so that it is found again")
        return self


class PositionsTerms(Clause):
    """A position file. It is private: of all commands only `check`, `fmt` and `diff` read it, when asked to.

    Fields:
        positions_of: the party.
        on: the id of the agreement.
        private: says to whoever opens it that it is.
    """

    format: Annotated[str, OneOf("1")]
    positions_of: Nation
    on: Id
    private: Annotated[str, OneOf("true")]
    sources: dict[Id, SourceEntry]
    stances: list[Stance]


@dataclass(frozen=True, slots=True)
class Positions:
    """A position file as read."""

    terms: PositionsTerms
    document: Document


def read_positions(path: Path) -> Positions:
    """Read a position file.

    Raises:
        Unreadable: with every fault of form, type, source and name.
    """
    document = load(path)
    positions = Positions(typed(PositionsTerms, document), document)
    sources, told, faults = tuple(positions.terms.sources), set[str](), []
    for at, stance in enumerate(positions.terms.stances):
        name = stance.src.split(" ")[0]
        if name not in sources:
            faults.append(document.fault(("stances", at, "src"), *no_source(name, sources)))
        if stance.id in told:
            problem = f"two stances are called {stance.id}"
            faults.append(document.fault(("stances", at, "id"), problem, "each needs its own name"))
        told.add(stance.id)
    if faults:
        raise Unreadable(faults)
    return positions
