"""Ceilings: whoever a match places under them is given a place, on the same day, by the allocation."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from acuerdo.agreement.clauses.allocation import Allocation
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import YES, decide
from acuerdo.matching.asides import SetAsides, match_with_asides
from acuerdo.matching.floors import NO_GROUP
from acuerdo.matching.market import Caps
from acuerdo.rules.ceilings import CLOSED, NONE_AROUND, ceilings, new_places_on
from acuerdo.rules.places import GRANTED, Ledger, allocate
from markets import market_of, with_orders
from reference.places import Request
from rules.making import cap, dated, terms, trying
from rules.queues import PATH, WHOM, Tried, crowded_years, queue_of, queues


def on(*days: str) -> np.ndarray:
    return np.array(days, "datetime64[D]")


def returning(**aside: object) -> Allocation:
    whom = {"fact": "person.prior_compliant_seasons", "at_least": "1"}
    return Allocation.model_validate(
        {"order": "lottery", "set_asides": [{"name": "returning", "for": whom, **aside}]}
    )


def several_set_asides() -> Tried:
    """Three set-asides of one place each under a cap of three, one released on a day; one person belongs to
    two of them."""
    rules = {"count": "3", "per": "calendar_year", "counts": "visas", "when_full": "refuse"}
    asides = [
        {"name": "part-0", "for": WHOM[0], "count": "1", "release": "never"},
        {"name": "part-1", "for": WHOM[1], "count": "1", "release": "20 days"},
        {"name": "part-2", "for": WHOM[3], "count": "1", "release": "never"},
    ]
    people = [("MEX", 1, 1), ("MEX", 1, 0), ("CAN", 1, 0), ("MEX", 2, 0)]
    return Tried(
        dated(Cap, [{"from": "2021-01-01", "until": "2022-01-01", **rules}]),
        Allocation.model_validate({"order": "lottery", "set_asides": asides}),
        terms(),
        tuple(
            Request(
                asks=True,
                counts_on=date(2021, month, 1),
                filed=None,
                turn=turn,
                person={"person.nationality": nation, "person.prior_compliant_seasons": seasons},
            )
            for turn, (nation, month, seasons) in enumerate(people)
        ),
    )


MONTHLY = cap(count=10, per="calendar_month", when_full="queue")


@trying(150)
@given(st.one_of(queues(), crowded_years()))
@example(several_set_asides())
def test_whoever_is_matched_under_the_ceilings_is_given_a_place_on_the_day(tried: Tried) -> None:
    """Everybody wants an order of their own; those who are matched are served ceiling by ceiling."""
    asking = tuple(
        replace(one, takes=1, filed=one.counts_on) for one in tried.requests if one.asks and one.counts_on
    )
    queue = queue_of(asking)
    n = len(asking)
    found = ceilings(PATH, tried.caps, tried.allocation, tried.text, queue.counts_on, Ledger())
    assume(not found.loose.any())
    group = np.full(n, NO_GROUP)
    for number, aside in reversed(list(enumerate(tried.allocation.set_asides if tried.allocation else []))):
        group[decide(aside.criteria(), queue.facts, tried.text.nations).answers == YES] = number
    market = market_of([1] * n, [[each] for each in range(n)], [-1] * n)
    market = replace(
        with_orders(
            market,
            cap=np.maximum(found.innermost, -1),
            places=(found.innermost != CLOSED).astype(np.int64),
        ),
        workers=replace(market.workers, turn=np.argsort(np.argsort(queue.turn))),
        caps=Caps(found.places, found.within),
    )
    asides = SetAsides(group, found.exempt, found.period, found.kept, found.before)
    matched = np.flatnonzero(match_with_asides(market, asides).order >= 0)
    ledger = Ledger()
    for ceiling in dict.fromkeys(found.innermost[matched[np.argsort(queue.counts_on[matched])]].tolist()):
        rows = matched[found.innermost[matched] == ceiling]
        part = queue_of(tuple(asking[row] for row in rows))
        places = allocate(PATH, tried.caps, tried.allocation, tried.text, part, ledger)
        ledger = places.ledger
        assert (places.status == GRANTED).all()
        assert (places.given_on == part.counts_on).all()


def test_a_rolling_cap_is_left_to_the_allocation() -> None:
    rolling = cap(count=10, per="rolling", over="30 days")
    found = ceilings(PATH, rolling, None, terms(), on("2021-01-09"), Ledger())
    assert (found.key, found.innermost.tolist(), found.loose.tolist()) == ((), [NONE_AROUND], [True])


def test_days_of_one_period_lie_under_one_ceiling_with_the_places_left() -> None:
    used = Ledger({(PATH, date(2021, 2, 1)): 4})
    found = ceilings(PATH, MONTHLY, None, terms(), on("2021-01-09", "2021-02-03", "2021-02-28"), used)
    assert found.key == ((PATH, date(2021, 1, 1)), (PATH, date(2021, 2, 1)))
    assert found.places.tolist() == [10, 6]
    assert found.innermost.tolist() == [0, 1, 1]


def test_a_month_lies_within_its_year_where_the_text_says_so() -> None:
    year = cap(count=30, per="calendar_year")
    monthly = cap(count=10, per="calendar_month", within="caps.year")
    found = ceilings(
        PATH, monthly, None, terms(caps={"year": year}), on("2021-01-09", "2022-02-03"), Ledger()
    )
    around = [found.key[each] for each in found.within[found.innermost]]
    assert around == [("caps.year", date(2021, 1, 1)), ("caps.year", date(2022, 1, 1))]


def test_a_month_that_lies_in_two_years_of_the_cap_around_it_is_left_to_the_allocation() -> None:
    text = terms(caps={"year": cap(count=30, per="fiscal_year", of="USA")})
    text = text.model_copy(
        update={"calendar": text.calendar.model_copy(update={"fiscal_year": {"USA": (1, 15)}})}
    )
    monthly = cap(count=10, per="calendar_month", within="caps.year")
    found = ceilings(PATH, monthly, None, text, on("2021-01-09", "2021-01-20"), Ledger())
    assert {path for path, _ in found.key} == {"caps.year"}
    assert found.loose.tolist() == [True, True]
    assert found.innermost.tolist() == [0, 1]


def test_others_are_left_what_is_not_kept_until_the_release() -> None:
    kept = returning(count="4", release="10 days")
    found = ceilings(PATH, MONTHLY, kept, terms(), on("2021-01-09", "2021-01-11"), Ledger())
    assert found.places.tolist() == [10, 6]
    assert found.within.tolist() == [NONE_AROUND, 0]
    assert found.innermost.tolist() == [1, 0]
    assert found.exempt.tolist() == [[False], [True]]
    assert found.before.tolist() == [[True], [False]]


def test_a_day_without_a_cap_in_force_is_closed_and_without_a_cap_at_all_open() -> None:
    later = cap(count=10, per="calendar_month", from_="2021-02-01")
    assert ceilings(PATH, later, None, terms(), on("2021-01-09"), Ledger()).innermost.tolist() == [CLOSED]
    assert ceilings(PATH, None, None, terms(), on("2021-01-09", "NaT"), Ledger()).innermost.tolist() == [
        NONE_AROUND,
        CLOSED,
    ]


@pytest.mark.parametrize(
    ("rule", "count"), [("queue", 3), ("next_period", 3), ("refuse", 0), ("national_law", 0)]
)
def test_places_come_to_those_who_wait_when_a_period_or_a_release_begins(rule: str, count: int) -> None:
    monthly = cap(count=10, per="calendar_month", when_full=rule)
    kept = returning(count="4", release="10 days")
    found = new_places_on(PATH, monthly, kept, terms(), on("2021-01-05"), on("2021-02-20"))
    assert found.tolist() == [date(2021, 1, 11), date(2021, 2, 1), date(2021, 2, 11)][:count]
