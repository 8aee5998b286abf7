"""Money, bodies, triggers and information: what parties owe, decide, set off and may pass on."""

from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pytest

from acuerdo import agreement
from acuerdo.agreement import Agreement, Refused, enact, read_text
from acuerdo.agreement.clauses.bodies import Body
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES
from acuerdo.agreement.clauses.finance import Transfer
from acuerdo.agreement.clauses.information import FIREWALL, PURPOSES, Information
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.triggered import fired, triggered

ON = date(2021, 6, 15)


def measured(**measures: float) -> Facts:
    kinds = {"unemployment": np.float64, "persons_received_per_month": np.int32}
    return Facts(1, {f"measure.{name}": np.array([value], kinds[name]) for name, value in measures.items()})


NOTHING = Facts(1, {})


def transfer(**fields: Any) -> Transfer:
    return Transfer.model_validate({"from_party": "XAA", "to_party": "XCC", "amount": "100 XTS", **fields})


def test_an_amount_is_due_once_a_period_or_for_each_person() -> None:
    assert transfer().due(7, NOTHING, {}) == ("due", 10_000)
    assert transfer(per="calendar_month").due(7, NOTHING, {}) == ("due", 10_000)
    assert transfer(per="person").due(7, NOTHING, {}) == ("due", 70_000)
    assert transfer(per="person").due(0, NOTHING, {}) == ("not_due", 0)


def test_nothing_is_due_of_no_amount_and_silence_is_refused() -> None:
    assert transfer(amount="0 XTS").due(1, NOTHING, {}) == ("not_due", 0)
    assert transfer(amount="none").due(1, NOTHING, {}) == ("not_due", 0)
    with pytest.raises(Refused, match="amount is not stated"):
        transfer(amount="not_stated").due(1, NOTHING, {})


def test_conditions_on_measures_keep_money_back() -> None:
    bound = {"all": [{"id": "few", "fact": "measure.persons_received_per_month", "at_most": "60"}]}
    clause = transfer(conditions=bound)
    assert clause.due(1, measured(persons_received_per_month=60), {}) == ("due", 10_000)
    assert clause.due(1, measured(persons_received_per_month=61), {}) == ("not_due", 0)
    assert clause.due(1, NOTHING, {}) == ("needs_evidence", 0)


def body(**fields: Any) -> Body:
    chairs = {"XAA": ["Minister"], "XBB": ["Minister"], "XCC": ["Minister"]}
    return Body.model_validate({"chairs": chairs, "decides_by": "consensus", **fields})


@pytest.mark.parametrize(
    ("fields", "present", "in_favour", "word"),
    [
        ({}, "ABC", "ABC", "adopted"),
        ({}, "AB", "AB", "no_quorum"),
        ({}, "ABC", "AB", "rejected"),
        ({"quorum": "2"}, "AB", "AB", "adopted"),
        ({"quorum": "2"}, "A", "A", "no_quorum"),
        ({"quorum": "2"}, "AB", "ABC", "adopted"),
        ({"quorum": "2", "decides_by": "majority"}, "ABC", "AB", "adopted"),
        ({"quorum": "2", "decides_by": "majority"}, "AB", "A", "rejected"),
        ({"quorum": "0"}, "", "", "no_quorum"),
        ({"quorum": "2"}, "AD", "AD", "no_quorum"),
        ({"quorum": "4", "members": {"XDD": ["Deputy"]}}, "ABCD", "ABCD", "adopted"),
        ({"quorum": "3", "members": {"XDD": ["Deputy"]}, "decides_by": "majority"}, "ABD", "AD", "adopted"),
    ],
)
def test_a_body_decides_with_the_parties_that_sit_in_it(
    fields: Any, present: str, in_favour: str, word: str
) -> None:
    names = {"A": "XAA", "B": "XBB", "C": "XCC", "D": "XDD"}
    assert body(**fields).decides([names[one] for one in present], [names[one] for one in in_favour]) == word


@pytest.mark.parametrize("fields", [{"decides_by": "not_stated"}, {"quorum": "not_stated"}])
def test_a_body_of_which_the_text_is_silent_decides_nothing(fields: Any) -> None:
    with pytest.raises(Refused, match="not stated"):
        body(**fields).decides(["XAA"], ["XAA"])


def test_a_body_whose_way_to_decide_is_left_out_decides_nothing() -> None:
    with pytest.raises(Refused, match="not stated"):
        Body.model_validate({"chairs": {"XAA": ["Minister"]}}).decides(["XAA"], ["XAA"])


def test_a_body_may_change_what_is_named_and_what_lies_under_it() -> None:
    sits = body(may_change=["pathways.work.cap"])
    assert sits.may_amend("pathways.work.cap")
    assert sits.may_amend("pathways.work.cap.count")
    assert not sits.may_amend("pathways.work.caps")
    assert not sits.may_amend("pathways.work")
    assert not body().may_amend("pathways.work")


def record(**fields: Any) -> Information:
    usual = {"what": "wage_record", "between": ["XAA", "XBB"], "purpose": ["inspection", "statistics"]}
    return Information.model_validate({**usual, **fields})


def test_information_passes_between_the_parties_named_for_the_purposes_named() -> None:
    assert record().may_pass("XAA", "XBB", "inspection") == (True, "")
    assert record().may_pass("XBB", "XAA", "statistics") == (True, "")
    assert record().may_pass("XAA", "XBB", "returns") == (False, "purpose")
    assert record().may_pass("XAA", "XCC", "inspection") == (False, "between")
    assert record().may_pass("XCC", "XBB", "inspection") == (False, "between")
    assert record(never=["statistics"]).may_pass("XAA", "XBB", "statistics") == (False, "never")


@pytest.mark.parametrize("what", list(FIREWALL))
@pytest.mark.parametrize("purpose", ["border_control", "security", "returns", "enforcement"])
def test_what_is_filed_to_regularise_or_for_asylum_never_serves_against_the_person(
    what: str, purpose: str
) -> None:
    open_to_all = record(what=what, purpose=list(PURPOSES), between=["XAA", "XBB"])
    for home in ("XAA", "XBB", "XCC", None):
        assert open_to_all.may_pass("XAA", "XBB", purpose, home) == (False, "firewall")


def test_an_asylum_file_never_goes_home_and_goes_nowhere_while_home_is_unknown() -> None:
    file = record(what="asylum_file", purpose=["health"])
    assert file.may_pass("XAA", "XBB", "health", "XBB") == (False, "firewall")
    assert file.may_pass("XAA", "XBB", "health", None) == (False, "firewall")
    assert file.may_pass("XAA", "XBB", "health", "XCC") == (True, "")
    assert record(what="regularisation_file", purpose=["health"]).may_pass("XAA", "XBB", "health", None) == (
        True,
        "",
    )


def test_other_records_may_serve_control_where_the_text_says_so() -> None:
    assert record(purpose=["border_control"]).may_pass("XAA", "XBB", "border_control") == (True, "")


def text(triggers: str) -> Agreement:
    return read_text(
        f"""
format: 1
id: pact
title: A pact
form: invented
parties: {{XAA: {{role: origin}}, XBB: {{role: destination}}}}
lifecycle: {{from: 2020-01-01, state: in_force, src: text}}
sources: {{text: {{title: Text, kind: invented}}}}
pathways:
  work:
    title: Work
    until: 2025-01-01
    open_to: {{nationals_of: [XAA]}}
    cap: {{count: 10, per: calendar_year, counts: visas, unused: lapse, when_full: refuse}}
    allocation: {{order: first_come}}
    src: text
triggers:
{triggers}
"""
    )


HIGH = "when: {fact: measure.unemployment, more_than: 0.08}"


def trigger(fields: str) -> str:
    return f"  - {{id: one, {fields}, src: text}}\n"


@pytest.mark.parametrize(("rate", "answer"), [(0.09, YES), (0.08, NO), (None, UNSURE)])
def test_a_trigger_fires_when_its_condition_is_known_to_hold(rate: float | None, answer: Any) -> None:
    read = text(trigger(f"{HIGH}, does: stop, at: pathways.work"))
    row = NOTHING if rate is None else measured(unemployment=rate)
    assert fired(read.terms.triggers[0], ON, row, {}) == answer


def test_a_trigger_of_several_conditions_asks_them_all() -> None:
    few = "{fact: measure.persons_received_per_month, at_most: 5}"
    several = f"when: {{all: [{{fact: measure.unemployment, more_than: 0.08}}, {few}]}}"
    only = text(trigger(f"{several}, does: stop, at: pathways.work")).terms.triggers[0]
    assert fired(only, ON, measured(unemployment=0.09, persons_received_per_month=5), {}) == YES
    assert fired(only, ON, measured(unemployment=0.09, persons_received_per_month=6), {}) == NO
    assert fired(only, ON, measured(unemployment=0.09), {}) == UNSURE


def test_a_trigger_with_a_day_fires_on_it_and_one_that_does_not_hold_never() -> None:
    dated = text(trigger("on: 2021-06-15, does: stop, at: pathways.work")).terms.triggers[0]
    assert [int(fired(dated, day, NOTHING, {})) for day in (date(2021, 6, 14), ON, date(2022, 1, 1))] == [
        NO,
        YES,
        YES,
    ]
    over = text(trigger("on: 2021-06-15, until: 2021-07-01, does: stop, at: pathways.work")).terms.triggers[0]
    assert fired(over, date(2021, 7, 1), NOTHING, {}) == NO


def opens(read: Agreement, on: date, measures: Facts | None) -> bool:
    return enact(read, on, measures=measures).agreement.terms.pathways["work"].holds_on(on)


def test_a_clause_that_is_stopped_is_closed_from_then_on() -> None:
    read = text(trigger(f"{HIGH}, does: stop, at: pathways.work"))
    assert [
        opens(read, ON, row) for row in (None, measured(unemployment=0.08), measured(unemployment=0.09))
    ] == [
        True,
        True,
        False,
    ]


def test_a_clause_that_waits_for_its_trigger_is_closed_until_it_is_known_to_have_fired() -> None:
    read = text(trigger(f"{HIGH}, does: start, at: pathways.work"))
    assert [
        opens(read, ON, row) for row in (None, measured(unemployment=0.08), measured(unemployment=0.09))
    ] == [
        False,
        False,
        True,
    ]


def test_a_trigger_sets_a_value_with_its_own_source() -> None:
    read = text(trigger(f"{HIGH}, does: set, at: pathways.work.cap.count, set: 4, basis: assumed"))
    for rate, count in ((0.08, 10), (0.09, 4)):
        enacted = enact(read, ON, measures=measured(unemployment=rate))
        cap = enacted.agreement.terms.pathways["work"].cap
        assert cap is not None
        assert [entry.count for entry in cap] == [count]
        assert enacted.basis_of("pathways.work.cap.count") == ("assumed" if count == 4 else "stated")
    assert (
        read.terms.pathways["work"].cap
        == text(trigger("on: 2021-01-01, does: stop, at: pathways.work")).terms.pathways["work"].cap
    )


def test_a_text_without_triggers_is_left_as_it_is() -> None:
    read = text(trigger(f"{HIGH}, does: stop, at: pathways.work"))
    plain = agreement.read_text("\n".join(read.document.lines).split("triggers:", maxsplit=1)[0])
    assert triggered(plain, ON) is plain


def test_what_never_holds_against_a_person_holds_for_every_pair_of_parties() -> None:
    file = record(what="regularisation_file", purpose=list(PURPOSES), between=["XAA", "XBB", "XCC"])
    for sender, receiver in product(file.between, file.between):
        assert not file.may_pass(sender, receiver, "enforcement", "XAA")[0]
