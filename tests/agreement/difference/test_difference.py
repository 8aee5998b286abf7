"""Differences: what makes one and what does not, how it is named, and what happens on two days."""

import copy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo import agreement
from acuerdo.agreement import Agreement, read_text
from acuerdo.agreement.consolidate import retyped
from acuerdo.agreement.difference import Difference, differences, folded
from acuerdo.agreement.layout import formatted
from acuerdo.agreement.terms import SECTIONS
from agreement.difference.making import AGREEMENTS, BASE, between, made

read = cache(agreement.read)
SHIPPED = sorted(AGREEMENTS.glob("*/agreement.yaml"))
INVENTED = read(AGREEMENTS / "invented" / "agreement.yaml")
US_MX = read(AGREEMENTS / "us-mx-2023" / "agreement.yaml")

shipped_file = pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.parent.name)


def kinds(found: list[Difference]) -> dict[str, str]:
    return {each.path: each.kind for each in found}


# What makes no difference.


@shipped_file
def test_a_text_does_not_differ_from_itself(file: Path) -> None:
    assert differences(read(file), agreement.read(file)) == []


@shipped_file
def test_a_text_of_a_day_does_not_differ_from_itself(file: Path) -> None:
    text, again = read(file), agreement.read(file)
    for day in sorted({entry.from_ for entry in text.terms.lifecycle if entry.from_}):
        assert differences(text, again, day, day) == []


@shipped_file
def test_layout_makes_no_difference(file: Path) -> None:
    text = read(file)
    laid_out = formatted(text.document, list(reversed(SECTIONS)))
    assert laid_out != file.read_text(encoding="utf-8")
    assert differences(text, read_text(laid_out)) == []


def shuffled(tree: Any, draw: Any) -> Any:
    """A tree with the keys of every mapping in another order."""
    if isinstance(tree, dict):
        return {key: shuffled(tree[key], draw) for key in draw(st.permutations(list(tree)))}
    return [shuffled(item, draw) for item in tree] if isinstance(tree, list) else tree


@settings(max_examples=25)
@given(st.data())
def test_the_order_of_keys_makes_no_difference(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(SHIPPED))
    text = read(file)
    other = retyped(text, shuffled(text.document.tree, data.draw), {})
    assert differences(text, other) == []


@pytest.mark.parametrize(
    ("path", "one", "other"),
    [
        ("pathways.work.cap.count", "1_000", "1000"),
        ("pathways.work.cap", "none", "{count: none}"),
        ("pathways.work.stay.single_max", "2 years", "24 months"),
        ("pathways.work.stay.single_max", "2 weeks", "14 days"),
        ("pathways.work.fee.amount", "5 XTS", "5.00 XTS"),
        ("pathways.work.open_to.nationals_of", "[XBB, XCC]", "[XCC, XBB]"),
        ("pathways.work.open_to.nationals_of", "[XCC, XBB]", "two"),
        ("pathways.work.open_to", "{nationals_of: two}", "[{nationals_of: two}]"),
        ("commitments.open.kind", "result", ""),
        ("protections.pay.applies_to", "[worker]", "worker"),
        ("texts.entry.text", "One", "{en: One, es: One}"),
        ("pathways.work.cap.src", "text", ""),
        ("pathways.work.fee", "{amount: 5 XTS}", "{amount: 5 XTS, src: text}"),
    ],
)
def test_two_ways_to_write_the_same_make_no_difference(path: str, one: str, other: str) -> None:
    assert between(path, one, other) == []


# How a difference is named.


def test_differences_come_in_the_order_of_the_format() -> None:
    found = differences(INVENTED, US_MX)
    places = [SECTIONS.index(each.head) for each in found]
    assert places == sorted(places)
    assert len(found) > 50


def test_a_name_that_changed_is_a_clause_dropped_and_a_clause_added() -> None:
    tree: Any = copy.deepcopy(BASE.document.tree)
    tree["protections"][1]["id"] = "lamps"
    found = differences(BASE, retyped(BASE, tree, {}))
    assert kinds(found) == {"protections.light": "drops", "protections.lamps": "adds"}


def test_a_clause_that_only_one_text_has_is_one_difference_with_its_title() -> None:
    (found,) = between("pathways.grown", "", "{title: {en: New, es: Nueva}, open_to: {nationals_of: any}}")
    assert (found.kind, found.path, found.old, found.title) == (
        "adds",
        "pathways.grown",
        None,
        ("New", "Nueva"),
    )
    assert found.new == "title: {en: New, es: Nueva}, open_to: {nationals_of: any}"


def test_a_criterion_without_a_name_is_told_by_its_fact() -> None:
    rows = [f"[{{fact: person.age_years, at_least: {age}}}]" for age in (18, 21)]
    (found,) = between("pathways.work.eligible.all", *rows)
    assert found.path == "pathways.work.eligible.all[person.age_years].at_least"


def test_criteria_without_a_name_are_told_by_the_first_of_them() -> None:
    (found,) = between("pathways.work.eligible.none[1].all.from_xcc.is", "XCC", "XBB")
    assert found.path == "pathways.work.eligible.none[crossed].all.from_xcc.is"


def test_another_comparison_is_one_difference_of_the_criterion() -> None:
    rows = [
        "{id: adult, fact: person.age_years, at_least: 18}",
        "{id: adult, fact: person.age_years, more_than: 17}",
    ]
    (found,) = between("pathways.work.eligible.all.adult", *rows)
    assert (found.kind, found.path) == ("moves", "pathways.work.eligible.all.adult")


def test_a_value_brings_its_source_and_a_value_taken_away_its_old_one() -> None:
    (found,) = between("pathways.work.fee", "", "{amount: 5 XTS, src: other art. 2, basis: borrowed}")
    assert (found.src, found.basis) == ("other art. 2", "borrowed")
    (found,) = between("pathways.work.fee", "{amount: 5 XTS, src: other art. 2, basis: borrowed}", "")
    assert (found.src, found.basis) == ("other art. 2", "borrowed")


def test_a_number_of_another_period_has_no_direction() -> None:
    monthly = made(**{"pathways.work.cap.count": "400", "pathways.work.cap.per": "calendar_month"})
    found = differences(BASE, monthly)
    assert kinds(found) == {"pathways.work.cap.count": "moves", "pathways.work.cap.per": "moves"}
    assert [each.grown for each in found] == [0, 0]


def test_texts_are_compared_within_a_language() -> None:
    (found,) = between("title", "{en: One, es: Uno}", "{en: One, es: Dos}")
    assert (found.kind, found.path, found.old, found.new) == ("rewords", "title.es", "Uno", "Dos")
    both = between("title", "One", "Two")
    assert [(each.kind, each.path) for each in both] == [("rewords", "title")]


# Groups of countries.


def test_a_group_with_another_member_is_one_difference_felt_wherever_it_is_named() -> None:
    (found,) = between("groups.two", "[XBB, XCC]", "[XBB, XCC, XAA]")
    assert (found.path, found.touches) == ("groups.two", ("pathways.grown.open_to.nationals_of",))
    assert (found.kind, found.says[0]) == ("widens", "more nationalities")


def test_a_group_that_widens_one_clause_and_narrows_another_moves() -> None:
    texts = [
        made(
            **{
                "groups.two": members,
                "pathways.work.eligible.none.removed": "{id: removed, fact: person.nationality, in: two}",
            }
        )
        for members in ("[XBB]", "[XBB, XCC]")
    ]
    (found,) = differences(*texts)
    assert (found.kind, len(found.touches)) == ("moves", 2)


def test_a_group_that_is_named_nowhere_moves() -> None:
    texts = [
        made(**{"pathways.grown.open_to.nationals_of": "any", "groups.two": name})
        for name in ("[XBB]", "[XCC]")
    ]
    (found,) = differences(*texts)
    assert (found.kind, found.touches) == ("moves", ())


# What an amendment sets, in any form.

SCALARS = st.sampled_from(["one", "2", "3 months", "4 XTS", "2030-01-01", "true", "none", "not_stated"])
TREES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "fact", "at", "from", "en"]), inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def setting(tree: Any) -> Agreement:
    changed: Any = copy.deepcopy(BASE.document.tree)
    change = {"at": "pathways.work.cap", "set": tree}
    amendment = {"id": "m", "announced": "2031-01-01", "in_force": "2031-01-01", "changes": [change]}
    return retyped(BASE, {**changed, "amendments": [amendment]}, {})


@settings(max_examples=50)
@given(TREES, TREES)
def test_whatever_an_amendment_sets_is_compared(one: Any, other: Any) -> None:
    old, new = setting(one), setting(other)
    assert differences(old, setting(one)) == []
    there, back = differences(old, new), differences(new, old)
    assert sorted(each.path for each in there) == sorted(each.path for each in back)
    assert all(each.path.startswith("amendments.m.changes[pathways.work.cap].set") for each in there)


# Lists of dated entries.

FIRST = "{from: 2030-01-01, nationals_of: [XBB]}"


def dated(*entries: str) -> Agreement:
    return made(**{"pathways.work.open_to": f"[{', '.join(entries)}]"})


def test_entries_of_one_day_are_compared_with_each_other() -> None:
    old = dated(FIRST, "{from: 2031-01-01, nationals_of: [XCC]}")
    new = dated(FIRST, "{from: 2031-01-01, nationals_of: two}")
    (found,) = differences(old, new)
    assert (found.kind, found.path) == ("widens", "pathways.work.open_to[2031-01-01].nationals_of")


def test_an_entry_of_a_new_day_is_added_and_widens_nothing_by_itself() -> None:
    (found,) = differences(dated(FIRST), dated(FIRST, "{from: 2031-01-01, nationals_of: two}"))
    assert (found.kind, found.path) == ("adds", "pathways.work.open_to[2031-01-01]")


def test_an_entry_that_begins_on_another_day_is_still_the_same_entry() -> None:
    old = dated(FIRST, "{from: 2031-01-01, nationals_of: [XCC]}")
    new = dated(FIRST, "{from: 2031-06-01, nationals_of: [XCC]}")
    (found,) = differences(old, new)
    assert (found.path, found.old, found.new) == (
        "pathways.work.open_to[2031-01-01].from",
        "2031-01-01",
        "2031-06-01",
    )


def test_entries_of_other_days_at_other_places_are_dropped_and_added() -> None:
    second, third = "{from: 2031-01-01, nationals_of: two}", "{from: 2032-01-01, nationals_of: any}"
    found = differences(dated(FIRST, second), dated(second, third))
    assert kinds(found) == {
        "pathways.work.open_to[2030-01-01]": "drops",
        "pathways.work.open_to[2032-01-01]": "adds",
    }


# Two days.

BEFORE, AFTER = date(2022, 11, 1), date(2023, 1, 15)


def test_the_arrangement_of_january_2023_differs_from_that_of_november_in_these_ways() -> None:
    found = [
        each
        for each in folded(differences(US_MX, US_MX, BEFORE, AFTER))
        if each.head in ("pathways", "returns")
    ]
    assert [(each.kind, each.path, each.old, each.new, each.src) for each in found] == [
        ("widens", "pathways.chnv_parole.open_to.nationals_of", "VEN", "CUB, HTI, NIC, VEN", "fr-cuba"),
        ("moves", "pathways.chnv_parole.cap.count", "24_000", "30_000", "fr-changes"),
        ("moves", "pathways.chnv_parole.cap.per", "programme", "calendar_month", "fr-changes"),
        ("adds", "pathways.chnv_parole.cap.shared_by", None, "CUB, HTI, NIC, VEN", "fr-changes"),
        ("adds", "pathways.h2b_supplement.cap", None, found[4].new, "h2b-fy23"),
        (
            "widens",
            "returns.third_country_nationals.of.nationals_of",
            "VEN",
            "CUB, HTI, NIC, VEN",
            "nyt2023 L29",
        ),
        ("fixes", "returns.third_country_nationals.cap.count", "not_stated", "30_000", "nyt2023 L27"),
        ("adds", "returns.third_country_nationals.cap.shared_by", None, "CUB, HTI, NIC, VEN", "nyt2023 L27"),
    ]


def test_a_dated_clause_before_its_first_day_is_neither_zero_nor_no_limit() -> None:
    cap = "[{from: 2031-01-01, count: 5, per: calendar_year, counts: visas, when_full: queue}]"
    text = made(**{"pathways.work.cap": cap})
    (found,) = differences(text, text, date(2030, 6, 1), date(2031, 6, 1))
    assert (found.kind, found.path) == ("adds", "pathways.work.cap")


def test_a_pathway_that_has_ended_is_dropped() -> None:
    (found,) = differences(BASE, BASE, date(2039, 6, 1), date(2040, 6, 1))[:1]
    assert (found.kind, found.path) == ("drops", "pathways.work")


def test_an_amendment_is_compared_by_what_it_does_on_a_day_and_as_it_stands_without_one() -> None:
    found = differences(INVENTED, INVENTED, date(2031, 4, 5), date(2031, 4, 6))
    assert kinds(found)["pathways.harvest.cap.count"] == "widens"
    assert kinds(found)["pathways.harvest.eligible.all.experience"] == "widens"
    assert not [each for each in found if each.head == "amendments"]
    later = retyped(INVENTED, _without_amendment(INVENTED), {})
    assert kinds(differences(INVENTED, later)) == {"amendments.first-protocol": "drops"}


def _without_amendment(text: Agreement) -> Any:
    tree: Any = copy.deepcopy(text.document.tree)
    tree["amendments"] = [each for each in tree["amendments"] if each["id"] != "first-protocol"]
    return tree


def test_what_was_not_known_makes_no_difference() -> None:
    days = date(2031, 4, 5), date(2031, 4, 6)
    assert "pathways.harvest.cap.count" in kinds(differences(INVENTED, INVENTED, *days))
    known = differences(INVENTED, INVENTED, *days, date(2031, 1, 31))
    assert "pathways.harvest.cap.count" not in kinds(known)


def test_an_amendment_that_repeats_a_value_is_its_new_source() -> None:
    change = "{at: pathways.work.cap.count, set: 300, src: other art. 9}"
    text = made(
        amendments=f"[{{id: again, announced: 2031-01-01, in_force: 2032-01-01, changes: [{change}]}}]"
    )
    (found,) = differences(text, text, date(2031, 6, 1), date(2032, 6, 1))
    assert (found.kind, found.path) == ("re-sources", "pathways.work.cap.count")
    assert (found.old, found.new) == ("stated: text", "stated: other art. 9")


def test_an_amendment_that_adds_a_clause_to_a_list_is_not_the_source_of_the_others() -> None:
    found = differences(INVENTED, INVENTED, date(2031, 12, 31), date(2032, 1, 1))
    assert kinds(found)["returns.by_land.never.graduates"] == "narrows"
    assert [each for each in found if each.kind == "re-sources" and "never" in each.path] == []


def test_an_amendment_that_ends_a_clause_of_a_list_is_not_the_source_of_those_that_stay() -> None:
    found = differences(INVENTED, INVENTED, date(2031, 4, 5), date(2031, 4, 6))
    assert kinds(found)["pathways.harvest.eligible.all.experience"] == "widens"
    assert [each for each in found if each.kind == "re-sources" and "eligible" in each.path] == []


# What is told first.


def test_a_source_that_changed_with_its_clause_is_folded_away_and_alone_it_is_told() -> None:
    both = differences(BASE, made(**{"texts.entry.src": "other", "texts.entry.text": "Go"}))
    assert {each.path.rpartition(".")[2] for each in folded(both)} == {"en", "es"}
    alone = differences(BASE, made(**{"texts.entry.src": "other"}))
    assert folded(alone) == alone


def test_clauses_that_only_went_to_another_source_are_told_as_one() -> None:
    found = differences(BASE, made(**{"protections.pay.src": "other 1", "protections.light.src": "other 2"}))
    (one,) = folded(found)
    assert (len(found), one.path, one.old, one.new, one.says[0]) == (
        2,
        "protections",
        "text",
        "other",
        "2 clauses",
    )


# Two files of one programme.


def test_the_contracts_of_two_seasons_differ_as_their_publisher_says() -> None:
    contracts = [read(AGREEMENTS / name / "agreement.yaml") for name in ("ca-mx-2024", "ca-mx-2025")]
    found = {each.path: each for each in differences(*contracts)}
    utilities, laundry = (found[f"protections.{name}"] for name in ("utilities.at_most", "laundry.at_least"))
    assert (utilities.old, utilities.new, utilities.says[0]) == ("2.68 CAD", "2.75 CAD", "more allowed")
    assert (laundry.old, laundry.new, laundry.says[0]) == ("16.00 CAD", "16.50 CAD", "more guaranteed")
    notice = found["protections.notice_of_longer_stay"]
    assert (notice.kind, notice.old, notice.title[0]) == ("adds", None, "Notice of a longer stay")
