"""Criteria: what must be shown, what excludes, and the answer for a whole queue at once.

An answer has three values: no, unknown, yes. Combining them is taking the least (all), the greatest (any)
or the opposite (none): one decisive *no* beats *unknown*, and what stays unknown needs evidence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Discriminator, Tag, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.facts import FACTS, NEVER_COUNT, NEVER_DAY, UNKNOWN, Fact, Facts, encode, read_bound
from acuerdo.agreement.faults import did_you_mean, shown
from acuerdo.agreement.values import NOT_STATED, Blank, Count, Text, broken

NO, UNSURE, YES = np.uint8(0), np.uint8(1), np.uint8(2)

Answers = NDArray[np.uint8]
"""NO, UNSURE or YES for each person, shape (n,)."""

ORDERED = ("count", "money", "share", "day")
OPERATORS: dict[str, tuple[str, ...]] = {
    "is": ("flag", "count", "money", "share", "day", "word"),
    "in": ("word", "count"),
    "at_least": ("count", "money", "share"),
    "at_most": ("count", "money", "share"),
    "more_than": ("count", "money", "share"),
    "less_than": ("count", "money", "share"),
    "within": ("count",),
    "before": ("day",),
    "on_or_before": ("day",),
    "after": ("day",),
    "since": ("day",),
}
"""Each operator with the kinds of fact it can ask about. `within: 3` is at most 3; `since` is on or after."""


class Criterion(Clause):
    """One condition on one fact, such as `{id: adult, fact: person.age_years, at_least: 18}`."""

    fact: Text
    is_: Any = None
    in_: Any = None
    at_least: Any = None
    at_most: Any = None
    more_than: Any = None
    less_than: Any = None
    within: Any = None
    before: Any = None
    on_or_before: Any = None
    after: Any = None
    since: Any = None
    waiver: Text | None = None
    evidence: list[Text] = []

    @property
    def operator(self) -> str:
        """The one comparison this criterion makes."""
        return next(name for name in OPERATORS if self._raw(name) is not None)

    @property
    def known_fact(self) -> Fact:
        return FACTS[self.fact]

    @property
    def bound(self) -> Any:
        """What the fact is compared with: a value, several, the name of a group, or not_stated."""
        raw, fact = self._raw(self.operator), self.known_fact
        if raw == NOT_STATED.value:
            return NOT_STATED
        if self.operator != "in":
            return read_bound(fact, raw)
        return raw if isinstance(raw, str) else tuple(read_bound(fact, item) for item in raw)

    def _raw(self, operator: str) -> Any:
        return getattr(self, f"{operator}_" if operator in ("is", "in") else operator)

    @model_validator(mode="after")
    def _asks_one_thing_of_a_known_fact(self) -> "Criterion":
        if self.fact not in FACTS:
            raise _at(
                "fact",
                f"{shown(self.fact)} is not a fact this program knows",
                did_you_mean(self.fact, tuple(FACTS)),
            )
        if self.waiver is not None and (self.waiver not in FACTS or FACTS[self.waiver].kind != "flag"):
            flags = tuple(name for name, fact in FACTS.items() if fact.kind == "flag")
            raise _at(
                "waiver", f"{shown(self.waiver)} is not a yes-or-no fact", did_you_mean(self.waiver, flags)
            )
        written = [name for name in OPERATORS if self._raw(name) is not None]
        kind = self.known_fact.kind
        fitting = [name for name, kinds in OPERATORS.items() if kind in kinds]
        if len(written) != 1:
            found = f"found {' and '.join(written)}" if written else "found none"
            raise broken(
                f"needs exactly one comparison, {found}", f"for {self.fact} one of: {', '.join(fitting)}"
            )
        if kind not in OPERATORS[written[0]]:
            raise _at(
                written[0], f"`{written[0]}` cannot ask about {self.fact}", f"one of: {', '.join(fitting)}"
            )
        try:
            _ = self.bound
        except PydanticCustomError as error:
            raise ValidationError.from_exception_data(
                "Criterion", [InitErrorDetails(type=error, loc=(written[0],), input=None)]
            ) from None
        return self

    def answer(self, facts: Facts, groups: "Groups") -> Answers:
        """Ask everybody at once.

        Args:
            facts: n people.
            groups: the file's named groups of countries.

        Returns:
            NO, UNSURE or YES for each, shape (n,). A waiver that is known to apply turns NO into YES.
        """
        column = facts.column(self.fact)
        yes = self._compare(column, groups)
        answers = yes.view(np.uint8) << np.uint8(1)
        unknown = np.isnan(column) if column.dtype.kind == "f" else _unknown(column, self.known_fact)
        np.copyto(answers, UNSURE, where=unknown)
        return self._waived(answers, facts)

    def _waived(self, answers: Answers, facts: Facts) -> Answers:
        if self.waiver is None:
            return answers
        return np.where(facts.column(self.waiver) == 1, YES, answers)

    def _compare(self, column: NDArray[Any], groups: "Groups") -> NDArray[np.bool_]:
        fact, bound, operator = self.known_fact, self.bound, self.operator
        if bound is NOT_STATED:
            raise ValueError(f"{self.id or self.fact}: {operator} is not stated; a plan must assume it")
        if operator == "in":
            members = groups[bound] if isinstance(bound, str) else bound
            return np.isin(column, np.array([encode(fact, member) for member in members], column.dtype))
        edge = encode(fact, bound)
        if operator == "is":
            return _bools(column == edge)
        if operator in ("at_least", "since"):
            return _bools(column >= edge)
        if operator in ("more_than", "after"):
            return _bools(column > edge)
        if operator in ("less_than", "before"):
            return _bools((column < edge) & _happened(column, fact))
        return _bools((column <= edge) & _happened(column, fact))


def _bools(compared: Any) -> NDArray[np.bool_]:
    return np.asarray(compared, np.bool_)


def _unknown(column: NDArray[Any], fact: Fact) -> NDArray[np.bool_]:
    if fact.kind == "day":
        return _bools(np.isnat(column))
    if fact.kind in ("flag", "word"):
        return np.asarray(column < 0)
    return np.asarray(column == UNKNOWN[fact.kind])


def _happened(column: NDArray[Any], fact: Fact) -> NDArray[np.bool_]:
    if not fact.never:
        return np.ones((), np.bool_)
    return _bools(column != (NEVER_DAY if fact.kind == "day" else NEVER_COUNT))


def _at(field: str, problem: str, hint: str) -> ValidationError:
    return ValidationError.from_exception_data(
        "Criterion", [InitErrorDetails(type=broken(problem, hint), loc=(field,), input=None)]
    )


def _kind_of_part(found: Any) -> str:
    if isinstance(found, Criteria):
        return "group"
    if isinstance(found, dict) and "fact" not in found and set(found) & {"all", "any", "none", "at_least"}:
        return "group"
    return "criterion"


Part = Annotated[
    Annotated[Criterion, Tag("criterion")] | Annotated["Criteria", Tag("group")], Discriminator(_kind_of_part)
]


class Several(BaseModel):
    """At least n of some criteria."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: Count
    of: list[Part]


class Criteria(Clause):
    """Criteria together: all of these, any of these, none of these, at least n of these."""

    all: list[Part] = []
    any: list[Part] = []
    none: list[Part] = []
    at_least: Several | None = None

    @classmethod
    def of(cls, parts: Sequence["Criterion | Criteria"]) -> "Criteria":
        """All of some parts that are known to be well formed."""
        return cls.model_construct(all=list(parts), any=[], none=[], at_least=None)

    @model_validator(mode="after")
    def _asks_something(self) -> "Criteria":
        if not (self.all or self.any or self.none or self.at_least):
            raise broken("needs at least one of all, any, none, at_least")
        return self


Groups = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Answers with the place of the criterion that decided each: an index into `names`, shape (n,)."""

    answers: Answers
    decided_by: NDArray[np.int16]
    names: tuple[str, ...]


def flat(part: Criteria | Criterion) -> Iterator[Criterion]:
    """Every criterion in file order."""
    if isinstance(part, Criterion):
        yield part
        return
    for child in (*part.all, *part.any, *part.none, *(part.at_least.of if part.at_least else ())):
        yield from flat(child)


def name_of(criterion: Criterion, position: int) -> str:
    """The id of a criterion, or one made of its fact and position."""
    return criterion.id or f"{criterion.fact}-{position + 1}"


PLACES = 4096
"""Room for the position of the deciding criterion beside its answer in 16 bits; also the most criteria."""


def decide(criteria: Criteria, facts: Facts, groups: Groups) -> Verdict:
    """Answer a whole tree of criteria for everybody.

    The deciding criterion is the first in file order that gives the answer: the first *no* of a refusal,
    the first *unknown* of a request for evidence. Works in blocks that stay in the processor's cache.

    Args:
        criteria: the tree.
        facts: n people.
        groups: the file's named groups of countries.
    """
    criterions = tuple(flat(criteria))
    names = tuple(name_of(criterion, at) for at, criterion in enumerate(criterions))
    marks = np.empty(facts.n, np.int16)
    for start in range(0, facts.n, BLOCK):
        rows = slice(start, min(start + BLOCK, facts.n))
        marks[rows] = _marks(criteria, facts.rows(rows), groups, iter(range(len(names))))
    return Verdict((marks >> 12).astype(np.uint8), marks & np.int16(PLACES - 1), names)


BLOCK = 32_768
"""People decided at a time: a few columns of them fit the second-level cache (a matter of speed only)."""

Marks = NDArray[np.int16]
"""Answer * PLACES + position of the deciding criterion; the least mark is the first decisive no."""


def _marks(part: Criteria | Criterion, facts: Facts, groups: Groups, positions: Iterator[int]) -> Marks:
    if isinstance(part, Criterion):
        return part.answer(facts, groups).astype(np.int16) * np.int16(PLACES) + np.int16(next(positions))
    parts = [_marks(child, facts, groups, positions) for child in part.all]
    if part.any:
        parts.append(_greatest([_marks(child, facts, groups, positions) for child in part.any]))
    parts += [_opposite(_marks(child, facts, groups, positions)) for child in part.none]
    if part.at_least:
        several = [_marks(child, facts, groups, positions) for child in part.at_least.of]
        parts.append(_nth_greatest(several, part.at_least.n))
    return np.minimum.reduce(parts) if len(parts) > 1 else parts[0]


def _opposite(marks: Marks) -> Marks:
    return np.int16(2 * PLACES) - (marks & ~np.int16(PLACES - 1)) + (marks & np.int16(PLACES - 1))


def _mirrored(marks: Marks) -> Marks:
    return marks ^ np.int16(PLACES - 1)


def _greatest(parts: list[Marks]) -> Marks:
    return _mirrored(np.maximum.reduce([_mirrored(part) for part in parts]))


def _nth_greatest(parts: list[Marks], n: int) -> Marks:
    if n == 0:
        return np.full_like(parts[0], 2 * PLACES)
    if n > len(parts):
        return parts[0] & np.int16(PLACES - 1)
    ranked = np.sort(np.stack([_mirrored(part) for part in parts]), axis=0)
    return _mirrored(ranked[len(parts) - n])


def unstated(criteria: Criteria) -> list[Criterion]:
    """The criteria whose bound the sources leave open."""
    return [criterion for criterion in flat(criteria) if isinstance(criterion.bound, Blank)]
