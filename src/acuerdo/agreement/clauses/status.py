"""Statuses: what a person who holds one may do, and from when."""

from typing import Annotated, Any, ClassVar

from pydantic import model_validator

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.values import Blank, Id, OneOf, StatedFlag, StatedSpan, broken

RIGHTS = ("work", "benefits", "tax", "family", "vote_locally")
"""The rights and duties of a status that are either held, held after a time, or not held."""


class Right(Clause):
    """One right or duty: held from the first day, `after` a time in the status, or not at all."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("held", "after")

    held: StatedFlag | None = None
    after: StatedSpan | None = None

    @classmethod
    def written_out(cls, found: Any) -> Any:
        return {"held": found} if isinstance(found, str) else found

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Right":
        if (self.held is None) == (self.after is None):
            raise broken("needs either `held` or `after`", "write true, false, or {after: 5 years}")
        return self


class Status(Clause):
    """The rights and duties of a status.

    Fields:
        work: may work.
        benefits: has access to public benefits.
        tax: owes taxes.
        family: may be joined by close family.
        vote_locally: may vote in local elections.
        travel: how often the person may leave and come back.
        path: the status that may follow.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = (*RIGHTS, "travel", "path")

    work: Right | None = None
    benefits: Right | None = None
    tax: Right | None = None
    family: Right | None = None
    vote_locally: Right | None = None
    travel: Annotated[str | Blank, OneOf("multiple_entry", "single_entry", "none", silent=True)] | None = None
    path: Id | None = None
