"""The labour-market test, against one job order at a time."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement.clauses.labour_market import PROOFS, LabourMarketTest
from reference import labour_market as reference
from rules.making import THREE, arrays, days, persons, trying

ASKED = {
    "offer.certification",
    "offer.certified_on",
    "offer.advertised_days",
    "offer.wage_per_hour",
    "offer.prevailing_wage_per_hour",
    "offer.local_workers_available",
}


@st.composite
def market_tests(draw: Any) -> LabourMarketTest:
    """A test with any floor, any time of advertisement, and a certification that proves any parts."""
    return LabourMarketTest.model_validate(
        {
            "advertise": draw(
                st.sampled_from(["none", "1 day", "10 days", "2 weeks", "48 hours", "1 month"])
            ),
            "wage_floor": draw(st.sampled_from(["none", "prevailing", "10 USD", "12.50 USD"])),
            "certification_proves": draw(st.lists(st.sampled_from(PROOFS), unique=True)),
        }
    )


@trying(150)
@given(market_tests(), st.lists(st.tuples(persons(ASKED), days("2020-01-01", "2020-02-10")), max_size=6))
def test_a_queue_of_orders_is_tested_as_one_order_is(test: LabourMarketTest, found: list) -> None:
    on = np.array([day for _, day in found], "datetime64[D]")
    parts = test.decide(arrays([offer for offer, _ in found]), on)
    for at, (offer, day) in enumerate(found):
        one = {name: THREE[int(part[at])] for name, part in parts.items()}
        assert one == reference.decide(test, offer, day)


def test_a_certification_is_no_evidence_before_its_day() -> None:
    test = LabourMarketTest.model_validate(
        {"advertise": "10 days", "wage_floor": "none", "certification_proves": ["advertise"]}
    )
    offer = {"offer.certification": "granted", "offer.certified_on": date(2020, 1, 2)}
    on = np.array(["2020-01-01", "2020-01-02"], "datetime64[D]")
    assert test.decide(arrays([offer, offer]), on)["advertise"].tolist() == [1, 2]


@pytest.mark.parametrize("silent", ["advertise", "wage_floor"])
def test_what_is_not_stated_passes_nobody(silent: str) -> None:
    written = {"advertise": "none", "wage_floor": "none", silent: "not_stated"}
    test = LabourMarketTest.model_validate(written)
    with pytest.raises(ValueError, match="not stated"):
        test.decide(arrays([{}]), np.array(["2020-01-01"], "datetime64[D]"))
