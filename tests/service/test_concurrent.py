"""However many write at once: no place too many, no filing twice, nothing lost between two writers."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import LazySettings
from django.db import IntegrityError, connection, transaction
from django.db.models import Prefetch

from acuerdo.operate import (
    applying,
    audit,
    clock,
    filing,
    numbers,
    orders,
    places,
    placing,
    registering,
    reviewing,
    rounds,
    sealing,
    seasons,
    tables,
)
from acuerdo.operate.keys import own
from acuerdo.operate.law import enacted, law
from acuerdo.operate.states import NotNow
from acuerdo.proof.signing import public
from acuerdo.records.models import (
    Account,
    Application,
    Appointment,
    Ceiling,
    Contract,
    Decision,
    Entry,
    Filing,
    Hour,
    JobOrder,
    Link,
    PastSeason,
    Placement,
    Review,
    Season,
    Use,
    Worker,
)
from acuerdo.season.deciding import with_an_offer
from service.conftest import Clock, run
from service.meeting import at_once, interleaved

pytestmark = pytest.mark.django_db(transaction=True)
Fields = Callable[..., dict[str, Any]]
CAP = "pathways.temporary_worker.cap"
PLACES, WRITERS, AT_ONCE = 7, 240, 40
ENTRY = date(2017, 4, 1)


@pytest.fixture
def few_places(settings: LazySettings, tmp_path: Path) -> None:
    """A plan that gives few places, and keeps none for anybody."""
    said = settings.ACUERDO.plan.read_text("utf-8")
    plan = tmp_path / "plan.yaml"
    few = said.replace("value: 200_000", f"value: {PLACES}").replace("value: 0.5", "value: 0.0", 1)
    assert few.count(f"value: {PLACES}\n") == 1
    plan.write_text(few, "utf-8")
    settings.ACUERDO = replace(settings.ACUERDO, plan=plan)


@pytest.fixture
def applicants(order: JobOrder, season: Season, worker_fields: Fields) -> list[Application]:
    """Five who want the one order, which has three places; each with an account."""
    found = []
    for at in range(5):
        account = Account.objects.create(username=f"worker {at}", role="worker")
        worker = registering.register(account, worker_fields(surnames=f"de Muestra {at}"))
        found.append(applying.apply(account, season, worker))
    return found


def many_placements(order: JobOrder, season: Season, worker_fields: Fields) -> list[Placement]:
    """As many placements as writers, none with a place yet."""
    now = clock.now()
    workers = Worker.every.bulk_create(
        [Worker(number=numbers.new("W"), registered_at=now, **worker_fields()) for _ in range(WRITERS)]
    )
    applications = Application.every.bulk_create(
        [Application(season=season, worker=each, number=numbers.new("A"), filed_at=now) for each in workers]
    )
    return Placement.every.bulk_create(
        [
            Placement(application=each, order=order, round=1, offered_at=now, answer_by=now, entry=ENTRY)
            for each in applications
        ]
    )


def test_hundreds_of_writers_on_one_cap_get_exactly_the_places_there_are(
    few_places: None, order: JobOrder, season: Season, worker_fields: Fields
) -> None:
    found = many_placements(order, season, worker_fields)
    workers = list(Worker.every.prefetch_related(Prefetch("past_seasons", PastSeason.every.all()))[:1])
    pool = tables.pool_of(workers, np.datetime64("2016-10-01"), np.datetime64("2016-11-01"))
    facts = with_an_offer(tables.facts_about(workers, pool))
    text = enacted(ENTRY)
    take = partial(places.take, law(), text, facts=facts, filed=date(2016, 11, 1))

    def writer(placement: Placement) -> int | None:
        try:
            return take(placement)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        got = Counter(threads.map(writer, found))
    assert got == {0: PLACES, None: WRITERS - PLACES}
    assert Ceiling.objects.get(path=CAP).used == PLACES
    assert Use.every.filter(ceiling__path=CAP).count() == PLACES

    def back(placement: Placement) -> None:
        try:
            places.give_back(placement, "decline")
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(back, [*found, *found]))
    assert Ceiling.objects.get(path=CAP).used == 0


def test_the_database_itself_refuses_a_place_too_many(few_places: None, matched: Season) -> None:
    ceiling = Ceiling.objects.get(path=CAP)
    assert (ceiling.places, ceiling.used) == (PLACES, 1)
    placement = Placement.every.get()
    with pytest.raises(IntegrityError, match="never_oversubscribed"), transaction.atomic():
        places.count([(placement, {(CAP, ceiling.begins): PLACES})] * PLACES, "taken")
    assert Ceiling.objects.get(path=CAP).used == 1


def test_the_same_filing_sent_by_twenty_at_once_gives_one_receipt(
    who: dict[str, Account], order_fields: Fields
) -> None:
    account, sent = who["employer"], {"case": "C-20"}

    def act() -> str:
        return audit.subject_of(orders.file(account, account.employer, order_fields(case="C-20")))

    writers = at_once([partial(filing.file_once, account, "K-1", "order", sent, act)] * 20)
    assert [each.refused for each in writers] == [None] * 20
    receipts = [each.gave for each in writers]
    assert receipts == [receipts[0]] * 20
    assert filing.receipt_holds(receipts[0], public(own()[1]))
    assert JobOrder.objects.filter(case="C-20").count() == Filing.every.count() == 1
    assert Entry.objects.filter(action="order.file").count() == 1


def test_one_key_with_two_things_sent_at_once_files_one_and_refuses_the_other(
    who: dict[str, Account], order_fields: Fields
) -> None:
    account = who["employer"]

    def send(case: str) -> dict[str, Any]:
        def act() -> str:
            return audit.subject_of(orders.file(account, account.employer, order_fields(case=case)))

        return filing.file_once(account, "K-1", "order", {"case": case}, act)

    writers = at_once([partial(send, case) for case in ("C-20", "C-21") * 5])
    assert {type(each.refused) for each in writers} == {type(None), filing.KeyUsed}
    assert JobOrder.objects.filter(case__in=["C-20", "C-21"]).count() == 1


def test_one_person_registered_by_twenty_at_once_is_registered_once(
    who: dict[str, Account], worker_fields: Fields
) -> None:
    fields = worker_fields(document="N1234567", document_country="MEX")
    writers = at_once([partial(registering.register, who["consulate"], fields, "MTY")] * 20)
    assert Worker.every.count() == 1
    refused = [each.refused for each in writers if each.refused]
    assert {type(each) for each in refused} == {registering.Twice}
    assert len(refused) == 19


def test_one_worker_who_applies_twice_at_once_has_one_application(
    who: dict[str, Account], worker: Worker, season: Season
) -> None:
    writers = at_once([partial(applying.apply, who["worker"], season, worker)] * 8)
    assert Application.every.count() == 1
    assert [type(each.refused) for each in writers if each.refused] == [NotNow] * 7


@pytest.mark.parametrize("confirmed_first", [True, False])
def test_an_order_confirmed_and_given_up_at_once_leaves_no_place_behind(
    who: dict[str, Account], matched: Season, confirmed_first: bool
) -> None:
    placement, account = Placement.every.get(), who["worker"]
    confirm = partial(placing.confirm, account, placement)
    withdraw = partial(applying.withdraw, account, placement.application)
    if confirmed_first:
        one, two = interleaved(confirm, 'INSERT INTO "records_contract"', withdraw)
        assert (one.refused, two.refused) == (None, None)
    else:
        one, two = interleaved(withdraw, 'UPDATE "records_application"', confirm)
        assert one.refused is None
        assert isinstance(two.refused, NotNow)
    placement.refresh_from_db()
    assert (placement.status, placement.application.status) == ("declined", "withdrawn")
    assert Contract.every.count() == confirmed_first
    assert Ceiling.objects.get(path=CAP).used == 0


def test_an_order_given_back_twice_at_once_gives_one_place_back(
    who: dict[str, Account], matched: Season
) -> None:
    placement = Placement.every.get()
    writers = at_once([partial(placing.decline, who["worker"], placement)] * 8)
    assert [type(each.refused) for each in writers if each.refused] == [NotNow] * 7
    assert Ceiling.objects.get(path=CAP).used == 0


def test_an_offer_given_back_while_others_lapse_does_not_keep_them_from_lapsing(
    who: dict[str, Account], applicants: list[Application], season: Season, clock: Clock
) -> None:
    run(who["secretary"], season, clock)
    first, *rest = Placement.every.order_by("pk")
    account = first.application.worker.account
    clock.set(first.answer_by)
    one, two = interleaved(
        partial(placing.decline, account, first), 'UPDATE "records_placement"', placing.lapse
    )
    assert (one.refused, two.refused, two.gave) == (None, None, 2)
    first.refresh_from_db()
    assert first.status == "declined"
    assert {each.status for each in Placement.every.filter(pk__in=[p.pk for p in rest])} == {"lapsed"}
    assert Ceiling.objects.get(path=CAP).used == 0


def test_an_application_filed_while_the_season_closes_is_on_the_list_or_refused(
    who: dict[str, Account], worker: Worker, season: Season, clock: Clock
) -> None:
    def close() -> None:
        clock.set(season.closes)
        seasons.close(who["secretary"], season)

    one, two = interleaved(
        partial(applying.apply, who["worker"], season, worker), 'INSERT INTO "records_application"', close
    )
    assert two.refused is None
    season.refresh_from_db()
    count = seasons.record_of(season).applications.count
    assert count == Application.every.filter(status="eligible").count() == len(seasons.numbers_of(season))
    assert count == (one.refused is None)


def drawn(who: dict[str, Account], season: Season, clock: Clock) -> Season:
    """The season closed and drawn."""
    clock.set(season.closes)
    seasons.close(who["secretary"], season)
    for party, secret in season.secrets.items():
        seasons.reveal(who["secretary"], season, party, secret)
    clock.set(season.closes + timedelta(hours=49))
    seasons.draw(who["secretary"], season, "00" * 32)
    season.refresh_from_db()
    return season


def test_whoever_withdraws_while_the_match_is_made_is_not_given_an_order(
    who: dict[str, Account], application: Application, order: JobOrder, season: Season, clock: Clock
) -> None:
    season = drawn(who, season, clock)
    made = rounds.Match(season, Application.every.filter(season=season, listed=True))
    applying.withdraw(who["worker"], application)
    with pytest.raises(NotNow, match="changed meanwhile"), transaction.atomic():
        made.write(1)
    rounds.match(who["secretary"], season)
    application.refresh_from_db()
    assert application.status == "withdrawn"
    assert not Placement.every.exists()


def test_an_order_withdrawn_while_the_match_is_made_is_given_to_nobody(
    who: dict[str, Account], application: Application, order: JobOrder, season: Season, clock: Clock
) -> None:
    season = drawn(who, season, clock)
    made = rounds.Match(season, Application.every.filter(season=season, listed=True))
    orders.withdraw(who["employer"], order)
    with pytest.raises(NotNow, match="changed meanwhile"), transaction.atomic():
        made.write(1)
    rounds.match(who["secretary"], season)
    application.refresh_from_db()
    assert application.status == "no_place"


def test_a_match_made_twice_at_once_is_written_once(
    who: dict[str, Account], applicants: list[Application], season: Season, clock: Clock
) -> None:
    season = drawn(who, season, clock)
    writers = at_once([partial(rounds.match, who["secretary"], season)] * 3)
    assert [each.refused for each in writers] == [None] * 3
    assert Placement.every.count() == Ceiling.objects.get(path=CAP).used == 3
    assert Decision.every.filter(kind="match").count() == 5
    assert Entry.objects.filter(purpose="match").count() == 1


def test_places_matched_again_twice_at_once_are_given_once(
    who: dict[str, Account], applicants: list[Application], season: Season, clock: Clock
) -> None:
    season = run(who["secretary"], season, clock)
    placement = Placement.every.first()
    placing.decline(placement.application.worker.account, placement)
    at_once([partial(rounds.replace, who["secretary"], season)] * 3)
    live = Placement.every.filter(status__in=("offered", "confirmed"))
    assert live.count() == Ceiling.objects.get(path=CAP).used == 3
    assert max(Counter(live.values_list("application", flat=True)).values()) == 1


def test_two_officers_who_check_one_person_at_once_do_not_both_decide(
    who: dict[str, Account], matched: Season
) -> None:
    placement = Placement.every.get()
    placing.confirm(who["worker"], placement)
    hour = Hour.objects.create(consulate="MTY", at=placement.answer_by + timedelta(days=9), capacity=1)
    appointment = placing.book(who["worker"], placement, hour)
    writers = at_once(
        [partial(placing.checked, who["consulate"], appointment, passed=at % 2 == 0) for at in range(6)]
    )
    assert [type(each.refused) for each in writers if each.refused] == [NotNow] * 5
    passed = Appointment.every.get().checks == "passed"
    assert Entry.objects.filter(action="appointment.check").count() == 1
    assert Ceiling.objects.get(path=CAP).used == passed


def test_the_last_hour_at_a_consulate_is_booked_once(
    who: dict[str, Account], applicants: list[Application], season: Season, clock: Clock
) -> None:
    run(who["secretary"], season, clock)
    found = list(Placement.every.all())
    for each in found:
        placing.confirm(each.application.worker.account, each)
    hour = Hour.objects.create(consulate="MTY", at=found[0].answer_by + timedelta(days=9), capacity=1)
    writers = at_once([partial(placing.book, each.application.worker.account, each, hour) for each in found])
    assert [type(each.refused) for each in writers if each.refused] == [NotNow] * 2
    assert Hour.objects.get().taken == Appointment.every.count() == 1


def test_a_decision_put_to_review_twice_at_once_is_reviewed_once(
    who: dict[str, Account], application: Application
) -> None:
    decision = Decision.every.get(kind="eligibility")
    writers = at_once([partial(reviewing.ask, who["worker"], decision, "look again")] * 6)
    assert [type(each.refused) for each in writers if each.refused] == [NotNow] * 5
    assert Review.every.count() == 1


def test_what_is_written_while_sealing_goes_on_is_sealed_once_and_nothing_is_lost(
    who: dict[str, Account], tmp_path: Path
) -> None:
    def write(name: int) -> None:
        for at in range(8):
            with transaction.atomic():
                for part in range(3):
                    audit.written(who["auditor"], "audit.see", f"{name} {at} {part}", "entry:1")

    def seal() -> None:
        for _ in range(6):
            sealing.seal(who["auditor"])

    writers = at_once([*(partial(write, name) for name in range(10)), seal, seal, seal])
    assert [each.refused for each in writers] == [None] * 13
    sealing.seal(who["auditor"])
    count = Entry.objects.count()
    assert count == 240
    assert sorted(Link.objects.values_list("number", flat=True)) == list(range(1, count + 1))
    assert set(Link.objects.values_list("entry", flat=True)) == set(
        Entry.objects.values_list("pk", flat=True)
    )
    file = tmp_path / "audit.jsonl"
    assert sealing.export(file) == count
    party, key = own()
    assert list(sealing.verify(iter(file.read_text("utf-8").splitlines()), {party: public(key)})) == []


def test_an_entry_that_is_committed_after_the_seal_is_in_the_next_seal(who: dict[str, Account]) -> None:
    @transaction.atomic
    def slow() -> None:
        audit.written(who["auditor"], "audit.see", "slow", "entry:1")
        Account.objects.filter(pk=who["auditor"].pk).update(last_name="slow")

    def quick() -> int:
        audit.written(who["auditor"], "audit.see", "quick", "entry:2")
        sealing.seal(who["auditor"])
        return Link.objects.count()

    one, two = interleaved(slow, 'UPDATE "records_account"', quick)
    assert (one.refused, two.refused) == (None, None)
    sealed = two.gave
    sealing.seal(who["auditor"])
    assert Link.objects.count() == Entry.objects.count() == 2
    purposes = list(Entry.objects.order_by("link__number").values_list("purpose", flat=True))
    if connection.vendor == "postgresql":
        assert sealed == 1
        assert purposes == ["quick", "slow"]
        assert list(Entry.objects.order_by("pk").values_list("purpose", flat=True)) == ["slow", "quick"]
    else:
        assert purposes == ["slow", "quick"]
