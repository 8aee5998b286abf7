"""Registered once for life: codes and passports checked, doubles found, merged and taken apart again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from acuerdo.operate import audit, numbers, registering
from acuerdo.operate.authority import Denied
from acuerdo.operate.forms import WorkerForm
from acuerdo.operate.mrz import Unreadable, check_digit, read_zone
from acuerdo.operate.registering import Twice, WrongCurp, checked_curp
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Entry, Worker

Fields = Callable[..., dict[str, Any]]
CURP = "BOXW310820HNERXN09"
"""The example that the documentation of the checking library gives; it stands for nobody."""
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
"""The specimen of ICAO Doc 9303, part 4."""
ON = date(2016, 11, 1)


def test_the_specimen_of_the_standard_is_read() -> None:
    read = read_zone(ZONE, ON)
    assert (read.surnames, read.given_names, read.document) == ("Eriksson", "Anna Maria", "L898902C3")
    assert (read.country, read.nationality, read.sex) == ("UTO", "UTO", "woman")
    assert (read.born_on, read.expires) == (date(1974, 8, 12), date(2012, 4, 15))


@pytest.mark.parametrize(
    ("part", "digit"), [("L898902C3", 6), ("740812", 2), ("120415", 9), ("ZE184226B<<<<<", 1)]
)
def test_check_digits_are_those_of_the_standard(part: str, digit: int) -> None:
    assert check_digit(part) == digit


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda zone: zone.replace("L898902C3", "L898902C4"), "number"),
        (lambda zone: zone.replace("7408122", "7408132"), "birth"),
        (lambda zone: zone.replace("1204159", "1204169"), "expiry"),
        (lambda zone: zone[:-1] + "1", "whole"),
        (lambda zone: zone.replace("P<UTO", "V<UTO"), "kind"),
        (lambda zone: zone.replace("ANNA", "ANN@"), "signs"),
        (lambda zone: zone.splitlines()[0], "length"),
        (lambda zone: "", "length"),
        (lambda zone: zone.replace("7408122", "7413121").replace("10", "18")[:-2] + "18", "birth"),
    ],
)
def test_a_wrong_sign_in_a_zone_is_told(change: Callable[[str], str], fault: str) -> None:
    with pytest.raises(Unreadable, match=f"^{fault}$"):
        read_zone(change(ZONE), ON)


def test_a_code_of_the_population_register_is_checked_with_the_day_of_birth() -> None:
    assert checked_curp(CURP.lower()) == CURP
    assert checked_curp(CURP, date(1931, 8, 20)) == CURP
    with pytest.raises(WrongCurp, match="birth"):
        checked_curp(CURP, date(1931, 8, 21))
    for wrong in ("", "BOXW310820HNERXN08", "X" * 18):
        with pytest.raises(WrongCurp, match="curp"):
            checked_curp(wrong)


def test_numbers_notice_a_wrong_sign() -> None:
    number = numbers.new("W")
    assert numbers.is_number(number)
    for at in range(2, len(number)):
        for sign in numbers.SIGNS:
            if sign != number[at]:
                assert not numbers.is_number(number[:at] + sign + number[at + 1 :])


def test_somebody_with_neither_code_nor_passport_can_register(worker: Worker) -> None:
    assert (worker.curp, worker.document) == (None, "")
    assert numbers.is_number(worker.number)
    assert Entry.objects.get(action="worker.register").worker == worker.number


@pytest.mark.parametrize(
    "same",
    [{"curp": CURP, "born_on": date(1931, 8, 20)}, {"document": "L898902C3", "document_country": "UTO"}],
)
def test_nobody_is_registered_twice_with_the_same_paper(
    same: dict[str, Any], who: dict[str, Account], worker_fields: Fields
) -> None:
    first = registering.register(who["consulate"], worker_fields(**same), helped_at="MTY")
    assert first.helped_at == "MTY"
    with pytest.raises(Twice) as told, transaction.atomic():
        registering.register(who["worker"], worker_fields(**same))
    assert told.value.number == first.number
    assert Worker.every.count() == 1


def test_a_worker_registers_once(who: dict[str, Account], worker: Worker, worker_fields: Fields) -> None:
    with pytest.raises(Twice):
        registering.register(who["worker"], worker_fields())


def test_look_alikes_are_found_merged_and_taken_apart(
    who: dict[str, Account], worker: Worker, worker_fields: Fields
) -> None:
    double = registering.register(who["consulate"], worker_fields())
    officer = who["origin_officer"]
    assert registering.look_alikes(officer, worker) == [double]
    made = registering.merge(officer, worker, double, "the same birth certificate")
    double.refresh_from_db()
    assert double.merged_into == worker
    assert registering.look_alikes(officer, worker) == []
    for again in ((worker, double), (double, worker), (worker, worker)):
        with pytest.raises(NotNow):
            registering.merge(officer, *again, "again")
    registering.undo_merge(officer, made)
    double.refresh_from_db()
    assert double.merged_into is None
    with pytest.raises(NotNow):
        registering.undo_merge(officer, made)
    with pytest.raises(Denied):
        registering.merge(who["consulate"], worker, double, "no")


def test_the_audit_keeps_which_fields_changed_and_not_what_they_said(
    who: dict[str, Account], worker: Worker
) -> None:
    registering.change(who["worker"], worker, {"phone": "+52 81 0000 0000", "email": worker.email})
    entry = Entry.objects.get(action="worker.change")
    assert '"phone"' in entry.detail
    assert "0000" not in entry.detail
    assert '"email"' not in entry.detail


def test_reading_a_record_is_written_down_for_the_person_it_is_about(
    who: dict[str, Account], worker: Worker
) -> None:
    audit.see(who["origin_officer"], "worker.see", Worker, "identity check", number=worker.number)
    entry = Entry.objects.get(kind="read")
    assert (entry.account, entry.role, entry.worker) == ("origin_officer", "origin_officer", worker.number)
    assert entry.purpose == "identity check"


def test_the_form_lists_every_fault_at_once(db: None) -> None:
    form = WorkerForm(
        {
            "given_names": "",
            "born_on": "2015-02-30",
            "nationality": "ZZZ",
            "curp": "X",
            "mrz": "P<",
            "experience_months": "-1",
        }
    )
    assert set(form.errors) >= {
        "given_names",
        "surnames",
        "born_on",
        "nationality",
        "curp",
        "mrz",
        "experience_months",
        "trades",
    }
