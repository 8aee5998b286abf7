"""What may pass between governments, and how long it is kept: nothing but what an entry says."""

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from acuerdo import agreement
from acuerdo.agreement.calendar import NO_END, Calendar
from acuerdo.agreement.clauses.information import KINDS, PURPOSES, Information
from acuerdo.rules.sharing import NEVER_PASSED, Passing, kept_until, passing

AGREEMENTS = sorted(Path("agreements").glob("*/agreement.yaml"))
CALENDAR = Calendar.model_validate({"month_arithmetic": "clip_to_month_end"})


def entry(**fields: Any) -> Information:
    told = {"id": "one", "what": "wage_record", "between": ["XAA", "XBB"], "purpose": ["remedy"], **fields}
    return Information.model_validate(told)


def test_what_no_entry_speaks_of_does_not_pass() -> None:
    for purpose in PURPOSES:
        assert set(passing([], "XAA", "XBB", purpose).values()) == {
            Passing(False, "no_clause"),
            Passing(False, "firewall"),
        }


def test_a_kind_passes_between_its_parties_for_its_purpose_and_no_other() -> None:
    for kind, purpose, receiver in product(KINDS, PURPOSES, ("XBB", "XCC")):
        found = passing([entry()], "XAA", receiver, purpose)[kind]
        assert found.may == (kind == "wage_record" and purpose == "remedy" and receiver == "XBB")
        assert found.may == (found.because == "")


def test_a_refusal_names_the_entry_that_came_nearest() -> None:
    both = [entry(id="two", purpose=["health"]), entry()]
    assert passing(both, "XAA", "XCC", "remedy")["wage_record"] == Passing(False, "between", "one")
    assert passing(both, "XAA", "XBB", "remedy")["wage_record"] == Passing(True, "", "one")
    assert passing(both, "XAA", "XBB", "security")["wage_record"] == Passing(False, "purpose", "two")


def test_what_one_entry_rules_out_no_other_lets_pass() -> None:
    both = [entry(), entry(id="two", purpose=[], never=["remedy"])]
    for entries in (both, both[::-1]):
        assert passing(entries, "XAA", "XBB", "remedy")["wage_record"] == Passing(False, "never", "two")


@pytest.mark.parametrize("kind", NEVER_PASSED)
def test_who_complains_or_files_to_regularise_is_in_no_table_whatever_an_entry_says(kind: str) -> None:
    allowed = entry(what=kind, purpose=["inspection", "remedy"])
    assert passing([allowed], "XAA", "XBB", "remedy")[kind] == Passing(False, "firewall")


def test_no_shipped_text_lets_pass_what_its_entries_do_not_name() -> None:
    for file in AGREEMENTS:
        terms = agreement.read(file).terms
        for sender, receiver in product(sorted(terms.parties), repeat=2):
            for purpose in PURPOSES:
                for kind, found in passing(terms.information, sender, receiver, purpose).items():
                    named = [
                        each
                        for each in terms.information
                        if each.what == kind
                        and purpose in each.purpose
                        and {sender, receiver} <= set(each.between)
                    ]
                    assert not found.may or named


def days(*told: str) -> Any:
    return np.array(told, "datetime64[D]")


def test_information_is_kept_as_long_as_the_text_says_from_the_day_it_is_received() -> None:
    ends = kept_until([entry(retention="2 years")], "wage_record", days("2031-01-31", "2028-02-29"), CALENDAR)
    assert list(ends) == list(days("2033-01-31", "2030-02-28"))


def test_of_several_times_the_longest_holds() -> None:
    both = [entry(retention="2 years"), entry(id="two", retention="6 months"), entry(id="three")]
    assert kept_until(both, "wage_record", days("2031-01-31"), CALENDAR) == days("2033-01-31")


def test_what_the_text_leaves_unsaid_erases_nothing() -> None:
    for told in ({}, {"retention": "not_stated"}, {"retention": "none"}):
        entries = [entry(**told), entry(id="two", retention="1 year", what="job_order")]
        assert kept_until(entries, "wage_record", days("1990-01-01"), CALENDAR) == NO_END
    silent = [entry(retention="1 year"), entry(id="two", retention="not_stated")]
    assert kept_until(silent, "wage_record", days("1990-01-01"), CALENDAR) == NO_END
