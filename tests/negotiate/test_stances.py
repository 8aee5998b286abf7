"""Whether a difference is welcome to a party, and whether a text crosses a red line."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.agreement import consolidate, read
from acuerdo.agreement.difference import differences
from acuerdo.negotiate import crossed, direction
from acuerdo.negotiate.positions import WANTS
from agreement.difference.making import AGREEMENTS, BASE, between, made
from negotiate.making import stance

CAP = "pathways.work.cap.count"
WHOLE_CAP = "{count: 5, per: calendar_year, counts: visas, when_full: queue}"
OPEN_TO = "pathways.work.open_to.nationals_of"
STAY = "pathways.work.stay.single_max"


@pytest.mark.parametrize(
    ("at", "wants", "path", "old", "new", "said"),
    [
        (CAP, "higher", CAP, "300", "400", "for"),
        (CAP, "higher", CAP, "400", "300", "against"),
        (CAP, "lower", CAP, "400", "300", "for"),
        (CAP, "higher", CAP, "300", "none", "for"),
        (CAP, "higher", CAP, "not_stated", "300", "none"),
        (CAP, "higher", "pathways.work.cap", WHOLE_CAP, "", "for"),
        (CAP, "higher", "pathways.work.cap.when_full", "queue", "refuse", "none"),
        ("pathways.*.cap.count", "higher", CAP, "300", "400", "for"),
        ("'*.*.cap.count'", "higher", CAP, "300", "400", "for"),
        ("returns.*.cap.count", "higher", CAP, "300", "400", "none"),
        ("bodies.commission.quorum", "higher", "bodies.commission.quorum", "2", "3", "for"),
        (STAY, "longer", STAY, "6 months", "1 year", "for"),
        (STAY, "shorter", STAY, "6 months", "1 year", "against"),
        (STAY, "longer", STAY, "6 months", "100 days", "none"),
        (OPEN_TO, "wider", OPEN_TO, "[XBB]", "two", "for"),
        ("pathways.work.open_to", "narrower", OPEN_TO, "[XBB]", "two", "against"),
        ("pathways.work", "wider", OPEN_TO, "[XBB]", "two", "for"),
        ("pathways", "wider", OPEN_TO, "[XBB]", "two", "for"),
        ("pathways.work", "wider", "pathways.work.eligible.all.adult.at_least", "18", "21", "against"),
        ("pathways.work", "wider", "pathways.work.allocation.order", "lottery", "first_come", "none"),
        ("pathways.grown", "wider", "groups.two", "[XBB]", "[XBB, XCC]", "for"),
        ("pathways.work", "present", "pathways.work.fee", "{amount: 5 XTS}", "", "none"),
        ("pathways.work.fee", "present", "pathways.work.fee", "{amount: 5 XTS}", "", "against"),
        ("pathways.work.fee", "absent", "pathways.work.fee", "{amount: 5 XTS}", "", "for"),
        ("asylum.wait_in.party", "absent", "asylum.wait_in", "", "{state: agreed, party: XCC}", "against"),
        ("bodies.commission.note", "present", "bodies.commission.note", "", "A note", "for"),
        ("bodies.commission.src", "present", "bodies.commission.src", "", "other", "none"),
    ],
)
def test_a_difference_is_for_or_against_a_stance(
    at: str, wants: str, path: str, old: str, new: str, said: str
) -> None:
    (difference,) = between(path, old, new)
    assert direction(stance(f"at: {at}, wants: {wants}"), difference) == said


def test_what_is_welcome_one_way_is_unwelcome_the_other_way() -> None:
    opposite = {"for": "against", "against": "for", "none": "none"}
    invented, shipped = (read(AGREEMENTS / name / "agreement.yaml") for name in ("invented", "us-mx-2023"))
    there, back = differences(invented, shipped), differences(shipped, invented)
    said = set()
    for wants in WANTS:
        held = stance(f"at: '*', wants: {wants}")
        one = {each.path: direction(held, each) for each in there}
        assert {each.path: opposite[direction(held, each)] for each in back} == one
        said |= set(one.values())
    assert said == {"for", "against", "none"}


def test_a_stance_that_only_draws_a_red_line_says_nothing_of_a_difference() -> None:
    (difference,) = between(CAP, "300", "400")
    assert direction(stance(f"at: {CAP}, red_line: {{at_most: 350}}"), difference) == "none"


@pytest.mark.parametrize(
    ("at", "line", "path", "value", "is_crossed"),
    [
        (CAP, "at_most: 300", CAP, "300", False),
        (CAP, "at_most: 300", CAP, "301", True),
        (CAP, "at_most: 300", CAP, "none", True),
        (CAP, "at_most: 300", CAP, "not_stated", False),
        (CAP, "at_most: 300", "pathways.work.cap", "", True),
        (CAP, "at_least: 300", CAP, "299", True),
        (CAP, "at_least: 300", CAP, "300", False),
        (CAP, "at_least: 300", "pathways.work.cap", "none", False),
        (CAP, "at_least: 300", "pathways.work.cap", "", False),
        (CAP, "at_least: 300", "pathways.work", "", True),
        (CAP, "at_most: 300", "pathways.work", "", False),
        ("pathways.*.fee.amount", "at_most: 100 XTS", "pathways.work.fee.amount", "101 XTS", True),
        ("pathways.*.fee.amount", "at_most: 100 XTS", "pathways.work.fee.amount", "none", False),
        ("pathways.*.fee.amount", "at_most: 100 XTS", "pathways.work.fee.amount", "101 USD", False),
        ("pathways.*.fee.amount", "at_most: 100 XTS", "pathways.grown.fee", "{amount: 200 XTS}", True),
        (STAY, "at_least: 6 months", STAY, "5 months", True),
        (STAY, "at_least: 6 months", STAY, "1 year", False),
        ("asylum.safe_third_country.state", "must_not_be: in_force", CAP, "5", True),
        (
            "asylum.safe_third_country.state",
            "must_not_be: in_force",
            "asylum.safe_third_country.state",
            "ended",
            False,
        ),
        ("asylum.safe_third_country.state", "must_not_be: in_force", "asylum.safe_third_country", "", False),
        (OPEN_TO, "must_not_be: XCC", OPEN_TO, "[XBB]", False),
        (OPEN_TO, "must_not_be: XCC", OPEN_TO, "two", True),
        (OPEN_TO, "must_not_be: XCC", OPEN_TO, "any", True),
        (OPEN_TO, "must_be: XCC", OPEN_TO, "two", False),
        (OPEN_TO, "must_be: XCC", OPEN_TO, "[XBB]", True),
        ("pathways.work.gives.work", "must_be: true", "pathways.work.gives.work", "false", True),
        ("pathways.work.gives.work", "must_be: true", "pathways.work.gives.work", "true", False),
        ("pathways.work.gives.work", "must_be: true", "pathways.work.gives.work", "not_stated", True),
        ("pathways.work.gives.work", "must_be: true", "pathways.work.gives", "", True),
        ("texts.entry", "must_exist: true", CAP, "5", False),
        ("texts.entry", "must_exist: true", "texts", "", True),
        ("protections.pay.at_least", "at_least: 0.9", "protections.pay.at_least", "0.8", True),
        (
            "pathways.work.eligible.all.adult.at_least",
            "at_most: 18",
            "pathways.work.eligible.all.adult.at_least",
            "21",
            True,
        ),
    ],
)
def test_a_red_line_is_crossed_or_not(at: str, line: str, path: str, value: str, is_crossed: bool) -> None:
    held = stance(f"at: {at}, red_line: {{{line}}}")
    text = made(**{path: value})
    assert crossed(held, text, date(2031, 1, 1)) is is_crossed
    assert crossed(held, text) is is_crossed


DATED = "[{from: 2030-01-01, nationals_of: [XBB]}, {from: 2031-01-01, nationals_of: [XCC]}]"


def test_a_red_line_is_tested_on_what_is_in_force_that_day_and_without_a_day_on_all() -> None:
    held, text = (
        stance(f"at: {OPEN_TO}, red_line: {{must_not_be: XCC}}"),
        made(**{"pathways.work.open_to": DATED}),
    )
    assert not crossed(held, text, date(2030, 6, 1))
    assert crossed(held, text, date(2031, 6, 1))
    assert crossed(held, text)


def test_a_clause_that_has_ended_crosses_the_line_that_it_must_exist() -> None:
    held = stance("at: pathways.work, red_line: {must_exist: true}")
    assert not crossed(held, BASE, date(2039, 12, 31))
    assert crossed(held, BASE, date(2040, 1, 1))


def test_an_amendment_may_cross_a_line_that_the_base_does_not() -> None:
    text = made(
        amendments="[{id: more, announced: 2031-01-01, in_force: 2032-01-01, src: text,"
        " changes: [{at: pathways.work.cap.count, set: 900}]}]"
    )
    held = stance(f"at: {CAP}, red_line: {{at_most: 500}}")
    before, after = date(2031, 12, 31), date(2032, 1, 1)
    assert not crossed(held, consolidate(text, before), before)
    assert crossed(held, consolidate(text, after), after)


def test_a_stance_without_a_red_line_is_never_crossed() -> None:
    assert not crossed(stance(f"at: {CAP}, wants: higher"), BASE)


@settings(max_examples=30)
@given(st.integers(0, 1_000), st.integers(0, 1_000))
def test_a_number_is_on_the_right_side_of_at_least_or_of_at_most(count: int, bound: int) -> None:
    text = made(**{CAP: str(count)})
    most, least = (stance(f"at: {CAP}, red_line: {{{test}: {bound}}}") for test in ("at_most", "at_least"))
    assert crossed(most, text) == (count > bound)
    assert crossed(least, text) == (count < bound)
