"""Criteria of a whole queue, against one person at a time."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from acuerdo.agreement.clauses.criteria import BLOCK, MOST, Criteria, Criterion, decide
from acuerdo.agreement.facts import FACTS, NEVER_COUNT, NEVER_DAY
from acuerdo.population.chance import stream
from reference import NEVER, Odd
from reference import criteria as reference
from reference.eligibility import leaves
from rules.making import GROUPS, THREE, arrays, criterions, facts_of, persons, trees, trying


def criterion(**written: object) -> Criterion:
    return Criterion.model_validate({name.rstrip("_"): value for name, value in written.items()})


@trying(250)
@given(st.data())
def test_each_criterion_answers_everybody_as_it_answers_one(data: st.DataObject) -> None:
    asked = data.draw(criterions())
    people = data.draw(st.lists(persons(facts_of(asked)), min_size=1, max_size=8))
    excludes = data.draw(st.booleans())
    found = [THREE[int(code)] for code in asked.answer(arrays(people), GROUPS, excludes)]
    assert found == [reference.ask(asked, person, GROUPS, excludes) for person in people]


@trying(200)
@given(st.data())
def test_a_tree_gives_everybody_her_answer_and_the_criterion_that_decided(data: st.DataObject) -> None:
    tree = data.draw(trees())
    people = data.draw(st.lists(persons(facts_of(tree)), max_size=6))
    verdict = decide(tree, arrays(people), GROUPS)
    found = [
        (THREE[int(answer)], int(position))
        for answer, position in zip(verdict.answers, verdict.decided_by, strict=True)
    ]
    assert found == [reference.decide(tree, person, GROUPS) for person in people]
    assert len(verdict.names) == len(list(leaves(tree)))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("n", [BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 77])
def test_blocks_do_not_show_in_the_answers(n: int, seed: int) -> None:
    tree = Criteria.model_validate(
        {
            "all": [{"fact": "person.age_years", "at_least": "18"}],
            "any": [
                {"fact": "person.nationality", "in": "neighbours"},
                {"fact": "offer.exists", "is": "true", "waiver": "application.fee_paid"},
            ],
            "none": [{"fact": "person.years_since_removal", "less_than": "5"}],
        }
    )
    kinds = [
        {
            "person.age_years": age,
            "person.nationality": nation,
            "offer.exists": offer,
            "application.fee_paid": paid,
            "person.years_since_removal": years,
        }
        for age in (17, 18, None)
        for nation in ("MEX", "VEN", None, Odd(-9))
        for offer in (True, False, None)
        for paid in (True, False)
        for years in (4, 5, NEVER, None)
    ]
    which = stream(seed, "tried").integers(0, len(kinds), n)
    verdict = decide(tree, arrays(kinds).rows(which), GROUPS)
    expected = [reference.decide(tree, kind, GROUPS) for kind in kinds]
    answers = np.array([{False: 0, None: 1, True: 2}[answer] for answer, _ in expected])
    assert (verdict.answers == answers[which]).all()
    assert (verdict.decided_by == np.array([position for _, position in expected])[which]).all()


@trying(80)
@given(st.data())
def test_a_person_is_answered_alone_as_in_the_crowd(data: st.DataObject) -> None:
    tree = data.draw(trees())
    people = data.draw(st.lists(persons(facts_of(tree)), min_size=1, max_size=6))
    crowd = decide(tree, arrays(people), GROUPS)
    for at, person in enumerate(people):
        alone = decide(tree, arrays([person]), GROUPS)
        assert (alone.answers[0], alone.decided_by[0]) == (crowd.answers[at], crowd.decided_by[at])


@trying(80)
@given(st.data())
def test_knowing_more_never_turns_a_decided_answer_round(data: st.DataObject) -> None:
    tree = data.draw(trees(depth=1))
    names = facts_of(tree)
    more = data.draw(persons(names))
    fewer = {name: value for name, value in more.items() if data.draw(st.booleans())}
    before, after = (THREE[int(decide(tree, arrays([one]), GROUPS).answers[0])] for one in (fewer, more))
    waivers = {part.waiver for part in leaves(tree)} - {None}
    assert before is None or before == after or waivers & set(more) - set(fewer)


def test_nobody_is_asked_nothing() -> None:
    asked = criterion(fact="offer.exists", is_="true")
    assert asked.answer(arrays([]), GROUPS).size == 0
    assert decide(Criteria.of([asked]), arrays([]), GROUPS).answers.size == 0


def test_criteria_that_ask_nothing_are_met_by_all() -> None:
    assert decide(Criteria.of([]), arrays([{}, {}]), GROUPS).answers.tolist() == [2, 2]


def test_of_two_missing_of_three_the_first_decides() -> None:
    parts = [
        {"id": name, "fact": fact, "is": "true"} for name, fact in zip("abc", list(flags())[:3], strict=True)
    ]
    tree = Criteria.model_validate({"at_least": {"n": "2", "of": parts}})
    person = {part["fact"]: False for part in parts}
    verdict = decide(tree, arrays([person, {}]), GROUPS)
    assert [verdict.names[at] for at in verdict.decided_by] == ["a", "a"]


def flags() -> list[str]:
    return [name for name, fact in FACTS.items() if fact.kind == "flag"]


def test_a_waiver_under_none_lifts_the_exclusion_and_never_makes_one() -> None:
    crossed = {
        "fact": "person.last_irregular_entry",
        "after": "2023-01-09",
        "waiver": "person.left_voluntarily_once",
    }
    tree = Criteria.model_validate({"none": [crossed]})
    entries = [date(2023, 2, 1), date(2022, 2, 1), NEVER, None]
    for waived, answers in ((True, [2, 2, 2, 2]), (False, [0, 2, 2, 1]), (None, [1, 2, 2, 1])):
        people = [
            {"person.last_irregular_entry": entry, "person.left_voluntarily_once": waived}
            for entry in entries
        ]
        assert decide(tree, arrays(people), GROUPS).answers.tolist() == answers


@pytest.mark.parametrize("fact", [name for name, fact in FACTS.items() if fact.never])
def test_never_is_long_ago_and_on_no_day(fact: str) -> None:
    day = FACTS[fact].kind == "day"
    operators = (
        ["before", "on_or_before", "after", "since", "is"]
        if day
        else ["less_than", "at_most", "is", "within"]
    )
    bound = "2020-01-01" if day else "2_147_483_646"
    for operator in operators:
        assert criterion(fact=fact, **{operator: bound}).answer(arrays([{fact: NEVER}]), {}).tolist() == [0]
    if not day:
        for operator in ("at_least", "more_than"):
            assert criterion(fact=fact, **{operator: bound}).answer(arrays([{fact: NEVER}]), {}).tolist() == [
                2
            ]


def test_never_and_unknown_are_different_codes() -> None:
    assert not np.isnat(NEVER_DAY)
    assert NEVER_COUNT > 0


@pytest.mark.parametrize(
    "written",
    [
        {"fact": "person.age_years", "at_least": "3_000_000_000"},
        {"fact": "person.age_years", "is": "2_147_483_647"},
        {"fact": "person.age_years", "in": "neighbours"},
        {"fact": "journey.arrival", "in": "neighbours"},
        {"fact": "person.nationality", "in": []},
        {"fact": "person.nationality", "in": {"MEX": "true"}},
    ],
)
def test_a_bound_no_array_can_hold_is_refused_on_reading(written: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Criterion.model_validate(written)


@pytest.mark.parametrize("n", ["0", "2"])
def test_at_least_asks_for_one_to_all_of_its_criteria(n: str) -> None:
    with pytest.raises(ValidationError):
        Criteria.model_validate({"at_least": {"n": n, "of": [{"fact": "offer.exists", "is": "true"}]}})


def test_at_least_of_nothing_is_refused_on_reading() -> None:
    with pytest.raises(ValidationError):
        Criteria.model_validate({"at_least": {"n": "0", "of": []}})


def test_more_criteria_than_can_be_told_apart_are_refused_on_reading() -> None:
    one = Criterion.model_validate({"fact": "offer.exists", "is": "true"})
    assert Criteria.model_validate({"all": [one] * MOST})
    with pytest.raises(ValidationError):
        Criteria.model_validate({"all": [one] * (MOST + 1)})


def test_the_last_of_very_many_criteria_can_decide() -> None:
    parts = [{"fact": "offer.exists", "is": "true"}] * 5_000 + [
        {"fact": "person.age_years", "at_least": "18"}
    ]
    verdict = decide(
        Criteria.model_validate({"all": parts}), arrays([{"offer.exists": True, "person.age_years": 3}]), {}
    )
    assert (verdict.answers[0], verdict.decided_by[0]) == (0, 5_000)


def test_a_bound_that_is_not_stated_decides_nothing() -> None:
    with pytest.raises(ValueError, match="not stated"):
        criterion(fact="person.age_years", at_least="not_stated").answer(arrays([{}]), {})
