"""A season whose every step is killed before all that it writes: nothing is lost, nothing is done twice.

A step is one transaction, or several that are each whole; so a process is killed before its first statement
that writes, the next before its second, and so on, until one comes to its end.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Sum

from acuerdo.operate import applying, placing, registering
from acuerdo.operate.states import NotNow
from acuerdo.proof.hashing import tagged
from acuerdo.records.models import (
    Account,
    Application,
    Ceiling,
    Contract,
    Decision,
    Entry,
    JobOrder,
    Placement,
    Season,
    Use,
)
from acuerdo.records.models.seasons import HELD
from service.conftest import Clock
from service.doing import PARTY, STEPS
from service.test_concurrent import CAP

pytestmark = pytest.mark.django_db(transaction=True)
Fields = Callable[..., dict[str, Any]]
Killed = Callable[[str, int, Callable[[], bool]], int]
LEAST_WRITES = {
    "open": 2,
    "commit": 2,
    "close": 3,
    "reveal": 2,
    "draw": 2,
    "match": 7,
    "publish": 3,
    "confirm": 3,
    "replace": 12,
}
"""For each step, how many statements it writes with at least: so many times it is killed."""
PURPOSES = {
    "open": "season opened",
    "commit": f"commitment of {PARTY}",
    "close": "applications closed",
    "reveal": f"secret of {PARTY}",
    "draw": "lottery drawn",
    "match": "match",
    "publish": "published",
    "confirm": "order taken",
    "replace": "places matched again",
}
"""What the audit calls each step."""
AFTER = {
    "open": "open",
    "commit": "open",
    "close": "closed",
    "reveal": "closed",
    "draw": "drawn",
    "match": "matched",
    "publish": "published",
    "confirm": "published",
    "replace": "published",
}
"""The state of the season after each step."""


@pytest.fixture
def prepared(
    who: dict[str, Account], order: JobOrder, season: Season, worker_fields: Fields, clock: Clock
) -> Season:
    """A season to be opened, in which five will want an order of three places."""
    for at in range(5):
        account = Account.objects.create(username=f"worker {at}", role="worker")
        worker = registering.register(account, worker_fields(surnames=f"de Muestra {at}"))
        applying.apply(account, season, worker)
    Season.objects.filter(pk=season.pk).update(status="preparing", lottery={}, secrets={}, salt="")
    return Season.objects.get(pk=season.pk)


def until(step: str, who: dict[str, Account], season: Season, clock: Clock) -> int:
    """Take every step before this one, and let it be time for it: the row that it is done to."""
    by, row = who["secretary"], season.pk
    for each in PURPOSES:
        if each == "close":
            other = next(party for party in ("MEX", "USA") if party != PARTY)
            share = {"committed": "2016-11-02T00:00:00Z", "commitment": tagged("other").hex()}
            held = Season.objects.get(pk=row)
            held.lottery["shares"][other] = share
            held.save()
        clock.set({"close": season.closes, "draw": season.closes + timedelta(hours=49)}.get(each, at(clock)))
        if each == "replace":
            _answer(clock)
        if each == step:
            break
        if each in STEPS:
            STEPS[each](by, Season.objects.get(pk=row))
    return Placement.every.order_by("pk")[0].pk if step == "confirm" else row


def at(clock: Clock) -> datetime:
    """Where the clock stands."""
    return datetime.fromisoformat(clock.file.read_text("utf-8"))


def _answer(clock: Clock) -> None:
    """Of three who have an order, one takes it, one gives it back, one does not answer in time."""
    first, second, third = Placement.every.select_related("application__worker__account").order_by("pk")
    placing.confirm(first.application.worker.account, first)
    placing.decline(second.application.worker.account, second)
    clock.set(third.answer_by)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the record."""
    models = apps.get_app_config("records").get_models()
    return {each.__name__: list(each._base_manager.order_by("pk").values_list()) for each in models}


def is_whole() -> None:
    """No place is counted that nobody holds, nobody holds two, and what ended has its entry."""
    held = Placement.every.filter(status__in=HELD)
    ceiling = Ceiling.objects.filter(path=CAP).first()
    assert (ceiling.used if ceiling else 0) == held.count()
    assert (Use.every.filter(ceiling__path=CAP).aggregate(all=Sum("places"))["all"] or 0) == held.count()
    placed = held.values_list("application", flat=True)
    assert len(set(placed)) == len(placed)
    with_an_order = Application.every.filter(status__in=("matched", "permitted")).values_list("pk", flat=True)
    assert set(placed) == set(with_an_order)
    for status, action in (("lapsed", "placement.lapse"), ("declined", "placement.decline")):
        assert Placement.every.filter(status=status).count() == Entry.objects.filter(action=action).count()
    assert Placement.every.count() == Decision.every.filter(kind="match", outcome="placed").count()
    assert Contract.every.count() == Placement.every.filter(status__in=("confirmed", "permitted")).count()


def entered(step: str) -> int:
    """How many entries of the audit a step has."""
    of_worker = "" if step != "confirm" else Placement.every.order_by("pk")[0].application.worker.number
    return Entry.objects.filter(purpose=PURPOSES[step], worker=of_worker).count()


@pytest.mark.parametrize("step", PURPOSES)
def test_a_step_of_a_season_killed_before_each_of_its_writes_is_taken_once(
    killed_before_each_write: Killed,
    who: dict[str, Account],
    prepared: Season,
    clock: Clock,
    step: str,
) -> None:
    row = until(step, who, prepared, clock)
    before, count = everything(), entered(step)

    def stays() -> bool:
        """Of a step that is several transactions, what is written so far is whole; of others nothing is."""
        nonlocal before
        was, before = before, everything()
        if step == "replace":
            is_whole()
            assert entered(step) == count
            assert not Placement.every.filter(round=2).exists()
        else:
            assert before == was
        return before != was

    assert killed_before_each_write(step, row, stays) >= LEAST_WRITES[step]
    is_whole()
    assert entered(step) == count + 1
    assert Season.objects.get(pk=prepared.pk).status == AFTER[step]


@pytest.mark.parametrize("step", PURPOSES)
def test_a_step_of_a_season_killed_once_it_was_written_is_not_done_twice(
    killed_at: Callable[..., None], who: dict[str, Account], prepared: Season, clock: Clock, step: str
) -> None:
    row = until(step, who, prepared, clock)
    count = entered(step)
    killed_at(step, "end:", row)
    after = everything()
    is_whole()
    season = Season.objects.get(pk=prepared.pk)
    assert (season.status, entered(step)) == (AFTER[step], count + 1)
    if step == "match":
        STEPS[step](who["secretary"], season)
    elif step == "replace":
        assert STEPS[step](who["secretary"], season) == 0
        assert Placement.every.filter(round__gt=2).count() == 0
        return
    else:
        with pytest.raises(NotNow):
            again(step, who, season)
    assert everything() == after


def again(step: str, who: dict[str, Account], season: Season) -> None:
    """Take a step another time."""
    if step == "confirm":
        placement = Placement.every.select_related("application__worker__account").order_by("pk")[0]
        placing.confirm(placement.application.worker.account, placement)
    else:
        STEPS[step](who["secretary"], season)
