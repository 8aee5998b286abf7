"""Ratings: few questions, told of groups alone, and nobody found by comparing what was told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from acuerdo.operate import rating, registering
from acuerdo.operate.authority import Denied
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Employment, JobOrder, Published, Rating, Recruiter, Season, Worker
from acuerdo.rules.ratings import LEAST_GROUP
from service.conftest import Clock
from service.paid import LATER, OVER, employed

ANSWERS = dict.fromkeys(rating.OF_EMPLOYERS, "yes")


def group(
    who: dict[str, Account], order: JobOrder, season: Season, worker_fields: Any, people: int
) -> list[Employment]:
    """People who worked under an order, each with an account."""
    made = []
    for _ in range(people):
        at = Worker.every.count()
        account = Account.objects.create(username=f"rates {at}", role="worker")
        made.append(employed(registering.register(account, worker_fields(surnames=f"{at}")), order, season))
    return made


def rated(placements: list[Employment], **answers: str) -> None:
    for each in placements:
        account = Account.objects.get(worker=each.placement.application.worker)
        rating.give(account, each, {**ANSWERS, **answers})


@pytest.fixture
def people(
    who: dict[str, Account], order: JobOrder, season: Season, worker_fields: Any, clock: Clock
) -> list[Employment]:
    """One person more than the least group, once the season is over."""
    found = group(who, order, season, worker_fields, LEAST_GROUP + 1)
    clock.set(OVER)
    return found


def test_nothing_is_told_of_fewer_than_the_least_group_and_all_of_it_with_one_more(
    who: dict[str, Account], people: list[Employment]
) -> None:
    rated(people[: LEAST_GROUP - 1])
    assert rating.publish(who["secretary"]) == []
    rated(people[LEAST_GROUP - 1 : LEAST_GROUP], pay="no")
    [told] = rating.publish(who["secretary"])
    assert (told.people, told.tenths) == (10, dict.fromkeys(rating.OF_EMPLOYERS, 9))


def test_who_rates_later_waits_for_a_group_of_their_own(
    who: dict[str, Account], people: list[Employment]
) -> None:
    rated(people[:LEAST_GROUP])
    [told] = rating.publish(who["secretary"])
    rated(people[LEAST_GROUP:], pay="no")
    assert rating.publish(who["secretary"]) == []
    assert list(Published.objects.values_list("pk", "tenths")) == [(told.pk, told.tenths)]


def test_whatever_two_publications_differ_by_is_a_whole_group(
    who: dict[str, Account],
    people: list[Employment],
    order: JobOrder,
    season: Season,
    worker_fields: Any,
    clock: Clock,
) -> None:
    rated(people)
    rating.publish(who["secretary"])
    clock.set(LATER)
    more = group(who, order, season, worker_fields, LEAST_GROUP)
    clock.set(OVER + timedelta(days=1))
    rated(more)
    rating.publish(who["secretary"])
    held = [Rating.every.filter(in_employers=each).count() for each in Published.objects.order_by("pk")]
    assert held == [LEAST_GROUP + 1, LEAST_GROUP]


def test_recruiters_are_told_of_by_their_own_groups_and_questions(
    who: dict[str, Account], people: list[Employment]
) -> None:
    registering.license_recruiter(who["origin_officer"], "One", "L-1")
    rated(people[:LEAST_GROUP], recruiter="L-1", free="no", truth="yes")
    rated(people[LEAST_GROUP:])
    told = {each.recruiter_id: each.tenths for each in rating.publish(who["secretary"])}
    assert told[Recruiter.every.get().pk] == {"free": 1, "truth": 9}


def test_anybody_reads_who_has_a_licence_and_what_a_group_said(
    who: dict[str, Account], people: list[Employment], client: Client
) -> None:
    for name, licence in (("One", "L-1"), ("Two", "L-2"), ("Gone", "L-3")):
        registering.license_recruiter(who["origin_officer"], name, licence)
    registering.revoke(who["origin_officer"], Recruiter.every.get(name="Gone"))
    rated(people[:LEAST_GROUP], recruiter="L-1", free="no", truth="yes")
    rated(people[LEAST_GROUP:], recruiter="L-2", free="yes", truth="yes")
    rating.publish(who["secretary"])

    def cards(**asked: str) -> dict[str, str]:
        page = client.get("/recruiters/licensed/", asked, headers={"accept-language": "en"}).content.decode()
        return {card.partition("</h2>")[0]: card for card in page.split("<li><h2>")[1:]}

    found = cards()
    assert list(found) == ["Gone", "One", "Two"]
    assert "yes: 1 in 10 or fewer" in found["One"]
    assert "No group of workers" in found["Two"], "one person is no group"
    assert "taken away" in found["Gone"]
    assert list(cards(q="l-2")) == ["Two"]
    assert cards(q="nobody") == {}


def test_a_season_is_rated_once_when_it_is_over_by_whoever_worked_it(
    who: dict[str, Account], people: list[Employment], clock: Clock
) -> None:
    account = Account.objects.get(worker=people[0].placement.application.worker)
    with pytest.raises(Denied):
        rating.give(account, people[1], ANSWERS)
    clock.set(LATER)
    with pytest.raises(NotNow, match="over"):
        rating.give(account, people[0], ANSWERS)
    clock.set(OVER)
    rating.give(account, people[0], ANSWERS)
    with pytest.raises(NotNow, match="rated"):
        rating.give(account, people[0], ANSWERS)


def test_no_action_reads_what_one_person_said() -> None:
    from acuerdo.operate.authority import ACTIONS

    assert not {action for action in ACTIONS if action.startswith("rating.")} - {
        "rating.give",
        "rating.publish",
    }
