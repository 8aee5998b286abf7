"""Coming and going: filed by both states, held against each other, resolved; and what a stay comes to."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from acuerdo.cli import main
from acuerdo.operate import (
    closing,
    crossing,
    items,
    placing,
    reconciling,
    reminding,
    renewing,
    reviewing,
    staying,
)
from acuerdo.operate.authority import Denied
from acuerdo.operate.crossing import CrossingForm
from acuerdo.operate.states import NotNow
from acuerdo.records.models import (
    Account,
    Crossing,
    Decision,
    Employer,
    Entry,
    Hour,
    Notice,
    PastSeason,
    Permit,
    Placement,
    Season,
    Stay,
    WorkItem,
)
from service.conftest import Clock

Fields = Callable[..., dict[str, Any]]


@pytest.fixture
def permit(who: dict[str, Account], matched: Season) -> Permit:
    """The permit of the one worker, from 2017-04-01 to 2017-09-01."""
    return granted(who, Placement.every.get())


def granted(who: dict[str, Account], placement: Placement) -> Permit:
    """The permit of a placement, by all its steps."""
    account = Account.objects.get(worker=placement.application.worker)
    placing.confirm(account, placement)
    at = placement.answer_by + timedelta(days=9, minutes=placement.pk)
    hour = Hour.objects.create(consulate="MTY", at=at, capacity=1)
    appointment = placing.book(account, placement, hour)
    placing.checked(who["consulate"], appointment, passed=True)
    appointment.refresh_from_db()
    return placing.grant(who["consulate"], appointment)


def tell(account: Account, permit: Permit, way: str, day: date, hour: int = 12) -> Crossing:
    """Tell of a crossing at noon, as one state does."""
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    sent = {
        "number": permit.number,
        "direction": way,
        "at": at.isoformat(),
        "place": "Laredo",
        "source": f"{way}-{day}-{hour}-{permit.number}",
    }
    form = CrossingForm(sent, crossing.party_of(account))
    assert form.is_valid(), form.errors
    return crossing.file(account, form.cleaned_data)


def both(who: dict[str, Account], permit: Permit, way: str, day: date) -> None:
    """Both states tell of a crossing."""
    for role in ("border_officer", "origin_officer"):
        tell(who[role], permit, way, day)


def on(clock: Clock, day: date) -> None:
    """Let the clock stand on the evening of a day."""
    clock.set(datetime(day.year, day.month, day.day, 23, tzinfo=UTC))


def stay_of(permit: Permit) -> staying.Counted:
    """The stay under a permit as it stands."""
    found = Permit.every.select_related(*staying.PERMIT_ROWS).get(pk=permit.pk)
    return staying.counted([found])[permit.pk]


def test_a_stay_is_counted_from_the_records_of_both_states(
    who: dict[str, Account], permit: Permit, clock: Clock
) -> None:
    assert (permit.holds_from, permit.until) == (date(2017, 4, 1), date(2017, 9, 1))
    on(clock, date(2017, 6, 30))
    assert stay_of(permit).phase == "before"
    for way, day in (("entry", date(2017, 4, 3)), ("exit", date(2017, 5, 1)), ("entry", date(2017, 5, 9))):
        both(who, permit, way, day)
    found = stay_of(permit)
    assert (found.phase, found.left, found.leave_by) == ("inside", 64, date(2017, 9, 11))
    assert [each.days for each in found.spans] == [29, 53]
    assert all(each.entered and each.entered.agreed for each in found.spans)
    on(clock, date(2017, 9, 5))
    assert (stay_of(permit).phase, stay_of(permit).left) == ("grace", 0)
    both(who, permit, "exit", date(2017, 9, 5))
    found = stay_of(permit)
    assert (found.phase, found.left_on, found.again_from) == ("over", date(2017, 9, 5), date(2018, 9, 5))


def test_what_one_state_did_not_tell_is_work_for_it_until_it_tells(
    who: dict[str, Account], permit: Permit, clock: Clock
) -> None:
    on(clock, date(2017, 4, 4))
    tell(who["border_officer"], permit, "entry", date(2017, 4, 3))
    assert reconciling.reconcile(who["border_officer"]).made == 0
    on(clock, date(2017, 4, 10))
    assert reconciling.reconcile(who["border_officer"]).made == 1
    assert reconciling.reconcile(who["origin_officer"]).made == 0
    item = WorkItem.every.get()
    assert (item.kind, item.owner, item.due_on) == ("one_sided", "MEX", date(2017, 4, 20))
    assert list(items.waiting(who["origin_officer"])) == [item]
    assert list(items.waiting(who["border_officer"])) == []
    tell(who["origin_officer"], permit, "entry", date(2017, 4, 3), hour=14)
    assert reconciling.reconcile(None).fallen == 1
    item.refresh_from_db()
    assert item.status == "fallen_away"


def test_two_entries_in_a_row_are_resolved_by_the_state_that_told_a_mistaken_one(
    who: dict[str, Account], permit: Permit, clock: Clock
) -> None:
    on(clock, date(2017, 6, 1))
    both(who, permit, "entry", date(2017, 4, 3))
    mistaken = tell(who["border_officer"], permit, "entry", date(2017, 5, 20))
    reconciling.reconcile(who["border_officer"])
    kinds = dict(WorkItem.every.values_list("kind", "owner"))
    assert kinds == {"one_sided": "MEX", "entered_twice": "MEX"}
    item = WorkItem.every.get(kind="entered_twice")
    with pytest.raises(Denied, match="the other state"):
        items.resolve(who["border_officer"], item, "struck", "typed twice")
    with pytest.raises(Denied, match="the other state"):
        items.resolve(who["origin_officer"], item, "struck", "not ours")
    item = items.resolve(who["origin_officer"], item, "passed_on", "nobody came here that day")
    assert (item.owner, item.status) == ("USA", "open")
    items.resolve(who["border_officer"], item, "struck", "typed twice")
    mistaken.refresh_from_db()
    assert mistaken.struck_at is not None
    assert set(WorkItem.every.values_list("status", flat=True)) == {"resolved", "fallen_away"}
    assert [each.days for each in stay_of(permit).spans] == [60]
    entry = Entry.objects.filter(action="item.resolve").latest("pk")
    assert f"crossing:{mistaken.pk}" in entry.detail
    with pytest.raises(NotNow):
        items.resolve(who["border_officer"], item, "stands", "again")


@pytest.mark.parametrize("part", [0, 1, 499_999, 500_000, 999_499, 999_500, 999_999])
def test_the_database_counts_the_seconds_of_an_instant_as_they_are_counted_one_by_one(
    who: dict[str, Account], permit: Permit, clock: Clock, part: int
) -> None:
    on(clock, date(2017, 6, 1))
    made = tell(who["border_officer"], permit, "entry", date(2017, 4, 3))
    Crossing.every.create(**{**fields_of(made), "source": "unknown", "permit_id": None})
    for number, text in enumerate(
        ("2017-04-03T23:59:59-06:00", "2017-03-12T02:30:00-07:00", "2020-02-29T00:00Z")
    ):
        at = datetime.fromisoformat(text) + timedelta(microseconds=part)
        Crossing.every.create(**{**fields_of(made), "source": str(number), "at": at})
    rows = Crossing.every.order_by("pk")
    columns = reconciling.compared(rows, "at").columns
    plain = list(rows)
    assert columns["seconds"] == tuple(int(each.at.timestamp()) for each in plain)
    assert columns["at"] == tuple(each.at for each in plain)
    for name in ("pk", "permit_id", "direction", "party"):
        assert columns[name] == tuple(getattr(each, name) for each in plain)


def fields_of(row: Crossing) -> dict[str, Any]:
    """What a record says, by column, without its key."""
    return {
        each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if not each.primary_key
    }


def test_every_difference_of_many_is_kept_once_falls_away_and_is_found_again(
    who: dict[str, Account], permit: Permit, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconciling, "AT_ONCE", 2)
    on(clock, date(2017, 8, 1))
    days = [date(2017, 4, 3) + timedelta(days=18 * each) for each in range(5)]
    told = [
        tell(who["border_officer"], permit, "entry" if each % 2 == 0 else "exit", day)
        for each, day in enumerate(days)
    ]
    assert reconciling.reconcile(None) == reconciling.Count(5, 5, 0, 0)
    assert reconciling.reconcile(None) == reconciling.Count(5, 0, 0, 0)
    items_of = {each.crossing_id: each for each in WorkItem.every.all()}
    assert sorted(items_of) == [each.pk for each in told]
    entries = Entry.objects.filter(action="item.keep", purpose="difference found")
    assert {each.subject for each in entries} == {f"workitem:{each.pk}" for each in items_of.values()}
    assert {each.worker for each in entries} == {permit.placement.application.worker.number}
    Crossing.every.update(struck_at=told[0].filed_at)
    assert reconciling.reconcile(None) == reconciling.Count(0, 0, 0, 5)
    assert set(WorkItem.every.values_list("status", "due_on")) == {("fallen_away", date(2017, 8, 11))}
    on(clock, date(2017, 8, 2))
    Crossing.every.update(struck_at=None)
    assert reconciling.reconcile(None) == reconciling.Count(5, 0, 5, 0)
    assert set(WorkItem.every.values_list("status", "due_on")) == {("open", date(2017, 8, 12))}


def test_a_permit_that_is_not_known_is_work_for_the_state_that_told_it(
    who: dict[str, Account], permit: Permit, clock: Clock
) -> None:
    on(clock, date(2017, 4, 4))
    unknown = Permit(number="P-000000000")
    tell(who["origin_officer"], unknown, "entry", date(2017, 4, 3))
    reconciling.reconcile(None)
    assert list(WorkItem.every.values_list("kind", "owner", "permit")) == [("unknown_permit", "MEX", None)]


@pytest.mark.parametrize(("day", "complied"), [(11, True), (12, False)])
def test_a_stay_that_is_over_leaves_a_season_that_counts_if_it_ended_by_the_last_day_of_grace(
    who: dict[str, Account], permit: Permit, clock: Clock, day: int, complied: bool
) -> None:
    both_days = (("entry", date(2017, 4, 3)), ("exit", date(2017, 9, day)))
    on(clock, date(2017, 9, 20))
    both(who, permit, *both_days[0])
    assert closing.close_due(None) == []
    both(who, permit, *both_days[1])
    [made] = closing.close_due(None)
    assert (made.complied, made.days) == (complied, 161 + day - 11 + 1)
    past = PastSeason.every.get()
    assert (past.year, past.complied, past.employer) == (2017, complied, permit.placement.order.employer)
    assert closing.close_due(None) == []
    decision = Decision.every.get(kind="stay")
    assert decision.clause == "pathways.temporary_worker.stay.grace_after"
    assert "2017-09-11" in decision.en
    assert "2017-09-11" in decision.es


def test_a_review_on_a_mended_exit_lets_the_season_count(
    who: dict[str, Account], permit: Permit, clock: Clock
) -> None:
    on(clock, date(2017, 9, 30))
    both(who, permit, "entry", date(2017, 4, 3))
    both(who, permit, "exit", date(2017, 9, 20))
    [made] = closing.close_due(None)
    review = reviewing.ask(who["worker"], made.decision, "I left on 8 September")
    answered = reviewing.answer(
        who["origin_officer"], review, "stamped on the 8th", {"permit.exited_on": "2017-09-08"}
    )
    assert not answered.upheld
    stay = Stay.every.get()
    assert (stay.complied, stay.left_on) == (True, date(2017, 9, 8))
    assert PastSeason.every.get().complied


def test_a_longer_stay_is_decided_by_the_rules_and_put_to_review(
    who: dict[str, Account], permit: Permit, clock: Clock
) -> None:
    on(clock, date(2017, 8, 1))
    both(who, permit, "entry", date(2017, 4, 3))
    placement = permit.placement
    made = renewing.ask(who["employer"], placement, date(2017, 11, 30))
    permit.refresh_from_db()
    assert (made.granted, made.counts, permit.until) == (True, False, date(2017, 11, 30))
    refused = renewing.ask(who["worker"], placement, date(2019, 4, 3))
    assert (refused.granted, refused.decision.clause) == (
        False,
        "pathways.temporary_worker.stay.absence_between",
    )
    assert "2018-11-30" in refused.decision.es
    with pytest.raises(NotNow):
        renewing.ask(who["worker"], placement, date(2017, 11, 30))
    review = reviewing.ask(who["worker"], refused.decision, "please look again")
    assert reviewing.answer(who["origin_officer"], review, "the text asks for it").upheld
    stranger = Account.objects.create(username="stranger", role="worker")
    with pytest.raises(Denied):
        renewing.ask(stranger, placement, date(2017, 12, 30))


def test_whoever_reaches_a_day_soon_is_told_once_before_it_and_officers_help_where_no_exit_is_on_record(
    who: dict[str, Account], permit: Permit, clock: Clock
) -> None:
    on(clock, date(2017, 8, 17))
    both(who, permit, "entry", date(2017, 4, 3))
    assert reminding.remind(who["origin_officer"]) == []
    on(clock, date(2017, 8, 18))
    [told] = reminding.remind(who["origin_officer"])
    assert (told.worker, told.kind, told.facts["day"], told.facts["days"]) == (
        permit.placement.application.worker,
        "clock_last_day",
        date(2017, 9, 1),
        14,
    )
    assert {"days": 14, "until": "2017-09-01"} in list(
        Notice.every.filter(worker=told.worker, kind="days_left").values_list("facts", flat=True)
    )
    on(clock, date(2017, 8, 19))
    assert reminding.remind(who["origin_officer"]) == []
    assert WorkItem.every.count() == 0
    on(clock, date(2017, 9, 3))
    [told] = reminding.remind(None)
    assert (told.kind, told.facts["day"]) == ("clock_grace", date(2017, 9, 11))
    assert list(WorkItem.every.values_list("kind", "owner")) == [("grace", "MEX")]
    on(clock, date(2017, 9, 12))
    assert reminding.remind(None) == []
    kinds = dict(WorkItem.every.values_list("kind", "status"))
    assert kinds == {"grace": "fallen_away", "after_grace": "open"}
    both(who, permit, "exit", date(2017, 9, 12))
    reminding.remind(None)
    assert WorkItem.every.get(kind="after_grace").status == "fallen_away"
    [stay] = closing.close_due(None)
    assert not stay.complied
    on(clock, date(2018, 9, 1))
    [told] = reminding.remind(None)
    assert (told.kind, told.facts["day"]) == ("clock_may_return", date(2018, 9, 12))


def test_a_folder_of_tables_is_filed_compared_and_watched_by_commands(
    who: dict[str, Account], permit: Permit, clock: Clock, tmp_path: Path
) -> None:
    on(clock, date(2017, 4, 20))
    drop = tmp_path / "drop"
    drop.mkdir()
    head = "Número de permiso,Sentido,Día y hora,Lugar,Su número de registro\n"
    (drop / "a.csv").write_text(f"{head}{permit.number},entrada,2017-04-03 08:30,Laredo,R-1\n", "utf-8")
    bad = f"{permit.number},hacia,mañana,Laredo,R-1\nP-1,entrada,2017-04-03 08:30,,R-2\n"
    (drop / "b.csv").write_text(head + bad, "utf-8")
    run = CliRunner()
    filed = run.invoke(main, ["crossings", "file", str(drop), "--as", "border_officer"])
    assert filed.exit_code == 1
    assert "filed" in filed.output
    for place in (
        "b.csv:2: Sentido",
        "b.csv:2: Día y hora",
        "b.csv:2: Su número",
        "b.csv:3: Número",
        "b.csv:3: L",
    ):
        assert place in filed.output, filed.output
    assert Crossing.every.count() == 1
    again = run.invoke(main, ["crossings", "file", str(drop / "a.csv"), "--as", "border_officer"])
    assert again.exit_code == 0, again.output
    assert Crossing.every.count() == 1
    compared = run.invoke(main, ["crossings", "compare", "--as", "border_officer"])
    assert "1 new difference" in compared.output
    for command in ("remind", "close"):
        done = run.invoke(main, ["crossings", command, "--as", "origin_officer"])
        assert done.exit_code == 0, done.output
    refused = run.invoke(main, ["crossings", "file", str(drop / "a.csv"), "--as", "secretary"])
    assert refused.exit_code == 1
    assert "your role may not do this" in refused.output


def test_an_employer_sees_days_of_arrival_of_its_own_people_and_nothing_else(
    who: dict[str, Account], permit: Permit, clock: Clock, client: Client
) -> None:
    on(clock, date(2017, 5, 1))
    both(who, permit, "entry", date(2017, 4, 3))
    order = permit.placement.order
    client.force_login(who["employer"])
    page = client.get(f"/orders/{order.pk}/people/", headers={"accept-language": "en"}).content.decode()
    assert "April 3, 2017" in page or "3 April 2017" in page or "3 de abril" in page
    assert "Laredo" not in page
    assert permit.number not in page
    assert client.get(f"/stays/{permit.number}/").status_code == 403
    other = Account.objects.create(
        username="other",
        role="employer",
        employer=Employer.objects.create(number="E-2", name="Other farm", state="NC"),
    )
    client.force_login(other)
    assert client.get(f"/orders/{order.pk}/people/").status_code == 404


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_worker_always_sees_the_days_left_what_comes_next_and_how_the_days_were_counted(
    who: dict[str, Account], permit: Permit, clock: Clock, client: Client, language: str
) -> None:
    on(clock, date(2017, 6, 30))
    both(who, permit, "entry", date(2017, 4, 3))
    client.force_login(who["worker"])
    client.cookies["language"] = language
    page = client.get(reverse("my_status")).content.decode()
    for words in {
        "en": ("Your stay", "Days left", "64", "Another stay", "How the days were counted", "Laredo"),
        "es": (
            "Su estancia",
            "Días que quedan",
            "64",
            "Otra estancia",
            "Cómo se contaron los días",
            "Laredo",
        ),
    }[language]:
        assert words in page, words
    entry = Entry.objects.filter(action="stay.see").latest("pk")
    assert entry.worker == permit.placement.application.worker.number
