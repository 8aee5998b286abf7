"""Places under caps: against a clerk who serves one by one, and what must hold whatever the text says."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.allocation import Allocation, SetAside
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.population.chance import stream
from acuerdo.rules.places import Ledger, allocate
from reference import days as calendar_days
from reference import places as reference
from rules.making import cap, dated, days, terms, trying
from rules.queues import (
    PATH,
    Tried,
    crowded_years,
    expected,
    families,
    granted,
    queue_of,
    queues,
    served,
    told,
)


def request(counts_on: str, turn: int, filed: str | None = None, **facts: object) -> reference.Request:
    person = {name.replace("__", "."): value for name, value in facts.items()}
    return reference.Request(
        True, date.fromisoformat(counts_on), date.fromisoformat(filed or counts_on), turn, person
    )


def statuses(tried: Tried, ledger: Ledger | None = None) -> list[str]:
    return [status for status, *_ in told(served(tried, ledger))]


@trying(300)
@given(queues(), st.one_of(st.none(), days("2021-01-01", "2021-12-31")))
def test_a_queue_is_served_as_a_clerk_serves_it(tried: Tried, until: date | None) -> None:
    tried, book = replace(tried, until=until), reference.Book()
    places, one_by_one = served(tried), expected(tried, book)
    assert told(places) == [(one.status, one.period, one.given_on, one.through) for one in one_by_one]
    assert {key: used for key, used in places.ledger.used.items() if used} == book.used
    assert places.ledger.extra == book.extra


@trying(200)
@given(crowded_years())
def test_a_crowded_year_with_releases_is_served_as_a_clerk_serves_it(tried: Tried) -> None:
    places, one_by_one = served(tried), expected(tried, reference.Book())
    assert told(places) == [(one.status, one.period, one.given_on, one.through) for one in one_by_one]


@trying(300)
@given(st.one_of(families(queues()), families(crowded_years())))
def test_families_are_served_as_a_clerk_serves_them(tried: Tried) -> None:
    book = reference.Book()
    places, one_by_one = served(tried), expected(tried, book)
    assert told(places) == [(one.status, one.period, one.given_on, one.through) for one in one_by_one]
    assert {key: used for key, used in places.ledger.used.items() if used} == book.used
    assert places.ledger.extra == book.extra


@pytest.mark.parametrize(
    ("takes", "status"),
    [
        ((1, 2, 1), ["granted", "granted", "refused"]),
        ((2, 2, 1), ["granted", "refused", "refused"]),
        ((3, 1, 1), ["granted", "refused", "refused"]),
        ((4, 1, 1), ["refused", "refused", "refused"]),
    ],
)
def test_nobody_overtakes_a_family_that_does_not_fit(takes: tuple[int, ...], status: list[str]) -> None:
    asking = tuple(replace(request("2021-05-01", turn), takes=size) for turn, size in enumerate(takes))
    tried = Tried(cap(count=3, per="calendar_year"), None, terms(), asking)
    assert statuses(tried) == status
    used = sum(size for size, word in zip(takes, status, strict=True) if word == "granted")
    assert served(tried).ledger.used[PATH, date(2021, 1, 1)] == used


def test_who_takes_one_place_each_need_not_say_so() -> None:
    tried = Tried(
        cap(count=1, per="calendar_year"), None, terms(), tuple(request("2021-05-01", at) for at in (1, 0))
    )
    queue = replace(queue_of(tried.requests), takes=None)
    places = allocate(PATH, tried.caps, None, tried.text, queue, Ledger())
    assert told(places) == told(served(tried))


@trying(100)
@given(queues(), queues(nested=False, asides=False), st.randoms(use_true_random=False))
def test_a_ledger_is_carried_on_as_a_clerk_carries_his_book(
    first: Tried, other: Tried, chance: object
) -> None:
    second = replace(first, requests=other.requests)
    book, ledger = reference.Book(), Ledger()
    for part in (first, second, first):
        places = served(part, ledger)
        assert told(places) == [
            (one.status, one.period, one.given_on, one.through) for one in expected(part, book)
        ]
        ledger = places.ledger


@trying(80)
@given(queues(), st.data())
def test_the_order_of_rows_decides_nothing(tried: Tried, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(tried.requests))))
    mixed = replace(tried, requests=tuple(tried.requests[at] for at in order))
    found = told(served(tried))
    assert told(served(mixed)) == [found[at] for at in order]
    assert served(mixed).ledger == served(tried).ledger


@trying(100)
@given(queues(), queues(nested=False, asides=False))
def test_no_period_and_no_run_of_days_ever_has_more_than_its_places(first: Tried, other: Tried) -> None:
    ledger = Ledger()
    rows: list[tuple] = []
    for tried in (first, replace(first, requests=other.requests)):
        places = served(tried, ledger)
        ledger = places.ledger
        rows += [row for row in told(places) if row[0] == "granted"]
    caps = {PATH: first.caps, **{f"caps.{name}": found for name, found in first.text.caps.items()}}
    for path, dated_cap in caps.items():
        used = {on: places for (where, on), places in ledger.used.items() if where == path}
        for entry in dated_cap.entries:
            if not isinstance(entry.count, int):
                continue
            for start, taken in used.items():
                if calendar_days.in_force(dated_cap, start) is not entry or entry.per == "programme":
                    continue
                if entry.per == "rolling":
                    rule = first.text.calendar.month_arithmetic
                    window = [on for on in used if on <= start < calendar_days.add(on, entry.over, rule)]
                    fits = [on for on in window if calendar_days.in_force(dated_cap, on) is entry]
                    assert sum(used[on] for on in fits) <= entry.count
                else:
                    brought = sum(n for (to, _), n in ledger.extra.items() if to == (path, start))
                    both = [one.count for one in dated_cap.entries if isinstance(one.count, int)]
                    assert taken <= max(both) + brought
    per_period = Counter(period for _, period, _, _ in rows)
    for (path, start), used in ledger.used.items():
        if path == PATH:
            assert used == per_period[start]


@trying(120)
@given(queues(nested=False, asides=False), st.integers(1, 3))
def test_more_places_hurt_nobody_who_came_first(tried: Tried, more: int) -> None:
    entries = [
        entry.model_copy(update={"count": entry.count + more, "unused": "lapse"})
        if isinstance(entry.count, int)
        else entry
        for entry in tried.caps.entries
    ]
    fewer = [entry.model_copy(update={"unused": "lapse"}) for entry in tried.caps.entries]
    line = sorted(tried.requests, key=lambda one: (one.counts_on or date.max, one.turn))
    in_line = tuple(replace(one, turn=at) for at, one in enumerate(line))
    before, after = (
        granted(served(replace(tried, caps=type(tried.caps)(tuple(found)), requests=in_line)))
        for found in (fewer, entries)
    )
    if not any(entry.per == "rolling" for entry in tried.caps.entries):
        assert (after | ~before).all()
    assert after.sum() >= before.sum()


@trying(120)
@given(queues())
def test_a_place_in_a_set_aside_goes_to_its_members_who_filed_before_its_release(tried: Tried) -> None:
    asides = tried.allocation.set_asides if tried.allocation else []
    for one, (status, start, _, through) in zip(tried.requests, told(served(tried)), strict=True):
        if status == "granted" and through > 0:
            aside = asides[through - 1]
            assert reference.belongs(aside, one.person, tried.text.groups)
            if str(aside.release) != "none" and one.filed is not None:
                rule = tried.text.calendar.month_arithmetic
                assert one.filed < calendar_days.add(start, aside.release, rule)


@trying(80)
@given(queues(asides=False))
def test_a_set_aside_of_no_places_changes_nothing(tried: Tried) -> None:
    empty = {"name": "empty", "for": {"nationals_of": "any"}, "count": "0", "release": "1 month"}
    allocation = Allocation.model_validate({"order": "lottery", "set_asides": [empty]})
    assert told(served(replace(tried, allocation=allocation))) == told(served(tried))


@trying(120)
@given(queues(nested=False))
def test_a_year_served_day_by_day_is_the_year_served_at_once(tried: Tried) -> None:
    """Where nobody waits and who files first comes first, how often places are given makes no difference."""
    entries = [
        entry.model_copy(update={"when_full": "refuse"}) if isinstance(entry.count, int) else entry
        for entry in tried.caps.entries
    ]
    usable = [one for one in tried.requests if one.asks and one.counts_on is not None]
    line = sorted(usable, key=lambda one: (one.counts_on, one.turn))
    requests = tuple(replace(one, turn=at, filed=one.counts_on) for at, one in enumerate(line))
    tried = replace(tried, caps=type(tried.caps)(tuple(entries)), requests=requests)
    if (
        any(str(aside.release) != "none" for aside in tried.allocation.set_asides)
        if tried.allocation
        else False
    ):
        return
    together, ledger, apart = told(served(tried)), Ledger(), []
    for day in sorted({one.counts_on for one in requests}):
        today = replace(tried, requests=tuple(one for one in requests if one.counts_on == day))
        places = served(replace(today, until=day + timedelta(1)), ledger)
        ledger, apart = places.ledger, apart + told(places)
    if not any(entry.unused == "carry" for entry in entries):
        assert apart == together


def test_nobody_gets_no_place() -> None:
    assert told(served(Tried(cap(count=3, per="programme"), None, terms(), ()))) == []


def test_who_is_refused_under_one_entry_is_not_asked_again_under_the_next() -> None:
    caps = dated(
        Cap,
        [
            {
                "from": "2022-10-18",
                "until": "2023-01-06",
                "count": "1",
                "per": "programme",
                "counts": "visas",
                "when_full": "refuse",
            },
            {
                "from": "2023-01-06",
                "count": "30",
                "per": "calendar_month",
                "counts": "visas",
                "when_full": "queue",
            },
        ],
    )
    requests = (request("2023-01-04", 0), request("2023-01-05", 1), request("2023-01-06", 2))
    assert statuses(Tried(caps, None, terms(), requests)) == ["granted", "refused", "granted"]


def test_a_request_before_the_first_day_of_a_cap_is_refused_though_its_month_has_begun() -> None:
    caps = cap(from_="2022-10-12", count=9, per="calendar_month")
    requests = (request("2022-10-11", 0), request("2022-10-12", 1))
    assert statuses(Tried(caps, None, terms(), requests)) == ["refused", "granted"]


def test_a_cap_without_a_number_still_lies_within_one_that_has() -> None:
    text = terms(caps={"nation": cap(count=1, per="calendar_year")})
    requests = (request("2021-02-01", 0), request("2021-02-02", 1), request("2022-02-01", 2))
    tried = Tried(dated(Cap, [{"count": "none", "within": "caps.nation"}]), None, text, requests)
    assert statuses(tried) == ["granted", "refused", "granted"]


def test_a_cap_without_a_number_in_the_middle_does_not_hide_the_one_around_it() -> None:
    middle = dated(Cap, [{"count": "none", "within": "nation"}])
    text = terms(caps={"state": middle, "nation": cap(count=1, per="calendar_year")})
    requests = (request("2021-02-01", 0), request("2021-02-02", 1))
    tried = Tried(cap(count=9, per="calendar_year", within="caps.state"), None, text, requests)
    assert statuses(tried) == ["granted", "refused"]


def test_each_month_of_a_year_has_its_own_places_within_the_year() -> None:
    text = terms(caps={"port": cap(count=1, per="calendar_month")})
    requests = tuple(request(f"2021-0{month}-01", at) for at, month in enumerate((1, 1, 2, 3)))
    tried = Tried(cap(count=2, per="calendar_year", within="caps.port"), None, text, requests)
    assert statuses(tried) == ["granted", "refused", "granted", "refused"]


def test_a_month_that_crosses_a_fiscal_year_draws_on_both() -> None:
    text = terms(
        calendar=Calendar.model_validate({"fiscal_year": {"USA": "04-06"}}),
        caps={"work": cap(count=1, per="fiscal_year", of="USA")},
    )
    requests = (request("2021-04-05", 0), request("2021-04-05", 1), request("2021-04-06", 2))
    tried = Tried(cap(count=9, per="calendar_month", within="work"), None, text, requests)
    assert statuses(tried) == ["granted", "refused", "granted"]


def test_a_cap_within_a_run_of_days_keeps_to_it() -> None:
    text = terms(caps={"town": cap(count=1, per="rolling", over="10 days")})
    requests = tuple(request(day, at) for at, day in enumerate(("2021-01-01", "2021-01-10", "2021-01-11")))
    tried = Tried(cap(count=9, per="calendar_year", within="town"), None, text, requests)
    assert statuses(tried) == ["granted", "refused", "granted"]


def test_a_run_of_a_month_is_as_long_as_the_month() -> None:
    caps = cap(count=1, per="rolling", over="1 month")
    requests = tuple(request(day, at) for at, day in enumerate(("2021-01-15", "2021-02-14", "2021-02-15")))
    assert statuses(Tried(caps, None, terms(), requests)) == ["granted", "refused", "granted"]


def test_a_run_of_days_leaves_room_for_days_already_given() -> None:
    tried = Tried(cap(count=1, per="rolling", over="10 days"), None, terms(), (request("2021-01-05", 0),))
    later = served(replace(tried, requests=(request("2021-01-10", 0),))).ledger
    assert statuses(tried, later) == ["refused"]


def test_unused_places_are_passed_on_once_however_often_a_month_is_served() -> None:
    tried = Tried(cap(count=10, per="calendar_month", unused="carry"), None, terms(), ())
    ledger = Ledger()
    for day in ("2021-01-01", "2021-01-02", "2021-01-03"):
        ledger = served(replace(tried, requests=(request(day, 0),)), ledger).ledger
    february = tuple(request("2021-02-01", at) for at in range(20))
    assert granted(served(replace(tried, requests=february), ledger)).sum() == 17


def test_unused_places_are_passed_on_once_where_the_count_changes_in_the_month() -> None:
    plain = {"per": "calendar_month", "counts": "visas", "when_full": "refuse", "unused": "carry"}
    caps = dated(
        Cap, [{"count": "10", "until": "2021-01-15", **plain}, {"from": "2021-01-15", "count": "10", **plain}]
    )
    requests = (request("2021-01-01", 0), *(request("2021-02-01", 1 + at) for at in range(25)))
    assert granted(served(Tried(caps, None, terms(), requests))).sum() == 1 + 19


def test_carried_places_are_carried_once() -> None:
    requests = (request("2021-01-01", 9), *(request("2021-03-01", at) for at in range(9)))
    found = served(Tried(cap(count=2, per="calendar_month", unused="carry"), None, terms(), requests))
    assert granted(found).sum() == 1 + 4


def test_unused_places_spill_to_the_first_period_that_begins_when_they_are_over() -> None:
    text = terms(caps={"kin": cap(count=5, per="calendar_month")})
    spilling = cap(count=3, per="calendar_year", unused="spill", spill_to="kin")
    ledger = served(Tried(spilling, None, text, (request("2021-02-01", 0),))).ledger
    assert ledger.extra == {(("caps.kin", date(2022, 1, 1)), (PATH, date(2021, 1, 1))): 2}


def test_unused_places_of_a_cap_around_are_carried_too() -> None:
    text = terms(caps={"nation": cap(count=3, per="calendar_month", unused="carry")})
    requests = (request("2021-01-01", 0), *(request("2021-02-01", 1 + at) for at in range(9)))
    found = served(Tried(cap(count=9, per="calendar_month", within="nation"), None, text, requests))
    assert granted(found).sum() == 1 + 5


def test_a_set_aside_that_was_used_keeps_only_the_rest_the_next_day() -> None:
    aside = {
        "name": "returning",
        "for": {"fact": "person.prior_compliant_seasons", "at_least": "1"},
        "count": "2",
        "release": "never",
    }
    allocation = Allocation.model_validate({"order": "first_come", "set_asides": [aside]})
    tried = Tried(cap(count=4, per="calendar_year"), allocation, terms(), ())
    returning = tuple(request("2021-01-01", at, person__prior_compliant_seasons=1) for at in range(2))
    ledger = served(replace(tried, requests=returning)).ledger
    others = tuple(request("2021-01-02", at) for at in range(3))
    assert statuses(replace(tried, requests=others), ledger) == ["granted", "granted", "refused"]


def test_a_better_lot_comes_first_though_others_filed_before_a_release() -> None:
    aside = {
        "name": "returning",
        "for": {"fact": "person.prior_compliant_seasons", "at_least": "1"},
        "count": "1",
        "release": "6 months",
    }
    allocation = Allocation.model_validate({"order": "lottery", "set_asides": [aside]})
    requests = (request("2021-01-02", 1), request("2021-08-01", 0))
    assert statuses(Tried(cap(count=1, per="calendar_year"), allocation, terms(), requests)) == [
        "refused",
        "granted",
    ]


def test_who_was_refused_before_a_release_stays_refused() -> None:
    aside = {"name": "mexico", "for": {"nationals_of": ["MEX"]}, "count": "1", "release": "2 months"}
    allocation = Allocation.model_validate({"order": "first_come", "set_asides": [aside]})
    requests = (request("2021-02-28", 0), request("2021-03-01", 1))
    tried = Tried(cap(count=1, per="calendar_year"), allocation, terms(), requests)
    assert statuses(tried) == ["refused", "granted"]


def test_released_places_are_given_out_in_their_period_though_nobody_asks_later() -> None:
    aside = {
        "name": "returning",
        "for": {"fact": "person.prior_compliant_seasons", "at_least": "1"},
        "share": "0.5",
        "release": "6 months",
    }
    allocation = Allocation.model_validate({"order": "first_come", "set_asides": [aside]})
    requests = tuple(request("2021-01-02", at) for at in range(4))
    tried = Tried(cap(count=4, per="calendar_year", when_full="queue"), allocation, terms(), requests)
    assert [given_on for *_, given_on, _ in told(served(tried))] == [date(2021, 1, 2)] * 2 + [
        date(2021, 7, 1)
    ] * 2
    assert statuses(replace(tried, until=date(2021, 7, 1))) == ["granted", "granted", "queued", "queued"]


@pytest.mark.parametrize(
    ("share", "of", "places"), [("0.29", 100, 29), ("0.57", 100, 57), ("0.5", 5, 2), ("1", 7, 7)]
)
def test_a_share_is_rounded_down_to_places_and_no_further(share: str, of: int, places: int) -> None:
    aside = SetAside.model_validate(
        {"name": "a", "for": {"nationals_of": "any"}, "share": share, "release": "never"}
    )
    assert aside.places(of) == places


@pytest.mark.parametrize("silent", ["count", "per", "when_full"])
def test_a_cap_that_is_not_stated_gives_no_places(silent: str) -> None:
    plain = {"count": "1", "per": "calendar_year", "counts": "visas", "when_full": "queue"}
    tried = Tried(dated(Cap, [{**plain, silent: "not_stated"}]), None, terms(), (request("2021-01-01", 0),))
    with pytest.raises(ValueError, match="not stated"):
        served(tried)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_crowd_is_served_as_a_clerk_serves_it(seed: int) -> None:
    random = stream(seed, "tried")
    text = terms(caps={"nation": cap(count=300, per="calendar_year", when_full="queue")})
    allocation = Allocation.model_validate(
        {
            "order": "first_come",
            "set_asides": [
                {
                    "name": "returning",
                    "for": {"fact": "person.prior_compliant_seasons", "at_least": "1"},
                    "share": "0.5",
                    "release": "10 days",
                },
                {"name": "mexico", "for": {"nationals_of": ["MEX"]}, "count": "5", "release": "never"},
            ],
        }
    )
    n = 1_200
    on = [date(2021, 1, 1) + timedelta(int(day)) for day in random.integers(0, 90, n)]
    turn = random.permutation(n)
    requests = tuple(
        reference.Request(
            bool(random.random() < 0.9),
            on[at],
            on[at],
            int(turn[at]),
            {
                "person.prior_compliant_seasons": int(random.integers(0, 2)),
                "person.nationality": ("MEX", "CAN")[random.integers(0, 2)],
            },
        )
        for at in range(n)
    )
    tried = Tried(
        cap(count=60, per="calendar_month", within="nation", unused="carry", when_full="next_period"),
        allocation,
        text,
        requests,
    )
    one_by_one = expected(tried, reference.Book())
    assert told(served(tried)) == [(one.status, one.period, one.given_on, one.through) for one in one_by_one]
