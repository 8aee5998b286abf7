"""Triggers, review and sunset: clauses that start, stop, change or are read again on a day or a number."""

from datetime import date
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import model_validator

from acuerdo.agreement.calendar import Calendar, add, day
from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.criteria import Condition
from acuerdo.agreement.values import Day, FieldPath, Id, OneOf, Span, StatedInterval, StatedSpan, broken


class Trigger(Clause):
    """What happens to a clause when a condition on measures holds, or on a day.

    Fields:
        when: the condition.
        on: the day.
        does: `start` a clause that is closed until then, `stop` one, or `set` a value.
        at: the path of the clause or value.
        set: the value it takes.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("when", "on", "does", "at", "set")

    id: Id
    when: Condition | None = None
    on: Day | None = None
    does: Annotated[str, OneOf("start", "stop", "set")]
    at: FieldPath
    set_: Any = None

    @model_validator(mode="after")
    def _fires_in_one_way(self) -> "Trigger":
        if (self.when is None) == (self.on is None):
            raise broken(
                "needs either `when` or `on`", "when: {fact: measure.unemployment, more_than: 0.085}"
            )
        if (self.does == "set") != (self.set_ is not None):
            raise broken("`does: set` and `set` go together", "for example does: set, set: 0")
        return self


class Review(Clause):
    """How often the text is read again, and by whom."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("every",)

    every: StatedInterval
    by: Id | None = None


class Sunset(Clause):
    """The day from which nothing here decides any more, or how long after coming into force that is."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("on", "after")

    on: Day | None = None
    after: StatedSpan | None = None

    @model_validator(mode="after")
    def _ends_once(self) -> "Sunset":
        if self.on is not None and self.after is not None:
            raise broken("needs only one of `on` and `after`", "leave one out")
        if self.on is None and self.after is None:
            raise broken("needs either `on` or `after`", "for example after: 5 years")
        return self

    def ends(self, begun: date | None, calendar: Calendar) -> np.datetime64 | None:
        """The first day on which nothing here decides any more; None where that never comes.

        Args:
            begun: the first day of the text, from which `after` is counted; None where it is not known.
            calendar: how months are added.
        """
        if self.on is not None:
            return day(self.on)
        if not isinstance(self.after, Span) or begun is None:
            return None
        found: np.datetime64 = add(np.array([day(begun)]), self.after, calendar.month_arithmetic)[0]
        return found
