"""Files of job orders played together: days assumed and moved in the open, no order twice."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.agreement import Refused
from acuerdo.agreement.clauses.base import Words
from acuerdo.season.orders import Orders, files, gather, read_orders
from acuerdo.season.orders.dating import dated, fiscal_year, moved
from order_rows import h2a, h2b, written

GRANTED = pl.col("status").is_in(["certified", "partial"])
WHY = Words(en="why", es="por qué")


@pytest.fixture(scope="module")
def both() -> Orders:
    return gather(files(["all"]))


def filed(tmp_path: Path, *days: str) -> pl.DataFrame:
    rows = [h2b(at, submitted_date=day, decision_date="2019-06-01") for at, day in enumerate(days)]
    return dated(read_orders(written(rows, tmp_path / "h2b.csv"))).table


def test_both_shipped_files_together_hold_the_places_of_each(both: Orders) -> None:
    certified = both.table.filter(GRANTED)
    assert certified.group_by("visa").agg(pl.col("places").sum()).sort("visa").rows() == [
        ("H-2A", 200_049),
        ("H-2B", 150_465),
    ]
    assert both.rows_read == both.table.height + both.joint_rows + both.rejected_rows == 12_930 + 9_236


def test_names_and_paths_may_be_mixed_and_nothing_means_h2a_of_2017() -> None:
    assert [path.name for path in files([])] == ["h2a-fy2017.csv.gz"]
    assert [path.name for path in files(["h2b-2019", "mine.csv"])] == ["h2b-fy2019.csv.gz", "mine.csv"]


def test_every_certified_h2b_order_has_assumed_days_within_what_the_regulation_allows() -> None:
    table = dated(read_orders(files(["h2b-2019"])[0])).table
    assert set(table.filter(GRANTED)["days_basis"]) == {"assumed"}
    wait = (table["starts"] - table["received"]).dt.total_days()
    assert (wait.min(), wait.max()) == (75, 90)
    assert table.filter(pl.col("ends") > pl.col("starts").dt.offset_by("9mo")).is_empty()
    common = table.filter(pl.col("received") == date(2019, 1, 7))
    assert set(zip(common["starts"], common["ends"], strict=True)) == {(date(2019, 4, 1), date(2019, 11, 30))}


def test_work_begins_on_the_first_of_a_month_where_the_bounds_of_filing_allow_one(tmp_path: Path) -> None:
    table = filed(tmp_path, "2019-07-03", "2018-11-02", "2019-01-16", "2018-12-01")
    assert table["starts"].to_list() == [
        date(2019, 10, 1),
        date(2019, 1, 31),
        date(2019, 4, 1),
        date(2019, 3, 1),
    ]


def test_a_case_without_a_day_of_filing_stays_without_days(tmp_path: Path) -> None:
    table = filed(tmp_path, "", "2019-01-07")
    assert table["starts"].to_list() == [None, date(2019, 4, 1)]
    assert table["days_basis"].to_list() == [None, "assumed"]


def test_days_of_h2a_orders_are_stated(both: Orders) -> None:
    assert set(both.table.filter((pl.col("visa") == "H-2A") & GRANTED)["days_basis"]) == {"stated", None}


def test_the_second_file_is_moved_into_the_year_of_the_first_and_says_so(both: Orders) -> None:
    h2b = both.table.filter(pl.col("visa") == "H-2B")
    plain = read_orders(files(["h2b-2019"])[0]).table
    assert h2b["decided"].to_list() == plain["decided"].dt.offset_by("-2y").to_list()
    (row,) = [row for row in both.given if row.at.endswith(".moved")]
    assert (row.at, row.value, row.basis) == ("orders.h2b-fy2019.csv.gz.moved", "-2", "assumed")
    assert "2019" in row.why.en and "2017" in row.why.es


def test_one_file_can_be_moved_into_another_year() -> None:
    later = gather(files(["h2a-2017"]), year=2024)
    assert fiscal_year(later.table) == 2024
    assert [row.value for row in later.given] == ["+7"]
    assert set(later.table.filter(GRANTED)["days_basis"]) == {"assumed", None}


def test_29_february_becomes_the_28th_in_a_year_without_one(tmp_path: Path) -> None:
    rows = [h2a(1, decision_date="2016-02-29", requested_start_date_of_need="2016-02-29")]
    orders = read_orders(written([{**rows[0], "case_received_date": ""}], tmp_path / "leap.csv"))
    assert moved(orders, 1, WHY).table["decided"].to_list() == [date(2017, 2, 28)]
    assert moved(orders, 4, WHY).table["decided"].to_list() == [date(2020, 2, 29)]


@settings(max_examples=20, deadline=None)
@given(years=st.integers(-20, 20))
def test_moving_keeps_months_and_days_and_never_the_order_of_days_apart_from_leap_days(years: int) -> None:
    days = pl.Series([date(2015, 10, 1), date(2016, 5, 31), date(2016, 12, 31)])
    table = pl.DataFrame(dict.fromkeys(("received", "decided", "starts", "ends"), days)).with_columns(
        days_basis=pl.lit("stated")
    )
    there = moved(Orders(table, (), 3, 0, "x", "x"), years, WHY).table["decided"]
    assert there.dt.month().to_list() == days.dt.month().to_list()
    assert there.dt.day().to_list() == days.dt.day().to_list()
    assert (there.dt.year() - days.dt.year()).to_list() == [years] * 3


def test_the_order_of_rows_and_of_files_changes_nothing_but_lines(tmp_path: Path) -> None:
    one, two = [h2a(at, basic_rate_of_pay=f"{11 + at}") for at in range(5)], [h2a(at) for at in range(5, 9)]
    there = [
        written(rows, tmp_path / f"{at}.csv") for at, rows in enumerate((one, two, one[::-1], two[::-1]))
    ]
    straight, turned = gather(there[:2]).table, gather([there[3], there[2]]).table
    assert straight.drop("line").equals(turned.drop("line"))
    assert straight["line"].to_list() != turned["line"].to_list()


def test_a_case_in_two_files_is_refused_with_every_place(tmp_path: Path) -> None:
    one = written([h2a(1), h2a(2), h2a(3)], tmp_path / "one.csv")
    two = written([h2a(2), h2a(4)], tmp_path / "two.csv")
    with pytest.raises(Refused) as caught:
        gather([one, two])
    for words in ("1 job orders", "H-300-17001-000002: one.csv, line 3", "two.csv, line 2"):
        assert words in str(caught.value)


def test_the_same_file_given_twice_is_refused(tmp_path: Path) -> None:
    one = written([h2a(at) for at in range(30)], tmp_path / "one.csv")
    with pytest.raises(Refused, match="30 job orders are in more than one file"):
        gather([one, one])


def test_faults_of_several_files_say_of_which_file_they_are(tmp_path: Path) -> None:
    one = written([h2a(1, basic_rate_of_pay="0")], tmp_path / "one.csv")
    two = written([h2b(1, basic_rate_of_pay="0"), h2b(2, decision_date="")], tmp_path / "two.csv")
    orders = gather([one, two])
    assert [(fault.file, fault.line) for fault in orders.faults] == [
        ("one.csv", 2),
        ("two.csv", 2),
        ("two.csv", 3),
    ]
    assert orders.rejected_rows == 1


def test_files_without_a_row_give_no_orders(tmp_path: Path) -> None:
    path = written([h2a(1)], tmp_path / "one.csv")
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert gather([path]).table.is_empty()
    assert fiscal_year(gather([path]).table) is None


@pytest.mark.parametrize("day", ["9999-01-01", "1899-12-31", "0001-01-01"])
def test_a_day_of_work_far_from_the_decision_is_a_slip_and_is_told(tmp_path: Path, day: str) -> None:
    row = h2a(1, requested_end_date_of_need=day, requested_start_date_of_need=day)
    orders = read_orders(written([row], tmp_path / "far.csv"))
    assert orders.table.select("starts", "ends", "days_basis").row(0) == (None, None, None)
    assert {fault.problem for fault in orders.faults} == {"more than 4 years from the decision"}
    assert len(orders.faults) == 2


def test_29_february_of_a_year_without_one_is_no_date(tmp_path: Path) -> None:
    row = h2a(1, requested_start_date_of_need="2017-02-29")
    orders = read_orders(written([row], tmp_path / "leap.csv"))
    assert orders.table["starts"].to_list() == [None]
    assert [fault.problem for fault in orders.faults] == ["not a date written as 2017-05-01"]
