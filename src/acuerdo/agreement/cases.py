"""Cases: examples with expected answers, kept beside the agreement: lawyers write them, programs run them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.facts import ABOUT, FACTS, read_fact
from acuerdo.agreement.faults import did_you_mean, shown
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.reading.kinds import must_be
from acuerdo.agreement.reading.text import Document
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.values import (
    Count,
    CountOrNone,
    Day,
    FieldPath,
    Id,
    Nation,
    OneOf,
    StatedDay,
    Text,
    Year,
    broken,
)

ABOUT_WHOM = ABOUT
ANSWERS = (
    "not_open",
    "not_eligible",
    "needs_evidence",
    "eligible",
    "granted",
    "queued",
    "refused",
    "national_law",
    "does_not_apply",
    "not_covered",
    "excluded",
    "cap_reached",
    "returnable",
    "passed",
    "failed",
    "yes",
    "no",
    "next_period",
    "funded",
    "due",
    "not_due",
    "adopted",
    "rejected",
    "no_quorum",
    "owed",
    "paid",
    "broken",
    "none",
    "partial",
    "full",
    "outside",
    "best_efforts",
    "kept",
    "pending",
    "missed",
    "overdue",
    "late",
    "not_in_force",
    "fired",
    "not_fired",
    "may_apply",
    "too_late_to_apply",
    "awaiting_reply",
    "agreed",
    "agreed_by_silence",
    "refused_by_silence",
    "too_late_to_hand_over",
    "third_country",
    "presumed_ineligible",
    "waits_in",
    "not_opened",
    "open",
    "settled",
    "no_step_left",
    "in_force",
    "ended",
    "no_text",
)
"""Every answer a case may expect; `no_text` where no text is in force or it is silent on what is asked."""

RIGHT = ("yes", "no", "needs_evidence", "not_stated")
"""What a case may expect of a right: held, not held, not known, or left open by the text."""


class Expected(Clause):
    """One expected answer, and what decided it."""

    is_: Annotated[str, OneOf(*ANSWERS)] | None = None
    because: Text | None = None
    goes_to: Text | None = None
    through: Id | None = None
    period: Day | None = None
    permitted_until: Day | None = None
    may_come_again: Annotated[str, OneOf("yes", "no", "needs_evidence")] | None = None
    may_renew: Annotated[str, OneOf("yes", "no")] | None = None
    overstays: Annotated[str, OneOf("yes", "no")] | None = None
    named: Annotated[str, OneOf("yes", "no")] | None = None
    amount: Text | None = None
    shares: dict[Id, Text] | None = None
    payer: Nation | None = None
    payee: Nation | None = None
    due: StatedDay | None = None
    then: Text | None = None
    then_by: Day | None = None
    next_meeting: Day | None = None
    taken_back_until: Day | None = None
    legal_basis: Text | None = None
    cost_bearer: Text | None = None
    party: Nation | None = None
    state: Text | None = None
    screened_by: Day | None = None
    in_care_by: Day | None = None
    by: Text | None = None
    open_points: Count | None = None
    unsaid_points: Count | None = None
    moved: Count | None = None
    step: Id | None = None
    ends: Day | None = None
    term_until: Day | None = None
    still_holds: Annotated[str, OneOf("yes", "no", "needs_evidence")] | None = None
    kept_until: Day | None = None
    places: CountOrNone | None = None
    recruits_until: Day | None = None
    barred_until: StatedDay | None = None
    remedy_by: StatedDay | None = None
    status: Id | None = None
    leads_to: Id | None = None
    work: Annotated[str, OneOf(*RIGHT)] | None = None
    benefits: Annotated[str, OneOf(*RIGHT)] | None = None
    tax: Annotated[str, OneOf(*RIGHT)] | None = None
    family: Annotated[str, OneOf(*RIGHT)] | None = None
    vote_locally: Annotated[str, OneOf(*RIGHT)] | None = None
    travel: Text | None = None
    export: Annotated[str, OneOf(*RIGHT)] | None = None

    @classmethod
    def written_out(cls, found: Any) -> Any:
        return {"is": found} if isinstance(found, str) else found


class StayFacts(Clause):
    """The dates of a stay, for cases about permits."""

    entry: Day
    wanted_until: Day | None = None
    last_exit: Day | None = None
    renewed: Count = 0
    on: Day | None = None
    worked_for: Id | None = None
    asked_by: Id | None = None


NAMED = ("status", "place", "from", "to", "purpose", "party", "at")
"""Names of the file that a case may speak of: a status, a crossing point, a purpose, ..."""


EVENTS = {
    "notice_given": "notice of the end of the text, or of controls inside a perimeter",
    "suspended_from": "the first day of controls inside a perimeter",
    "first_suspended_from": "where controls go on, the day on which they first began",
    "permit_given": "the day of a permit that may outlive the text",
    "permit_ends": "the first day on which that permit no longer holds by itself",
    "opened": "a dispute is opened",
    "settled": "a dispute is settled",
    "last_meeting": "a body met last",
    "received": "information was received",
}
"""What may happen in a case, beside what the file names: its events, amendments and states, which something
may be due after; the id of a protection, on the day a breach was found; the id of a step of disputes, on the
day it was closed without agreement."""


class Vote(Clause):
    """Which parties are present in a body, and which are for what is proposed."""

    present: list[Nation] = []
    in_favour: list[Nation] = []


def _listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


class Case(BaseModel):
    """One example. Facts are one answer, or a list of answers about people in line.

    Fields:
        known: what was public by this day decides; by default all of the file.
        filed: the day of filing, where rules go by it.
        done: the day on which a report was given last, by the id of the commitment; a report counts for the
            round in whose time it was given.
        events: days of what happened; see Events of a case.
        so_far: places or people counted before, by the path of what counts them, such as `pathways.harvest`,
            `caps.work` or `returns.by_land`.
        why: words for the reader.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text
    on: Day
    known: Day | None = None
    filed: Day | None = None
    plan: Text | None = None
    person: dict[str, Any] = {}
    journey: dict[str, Any] = {}
    offer: dict[str, Any] = {}
    application: dict[str, Any] = {}
    permit: dict[str, Any] = {}
    family: dict[str, Any] = {}
    handover: dict[str, Any] = {}
    project: dict[str, Any] = {}
    measure: dict[str, Any] = {}
    named: dict[Annotated[str, OneOf(*NAMED)], Text] = {}
    done: dict[Id, Day] = {}
    events: dict[Id, Day] = {}
    vote: Vote | None = None
    years: dict[Year, dict[str, Any]] = {}
    stay: StayFacts | None = None
    so_far: dict[FieldPath, Count] = {}
    expect: dict[FieldPath, Annotated[list[Expected], BeforeValidator(_listed)]]
    why: Text | None = None

    @model_validator(mode="after")
    def _facts_are_known(self) -> "Case":
        errors = [error for about in ABOUT_WHOM for error in _errors(about, getattr(self, about), about)]
        for year, found in self.years.items():
            errors += _errors("measure", found, "years", year)
        if errors:
            raise ValidationError.from_exception_data("Case", errors)
        lengths = {len(column) for column in self.facts.values()}
        if len(lengths - {1}) > 1:
            raise broken(
                f"speaks of {' and '.join(str(n) for n in sorted(lengths - {1}))} people at once",
                "give each list the same length",
            )
        return self

    @property
    def n(self) -> int:
        """How many people the case speaks of."""
        return max((len(column) for column in self.facts.values()), default=1)

    @cached_property
    def facts(self) -> dict[str, list[Any]]:
        """Each fact with its encoded answers: one, or one a person."""
        return {
            f"{about}.{name}": [read_fact(FACTS[f"{about}.{name}"], item) for item in _listed(found)]
            for about in ABOUT_WHOM
            for name, found in getattr(self, about).items()
        }


def _errors(about: str, answers: dict[str, Any], *where: str) -> list[InitErrorDetails]:
    errors: list[InitErrorDetails] = []
    for name, found in answers.items():
        if found == []:
            kind_of_fault: Any = broken("is an empty list", "one answer, or one for each person in line")
            errors.append(InitErrorDetails(type=kind_of_fault, loc=(*where, name), input=found))
            continue
        fact = FACTS.get(f"{about}.{name}")
        if fact is None:
            known = tuple(key.removeprefix(f"{about}.") for key in FACTS if key.startswith(f"{about}."))
            kind: Any = broken(
                f"{shown(f'{about}.{name}')} is not a fact this program knows", did_you_mean(name, known)
            )
            errors.append(InitErrorDetails(type=kind, loc=(*where, name), input=found))
            continue
        for item in [found] if "years" in where else _listed(found):
            try:
                read_fact(fact, item)
            except PydanticCustomError as error:
                errors.append(InitErrorDetails(type=error, loc=(*where, name), input=item))
    return errors


TOGETHER = {"returns": ("readmission",)}
"""Last steps of paths, by section, that name no field: what several fields of a clause decide together."""


def place_asked(path: str) -> str:
    """The place in the file of what a path of `expect` asks about."""
    section, (head, _, last) = path.split(".", maxsplit=1)[0], path.rpartition(".")
    return head if last in TOGETHER.get(section, ()) else path


class CasesTerms(Clause):
    """A file of cases. `plan` names a plan file beside it, under which the cases run."""

    format: Annotated[str, OneOf("1")]
    cases_of: Id
    agreement: Text
    plan: Text | None = None
    cases: list[Case]


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases as read."""

    terms: CasesTerms
    document: Document
    path: FilePath


def read_cases(path: FilePath) -> Cases:
    """Read a file of cases.

    Raises:
        Unreadable: with every fault.
    """
    document = load(path)
    must_be("cases", document, path)
    return Cases(typed(CasesTerms, document), document, path)
