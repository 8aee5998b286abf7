"""The season run from the record, from filing to permit."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import LazySettings

from acuerdo.cli import main
from acuerdo.operate import applying, placing, registering, rounds, seasons
from acuerdo.operate.states import NotNow
from acuerdo.records.models import (
    Account,
    Application,
    Ceiling,
    Decision,
    Entry,
    Hour,
    JobOrder,
    Permit,
    Placement,
    Season,
    Use,
)
from service.conftest import Clock, run

Fields = Callable[..., dict[str, Any]]


@pytest.fixture
def applicants(order: JobOrder, season: Season, worker_fields: Fields) -> list[tuple[Account, Application]]:
    """Five who want the one order, which has three places."""
    found = []
    for at in range(5):
        account = Account.objects.create(username=f"worker {at}", role="worker")
        worker = registering.register(account, worker_fields(surnames=f"de Muestra {at}"))
        found.append((account, applying.apply(account, season, worker)))
    return found


def verified(results: Path, season: Season) -> str:
    """What `acuerdo verify` says of the published match, with the roll; it has to hold."""
    round_ = results / season.name / "round-1"
    found = CliRunner().invoke(
        main, ["verify", str(round_ / "result"), "--roll", str(round_ / "private" / "roll.parquet")]
    )
    assert found.exit_code == 0, found.output
    return found.output


def used() -> int:
    return Ceiling.objects.get(path="pathways.temporary_worker.cap").used


def test_a_worker_goes_from_filing_to_permit(who: dict[str, Account], matched: Season) -> None:
    placement = Placement.every.get()
    assert (placement.status, placement.application.status) == ("offered", "matched")
    assert Ceiling.objects.get(path="pathways.temporary_worker.cap").used == 1
    told = Decision.every.get(kind="match")
    assert told.outcome == "placed"
    assert "C-1" in told.en
    assert "C-1" in told.es
    contract = placing.confirm(who["worker"], placement)
    assert "First farm" in contract.words
    hour = Hour.objects.create(consulate="MTY", at=placement.answer_by + timedelta(days=9), capacity=1)
    appointment = placing.book(who["worker"], placement, hour)
    placing.checked(who["consulate"], appointment, passed=True)
    appointment.refresh_from_db()
    permit = placing.grant(who["consulate"], appointment)
    assert Permit.every.get() == permit
    assert permit.until >= placement.order.ends
    assert set(Entry.objects.filter(action="permit.grant").values_list("worker", flat=True)) == {
        placement.application.worker.number
    }


def test_the_match_of_the_service_is_published_and_verified_like_any_other(
    who: dict[str, Account],
    applicants: list[tuple[Account, Application]],
    season: Season,
    clock: Clock,
    settings: LazySettings,
) -> None:
    season = run(who["secretary"], season, clock)
    assert Placement.every.filter(status="offered").count() == used() == 3
    assert len(season.root) == 64
    verified(settings.ACUERDO.results, season)


def test_whoever_withdraws_after_the_close_stays_on_the_closed_list_and_gets_nothing(
    who: dict[str, Account],
    applicants: list[tuple[Account, Application]],
    season: Season,
    clock: Clock,
    settings: LazySettings,
) -> None:
    gone_account, gone = applicants[0]
    clock.set(season.closes)
    seasons.close(who["secretary"], season)
    season.refresh_from_db()
    applying.withdraw(gone_account, gone)
    for party, secret in season.secrets.items():
        seasons.reveal(who["secretary"], season, party, secret)
    clock.set(season.closes + timedelta(hours=49))
    seasons.draw(who["secretary"], season, "00" * 32)
    season.refresh_from_db()
    rounds.match(who["secretary"], season)
    gone.refresh_from_db()
    assert (gone.status, gone.listed) == ("withdrawn", True)
    assert not Placement.every.filter(application=gone).exists()
    verified(settings.ACUERDO.results, season)


def test_what_is_declined_withdrawn_or_lapses_goes_to_whoever_waits_and_nobody_loses_a_place(
    who: dict[str, Account],
    applicants: list[tuple[Account, Application]],
    season: Season,
    clock: Clock,
) -> None:
    season = run(who["secretary"], season, clock)
    first, second, third = Placement.every.select_related("application__worker").order_by("pk")
    placing.confirm(first.application.worker.account, first)
    placing.decline(second.application.worker.account, second)
    assert used() == 2
    clock.set(third.answer_by)
    assert rounds.replace(who["secretary"], season) == 2
    assert used() == 3
    assert (
        sum(Use.every.filter(ceiling__path="pathways.temporary_worker.cap").values_list("places", flat=True))
        == 3
    )
    first.refresh_from_db()
    third.refresh_from_db()
    assert (first.status, third.status) == ("confirmed", "lapsed")
    again = Placement.every.filter(round=2)
    assert set(again.values_list("status", flat=True)) == {"offered"}
    assert not {second.application_id, third.application_id} & set(
        again.values_list("application", flat=True)
    )
    with pytest.raises(NotNow):
        placing.confirm(third.application.worker.account, third)


def test_a_step_that_is_repeated_does_nothing_twice(
    who: dict[str, Account], matched: Season, clock: Clock
) -> None:
    for again in (seasons.close, seasons.publish):
        with pytest.raises(NotNow):
            again(who["secretary"], matched)
    assert Placement.every.count() == 1


def test_whoever_was_placed_with_an_employer_who_is_suspended_waits_again(
    who: dict[str, Account],
    applicants: list[tuple[Account, Application]],
    order: JobOrder,
    season: Season,
    clock: Clock,
) -> None:
    season = run(who["secretary"], season, clock)
    registering.suspend(who["certifying_officer"], order.employer, "wages not paid")
    assert rounds.replace(who["secretary"], season) == 0
    assert set(Placement.every.values_list("status", flat=True)) == {"refused"}
    assert used() == 0
    registering.lift(who["certifying_officer"], order.employer)
    assert rounds.replace(who["secretary"], season) == 2


def test_everybody_in_a_match_has_an_entry_of_their_own_in_the_audit(
    who: dict[str, Account],
    applicants: list[tuple[Account, Application]],
    season: Season,
    clock: Clock,
) -> None:
    run(who["secretary"], season, clock)
    entries = Entry.objects.filter(action="season.match")
    assert {each.worker for each in entries} == {made.worker.number for _, made in applicants}
    assert sorted(each.detail.split('"')[3] for each in entries) == ["no_place"] * 2 + ["placed"] * 3
