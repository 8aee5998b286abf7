"""Job orders: two published files read to the last row, and every way a file or a row can fail."""

import gzip
import hashlib
import io
import re
import tempfile
from collections.abc import Callable
from dataclasses import astuple
from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.population import shipped
from acuerdo.season.orders import Orders, UnknownLayout, UnreadableOrders, read_orders
from acuerdo.season.orders.layouts import LAYOUTS, Layout
from acuerdo.season.orders.reading import COLUMNS
from order_rows import H2A, H2B, Rows, h2a, written

FIXTURES = Path(__file__).parent / "fixtures"
SAMPLE = FIXTURES / "h2a_fy2017_published_sample.xlsx"
ADDENDUM = FIXTURES / "h2a_addendum_a_fy2021_sample.csv"
GRANTED = pl.col("status").is_in(["certified", "partial"])

Read = Callable[[Rows], Orders]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read rows as the CSV file that holds them."""
    return lambda rows: read_orders(written(rows, tmp_path / "orders.csv"))


@pytest.fixture(scope="module")
def fy2017() -> Orders:
    return read_orders(shipped.path("data/job-orders/h2a-fy2017.csv.gz"))


@pytest.fixture(scope="module")
def fy2019() -> Orders:
    return read_orders(shipped.path("data/job-orders/h2b-fy2019.csv.gz"))


# The shipped files


def test_the_h2a_file_of_2017_has_the_cases_and_places_the_department_counts(fy2017: Orders) -> None:
    granted = fy2017.table.filter(GRANTED)

    assert (fy2017.layout, fy2017.source) == ("h2a-reduced", "h2a-fy2017.csv.gz")
    assert (fy2017.rows_read, fy2017.joint_rows, fy2017.rejected_rows) == (12_930, 2_833, 0)
    assert (len(fy2017.table), len(granted), granted["places"].sum()) == (10_097, 9_797, 200_049)
    assert fy2017.table["places"].sum() == 200_049
    assert len(fy2017.faults) == 110


def test_the_h2b_file_of_2019_has_its_cases_and_places(fy2019: Orders) -> None:
    granted = fy2019.table.filter(GRANTED)

    assert (fy2019.layout, fy2019.source) == ("h2b-reduced", "h2b-fy2019.csv.gz")
    assert (fy2019.rows_read, fy2019.joint_rows, fy2019.rejected_rows) == (9_236, 0, 0)
    assert (len(fy2019.table), len(granted), granted["places"].sum()) == (9_236, 7_377, 150_465)
    assert len(fy2019.faults) == 2_226


def test_the_published_file_and_the_shipped_one_give_the_same_orders(fy2017: Orders) -> None:
    published = read_orders(SAMPLE)
    same = fy2017.table.filter(pl.col("case").is_in(published.table["case"].implode()))

    assert published.layout == "h2a-published-fy2017"
    assert (published.rows_read, len(published.table), published.joint_rows) == (120, 112, 8)
    assert published.table.drop("line").equals(same.drop("line"))
    lines = same["line"].to_list()
    assert sorted(fault.problem for fault in published.faults) == sorted(
        fault.problem for fault in fy2017.faults if fault.line in lines
    )


def test_the_sample_holds_every_status_unit_and_kind_of_row_of_the_published_file(fy2017: Orders) -> None:
    published = read_orders(SAMPLE)

    for column in ("status_published", "pay_unit", "organization"):
        assert set(published.table[column]) == set(fy2017.table[column])
    assert {fault.problem for fault in published.faults} == {fault.problem for fault in fy2017.faults}


def test_both_files_give_the_same_columns(fy2017: Orders, fy2019: Orders) -> None:
    assert fy2017.table.schema == fy2019.table.schema == pl.Schema(COLUMNS)
    assert set(fy2017.table["visa"]) == {"H-2A"}
    assert set(fy2019.table["visa"]) == {"H-2B"}


@pytest.mark.parametrize("name", ["h2a-fy2017.csv", "h2b-fy2019.csv"])
def test_shipped_files_are_the_ones_their_readme_names(name: str) -> None:
    packed = shipped.path(f"data/job-orders/{name}.gz").read_bytes()
    digest = hashlib.sha256(gzip.decompress(packed)).hexdigest()

    assert f"{digest}  {name}" in shipped.path("data/job-orders/README.md").read_text(encoding="utf-8")
    assert packed[3:8] == bytes(5)  # no name, no time: packing again gives the same bytes


# One row


def test_a_whole_row_is_read_into_every_column(read: Read) -> None:
    orders = read([h2a(employer_name=" A   Farm ", soc_code="45-2092.00")])

    assert orders.table.to_dicts() == [
        {
            "line": 2,
            "case": "H-300-17001-000001",
            "employer": "A Farm",
            "employer_state": "NC",
            "job_title": "Farmworker",
            "soc": "45-2092",
            "occupation": "Farmworkers and Laborers, Crop",
            "crop": "Tobacco",
            "organization": "Individual Employer",
            "status": "certified",
            "status_published": "DETERMINATION ISSUED - CERTIFICATION",
            "places_requested": 12,
            "places": 10,
            "hours_week": 40.0,
            "pay_cents_hour": 1127,
            "pay": 11.27,
            "pay_unit": "hour",
            "experience_months": 3,
            "state": "NC",
            "county": "Duplin",
            "starts": date(2017, 4, 1),
            "ends": date(2017, 11, 1),
            "days_basis": "stated",
            "received": date(2017, 1, 2),
            "decided": date(2017, 2, 3),
            "visa": "H-2A",
        }
    ]
    assert orders.faults == ()


def test_an_h2b_row_has_neither_crop_nor_dates_of_need_and_that_is_no_fault(read: Read) -> None:
    # job_start_date is the day the order went to the state agency: here before the application
    orders = read([H2B | {"job_start_date": "2018-12-20", "job_end_date": "2019-01-01"}])

    row = orders.table.row(0, named=True)
    absent = ("crop", "organization", "experience_months", "starts", "ends")
    assert [row[name] for name in absent] == [None] * 5
    assert (row["visa"], row["state"], row["places"]) == ("H-2B", "CO", 8)
    assert orders.faults == ()


@pytest.mark.parametrize(
    ("published", "status", "places"),
    [
        ("Determination Issued - Certification", "certified", 8),
        ("Determination Issued - Certification (Returned)", "certified", 8),
        ("Determination Issued - Partial Certification", "partial", 8),
        ("Determination Issued - Partial Certification (Returned)", "partial", 8),
        ("Determination Issued - Denied", "denied", 0),
        ("Determination Issued - Rejected", "denied", 0),
        ("Withdrawn", "withdrawn", 0),
    ],
)
def test_a_certificate_sent_back_was_granted_and_a_rejection_was_not(
    read: Read, published: str, status: str, places: int
) -> None:
    orders = read([H2B | {"case_status": published, "nbr_workers_certified": "8.0" if places else ""}])

    row = orders.table.row(0, named=True)
    assert (row["status"], row["status_published"], row["places"]) == (status, published, places)
    assert orders.faults == ()


@pytest.mark.parametrize("published", ["CERTIFICATION EXPIRED", "PARTIAL CERTIFICATION EXPIRED"])
def test_an_expired_certificate_was_granted(read: Read, published: str) -> None:
    orders = read([h2a(case_status=f"DETERMINATION ISSUED - {published}")])

    assert orders.table["status"].item() in ("certified", "partial")
    assert orders.table["places"].item() == 10


@pytest.mark.parametrize(
    ("pay", "unit", "hours", "cents"),
    [
        ("11.27", "Hour", "40", 1127),
        ("11.27", "Hour", "", 1127),
        ("500", "Week", "40", 1250),
        ("694.84", "Bi-Weekly", "40", 869),  # 8.6855
        ("1206.31", "Month", "48", 580),  # 5.7996
        ("26000", "Year", "50", 1000),
        ("1206.31", "Month", "", None),
        ("11.27", "Select Pay Range", "40", None),
        ("1389.67", "Hour", "48", None),  # a month's pay
        ("10.92", "Month", "40", None),  # an hour's pay
    ],
)
def test_pay_is_brought_to_cents_per_hour_by_the_hours_stated(
    read: Read, pay: str, unit: str, hours: str, cents: int | None
) -> None:
    row = h2a(basic_rate_of_pay=pay, basic_unit_of_pay=unit, basic_number_of_hours=hours)
    orders = read([row])

    assert orders.table["pay_cents_hour"].item() == cents
    assert orders.table["pay"].item() == float(pay)
    assert bool(orders.faults) == (cents is None or not hours)


@pytest.mark.parametrize(
    ("published", "code"),
    [
        ("NORTH CAROLINA", "NC"),
        ("North Carolina", "NC"),
        ("nc", "NC"),
        ("NORTHERN MARIANA ISLANDS", "MP"),
        ("PUERTO RICO", "PR"),
        ("DISTRICT OF COLUMBIA", "DC"),
    ],
)
def test_states_and_territories_get_their_postal_code(read: Read, published: str, code: str) -> None:
    orders = read([h2a(worksite_state=published, employer_state=published)])

    assert orders.table.select("state", "employer_state").row(0) == (code, code)


@pytest.mark.parametrize(
    ("required", "stated", "months"), [("N", "", 0), ("N", "0.0", 0), ("Y", "0.0", 0), ("Y", "24", 24)]
)
def test_experience_is_zero_where_none_is_required(
    read: Read, required: str, stated: str, months: int
) -> None:
    orders = read([h2a(emp_experience_reqd=required, emp_exp_num_months=stated)])

    assert orders.table["experience_months"].item() == months
    assert orders.faults == ()


# Cells that are odd: the row is kept, the cell is null and reported

ODD = [
    ("basic_number_of_hours", "475", "hours_week"),
    ("basic_number_of_hours", "0", "hours_week"),
    ("basic_unit_of_pay", "Select Pay Range", "pay_unit"),
    ("basic_rate_of_pay", "$11", "pay"),
    ("basic_rate_of_pay", "0.0", "pay"),
    ("basic_rate_of_pay", "2600", "pay_cents_hour"),
    ("nbr_workers_requested", "a dozen", "places_requested"),
    ("nbr_workers_requested", "99999999999", "places_requested"),
    ("worksite_state", "ONTARIO", "state"),
    ("employer_state", "ONTARIO", "employer_state"),
    ("worksite_county", "31513", "county"),
    ("soc_code", "farm", "soc"),
    ("case_received_date", "2017-02-30", "received"),
    ("requested_start_date_of_need", "01/04/2017", "starts"),
    ("requested_end_date_of_need", "soon", "ends"),
    ("requested_end_date_of_need", "2017-01-31", "ends"),  # before it starts
    ("emp_experience_reqd", "?", "experience_months"),
    ("emp_exp_num_months", "some", "experience_months"),
]


@pytest.mark.parametrize(("published", "found", "column"), ODD)
def test_an_odd_cell_is_null_and_reported_and_its_row_is_kept(
    read: Read, published: str, found: str, column: str
) -> None:
    orders = read([h2a(1), h2a(2, **{published: found})])

    assert orders.table[column].to_list()[1] is None
    assert orders.table[column].to_list()[0] is not None
    assert orders.table["places"].to_list() == [10, 10]
    (fault,) = orders.faults
    assert astuple(fault)[:5] == (3, published, found, fault.problem, True)
    assert fault.problem


MAY_BE_BLANK = ("employer_city", "naics_code", "worksite_city", "job_start_date", "job_end_date")
NEEDED = ("case_number", "primary_sub", "case_status", "decision_date", "nbr_workers_certified")


@pytest.mark.parametrize("published", [name for name in H2A if name not in (*MAY_BE_BLANK, *NEEDED)])
def test_a_blank_is_reported_where_places_were_certified_unless_an_employer_lives_abroad(
    read: Read, published: str
) -> None:
    orders = read([h2a(**{published: ""})])

    reported = [(fault.line, fault.column, fault.found, fault.kept) for fault in orders.faults]
    assert reported == ([] if published == "employer_state" else [(2, published, "", True)])
    assert len(orders.table) == 1


@pytest.mark.parametrize("status", ["DENIED", "WITHDRAWN"])
def test_blanks_of_a_case_not_certified_are_not_reported(read: Read, status: str) -> None:
    needed = ("case_number", "primary_sub", "decision_date")
    blank = {name: "" for name in H2A if name not in needed}
    orders = read([h2a(**blank | {"case_status": f"DETERMINATION ISSUED - {status}"})])

    assert orders.faults == ()
    assert orders.table["places"].item() == 0
    assert orders.table["places_requested"].item() is None


def test_text_that_cannot_be_read_is_reported_of_every_case(read: Read) -> None:
    orders = read([h2a(case_status="DETERMINATION ISSUED - DENIED", basic_number_of_hours="475")])

    assert [fault.column for fault in orders.faults] == ["nbr_workers_certified", "basic_number_of_hours"]
    assert orders.table["places"].item() == 0
    assert orders.table["hours_week"].item() is None


def test_months_of_experience_where_none_is_required_are_read_as_zero_and_reported(read: Read) -> None:
    orders = read([h2a(emp_experience_reqd="N", emp_exp_num_months="3")])

    assert orders.table["experience_months"].item() == 0
    assert [(fault.found, fault.kept) for fault in orders.faults] == [("3", True)]


def test_what_says_not_applicable_is_a_blank(read: Read) -> None:
    orders = read([h2a(worksite_county="N/A")])

    assert orders.table["county"].item() is None
    assert [(fault.found, fault.problem) for fault in orders.faults] == [("N/A", "blank")]


# Rows that cannot be counted


@pytest.mark.parametrize(
    ("published", "found"),
    [
        ("case_number", " "),
        ("primary_sub", ""),
        ("primary_sub", "BOTH"),
        ("case_status", "PENDING"),
        ("case_status", ""),
        ("decision_date", ""),
        ("decision_date", "2017-13-01"),
        ("nbr_workers_certified", ""),
        ("nbr_workers_certified", "-3"),
        ("nbr_workers_certified", "2.5"),
        ("nbr_workers_certified", "1e400"),
        ("case_number", "H-300-17001-000001"),
    ],
)
def test_a_row_that_cannot_be_counted_is_rejected_with_its_reason(
    read: Read, published: str, found: str
) -> None:
    orders = read([h2a(1), h2a(2, **{published: found}), h2a(3)])

    assert orders.table["line"].to_list() == [2, 4]
    (fault,) = orders.faults
    assert astuple(fault)[:5] == (3, published, found, fault.problem, False)
    assert orders.rows_read == 3 == len(orders.table) + orders.rejected_rows


def test_a_row_with_too_few_cells_is_rejected(tmp_path: Path) -> None:
    path = written([h2a(1), h2a(2), h2a(3)], tmp_path / "orders.csv")
    first, second, short, last = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join((first, second, short[:60], last)), encoding="utf-8")
    orders = read_orders(path)

    assert orders.table["line"].to_list() == [2, 4]
    assert [(fault.line, fault.kept) for fault in orders.faults] == [(3, False)]
    assert "under a header of 28" in orders.faults[0].problem


def test_joint_orders_are_counted_once_through_their_primary_case(read: Read) -> None:
    order = [
        h2a(1),
        h2a(1, primary_sub="SUB", employer_name="B"),
        h2a(1, primary_sub="SUB", employer_name="C"),
    ]
    orders = read([*order, h2a(2)])

    assert (orders.rows_read, orders.joint_rows, orders.rejected_rows) == (4, 2, 0)
    assert orders.table["places"].sum() == 20
    assert orders.table["employer"].to_list() == ["A Farm", "A Farm"]


def test_a_sub_case_whose_primary_case_is_not_counted_is_not_lost_silently(read: Read) -> None:
    unread = h2a(2, nbr_workers_certified="many")
    orders = read([h2a(1, primary_sub="SUB"), unread, h2a(2, primary_sub="SUB"), h2a(3)])

    assert (orders.joint_rows, orders.rejected_rows, len(orders.table)) == (0, 3, 1)
    assert [fault.line for fault in orders.faults] == [2, 3, 4]


def test_rows_are_numbered_by_the_line_they_start_on(read: Read) -> None:
    orders = read([h2a(1, job_title="Farm\nworker"), h2a(2, worksite_state="?")])

    assert orders.table["line"].to_list() == [2, 4]
    assert orders.table["job_title"].to_list() == ["Farm worker", "Farmworker"]
    assert [fault.line for fault in orders.faults] == [4]


def test_lines_without_text_are_no_rows(tmp_path: Path) -> None:
    path = written([h2a(1)], tmp_path / "orders.csv")
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + "," * 27 + "\n\n")

    assert read_orders(path).rows_read == 1


def test_a_file_with_no_rows_gives_an_empty_table(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(",".join(H2A), encoding="utf-8")
    orders = read_orders(path)

    assert (orders.rows_read, orders.faults) == (0, ())
    assert orders.table.schema == pl.Schema(COLUMNS)


ORDERS = [
    h2a(1),
    h2a(1, primary_sub="SUB"),
    h2a(2),
    h2a(3, case_status="DETERMINATION ISSUED - DENIED"),
    h2a(4),
]
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(["", "N/A", "PRI", "SUB", "0", "-1", "1e9", "nan", "2017-02-30", "H-300-17001-000002"]),
    st.sampled_from([cell for row in ORDERS for cell in row.values()]),
)


@given(
    st.lists(
        st.tuples(st.integers(0, len(ORDERS) - 1), st.sampled_from(list(H2A)), CELLS), min_size=1, max_size=12
    )
)
@settings(max_examples=120, deadline=None)
def test_every_row_is_in_the_table_or_joint_or_rejected(spoilt: list[tuple[int, str, str]]) -> None:
    rows = [dict(row) for row in ORDERS]
    for row, column, cell in spoilt:
        rows[row][column] = cell
    with tempfile.TemporaryDirectory() as folder:
        orders = read_orders(written(rows, Path(folder) / "orders.csv"))

    assert orders.rows_read == len(ORDERS) == len(orders.table) + orders.joint_rows + orders.rejected_rows
    assert orders.table.schema == pl.Schema(COLUMNS)
    assert orders.table.select("line", "case", "status", "places", "decided").null_count().row(0) == (0,) * 5
    assert not orders.table["case"].is_duplicated().any()
    lines = set(orders.table["line"])
    assert all((fault.line in lines) == fault.kept for fault in orders.faults)


# Files


def test_column_names_may_differ_in_capitals_order_and_surrounding_blanks(tmp_path: Path) -> None:
    row = {f" {name.upper()} ": cell for name, cell in reversed(h2a(worksite_state="?").items())}
    path = written([row], tmp_path / "ORDERS.CSV")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())  # as Excel saves CSV UTF-8
    orders = read_orders(path)

    assert (orders.layout, orders.table["places"].item()) == ("h2a-reduced", 10)
    assert [fault.column for fault in orders.faults] == ["WORKSITE_STATE"]


def test_unknown_columns_are_listed_with_the_nearest_layout(tmp_path: Path) -> None:
    row = {name: cell for name, cell in H2B.items() if name != "pay_range_unit"} | {
        "wage_unit": "Hour",
        "": "",
    }

    with pytest.raises(UnknownLayout) as caught:
        read_orders(written([row], tmp_path / "orders.csv"))

    said = str(caught.value).splitlines()
    assert said[0] == "orders.csv:1: these columns are of no known layout; the nearest is h2b-reduced"
    assert said[1:3] == [
        "  columns it lacks: pay_range_unit",
        "  columns it does not know: (no name), wage_unit",
    ]
    assert all(layout.id in said[3] for layout in LAYOUTS)


def test_one_column_nobody_has_met_is_enough_to_refuse_a_file(read: Read) -> None:
    with pytest.raises(UnknownLayout, match="columns it does not know: workers_needed_total"):
        read([H2A | {"workers_needed_total": "12"}])


def test_the_addendum_is_recognised_and_refused_for_having_no_worker_counts() -> None:
    with pytest.raises(UnknownLayout, match=r"h2a-addendum-a cannot be used: .* no worker counts"):
        read_orders(ADDENDUM)


def test_a_column_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownLayout, match="more than once: case_number"):
        read_orders(written([H2B | {"CASE_NUMBER": "H-400-19001-000009"}], tmp_path / "orders.csv"))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.id)
def test_a_layout_reads_each_standard_column_once_and_leaves_no_column_unsaid(layout: Layout) -> None:
    assert not layout.not_read & layout.reads.keys()
    assert len(set(layout.reads.values())) == len(layout.reads)
    assert all(name == name.strip().lower() for name in layout.columns)


def _workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _csv_bytes() -> bytes:
    return ",".join(H2A).encode() + b"\n" + ",".join(f'"{cell}"' for cell in H2A.values()).encode() + b"\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("orders.csv", b"", "the file is empty"),
        ("orders.csv", b" \n,,\n", "no text in it"),
        ("orders.csv", _workbook([["a"]]), r"holds a \.xlsx file"),
        ("orders.csv", gzip.compress(b"a", mtime=0), r"holds a \.csv\.gz file"),
        ("orders.csv", _csv_bytes().replace(b"Farmworker", b"Pe\xf1a"), r"orders\.csv:2: not UTF-8"),
        ("orders.csv", "case_number,crop".encode("utf-16"), "not UTF-8"),
        ("orders.csv", _csv_bytes() + b'"open, and never closed\n', r"orders\.csv:3: not CSV"),
        ("orders.csv", b"\x00\x01\x02\x03", "no known layout"),
        ("orders.csv.gz", _csv_bytes(), "not a whole gzip file"),
        ("orders.csv.gz", gzip.compress(_csv_bytes(), mtime=0)[:-20], "not a whole gzip file"),
        ("orders.xlsx", _csv_bytes(), "not an Excel workbook"),
        ("orders.xlsx", b"", "the file is empty"),
        ("orders.xlsx", _workbook([[1]])[:-600], "spoilt or locked"),
        ("orders.xlsx", _workbook([["a"]], [["b"]]), "2 sheets hold data"),
        ("orders.xlsx", _workbook(), "no text in it"),
        ("orders.xls", b"\xd0\xcf\x11\xe0", "unknown kind"),
        ("orders", b"a", "unknown kind"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_way(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(UnreadableOrders, match=said):
        read_orders(tmp_path / name)


@pytest.mark.parametrize(("name", "said"), [("absent.csv", "no such file"), ("folder.csv", "a folder")])
def test_a_path_that_is_no_file_is_refused(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "folder.csv").mkdir()

    with pytest.raises(UnreadableOrders, match=re.escape(name) + ".*" + said):
        read_orders(tmp_path / name)


def test_numbers_and_dates_typed_in_excel_read_as_the_same_text_does(tmp_path: Path) -> None:
    sample = openpyxl.load_workbook(SAMPLE)
    sheet = sample.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        for name, cell in zip(header, row, strict=True):
            if cell.value and "DATE" in name:
                cell.value = datetime.fromisoformat(cell.value)
            elif cell.value and name.startswith(("NBR_", "BASIC_NUMBER", "BASIC_RATE", "EMP_EXP_NUM")):
                cell.value = float(cell.value)
    sample.save(tmp_path / "typed.xlsx")

    assert read_orders(tmp_path / "typed.xlsx").table.equals(read_orders(SAMPLE).table)


def test_an_excel_file_that_starts_lower_keeps_its_own_line_numbers(tmp_path: Path) -> None:
    (tmp_path / "lower.xlsx").write_bytes(_workbook([[], [], list(H2A), [], list(h2a().values())]))

    assert read_orders(tmp_path / "lower.xlsx").table["line"].to_list() == [5]
