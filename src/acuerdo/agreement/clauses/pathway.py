"""A pathway: a lawful route with criteria, places and a status."""

from typing import Annotated, ClassVar

import numpy as np
from pydantic import model_validator

from acuerdo.agreement.clauses.allocation import Allocation, Points
from acuerdo.agreement.clauses.base import Clause, Dated
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES, Answers, Criteria
from acuerdo.agreement.clauses.labour_market import LabourMarketTest
from acuerdo.agreement.clauses.open_to import OpenTo, Window
from acuerdo.agreement.clauses.portability import Family, Portability
from acuerdo.agreement.clauses.stay import Circularity, Stay
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.values import (
    Blank,
    FieldPath,
    Id,
    Nations,
    OneOf,
    StatedFlag,
    StatedMoney,
    StatedSpan,
    Text,
    broken,
)


class Gives(Clause):
    """What a person holds who is admitted by a pathway; `statuses` may say what a status allows.

    Fields:
        work: whether it allows work.
        travel: how often the person may leave and come back.
        length: how long the status lasts.
        leads_to: the status that may follow.
        after: how long the status must be held first.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("status", "work", "travel", "length", "leads_to", "after")

    status: Id
    work: StatedFlag | None = None
    travel: Annotated[str | Blank, OneOf("multiple_entry", "single_entry", silent=True)] | None = None
    length: StatedSpan | None = None
    leads_to: Id | None = None
    after: StatedSpan | None = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Gives":
        if self.after is not None and self.leads_to is None:
            raise broken("`after` needs `leads_to`", "name the status that may follow")
        return self


class Fee(Clause):
    """What the person pays to the destination; a criterion on `application.fee_paid` makes it a condition."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("amount",)

    amount: StatedMoney
    instalments: Annotated[str, OneOf("allowed", "not_allowed", silent=True)] | None = None

    def paid(self, facts: Facts) -> Answers:
        """Whether each of n people paid the fee, or agreed on instalments: NO, UNSURE or YES."""
        said = facts.column("application.fee_paid")
        return np.where(said == 1, YES, np.where(said == 0, NO, UNSURE))


class Lifts(Clause):
    """A limit of national law that the pathway lifts for some nationalities."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("limit", "for")

    limit: FieldPath
    for_: Nations


class Pathway(Clause):
    """A lawful route. What it does not say it does not ask."""

    EXECUTES: ClassVar[tuple[str, ...]] = (
        "open_to",
        "window",
        "eligible",
        "points",
        "labour_market_test",
        "cap",
        "allocation",
        "stay",
        "circularity",
        "portability",
        "family",
        "fee",
        "gives",
        "lifts",
    )

    open_to: Dated[OpenTo]
    gives: Gives | None = None
    window: Window | None = None
    eligible: Criteria | None = None
    points: Points | None = None
    labour_market_test: LabourMarketTest | None = None
    cap: Dated[Cap] | None = None
    allocation: Allocation | None = None
    stay: Stay | None = None
    circularity: Circularity | None = None
    portability: Portability | None = None
    family: Family | None = None
    fee: Fee | None = None
    lifts: Lifts | None = None
    uses: FieldPath | None = None
    not_: list[Text] = []

    @model_validator(mode="after")
    def _titled(self) -> "Pathway":
        if self.title is None:
            raise broken("needs `title`")
        return self
