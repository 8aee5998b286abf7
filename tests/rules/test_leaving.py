"""Leaving an employer with the permit: by the clause on portability, or because a protection was broken."""

import numpy as np
import pytest

from acuerdo.agreement import enact, read
from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES
from acuerdo.agreement.clauses.portability import Portability
from acuerdo.agreement.facts import Facts
from acuerdo.rules.leaving import may_leave

ON = np.array(["2031-06-01"] * 3, "datetime64[D]")
BROKEN = np.array([NO, UNSURE, YES], np.uint8)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    from datetime import date
    from pathlib import Path

    file = Path(__file__).parents[2] / "agreements" / "invented" / "agreement.yaml"
    return enact(read(file), date(2031, 6, 1), None).agreement.terms.calendar


def asked(says: dict[str, object] | None, calendar: Calendar) -> list[tuple[str, str]]:
    """The answers to three workers of whose employers nothing, nothing certain, and a breach was found."""
    clause = Portability.model_validate(says) if says else None
    found = may_leave(clause, BROKEN, calendar, Facts(3, {}), ON)
    return [(found.word(at), found.because(at)) for at in range(3)]


def test_a_breach_opens_the_way_whatever_the_clause_says(calendar: Calendar) -> None:
    never = asked({"change_employer": "never"}, calendar)
    assert never == [("no", "change_employer"), ("needs_evidence", "change_employer"), ("yes", "finding")]


def test_a_breach_opens_the_way_where_the_text_has_no_clause(calendar: Calendar) -> None:
    assert asked(None, calendar) == [
        ("no", "portability"),
        ("needs_evidence", "portability"),
        ("yes", "finding"),
    ]


def test_without_a_breach_the_clause_decides(calendar: Calendar) -> None:
    assert asked({"change_employer": "free"}, calendar)[:2] == [("yes", ""), ("yes", "")]
    bound = asked({"change_employer": "free", "limit": "1"}, calendar)
    assert bound == [("needs_evidence", "limit"), ("needs_evidence", "limit"), ("yes", "finding")]


def test_the_clause_is_not_asked_where_every_way_is_open(calendar: Calendar) -> None:
    silent = Portability.model_validate({"change_employer": "not_stated"})
    found = may_leave(silent, np.full(3, YES), calendar, Facts(3, {}), ON)
    assert [found.because(at) for at in range(3)] == ["finding"] * 3
