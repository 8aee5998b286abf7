"""Values that nothing reads because of what stands beside them are listed as not executed."""

import pytest

from acuerdo import agreement
from acuerdo.agreement.provenance import values

HEAD = """\
format: 1
id: idle-values
title: Values that nothing reads
form: invented
parties: {XAA: {role: destination, src: text}, XBB: {role: origin, src: text}}
lifecycle: [{from: 2020-01-01, state: in_force, src: text}]
calendar: {fiscal_year: {XAA: 01-01}}
sources: {text: {title: Invented text, kind: invented}}
"""

RESULT = "{id: fewer, by: [XAA], do: Keep few, kind: result, due: 2020-06-01, src: text, "
RESULT += "measure: persons_received_per_month, at_most: 5}"
EFFORT = "{id: try, by: [XAA], do: Try, kind: best_efforts, src: text, "
EFFORT += "measure: persons_received_per_month, at_most: 5}"


def executed(section: str) -> dict[str, bool]:
    """The values of a text with one more section, and whether a rule reads each."""
    return {row.path: row.executed for row in values(agreement.read_text(HEAD + section))}


def pathway(cap: str) -> str:
    """A pathway under a cap, served by day of filing."""
    open_to = "title: Work, src: text, open_to: {nationals_of: any}"
    return f"pathways: {{work: {{{open_to}, {cap}, allocation: {{order: first_come}}}}}}\n"


NUMBER = "counts: admissions, unused: lapse, when_full: refuse"


@pytest.mark.parametrize(
    ("section", "read", "unread"),
    [
        (f"commitments: [{RESULT}]\n", "commitments[0].measure", "commitments[0].every"),
        (f"commitments: [{EFFORT}]\n", "commitments[0].kind", "commitments[0].at_most"),
        (
            pathway(f"cap: {{count: 5, per: programme, {NUMBER}}}"),
            "pathways.work.cap.when_full",
            "pathways.work.cap.unused",
        ),
        (
            pathway(f"cap: {{count: none, per: calendar_year, {NUMBER}}}"),
            "pathways.work.cap.count",
            "pathways.work.cap.when_full",
        ),
        (
            pathway(f"cap: {{count: none, per: calendar_year, {NUMBER}}}"),
            "pathways.work.open_to.nationals_of",
            "pathways.work.allocation.order",
        ),
        (
            "asylum: {safe_third_country: {state: not_agreed, receiving: XBB, src: text}}\n",
            "asylum.safe_third_country.state",
            "asylum.safe_third_country.receiving",
        ),
        (
            f"commitments: [{EFFORT}]\nlinkage: {{single_undertaking: true, src: text}}\n",
            "commitments[0].by",
            "linkage.single_undertaking",
        ),
        (
            "bodies: {board: {chairs: {XAA: [One], XBB: [Two]}, meets: 1 year, src: text}}\n",
            "bodies.board.meets",
            "bodies.board.chairs",
        ),
        (
            "development: {works: {places: [XBB], shares: {state: 1}, src: text, "
            "ranking: [{fact: project.cost}]}}\n",
            "development.works.places",
            "development.works.ranking[0].fact",
        ),
    ],
)
def test_what_stands_beside_a_value_may_leave_it_unread(section: str, read: str, unread: str) -> None:
    found = executed(section)
    assert found[read]
    assert not found.get(unread, False)


def test_the_same_values_are_read_where_they_can_decide() -> None:
    both = RESULT + ", " + RESULT.replace("fewer", "again")
    assert executed(f"commitments: [{both}]\nlinkage: {{single_undertaking: true, src: text}}\n")[
        "linkage.single_undertaking"
    ]
    assert executed(pathway(f"cap: {{count: 5, per: calendar_year, {NUMBER}}}"))["pathways.work.cap.unused"]


def test_an_outer_cap_says_what_happens_when_full_only_where_the_inner_one_has_no_number() -> None:
    outer = f"caps: {{all: {{count: 9, per: calendar_year, {NUMBER}, src: text}}}}\n"
    inside = pathway(f"cap: {{count: 5, per: calendar_year, {NUMBER}, within: caps.all}}")
    without = pathway("cap: {count: none, within: caps.all}")
    assert not executed(outer + inside)["caps.all.when_full"]
    assert executed(outer + without)["caps.all.when_full"]


@pytest.mark.parametrize(
    "section",
    [
        "commitments: [{by: [XAA], do: Report, kind: report, due: 2020-06-01, every: 0 days, src: text}]",
        "review: {every: 0 months, src: text}",
        "bodies: {board: {chairs: {XAA: [One]}, meets: 0 years, src: text}}",
    ],
)
def test_what_comes_round_at_once_is_refused(section: str) -> None:
    with pytest.raises(agreement.Unreadable, match=r"a length of time of at least one|such as 6 months"):
        agreement.read_text(HEAD + section + "\n")
