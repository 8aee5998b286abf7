"""Funds: who is paid, by whom, in which order, and whose turn it is when the money is out."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement import Refused, read_text
from acuerdo.agreement.terms import Terms
from acuerdo.rules.funding import funding, shared
from reference import funding as reference
from rules.making import arrays, trying

ON = date(2021, 6, 15)


def text(fields: str, calendar: str = "") -> Terms:
    return read_text(
        f"""
format: 1
id: fund
title: A fund
form: invented
parties: {{XAA: {{role: origin}}, XBB: {{role: destination}}}}
lifecycle: {{from: 2020-01-01, state: in_force, src: text}}
calendar: {{fiscal_year: {{XAA: "10-01"}}}}
sources: {{text: {{title: Text, kind: invented}}}}
groups: {{corridor: [XAA, XCC]}}
development:
  fund: {{{fields}, src: text}}
"""
    ).terms


def told(fields: str, projects: list[dict[str, Any]], on: date = ON, spent: int = 0) -> list[tuple[str, str]]:
    terms = text(fields)
    found = funding(terms.development["fund"], terms, arrays(projects), on, spent)
    return [(found.decision.word(at), found.decision.because(at)) for at in range(len(projects))]


def project(**facts: Any) -> dict[str, Any]:
    return {
        f"project.{name}": value
        for name, value in {"cost": 10_000, "families": 9, "country": "XAA", **facts}.items()
    }


def test_a_project_elsewhere_is_not_eligible_and_an_unknown_place_needs_evidence() -> None:
    asked = [project(), project(country="XCC"), project(country="XBB"), project(country=None)]
    assert told("places: corridor", asked) == [
        ("funded", ""),
        ("funded", ""),
        ("not_eligible", "places"),
        ("needs_evidence", "places"),
    ]
    assert told("places: any", asked) == [("funded", "")] * 4


def test_the_most_a_project_may_cost_is_allowed_and_one_cent_more_is_not() -> None:
    asked = [project(cost=5_000), project(cost=5_001)]
    assert told("max_per_project: 50 XTS", asked) == [("funded", ""), ("not_eligible", "max_per_project")]


def test_the_fewest_families_are_enough_and_one_less_is_not() -> None:
    asked = [project(families=5), project(families=4), project(families=None)]
    assert told("min_beneficiaries: 5", asked) == [
        ("funded", ""),
        ("not_eligible", "min_beneficiaries"),
        ("needs_evidence", "min_beneficiaries"),
    ]


def test_criteria_of_the_file_are_asked_after_its_bounds() -> None:
    fields = (
        "max_per_project: 50 XTS, eligible: {any: [{id: poor, fact: project.marginalisation, at_least: 4}]}"
    )
    asked = [
        project(cost=1, marginalisation=4),
        project(cost=1, marginalisation=3),
        project(marginalisation=3),
    ]
    assert told(fields, asked) == [
        ("funded", ""),
        ("not_eligible", "poor"),
        ("not_eligible", "max_per_project"),
    ]


def test_what_nobody_priced_needs_evidence() -> None:
    assert told("kind: matching", [project(cost=None)]) == [("needs_evidence", "cost")]


def test_silence_is_not_a_bound_and_none_is_no_bound() -> None:
    with pytest.raises(Refused, match="max_per_project"):
        told("max_per_project: not_stated", [project()])
    with pytest.raises(Refused, match="min_beneficiaries"):
        told("min_beneficiaries: not_stated", [project()])
    with pytest.raises(Refused, match="budget"):
        told("budget: {amount: not_stated}", [project()])
    assert told("max_per_project: none, budget: {amount: none}", [project(cost=10**9)]) == [("funded", "")]


def test_money_goes_in_the_order_of_the_ranking_then_of_filing_and_nobody_overtakes() -> None:
    fields = (
        "budget: {amount: 250 XTS}, "
        "ranking: [{fact: project.emigration_rate, first: most}, {fact: project.families, first: least}]"
    )
    asked = [
        project(emigration_rate=0.1, families=9),
        project(emigration_rate=0.3, families=9),
        project(emigration_rate=0.3, families=2),
        project(emigration_rate=None, cost=1),
        project(emigration_rate=0.1, families=9, cost=1),
    ]
    assert [word for word, _ in told(fields, asked)] == [
        "next_period",
        "funded",
        "funded",
        "next_period",
        "next_period",
    ]
    assert told(fields, asked)[0] == ("next_period", "budget")


def test_who_filed_first_is_served_first_and_an_unknown_day_comes_last() -> None:
    asked = [project(filed_on=None), project(filed_on=date(2021, 3, 2)), project(filed_on=date(2021, 3, 1))]
    assert [word for word, _ in told("budget: {amount: 200 XTS}", asked)] == [
        "next_period",
        "funded",
        "funded",
    ]
    assert [word for word, _ in told("budget: {amount: 100 XTS}", asked)] == [
        "next_period",
        "next_period",
        "funded",
    ]


def test_a_budget_that_is_used_to_the_last_cent_is_not_overdrawn() -> None:
    asked = [project(cost=10_000), project(cost=10_000)]
    assert [word for word, _ in told("budget: {amount: 200 XTS}", asked)] == ["funded", "funded"]
    assert [word for word, _ in told("budget: {amount: 200 XTS}", asked, spent=1)] == [
        "funded",
        "next_period",
    ]


def test_a_budget_may_pay_one_share_only() -> None:
    fields = "shares: {clubs: 0.75, state: 0.25}, budget: {amount: 50 XTS, pays: state}"
    asked = [project(cost=10_000), project(cost=10_000), project(cost=10_000)]
    assert [word for word, _ in told(fields, asked)] == ["funded", "funded", "next_period"]


def test_before_the_budget_begins_everybody_waits_and_before_the_programme_nobody_asks() -> None:
    assert told("budget: [{from: 2021-06-16, amount: 500 XTS}]", [project()]) == [("next_period", "budget")]
    assert told("from: 2021-06-16", [project()]) == [("not_open", "dates")]
    assert told("from: 2021-06-15", [project()]) == [("funded", "")]


@pytest.mark.parametrize(
    ("budget", "start"),
    [
        ("per: calendar_year", date(2021, 1, 1)),
        ("per: fiscal_year, of: XAA", date(2020, 10, 1)),
        ("per: programme, from: 2020-02-02", date(2020, 2, 2)),
    ],
)
def test_the_money_is_that_of_the_period_of_the_day(budget: str, start: date) -> None:
    terms = text(f"budget: {{amount: 500 XTS, {budget}}}")
    assert funding(terms.development["fund"], terms, arrays([project()]), ON).period == start


@pytest.mark.parametrize(
    ("opens", "closes", "day", "word"),
    [
        ("04-01", "06-30", "2024-04-01", "funded"),
        ("04-01", "06-30", "2024-06-30", "funded"),
        ("04-01", "06-30", "2024-03-31", "not_open"),
        ("04-01", "06-30", "2024-07-01", "not_open"),
        ("11-15", "01-31", "2024-11-15", "funded"),
        ("11-15", "01-31", "2024-01-31", "funded"),
        ("11-15", "01-31", "2024-11-14", "not_open"),
        ("11-15", "01-31", "2024-02-01", "not_open"),
    ],
)
def test_projects_are_decided_on_the_days_of_the_calendar_also_past_new_year(
    opens: str, closes: str, day: str, word: str
) -> None:
    fields = f'calendar: {{opens: "{opens}", closes: "{closes}"}}'
    reason = "calendar" if word == "not_open" else ""
    assert told(fields, [project()], date.fromisoformat(day)) == [(word, reason)]


def test_without_a_budget_there_is_no_period() -> None:
    terms = text("kind: matching")
    assert funding(terms.development["fund"], terms, arrays([project()]), ON).period is None


def test_each_payer_pays_its_share_and_the_last_cents_go_to_the_first() -> None:
    programme = text("shares: {clubs: 0.25, federal: 0.25, state: 0.25, town: 0.25}").development["fund"]
    paid = shared(programme, np.array([10_000, 10_003, 1, 0]))
    assert {payer: list(cents) for payer, cents in paid.items()} == {
        "clubs": [2_500, 2_501, 1, 0],
        "federal": [2_500, 2_501, 0, 0],
        "state": [2_500, 2_501, 0, 0],
        "town": [2_500, 2_500, 0, 0],
    }


def test_nobody_pays_for_what_is_not_funded() -> None:
    terms = text("shares: {clubs: 0.5, state: 0.5}, budget: {amount: 100 XTS}, min_beneficiaries: 5")
    asked = [project(), project(), project(families=1)]
    found = funding(terms.development["fund"], terms, arrays(asked), ON)
    assert {payer: list(cents) for payer, cents in found.paid.items()} == {
        "clubs": [5_000, 0, 0],
        "state": [5_000, 0, 0],
    }


PROJECTS = st.fixed_dictionaries(
    {},
    optional={
        "project.cost": st.one_of(st.integers(0, 900), st.none()),
        "project.families": st.one_of(st.integers(0, 9), st.none()),
        "project.country": st.sampled_from(["XAA", "XBB", "XCC", None]),
        "project.emigration_rate": st.sampled_from([0.0, 0.25, 0.5, None]),
        "project.marginalisation": st.one_of(st.integers(1, 5), st.none()),
        "project.filed_on": st.one_of(st.dates(date(2021, 1, 1), date(2021, 1, 5)), st.none()),
    },
)
RANKS = ("project.emigration_rate", "project.marginalisation", "project.cost", "project.filed_on")


@trying(400)
@given(
    projects=st.lists(PROJECTS, min_size=1, max_size=8),
    ranking=st.lists(st.tuples(st.sampled_from(RANKS), st.sampled_from(["most", "least"])), max_size=2),
    most=st.one_of(st.none(), st.integers(0, 9)),
    fewest=st.one_of(st.none(), st.integers(0, 9)),
    countries=st.booleans(),
    money=st.one_of(st.none(), st.integers(0, 20)),
    pays=st.sampled_from(["", "state"]),
)
def test_a_fund_is_run_as_a_clerk_with_a_cash_box_runs_it(
    projects: list[dict[str, Any]],
    ranking: Any,
    most: Any,
    fewest: Any,
    countries: bool,
    money: Any,
    pays: str,
) -> None:
    ranks = ", ".join(f"{{fact: {fact}, first: {first}}}" for fact, first in ranking)
    fields = [
        "shares: {clubs: 0.3, state: 0.7}",
        *([f"ranking: [{ranks}]"] if ranking else []),
        *([f"max_per_project: {most} XTS"] if most is not None else []),
        *([f"min_beneficiaries: {fewest}"] if fewest is not None else []),
        *(["places: corridor"] if countries else []),
        *([f"budget: {{amount: {money} XTS{', pays: state' if pays else ''}}}"] if money is not None else []),
    ]
    terms = text(", ".join(fields))
    found = funding(terms.development["fund"], terms, arrays(projects), ON)
    clerk = reference.fund(
        {
            "countries": ("XAA", "XCC") if countries else (),
            "most": None if most is None else 100 * most,
            "fewest": fewest,
            "ranking": ranking,
            "shares": {"clubs": "0.3", "state": "0.7"},
            "pays": pays,
        },
        projects,
        None if money is None else 100 * money,
    )
    for at, (word, reason, paid) in enumerate(clerk):
        assert (found.decision.word(at), found.decision.because(at)) == (word, reason)
        assert {payer: int(cents[at]) for payer, cents in found.paid.items()} == (
            paid or {"clubs": 0, "state": 0}
        )
