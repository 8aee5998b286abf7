"""YAML is read as text: nothing is guessed, every place is kept, every fault of a text is told at once."""

import pytest

from acuerdo.agreement import Unreadable, read_text
from acuerdo.agreement.reading.text import Document, parse, spoken
from agreement.said import GOOD

PLAIN = GOOD.read_text(encoding="utf-8")


def document(text: str) -> Document:
    return parse(text.encode(), "f.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "no",
        "yes",
        "on",
        "010",
        "12:30",
        "1e3",
        "0x1F",
        ".inf",
        "2023-01-05",
        "~",
        "null",
        "30,000",
        "1_000",
    ],
)
def test_what_yaml_would_turn_into_something_else_stays_text(text: str) -> None:
    assert document(f"a: {text}\nb: '{text}'\nc: \"{text}\"\n").tree == {"a": text, "b": text, "c": text}


def test_every_key_and_value_keeps_its_place_in_lines_and_columns_of_signs() -> None:
    read = document("ñandú: [uno, {dos: más}]\n\nb:\n  - c\n")
    assert read.keys == {("ñandú",): (1, 1), ("ñandú", 1, "dos"): (1, 15), ("b",): (3, 1)}
    assert read.places == {
        (): (1, 1),
        ("ñandú",): (1, 8),
        ("ñandú", 0): (1, 9),
        ("ñandú", 1): (1, 14),
        ("ñandú", 1, "dos"): (1, 20),
        ("b",): (4, 3),
        ("b", 0): (4, 5),
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system_and_a_mark_of_byte_order_may_come_first(end: str) -> None:
    text = ("\ufeff" + PLAIN.replace("\n", end)).encode()
    read = parse(text, "f.yaml")
    assert (read.tree, read.faults) == (document(PLAIN).tree, [])
    assert read.places == document(PLAIN).places


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", 0, "b"), "a[0] > b"),
        ((0, 1), "[0][1]"),
        (tuple("abcdefghijklmn"), "a > b > c > d > e > f > g > h > i > j > k > l > …"),
    ],
)
def test_a_path_is_spoken_as_a_person_reads_it(path: tuple[str | int, ...], words: str) -> None:
    assert spoken(path) == words


def problems(text: str) -> list[str]:
    with pytest.raises(Unreadable) as caught:
        read_text(text)
    return [f"{fault.line}:{fault.column} {fault.problem}" for fault in caught.value.faults]


def test_faults_of_text_and_of_type_are_told_together_and_never_twice() -> None:
    text = PLAIN.replace("form: invented", "form: inventd\nform: invented\nnote:\ninvited: *all")
    assert problems(text.replace("adult, fact", "adult, id: x,\tfact")) == [
        "4:7 form needs one of proposal, joint_declaration, coordinated_announcements, mou, "
        "executive_agreement, treaty, programme, action_plan, invented, found 'inventd'",
        "5:1 'form' stands twice in this mapping (first on line 4)",
        "6:1 'note' is empty",
        "7:10 an alias (*all), which this format does not allow",
        "22:23 'id' stands twice in this mapping (first on line 22)",
        "22:29 a tab, where only spaces are read",
    ]


def test_the_value_of_a_key_that_stands_twice_is_passed_over_whole() -> None:
    read = document("a: {b: 1}\na: {b: 2, c: [3]}\nd: 4\n")
    assert read.tree == {"a": {"b": "1"}, "d": "4"}
    assert [fault.problem for fault in read.faults] == ["'a' stands twice in this mapping (first on line 1)"]
    assert ("a", "c") not in read.places


def test_a_comment_may_stand_anywhere_as_long_as_it_looks_like_one() -> None:
    read = document("# one\na: 1  # two\n## three\nb: [x, # four\n  y]\nc: a#b\n#five\n")
    assert (read.tree, read.faults) == ({"a": "1", "b": ["x", "y"], "c": "a#b"}, [])


def test_a_text_may_run_over_lines_in_every_way_of_yaml() -> None:
    read = document("a: one\n  two\nb: |\n  three\n  - four\nc: >\n  five\n  six\nd: 'seven\n  - eight'\n")
    assert read.faults == []
    assert read.tree == {"a": "one two", "b": "three\n- four\n", "c": "five six\n", "d": "seven - eight"}


def test_no_value_read_holds_a_sign_that_cannot_be_seen() -> None:
    read = document('a: "\\e[31m \\u202e \\0 \\N \\L"\nb: "a\\nb \\u00a0 ñ"\n')
    assert [(fault.line, fault.problem) for fault in read.faults] == [
        (1, "the sign U+001B cannot be seen and is not allowed")
    ]
