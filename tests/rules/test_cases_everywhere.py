"""Every case of every agreement: alone, in a crowd, and before the slow clerk."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pytest

from acuerdo import agreement
from acuerdo.agreement.cases import Case, read_cases
from acuerdo.agreement.facts import DTYPES, FACTS, Facts
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.registry import ABOUT
from acuerdo.cli.trials import answers, differences
from acuerdo.population.chance import stream
from acuerdo.rules.eligibility import eligibility
from acuerdo.rules.permits import may_come_again, may_renew, permitted_until
from acuerdo.rules.places import STATUSES
from acuerdo.rules.returns import returnable
from acuerdo.rules.trial.together import measured
from reference import NEVER, family, labour_market, line, permits, places, returns
from reference import eligibility as pathways
from reference.criteria import value_of
from rules.clerks import CLERKS
from rules.making import THREE, arrays, code
from rules.test_permits import array

ROOT = Path(__file__).parents[2] / "agreements"
OTHERS = 1_000
TAKEN = {*STATUSES, "cap_reached"}
"""Answers that also depend on who else asks."""

read_text, read_plan = cache(agreement.read), cache(agreement.read_plan)
CASES = [
    pytest.param(file.parent.name, case, id=f"{file.parent.name}: {case.name}")
    for file in sorted(ROOT.glob("*/cases.yaml"))
    for case in read_cases(file).terms.cases
]


def without_text(case: Case) -> bool:
    """Whether a case expects that no text decides it."""
    return {one.is_ for several in case.expect.values() for one in several} == {"no_text"}


EVERY = [one for one in CASES if not without_text(one.values[1])]
SILENT = [one for one in CASES if without_text(one.values[1])]


@cache
def files(folder: str) -> tuple[Any, Any]:
    terms = read_cases(ROOT / folder / "cases.yaml").terms
    return read_text(ROOT / folder / terms.agreement), terms.plan


def enacted(folder: str, case: Case) -> Enacted:
    text, usual = files(folder)
    name = case.plan if case.plan is not None else usual
    plan = read_plan(ROOT / folder / name) if name and name != "none" else None
    return agreement.enact(text, case.on, plan, case.known, case.filed, measured(case))


def people_of(case: Case) -> list[dict[str, Any]]:
    """The people of a case, as the clerk knows them."""

    def plain(text: str) -> Any:
        return None if text == "unknown" else NEVER if text == "never" else value_of(text)

    people: list[dict[str, Any]] = [{} for _ in range(case.n)]
    for about in ABOUT:
        for name, found in getattr(case, about).items():
            column = found if isinstance(found, list) else [found]
            for at, person in enumerate(people):
                person[f"{about}.{name}"] = plain(column[at % len(column)])
    return people


def crowd(people: list[dict[str, Any]], seed: int) -> tuple[Facts, np.ndarray]:
    """The people at random places among others of whom anything may be true, and where they are."""
    random = stream(seed, "tried")
    n = OTHERS + len(people)
    where = random.permutation(n)[: len(people)]
    columns = {}
    for name, fact in FACTS.items():
        likely: list[Any] = {
            "flag": [True, False, None],
            "count": [0, 1, 5, 18, 40, None],
            "money": [0, 1_250, None],
            "share": [0.0, 0.5, None],
            "day": [date(2016, 1, 1), date(2023, 1, 10), date(2031, 1, 1), None],
            "word": [*(fact.words if len(fact.words) < 99 else ("MEX", "VEN", "XBB", "XCC", "USA")), None],
        }[fact.kind]
        codes = [code(fact, value) for value in [*likely, *([NEVER] if fact.never else [])]]
        columns[name] = np.array(codes, DTYPES[fact.kind])[random.integers(0, len(codes), n)]
        columns[name][where] = [code(fact, person.get(name)) for person in people]
    return Facts(n, columns), where


def parts(path: str) -> tuple[str, str, str]:
    section, _, rest = path.partition(".")
    name, _, part = rest.partition(".")
    return section, name, part


@pytest.mark.parametrize(("folder", "case"), EVERY)
def test_the_case_is_answered_as_it_says(folder: str, case: Case) -> None:
    assert differences(case, answers(case, enacted(folder, case))) == []


@pytest.mark.parametrize(("folder", "case"), EVERY)
def test_the_case_is_answered_the_same_among_a_thousand_others(folder: str, case: Case) -> None:
    text = enacted(folder, case)
    terms = text.agreement.terms
    facts, where = crowd(people_of(case), seed=crc32(case.name.encode()))
    for path, alone in answers(case, text).items():
        section, name, part = parts(path)
        if part == "stay":
            stays_among_others(terms.pathways[name], terms, case)
            continue
        if part == "labour_market_test":
            on = np.full(facts.n, np.datetime64(case.on, "D"))
            found = terms.pathways[name].labour_market_test.decide(facts, on, terms.nations)
            parts_alone = terms.pathways[name].labour_market_test.decide(
                arrays(people_of(case)), on[: case.n], terms.nations
            )
            assert all((found[one][where] == parts_alone[one]).all() for one in found)
            continue
        if part or section not in ("pathways", "returns"):
            continue
        if section == "pathways":
            decision = eligibility(terms.pathways[name], terms, facts, case.on)
        else:
            uncapped = terms.returns[name].model_copy(update={"cap": None})
            decision, _ = returnable(uncapped, path, terms, facts, case.on, np.arange(facts.n))
        for at, one in zip(where, alone, strict=True):
            asked = (decision.word(at), decision.because(at))
            if one.found["is"] in TAKEN:
                assert asked == ({"pathways": "eligible", "returns": "returnable"}[section], "")
            else:
                assert asked == (one.found["is"], one.found["because"])


def stays_among_others(pathway: Any, terms: Any, case: Case) -> None:
    given, random = case.stay, stream(7, "tried")
    among = np.datetime64(given.entry, "D") + random.integers(-900, 900, OTHERS).astype("timedelta64[D]")
    at = int(random.integers(OTHERS))
    away = np.timedelta64(99, "D")
    entry, wanted, last = among.copy(), among + away, among - away
    entry[at : at + 1], wanted[at : at + 1] = array([given.entry]), array([given.wanted_until])
    last[at : at + 1] = array([given.last_exit])
    renewed = random.integers(0, 3, OTHERS)
    renewed[at] = given.renewed
    stay, calendar = pathway.stay, terms.calendar
    until = permitted_until(stay, calendar, entry, wanted)
    assert until[at].item() == permits.permitted_until(stay, calendar, given.entry, given.wanted_until)
    asked = (stay, calendar, given.renewed, given.entry, given.wanted_until)
    assert THREE[int(may_renew(stay, calendar, renewed, entry, wanted)[at])] == permits.may_renew(*asked)
    again = THREE[int(may_come_again(stay, calendar, last, entry)[at])]
    assert again == permits.may_come_again(stay, calendar, given.last_exit, given.entry)


@pytest.mark.parametrize(("folder", "case"), EVERY)
def test_the_case_is_answered_the_same_by_the_slow_clerk(folder: str, case: Case) -> None:
    text = enacted(folder, case)
    terms, people = text.agreement.terms, people_of(case)
    for path, found in answers(case, text).items():
        section, name, part = parts(path)
        if part == "stay":
            assert found[0].found.items() >= clerk_on_stay(terms.pathways[name], terms, case).items()
        elif part == "labour_market_test":
            test = terms.pathways[name].labour_market_test
            assert [one.found["is"] for one in found] == [
                verdict(labour_market.decide(test, person, case.on, terms.groups).values())
                for person in people
            ]
        elif (section, part) in CLERKS:
            clerk = CLERKS[section, part]
            for one, person in zip(found, people, strict=True):
                assert one.found.items() >= clerk(case, terms, name, person).items()
        elif part or section not in ("pathways", "returns"):
            continue
        elif section == "returns":
            assert [one.found["is"] for one in found] == clerk_on_returns(path, terms, people, case)
        else:
            expected = clerk_on_pathway(path, terms, people, case)
            same = zip(found, expected, strict=True)
            assert [{name: one.found.get(name) for name in want} for one, want in same] == expected


def verdict(answers_to_parts: Any) -> str:
    every = list(answers_to_parts)
    return "failed" if False in every else "needs_evidence" if None in every else "passed"


def clerk_on_stay(pathway: Any, terms: Any, case: Case) -> dict[str, str]:
    given, word = case.stay, {False: "no", None: "needs_evidence", True: "yes"}
    stay, calendar = pathway.stay, terms.calendar
    until = permits.permitted_until(stay, calendar, given.entry, given.wanted_until)
    renewal = permits.may_renew(stay, calendar, given.renewed, given.entry, given.wanted_until)
    found = {
        "permitted_until": str(until),
        "may_renew": word[renewal],
        "may_come_again": word[permits.may_come_again(stay, calendar, given.last_exit, given.entry)],
    }
    if given.on is not None:
        found["overstays"] = word[permits.overstays(stay, calendar, until, given.on)]
    return found


def book_before(path: str, caps: Any, terms: Any, case: Case) -> places.Book:
    book = places.Book()
    for level in places.levels_on(f"{path}.cap", caps, case.on, terms) or ():
        used = case.so_far.get(path if level.path == f"{path}.cap" else level.path, 0)
        book.used[level.path, level.start] = used
        if level.path == f"{path}.cap":
            kept = [where for where in case.so_far if where.startswith(f"{path}.allocation.set_asides.")]
            book.used |= {(where, level.start): case.so_far[where] for where in kept}
    return book


def counts_places(path: str, case: Case) -> bool:
    """Whether a case says how many places were used before."""
    return any(f"{where}.".startswith(f"{path}.") for where in case.so_far)


def clerk_on_returns(path: str, terms: Any, people: list[dict[str, Any]], case: Case) -> list[str]:
    clause = terms.returns[path.removeprefix("returns.")]
    words = [returns.returnable(clause, terms, person, case.on)[0] for person in people]
    if not counts_places(path, case):
        return words
    queue = [
        places.Request(word == "returnable", case.on, case.on, at, person)
        for at, (word, person) in enumerate(zip(words, people, strict=True))
    ]
    book = book_before(path, clause.cap, terms, case)
    places.allocate(f"{path}.cap", clause.cap, None, terms, queue, book, case.on + timedelta(1))
    return [
        "cap_reached" if one.asks and one.status != "granted" else word
        for one, word in zip(queue, words, strict=True)
    ]


def clerk_on_pathway(path: str, terms: Any, people: list[dict[str, Any]], case: Case) -> list[dict[str, Any]]:
    pathway = terms.pathways[path.removeprefix("pathways.")]
    decided = [pathways.eligibility(pathway, terms, person, case.on) for person in people]
    found = [{"is": outcome, "because": reason} for outcome, reason in decided]
    if pathway.cap is None or not (case.n > 1 or counts_places(path, case)):
        return found
    allocation = pathway.allocation
    asking = [
        {
            "draw": at,
            "filed": person.get("application.filed_on") or case.on,
            "priority_day": person.get("application.priority_day"),
            "points": pathways.score(pathway.points, person, terms.groups) if pathway.points else 0,
        }
        for at, person in enumerate(people)
    ]
    order, ties = (str(allocation.order), allocation.ties) if allocation else ("first_come", "draw")
    turn = line.turns(order, asking, ties)
    queue = [
        places.Request(
            one["is"] == "eligible",
            case.on,
            asked["filed"],
            place,
            person,
            takes=family.places(pathway.family, person),
        )
        for one, asked, place, person in zip(found, asking, turn, people, strict=True)
    ]
    book = book_before(path, pathway.cap, terms, case)
    places.allocate(f"{path}.cap", pathway.cap, allocation, terms, queue, book, case.on + timedelta(1))
    for one, request in zip(found, queue, strict=True):
        if request.asks:
            one.update({"is": request.status, "because": "" if request.status == "granted" else "cap"})
        if request.status == "granted":
            asides = allocation.set_asides if allocation else []
            one["through"] = asides[request.through - 1].name if request.through else "pool"
            one["period"] = str(request.period)
    return found


@pytest.mark.parametrize(("folder", "case"), SILENT)
def test_a_case_without_a_text_in_force_is_refused(folder: str, case: Case) -> None:
    with pytest.raises(agreement.Refused):
        answers(case, enacted(folder, case))


def test_there_are_cases_to_run() -> None:
    assert len(EVERY) > 100
    assert {case.values[0] for case in EVERY} >= {"us-mx-2001", "us-mx-2023", "invented"}


def test_a_case_that_expects_something_else_is_told_apart() -> None:
    folder, case = next(
        case.values for case in EVERY if case.values[1].name == "A Cuban with a supporter flies in"
    )
    wrong = replace_expected(case)
    assert differences(wrong, answers(wrong, enacted(folder, wrong)))


def replace_expected(case: Case) -> Case:
    changed = {
        path: [one.model_copy(update={"is_": "not_open"}) for one in many]
        for path, many in case.expect.items()
    }
    return case.model_copy(update={"expect": changed})
