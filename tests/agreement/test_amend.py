"""An amendment made and tried: the base stays, days before it stay, and what it does is told first."""

import copy
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from acuerdo import agreement
from acuerdo.agreement import Agreement, Refused, amended, check, consolidate
from acuerdo.agreement.clauses.amendment import Amendment
from acuerdo.agreement.paths import find, get
from acuerdo.agreement.provenance import values
from acuerdo.agreement.reading.text import parse
from acuerdo.agreement.table import table
from acuerdo.cli import main

AGREEMENTS = Path(__file__).parents[2] / "agreements"
SHIPPED = sorted(AGREEMENTS.glob("*/agreement.yaml"))
INVENTED = AGREEMENTS / "invented" / "agreement.yaml"
TEXT = agreement.read(INVENTED)
ASKED = ["--id", "third", "--announced", "2032-05-01", "--in-force", "2032-06-01", "--src", "text art. 70"]


def amendment(changes: list[dict[str, Any]], in_force: str = "2032-06-01", **others: Any) -> Amendment:
    fields = {"id": "third", "announced": "2032-05-01", "in_force": in_force, "src": "text art. 70"}
    return Amendment.model_validate({**fields, "changes": changes, **others})


def run(*arguments: object, file: Path = INVENTED) -> Result:
    return CliRunner().invoke(main, ["amend", str(file), *ASKED, *map(str, arguments)])


def without_amendments(text: Agreement) -> dict[str, Any]:
    tree: Any = text.document.tree
    return {name: section for name, section in tree.items() if name != "amendments"}


COUNTS = [row.path for row in table(TEXT) if row.cells["executed"] == "yes" and row.place[-1] == "count"]
DAYS = st.dates(date(2029, 1, 1), date(2037, 1, 1))
CHANGES = st.one_of(
    st.builds(lambda path, n: {"at": path, "set": str(n)}, st.sampled_from(COUNTS), st.integers(1, 40)),
    st.sampled_from(
        [
            {"at": "pathways.kin.open_to.nationals_of", "add": "XAA"},
            {"at": "pathways.care.eligible.none.convicted", "end": "true"},
            {"at": "pathways.day_crossing.cap", "set": {"count": "5", "per": "calendar_year"}},
            {"at": "returns.by_land.of.nationals_of", "set": ["XBB"]},
            {"at": "commitments.papers.due", "set": "2033-01-01"},
        ]
    ),
)


@settings(max_examples=40)
@given(st.lists(CHANGES, min_size=1, max_size=3), DAYS, DAYS)
def test_days_before_an_amendment_keep_their_text(changes: list[Any], in_force: date, on: date) -> None:
    text = amended(TEXT, amendment(changes, str(in_force)))
    if on < in_force:
        before, after = consolidate(TEXT, on), consolidate(text, on)
        assert without_amendments(before) == without_amendments(after)
        assert values(before) == values(after)


@settings(max_examples=25)
@given(CHANGES, DAYS)
def test_from_its_day_on_the_text_says_what_the_amendment_sets(change: dict[str, Any], day: date) -> None:
    text = amended(TEXT, amendment([change], str(day)))
    if check(text):
        reject()
    after = consolidate(text, day)
    tree: Any = after.document.tree
    found = [get(tree, place) for place in find(tree, change["at"])]
    if "end" in change:
        assert found == []
    elif "add" in change:
        assert change["add"] in found[0]
    elif isinstance(change["set"], dict):
        assert any(change["set"].items() <= one.items() for one in found)
    else:
        sources = {row.place: row.src for row in values(after)}
        said = [place for place in find(tree, change["at"]) if get(tree, place) == change["set"]]
        assert "text art. 70" in [sources[place] for place in said]


@settings(max_examples=10)
@given(st.lists(CHANGES, min_size=1, max_size=3), DAYS)
def test_the_agreement_that_is_amended_stays_as_it_was_read(changes: list[Any], day: date) -> None:
    tree, said, lines = copy.deepcopy(TEXT.document.tree), repr(TEXT.terms), [*TEXT.document.lines]
    amended(TEXT, amendment(changes, str(day)))
    assert (TEXT.document.tree, repr(TEXT.terms), TEXT.document.lines) == (tree, said, lines)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.parent.name)
def test_an_amendment_adds_lines_to_any_shipped_text_and_touches_none(file: Path) -> None:
    read = agreement.read(file)
    source = next(iter(read.terms.sources))
    text = amended(read, amendment([], src=source, reaffirms=["lifecycle"]))
    new = iter(text.document.lines)
    assert all(line in new for line in read.document.lines)
    assert text.terms.amendments[:-1] == read.terms.amendments
    assert parse("\n".join(text.document.lines).encode(), "f").tree == text.document.tree


def test_amendments_taken_out_and_made_again_are_the_same() -> None:
    tree: Any = copy.deepcopy(TEXT.document.tree)
    lines = TEXT.document.lines
    head = lines[: lines.index("amendments:")]
    assert tree["amendments"]
    text = agreement.read_text("\n".join(head) + "\n")
    for each in TEXT.terms.amendments:
        text = amended(text, each)
    assert text.terms == TEXT.terms
    assert text.document.tree == tree


def test_the_text_of_a_day_is_not_amended() -> None:
    with pytest.raises(Refused, match="the text of a day is not amended"):
        amended(consolidate(TEXT, date(2032, 1, 1)), amendment([]))


def test_what_goes_beyond_types_is_told_by_check() -> None:
    text = amended(TEXT, amendment([{"at": "caps.kni.count", "set": "3"}], src="later art. 3"))
    assert [fault.problem for fault in check(text)] == [
        "'later' is not among this file's sources",
        "caps.kni.count names nothing in the text of 2032-06-01",
    ]


def test_an_amendment_is_shown_with_what_it_changes_and_whom() -> None:
    result = run("--set", "pathways.kin.cap.count=100", "--title", "Fewer", "--title-es", "Menos")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "amendments:\n"
        "  - id: third\n"
        "    title: {en: Fewer, es: Menos}\n"
        "    announced: 2032-05-01\n"
        "    in_force: 2032-06-01\n"
        "    changes:\n"
        "      - {at: pathways.kin.cap.count, set: 100}\n"
        "    src: text art. 70\n"
        "on 2032-06-01, 1 value differs\n"
        "  narrows pathways.kin.cap.count: 300 → 100  [stated: text art. 70]\n"
        f"{CASES} cases asked, 1 answered differently\n"
        "  The last family place of the year goes to the oldest priority date (on 2032-06-01)\n"
        "    pathways.kin (person 2): granted, through pool, period 2032-04-06"
        " → queued, because cap, goes_to queue\n"
        "nothing written: --out names a file, --write takes FILE itself\n"
    )


CASES = (INVENTED.parent / "cases.yaml").read_text(encoding="utf-8").count("\n  - name: ")


def test_what_is_shown_is_what_is_written(tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    result = run("--set", "pathways.kin.cap.count=100", "--note", "a: b", "--out", new)
    shown = result.stdout.partition("amendments:\n")[2].partition("on 2032-06-01")[0]
    assert new.read_text(encoding="utf-8") == INVENTED.read_text(encoding="utf-8") + shown
    assert "    note: 'a: b'\n" in shown
    assert result.stdout.endswith(f"wrote {new}\n")
    for command in (["check"], ["fmt", "--check"]):
        assert CliRunner().invoke(main, [*command, str(new)]).exit_code == 0


def test_lists_fields_and_ends_are_written_as_in_a_file(tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    result = run(
        *("--add", "pathways.kin.open_to.nationals_of=XAA"),
        *("--set", "pathways.draw.open_to={nationals_of: [XBB, XCC]}"),
        *("--end", "pathways.care.eligible.none.convicted"),
        *("--reaffirm", "returns.by_land.cap", "--applies-to", "pending", "--signed", "2032-04-30"),
        *("--out", new),
    )
    assert (result.exit_code, result.stderr) == (0, "")
    last = agreement.read(new).terms.amendments[-1]
    assert [(change.at, change.set_, change.add, change.end) for change in last.changes] == [
        ("pathways.draw.open_to", {"nationals_of": ["XBB", "XCC"]}, None, None),
        ("pathways.kin.open_to.nationals_of", None, "XAA", None),
        ("pathways.care.eligible.none.convicted", None, None, "true"),
    ]
    assert (last.reaffirms, last.applies_to, last.signed) == (
        ["returns.by_land.cap"],
        "pending",
        date(2032, 4, 30),
    )


def test_a_body_changes_only_what_it_may() -> None:
    result = run(
        *("--by", "joint_committee", "--set", "pathways.harvest.cap.count=300"),
        *("--set", "pathways.kin.cap.count=100"),
    )
    assert (result.exit_code, result.stderr) == (
        1,
        "--set pathways.kin.cap.count=100: joint_committee may not change pathways.kin.cap.count\n"
        "  hint: bodies.joint_committee.may_change says what\n1 to correct\n",
    )


def test_a_new_source_goes_into_the_sources(tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    result = CliRunner().invoke(
        main,
        [
            *("amend", str(INVENTED), "--id", "third", "--announced", "2032-05-01"),
            *("--in-force", "2032-06-01", "--src", "third art. 1", "--set", "pathways.kin.cap.count=100"),
            *("--source", "third=Third protocol: places", "--source-kind", "invented", "--out", str(new)),
        ],
    )
    assert (result.exit_code, result.stderr) == (0, "")
    read = agreement.read(new)
    assert read.terms.sources["third"].title.en == "Third protocol: places"
    assert "  third: {title: 'Third protocol: places', kind: invented}" in read.document.lines


FAULTS = [
    (
        ["--set", "pathways.kin.cap.count=3,000"],
        "--set pathways.kin.cap.count=3,000: with amendment third: count needs a whole number from 0,"
        " such as 30_000, or none or not_stated, found '3,000' (in pathways > kin > cap > count)\n"
        "  hint: write 3_000\n1 to correct\n",
    ),
    (
        ["--set", "pathways.kni.cap.count=300"],
        "--set pathways.kni.cap.count=300: pathways.kni.cap.count names nothing in the text of 2032-06-01\n"
        "  hint: did you mean pathways.kin.cap.count?\n1 to correct\n",
    ),
    (
        ["--set", "pathways.kin.cap.count=300"],
        "--set pathways.kin.cap.count=300: with amendment third: pathways.kin.cap.count already says so\n"
        "  hint: to repeat words of the text, write reaffirms\n1 to correct\n",
    ),
    (
        ["--set", "pathways.kin.title.en=Kin"],
        "--set pathways.kin.title.en=Kin: pathways.kin.title.en is read by no rule yet, so the change decides"
        " nothing\n  hint: if the words are to be changed all the same, add --unread\n1 to correct\n",
    ),
    (
        ["--add", "pathways.kin.cap.count=3", "--reaffirm", "returns.by_see", "--basis", "sure"],
        "--basis sure: basis needs one of stated, law, borrowed, estimated, assumed, found 'sure'\n"
        "1 to correct\n",
    ),
    (
        ["--add", "pathways.kin.cap.count=3", "--reaffirm", "returns.by_see", "--end", "pathways.kin.lift"],
        "--add pathways.kin.cap.count=3: pathways.kin.cap.count is no list, so nothing can be added to it\n"
        "  hint: `set` replaces a value\n"
        "--reaffirm returns.by_see: returns.by_see names nothing in this file\n"
        "  hint: returns has by_land\n"
        "2 to correct\n",
    ),
    (
        ["--set", "pathways.kin.open_to.nationals_of=[XBB", "--add", "pathways.care.cap={a: ["],
        "--add pathways.care.cap={a: [: the file ends where a value is expected\n"
        "  hint: is a bracket left open?\n"
        "--set pathways.kin.open_to.nationals_of=[XBB: a [ that is not closed, or a comma that is missing\n"
        "  hint: write [one, two]\n"
        "2 to correct\n",
    ),
]


@pytest.mark.parametrize(("options", "said"), FAULTS)
def test_faults_are_told_at_the_option_that_brings_them(
    options: list[str], said: str, tmp_path: Path
) -> None:
    result = run(*options, "--out", tmp_path / "new.yaml")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", said)
    assert list(tmp_path.iterdir()) == []


def test_a_name_a_source_and_a_day_that_do_not_fit_are_told_at_their_options() -> None:
    result = CliRunner().invoke(
        main,
        [
            *("amend", str(INVENTED), "--id", "first-protocol", "--announced", "2032-05-01"),
            *("--in-force", "2032-06-01", "--src", "txet", "--set", "pathways.kin.cap.count=100"),
            *("--source", "fourth=Fourth", "--source-kind", "pamphlet"),
        ],
    )
    heads = [line.partition(":")[0] for line in result.stderr.splitlines() if line.startswith("--")]
    assert result.exit_code == 1
    assert set(heads) <= {"--id first-protocol", "--src txet", "--source fourth=Fourth"}
    assert "--source fourth=Fourth: kind needs one of law, treaty" in result.stderr
    assert (
        "--src txet: 'txet' is not among this file's sources\n"
        "  hint: did you mean text? --source txet=TITLE --source-kind KIND adds it to the file\n"
    ) in result.stderr


def test_words_that_no_rule_reads_may_be_changed_when_that_is_said() -> None:
    result = run("--set", "pathways.kin.title.en=Kin", "--unread")
    assert result.exit_code == 0
    assert "pathways.kin.title.en: Families by priority date → Kin" in result.stdout


def test_write_changes_the_file_itself_and_out_replaces_only_by_force(tmp_path: Path) -> None:
    file, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    file.write_bytes(INVENTED.read_bytes())
    other.write_text("mine", encoding="utf-8")
    change = ["--set", "pathways.kin.cap.count=100"]
    refused = run(*change, "--out", other, file=file)
    assert (refused.exit_code, other.read_text(encoding="utf-8")) == (1, "mine")
    assert file.read_bytes() == INVENTED.read_bytes()
    assert run(*change, "--out", other, "--force", file=file).exit_code == 0
    assert run(*change, "--write", file=file).exit_code == 0
    assert file.read_bytes() == other.read_bytes() != INVENTED.read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.yaml", "b.yaml"]


def test_a_file_without_cases_or_amendments_gets_a_section_and_no_cases(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    base = INVENTED.read_text(encoding="utf-8").partition("amendments:\n")[0].rstrip() + "\n"
    text = re.sub(r"  ((first|second): \{title|- \{en: graduates).*\n", "", base)
    file.write_text(text, encoding="utf-8")
    result = run("--set", "pathways.kin.cap.count=100", "--write", file=file)
    assert (result.exit_code, "cases asked" in result.stdout) == (0, False)
    assert file.read_text(encoding="utf-8").startswith(text + "\namendments:\n  - id: third\n")


def test_cases_of_another_agreement_beside_it_are_not_asked(tmp_path: Path) -> None:
    for name in ("agreement.yaml", "cases.yaml"):
        (tmp_path / name).write_bytes((INVENTED.parent / name).read_bytes())
    (tmp_path / "other.yaml").write_bytes(INVENTED.read_bytes())
    change = ["--set", "pathways.kin.cap.count=100"]
    assert "cases asked" in run(*change, file=tmp_path / "agreement.yaml").stdout
    assert "cases asked" not in run(*change, file=tmp_path / "other.yaml").stdout


def test_a_case_whose_plan_no_longer_fits_has_no_answer_any_more() -> None:
    folder = AGREEMENTS / "us-mx-2001"
    result = CliRunner().invoke(
        main,
        [
            *("amend", str(folder / "agreement.yaml"), "--id", "later", "--announced", "2016-01-01"),
            *("--in-force", "2016-02-01", "--src", "fox5"),
            *("--set", "pathways.temporary_worker.cap.count=100_000"),
        ],
    )
    assert result.exit_code == 0, result.stderr
    assert "→ no answer: " in result.stdout
    assert "pathways.temporary_worker.cap.count is stated: 100_000" in result.stdout


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--set", "pathways.kin.cap.count"],
        ["--set", "=3"],
        ["--set", "a.b=1", "--source", "x=X"],
        ["--set", "a.b=1", "--source-kind", "law"],
        ["--set", "a.b=1", "--title-es", "Solo"],
        ["--set", "a.b=1", "--write", "--out", "x.yaml"],
        ["--set", "a.b=1", "--signed", "soon"],
        ["--set", "a.b=1", "--applies-to", "some"],
    ],
)
def test_options_that_do_not_go_together_are_not_understood(options: list[str]) -> None:
    result = run(*options)
    assert (result.exit_code, "Usage: " in result.output) == (2, True)


def test_an_amendment_of_a_later_day_follows_one_of_an_earlier_day() -> None:
    day = date(2033, 1, 1)
    once = amended(TEXT, amendment([{"at": "pathways.kin.cap.count", "set": "150"}]))
    twice = amended(once, replace_id(amendment([{"at": "pathways.kin.cap.count", "set": "120"}], str(day))))
    counts = [
        consolidate(twice, on).terms.pathways["kin"].cap.on(on).count  # type: ignore[union-attr]
        for on in (date(2032, 5, 31), date(2032, 6, 1), day - timedelta(1), day)
    ]
    assert counts == [300, 150, 150, 120]


def replace_id(one: Amendment) -> Amendment:
    return one.model_copy(update={"id": "fourth"})
