"""Queues for places, drawn, and served in both worlds."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from hypothesis import strategies as st

from acuerdo.agreement.clauses.allocation import Allocation
from acuerdo.agreement.clauses.base import Dated
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.terms import Terms
from acuerdo.rules.places import STATUSES, Ledger, Places, Queue, allocate
from reference import places as reference
from rules.making import FULL, NATIONS, arrays, calendars, cap_entries, dated, days, terms

PATH = "pathways.tried.cap"
WHOM: list[dict[str, Any]] = [
    {"nationals_of": ["MEX"]},
    {"nationals_of": "neighbours"},
    {"nationals_of": "any"},
    {"fact": "person.prior_compliant_seasons", "at_least": "1"},
    {"none": [{"fact": "person.nationality", "is": "MEX"}]},
]
RELEASES = ("never", "0 days", "20 days", "1 month", "6 months", "2 years")


@dataclass(frozen=True)
class Tried:
    """A cap, what lies around it, and who asks."""

    caps: Dated[Cap]
    allocation: Allocation | None
    text: Terms
    requests: tuple[reference.Request, ...]
    until: date | None = None


REQUESTS = st.builds(
    reference.Request,
    asks=st.sampled_from([True, True, True, False]),
    counts_on=st.one_of(days("2021-01-01", "2021-05-31"), days("2021-01-01", "2021-05-31"), st.none()),
    filed=st.one_of(days("2020-12-01", "2021-05-31"), days("2020-12-01", "2021-05-31"), st.none()),
    turn=st.just(0),
    person=st.fixed_dictionaries(
        {},
        optional={
            "person.prior_compliant_seasons": st.sampled_from([0, 1, None]),
            "person.nationality": st.sampled_from([*NATIONS[:3], None]),
        },
    ),
)


@st.composite
def allocations(draw: Any) -> Allocation:
    """Up to three set-asides, for nationalities, a criterion or several, by count or share."""
    kept = []
    for number in range(draw(st.integers(0, 3))):
        kept.append(
            {
                "name": f"part-{number}",
                "for": draw(st.sampled_from(WHOM)),
                "release": draw(st.sampled_from(RELEASES)),
                **draw(
                    st.one_of(
                        st.integers(0, 3).map(lambda count: {"count": str(count)}),
                        st.sampled_from(["0", "0.25", "0.29", "0.5", "1"]).map(
                            lambda share: {"share": share}
                        ),
                    )
                ),
            }
        )
    return Allocation.model_validate({"order": "first_come", "set_asides": kept})


@st.composite
def queues(
    draw: Any, nested: bool = True, asides: bool = True, most: int = 9, caps: Any = None, text: Any = None
) -> Tried:
    """Some requests under a dated cap, which may lie in another, which may lie in a third."""
    around: dict[str, Any] = {}
    depth = draw(st.integers(0, 2)) if nested else 0
    if depth > 1:
        around["nation"] = dated(Cap, draw(cap_entries(None, None, 6)))
    if depth > 0:
        within, spill = ("caps.nation", "caps.nation") if depth > 1 else (None, None)
        around["state"] = dated(Cap, draw(cap_entries(within, spill, 5)))
    inner = draw(st.sampled_from(["caps.state", "state"])) if depth else None
    entries = draw(cap_entries(inner, "caps.state" if depth else None, 4)) if caps is None else caps
    requests = draw(st.lists(REQUESTS, max_size=most))
    turn = draw(st.permutations(range(len(requests))))
    return Tried(
        dated(Cap, entries),
        draw(st.one_of(st.none(), allocations())) if asides else None,
        terms(calendar=draw(calendars()), caps=around),
        tuple(replace(one, turn=place) for one, place in zip(requests, turn, strict=True)),
    )


@st.composite
def crowded_years(draw: Any) -> Tried:
    """Many who ask in one year for a few places, most of them kept for some of them for a while."""
    text = terms()
    within = {}
    if draw(st.booleans()):
        rules = {"count": str(draw(st.integers(1, 3))), "per": "calendar_month", "when_full": "queue"}
        text = terms(caps={"month": dated(Cap, [{**rules, "counts": "visas"}])})
        within = {"within": "month"}
    own = {
        "count": str(draw(st.integers(2, 7))),
        "per": draw(st.sampled_from(["calendar_year", "programme"])),
        "counts": "visas",
        "when_full": draw(st.sampled_from(FULL)),
        **within,
    }
    kept = [
        {"name": f"part-{number}", "for": whom, "count": str(draw(st.integers(1, 3))), "release": release}
        for number, (whom, release) in enumerate(
            draw(
                st.lists(st.tuples(st.sampled_from(WHOM), st.sampled_from(RELEASES)), min_size=1, max_size=3)
            )
        )
    ]
    people = st.fixed_dictionaries(
        {
            "person.prior_compliant_seasons": st.sampled_from([0, 1]),
            "person.nationality": st.sampled_from(["MEX", "CAN"]),
        }
    )
    months = st.integers(1, 9).map(lambda month: date(2021, month, 1))
    asking = draw(st.lists(st.tuples(months, people), min_size=4, max_size=12))
    turn = draw(st.permutations(range(len(asking))))
    return Tried(
        dated(Cap, [{"from": "2021-01-01", "until": "2022-01-01", **own}]),
        Allocation.model_validate({"order": "lottery", "set_asides": kept}),
        text,
        tuple(
            reference.Request(True, on, on, place, person)
            for (on, person), place in zip(asking, turn, strict=True)
        ),
    )


@st.composite
def families(draw: Any, found: st.SearchStrategy[Tried]) -> Tried:
    """A queue in which some bring their families."""
    tried = draw(found)
    return replace(
        tried, requests=tuple(replace(one, takes=draw(st.integers(1, 3))) for one in tried.requests)
    )


def day(found: date | None) -> np.datetime64:
    return np.datetime64(found or "NaT", "D")


def queue_of(requests: tuple[reference.Request, ...]) -> Queue:
    """Requests as arrays."""
    return Queue(
        np.array([one.asks for one in requests], np.bool_),
        np.array([day(one.counts_on) for one in requests], "datetime64[D]"),
        np.array([day(one.filed) for one in requests], "datetime64[D]"),
        np.array([one.turn for one in requests], np.int64),
        arrays([one.person for one in requests]),
        np.array([one.takes for one in requests], np.int64),
    )


def served(tried: Tried, ledger: Ledger | None = None) -> Places:
    """The rule under test."""
    return allocate(
        PATH,
        tried.caps,
        tried.allocation,
        tried.text,
        queue_of(tried.requests),
        ledger or Ledger(),
        tried.until,
    )


def expected(tried: Tried, book: reference.Book) -> list[reference.Request]:
    """The reference; the book is written on."""
    requests = [replace(one) for one in tried.requests]
    reference.allocate(PATH, tried.caps, tried.allocation, tried.text, requests, book, tried.until)
    return requests


def told(places: Places) -> list[tuple]:
    """What became of each request, in the words of the reference."""
    return [
        (STATUSES[int(status)], period, given_on, int(through))
        for status, period, given_on, through in zip(
            places.status, places.period.tolist(), places.given_on.tolist(), places.through, strict=True
        )
    ]


def granted(places: Places) -> np.ndarray:
    return places.status == STATUSES.index("granted")
