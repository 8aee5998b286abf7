"""`fmt`: one order of sections; comments, values and meaning are kept; twice is the same as once."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement.faults import Unreadable
from acuerdo.agreement.layout import formatted
from acuerdo.agreement.reading.text import parse
from acuerdo.cli import main
from acuerdo.cli.kinds import KINDS
from agreement.said import BAD, FILES, GOOD

ORDER = ["format", "id", "title", *(name for name in KINDS["agreement"].fields() if name != "format")]
AGREEMENTS = Path(__file__).parents[2] / "agreements"
SHIPPED = sorted(AGREEMENTS.rglob("*.yaml"))


def laid_out(text: str) -> str:
    return formatted(parse(text.encode(), "f.yaml"), ORDER)


SECTIONS = [
    "format: 1\n",
    "id: f\n",
    "title: {en: F,\n  es: F}\n",
    "parties:\n  XAA: {role: origin}\n# a comment within\n  XBB: {role: destination}\n",
    "note: |\n  one: two\n\n  # not a comment\n  three\n",
    'form: "quoted, over\n  two lines"\n',
    "languages:\n- en\n- es  \n",
    '"sources": {a: {title: A, kind: law}}\n',
    "src: a\n",
    "unknown_section:\n  x: 1\n",
]
COMMENTS = ["", "# one\n", "# one\n\n# two\n", "\n\n# one\n", "\n", "#\n"]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A file: sections in any order, with comments and blank lines above, between and below."""
    sections = draw(st.permutations(SECTIONS))[: draw(st.integers(1, len(SECTIONS)))]
    comments = [draw(st.sampled_from(COMMENTS)) for _ in range(len(sections) + 1)]
    start = draw(st.sampled_from(["", "---\n", "# top\n---\n"]))
    between = [part for pair in zip(comments, sections, strict=False) for part in pair]
    return start + "".join([*between, comments[-1]])


@given(texts())
def test_layout_keeps_meaning_and_every_line_and_comes_to_rest(text: str) -> None:
    once = laid_out(text)
    assert parse(once.encode(), "f").tree == parse(text.encode(), "f").tree
    kept = [line.rstrip() for line in text.splitlines() if line.strip()]
    assert sorted(line for line in once.splitlines() if line) == sorted(kept)
    assert laid_out(once) == once


@given(texts())
def test_layout_puts_known_sections_in_order_and_unknown_last(text: str) -> None:
    tree = parse(laid_out(text).encode(), "f").tree
    assert isinstance(tree, dict)
    places = [ORDER.index(name) if name in ORDER else len(ORDER) for name in tree]
    assert places == sorted(places)


@given(st.permutations(range(len(SECTIONS))))
def test_layout_does_not_depend_on_the_order_it_finds(order: list[int]) -> None:
    shuffled = "".join(SECTIONS[at] for at in order)
    assert laid_out(shuffled) == laid_out("".join(SECTIONS))


def test_a_comment_moves_with_the_section_below_it_and_top_and_bottom_stay() -> None:
    text = "# top\n\nid: f\n# about the title\ntitle: F\nform: x\n# about the format\nformat: 1\n# bottom\n"
    assert laid_out(text) == (
        "# top\n\n# about the format\n\nformat: 1\nid: f\n\n"
        "# about the title\ntitle: F\n\nform: x\n\n# bottom\n"
    )


def test_short_sections_stand_together_and_long_ones_apart() -> None:
    assert laid_out("format: 1\n\n\n\nid: f\ntitle:\n  en: F\n  es: F\nform: x\n") == (
        "format: 1\nid: f\n\ntitle:\n  en: F\n  es: F\n\nform: x\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "{format: 1, id: f}\n",
        "note: |+\n  kept blank lines\n\n\nformat: 1\n",
        "note: |\n  trailing blanks  \nformat: 1\n",
        'title: "one\nid: two"\nformat: 1\n',
        "note: x\nformat: 1\n...\n",
    ],
)
def test_what_cannot_be_reordered_line_by_line_is_refused_and_not_changed(text: str) -> None:
    with pytest.raises(Unreadable, match=r"f\.yaml: cannot be put in standard layout") as caught:
        laid_out(text)
    assert len(caught.value.faults) == 1


def test_faults_of_the_text_are_told_before_anything_is_moved() -> None:
    with pytest.raises(Unreadable, match="'id' stands twice"):
        laid_out("id: f\nid: g\nformat: 1\n")


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_laying_out_a_shipped_file_changes_blank_lines_at_most(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    marks = {"plan_for": "plan", "cases_of": "cases", "positions_of": "positions"}
    kind = next((kind for mark, kind in marks.items() if f"\n{mark}:" in f"\n{text}"), "agreement")
    first = ["format", *marks, "id", "title"]
    order = list(dict.fromkeys([*first, *KINDS[kind].fields()]))
    once = formatted(parse(text.encode(), "f"), order)
    assert [line for line in once.splitlines() if line] == [line for line in text.splitlines() if line]


def fmt(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["fmt", *map(str, arguments)])
    return result.exit_code, result.output


def test_fmt_writes_a_file_once_and_finds_nothing_to_do_the_second_time(tmp_path: Path) -> None:
    file = tmp_path / "f.yaml"
    file.write_bytes(b"\xef\xbb\xbfid: f\r\nformat: 1\r\n")
    assert fmt("--check", file) == (1, f"would change {file}\n")
    assert file.read_bytes() == b"\xef\xbb\xbfid: f\r\nformat: 1\r\n"
    assert fmt(file) == (0, f"changed {file}\n")
    assert file.read_bytes() == b"format: 1\nid: f\n"
    assert fmt(file) == fmt("--check", file) == (0, "")


def test_fmt_does_what_it_can_and_tells_every_fault(tmp_path: Path) -> None:
    good, bad, worse = (tmp_path / name for name in ("good.yaml", "bad.yaml", "worse.yaml"))
    good.write_text("id: f\nformat: 1\n", encoding="utf-8")
    bad.write_text("id: f\nid: g\n", encoding="utf-8")
    worse.write_text("id: [\n", encoding="utf-8")
    code, said = fmt(bad, good, worse)
    assert (code, good.read_text(encoding="utf-8")) == (1, "format: 1\nid: f\n")
    assert f"changed {good}\n" in said
    assert "bad.yaml:2:1: 'id' stands twice" in said
    assert "worse.yaml:2:1: the file ends where a value is expected" in said
    assert said.endswith("2 to correct\n")
    assert bad.read_text(encoding="utf-8") == "id: f\nid: g\n"


@pytest.mark.parametrize("file", [GOOD, *FILES], ids=lambda file: file.stem)
def test_fmt_never_changes_what_a_file_is_refused_for(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / file.name
    copy.write_bytes(file.read_bytes())
    code, said = fmt(copy)
    assert "Traceback" not in said
    assert code == 0 or copy.read_bytes() == file.read_bytes()
    assert (BAD / file.name).read_bytes() == file.read_bytes()
