"""A pathway: a lawful route with criteria, places and a status."""

from typing import Annotated, ClassVar

from pydantic import model_validator

from acuerdo.agreement.clauses.allocation import Allocation, Points
from acuerdo.agreement.clauses.base import Clause, Dated
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import Criteria
from acuerdo.agreement.clauses.labour_market import LabourMarketTest
from acuerdo.agreement.clauses.open_to import OpenTo, Window
from acuerdo.agreement.clauses.stay import Circularity, Family, Portability, Stay
from acuerdo.agreement.values import (
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
    """What a person holds who is admitted by a pathway."""

    status: Id
    work: StatedFlag | None = None
    travel: Annotated[str, OneOf("multiple_entry", "single_entry", silent=True)] | None = None
    length: StatedSpan | None = None
    leads_to: Id | None = None
    after: StatedSpan | None = None


class Fee(Clause):
    """What the person pays to the destination."""

    amount: StatedMoney
    instalments: Annotated[str, OneOf("allowed", "not_allowed", silent=True)] | None = None


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
