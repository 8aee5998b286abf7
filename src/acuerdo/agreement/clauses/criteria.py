"""Criteria: what must be shown, what excludes, and the answer for a whole queue at once.

An answer has three values: no, unknown, yes. Combining them is taking the least (all), the greatest (any)
or the opposite (none): one decisive *no* beats *unknown*, and what stays unknown needs evidence.
"""

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Discriminator, Tag, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.facts import FACTS, NEVER_COUNT, NEVER_DAY, UNKNOWN, Fact, Facts, encode, read_bound
from acuerdo.agreement.faults import Silent, did_you_mean, shown
from acuerdo.agreement.nations import CODES
from acuerdo.agreement.values import NOT_STATED, Count, Text, broken, wrong

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


COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "is": operator.eq,
    "at_least": operator.ge,
    "at_most": operator.le,
    "more_than": operator.gt,
    "less_than": operator.lt,
    "within": operator.le,
    "before": operator.lt,
    "on_or_before": operator.le,
    "after": operator.gt,
    "since": operator.ge,
}


class Criterion(Clause):
    """One condition on one fact, such as `{id: adult, fact: person.age_years, at_least: 18}`.

    Where the yes-or-no fact `waiver` is known to hold, the criterion is settled for the person, whatever
    its own fact: it counts as met, or among `none` as not met. Where nobody knows whether it holds, it
    keeps a refusal open: that needs evidence.
    """

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
            return _bound(fact, raw)
        if isinstance(raw, str) and fact.words is CODES:
            return raw
        if not isinstance(raw, list | tuple) or not raw:
            raise wrong(
                raw, f"a list of at least one value{', or the name of a group' * (fact.words is CODES)}"
            )
        return tuple(_bound(fact, item) for item in raw)

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

    def answer(self, facts: Facts, groups: "Groups", excludes: bool = False) -> Answers:
        """Ask everybody at once.

        Args:
            facts: n people.
            groups: the file's named groups of countries.
            excludes: whether this criterion stands under `none`, where a waiver speaks for NO.

        Returns:
            NO, UNSURE or YES for each, shape (n,). What is not one of a fact's values is unknown.
        """
        return self.question(groups, excludes)(facts)

    def question(self, groups: "Groups", excludes: bool = False) -> "Question":
        """This criterion, its bound read once, ready to be asked of many blocks of people."""
        fact, holds, waiver = self.known_fact, self._comparison(groups), self.waiver
        settled = NO if excludes else YES

        def ask(facts: Facts) -> Answers:
            column = facts.column(fact.name)
            unknown = _unknown(column, fact)
            yes = (holds(column) > unknown).view(np.uint8)
            answers: Answers = yes + yes + unknown.view(np.uint8)
            if waiver is None:
                return answers
            waived = facts.column(waiver)
            open_to_waiver = (waived != 0) & (answers == YES - settled)
            return np.where(waived == 1, settled, np.where(open_to_waiver, UNSURE, answers))

        return ask

    def _comparison(self, groups: "Groups") -> "Comparison":
        fact, bound, name = self.known_fact, self.bound, self.operator
        if bound is NOT_STATED:
            raise Silent(f"{self.id or self.fact}: {name} is not stated; a plan must assume it")
        if name == "in":
            members = groups[bound] if isinstance(bound, str) else bound
            codes = [encode(fact, member) for member in members]
            return lambda column: reduce(np.logical_or, [column == code for code in codes], _nobody(column))
        edge, compare = encode(fact, bound), COMPARISONS[name]
        if fact.kind == "day" and name in ("before", "on_or_before"):
            return lambda column: _bools(compare(column, edge) & (column != NEVER_DAY))
        return lambda column: _bools(compare(column, edge))


Question = Callable[[Facts], Answers]
Comparison = Callable[[NDArray[Any]], NDArray[np.bool_]]


def _bound(fact: Fact, raw: Any) -> Any:
    value = read_bound(fact, raw)
    if fact.kind == "count" and value >= NEVER_COUNT:
        raise wrong(raw, f"a number below {int(NEVER_COUNT):_}")
    return value


def _nobody(column: NDArray[Any]) -> NDArray[np.bool_]:
    return np.zeros(column.shape, np.bool_)


def _bools(compared: Any) -> NDArray[np.bool_]:
    return np.asarray(compared, np.bool_)


def _unknown(column: NDArray[Any], fact: Fact) -> NDArray[np.bool_]:
    if fact.kind == "share":
        return _bools(np.isnan(column))
    if fact.kind == "day":
        return _bools(np.isnat(column))
    if fact.kind == "flag":
        return _bools(column.view(np.uint8) > 1)
    if fact.kind == "word":
        return _bools(column.view(np.uint16) >= len(fact.words))
    return _bools(column == UNKNOWN[fact.kind])


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

    @model_validator(mode="after")
    def _can_hold_and_fail(self) -> "Several":
        if not 1 <= self.n <= len(self.of):
            raise broken(f"asks for {self.n} of {len(self.of)} criteria", f"`n` from 1 to {len(self.of)}")
        return self


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
        if sum(1 for _ in flat(self)) > MOST:
            raise broken(f"holds more than {MOST:_} criteria")
        return self


Condition = Annotated[
    Annotated[Criterion, Tag("criterion")] | Annotated[Criteria, Tag("group")], Discriminator(_kind_of_part)
]
"""One criterion, or several together."""

Groups = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Answers with the place of the criterion that decided each: an index into `names`, shape (n,)."""

    answers: Answers
    decided_by: NDArray[np.int16]
    names: tuple[str, ...]


def asked(part: Criteria | Criterion, excludes: bool = False) -> Iterator[tuple[Criterion, bool]]:
    """Every criterion in file order, and whether it excludes: stands under `none`."""
    if isinstance(part, Criterion):
        yield part, excludes
        return
    for child in (*part.all, *part.any):
        yield from asked(child, excludes)
    for child in part.none:
        yield from asked(child, not excludes)
    for child in part.at_least.of if part.at_least else ():
        yield from asked(child, excludes)


def flat(part: Criteria | Criterion) -> Iterator[Criterion]:
    """Every criterion in file order."""
    return (criterion for criterion, _ in asked(part))


def name_of(criterion: Criterion, position: int) -> str:
    """The id of a criterion, or one made of its fact and position."""
    return criterion.id or f"{criterion.fact}-{position + 1}"


MOST = 16_384
"""The most criteria of one tree: the room for a position beside an answer in 16 bits."""

BLOCK = 65_536
"""People decided at a time: a few columns of them fit the second-level cache (a matter of speed only)."""


def three(yes: NDArray[np.bool_], unknown: NDArray[np.bool_]) -> Answers:
    """UNSURE where unknown, else YES or NO."""
    return np.where(unknown, UNSURE, np.where(yes, YES, NO))


def decide(criteria: Criteria, facts: Facts, groups: Groups) -> Verdict:
    """Answer a whole tree of criteria for everybody; a tree that asks nothing is answered YES.

    The deciding criterion is the first in file order that gives the answer: the first *no* of a refusal,
    the first *unknown* of a request for evidence. File order is that of `fmt`: all, any, none, at_least.
    Works in blocks that stay in the processor's cache.

    Args:
        criteria: the tree.
        facts: n people.
        groups: the file's named groups of countries.
    """
    criterions = tuple(flat(criteria))
    names = tuple(name_of(criterion, at) for at, criterion in enumerate(criterions))
    questions = [criterion.question(groups, excludes) for criterion, excludes in asked(criteria)]
    marks = np.empty(facts.n, np.uint16)
    for start in range(0, facts.n, BLOCK):
        rows = slice(start, min(start + BLOCK, facts.n))
        marks[rows] = _marks(criteria, facts.rows(rows), iter(enumerate(questions)))
    return Verdict((marks // MOST).astype(np.uint8), (marks & POSITION).astype(np.int16), names)


Marks = NDArray[np.uint16]
"""Answer * MOST + position of the deciding criterion; the least mark is the first decisive no."""

POSITION = np.uint16(MOST - 1)


def _marks(part: Criteria | Criterion, facts: Facts, questions: Iterator[tuple[int, Question]]) -> Marks:
    if isinstance(part, Criterion):
        position, ask = next(questions)
        return ask(facts) * np.uint16(MOST) + np.uint16(position)
    parts = [_marks(child, facts, questions) for child in part.all]
    if part.any:
        parts.append(_greatest([_marks(child, facts, questions) for child in part.any]))
    parts += [_opposite(_marks(child, facts, questions)) for child in part.none]
    if part.at_least:
        several = [_marks(child, facts, questions) for child in part.at_least.of]
        parts.append(_nth_greatest(several, part.at_least.n))
    return reduce(np.minimum, parts) if parts else np.full(facts.n, 2 * MOST, np.uint16)


def _opposite(marks: Marks) -> Marks:
    return np.uint16(2 * MOST) - (marks & ~POSITION) + (marks & POSITION)


def _greatest(parts: list[Marks]) -> Marks:
    return reduce(np.maximum, [part ^ POSITION for part in parts]) ^ POSITION


def _nth_greatest(parts: list[Marks], n: int) -> Marks:
    answer = np.sort(np.stack(parts), axis=0)[len(parts) - n] & ~POSITION
    return reduce(np.minimum, [np.where(part < answer, POSITION | ~POSITION, part) for part in parts])
