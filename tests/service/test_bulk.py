"""Tables filed whole: what is filed, what is refused, cell by cell, and what no file may do."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from pytest_django import DjangoAssertNumQueries

from acuerdo.agreement.reading.cells import FORMULA
from acuerdo.operate import bulk, columns, orders, registering, sheets
from acuerdo.operate.sheets import Unusable
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Employer, Entry, Filing, JobOrder, Worker

HEADINGS = [column.field for column in columns.ORDERS]


def row(case: str, **changed: str) -> list[str]:
    told = {
        "case": case,
        "title": "Farmworker",
        "soc": "45-2092",
        "state": "NC",
        "places_requested": "3",
        "starts": "2017-04-01",
        "ends": "2017-09-01",
        "pay_cents_hour": "1227",
        **changed,
    }
    return [told.get(name, "") for name in HEADINGS]


def as_csv(rows: Sequence[Sequence[str]], separator: str = ",", coded: str = "utf-8") -> bytes:
    return "\r\n".join(separator.join(each) for each in rows).encode(coded)


def as_workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for each in rows:
        book.active.append(list(each))
    book.save(file)
    return file.getvalue()


def faults_of(account: Account, data: bytes) -> list[bulk.Fault]:
    with pytest.raises(bulk.Faulty) as told:
        bulk.file_orders(account, account.employer, data)
    return told.value.faults


def many(count: int) -> list[list[str]]:
    return [HEADINGS, *(row(f"B-{number}") for number in range(count))]


@pytest.mark.parametrize(
    "data",
    [
        as_csv(many(3)),
        as_csv(many(3), ";"),
        as_csv(many(3), "\t", "utf-8-sig"),
        as_csv(many(3), ",", "utf-16"),
        as_workbook(many(3)),
    ],
)
def test_a_table_is_filed_whole_and_once_however_it_is_written(who: dict[str, Account], data: bytes) -> None:
    employer = who["employer"].employer
    receipt = bulk.file_orders(who["employer"], employer, data)
    again = bulk.file_orders(who["employer"], employer, data)
    assert receipt == again
    assert list(JobOrder.objects.order_by("case").values_list("case", flat=True)) == ["B-0", "B-1", "B-2"]
    assert Entry.objects.filter(action="order.file").count() == 3
    made = bulk.made_by(who["employer"], Filing.every.get())
    assert [each.case for each in made] == ["B-0", "B-1", "B-2"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_template_of_either_language_is_understood(who: dict[str, Account], language: str) -> None:
    table = sheets.read_table(as_csv([*columns.template_rows(columns.ORDERS, language), row("T-1")]))
    assert set(columns.known(columns.ORDERS)) >= {columns.folded(each) for each in table.headings}
    book = columns.template_workbook(columns.ORDERS, language)
    with pytest.raises(Unusable, match="no_rows"):
        sheets.read_table(book)
    headings = columns.template_rows(columns.WORKERS, language)[0]
    assert {columns.known(columns.WORKERS)[columns.folded(each)] for each in headings} == {
        column.field for column in columns.WORKERS
    }


def test_days_and_numbers_of_a_workbook_are_read_as_they_are_meant(who: dict[str, Account]) -> None:
    told: list[Any] = row("X-1")
    told[HEADINGS.index("starts")] = date(2017, 4, 1)
    told[HEADINGS.index("places_requested")] = 12.0
    bulk.file_orders(who["employer"], who["employer"].employer, as_workbook([HEADINGS, told]))
    made = JobOrder.objects.get()
    assert (made.starts, made.places_requested) == (date(2017, 4, 1), 12)


def test_every_fault_is_told_by_row_and_column_and_nothing_is_filed(who: dict[str, Account]) -> None:
    rows = [
        *many(2),
        row("B-1"),
        row("B-3", state="ZZ", starts="01/04/2017"),
        row("", places_requested="many"),
        row("B-5", ends="2017-01-01"),
    ]
    told = {
        (each.row, each.column): (each.found, each.problem)
        for each in faults_of(who["employer"], as_csv(rows))
    }
    assert set(told) == {
        (4, "case"),
        (5, "state"),
        (5, "starts"),
        (6, "case"),
        (6, "places_requested"),
        (7, "ends"),
    }
    assert told[(5, "starts")][0] == "01/04/2017"
    assert "2017-03-31" in told[(5, "starts")][1]
    assert not JobOrder.objects.exists()
    assert not Filing.every.exists()
    assert not Entry.objects.filter(action="order.file").exists()


def test_headings_that_are_unknown_missing_or_doubled_are_told(who: dict[str, Account]) -> None:
    headings = ["colour", *HEADINGS[1:], "title"]
    told = {each.column for each in faults_of(who["employer"], as_csv([headings, [*row("B-1"), "x"]]))}
    assert told == {"colour", "title", "Order number / Número de oferta"}


def test_a_number_that_is_on_record_is_a_fault(
    who: dict[str, Account], order_fields: Callable[..., dict[str, Any]]
) -> None:
    orders.file(who["employer"], who["employer"].employer, order_fields(case="B-0"))
    [fault] = faults_of(who["employer"], as_csv(many(2)))
    assert (fault.row, fault.found) == (2, "B-0")


def test_a_cell_under_no_heading_is_a_fault(who: dict[str, Account]) -> None:
    [fault] = faults_of(who["employer"], as_csv([HEADINGS, [*row("B-1"), "stray"]]))
    assert (fault.row, fault.column, fault.found) == (2, "", "stray")


@pytest.mark.parametrize("which", ["not accredited", "suspended"])
def test_an_employer_who_may_not_file_files_no_table(who: dict[str, Account], which: str) -> None:
    employer = who["employer"].employer
    assert isinstance(employer, Employer)
    if which == "suspended":
        registering.suspend(who["inspector"], employer, "x")
    else:
        Employer.objects.update(accredited_on=None)
        employer.refresh_from_db()
    with pytest.raises(NotNow):
        bulk.file_orders(who["employer"], employer, as_csv(many(1)))
    assert not JobOrder.objects.exists()


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.MOST_UNPACKED + 1))
    return file.getvalue()


def lying_bomb() -> bytes:
    """A bomb whose directory says that it is small."""
    data = bytearray(bomb())
    size = struct.pack("<I", sheets.MOST_UNPACKED + 1)
    at = data.find(size)
    while at >= 0:
        data[at : at + 4] = struct.pack("<I", 10)
        at = data.find(size, at + 4)
    return bytes(data)


def far_away() -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.active["A1"] = "case"
    book.active["XFD1048576"] = "x"
    book.save(file)
    return file.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n;;;\r\n", "empty"),
        (as_csv([HEADINGS]), "no_rows"),
        (PNG, "kind"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old"),
        (as_csv([HEADINGS, row("B-1", title="Jornalero agrícola en viñedo")], coded="latin-1"), "encoding"),
        (b"PK\x03\x04" + bytes(200), "spoilt"),
        (as_workbook(many(2))[:-400], "spoilt"),
        (b'case,title\r\n"open,quote\r\n', "csv"),
        (as_csv(many(sheets.MOST_ROWS + 1)), "many_rows"),
        (as_csv([["x"], *(["1"] for _ in range(200_000))]), "many_rows"),
        (b"x" * (sheets.MOST_BYTES + 1), "large"),
        (as_csv([["a"] * 101, ["1"] * 101]), "wide"),
        (bomb(), "unpacked"),
        (lying_bomb(), "unpacked"),
        (far_away(), "far"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_file_that_is_no_table_is_refused_with_a_way_out(
    who: dict[str, Account], data: bytes, code: str
) -> None:
    with pytest.raises(Unusable) as told:
        bulk.file_orders(who["employer"], who["employer"].employer, data)
    assert told.value.code == code
    assert all(str(words) for words in told.value.words)


def test_a_workbook_cut_or_changed_anywhere_is_read_or_refused_and_never_breaks() -> None:
    whole = as_workbook(many(2))
    for at in range(0, len(whole), 97):
        for spoilt in (whole[:at], whole[:at] + b"\xff" + whole[at + 1 :]):
            with suppress(Unusable):
                assert sheets.read_table(spoilt).headings


def test_what_is_filed_as_text_is_no_formula_in_what_is_downloaded(
    who: dict[str, Account], client: Client
) -> None:
    rows = [HEADINGS, *(row(f"B-{at}", title=f"{sign}1+1") for at, sign in enumerate("=+-@"))]
    bulk.file_orders(who["employer"], who["employer"].employer, as_csv(rows))
    assert {each[:1] for each in JobOrder.objects.values_list("title", flat=True)} <= set("=+-@")
    client.force_login(who["employer"])
    text = client.get("/orders/table.csv").content.decode("utf-8-sig")
    cells = [cell.strip('"') for line in text.splitlines() for cell in line.split('","')]
    assert any(cell.startswith("'") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(FORMULA)]


def test_a_formula_in_a_workbook_is_never_calculated(who: dict[str, Account]) -> None:
    rows: list[list[Any]] = [HEADINGS, row("B-1", places_requested="=1+1")]
    [fault] = faults_of(who["employer"], as_workbook(rows))
    assert fault.column == "places_requested"
    assert not JobOrder.objects.exists()


def people(count: int, **changed: str) -> bytes:
    names = [column.field for column in columns.WORKERS]
    told = {
        "surnames": "de Muestra",
        "born_on": "1990-05-17",
        "sex": "mujer",
        "nationality": "mex",
        "state": "Guanajuato",
        "language": "Español",
        "trades": "0, 1",
        "experience_months": "24",
        "taste": "pago",
        **changed,
    }
    rows = [[{**told, "given_names": f"Persona {at}"}.get(name, "") for name in names] for at in range(count)]
    return as_csv([names, *rows], "\t")


def test_a_consulate_registers_a_table_of_people_with_help(who: dict[str, Account]) -> None:
    data = people(3)
    receipt = bulk.register_workers(who["consulate"], "MTY", data)
    assert bulk.register_workers(who["consulate"], "MTY", data) == receipt
    made = list(Worker.every.order_by("pk"))
    assert [each.helped_at for each in made] == ["MTY"] * 3
    assert {(each.sex, each.state, each.trades, each.taste, each.language) for each in made} == {
        ("woman", 11, 3, "pay", "es")
    }
    entries = Entry.objects.filter(action="worker.register", purpose="registration with help")
    assert set(entries.values_list("worker", flat=True)) == {each.number for each in made}


def test_a_document_on_record_or_twice_in_a_table_is_a_fault(who: dict[str, Account]) -> None:
    curp = "MUAP900517MGTXXR08"
    code = next(each for each in (curp[:-1] + str(digit) for digit in range(10)) if _is_curp(each))
    with pytest.raises(bulk.Faulty) as twice:
        bulk.register_workers(who["consulate"], "MTY", people(2, curp=code))
    assert [(each.row, each.column, each.found) for each in twice.value.faults] == [(3, "curp", code)]
    assert not Worker.every.exists()
    bulk.register_workers(who["consulate"], "MTY", people(1, curp=code))
    with pytest.raises(bulk.Faulty) as held:
        bulk.register_workers(who["consulate"], "MTY", people(1, curp=code, surnames="Otra"))
    assert held.value.count == 1


def _is_curp(code: str) -> bool:
    try:
        return bool(registering.checked_curp(code))
    except registering.WrongCurp:
        return False


def test_the_page_takes_a_table_in_few_queries_whatever_its_length(
    who: dict[str, Account], client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(who["employer"])
    with django_assert_max_num_queries(25):
        sent = client.post("/orders/upload/", {"table": SimpleUploadedFile("t.csv", as_csv(many(300)))})
    assert sent.status_code == 302
    assert JobOrder.objects.count() == 300
    again = client.post("/orders/upload/", {"table": SimpleUploadedFile("u.csv", as_csv(many(300)))})
    assert again["Location"] == sent["Location"]
    shown = client.get(sent["Location"])
    assert "B-0" in shown.content.decode()
    assert JobOrder.objects.count() == 300


def test_the_page_shows_each_fault_and_says_that_nothing_was_filed(
    who: dict[str, Account], client: Client
) -> None:
    client.force_login(who["employer"])
    client.cookies["language"] = "en"
    file = SimpleUploadedFile("t.csv", as_csv([HEADINGS, row("B-1", state="<b>")]))
    sent = client.post("/orders/upload/", {"table": file})
    assert sent.status_code == 422
    shown = sent.content.decode()
    assert "Nothing was filed" in shown
    assert "&lt;b&gt;" in shown
    none = client.post("/orders/upload/", {})
    assert (none.status_code, "No file was chosen" in none.content.decode()) == (422, True)


def test_only_who_files_orders_gets_to_the_page_and_its_template(
    who: dict[str, Account], client: Client
) -> None:
    for role, expected in (("employer", 200), ("agent", 200), ("worker", 403), ("consulate", 403)):
        client.force_login(who[role])
        assert client.get("/orders/upload/").status_code == expected
        assert client.get("/orders/template.xlsx").status_code == expected
        assert client.get("/orders/template.csv").status_code == expected
    for role, expected in (("consulate", 200), ("origin_officer", 200), ("employer", 403)):
        client.force_login(who[role])
        assert client.get("/people/upload/").status_code == expected
