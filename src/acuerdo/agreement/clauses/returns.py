"""Returns: who may be handed over to which party, who never, and how many."""

from typing import Annotated, Any, ClassVar

from pydantic import model_validator

from acuerdo.agreement.clauses.base import Clause, Dated, Setting
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import Criterion
from acuerdo.agreement.clauses.open_to import OpenTo
from acuerdo.agreement.values import Blank, Hour, Nation, OneOf, StatedSpan, StatedText, Text, broken


class Hours(Clause):
    """The hours of the day of a handover: from `opens` up to, not in, `closes`; or words."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("opens", "closes")

    opens: Hour | None = None
    closes: Hour | None = None
    said: StatedText | None = None

    @classmethod
    def written_out(cls, found: Any) -> Any:
        return {"said": found} if isinstance(found, str) else found

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> "Hours":
        if (self.opens is None) != (self.closes is None):
            raise broken("`opens` and `closes` go together", "for example {opens: 8, closes: 18}")
        if (self.opens is None) == (self.said is None):
            raise broken("needs either hours or words", "for example {opens: 8, closes: 18}")
        if self.opens is not None and self.closes is not None and self.opens >= self.closes:
            raise broken(f"opens at {self.opens} and closes at {self.closes}", "hours of one day, 0 to 24")
        return self


class Handover(Clause):
    """Where, when and how people are handed over.

    Fields:
        places: the crossing points; without any, every one.
        hours: the hours of the day.
        notice: how long before the handover the receiving party is told.
        onward: what the receiving party may do then.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("places", "hours", "notice")

    places: list[Text] = []
    hours: Hours | None = None
    notice: StatedSpan | None = None
    onward: StatedText | None = None


class Returns(Clause):
    """The handover of people from the requesting to the receiving party.

    Children alone and people in danger are never returned, whatever this clause says: `never` adds to
    that rule and cannot take from it.

    Fields:
        applies_when: to which arrivals the clause applies at all.
        of: the nationalities, dated.
        never: whom this file excludes besides; each entry is one criterion, and any that holds excludes.
        legal_basis: the law of the requesting party under which people are returned, dated.
        evidence: what shows where a person belongs.
        cost_bearer: who pays for the journey.
        apply_within: the time for the application, from the day the person is met.
        reply_within: the time for the reply, from the day of the application.
        silence: what no reply in time means.
        transfer_within: the time for the handover, from the agreement.
        error_return: the time in which somebody returned in error is taken back.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = (
        "applies_when",
        "of",
        "cap",
        "never",
        "legal_basis",
        "handover",
        "cost_bearer",
        "apply_within",
        "reply_within",
        "silence",
        "transfer_within",
        "error_return",
    )

    requesting: Nation
    receiving: Nation
    applies_when: Criterion
    of: Dated[OpenTo]
    cap: Dated[Cap] | None = None
    never: list[Criterion] = []
    legal_basis: Dated[Setting] | None = None
    evidence: list[Text] = []
    handover: Handover | None = None
    cost_bearer: Annotated[str | Blank, OneOf("requesting", "receiving", "shared", silent=True)] | None = None
    apply_within: StatedSpan | None = None
    reply_within: StatedSpan | None = None
    silence: Annotated[str | Blank, OneOf("agreed", "refused", silent=True)] | None = None
    transfer_within: StatedSpan | None = None
    error_return: StatedSpan | None = None
