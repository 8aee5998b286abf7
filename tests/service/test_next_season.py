"""The next season in the same record: who comes back, named by the employer of the last, and who does not."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from acuerdo.operate import applying, closing, orders, recalling, registering, seasons
from acuerdo.operate.law import enacted
from acuerdo.operate.states import NotNow
from acuerdo.records.models import (
    Account,
    Application,
    Decision,
    JobOrder,
    PastSeason,
    Placement,
    Season,
    Worker,
)
from service.conftest import Clock, run
from service.test_crossings import both, granted, on

Fields = Callable[..., dict[str, Any]]


@pytest.fixture
def two(
    who: dict[str, Account], order: JobOrder, season: Season, clock: Clock, worker_fields: Fields
) -> tuple[Worker, Worker]:
    """Two workers of season one: the first went home in time, the second after the days of grace."""
    for at in range(2):
        account = Account.objects.create(username=f"worker {at}", role="worker")
        worker = registering.register(account, worker_fields(surnames=f"de Muestra {at}"))
        applying.apply(account, season, worker)
    run(who["secretary"], season, clock)
    held = Placement.every.select_related("application__worker").order_by("application__worker__pk")
    permits = [granted(who, each) for each in held]
    on(clock, date(2017, 10, 15))
    for permit, left in zip(permits, (date(2017, 9, 1), date(2017, 9, 30)), strict=True):
        both(who, permit, "entry", date(2017, 4, 1))
        both(who, permit, "exit", left)
    closing.close_due(None)
    first, second = (each.application.worker for each in held)
    return first, second


def season_two(
    who: dict[str, Account],
    clock: Clock,
    fields: dict[str, Any],
    workers: list[Worker],
    worker_fields: Fields,
) -> JobOrder:
    """The second season, open, with an order of one place, and these workers among those who apply for it."""
    clock.set(datetime(2018, 1, 10, 15, tzinfo=UTC))
    opens, closes = datetime(2018, 1, 10, tzinfo=UTC), datetime(2018, 3, 1, tzinfo=UTC)
    season = seasons.prepare(who["secretary"], "fy2018", opens, closes)
    seasons.open_season(who["secretary"], season, "a public value")
    season.refresh_from_db()
    seasons.demonstration_secrets(who["secretary"], season)
    made = orders.file(who["employer"], who["employer"].employer, fields)
    orders.certify(who["certifying_officer"], made, "certified", 1)
    newcomers = []
    for at in range(4):
        account = Account.objects.create(username=f"newcomer {at}", role="worker")
        newcomers.append(registering.register(account, worker_fields(surnames=f"Nueva {at}")))
    season = Season.objects.get(name="fy2018")
    for worker in [*workers, *newcomers]:
        applying.apply(Account.objects.get(worker=worker), season, worker)
    return made


LATER = {"case": "C-2", "places_requested": 1, "starts": date(2018, 9, 10), "ends": date(2018, 11, 30)}


def test_a_worker_of_season_one_is_recalled_by_name_and_one_who_overstayed_is_not(
    who: dict[str, Account],
    two: tuple[Worker, Worker],
    clock: Clock,
    order_fields: Fields,
    worker_fields: Fields,
) -> None:
    first, second = two
    assert dict(PastSeason.every.values_list("worker", "complied")) == {first.pk: True, second.pk: False}
    made = season_two(who, clock, order_fields(**LATER), [first, second], worker_fields)
    [shown] = recalling.nameable(who["employer"], recalling.last_seasons([who["employer"].employer]))
    assert (shown.worker, shown.again_from) == (first, date(2018, 9, 1))
    with pytest.raises(NotNow):
        orders.nominate(who["employer"], made, second.number)
    orders.nominate(who["employer"], made, first.number)
    season = run(who["secretary"], Season.objects.get(name="fy2018"), clock)
    [placement] = Placement.every.filter(application__season=season)
    assert placement.application.worker == first
    facts = Decision.every.filter(kind="eligibility", worker=first).latest("pk").facts
    assert facts["person.prior_compliant_seasons"] == "1"
    permit = granted(who, placement)
    assert permit.holds_from == date(2018, 9, 10)


def test_whoever_has_not_been_home_long_enough_is_not_matched_with_work_that_begins_before(
    who: dict[str, Account],
    two: tuple[Worker, Worker],
    clock: Clock,
    order_fields: Fields,
    worker_fields: Fields,
) -> None:
    first, _second = two
    soon = order_fields(**{**LATER, "starts": date(2018, 8, 20)})
    made = season_two(who, clock, soon, [first], worker_fields)
    orders.nominate(who["employer"], made, first.number)
    season = run(who["secretary"], Season.objects.get(name="fy2018"), clock)
    [placement] = Placement.every.filter(application__season=season)
    assert placement.application.worker != first
    told = Application.every.get(season=season, worker=first)
    assert told.status == "no_place"
    said = recalling.another_stay(first, date(2018, 8, 20), enacted(date(2018, 8, 20)))
    assert said is not None
    assert (said.outcome, said.clause) == ("not_yet", "pathways.temporary_worker.stay.absence_between")


def test_nobody_is_given_another_permit_while_a_stay_is_not_over_on_record(
    who: dict[str, Account], matched: Season, clock: Clock
) -> None:
    permit = granted(who, Placement.every.get())
    on(clock, date(2017, 4, 3))
    both(who, permit, "entry", date(2017, 4, 3))
    worker = permit.placement.application.worker
    said = recalling.another_stay(worker, date(2018, 9, 10), enacted(date(2018, 9, 10)))
    assert said is not None
    assert said.outcome == "needs_evidence"
