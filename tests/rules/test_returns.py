"""Returns: one person at a time, and the protection no clause, no cap and no fact can take away."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement.clauses.criteria import YES, Criterion
from acuerdo.agreement.clauses.returns import Returns
from acuerdo.agreement.facts import DTYPES, FACTS, UNKNOWN_COUNT, Facts
from acuerdo.rules.places import Ledger
from acuerdo.rules.returns import OUTCOMES, protection, returnable
from reference import NEVER, Odd
from reference import places as clerk
from reference import returns as reference
from rules.making import (
    arrays,
    cap,
    cap_entries,
    criterions,
    days,
    facts_of,
    persons,
    terms,
    trying,
    values,
)
from rules.test_eligibility import open_to

PATH = "returns.tried"
ON = date(2021, 6, 1)
SAID, AGE, WITH, DANGER = (
    "person.unaccompanied_child",
    "person.age_years",
    "person.with_parent_or_guardian",
    "person.danger_on_return",
)
THREAT, TRAFFICKING = "person.imminent_threat", "person.trafficking_signs"
ADULT = {SAID: False, AGE: 30, DANGER: "none_found", "journey.arrival": "land_between_ports"}
PLAIN = {
    "requesting": "USA",
    "receiving": "MEX",
    "applies_when": {"fact": "journey.arrival", "is": "land_between_ports"},
    "of": {"nationals_of": "any"},
    "never": [],
}


def clause(**changed: Any) -> Returns:
    return Returns.model_validate({**PLAIN, **changed})


def words(
    found: Returns, people: list[dict[str, Any]], text: Any = None, ledger: Ledger | None = None
) -> list:
    decision, _ = returnable(
        found, PATH, text or terms(), arrays(people), ON, np.arange(len(people)), ledger or Ledger()
    )
    return [(decision.word(at), decision.because(at)) for at in range(len(people))]


ABOUT = {
    SAID,
    AGE,
    WITH,
    DANGER,
    THREAT,
    TRAFFICKING,
    "journey.arrival",
    "person.nationality",
    "person.present_in",
}
AGES = [None, NEVER, -2_147_483_647, -1, 0, 9, 17, 18, 30, 120, 121, 999, 2_147_483_646]
DANGERS = ["none_found", "none_found", "claimed", "substantiated", None, Odd(3), Odd(-128), Odd(7)]
FLAGS = [True, False, False, None, Odd(7), Odd(2), Odd(-2), Odd(-128)]
PEOPLE = st.fixed_dictionaries(
    {"journey.arrival": st.sampled_from(["land_between_ports", "land_between_ports", "sea", None])},
    optional={
        SAID: st.sampled_from(FLAGS),
        AGE: st.sampled_from(AGES),
        WITH: st.sampled_from(FLAGS),
        DANGER: st.sampled_from(DANGERS),
        THREAT: st.sampled_from(FLAGS),
        TRAFFICKING: st.sampled_from(FLAGS),
        "person.nationality": values(FACTS["person.nationality"]),
        "person.present_in": values(FACTS["person.present_in"]),
    },
)
"""People whose facts contradict each other, are missing, or are no facts at all."""


@st.composite
def clauses(draw: Any) -> Returns:
    """A returns clause that may say anything a file can say."""
    found: dict[str, Any] = {}
    if draw(st.booleans()):
        asked = (SAID, AGE, WITH, DANGER, "journey.arrival")
        found["applies_when"] = draw(criterions(facts=asked))
    if draw(st.booleans()):
        found["of"] = draw(open_to())
    if draw(st.integers(0, 4)) == 0:
        found["of"] = {"from": str(draw(days("2021-05-25", "2021-06-05"))), **draw(open_to())}
    if draw(st.integers(0, 9)) == 0:
        found["until"] = str(draw(days("2021-05-25", "2021-06-05")))
    if draw(st.booleans()):
        found["never"] = draw(st.lists(criterions(facts=(SAID, AGE, WITH, DANGER)), max_size=2))
    if draw(st.booleans()):
        found["cap"] = draw(st.one_of(cap_entries(None, None), st.just("none"), st.just(HUGE)))
    return clause(**found)


HUGE = {"count": "999_999_999", "per": "programme", "counts": "persons_received", "when_full": "queue"}


def asked_of(found: Returns) -> set[str]:
    return ABOUT.union(*(facts_of(criterion) for criterion in (found.applies_when, *found.never)))


@trying(200)
@given(st.data())
def test_a_clause_decides_everybody_as_it_decides_one(data: st.DataObject) -> None:
    found = data.draw(clauses())
    people = data.draw(st.lists(st.one_of(PEOPLE, persons(asked_of(found))), max_size=6))
    uncapped = found.model_copy(update={"cap": None})
    expected = [reference.returnable(uncapped, terms(), person, ON) for person in people]
    assert words(uncapped, people) == expected
    if found.cap is not None:
        queue = [
            clerk.Request(answer == "returnable", ON, ON, at, person)
            for at, (person, (answer, _)) in enumerate(zip(people, expected, strict=True))
        ]
        clerk.allocate(f"{PATH}.cap", found.cap, None, terms(), queue, clerk.Book(), ON + timedelta(1))
        capped = [
            ("cap_reached", "cap") if one.asks and one.status != "granted" else answer
            for one, answer in zip(queue, expected, strict=True)
        ]
        assert words(found, people) == capped


def never_to_be_returned(facts: Facts) -> np.ndarray:
    """By the bare codes: a child alone or in danger by any fact, or of a state nobody knows."""
    said, age = facts.column(SAID).astype(int), facts.column(AGE).astype(int)
    accompanied, danger = facts.column(WITH), facts.column(DANGER)
    unknown_age, adult = age == UNKNOWN_COUNT, (age >= 18) & (age <= 120)
    child = (age >= 0) & (age < 18)
    signs = (facts.column(THREAT) == 1) | (facts.column(TRAFFICKING) == 1)
    return (
        (danger != 0)
        | signs
        | (said == 1)
        | ~np.isin(said, [0, -1])
        | (child & (accompanied != 1))
        | (unknown_age & (accompanied != 1))
        | ~(unknown_age | adult | child)
        | ((said == -1) & ~adult)
    )


@st.composite
def any_codes(draw: Any) -> Facts:
    """Arrays of any codes at all, the few that mean something more often; any of them may be missing."""
    n = draw(st.integers(0, 8))
    columns = {}
    for name, usual in (
        (SAID, [-1, 0, 1]),
        (AGE, [-5, 0, 17, 18, 60]),
        (WITH, [-1, 0, 1]),
        (DANGER, [0, 1, 2]),
        (THREAT, [-1, 0, 0, 1]),
        (TRAFFICKING, [-1, 0, 0, 1]),
    ):
        kind = DTYPES[FACTS[name].kind]
        limits = np.iinfo(kind)
        code = st.one_of(st.sampled_from(usual), st.sampled_from(usual), st.integers(limits.min, limits.max))
        if draw(st.integers(0, 5)):
            columns[name] = np.array(draw(st.lists(code, min_size=n, max_size=n)), kind)
    columns["journey.arrival"] = np.full(n, 2, np.int16)
    return Facts(n, columns)


LEDGERS = st.one_of(
    st.none(),
    st.dictionaries(
        st.tuples(st.just(f"{PATH}.cap"), days("2021-05-01", "2021-06-02")), st.integers(-9, 9), max_size=3
    ).map(Ledger),
)


@trying(600)
@given(any_codes(), clauses(), LEDGERS, st.data())
def test_no_child_alone_and_nobody_in_danger_is_ever_returned(
    facts: Facts, found: Returns, ledger: Ledger | None, data: st.DataObject
) -> None:
    turn = np.array(data.draw(st.lists(st.integers(-9, 9), min_size=facts.n, max_size=facts.n)), np.int64)
    decision, _ = returnable(found, PATH, terms(), facts, ON, turn, ledger)
    returned = decision.outcome == OUTCOMES.index("returnable")
    assert not (returned & never_to_be_returned(facts)).any()


@trying(200)
@given(any_codes())
def test_the_protection_holds_where_the_clause_asks_nothing(facts: Facts) -> None:
    open_wide = Returns.model_construct(
        applies_when=Criterion.model_construct(fact="journey.arrival", is_="land_between_ports"),
        of=clause().of,
        never=None,
        cap=None,
    )
    decision, _ = returnable(open_wide, PATH, terms(), facts, ON, np.arange(facts.n))
    returned = decision.outcome == OUTCOMES.index("returnable")
    assert (returned == ~never_to_be_returned(facts)).all()


class Liar(Criterion):
    """A criterion that always says what returns most."""

    def answer(self, facts: Facts, groups: Any, excludes: bool = False) -> Any:
        return np.full(facts.n, YES)


class Forger(Criterion):
    """A criterion that rewrites the facts while it is asked."""

    def answer(self, facts: Facts, groups: Any, excludes: bool = False) -> Any:
        facts[SAID][:], facts[AGE][:], facts[DANGER][:] = 0, 30, 0
        return np.full(facts.n, YES)


class Betrayer(Criterion):
    """A criterion after which somebody turns out to be a child alone, and in danger."""

    def answer(self, facts: Facts, groups: Any, excludes: bool = False) -> Any:
        facts[SAID][:], facts[DANGER][:] = 1, 2
        return np.full(facts.n, YES)


class Babbler(Criterion):
    """A criterion that answers with codes that mean nothing."""

    def answer(self, facts: Facts, groups: Any, excludes: bool = False) -> Any:
        return np.full(facts.n, 7, np.uint8)


@pytest.mark.parametrize("kind", [Liar, Forger, Betrayer])
@pytest.mark.parametrize(
    "person", [{SAID: True, AGE: 9, DANGER: "substantiated"}, {SAID: None, AGE: 9, DANGER: None}]
)
def test_a_clause_that_lies_or_rewrites_the_facts_returns_no_child(
    kind: type[Criterion], person: dict
) -> None:
    bad = kind.model_construct(fact="journey.arrival", is_="sea")
    for found in (
        clause().model_copy(update={"applies_when": bad}),
        clause().model_copy(update={"never": [bad]}),
    ):
        assert words(found, [person])[0][0] != "returnable"


def test_a_danger_that_comes_to_light_while_the_clause_is_asked_stops_the_return() -> None:
    bad = Betrayer.model_construct(fact="journey.arrival", is_="sea")
    found = clause().model_copy(update={"applies_when": bad})
    assert words(found, [ADULT]) == [("excluded", "children")]


class Whisperer(Criterion):
    """A criterion after which somebody turns out to claim danger."""

    def answer(self, facts: Facts, groups: Any, excludes: bool = False) -> Any:
        facts[DANGER][:] = 1
        return np.full(facts.n, YES)


def test_a_claim_that_comes_to_light_while_the_clause_is_asked_stops_the_return() -> None:
    bad = Whisperer.model_construct(fact="journey.arrival", is_="sea")
    found = clause().model_copy(update={"applies_when": bad})
    assert words(found, [ADULT]) == [("excluded", "refoulement")]


def test_an_answer_that_means_nothing_returns_nobody() -> None:
    bad = Babbler.model_construct(id="noise", fact="journey.arrival", is_="sea")
    assert words(clause().model_copy(update={"applies_when": bad}), [ADULT]) == [
        ("needs_evidence", "applies_when")
    ]
    assert words(clause().model_copy(update={"never": [bad]}), [ADULT]) == [("needs_evidence", "noise")]


class Turncoat(Facts):
    """Facts that name a child alone in danger when first asked, and a safe adult ever after."""

    def column(self, name: str) -> Any:
        seen = self.__dict__.setdefault("seen", set())
        found = super().column(name)
        if name in seen:
            return found
        seen.add(name)
        return {SAID: np.ones(self.n, np.int8), DANGER: np.full(self.n, 2, np.int16)}.get(name, found)


def test_facts_that_change_their_story_return_nobody() -> None:
    plain = arrays([ADULT])
    decision, _ = returnable(clause(), PATH, terms(), Turncoat(1, dict(plain)), ON, np.arange(1))
    assert decision.word(0) == "excluded"


def test_arrays_changed_after_the_facts_were_made_are_read_as_they_are() -> None:
    facts = arrays([ADULT, ADULT])
    facts[AGE][0] = 9
    facts[DANGER][1] = 300
    decision, _ = returnable(clause(), PATH, terms(), facts, ON, np.arange(2))
    assert [decision.word(0), decision.word(1)] == ["needs_evidence", "needs_evidence"]


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({}, "returnable"),
        ({SAID: None}, "returnable"),
        ({SAID: None, AGE: 18}, "returnable"),
        ({SAID: None, AGE: 17}, "needs_evidence"),
        ({SAID: None, AGE: None}, "needs_evidence"),
        ({SAID: None, AGE: 121}, "needs_evidence"),
        ({SAID: None, AGE: -1}, "needs_evidence"),
        ({SAID: None, AGE: NEVER}, "needs_evidence"),
        ({SAID: True}, "excluded"),
        ({SAID: Odd(7)}, "needs_evidence"),
        ({SAID: Odd(-128)}, "needs_evidence"),
        ({AGE: None}, "needs_evidence"),
        ({AGE: None, WITH: True}, "returnable"),
        ({AGE: None, WITH: False}, "needs_evidence"),
        ({THREAT: True}, "needs_evidence"),
        ({TRAFFICKING: True}, "needs_evidence"),
        ({THREAT: False, TRAFFICKING: None}, "returnable"),
        ({AGE: -5}, "needs_evidence"),
        ({AGE: -5, WITH: True}, "needs_evidence"),
        ({AGE: 300}, "needs_evidence"),
        ({AGE: 9}, "needs_evidence"),
        ({AGE: 9, WITH: False}, "excluded"),
        ({AGE: 9, WITH: Odd(7)}, "needs_evidence"),
        ({AGE: 9, WITH: True}, "returnable"),
        ({AGE: 9, WITH: True, SAID: None}, "needs_evidence"),
        ({AGE: 9, WITH: True, SAID: True}, "excluded"),
        ({DANGER: "claimed"}, "needs_evidence"),
        ({DANGER: None}, "needs_evidence"),
        ({DANGER: "substantiated"}, "excluded"),
        ({DANGER: Odd(3)}, "needs_evidence"),
    ],
)
def test_only_facts_that_are_exactly_right_free_from_protection(changed: dict, answer: str) -> None:
    assert words(clause(), [{**ADULT, **changed}])[0][0] == answer


def test_the_cap_is_not_used_up_by_those_who_are_not_returned() -> None:
    found = clause(
        cap={"count": "1", "per": "calendar_month", "counts": "persons_received", "when_full": "refuse"}
    )
    child = {**ADULT, SAID: True}
    assert [word for word, _ in words(found, [child, ADULT, ADULT])] == [
        "excluded",
        "returnable",
        "cap_reached",
    ]


def test_who_would_be_received_next_month_is_not_received_today() -> None:
    text = terms(caps={"bridge": cap(count=1, per="calendar_month")})
    found = clause(
        cap={
            "count": "9",
            "per": "calendar_year",
            "counts": "persons_received",
            "when_full": "queue",
            "within": "caps.bridge",
        }
    )
    assert [word for word, _ in words(found, [ADULT, ADULT], text)] == ["returnable", "cap_reached"]


def test_on_a_day_without_a_count_nobody_is_received() -> None:
    found = clause().model_copy(update={"cap": cap(from_="2021-06-02", count=9, per="calendar_month")})
    assert words(found, [ADULT]) == [("cap_reached", "cap")]


def test_nobody_is_decided_nothing() -> None:
    assert words(clause(), []) == []
    assert [answers.size for answers in protection(arrays([]))] == [0, 0]


@trying(100)
@given(st.lists(PEOPLE, min_size=1, max_size=6), st.data())
def test_an_exclusion_more_never_returns_anybody_more(people: list, data: st.DataObject) -> None:
    extra = data.draw(criterions())
    before, after = (
        [word for word, _ in words(found, people)] for found in (clause(), clause(never=[extra]))
    )
    assert all(then == "returnable" for now, then in zip(after, before, strict=True) if now == "returnable")
