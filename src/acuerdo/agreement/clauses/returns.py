"""Returns: who may be handed over to which party, who never, and how many."""

from typing import Annotated, ClassVar

from acuerdo.agreement.clauses.base import Clause, Dated, Setting
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import Criterion
from acuerdo.agreement.clauses.open_to import OpenTo
from acuerdo.agreement.values import Nation, OneOf, StatedSpan, StatedText, Text


class Handover(Clause):
    """Where, when and how people are handed over."""

    places: list[Text] = []
    hours: StatedText | None = None
    onward: StatedText | None = None


class Returns(Clause):
    """The handover of people from the requesting to the receiving party.

    Children alone and people in danger are never returned, whatever this clause says: `never` adds to
    that rule and cannot take from it.

    Fields:
        applies_when: to which arrivals the clause applies at all.
        of: the nationalities, dated.
        never: whom this file excludes besides; each entry is one criterion, and any that holds excludes.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("applies_when", "of", "cap", "never")

    requesting: Nation
    receiving: Nation
    applies_when: Criterion
    of: Dated[OpenTo]
    cap: Dated[Cap] | None = None
    never: list[Criterion] = []
    legal_basis: Dated[Setting] | None = None
    handover: Handover | None = None
    cost_bearer: Annotated[str, OneOf("requesting", "receiving", "shared", silent=True)] | None = None
    apply_within: StatedSpan | None = None
    reply_within: StatedSpan | None = None
    silence: Annotated[str, OneOf("agreed", "refused", silent=True)] | None = None
    transfer_within: StatedSpan | None = None
    error_return: StatedSpan | None = None
