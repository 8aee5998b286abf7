"""What may be sent: the schemas describe it and see to the types; forms say what is wrong with the values."""

from collections.abc import Callable
from typing import Annotated, Any

from django import forms
from ninja import Schema
from pydantic import ConfigDict, Field

from acuerdo.operate.forms import CertifyForm, EvidenceForm, OrderForm, WorkerForm
from acuerdo.operate.pay_forms import PaymentForm, PayRow
from acuerdo.operate.visiting import VisitForm

Day = Annotated[str, Field(json_schema_extra={"format": "date", "examples": ["2017-03-01"]})]
Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="32 bytes, each as two signs")]
Words = Annotated[str, Field(min_length=1, max_length=4000)]
Case = Annotated[str, Field(min_length=1, max_length=40)]
MOST_ROWS = 500
"""Most job orders in one list (layout, no legal meaning)."""
MOST_LISTED = 1000
"""Most job orders on the list of an application (layout, no legal meaning)."""


class Sent(Schema):
    """A body: these fields, of these types, and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _said(form: type[forms.Form]) -> Callable[[dict[str, Any]], None]:
    """Tell programs in the schema what the form asks of each field."""

    def tell(schema: dict[str, Any]) -> None:
        for name, told in schema.get("properties", {}).items():
            field = form.base_fields.get(name)
            if field is None:
                continue
            told |= {to: getattr(field, of) for of, to in LIMITS if getattr(field, of, None) is not None}
            if isinstance(field, forms.RegexField):
                told["pattern"] = field.regex.pattern
            if isinstance(field, forms.MultipleChoiceField):
                told["items"] = {"type": "integer", "enum": _codes(field)}
                told["minItems"] = 1
            elif isinstance(field, forms.ChoiceField):
                told["enum"] = _codes(field)

    return tell


def _codes(field: forms.ChoiceField) -> list[Any]:
    choices: Any = field.choices
    return [key for key, _ in choices]


LIMITS = (("max_length", "maxLength"), ("min_value", "minimum"), ("max_value", "maximum"))


class OrderSent(Sent):
    """A job order. `employer` is the number of the employer; only an agent of several needs it."""

    employer: str | None = None
    case: str
    title: str
    soc: str
    state: str
    county: str = ""
    places_requested: int
    starts: Day
    ends: Day
    pay_cents_hour: int
    hours_week: float | None = Field(None, allow_inf_nan=False)
    experience_months: int = 0
    experience_first: int = 0
    model_config = ConfigDict(json_schema_extra=_said(OrderForm))


class EvidenceSent(Sent):
    """Evidence of a part of the labour-market test."""

    shows: str
    since: Day | None = None
    until: Day | None = None
    words: str
    model_config = ConfigDict(json_schema_extra=_said(EvidenceForm))


class CertificationSent(Sent):
    """What the labour department found."""

    finding: str
    places: int
    model_config = ConfigDict(json_schema_extra=_said(CertifyForm))


class NominationSent(Sent):
    """A worker of an earlier season, by number."""

    worker: str = Field(max_length=16)


class WorkerSent(Sent):
    """A worker. `trades` are the numbers of kinds of work; `mrz` the two lines of a passport."""

    given_names: str
    surnames: str
    born_on: Day
    sex: str
    nationality: str = "MEX"
    state: int
    curp: str = ""
    mrz: str = ""
    phone: str = ""
    email: str = ""
    language: str = "es"
    trades: list[int]
    experience_months: int
    free_from: Day | None = None
    free_until: Day | None = None
    taste: str
    model_config = ConfigDict(json_schema_extra=_said(WorkerForm))


class WorkerChange(Sent):
    """The fields of a worker that change; the others stay as they are."""

    given_names: str | None = None
    surnames: str | None = None
    born_on: Day | None = None
    sex: str | None = None
    nationality: str | None = None
    state: int | None = None
    curp: str | None = None
    mrz: str | None = None
    phone: str | None = None
    email: str | None = None
    language: str | None = None
    trades: list[int] | None = None
    experience_months: int | None = None
    free_from: Day | None = None
    free_until: Day | None = None
    taste: str | None = None


class ApplicationSent(Sent):
    """An application for a season; `worker` is for a consulate that helps."""

    season: str = Field(max_length=80)
    worker: str | None = Field(None, max_length=16)


class ListSent(Sent):
    """The list of an application: orders wanted first, orders not wanted, how many at most."""

    first: list[Case] = Field([], max_length=MOST_LISTED)
    without: list[Case] = Field([], max_length=MOST_LISTED)
    most: int | None = Field(None, ge=1, le=32_767)


class HourSent(Sent):
    """A time at a consulate."""

    hour: int = Field(ge=1, le=2**63 - 1)


class ChecksSent(Sent):
    """What the checks at the consulate found."""

    passed: bool


class ReviewSent(Sent):
    """Why a decision is put to review."""

    words: Words


class AnswerSent(Sent):
    """What a second officer found; `mended` are facts that were wrong, by their names."""

    words: Words
    mended: dict[str, str] = Field({}, max_length=20)


class OpeningSent(Sent):
    """The public value of the lottery that nobody knows yet, and where it is found."""

    beacon: str = Field(min_length=1, max_length=200)


class CommitmentSent(Sent):
    """What a party commits to."""

    party: str = Field(pattern="^[A-Z]{3}$")
    commitment: Hex


class SecretSent(Sent):
    """The secret of a party."""

    party: str = Field(pattern="^[A-Z]{3}$")
    secret: Hex


class BeaconSent(Sent):
    """What the beacon said: 32 to 256 bytes."""

    beacon: str = Field(pattern="^([0-9a-f]{2}){32,256}$")


class PaySent(Sent):
    """What an employer paid a worker for a period: hours with two decimals, amounts in US cents."""

    case: str
    worker: str
    since: Day
    until: Day
    hours_offered: float = Field(allow_inf_nan=False)
    hours_worked: float = Field(allow_inf_nan=False)
    paid_cents: int
    housing_cents: int = 0
    meals_cents: int = 0
    utilities_cents: int = 0
    law_cents: int = 0
    other_cents: int = 0
    model_config = ConfigDict(json_schema_extra=_said(PayRow))


class PaymentSent(Sent):
    """A payment, as whoever pays names it."""

    reference: str
    model_config = ConfigDict(json_schema_extra=_said(PaymentForm))


class VisitSent(Sent):
    """A visit: `findings` are, by the id of a protection of the text, a measurement as files write it, or
    `yes` where a breach was seen of a protection that nothing measures."""

    order: str = Field(max_length=40)
    on: Day
    people: int
    housing: str
    words: str = ""
    findings: dict[str, Annotated[str, Field(max_length=40)]] = Field({}, max_length=60)
    model_config = ConfigDict(json_schema_extra=_said(VisitForm))


class TokenSent(Sent):
    """What its owner calls a token."""

    name: str = Field(min_length=1, max_length=60)
