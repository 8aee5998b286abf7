"""Returns: who may be handed over; never a child alone, never into danger, whatever else is said."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.clauses.criteria import (
    NO,
    UNSURE,
    YES,
    Answers,
    Criteria,
    Criterion,
    Verdict,
    decide,
)
from acuerdo.agreement.clauses.returns import Returns
from acuerdo.agreement.facts import FACTS, UNKNOWN, UNKNOWN_COUNT, Facts
from acuerdo.agreement.terms import Terms
from acuerdo.rules.asked import question
from acuerdo.rules.eligibility import Decision
from acuerdo.rules.places import GRANTED, Ledger, Queue, allocate

DOES_NOT_APPLY, NOT_COVERED, EXCLUDED, NEEDS_SCREENING, CAP_REACHED, RETURNABLE = (
    np.uint8(code) for code in range(6)
)
OUTCOMES = ("does_not_apply", "not_covered", "excluded", "needs_evidence", "cap_reached", "returnable")
"""Words for the outcomes, by code. Only `returnable` people may be handed over."""

CHILDREN, DANGER = "children", "refoulement"
SIGNS_OF_DANGER = ("person.imminent_threat", "person.trafficking_signs")
"""Facts that contradict a record by which no danger was found."""

ADULT_AGE = 18
"""Years; a child is everyone below (Convention on the Rights of the Child, article 1: law)."""
OLDEST = 120
"""Years; an age above, or below 0, is an error of the record and frees nobody (no legal meaning)."""


def protection(facts: Facts) -> tuple[Answers, Answers]:
    """Whether each person is a child alone, and in danger: YES, NO, or UNSURE until screened.

    A person below 18 counts as a child alone unless known to be with a parent or guardian, even where
    the file of the case says otherwise, and so may a person of unknown age; an adult cannot be a child alone,
    unless the file says so; a claim of danger counts until it has been examined, and signs of it are not
    answered by a record that found none. Only facts that are exactly right free a person from protection:
    whatever is not among them, or contradicts them, leaves her to be screened.

    Args:
        facts: n people. Facts nobody gave are unknown.

    Returns:
        (child alone, in danger), each of shape (n,).
    """
    said = facts.column("person.unaccompanied_child")
    age = facts.column("person.age_years")
    accompanied = facts.column("person.with_parent_or_guardian")
    child, adult = (age >= 0) & (age < ADULT_AGE), (age >= ADULT_AGE) & (age <= OLDEST)
    kept_safe = (child | (age == UNKNOWN_COUNT)) & (accompanied == 1)
    free = (said == 0) & (kept_safe | adult) | (said == UNKNOWN["flag"]) & adult
    alone = _answers((said == 1) | child & (accompanied == 0), free)
    word = facts.column("person.danger_on_return")
    words = FACTS["person.danger_on_return"].words
    signs = np.logical_or.reduce([facts.column(name) == 1 for name in SIGNS_OF_DANGER])
    none_found = (word == words.index("none_found")) & ~signs
    return alone, _answers(word == words.index("substantiated"), none_found)


def not_protected(facts: Facts) -> list[Verdict]:
    """The protection as questions: that each person is no child alone, and not in danger."""
    alone, danger = protection(facts)
    return [question(CHILDREN, _opposite(alone)), question(DANGER, _opposite(danger))]


def _answers(yes: NDArray[np.bool_], no: NDArray[np.bool_]) -> Answers:
    return np.where(yes, YES, np.where(no, NO, UNSURE))


def returnable(
    clause: Returns,
    path: str,
    terms: Terms,
    facts: Facts,
    on: date,
    turn: NDArray[np.int64],
    ledger: Ledger | None = None,
) -> tuple[Decision, Ledger]:
    """Decide a returns clause for n people met on one day.

    In this order: the clause does not apply to this arrival; it does not cover the nationality; a child
    alone or a person in danger is excluded; the file's own exclusions; what is unknown must be examined
    first; the cap. Protection is decided before the file is asked and again after everything else.

    Args:
        clause: one clause of `terms.returns`.
        path: its path, under whose cap the ledger counts.
        terms: the text as it stands on the day.
        facts: n people.
        on: the day.
        turn: the order in which they are handed over, no ties.
        ledger: people received before.

    Returns:
        The decision, with the reason, and the ledger after it.
    """
    covered = clause.of.on(on) if clause.holds_on(on) else None
    reasons = ["", "applies_when", "of", CHILDREN, DANGER, "cap"]
    if covered is None:
        return Decision(
            np.full(facts.n, NOT_COVERED), np.full(facts.n, 2, np.int16), tuple(reasons), OUTCOMES
        ), ledger or Ledger()
    outcome, reason = np.full(facts.n, RETURNABLE), np.zeros(facts.n, np.int16)
    alone, danger = protection(facts)
    steps: list[tuple[Answers, np.uint8, int]] = [
        (clause.applies_when.answer(facts, terms.nations), DOES_NOT_APPLY, 1),
        (_among(covered.as_criteria(), facts, terms), NOT_COVERED, 2),
        (_opposite(alone), EXCLUDED, 3),
        (_opposite(danger), EXCLUDED, 4),
    ]
    for number, criterion in enumerate(clause.never or ()):
        reasons.append(criterion.id or f"never-{number + 1}")
        steps.append((_opposite(criterion.answer(facts, terms.nations)), EXCLUDED, len(reasons) - 1))
    for answers, refusal, number in steps:
        _mark(outcome, reason, answers == NO, refusal, number)
    for answers, _, number in steps:
        _mark(outcome, reason, answers != YES, NEEDS_SCREENING, number)
    ledger = _under_the_cap(clause, path, terms, facts, on, turn, ledger or Ledger(), outcome, reason)
    for answers, number in zip(protection(facts), (3, 4), strict=True):
        _mark(outcome, reason, answers != NO, EXCLUDED, number)
    return Decision(outcome, reason, tuple(reasons), OUTCOMES), ledger


def _mark(
    outcome: NDArray[np.uint8],
    reason: NDArray[np.int16],
    who: NDArray[np.bool_],
    refusal: np.uint8,
    number: int,
) -> None:
    hit = who & (outcome == RETURNABLE)
    outcome[hit], reason[hit] = refusal, number


def _among(asked: list[Criterion], facts: Facts, terms: Terms) -> Answers:
    return decide(Criteria.of(asked), facts, terms.nations).answers


def _opposite(answers: Answers) -> Answers:
    return YES - answers


def _under_the_cap(
    clause: Returns,
    path: str,
    terms: Terms,
    facts: Facts,
    on: date,
    turn: NDArray[np.int64],
    ledger: Ledger,
    outcome: NDArray[np.uint8],
    reason: NDArray[np.int16],
) -> Ledger:
    if clause.cap is None:
        return ledger
    asks = outcome == RETURNABLE
    days = np.full(facts.n, np.datetime64(on, "D"))
    queue = Queue(asks, days, days, turn, facts)
    places = allocate(f"{path}.cap", clause.cap, None, terms, queue, ledger, on + timedelta(1))
    full = asks & (places.status != GRANTED)
    outcome[full], reason[full] = CAP_REACHED, 5
    return places.ledger
