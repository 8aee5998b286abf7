"""What is answered."""

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from ninja import Schema
from pydantic import Field

from acuerdo.population.trades import trades
from acuerdo.records.models import (
    Application,
    Appointment,
    Decision,
    JobOrder,
    Placement,
    Review,
    Visit,
    VisitFinding,
    Worker,
)

T = TypeVar("T")
MOST = 100
"""Most rows of a page (layout, no legal meaning)."""
FURTHEST = 1_000_000
"""How far into a list a page may lie (layout, no legal meaning)."""


class Paging(Schema):
    """Which part of a list."""

    limit: int = Field(20, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=FURTHEST)


class Page(Schema, Generic[T]):
    """Part of a list; `count` is how many there are."""

    items: list[T]
    count: int
    limit: int
    offset: int


class FaultTold(Schema):
    """One thing to mend: the field (in a list after the number of the row, from 0), what was found there, and
    what is wrong."""

    field: str
    found: Any = None
    problem: str


class Problem(Schema):
    """A refusal (RFC 9457). `clause` is the path in the agreement that decided, where one did."""

    type: str
    title: str
    status: int
    detail: str
    clause: str | None = None
    faults: list[FaultTold] | None = None
    step: str | None = None
    state: str | None = None
    action: str | None = None
    reason: str | None = None


class Receipt(Schema):
    """The signed receipt of a filing. The signature is under every member but the last three."""

    number: int
    kind: str
    key: str
    account: str
    subject: str
    sha256: str
    arrived_at: str
    party: str
    key_of_party: str
    signature: str


class Filed(Schema):
    """What was filed: the receipt as it was first given, and where to read what came of it."""

    receipt: Receipt
    address: str


class Said(Schema):
    """A decision: by which clause of which text, on which facts, and why."""

    number: int = Field(alias="pk")
    kind: str
    subject: str
    on: date
    at: datetime
    text: str = Field(description="SHA-256 of the text that decided")
    clause: str
    facts: dict[str, Any]
    outcome: str
    reason: str
    en: str
    es: str

    @staticmethod
    def resolve_text(decision: Decision) -> str:
        """The digest of the text."""
        return decision.text.digest


class Order(Schema):
    """A job order."""

    case: str
    employer: str
    title: str
    soc: str
    state: str
    county: str
    places_requested: int
    places: int
    starts: date
    ends: date
    pay_cents_hour: int
    hours_week: float | None
    experience_months: int
    experience_first: int
    status: str
    certification: str
    filed_at: datetime
    decided_on: date | None

    @staticmethod
    def resolve_employer(order: JobOrder) -> str:
        """The number of the employer."""
        return order.employer.number


class OrderWhole(Schema):
    """A job order, with the last decision about it; none before it, or for whom it is not."""

    order: Order
    decision: Said | None
    filled: int | None = Field(description="placements that stand; none for whom they are not")


class WorkerTold(Schema):
    """A worker's record."""

    number: str
    given_names: str
    surnames: str
    born_on: date
    sex: str
    nationality: str
    state: int
    curp: str | None
    document: str
    document_country: str
    document_expires: date | None
    phone: str
    email: str
    language: str
    trades: list[int]
    experience_months: int
    free_from: date | None
    free_until: date | None
    taste: str
    registered_at: datetime
    helped_at: str

    @staticmethod
    def resolve_trades(worker: Worker) -> list[int]:
        """The numbers of the kinds of work."""
        return trade_numbers(worker.trades)


def trade_numbers(bits: int) -> list[int]:
    """The numbers of the kinds of work in a set of bits."""
    return [at for at in range(len(trades())) if bits >> at & 1]


class ApplicationTold(Schema):
    """An application."""

    number: str
    season: str
    worker: str
    status: str
    filed_at: datetime
    most: int | None
    turn: int | None

    @staticmethod
    def resolve_season(application: Application) -> str:
        """The name of the season."""
        return application.season.name

    @staticmethod
    def resolve_worker(application: Application) -> str:
        """The number of the worker."""
        return application.worker.number


class ApplicationWhole(Schema):
    """An application, with its list and every decision about it that the reader may see, the last first."""

    application: ApplicationTold
    first: list[str]
    without: list[str]
    decisions: list[Said]


class HourTold(Schema):
    """A time at a consulate."""

    number: int = Field(alias="pk")
    consulate: str
    at: datetime
    free: int


class AppointmentTold(Schema):
    """A worker's time at a consulate."""

    number: int = Field(alias="pk")
    placement: int = Field(alias="placement_id")
    consulate: str
    at: datetime
    checks: str

    @staticmethod
    def resolve_consulate(appointment: Appointment) -> str:
        """Where."""
        return appointment.hour.consulate

    @staticmethod
    def resolve_at(appointment: Appointment) -> datetime:
        """When."""
        return appointment.hour.at


class PlacementTold(Schema):
    """What the match gave: an order, until it is confirmed, declined or lapses."""

    number: int = Field(alias="pk")
    application: str
    worker: str
    case: str
    round: int
    status: str
    offered_at: datetime
    answer_by: datetime
    entry: date

    @staticmethod
    def resolve_application(placement: Placement) -> str:
        """The number of the application."""
        return placement.application.number

    @staticmethod
    def resolve_worker(placement: Placement) -> str:
        """The number of the worker."""
        return placement.application.worker.number

    @staticmethod
    def resolve_case(placement: Placement) -> str:
        """The number of the order."""
        return placement.order.case


class ContractTold(Schema):
    """A contract, in the language of the worker."""

    language: str
    words: str
    signed_at: datetime | None


class PermitTold(Schema):
    """A permit; `through` is 0 for the general pool, k for the k-th set-aside of the text."""

    number: str
    placement: int = Field(alias="placement_id")
    holds_from: date
    until: date
    through: int
    granted_at: datetime


class ReviewTold(Schema):
    """A review of a decision by a second officer."""

    number: int = Field(alias="pk")
    decision: int = Field(alias="decision_id")
    asked_at: datetime
    words: str
    due_on: date
    answered_at: datetime | None
    upheld: bool | None
    answer: str
    by: str | None = Field(description="the role that answered")

    @staticmethod
    def resolve_by(review: Review) -> str | None:
        """Who answered, by role: names are not told."""
        return review.by.role if review.by else None


class SeasonTold(Schema):
    """A season, and the record of its lottery so far."""

    name: str
    pathway: str
    status: str
    opens: datetime
    closes: datetime
    lottery: dict[str, Any]
    root: str


class StepAsked(Schema):
    """A long step of a season: `going` until it is `done`, `refused` or `failed`; then how many were placed,
    or why it was refused and how to mend that."""

    season: str
    step: str
    state: str
    since: datetime
    placed: int | None
    refused: str


class CeilingTold(Schema):
    """One period of a cap or a set-aside: its places (none where the text sets no limit), and those used."""

    path: str
    begins: date
    places: int | None
    used: int


class EntryTold(Schema):
    """One reading or writing of what is known of a person."""

    number: int = Field(alias="pk")
    at: datetime
    kind: str
    action: str
    purpose: str
    account: str
    role: str
    worker: str
    subject: str
    detail: str


class OwnEntry(Schema):
    """One reading or writing of what is known of you: which role, when, what for. Names are not told."""

    at: datetime
    kind: str
    action: str
    purpose: str
    role: str
    subject: str


class SealTold(Schema):
    """A signed head of the chain: the numbers of its entries, the hash of the last, and every signature."""

    first: int
    last: int
    head: str
    at: datetime
    signatures: dict[str, str]


class Me(Schema):
    """Who asks."""

    account: str
    role: str
    states: list[str]
    employers: list[str]
    worker: str | None


class TokenMade(Schema):
    """A new token: its text is told this one time."""

    token: str


class PayTold(Schema):
    """What one side said of a pay period; hours in hundredths, amounts in minor units."""

    number: int = Field(alias="pk")
    order: str = Field(alias="employment.order.case")
    worker: str = Field(alias="employment.placement.application.worker.number")
    by: str
    since: date
    until: date
    hours_offered: int | None
    hours_worked: int | None
    paid_cents: int
    housing_cents: int
    meals_cents: int
    utilities_cents: int
    law_cents: int
    other_cents: int


class OwedTold(Schema):
    """A sum owed, in minor units of its currency. By whose word it is owed is not told here: employers read
    this too."""

    number: int = Field(alias="pk")
    order: str = Field(alias="employment.order.case")
    worker: str = Field(alias="employment.placement.application.worker.number")
    kind: str
    since: date
    until: date
    cents: int
    currency: str
    status: str
    due_on: date | None
    paid_on: date | None
    paid_out_on: date | None
    received_on: date | None


class FindingTold(Schema):
    """What a visit found of one protection; days are null where the text sets none."""

    protection: str
    measured: str
    outcome: str
    remedy_by: date | None
    fine: str
    barred_until: date | None
    mended_on: date | None


class VisitTold(Schema):
    """A visit, and what the rules decided on it."""

    number: int = Field(alias="pk")
    order: str = Field(alias="order.case")
    on: date
    people: int
    housing: str
    findings: list[FindingTold]

    @staticmethod
    def resolve_findings(visit: Visit) -> list[VisitFinding]:
        """Those that were fetched with the visits."""
        return list(visit.findings.all())
