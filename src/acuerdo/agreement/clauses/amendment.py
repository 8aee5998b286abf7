"""Amendments: changes by path, on two clocks: when they were known, when they are in force."""

from typing import Annotated, Any

from pydantic import model_validator

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.values import Day, FieldPath, Id, OneOf, broken

VERBS = ("set", "add", "end")


class Change(Clause):
    """One change at one path: `set` a value, `add` to a list, or `end` the clause.

    `from` and `until` narrow the days of this change inside its amendment's.
    """

    at: FieldPath
    set_: Any = None
    add: Any = None
    end: Annotated[str, OneOf("true")] | None = None

    @model_validator(mode="after")
    def _does_one_thing(self) -> "Change":
        written = [
            verb
            for verb, value in zip(VERBS, (self.set_, self.add, self.end), strict=True)
            if value is not None
        ]
        if len(written) != 1:
            raise broken(f"needs exactly one of set, add, end; found {' and '.join(written) or 'none'}")
        return self


class Amendment(Clause):
    """A later instrument that changes this one. The base is never edited.

    Fields:
        announced: the day it was public: what was known before then does not hold it.
        in_force: the first day it holds.
        applies_to: `new` filings only, or also those `pending` on that day.
        by: the body that makes it; without it the parties.
        reaffirms: paths that the later instrument repeats unchanged.
    """

    id: Id
    announced: Day
    signed: Day | None = None
    in_force: Day
    applies_to: Annotated[str, OneOf("new", "pending")] = "new"
    changes: list[Change] = []
    by: Id | None = None
    reaffirms: list[FieldPath] = []
