"""Quotations are held against a text of which only the fingerprint is at hand."""

import pytest

from acuerdo.agreement.quotations import Fingerprint, numbered, pairs, place, unfound, words

TEXT = """The well was dug in the year of
the drought, by both vil-

lages; neither paid more.
“We dug it,” said the miller’s son.
"""


def kept(text: str = TEXT, counts_lines: str = "all") -> Fingerprint:
    salt = "a" * 64
    hashes = pairs(numbered(text, counts_lines), salt)
    return Fingerprint(
        source="well",
        file="well.txt",
        title="The well",
        sha256=salt,
        counts_lines=counts_lines,
        lines={number: "".join(of_line) for number, of_line in hashes.items()},
    )


@pytest.mark.parametrize(
    ("quotation", "first", "last"),
    [
        ("The well was dug", 1, 1),
        ("the year of the drought", 1, 2),
        ("in the year of the drought, by both villages; neither paid more", 1, 4),
        ("by both villages", 2, 2),
        ("neither PAID more", 4, 4),
        ("the miller's son", 5, 5),
        ("We dug it, said", None, None),
        ("The well … by both villages … the miller’s son", 1, 5),
        ("the drought … both villages", 2, 2),
    ],
)
def test_words_that_stand_on_their_lines_are_found(quotation, first, last):
    assert unfound(quotation, kept(), first, last) == []


@pytest.mark.parametrize(
    ("quotation", "first", "last", "missing"),
    [
        ("The well was deep", 1, 1, ["The well was deep"]),
        ("The well was dug", 2, 5, ["The well was dug"]),
        ("the year of the drought", 1, 1, ["the year of the drought"]),
        ("the year of the drought", 2, 2, ["the year of the drought"]),
        ("by both … The well", 1, 5, ["The well"]),
        ("both villages … villages neither", 1, 5, ["villages neither"]),
        ("The well dug", 1, 1, ["The well dug"]),
        ("son the well", 1, 5, ["son the well"]),
        ("drought", 2, 2, ["drought"]),
        ("…", 1, 5, ["", ""]),
    ],
)
def test_words_that_do_not_are_told(quotation, first, last, missing):
    assert unfound(quotation, kept(), first, last) == missing


def test_blank_lines_are_counted_or_not_as_the_text_asks():
    assert unfound("neither paid more", kept(counts_lines="not_blank"), 3, 3) == []
    assert unfound("neither paid more", kept(), 3, 3) == ["neither paid more"]


def test_a_hyphen_parts_words_within_a_line_and_marks_do_not_count():
    assert words("‘‘Twenty-two’’ points --all of them-- don’t cost $1,000") == [
        "twenty",
        "two",
        "points",
        "all",
        "of",
        "them",
        "don't",
        "cost",
        "1",
        "000",
    ]


def test_the_same_words_leave_other_hashes_in_another_text():
    lines = numbered(TEXT, "all")
    assert set(pairs(lines, "one")[1]).isdisjoint(pairs(lines, "other")[1])


@pytest.mark.parametrize(
    ("src", "found"),
    [
        ("fox5 L8-16", ("fox5", 8, 16)),
        ("fox5 L64", ("fox5", 64, 64)),
        ("plan point 4", ("plan", None, None)),
        ("irca", ("irca", None, None)),
        ("", ("", None, None)),
    ],
)
def test_a_source_names_lines_or_none(src, found):
    assert place(src) == found
