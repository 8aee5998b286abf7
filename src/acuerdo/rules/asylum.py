"""Asylum: whether a claim is decided here, elsewhere, against a presumption, or while the person waits.

Each clause decides only in a state in which it is applied, and on its days. A child alone may always apply
here, whatever the file says; and nobody is sent to another party, to have a claim decided or to wait there,
while it is not known that she is in no danger there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import NO_END, Calendar, Days
from acuerdo.agreement.clauses.asylum import APPLIED, Asylum, SafeThirdCountry, TransitPresumption, WaitIn
from acuerdo.agreement.clauses.criteria import (
    NO,
    UNSURE,
    YES,
    Answers,
    Criteria,
    Criterion,
    Groups,
    Verdict,
    three,
)
from acuerdo.agreement.facts import UNKNOWN_DAY, Facts
from acuerdo.agreement.nations import CODES, NUMBER
from acuerdo.rules.asked import all_asked, not_among, question
from acuerdo.rules.clocks import deadline
from acuerdo.rules.eligibility import Decision
from acuerdo.rules.returns import not_protected

NEEDS_EVIDENCE, MAY_APPLY, THIRD_COUNTRY, PRESUMED_INELIGIBLE, WAITS_IN = (
    np.uint8(code) for code in range(5)
)
OUTCOMES = ("needs_evidence", "may_apply", "third_country", "presumed_ineligible", "waits_in")
"""Words for the outcomes, by code."""

CLAUSES = (
    ("safe_third_country", THIRD_COUNTRY),
    ("transit_presumption", PRESUMED_INELIGIBLE),
    ("wait_in", WAITS_IN),
)
"""The clauses in the order in which they are asked, and the outcome of each that reaches somebody."""

NOWHERE = np.int16(-1)


@dataclass(frozen=True, slots=True)
class Claims:
    """What becomes of the claims of n people.

    Fields:
        party: the party that decides the claim or where the person waits: a position in CODES, or NOWHERE.
        hearing_by: the last day of the hearing of whoever waits; NaT where there is none.
    """

    decision: Decision
    party: NDArray[np.int16]
    hearing_by: Days


def claims(clause: Asylum, calendar: Calendar, facts: Facts, groups: Groups, on: date) -> Claims:
    """What becomes of the asylum claims of n people on a day.

    The first clause that reaches a person decides, in the order of CLAUSES; where it is not known whether it
    does, that needs evidence. Whom none reaches may apply here; the reason is then what kept the first away.

    Args:
        clause: the section of the text.
        calendar: how months are added.
        facts: n people. `person.present_in` is the party in which the claim is made.
        groups: the file's named groups of countries.
        on: the day.

    Raises:
        Silent: a time that a decision needs is not stated.
    """
    outcome, reason = np.full(facts.n, MAY_APPLY), np.zeros(facts.n, np.int16)
    reasons: list[str] = [""]
    undecided = np.full(facts.n, np.True_)
    for name, code in CLAUSES:
        if not applied(clause, name, on):
            continue
        found = all_asked(ASKED[name](getattr(clause, name), calendar, facts, groups), facts.n)
        why = found.reason + np.int16(len(reasons) - 1)
        reasons += [*found.reasons[1:], name]
        kept_away = undecided & (found.outcome == NO)
        reason = np.where(kept_away & (reason == 0), why, reason)
        unsure, reached = undecided & (found.outcome == UNSURE), undecided & (found.outcome == YES)
        outcome = np.where(unsure, NEEDS_EVIDENCE, np.where(reached, code, outcome))
        reason = np.where(unsure, why, np.where(reached, np.int16(len(reasons) - 1), reason))
        undecided = kept_away
    return Claims(
        Decision(outcome, reason, tuple(reasons), OUTCOMES),
        _party(clause, facts, outcome),
        _hearing_by(clause, calendar, facts, outcome),
    )


def applied(clause: Asylum, name: str, on: date) -> bool:
    """Whether one of CLAUSES decides on a day: what is proposed, not agreed, suspended or ended does not."""
    found = getattr(clause, name)
    return bool(found is not None and found.state in APPLIED and found.holds_on(on))


def _third_country(
    clause: SafeThirdCountry, calendar: Calendar, facts: Facts, groups: Groups
) -> list[Verdict]:
    through = np.maximum(_through_receiving(clause, facts, groups), _through_one_of(clause, facts, groups))
    return [
        *not_protected(facts),
        question("came_through", through),
        question("claims_within", _in_time(clause, calendar, facts)),
        *_unless(clause.exceptions, facts, groups),
    ]


def _through_receiving(clause: SafeThirdCountry, facts: Facts, groups: Groups) -> Answers:
    if clause.receiving is None:
        return np.full(facts.n, NO)
    return _among("journey.came_through", [clause.receiving], facts, groups)


def _through_one_of(clause: SafeThirdCountry, facts: Facts, groups: Groups) -> Answers:
    """From one of the parties that take back from each other to another of them."""
    if not clause.between:
        return np.full(facts.n, NO)
    here, through = facts.column("person.present_in"), facts.column("journey.came_through")
    asked = [
        _among("journey.came_through", clause.between, facts, groups),
        _among("person.present_in", clause.between, facts, groups),
        np.where((here == through) & _known(here), NO, YES),
    ]
    least: Answers = np.minimum.reduce(asked)
    return least


def _in_time(clause: SafeThirdCountry, calendar: Calendar, facts: Facts) -> Answers:
    crossed, claimed = facts.column("journey.crossed_on"), facts.column("application.claimed_on")
    last = deadline(crossed, clause.claims_within, calendar, "asylum.safe_third_country.claims_within")
    unlimited = last == NO_END
    unknown = np.isnat(last) | np.isnat(claimed) | (claimed < crossed)
    return three(unlimited | (claimed <= last), unknown & ~unlimited)


def _presumption(clause: TransitPresumption, _: Calendar, facts: Facts, groups: Groups) -> list[Verdict]:
    home, through = facts.column("person.nationality"), facts.column("journey.came_through")
    not_alone, _no_danger = not_protected(facts)
    return [
        not_alone,
        question("came_through", three(home != through, ~_known(home) | ~_known(through))),
        *_here(clause.by, facts, groups),
        *_unless(clause.unless, facts, groups),
        *_unless(clause.rebutted_by, facts, groups),
    ]


def _waiting(clause: WaitIn, _: Calendar, facts: Facts, groups: Groups) -> list[Verdict]:
    asked = [*not_protected(facts), *_here(clause.by, facts, groups)]
    if clause.nationals_of != "any":
        reached = Criterion.model_construct(fact="person.nationality", in_=clause.nationals_of)
        asked.append(question("nationals_of", reached.answer(facts, groups)))
    return [*asked, *_unless(clause.unless, facts, groups)]


ASKED: dict[str, Callable[[Any, Calendar, Facts, Groups], list[Verdict]]] = {
    "safe_third_country": _third_country,
    "transit_presumption": _presumption,
    "wait_in": _waiting,
}
"""What must all hold for each of CLAUSES to reach a person."""


def _unless(criteria: Criteria | None, facts: Facts, groups: Groups) -> list[Verdict]:
    return [not_among(criteria, facts, groups)] if criteria else []


def _here(by: str | None, facts: Facts, groups: Groups) -> list[Verdict]:
    """A party's own rule reaches the claims made in its country."""
    return [question("present_in", _among("person.present_in", [by], facts, groups))] if by else []


def _among(fact: str, nations: list[str], facts: Facts, groups: Groups) -> Answers:
    return Criterion.model_construct(fact=fact, in_=nations).answer(facts, groups)


def _known(nation: NDArray[np.int16]) -> NDArray[np.bool_]:
    return np.asarray((nation >= 0) & (nation < len(CODES)), np.bool_)


def _party(clause: Asylum, facts: Facts, outcome: NDArray[np.uint8]) -> NDArray[np.int16]:
    party = np.full(facts.n, NOWHERE)
    if clause.safe_third_country is not None:
        party = np.where(outcome == THIRD_COUNTRY, facts.column("journey.came_through"), party)
    if clause.wait_in is not None:
        party = np.where(outcome == WAITS_IN, np.int16(NUMBER[clause.wait_in.party]), party)
    return party


def _hearing_by(clause: Asylum, calendar: Calendar, facts: Facts, outcome: NDArray[np.uint8]) -> Days:
    none = np.full(facts.n, UNKNOWN_DAY)
    if clause.wait_in is None or not (outcome == WAITS_IN).any():
        return none
    claimed = facts.column("application.claimed_on")
    last = deadline(claimed, clause.wait_in.hearing_within, calendar, "asylum.wait_in.hearing_within")
    return np.where((outcome == WAITS_IN) & (last != NO_END), last, none)
