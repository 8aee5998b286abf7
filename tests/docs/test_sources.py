"""Every mechanism of the sources has its place, and every quotation stands in its source."""

import re
import runpy
from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from acuerdo.agreement.mechanisms import Mechanism, read_mechanisms, unresolved
from acuerdo.agreement.quotations import (
    files_of_sources,
    misquoted,
    place,
    quotations,
    read_fingerprints,
    unchecked,
    unfound,
    words,
)
from acuerdo.agreement.reading.files import load
from docs.fences import ROOT

KEPT = ROOT / "data" / "sources"
AGREEMENTS = ROOT / "agreements"
DATA = read_mechanisms(KEPT / "mechanisms.yaml")
FINGERPRINTS = read_fingerprints(KEPT)
BY_SOURCE = {fingerprint.source: fingerprint for fingerprint in FINGERPRINTS.values()}
TREES = {
    file.relative_to(AGREEMENTS).as_posix(): load(file).tree for file in sorted(AGREEMENTS.rglob("*.yaml"))
}
QUOTED = {"mechanisms.yaml": load(KEPT / "mechanisms.yaml").tree, **TREES}
LARGEST_BYTES = 300_000

MADE = runpy.run_path(str(ROOT / "docs" / "make.py"))
PAGE = MADE["SOURCES"].read_text("utf-8")


def number(mechanism: Mechanism) -> int:
    return int(re.match(r"\d+", mechanism.id)[0])


def test_the_page_is_what_the_data_make_it():
    assert MADE["sources"]() == PAGE, "the data or the agreements have changed: run `make docs`"


def test_every_row_of_the_sources_is_there_once_and_in_order():
    numbers = [number(each) for each in DATA.mechanisms]
    assert sorted(set(numbers)) == list(range(1, 120))
    assert numbers == sorted(numbers)
    assert [each.id for each in DATA.mechanisms if each.id.isdigit()] == [str(n) for n in range(1, 119)]
    assert [each.id for each in DATA.mechanisms if not each.id.isdigit()] == [
        f"119{part}" for part in "abcde"
    ]


def test_every_row_is_on_the_page_once():
    rows = re.findall(r"^\| (\d+[a-e]?) \| .+ · \*.+\* \|", PAGE, re.MULTILINE)
    assert rows == [each.id for each in DATA.mechanisms]


def test_every_carrier_leads_to_a_place_in_a_file_and_every_part_to_come_is_named():
    assert unresolved(DATA, TREES) == []


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("carried_by", ["us-mx-2001/agreement.yaml#claims.nobody_said_so"]),
        ("carried_by", ["us-mx-2001/nowhere.yaml#claims.fear"]),
        ("not_yet", [{"what": "something", "comes_with": "the_moon"}]),
    ],
)
def test_what_leads_nowhere_is_noticed(field, wrong):
    first = DATA.mechanisms[0].model_dump(by_alias=True, exclude_none=True) | {field: wrong}
    broken = DATA.model_copy(update={"mechanisms": [Mechanism.model_validate(first)]})
    assert len(unresolved(broken, TREES)) == 1


def test_every_file_that_a_feature_names_is_there():
    named = [each.where for mechanism in DATA.mechanisms for each in mechanism.features]
    assert [where for where in named if not (ROOT / where).is_file()] == []


def test_whatever_is_not_carried_as_its_kind_asks_says_why_and_nothing_else_does():
    assert [each.id for each in DATA.mechanisms if bool(each.lacks) != bool(each.because)] == []


def test_no_mechanism_that_a_clause_should_execute_is_without_one():
    executed = {"pathway", "cap", "rule", "body", "commitment"}
    assert [
        each.id for each in DATA.mechanisms if executed & set(each.kinds) and "clause" not in each.ways
    ] == []


def test_a_rule_carried_by_plain_words_alone_lacks_a_clause():
    rule = next(each for each in DATA.mechanisms if "rule" in each.kinds)
    plain = rule.model_copy(
        update={"carried_by": ["us-mx-2001/agreement.yaml#texts.transit"], "features": []}
    )
    assert plain.lacks == ["clause"]
    assert plain.ways == ["text"]
    assert plain.model_copy(update={"carried_by": []}).ways == ["not yet"]


def test_the_reasons_on_the_page_are_those_of_the_data():
    reasons = PAGE.partition("## Carried in another way")[2].partition("\n## ")[0]
    assert re.findall(r"^\| (\d+[a-e]?) \|", reasons, re.MULTILINE) == [
        m.id for m in DATA.mechanisms if m.because
    ]


def test_each_row_names_its_source_and_lines():
    places = [(each.id, *place(each.src)) for each in DATA.mechanisms]
    assert [row for row, source, first, _ in places if source not in DATA.sources or first is None] == []


def test_there_is_a_fingerprint_of_each_text_and_of_no_other():
    assert {name: entry.file for name, entry in DATA.sources.items()} == {
        fingerprint.source: fingerprint.file for fingerprint in FINGERPRINTS.values()
    }


def test_the_fingerprints_are_small_and_hold_none_of_the_words():
    kept = [file.read_text("utf-8") for file in KEPT.glob("*.json")]
    assert sum(map(len, kept)) < LARGEST_BYTES
    lines = [line for text in kept for line in text.partition('"lines"')[2].splitlines()[1:] if ":" in line]
    assert [line for line in lines if not re.fullmatch(r' *"\d+": "([0-9a-f]{8})+",?', line)] == []


def test_a_fingerprint_is_made_of_a_text_and_names_it(tmp_path):
    file = tmp_path / "well.txt"
    file.write_text("The well was dug\n\nin the year of the drought.\n", encoding="utf-8")
    made = runpy.run_path(str(KEPT / "make.py"))["made"]
    (tmp_path / "well.json").write_text(made("well", "The well", file), encoding="utf-8")
    (fingerprint,) = read_fingerprints(tmp_path).values()
    assert (fingerprint.source, fingerprint.file) == ("well", "well.txt")
    assert fingerprint.sha256 == sha256(file.read_bytes()).hexdigest()
    assert unfound("was dug in the year", fingerprint, 1, 3) == []
    assert unfound("was dug in the year", fingerprint, 1, 2) == ["was dug in the year"]


@pytest.mark.parametrize("file", TREES)
def test_every_text_that_a_file_names_is_known_by_its_fingerprint(file):
    assert [named for named in files_of_sources(TREES[file]).values() if named not in FINGERPRINTS] == []


@pytest.mark.parametrize("file", QUOTED)
def test_every_quotation_stands_on_the_lines_it_names(file):
    assert misquoted(QUOTED[file], FINGERPRINTS) == []


@pytest.mark.parametrize("file", QUOTED)
def test_every_quotation_has_a_source(file):
    assert [(at, words) for at, words, src in quotations(QUOTED[file]) if not src] == []


def test_the_sources_that_cannot_be_checked_are_listed_on_the_page():
    listed = PAGE.partition("## Quotations")[2]
    names = {name for tree in TREES.values() for name in unchecked(tree, FINGERPRINTS)}
    assert names
    assert [name for name in names if f"`{name}`" not in listed] == []


OWN = [
    (quotation, BY_SOURCE[place(src)[0]], *place(src)[1:])
    for _, quotation, src in quotations(QUOTED["mechanisms.yaml"])
]


@given(st.sampled_from(OWN), st.data())
def test_a_quotation_with_a_changed_word_is_not_found(quoted, data):
    quotation, *where = quoted
    said = words(quotation.partition("…")[0])
    at = data.draw(st.integers(0, len(said) - 1))
    other = data.draw(st.text("aeimnorst", min_size=1)) + "zq"
    changed = " ".join([*said[:at], other, *said[at + 1 :]])
    assert unfound(changed, *where) == [changed]


@given(st.sampled_from(OWN), st.data())
def test_a_quotation_that_leaves_out_a_word_and_does_not_say_so_is_not_found(quoted, data):
    quotation, *where = quoted
    said = words(quotation.partition("…")[0])
    assume(len(said) > 2)
    at = data.draw(st.integers(1, len(said) - 2))
    shorter = " ".join([*said[:at], *said[at + 1 :]])
    assert unfound(shorter, *where) == [shorter]


def test_no_quotation_is_found_in_another_text():
    assert [
        (quotation, other.source)
        for quotation, fingerprint, _, _ in OWN
        for other in FINGERPRINTS.values()
        if other is not fingerprint and not unfound(quotation, other)
    ] == []


def test_no_quotation_is_found_after_the_lines_it_names():
    assert [q for q, fingerprint, _, last in OWN if not unfound(q, fingerprint, last + 1)] == []


def test_a_changed_quotation_of_a_file_is_told_with_its_place():
    tree = {
        "sources": {"fox5": {"file": BY_SOURCE["fox5"].file}, "other": {}},
        "claims": [
            {"id": "a", "src": "fox5 L16", "words": "break even fewer laws"},
            {"id": "b", "src": "fox5 L14-16", "words": "break even more laws"},
            {"id": "c", "src": "other", "words": "whatever it says"},
        ],
    }
    assert misquoted(tree, FINGERPRINTS) == ["claims[0]: 'break even fewer laws' is not at fox5 L16"]
    assert unchecked(tree, FINGERPRINTS) == ["other"]
