"""Values as a table for spreadsheets, and an edited table read back in."""

import csv
import io
import re
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from acuerdo import agreement
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.faults import Refused, Unreadable
from acuerdo.agreement.names import nodes
from acuerdo.agreement.paths import find, get
from acuerdo.agreement.reading.cells import FORMULA, Sheet, csv_bytes, of_csv, sheet
from acuerdo.agreement.reading.files import save
from acuerdo.agreement.reading.text import UNSEEN
from acuerdo.agreement.reading.workbooks import MAX_CELL, Page, read_sheet, workbook
from acuerdo.agreement.revision import revised
from acuerdo.agreement.table import COLUMNS, Row, table
from acuerdo.cli import main

AGREEMENTS = Path(__file__).parents[2] / "agreements"
SHIPPED = sorted(AGREEMENTS.glob("*/agreement.yaml"))
INVENTED = AGREEMENTS / "invented" / "agreement.yaml"
TEXT = agreement.read(INVENTED)
ROWS = table(TEXT)

Edits = dict[tuple[str, str], str]
"""New cells by path and column."""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["values", *map(str, arguments)])


def lines(edits: Edits | None = None, text: Agreement = TEXT) -> list[list[str]]:
    """The table of a text with some cells changed."""
    rows = [list(COLUMNS), *(list(row.listed()) for row in table(text))]
    for (path, column), cell in (edits or {}).items():
        (row,) = [row for row in rows if row[0] == path]
        row[COLUMNS.index(column)] = cell
    return rows


def as_sheet(rows: list[list[str]]) -> Sheet:
    return sheet("t.csv", list(enumerate(rows, 1)))


def told(edits: Edits) -> list[str]:
    """What is said of an edited table: place, problem and hint of each fault."""
    with pytest.raises(Unreadable) as caught:
        revised(TEXT, as_sheet(lines(edits)))
    return [f"{each.line}:{each.column} {each.problem} | {each.hint}" for each in caught.value.faults]


def line_of(path: str) -> int:
    return next(at for at, row in enumerate(ROWS, 2) if row.path == path)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.parent.name)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_read_back_unchanged_gives_the_same_file(file: Path, kind: str, tmp_path: Path) -> None:
    values, new = tmp_path / f"values.{kind}", tmp_path / "new.yaml"
    assert run(file, f"--{kind}", values).exit_code == 0
    result = run(file, "--read", values, "--out", new)
    assert (result.exit_code, result.stdout) == (0, f"0 cells differ; wrote {new}\n")
    assert new.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.parent.name)
def test_every_value_is_in_the_table_once_with_a_path_that_finds_it(file: Path) -> None:
    text = agreement.read(file)
    rows = table(text)
    assert [find(text.document.tree, row.path) for row in rows] == [[row.place] for row in rows]
    assert len({row.path for row in rows}) == len(rows) > 100


def test_a_row_says_what_the_value_is() -> None:
    cells = {row.path: row.cells for row in ROWS}
    assert cells["pathways.harvest.cap[0].count"] == {
        "path": "pathways.harvest.cap[0].count",
        "value": "300",
        "unit": "admissions per half year of XAA",
        "src": "text art. 10",
        "basis": "stated",
        "from": "2030-04-06",
        "until": "2034-04-06",
        "executed": "yes",
        "title": "Work in the harvest · Trabajo en la cosecha",
        "note": "",
    }
    units = {
        "pathways.harvest.eligible.all.adult.at_least": "years",
        "pathways.harvest.labour_market_test.wage_floor": "XTS",
        "pathways.harvest.stay.single_max": "months",
        "pathways.harvest.allocation.set_asides.returning.share": "share",
        "pathways.harvest.eligible.all.new_season.since": "day",
        "pathways.harvest.gives.work": "true or false",
        "returns.by_land.cap.count": "persons received per 30 days",
        "returns.by_land.of[0].nationals_of": "countries",
        "pathways.harvest.gives.status": "",
    }
    assert {path: cells[path]["unit"] for path in units} == units


def test_a_workbook_has_three_sheets_with_fixed_headers_and_text_in_every_cell(tmp_path: Path) -> None:
    run(INVENTED, "--xlsx", tmp_path / "v.xlsx")
    book = openpyxl.load_workbook(tmp_path / "v.xlsx")
    assert book.sheetnames == ["values", "sources", "how to"]
    for found in book:
        assert found.freeze_panes == "A2"
        cells = [cell for row in found.iter_rows() for cell in row if cell.value is not None]
        assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
        assert all(found.column_dimensions[cell.column_letter].width >= 10 for cell in found[1])
    assert [cell.value for cell in book["values"][1]] == list(COLUMNS)
    assert [cell.value for cell in book["sources"]["A"][1:]] == list(TEXT.terms.sources)
    assert [cell.value for cell in book["how to"][1]] == ["English", "Español"]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", "''", "'", "=cmd|' /C calc'!A0", "-"]
CELLS = st.one_of(
    st.sampled_from(FORMULAS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20).filter(lambda t: not UNSEEN.search(t)),
    st.from_regex(r"_x[0-9A-Fa-f]{4}_[\r\n]?", fullmatch=True),
)


@settings(max_examples=60)
@given(st.lists(CELLS, min_size=3, max_size=3))
def test_any_cell_comes_back_from_csv_and_from_a_workbook_as_it_was(cells: list[str]) -> None:
    rows = [["path", "value", "src"], ["a", *cells[:2]], ["b", cells[2], "x"]]
    assert [row for _, row in of_csv("t", csv_bytes(rows))] == rows
    data = workbook({"values": Page(rows, (10, 10, 10))})
    found = [cell for row in openpyxl.load_workbook(io.BytesIO(data))["values"].iter_rows() for cell in row]
    assert {cell.data_type for cell in found if cell.value is not None} == {"s"}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "v.xlsx"
        file.write_bytes(data)
        assert [row for _, row in read_sheet(file, "values").rows] == [tuple(row) for row in rows[1:]]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_of_a_csv_file_begins_as_a_formula(cell: str) -> None:
    data = csv_bytes([["path"], [cell]]).decode("utf-8-sig")
    (_, (written,)) = csv.reader(io.StringIO(data, newline=""))
    assert not written.startswith(FORMULA)
    assert [row for _, row in of_csv("t", data.encode())] == [["path"], [cell]]


def test_a_csv_file_begins_with_the_mark_of_utf_8_and_standard_output_does_not(tmp_path: Path) -> None:
    run(INVENTED, "--csv", tmp_path / "v.csv")
    data = (tmp_path / "v.csv").read_bytes()
    assert data.startswith(b'\xef\xbb\xbf"path","value","unit"')
    assert run(INVENTED).stdout_bytes == data[3:]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_of_any_country_is_read(separator: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(lines({("caps.kin.count", "value"): "251"}))
    data = file.getvalue().encode("utf-8-sig")
    _, edits = revised(TEXT, sheet("t.csv", of_csv("t.csv", data)))
    assert [str(edit) for edit in edits] == ["caps.kin.count: 250 → 251"]


UNITS = {"months": "{} months", "days": "{} days", "years": "{}", "XTS": "{}.50 XTS"}


@st.composite
def changes(draw: st.DrawFn) -> tuple[Row, str]:
    """A value, and another that its field may take: a number, or what stands in such a field elsewhere."""
    row = draw(st.sampled_from(ROWS))
    old = row.cells["value"]
    if old[0].isdigit() and not re.match("[0-9]{4}-", old):
        form = UNITS.get(row.cells["unit"], "{}") if " " in old else "{}"
        return row, form.format(draw(st.integers(1, 99)))
    alike = [each.cells["value"] for each in ROWS if each.place[-1] == row.place[-1]]
    return row, draw(st.sampled_from(alike))


@settings(max_examples=25)
@given(changes())
def test_a_changed_value_arrives_and_nothing_else_changes(change: tuple[Row, str]) -> None:
    row, new = change
    try:
        text, edits = revised(TEXT, as_sheet(lines({(row.path, "value"): new})))
    except Unreadable:
        reject()
    wanted = {place: node for place, node in nodes(TEXT.document.tree) if isinstance(node, str)}
    found = {place: node for place, node in nodes(text.document.tree) if isinstance(node, str)}
    differing = {place for place in {*wanted, *found} if wanted.get(place) != found.get(place)}
    assert all(place[: len(row.place)] == row.place for place in differing)
    assert [str(edit) for edit in edits] == (
        [f"{row.path}: {row.cells['value']} → {new}"] if differing else []
    )
    read = next(each.cells["value"] for each in table(text) if each.place == row.place)
    assert number_of(read) == number_of(new)
    changed = [at for at, line in enumerate(text.document.lines) if line != TEXT.document.lines[at]]
    assert changed == ([TEXT.document.places[row.place][0] - 1] if differing else [])


def number_of(cell: str) -> object:
    return float(cell) if cell.replace(".", "").replace("_", "").isdigit() else cell


def test_numbers_spelled_otherwise_and_spaces_at_the_end_are_no_change() -> None:
    same = {
        ("caps.nation.count", "value"): "1000",
        ("protections.equal_pay.at_least", "value"): "1",
        ("pathways.harvest.gives.work", "value"): "TRUE",
        ("caps.kin.count", "value"): "250 ",
        ("lifecycle[1].state", "from"): "06/04/2030",
        ("lifecycle[1].state", "until"): "49771",
    }
    text, edits = revised(TEXT, as_sheet(lines(same)))
    assert (text.document.lines, edits) == (TEXT.document.lines, ())


def test_lists_and_fields_are_edited_as_they_are_written() -> None:
    edits = {
        ("pathways.care.open_to.nationals_of", "value"): "[XCC]",
        ("pathways.draw.open_to.nationals_of", "value"): "corridor",
        ("pathways.day_crossing.open_to[1].nationals_of", "value"): "[XBB, XCC]",
    }
    text, _ = revised(TEXT, as_sheet(lines(edits)))
    assert {(row.path, "value"): row.cells["value"] for row in table(text)}.items() >= edits.items()


HOMES = sorted({row.home for row in ROWS})
SOURCES = [
    ("text art. 99", "stated"),
    ("first", "law"),
    ("second art. 1", "borrowed"),
    ("text art. 10", "stated"),
]


@settings(max_examples=15)
@given(st.dictionaries(st.sampled_from(HOMES), st.sampled_from(SOURCES), min_size=1, max_size=12))
def test_sources_given_clause_by_clause_are_those_of_their_values_and_of_no_other(
    wanted: dict[tuple[str, ...], tuple[str, str]],
) -> None:
    edits: Edits = {}
    for row in ROWS:
        if row.home in wanted:
            edits[row.path, "src"], edits[row.path, "basis"] = wanted[row.home]
    text, _ = revised(TEXT, as_sheet(lines(edits)))
    for row, old in zip(table(text), ROWS, strict=True):
        expected = wanted.get(row.home, (old.cells["src"], old.cells["basis"]))
        assert (row.cells["src"], row.cells["basis"], row.cells["value"]) == (*expected, old.cells["value"])


def test_a_source_that_all_values_of_a_clause_change_is_written_once() -> None:
    edits = {(row.path, "src"): "text art. 11" for row in ROWS if row.path.startswith("pathways.harvest.")}
    text, _ = revised(TEXT, as_sheet(lines(edits)))
    changed = [
        (one, other)
        for one, other in zip(TEXT.document.lines, text.document.lines, strict=True)
        if one != other
    ]
    assert changed == [("    src: text art. 10", "    src: text art. 11")]


DAMAGE = [
    (
        "pathways.harvest.cap[0].count",
        "30,000",
        "count needs a whole number from 0, such as 30_000, or none or not_stated, found '30,000'",
        "write 30_000",
    ),
    (
        "pathways.harvest.cap[0].count",
        "30.000",
        "count needs a whole number from 0, such as 30_000, or none or not_stated, found '30.000'",
        "write 30_000",
    ),
    ("caps.nation.count", "1.500", "'1.500' can be read two ways", "write 1_500 or 1.5"),
    ("caps.kin.count", " 251", "' 251' has a space at its beginning or end", "write 251"),
    (
        "pathways.harvest.eligible.all.offer.is",
        "FALSE",
        "is needs true or false, found 'FALSE'",
        "write false",
    ),
    (
        "pathways.harvest.eligible.all.new_season.since",
        "06/04/2030",
        "since needs a day written year-month-day, such as 2023-01-05, found '06/04/2030'",
        "a spreadsheet writes 2030-04-06 so: write 2030-04-06;"
        " in the .xlsx table cells are text, and stay as they are",
    ),
    (
        "pathways.harvest.eligible.all.new_season.since",
        "05/01/2023",
        "since needs a day written year-month-day, such as 2023-01-05, found '05/01/2023'",
        "day and month can be read both ways round here; write the year first",
    ),
    (
        "pathways.harvest.eligible.all.new_season.since",
        "45000",
        "since needs a day written year-month-day, such as 2023-01-05, found '45000'",
        "a spreadsheet's number for a day: write 2023-03-15",
    ),
    (
        "pathways.harvest.stay.season.out_by",
        "15-Dec",
        "out_by needs a day of the year written month-day, such as 10-01, found '15-Dec'",
        "if a spreadsheet made this of 12-15, write 12-15 again;"
        " in the .xlsx table cells are text, and stay as they are",
    ),
    (
        "pathways.settling.fee.amount",
        "16.5",
        "amount needs an amount and a currency, such as 1_000 USD or 2.75 CAD, or none or not_stated,"
        " found '16.5'",
        "write 16.50 XTS",
    ),
    (
        "pathways.settling.fee.amount",
        "1.200 XTS",
        "amount needs an amount and a currency, such as 1_000 USD or 2.75 CAD, or none or not_stated,"
        " found '1.200 XTS'",
        "write 1_200 XTS",
    ),
    (
        "returns.by_land.error_return",
        "4",
        "error_return needs a length of time in hours, days, weeks, months or years, such as 8 months,"
        " or none or not_stated, found '4'",
        "write 4 months",
    ),
    (
        "pathways.care.open_to.nationals_of",
        "[XBB, XCC",
        "'[XBB, XCC': a [ that is not closed, or a comma that is missing",
        "write [one, two]",
    ),
    (
        "caps.kin.count",
        "",
        "value is empty",
        "silence is written not_stated, no limit none; an amendment ends a clause",
    ),
]


@pytest.mark.parametrize(("path", "cell", "problem", "hint"), DAMAGE)
def test_what_a_spreadsheet_spoils_is_named_with_its_row_and_a_way_out(
    path: str, cell: str, problem: str, hint: str
) -> None:
    assert told({(path, "value"): cell}) == [f"{line_of(path)}:2 {problem} | {hint}"]


def test_every_fault_of_a_table_is_told_at_once_with_row_and_path(tmp_path: Path) -> None:
    values = tmp_path / "v.csv"
    rows = lines(
        {
            ("caps.kin.count", "value"): "2,000",
            ("caps.kin.per", "src"): "text art. 5",
            ("caps.work.count", "basis"): "sure",
            ("caps.work.per", "basis"): "sure",
            ("caps.nation.of", "note"): "mine",
            ("lifecycle[0].state", "until"): "2030-05-01",
            ("lifecycle[1].state", "path"): "lifecycle[1].sate",
            ("lifecycle[2].state", "path"): "pathways.kin",
        }
    )
    rows += [["pathways.kin.stay.renewals", "1"], rows[-1], ["", "7"]]
    values.write_bytes(csv_bytes(rows))
    result = run(INVENTED, "--read", values, "--out", tmp_path / "new.yaml")
    said = result.stderr.replace(str(values), "v.csv")
    state = line_of("lifecycle[0].state")
    kin, work, last = line_of("caps.kin.count"), line_of("caps.work.count"), len(ROWS) + 1
    assert result.exit_code == 1
    assert not (tmp_path / "new.yaml").exists()
    assert said == (
        f"v.csv:{state}:7: `until` is not read back: found '2030-05-01', the file says '2030-04-06'\n"
        "  in lifecycle[0].state\n"
        "  hint: is the table older than the file? a day is changed in the file, or by an amendment\n"
        f"v.csv:{state + 1}:1: lifecycle[1].sate is no value of this file\n"
        "  hint: did you mean lifecycle[1].state?\n"
        f"v.csv:{state + 2}:1: pathways.kin is no single value\n"
        "  hint: give the path of one, such as pathways.kin.open_to.nationals_of\n"
        f"v.csv:{line_of('caps.nation.of')}:10: `note` is not read back: found 'mine', the file says ''\n"
        "  in caps.nation.of\n"
        "  hint: put it back, or leave the column `note` out; it is changed in the file\n"
        f"v.csv:{work}:5: caps.work has one basis for all its values, and their rows differ\n"
        "  in caps.work.count\n"
        "  hint: write the same for: count, per, of, counts, within, unused, when_full\n"
        f"v.csv:{work + 1}:5: caps.work has one basis for all its values, and their rows differ\n"
        "  in caps.work.per\n"
        "  hint: write the same for: count, per, of, counts, within, unused, when_full\n"
        f"v.csv:{kin}:2: count needs a whole number from 0, such as 30_000, or none or not_stated,"
        " found '2,000'\n"
        "  in caps.kin.count\n"
        "  hint: write 2_000\n"
        f"v.csv:{kin + 1}:4: caps.kin has one src for all its values, and their rows differ\n"
        "  in caps.kin.per\n"
        "  hint: write the same for: count, per, of, counts, within, unused, when_full\n"
        f"v.csv:{last + 1}:1: pathways.kin.stay.renewals is no value of this file\n"
        "  hint: a table adds nothing: write it into the file, or as an amendment with acuerdo amend\n"
        f"v.csv:{last + 2}:1: {ROWS[-1].path} stands in row {last} already\n"
        f"  in {ROWS[-1].path}\n"
        "  hint: keep one of the two rows\n"
        f"v.csv:{last + 3}:1: a row without a path\n"
        "  hint: a table adds nothing: write it into the file, or as an amendment with acuerdo amend\n"
        "11 to correct\n"
    )


def test_a_source_and_a_basis_that_do_not_exist_are_told_at_a_row_that_gives_them() -> None:
    edits = {(row.path, "src"): "txt art. 1" for row in ROWS if row.path.startswith("caps.kin.")}
    edits |= {(row.path, "basis"): "sure" for row in ROWS if row.path.startswith("caps.work.")}
    found = told(edits)
    assert [each.partition(" ")[2] for each in found] == [
        "basis needs one of stated, law, borrowed, estimated, assumed, found 'sure' | ",
        "'txt' is not among this file's sources | did you mean text?",
    ]
    assert [each.partition(" ")[0].partition(":")[2] for each in found] == ["5", "4"]


def test_what_a_clause_says_against_a_table_is_told_at_a_row_of_the_clause() -> None:
    path = "pathways.harvest.allocation.set_asides.returning.share"
    assert f"{line_of(path)}:2 set-asides keep 317 places of a cap of 300 | together at most the cap" in told(
        {(path, "value"): "0.99"}
    )


def test_what_is_at_fault_without_the_table_is_told_at_its_place_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    text = INVENTED.read_text(encoding="utf-8").replace("spill_to: caps.kin", "spill_to: caps.cousins")
    file.write_text(text, encoding="utf-8")
    read = agreement.read(file)
    with pytest.raises(Unreadable) as caught:
        revised(read, as_sheet([["path", "value"], ["caps.kin.count", "251"]]))
    assert {each.file for each in caught.value.faults} == {f"{file} with t.csv"}
    fault = caught.value.faults[0]
    assert "caps.cousins" in fault.problem and "caps.cousins" in text.splitlines()[fault.line - 1]


def test_rows_and_columns_may_be_left_out_and_columns_added() -> None:
    rows = [["my remark", "VALUE ", "path"], ["raised", "251", "caps.kin.count"], ["", "", ""]]
    _, edits = revised(TEXT, as_sheet(rows))
    assert [str(edit) for edit in edits] == ["caps.kin.count: 250 → 251"]


def test_a_row_found_by_position_is_the_row_found_by_name() -> None:
    rows = [["path", "value"], ["pathways.harvest.eligible.all[0].at_least", "21"]]
    text, _ = revised(TEXT, as_sheet(rows))
    assert get(text.document.tree, find(text.document.tree, "pathways.harvest.eligible.all.adult")[0]) == {
        "id": "adult",
        "fact": "person.age_years",
        "at_least": "21",
    }


@pytest.mark.parametrize(
    ("header", "problem", "hint"),
    [
        (
            ["path", "src", "value (new)"],
            "has no column `value` in its first line; found: path, src, value (new)",
            "did you mean value (new)?",
        ),
        (["path", "note"], "has no column `value` in its first line; found: path, note", ""),
        (["pth", "value"], "has no column `path` in its first line; found: pth, value", "did you mean pth?"),
        (["path", "value", "value"], "has two columns `value`", "keep one of the two"),
        (
            ["path", "value on 2031-06-15"],
            "holds the text of one day (value on 2031-06-15), amendments and assumptions among its values",
            "make the table without --on; what changes on a day is an amendment: acuerdo amend",
        ),
    ],
)
def test_a_table_without_the_columns_it_needs_is_refused(header: list[str], problem: str, hint: str) -> None:
    with pytest.raises(Unreadable) as caught:
        revised(TEXT, as_sheet([header, ["caps.kin.count", "251", "251"]]))
    (fault,) = caught.value.faults
    assert (fault.problem, fault.hint) == (problem, hint)


def test_the_table_of_a_day_holds_its_amendments_and_assumptions_and_is_not_read_back(tmp_path: Path) -> None:
    folder = AGREEMENTS / "us-mx-2001"
    result = run(
        folder / "agreement.yaml",
        "--on",
        "2017-03-01",
        "--plan",
        folder / "plan.yaml",
        "--csv",
        tmp_path / "v.csv",
    )
    assert result.exit_code == 0
    text = (tmp_path / "v.csv").read_text(encoding="utf-8-sig")
    assert text.startswith('"path","value on 2017-03-01 under us-mx-2001-as-if-2017","unit"')
    assert '"pathways.temporary_worker.stay.single_max","24 months","months"' in text
    back = run(folder / "agreement.yaml", "--read", tmp_path / "v.csv")
    assert (back.exit_code, "holds the text of one day" in back.stderr) == (1, True)
    later = run(INVENTED, "--on", "2031-06-15").stdout
    assert '"pathways.harvest.cap[1].count","400"' in later
    assert '"pathways.harvest.eligible.all.experience.at_least"' not in later


COMMENTED = (
    INVENTED.read_text(encoding="utf-8")
    .replace("    cap: none\n", "    cap: none  # no limit of places\n    # below the cap\n")
    .replace(
        "        count: 300\n", "        # agreed in a footnote\n        count: 300  # half of it set aside\n"
    )
)


def test_comments_survive(tmp_path: Path) -> None:
    file, values, new = (tmp_path / name for name in ("a.yaml", "v.xlsx", "b.yaml"))
    file.write_text(COMMENTED, encoding="utf-8")
    run(file, "--xlsx", values)
    book = openpyxl.load_workbook(values)
    for row in book["values"].iter_rows(min_row=2):
        if row[0].value in ("pathways.harvest.cap[0].count", "pathways.settling.cap"):
            row[1].value = "1_250"
        if str(row[0].value).startswith("pathways.harvest.cap[0]."):
            row[3].value = "first art. 2"
    book.save(values)
    result = run(file, "--read", values, "--out", new)
    assert result.exit_code == 1
    assert "cap needs" in result.stderr
    for row in book["values"].iter_rows(min_row=2):
        if row[0].value == "pathways.settling.cap":
            row[1].value = "none"
    book.save(values)
    assert run(file, "--read", values, "--out", new).exit_code == 0
    expected = COMMENTED.replace("count: 300  #", "count: 1_250  #").replace(
        "      - from: 2030-04-06\n        until: 2034-04-06\n",
        "      - src: first art. 2\n        from: 2030-04-06\n        until: 2034-04-06\n",
    )
    assert new.read_text(encoding="utf-8") == expected


def test_cells_that_became_numbers_days_and_truth_are_read_for_what_they_are(tmp_path: Path) -> None:
    values = tmp_path / "v.xlsx"
    run(INVENTED, "--xlsx", values)
    book = openpyxl.load_workbook(values)
    found = {row[0].value: row[1] for row in book["values"].iter_rows(min_row=2)}
    for path, value, written in (
        ("caps.kin.count", 251.0, "General"),
        ("pathways.harvest.eligible.all.new_season.since", datetime(2030, 4, 7), "yyyy-mm-dd"),  # noqa: DTZ001
        ("pathways.harvest.family.may_accompany", True, "General"),
        ("pathways.harvest.allocation.set_asides.returning.share", 0.25, "0%"),
    ):
        found[path].value, found[path].number_format = value, written
    book.save(values)
    assert run(INVENTED, "--read", values).stdout.splitlines()[:-1] == [
        "caps.kin.count: 250 → 251",
        "pathways.harvest.eligible.all.new_season.since: 2030-04-06 → 2030-04-07",
        "pathways.harvest.allocation.set_asides.returning.share: 0.5 → 0.25",
        "pathways.harvest.family.may_accompany: false → true",
    ]


def test_a_cell_far_below_or_far_to_the_right_does_no_harm(tmp_path: Path) -> None:
    values = tmp_path / "v.xlsx"
    book = openpyxl.Workbook()
    sheet_of = book.create_sheet("values", 0)
    for row in (["path", "value"], ["caps.kin.count", "251"]):
        sheet_of.append(row)
    sheet_of["XFD1048576"] = "far away"
    book.save(values)
    assert run(INVENTED, "--read", values).stdout.startswith("caps.kin.count: 250 → 251\n")


def spoilt_workbook() -> bytes:
    data = workbook({"values": Page([["path", "value"]], (9, 9))})
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("v.ods", b"x", "is neither .csv nor .xlsx\n  hint: save the table as one of the two"),
        ("v.xlsx", b"path,value\n", "is no workbook, or is spoilt or locked\n  hint: save it as .xlsx"),
        ("v.xlsx", spoilt_workbook(), "is no workbook, or is spoilt or locked\n"),
        ("v.csv", b"PK\x03\x04...", "is named as CSV, and is a workbook\n  hint: name it .xlsx"),
        (
            "v.csv",
            "path,value\ncaps.kin.count,año\n".encode("latin-1"),
            "is not UTF-8 text\n  hint: save it as",
        ),
        ("v.csv", b'path,value\n"caps.kin.count,1\n', "is not CSV: unexpected end of data\n"),
        ("v.csv", b"\n , \n", "the table is empty\n"),
        ("v.csv", b"", "the table is empty\n"),
        ("v.csv", b"a" * 2_000_001, "is larger than 2,000,000 bytes, which no table of values needs\n"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(
    name: str, data: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    result = run(INVENTED, "--read", tmp_path / name, "--out", tmp_path / "new.yaml")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{tmp_path / name}: {said}")
    assert not (tmp_path / "new.yaml").exists()


def test_a_table_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    result = run(INVENTED, "--read", tmp_path / "v.csv")
    assert (result.exit_code, result.stderr) == (
        1,
        f"{tmp_path / 'v.csv'}: cannot be read: no such file or directory\n1 to correct\n",
    )


def test_no_file_is_replaced_unless_that_is_asked_for(tmp_path: Path) -> None:
    kept, table_file = tmp_path / "kept", tmp_path / "v.csv"
    run(INVENTED, "--csv", table_file)
    kept.with_suffix(".yaml").write_text("mine", encoding="utf-8")
    kept.with_suffix(".xlsx").write_text("mine", encoding="utf-8")
    for arguments in (
        ["--read", table_file, "--out", kept.with_suffix(".yaml")],
        ["--xlsx", kept.with_suffix(".xlsx")],
    ):
        result = run(INVENTED, *arguments)
        assert result.exit_code == 1
        assert result.stderr.endswith(
            "is there already, and is not replaced\n  hint: name a new file, or add --force\n"
        )
        assert Path(str(arguments[-1])).read_text(encoding="utf-8") == "mine"
        assert run(INVENTED, *arguments, "--force").exit_code == 0
        assert Path(str(arguments[-1])).read_bytes() != b"mine"


def test_without_out_nothing_is_written(tmp_path: Path) -> None:
    table_file = tmp_path / "v.csv"
    table_file.write_bytes(csv_bytes(lines({("caps.kin.count", "value"): "251"})))
    before = INVENTED.read_bytes()
    assert run(INVENTED, "--read", table_file).stdout == (
        "caps.kin.count: 250 → 251\n1 cell differs; nothing written: --out names a file\n"
    )
    assert (INVENTED.read_bytes(), list(tmp_path.iterdir())) == (before, [table_file])


def test_the_agreement_itself_may_be_written_by_force(tmp_path: Path) -> None:
    file, table_file = tmp_path / "a.yaml", tmp_path / "v.csv"
    file.write_bytes(INVENTED.read_bytes())
    file.chmod(0o640)
    table_file.write_bytes(csv_bytes(lines({("caps.kin.count", "value"): "251"})))
    assert run(file, "--read", table_file, "--out", file, "--force").exit_code == 0
    assert file.read_text(encoding="utf-8") == INVENTED.read_text(encoding="utf-8").replace(
        "kin: {count: 250,", "kin: {count: 251,"
    )
    assert file.stat().st_mode & 0o777 == 0o640


FULL_DISK = """
import resource, sys
from pathlib import Path
from acuerdo.agreement.reading.files import save
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    save(Path(sys.argv[1]), b"x" * 5000, replace=True)
except OSError as error:
    print(error.strerror)
"""


def test_a_disk_that_is_full_leaves_the_old_file_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("whole", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(file)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "File too large\n"
    assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [
        ("a.yaml", "whole")
    ]


def test_a_file_without_a_folder_or_in_place_of_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no folder"):
        save(tmp_path / "gone" / "a.yaml", b"")
    with pytest.raises(Refused, match="is there already"):
        save(tmp_path, b"", replace=True)


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut() -> None:
    with pytest.raises(Refused, match=f"a cell of a spreadsheet holds {MAX_CELL:_}"):
        workbook({"values": Page([["x" * (MAX_CELL + 1)]], (10,))})


@pytest.mark.parametrize(
    "arguments",
    [
        ["--plan", "p.yaml"],
        ["--read", "v.csv", "--on", "2031-06-15"],
        ["--read", "v.csv", "--csv", "w.csv"],
        ["--out", "new.yaml"],
        ["--on", "soon"],
    ],
)
def test_options_that_do_not_go_together_are_not_understood(arguments: list[str]) -> None:
    result = run(INVENTED, *arguments)
    assert (result.exit_code, "Usage: " in result.output) == (2, True)
