"""Whether a permit lets somebody work on a day."""

import numpy as np
import pytest

from acuerdo.agreement.clauses.criteria import NO, YES
from acuerdo.agreement.clauses.pathway import Gives
from acuerdo.agreement.faults import Silent
from acuerdo.rules.statuses import allows_work

FIRST, LAST = (np.array([day] * 4, "datetime64[D]") for day in ("2017-04-01", "2017-10-31"))
DAYS = np.array(["2017-03-31", "2017-04-01", "2017-10-31", "2017-11-01"], "datetime64[D]")


def gives(work: str) -> Gives:
    return Gives.model_validate({"status": "worker", "work": work, "src": "text"})


def test_work_is_allowed_from_the_first_day_to_the_last() -> None:
    assert allows_work(gives("true"), FIRST, LAST, DAYS).tolist() == [NO, YES, YES, NO]


def test_a_pathway_without_work_allows_none() -> None:
    assert allows_work(gives("false"), FIRST, LAST, DAYS).tolist() == [NO] * 4


def test_a_text_that_does_not_say_decides_nothing() -> None:
    with pytest.raises(Silent):
        allows_work(gives("not_stated"), FIRST, LAST, DAYS)
