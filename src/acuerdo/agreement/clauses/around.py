"""The clauses around pathways and returns: read, checked, shown and compared; not yet executed."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.criteria import Criteria, Criterion
from acuerdo.agreement.values import (
    Count,
    Day,
    FieldPath,
    Flag,
    Id,
    Nation,
    Nations,
    Number,
    OneOf,
    Share,
    StatedDay,
    StatedMoney,
    StatedSpan,
    StatedText,
    Text,
)

MEASURES = (
    "irregular_departures_per_year",
    "irregular_share_of_departures",
    "visa_demand_met_share",
    "mean_stay_months",
    "stock_waiting_in_mexico",
    "attempts_per_person",
    "pathway_places_per_month",
    "persons_received_per_month",
    "wage_ratio",
    "worker_paid_fee",
)
"""The indicators that commitments, protections and claims may name; each is measured or simulated."""

DRIVERS = ("drivers.crossing_cost",)
"""Causes outside any agreement file that a claim may name."""

Measure = Annotated[str, OneOf(*MEASURES)]
AppliesTo = Annotated[list[Id], BeforeValidator(lambda found: [found] if isinstance(found, str) else found)]
Direction = Annotated[str, OneOf("rises", "falls", "stays")]


class Protection(Clause):
    """A right, and where it can be measured the bound that keeps it."""

    text: Text
    applies_to: AppliesTo | None = None
    measure: Measure | None = None
    at_least: Number | None = None
    at_most: StatedMoney | None = None
    checked_by: Text | None = None
    remedy: StatedSpan | None = None


class SafeThirdCountry(Clause):
    """Whether one party is held able to decide asylum claims of people who crossed it."""

    state: Annotated[str, OneOf("not_agreed", "proposed", "in_force", "ended")]
    proposed_by: Nation | None = None
    announced: Day | None = None
    receiving: Nation | None = None


class TransitPresumption(Clause):
    """A presumption against whoever crossed another country without asking there."""

    state: Annotated[str, OneOf("unilateral", "agreed", "not_agreed", "ended")]
    by: Nation | None = None
    presumes: Annotated[str, OneOf("asylum_ineligible")]
    unless: Criteria


class Asylum(Clause):
    """What the text says, or leaves unsaid, of asylum."""

    safe_third_country: SafeThirdCountry | None = None
    transit_presumption: TransitPresumption | None = None


class Clock(Clause):
    """Something to be done within a time."""

    within: StatedSpan
    nationals_of: Nations | None = None


class Children(Clause):
    """Clocks that protect children."""

    screening: Clock | None = None
    transfer_to_care: Clock | None = None


class Operation(Clause):
    """A joint operation at the border."""

    parties: list[Nation]
    target: Id | None = None
    funding: StatedMoney | None = None
    points: Count | None = None
    state: Annotated[str, OneOf("proposed", "signed", "running", "ended")] | None = None


class Perimeter(Clause):
    """One outer border shared by several parties."""

    parties: list[Nation]
    outer_border: Text
    goal: Annotated[str, OneOf("long_term", "agreed")] | None = None
    opens_when: Criterion | None = None


class Border(Clause):
    """The border, run jointly."""

    joint_operations: list[Operation] = []
    perimeter: Perimeter | None = None


class Programme(Clause):
    """Development where people leave."""

    kind: Id | None = None
    targets: Id | None = None
    state: Annotated[str, OneOf("launched", "signed", "running", "ended")] | None = None
    signed: Day | None = None
    by: list[Nation] = []
    places: Nations | None = None
    shares: dict[Id, Share] = {}
    max_per_project: StatedMoney | None = None
    eligible_places: dict[Id, Text] = {}


class Transfer(Clause):
    """Money from one party to another."""

    from_party: Nation
    to_party: Nation
    amount: StatedMoney


class Body(Clause):
    """A standing body of the agreement."""

    chairs: dict[Nation, list[Text]] = {}
    decides_by: Annotated[str, OneOf("consensus", "majority", silent=True)] | None = None
    meets: StatedText | None = None
    cabinet_groups: Count | None = None
    working_groups: Count | None = None


class Commitment(Clause):
    """Who does what, by when, measured how."""

    by: list[Nation]
    do: Text
    kind: Annotated[str, OneOf("best_efforts", "result", "report")] = "result"
    asked: Day | None = None
    due: StatedDay | None = None
    measure: Measure | None = None
    wants: Direction | None = None
    at_least: Number | None = None
    at_most: Number | None = None


class Because(Clause):
    """One commitment that is due only if another is kept."""

    if_: Id
    then: Id


class Linkage(Clause):
    """What hangs together."""

    single_undertaking: Flag
    because: list[Because] = []
    outside_scope: list[Id] = []


class Claim(Clause):
    """What a source says follows from what; the simulator runs each as an experiment."""

    says: Text
    cause: FieldPath
    effect: Measure
    wants: Direction
    remove: Flag = False


class Figure(Clause):
    """A number of the sources, with what it counts."""

    value: Number
    counts: Text
    low: Number | None = None
    high: Number | None = None
    on: Text | None = None


class NationalLimit(Clause):
    """A parameter of a party's own law that the agreement lifts or leans on."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("value", "of")

    value: Number
    of: Count | None = None
    per: Annotated[str, OneOf("calendar_year", "fiscal_year", "calendar_month")] | None = None
    unit: Text | None = None


class PlainText(Clause):
    """A clause in words only, which no program executes."""

    text: Text
