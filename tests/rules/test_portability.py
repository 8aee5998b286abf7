"""Another employer, the pension, and the family that comes along."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.portability import Family, Portability, SocialSecurity
from acuerdo.agreement.registry import RELATIONS
from acuerdo.rules.asked import all_of
from acuerdo.rules.family import may_accompany, places_taken
from acuerdo.rules.portability import PENSIONS, may_change, pension
from reference import family as reference_family
from reference import portability as reference
from rules.making import THREE, arrays, calendars, days, persons, trying
from rules.test_permits import array

PERMIT = {f"permit.{name}" for name in ("consents", "employed_since", "changes")}
SHARED = ("same_sector", "same_occupation", "same_place")
ON = date(2020, 6, 1)


def in_words(parts: dict[str, np.ndarray], n: int) -> list[dict[str, bool | None]]:
    return [{name: THREE[int(part[at])] for name, part in parts.items()} for at in range(n)]


@st.composite
def portabilities(draw: Any) -> Portability:
    """Any rule, with any of what it may ask beside."""
    rule = draw(st.sampled_from(["free", "after", "with_consent", "never"]))
    found: dict[str, Any] = {"change_employer": rule}
    if rule == "after":
        found["after"] = draw(st.sampled_from(["none", "10 days", "1 month", "1 year"]))
    if draw(st.booleans()):
        found["must_be"] = draw(st.sampled_from([*SHARED, "any"]))
    if draw(st.booleans()):
        found["limit"] = draw(st.sampled_from(["0", "1", "3"]))
    return Portability.model_validate(found)


@trying(400)
@given(
    portabilities(),
    calendars(),
    st.lists(
        st.tuples(persons(PERMIT | {f"permit.{name}" for name in SHARED}), days("2020-01-01", "2021-03-01")),
        max_size=5,
    ),
)
def test_who_may_change_the_employer(clause: Portability, calendar: Calendar, found: list) -> None:
    workers, on = [one for one, _ in found], array([day for _, day in found])
    parts = may_change(clause, calendar, arrays(workers), on)
    expected = [reference.may_change(clause, calendar, *one) for one in found]
    assert in_words(parts, len(found)) == expected


def change(written: dict[str, str], worker: dict[str, Any]) -> tuple[str, str]:
    clause = Portability.model_validate(written)
    decision = all_of(may_change(clause, Calendar(), arrays([worker]), array([ON])))
    return decision.word(0), decision.because(0)


@pytest.mark.parametrize(
    ("written", "worker", "answer"),
    [
        ({"change_employer": "free"}, {}, ("yes", "")),
        ({"change_employer": "never"}, {}, ("no", "change_employer")),
        ({"change_employer": "with_consent"}, {"permit.consents": True}, ("yes", "")),
        ({"change_employer": "with_consent"}, {"permit.consents": False}, ("no", "change_employer")),
        ({"change_employer": "with_consent"}, {}, ("needs_evidence", "change_employer")),
        (
            {"change_employer": "after", "after": "1 month"},
            {"permit.employed_since": date(2020, 5, 1)},
            ("yes", ""),
        ),
        (
            {"change_employer": "after", "after": "1 month"},
            {"permit.employed_since": date(2020, 5, 2)},
            ("no", "after"),
        ),
        ({"change_employer": "after", "after": "1 month"}, {}, ("needs_evidence", "after")),
        ({"change_employer": "free", "limit": "3"}, {"permit.changes": 2}, ("yes", "")),
        ({"change_employer": "free", "limit": "3"}, {"permit.changes": 3}, ("no", "limit")),
        ({"change_employer": "free", "must_be": "any"}, {}, ("yes", "")),
        (
            {"change_employer": "free", "must_be": "same_place", "limit": "1"},
            {"permit.same_place": False, "permit.changes": 1},
            ("no", "must_be"),
        ),
        (
            {"change_employer": "with_consent", "must_be": "same_sector", "limit": "1"},
            {"permit.changes": 1},
            ("no", "limit"),
        ),
    ],
)
def test_a_change_of_employer_and_what_decided(
    written: dict[str, str], worker: dict[str, Any], answer: tuple[str, str]
) -> None:
    assert change(written, worker) == answer


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ({"change_employer": "not_stated"}, "change_employer"),
        ({"change_employer": "after", "after": "not_stated"}, "after"),
        ({"change_employer": "free", "must_be": "not_stated"}, "must_be"),
        ({"change_employer": "free", "limit": "not_stated"}, "limit"),
    ],
)
def test_a_change_on_which_the_text_is_silent_is_not_decided(written: dict[str, str], what: str) -> None:
    with pytest.raises(ValueError, match=f"portability.{what} is not stated"):
        change(written, {})


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ({"change_employer": "after"}, False),
        ({"change_employer": "free", "after": "1 month"}, False),
        ({"change_employer": "after", "after": "1 month"}, True),
        ({"change_employer": "not_stated", "after": "1 month"}, True),
        ({"change_employer": "not_stated"}, True),
    ],
)
def test_after_goes_with_a_time(written: dict[str, str], taken: bool) -> None:
    if taken:
        assert Portability.model_validate(written).limit is None
    else:
        with pytest.raises(ValidationError, match="go together"):
            Portability.model_validate(written)


MONTHS = st.sampled_from(["none", "0 months", "1 month", "18 months", "2 years", "48 months"])
INSURED = st.one_of(st.none(), st.integers(0, 50))


@st.composite
def securities(draw: Any) -> SocialSecurity:
    least, whole = draw(MONTHS), draw(st.one_of(st.none(), MONTHS))
    if whole not in (None, "none") and reference_months(least) > reference_months(whole):
        least, whole = whole, least
    return SocialSecurity.model_validate({"qualifying": least, **({"total": whole} if whole else {})})


def reference_months(span: str) -> int:
    count, _, unit = span.partition(" ")
    return 0 if span == "none" else int(count) * (12 if unit == "years" else 1)


@trying(300)
@given(securities(), st.lists(st.tuples(INSURED, INSURED), max_size=4))
def test_the_pension_that_insured_time_gives(clause: SocialSecurity, people: list) -> None:
    facts = arrays(
        [{"permit.months_insured_here": here, "permit.months_insured_at_home": home} for here, home in people]
    )
    words = [PENSIONS[int(code)] for code in pension(clause, facts)]
    assert words == [reference.pension(clause, *one) or "needs_evidence" for one in people]


@pytest.mark.parametrize(
    ("here", "home", "answer"),
    [
        (120, 0, "full"),
        (120, None, "full"),
        (119, 0, "none"),
        (119, 1, "partial"),
        (119, None, "needs_evidence"),
        (18, 102, "partial"),
        (18, 101, "none"),
        (17, 200, "none"),
        (17, None, "none"),
        (None, 200, "needs_evidence"),
        (None, None, "needs_evidence"),
    ],
)
def test_six_quarters_here_and_ten_years_in_all(here: int | None, home: int | None, answer: str) -> None:
    clause = SocialSecurity.model_validate({"qualifying": "18 months", "total": "10 years"})
    facts = arrays([{"permit.months_insured_here": here, "permit.months_insured_at_home": home}])
    assert PENSIONS[int(pension(clause, facts)[0])] == answer


@pytest.mark.parametrize("silent", ["qualifying", "total"])
def test_a_time_that_is_not_stated_gives_no_pension(silent: str) -> None:
    clause = SocialSecurity.model_validate({"qualifying": "1 month", "total": "1 year", silent: "not_stated"})
    with pytest.raises(ValueError, match=f"social_security.{silent} is not stated"):
        pension(clause, arrays([{}]))


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ({"qualifying": "540 days"}, "`qualifying` is counted in months"),
        ({"qualifying": "1 month", "total": "52 weeks"}, "`total` is counted in months"),
        ({"qualifying": "13 months", "total": "1 year"}, "is shorter than"),
    ],
)
def test_insured_time_that_does_not_add_up_is_refused(written: dict[str, str], problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        SocialSecurity.model_validate(written)


def test_the_qualifying_time_may_be_all_the_time() -> None:
    assert SocialSecurity.model_validate({"qualifying": "12 months", "total": "1 year"}).export is None


@st.composite
def families(draw: Any) -> Family:
    found: dict[str, Any] = {"may_accompany": draw(st.sampled_from(["true", "false"]))}
    if draw(st.booleans()):
        found["relations"] = draw(st.lists(st.sampled_from(RELATIONS), min_size=1, max_size=3, unique=True))
    if draw(st.booleans()):
        found["counted_in_cap"] = draw(st.sampled_from(["true", "false"]))
    return Family.model_validate(found)


@trying(300)
@given(families(), st.lists(persons({"family.relation", "family.members"}), max_size=5))
def test_who_may_come_along_and_how_many_places_they_take(clause: Family, found: list) -> None:
    facts = arrays(found)
    parts = may_accompany(clause, facts)
    assert in_words(parts, len(found)) == [reference_family.may_accompany(clause, one) for one in found]
    assert places_taken(clause, facts).tolist() == [reference_family.places(clause, one) for one in found]
    assert places_taken(None, facts).tolist() == [1] * len(found)


@pytest.mark.parametrize(
    ("relation", "answer"),
    [("child", ("yes", "")), ("sibling", ("no", "relations")), (None, ("needs_evidence", "relations"))],
)
def test_only_the_relations_that_are_listed_may_come(relation: str | None, answer: tuple[str, str]) -> None:
    clause = Family.model_validate({"may_accompany": "true", "relations": ["spouse", "child"]})
    decision = all_of(may_accompany(clause, arrays([{"family.relation": relation}])))
    assert (decision.word(0), decision.because(0)) == answer


def test_where_families_may_not_come_nobody_asks_who_they_are() -> None:
    clause = Family.model_validate({"may_accompany": "false", "relations": ["child"]})
    decision = all_of(may_accompany(clause, arrays([{"family.relation": "child"}])))
    assert (decision.word(0), decision.because(0)) == ("no", "may_accompany")


@pytest.mark.parametrize(
    ("counted", "members", "places"), [("true", 3, 4), ("true", 0, 1), ("true", None, 1), ("false", 3, 1)]
)
def test_each_member_takes_a_place_where_the_text_counts_them(
    counted: str, members: int | None, places: int
) -> None:
    clause = Family.model_validate({"may_accompany": "true", "counted_in_cap": counted})
    assert places_taken(clause, arrays([{"family.members": members}])).tolist() == [places]


def test_a_text_that_is_silent_on_families_decides_nothing_about_them() -> None:
    silent = Family.model_validate({"may_accompany": "not_stated", "counted_in_cap": "true"})
    for decide in (may_accompany, places_taken):
        with pytest.raises(ValueError, match="may_accompany is not stated"):
            decide(silent, arrays([{}]))
    uncounted = Family.model_validate({"may_accompany": "not_stated"})
    assert places_taken(uncounted, arrays([{"family.members": 2}])).tolist() == [1]
