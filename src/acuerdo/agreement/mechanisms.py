"""The mechanisms that the five texts speak of, one by one, and what carries each of them here."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import PlainValidator

from acuerdo.agreement.clauses.base import Clause, Title
from acuerdo.agreement.paths import find, nearest
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.reading.text import Tree
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.terms import SourceEntry
from acuerdo.agreement.values import Id, OneOf, Source, Text, matching

CARRIED = re.compile(r"(?P<file>[\w./-]+\.yaml)#(?P<path>.+)")

RECORDS = {"claims": "claim", "figures": "figure", "events": "event", "texts": "text", "stances": "position"}
"""What the sections carry that record rather than decide; every other section carries clauses."""

WAYS = ("clause", "claim", "figure", "event", "position", "text", "feature", "not yet")

NEEDS = {
    **dict.fromkeys(("pathway", "cap", "rule", "body", "commitment"), "clause"),
    "claim": "claim",
    "figure": "figure",
    "event": "event",
    **dict.fromkeys(("position", "red_line"), "position"),
    **dict.fromkeys(("actor", "principle"), ""),
}
"""How a mechanism of each kind is to be carried; of actors and principles any way will do."""

Carrier = Annotated[
    str,
    PlainValidator(
        matching(
            CARRIED,
            "a file of agreements and a path in it, such as us-mx-2001/agreement.yaml#claims.fear",
            str.strip,
        )
    ),
]


class Feature(Clause):
    """Something the program does, and the file in which it is done or told."""

    what: Text
    where: Text


class NotYet(Clause):
    """Something the program does not do yet, and the part to come that will."""

    what: Text
    comes_with: Id


class Mechanism(Clause):
    """One thing a text says an agreement does.

    Fields:
        kinds: what it is; a text can say two things at once.
        carried_by: where it stands among the agreements, each `FILE#PATH`.
        because: why it is not carried in the way its kinds ask for.
    """

    id: Id
    title: Title
    kinds: list[Annotated[str, OneOf(*NEEDS)]]
    src: Source
    words: Text
    carried_by: list[Carrier] = []
    features: list[Feature] = []
    not_yet: list[NotYet] = []
    because: Text | None = None

    @property
    def ways(self) -> list[str]:
        """The ways in which it is carried, in the order of `WAYS`; `not yet` where there is none."""
        found = {way(each) for each in self.carried_by} | ({"feature"} if self.features else set())
        return [each for each in WAYS if each in found] or ["not yet"]

    @property
    def lacks(self) -> list[str]:
        """The ways in which its kinds ask for it to be carried, and it is not."""
        return sorted({NEEDS[kind] for kind in self.kinds} - {"", *self.ways})


class MechanismsTerms(Clause):
    """The file of mechanisms.

    Fields:
        sources: the texts, each with the file its fingerprint was made from.
        parts_to_come: the parts of the project that are not there yet.
    """

    format: Annotated[str, OneOf("1")]
    sources: dict[Id, SourceEntry]
    parts_to_come: dict[Id, Title]
    mechanisms: list[Mechanism]


def read_mechanisms(path: Path) -> MechanismsTerms:
    """Read a file of mechanisms.

    Raises:
        Unreadable: with every fault of form and type.
    """
    return typed(MechanismsTerms, load(path))


def way(carrier: str) -> str:
    """How a place in a file carries what stands there: as a clause, a claim, a figure, an event ..."""
    section = carrier.partition("#")[2].partition(".")[0]
    return RECORDS.get(section, "clause")


def unresolved(mechanisms: MechanismsTerms, trees: Mapping[str, Tree]) -> list[str]:
    """What leads nowhere: carriers whose file or path is not there, and parts to come that nobody named.

    Args:
        trees: the files of agreements as read, by their path within that folder.
    """
    found = []
    for mechanism in mechanisms.mechanisms:
        for carrier in mechanism.carried_by:
            file, _, path = carrier.partition("#")
            if file not in trees:
                found.append(f"{mechanism.id}: there is no file {file}")
            elif not find(trees[file], path):
                found.append(f"{mechanism.id}: {carrier} names nothing; {nearest(trees[file], path)}")
        found += [
            f"{mechanism.id}: {each.comes_with} is not a part to come"
            for each in mechanism.not_yet
            if each.comes_with not in mechanisms.parts_to_come
        ]
    return found


def totals(mechanisms: MechanismsTerms) -> dict[str, int]:
    """How many mechanisms are carried in each way; one can be carried in several."""
    counts = Counter(way for mechanism in mechanisms.mechanisms for way in mechanism.ways)
    return {way: counts[way] for way in WAYS}
