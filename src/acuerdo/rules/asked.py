"""Several questions about each person: the answer to all of them, and which of them decided."""

from collections.abc import Mapping, Sequence

import numpy as np

from acuerdo.agreement.clauses.criteria import UNSURE, YES, Answers, Criteria, Groups, Verdict, decide, three
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import NOT_STATED, Blank, Span
from acuerdo.rules.eligibility import Decision

THREE = ("no", "needs_evidence", "yes")
"""Words for NO, UNSURE and YES."""


def all_of(asked: Mapping[str, Answers]) -> Decision:
    """The least of the answers to one or more questions; the reason is the first question that gives it.

    Args:
        asked: answers by the name of the question, each of shape (n,).
    """
    questions = [question(name, answers) for name, answers in asked.items()]
    return all_asked(questions, questions[0].answers.size)


def all_asked(questions: Sequence[Verdict], n: int) -> Decision:
    """The least answer to several questions, and why: the first no, else the first that is unknown.

    Args:
        questions: each answered for n people. What is no answer counts as unknown.
        n: how many people; asked nothing, they are answered yes.

    Returns:
        NO, UNSURE or YES for each, in the words of THREE, with '' as the reason of a yes.
    """
    outcome, reason, reasons = np.full(n, YES), np.zeros(n, np.int16), [""]
    for asked in questions:
        answers = np.where(asked.answers <= YES, asked.answers, UNSURE)
        lower = answers < outcome
        outcome[lower] = answers[lower]
        reason[lower] = asked.decided_by[lower] + len(reasons)
        reasons += asked.names
    return Decision(outcome, reason, tuple(reasons), THREE)


def question(name: str, answers: Answers) -> Verdict:
    """One question, by its name."""
    return Verdict(answers, np.zeros(answers.shape, np.int16), (name,))


def not_among(criteria: Criteria, facts: Facts, groups: Groups) -> Verdict:
    """That criteria do not hold; decided by the criterion that decides whether they do."""
    found = decide(criteria, facts, groups)
    return Verdict(YES - found.answers, found.decided_by, found.names)


def flag(facts: Facts, name: str) -> Answers:
    """A yes-or-no fact as answers; what is neither is unknown."""
    found = facts.column(name)
    return three(found == 1, (found != 0) & (found != 1))


def stated_span(value: Span | Blank | None, where: str) -> Span | None:
    """A length of time; None where the text sets none.

    Raises:
        Silent: it is not stated.
    """
    if value is NOT_STATED:
        raise Silent(f"{where} is not stated; a plan must assume it")
    return value if isinstance(value, Span) else None
