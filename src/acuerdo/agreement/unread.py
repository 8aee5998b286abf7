"""What a file says and no rule would read: words that must not stand there in silence."""

from collections.abc import Iterator

from pydantic import BaseModel

from acuerdo.agreement.clauses.amendment import Change
from acuerdo.agreement.clauses.base import Clause, Setting
from acuerdo.agreement.clauses.border import Operation
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import Criteria, Criterion
from acuerdo.agreement.clauses.development import Budget, Programme
from acuerdo.agreement.clauses.labour_market import LabourMarketTest
from acuerdo.agreement.clauses.measured import Measured
from acuerdo.agreement.clauses.open_to import OpenTo
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.clauses.record import NationalLimit
from acuerdo.agreement.clauses.returns import Returns
from acuerdo.agreement.faults import Fault
from acuerdo.agreement.reading.text import Document, Path
from acuerdo.agreement.terms import State
from acuerdo.agreement.values import Money

DATED = (Pathway, Returns, OpenTo, Cap, Setting, Change, Operation, Budget, NationalLimit, State)
"""The clauses inside others whose `from` and `until` a rule reads."""

DEEPEST = 2
"""Steps to a clause of a section, such as `protections[0]`; what lies deeper holds as long as it does."""

ASKED: dict[str, tuple[str, ...]] = {
    "triggers": ("measure",),
    "border": ("measure",),
    "finance": ("measure",),
    "development": ("project",),
    "formula": ("measure",),
}
"""What a criterion may ask about in some sections; elsewhere about anything but measures and projects."""


def dates(document: Document, path: Path, part: BaseModel) -> Iterator[Fault]:
    """`from` and `until` on a clause that holds as long as the one around it."""
    if isinstance(part, DATED) or not isinstance(part, Clause):
        return
    if path[:1] not in (("pathways",), ("returns",)) and len(path) <= DEEPEST:
        return
    executed = isinstance(part, Criterion | Criteria) or bool(getattr(type(part), "EXECUTES", ()))
    if executed and (part.from_ or part.until):
        problem = "`from` and `until` are read by no rule here"
        yield document.fault(path, problem, "a later text changes this clause: write an amendment")


def facts(document: Document, path: Path, criterion: Criterion) -> Iterator[Fault]:
    """A question that nobody can answer where it is asked."""
    place = "formula" if "formula" in path else str(path[0])
    about = criterion.fact.partition(".")[0]
    allowed = ASKED.get(place)
    if allowed is not None and about not in allowed:
        problem = f"{criterion.fact} is not known here"
        yield document.fault((*path, "fact"), problem, f"here a criterion asks about {allowed[0]}.*")
    elif allowed is None and about in ("measure", "project"):
        problem = f"{criterion.fact} is not known of a person"
        yield document.fault((*path, "fact"), problem, "ask about the person, the journey, the offer, ...")


def waivers(document: Document, path: Path, part: BaseModel) -> Iterator[Fault]:
    """A waiver of a protection."""
    if isinstance(part, Returns):
        for at, criterion in enumerate(part.never):
            if criterion.waiver:
                where = (*path, "never", at, "waiver")
                yield document.fault(where, "nothing waives a protection from return", "remove the waiver")


def currencies(path: Path, part: BaseModel) -> Iterator[tuple[Path, str]]:
    """The currencies in which a rule would compare something with this part, and where they stand."""
    for name, bound in _compared(part):
        if isinstance(bound, Money):
            yield ((*path, name) if name else path), bound.currency


def _compared(part: BaseModel) -> Iterator[tuple[str, object]]:
    if isinstance(part, LabourMarketTest):
        yield "", part.wage_floor
    elif isinstance(part, Criterion):
        yield "", part.bound
    elif isinstance(part, Measured) and part.bound is not None:
        yield part.bound.operator, part.bound.bound
    elif isinstance(part, Programme):
        yield "max_per_project", part.max_per_project
    elif isinstance(part, Budget):
        yield "amount", part.amount
