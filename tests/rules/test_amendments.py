"""Amendments on two clocks, and texts that stay as they were read."""

import copy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from acuerdo import agreement
from acuerdo.agreement import Agreement, Refused, consolidate, enact
from acuerdo.agreement.clauses.base import Dated
from rules.making import days, trying

ROOT = Path(__file__).parents[2] / "agreements"

TEXT = """\
format: 1
id: small
title: A small text
form: invented
parties:
  USA: {role: destination, src: text}
lifecycle: {from: 2020-01-01, state: in_force, src: text}
sources:
  text: {title: The text, kind: invented}
pathways:
  work:
    title: Work
    src: text
    open_to: {nationals_of: [MEX]}
    cap:
      - {from: 2020-01-01, count: 10, per: calendar_year, counts: visas, unused: lapse, when_full: refuse}
      - {from: 2022-01-01, count: 20, per: calendar_year, counts: visas, unused: lapse, when_full: refuse}
    allocation: {order: first_come}
amendments:
  - id: third
    announced: 2022-06-01
    in_force: 2023-01-01
    changes:
      - {at: pathways.work.open_to.nationals_of, add: CAN}
    src: text
  - id: first
    announced: 2020-11-01
    in_force: 2021-01-01
    changes:
      - {at: pathways.work.cap.count, set: 15}
    src: text
  - id: second
    announced: 2022-02-01
    in_force: 2022-01-15
    applies_to: pending
    changes:
      - {at: pathways.work.cap.count, set: 25, until: 2022-07-01}
      - {at: pathways.work.allocation.order, set: lottery}
    src: text
"""


def shipped() -> dict[str, Agreement]:
    """The small text above, and every agreement of the project."""
    found = {path.parent.name: agreement.read(path) for path in sorted(ROOT.glob("*/agreement.yaml"))}
    return {"small": agreement.read_text(TEXT), **found}


EVERY = shipped()
NAMES = st.sampled_from(sorted(EVERY))
ANY_DAY = days("2018-01-01", "2037-12-31")


def without(text: Agreement, unwanted: Any) -> Agreement:
    """The text, some of its amendments struck out."""
    kept = [one for one in text.terms.amendments if not unwanted(one)]
    return replace(text, terms=text.terms.model_copy(update={"amendments": kept}))


def dated_in(value: Any, path: str = "") -> dict[str, Dated[Any]]:
    """Every value of a text that may change with time, by its path."""
    if isinstance(value, Dated):
        return {path: value}
    if isinstance(value, BaseModel):
        inside = [(name, getattr(value, name)) for name in type(value).model_fields]
    elif isinstance(value, dict):
        inside = list(value.items())
    else:
        return {}
    return {at: found for name, one in inside for at, found in dated_in(one, f"{path}.{name}").items()}


@trying(60)
@given(NAMES, ANY_DAY)
def test_an_amendment_changes_nothing_before_its_day(name: str, on: date) -> None:
    text = EVERY[name]
    due = without(text, lambda amendment: amendment.in_force > on)
    assert consolidate(text, on).document.tree == consolidate(due, on).document.tree


@trying(60)
@given(NAMES, ANY_DAY, ANY_DAY)
def test_an_amendment_is_not_known_before_it_is_announced(name: str, on: date, known: date) -> None:
    text = EVERY[name]
    announced = without(text, lambda amendment: amendment.announced > known)
    assert consolidate(text, on, known).document.tree == consolidate(announced, on, known).document.tree


@trying(60)
@given(NAMES, ANY_DAY, ANY_DAY)
def test_what_was_filed_before_keeps_the_old_text_unless_pending_filings_are_reached(
    name: str, on: date, filed: date
) -> None:
    text = EVERY[name]
    reached = without(
        text, lambda amendment: amendment.in_force > filed and amendment.applies_to != "pending"
    )
    assert consolidate(text, on, filed=filed).document.tree == consolidate(reached, on).document.tree


@trying(60)
@given(days("2018-01-01", "2022-12-31"), ANY_DAY)
def test_entries_of_days_before_an_amendment_read_the_same_after_it(earlier: date, later: date) -> None:
    """A dated cap still says of each day what it said that day, however late the text is read."""
    if earlier <= later:
        now, then = (dated_in(consolidate(EVERY["small"], day).terms) for day in (earlier, later))
        held, holds = (caps[".pathways.work.cap"].on(earlier) for caps in (now, then))
        until = date(2022, 7, 1)
        if not date(2022, 1, 15) <= earlier < until:
            assert (held and held.count) == (holds and holds.count)


@pytest.mark.parametrize(
    ("on", "count"),
    [
        ("2020-12-31", 10),
        ("2021-01-01", 15),
        ("2021-12-31", 15),
        ("2022-01-01", 20),
        ("2022-01-14", 20),
        ("2022-01-15", 25),
        ("2022-06-30", 25),
        ("2022-07-01", 20),
    ],
)
def test_each_day_has_its_count(on: str, count: int) -> None:
    day = date.fromisoformat(on)
    cap = consolidate(EVERY["small"], day).terms.pathways["work"].cap
    assert cap is not None
    assert cap.on(day).count == count


@trying(60)
@given(NAMES, ANY_DAY)
def test_reading_a_day_leaves_the_text_as_it_was_read(name: str, on: date) -> None:
    text = EVERY[name]
    tree, said = copy.deepcopy(text.document.tree), repr(text.terms)
    consolidate(text, on)
    assert text.document.tree == tree
    assert repr(text.terms) == said


REPLACED = TEXT.replace(
    "      - {at: pathways.work.cap.count, set: 15}",
    "      - {at: pathways.work.open_to.nationals_of, set: [VEN]}",
)
"""The same text, with a list that one amendment replaces and a later one adds to."""


def test_reading_a_day_twice_gives_the_same_text_twice() -> None:
    text, on = agreement.read_text(REPLACED), date(2023, 6, 1)
    once = copy.deepcopy(consolidate(text, on).document.tree)
    assert consolidate(text, on).document.tree == once


@pytest.mark.parametrize("folder", [path.parent.name for path in sorted(ROOT.glob("*/plan.yaml"))])
def test_a_frozen_agreement_is_never_changed_by_enacting_a_plan(folder: str) -> None:
    text, plan = (
        agreement.read(ROOT / folder / "agreement.yaml"),
        agreement.read_plan(ROOT / folder / "plan.yaml"),
    )
    tree, said = copy.deepcopy(text.document.tree), repr(text.terms)
    planned = repr(plan.terms)
    days_of_plan = (plan.terms.as_if_in_force.from_, date(2017, 3, 1), date(2023, 6, 1))
    enacted = []
    for on in days_of_plan:
        try:
            enacted.append(enact(text, on, plan).agreement.document.tree)
        except Refused:
            continue
    assert enacted
    assert all(one != tree for one in enacted)
    assert text.document.tree == tree
    assert (repr(text.terms), repr(plan.terms)) == (said, planned)


def test_terms_cannot_be_written_to() -> None:
    terms = EVERY["small"].terms
    for change in (
        lambda: setattr(terms, "id", "other"),
        lambda: setattr(terms.pathways["work"], "cap", None),
    ):
        with pytest.raises(ValueError, match="frozen"):
            change()


TWO_STARTS = """\
format: 1
id: two-starts
title: Two values of one entry
form: invented
parties: {XAA: {role: destination, src: text}, XBB: {role: origin, src: text}}
lifecycle: [{from: 2020-01-01, state: in_force, src: text}]
sources: {text: {title: Invented text, kind: invented}}
caps:
  all:
    - from: 2020-01-01
      formula: {start: {2020: 10, 2021: 20}, step: 0.1}
      per: calendar_year
      counts: admissions
      unused: lapse
      when_full: refuse
      src: text
amendments:
  - id: first
    title: First
    announced: 2020-06-01
    in_force: 2020-06-01
    src: text
    changes: [{at: caps.all.formula.start.*, set: 7}]
"""


def test_a_change_reaches_every_value_it_names_in_one_dated_entry() -> None:
    text = consolidate(agreement.read_text(TWO_STARTS), date(2020, 6, 1))
    before, after = text.terms.caps["all"]
    assert before.formula is not None
    assert after.formula is not None
    assert list(before.formula.start.values()) == [10, 20]
    assert list(after.formula.start.values()) == [7, 7]
    assert before.until == after.from_ == date(2020, 6, 1)
