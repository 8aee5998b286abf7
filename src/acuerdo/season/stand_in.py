"""What stands in where a text asks what neither the job orders nor the pool say."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from acuerdo.agreement.clauses.base import BASES, Words
from acuerdo.agreement.clauses.labour_market import PROOFS
from acuerdo.agreement.facts import DTYPES, FACTS, read_fact
from acuerdo.agreement.faults import Fault, Unreadable, did_you_mean
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.reading.text import Document
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.values import Id, Number, OneOf, Share, Text, broken
from acuerdo.population import chance, shipped
from acuerdo.season.given import Given

FOLDER = "data/stand-ins"


class _Known(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    basis: Annotated[str, OneOf(*BASES)]
    src: Text
    why: Words


class StandInFact(_Known):
    """A fact about every person or every order: one value, or values with the share of each."""

    fact: Text
    value: Text | None = None
    shares: dict[str, Share] = {}

    @model_validator(mode="after")
    def _one_way(self) -> "StandInFact":
        if (self.value is None) == (not self.shares):
            raise broken("needs either `value` or `shares`")
        if self.shares and abs(fsum(self.shares.values()) - 1) > 1e-9:
            raise broken(f"shares must add to 1, found {fsum(self.shares.values()):.6g}")
        return self


class Proves(_Known):
    """Parts of the labour-market test that the certification of the orders is taken to prove."""

    value: Annotated[list[Annotated[str, OneOf(*PROOFS)]], Field(min_length=1)]


class Pay(_Known):
    """What one dollar of the orders is worth in the currency of the text."""

    currency: Text
    per_usd: Number


class StandInFile(BaseModel):
    """A file of what stands in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Annotated[str, OneOf("1")]
    stands_in_for: Annotated[list[Id], Field(min_length=1)]
    why: Words
    certification_proves: Proves | None = None
    pay: Pay | None = None
    facts: list[StandInFact] = []


@dataclass(frozen=True, slots=True)
class StandIn:
    """What stands in for one text; `drawn` says how each fact was read."""

    file: str
    terms: StandInFile

    @property
    def proves(self) -> tuple[str, ...]:
        """Parts of the test that a certification proves, beside those the text names."""
        found = self.terms.certification_proves
        return tuple(found.value) if found else ()

    @property
    def given(self) -> tuple[Given, ...]:
        """Every figure, as a report tells it."""
        terms = self.terms
        rows = [Given("stand_in", self.file, "", "assumed", "project", terms.why)]
        if terms.certification_proves:
            known = terms.certification_proves
            value = ", ".join(known.value)
            rows.append(Given("stand_in.certification_proves", value, "", known.basis, known.src, known.why))
        if terms.pay:
            unit = f"{terms.pay.currency} per USD"
            pay = terms.pay
            rows.append(Given("stand_in.pay", f"{pay.per_usd:g}", unit, pay.basis, pay.src, pay.why))
        return (*rows, *(_told(fact) for fact in terms.facts))

    def draw(self, about: str, seed: int, place: NDArray[np.intp]) -> dict[str, NDArray[Any]]:
        """Facts about people (`person.`) or orders (`offer.`), each from its own stream.

        Args:
            about: the first word of the facts.
            seed: names the draws.
            place: the place of each person or order in the streams, shape (n,), each of 0..n-1 once.
        """
        return {
            fact.fact: _drawn(fact, seed, place)
            for fact in self.terms.facts
            if fact.fact.startswith(f"{about}.")
        }


def stand_in_for(agreement: str, path: Path | None = None) -> StandIn | None:
    """What stands in for a text: a file, or the shipped one that names it; None where none does.

    Raises:
        Unreadable: with every fault of the file.
    """
    if path is not None:
        return read_stand_in(path)
    every = (read_stand_in(each) for each in sorted(shipped.path(FOLDER).glob("*.yaml")))
    return next((found for found in every if agreement in found.terms.stands_in_for), None)


def read_stand_in(path: Path) -> StandIn:
    """Read a file of what stands in.

    Raises:
        Unreadable: with every fault of form, fact and value.
    """
    document = load(path)
    terms = typed(StandInFile, document)
    faults = list(_faults(document, terms))
    if faults:
        raise Unreadable(faults)
    return StandIn(path.name, terms)


def _faults(document: Document, terms: StandInFile) -> Iterator[Fault]:
    told: set[str] = set()
    known = tuple(name for name in FACTS if name.startswith(("person.", "offer.")))
    for at, each in enumerate(terms.facts):
        if each.fact not in known:
            problem = f"{each.fact} is not a fact about a person or an offer"
            yield document.fault(("facts", at, "fact"), problem, did_you_mean(each.fact, known))
            continue
        if each.fact in told:
            yield document.fault(("facts", at, "fact"), f"{each.fact} is given twice")
        told.add(each.fact)
        for value in each.shares or ([each.value] if each.value is not None else []):
            try:
                read_fact(FACTS[each.fact], value)
            except PydanticCustomError as error:
                where = ("facts", at, *(("shares", value) if each.shares else ("value",)))
                said = error.context or {}
                yield document.fault(where, f"{each.fact} {said.get('problem', error)}", _hint(said))


def _hint(said: dict[str, Any]) -> str:
    hint = said.get("hint", "")
    return str(hint() if callable(hint) else hint)


def _told(fact: StandInFact) -> Given:
    value = fact.value or ", ".join(f"{name}: {share:g}" for name, share in fact.shares.items())
    return Given(f"stand_in.{fact.fact}", value, FACTS[fact.fact].unit, fact.basis, fact.src, fact.why)


def _drawn(fact: StandInFact, seed: int, place: NDArray[np.intp]) -> NDArray[Any]:
    about = FACTS[fact.fact]
    dtype = DTYPES[about.kind]
    if fact.value is not None:
        return np.full(place.size, read_fact(about, fact.value), dtype)
    levels = np.array([read_fact(about, value) for value in fact.shares], dtype)
    edges = np.cumsum(list(fact.shares.values()))
    edges[-1] = 1
    u = chance.stream(seed, "stand-in", fact.fact).random(place.size)[place]
    drawn: NDArray[Any] = levels[np.searchsorted(edges, u, side="right")]
    return drawn
