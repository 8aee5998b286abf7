"""What a file says and no rule would read: words that must not stand there in silence."""

from collections.abc import Iterator

from pydantic import BaseModel

from acuerdo.agreement.clauses.amendment import Change
from acuerdo.agreement.clauses.base import Clause, Setting
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import Criteria, Criterion
from acuerdo.agreement.clauses.labour_market import LabourMarketTest
from acuerdo.agreement.clauses.open_to import OpenTo
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.clauses.returns import Returns
from acuerdo.agreement.faults import Fault
from acuerdo.agreement.reading.text import Document, Path
from acuerdo.agreement.values import Money

DATED = (Pathway, Returns, OpenTo, Cap, Setting, Change)
"""The clauses whose `from` and `until` a rule reads."""


def dates(document: Document, path: Path, part: BaseModel) -> Iterator[Fault]:
    """`from` and `until` on a clause that holds as long as its pathway does."""
    if (
        path[:1] not in (("pathways",), ("returns",))
        or isinstance(part, DATED)
        or not isinstance(part, Clause)
    ):
        return
    executed = isinstance(part, Criterion | Criteria) or bool(getattr(type(part), "EXECUTES", ()))
    if executed and (part.from_ or part.until):
        problem = "`from` and `until` are read by no rule here"
        yield document.fault(path, problem, "a later text changes this clause: write an amendment")


def waivers(document: Document, path: Path, part: BaseModel) -> Iterator[Fault]:
    """A waiver of a protection."""
    if isinstance(part, Returns):
        for at, criterion in enumerate(part.never):
            if criterion.waiver:
                where = (*path, "never", at, "waiver")
                yield document.fault(where, "nothing waives a protection from return", "remove the waiver")


def currency(part: BaseModel) -> str:
    """The currency in which a rule would compare, or ''."""
    bound: object = None
    if isinstance(part, LabourMarketTest):
        bound = part.wage_floor
    elif isinstance(part, Criterion):
        bound = part.bound
    return bound.currency if isinstance(bound, Money) else ""
