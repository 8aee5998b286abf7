"""`acuerdo diff`: what it prints in both languages, for programs, with positions, and how it ends."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from acuerdo.agreement.difference.meanings import KINDS, MEANINGS, SENSES, amount
from acuerdo.cli import main
from acuerdo.cli.differing import WORDS
from agreement.difference.making import AGREEMENTS
from agreement.said import BAD
from docs.test_glossary import disagreements

OLD = """format: 1
id: small
title: {en: Small text, es: Texto breve}
form: invented
parties: {XAA: {role: destination}, XBB: {role: origin}}
lifecycle: {from: 2030-01-01, state: in_force, src: first}
sources: {first: {title: First, kind: invented}, second: {title: Second, kind: invented}}
groups: {all: [XBB]}
pathways:
  harvest:
    title: {en: Work in the harvest, es: Trabajo en la cosecha}
    src: first art. 1
    open_to: {nationals_of: all}
    eligible: {all: [{id: adult, fact: person.age_years, at_least: 18}]}
    cap: {count: 300, per: calendar_year, counts: visas, unused: lapse, when_full: not_stated}
    allocation: {order: first_come}
    fee: {amount: 10 XTS, src: first art. 2}
texts:
  entry: {text: {en: Whoever is admitted may come in through every open port, es: Pasen}, src: first}
"""

NEW = """# the same text, one season later
id: small
format: 1
title: {en: Small text, es: Texto breve}
form: invented
parties: {XBB: {role: origin}, XAA: {role: destination}}
lifecycle: {from: 2030-01-01, state: in_force, src: first}
sources: {first: {title: First, kind: invented}, second: {title: Second, kind: invented}}
groups: {all: [XBB, XCC]}
pathways:
  harvest:
    title: {en: Work in the harvest, es: Trabajo en la cosecha}
    src: first art. 1
    open_to: {nationals_of: all}
    eligible: {all: [{id: adult, fact: person.age_years, at_least: 21}]}
    cap: {count: 400, per: calendar_year, counts: visas, unused: lapse, when_full: queue, src: second}
    allocation: {order: lottery}
  care:
    title: {en: Care at home, es: Cuidados en casa}
    open_to: {nationals_of: [XBB]}
    src: second art. 3
texts:
  entry: {text: {en: Whoever is admitted may come in through the northern port alone, es: Pasen}, src: first}
"""

POSITIONS = """format: 1
positions_of: XBB
on: small
private: true
sources: {said: {title: Said, kind: invented}}
stances:
  - {id: places, at: pathways.*.cap.count, wants: higher, red_line: {at_least: 350}, src: said}
  - {id: young, at: pathways.harvest.eligible, wants: wider, src: said}
  - {id: no_lottery, at: pathways.harvest.allocation.order, red_line: {must_not_be: lottery}, src: said}
"""

PRINTED = Path(__file__).parent


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Two small texts that differ, and positions on them."""
    old, new, positions = tmp_path / "old.yaml", tmp_path / "new.yaml", tmp_path / "XBB.yaml"
    for file, text in ((old, OLD), (new, NEW), (positions, POSITIONS)):
        file.write_text(text, encoding="utf-8")
    return old, new, positions


def diff(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


def test_two_texts_are_told_apart_in_exactly_these_words(pair: tuple[Path, Path, Path]) -> None:
    result = diff(*pair[:2])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (PRINTED / "printed.en.txt").read_text(encoding="utf-8")


def test_with_positions_each_difference_is_for_or_against_and_red_lines_are_told_in_spanish_too(
    pair: tuple[Path, Path, Path],
) -> None:
    old, new, positions = pair
    result = diff(old, new, "--positions", positions, "--all", "--lang", "es")
    assert result.exit_code == 0
    assert result.stdout == (PRINTED / "printed.es.txt").read_text(encoding="utf-8")


def test_json_holds_every_difference_and_both_languages(pair: tuple[Path, Path, Path]) -> None:
    old, new, positions = pair
    found = json.loads(diff(old, new, "--positions", positions, "--json").stdout)
    assert (found["a"], found["b"]["id"]) == ({"id": "small", "file": str(old), "on": None}, "small")
    assert len(found["differences"]) == sum(found["counts"].values()) == 9
    cap = next(each for each in found["differences"] if each["path"] == "pathways.harvest.cap.count")
    assert cap == {
        "kind": "widens",
        "path": "pathways.harvest.cap.count",
        "old": "300",
        "new": "400",
        "src": "second",
        "basis": "stated",
        "grown": 1,
        "touches": [],
        "says": {"en": "more places", "es": "más plazas"},
        "title": None,
        "parties": {"XBB": "for"},
    }
    assert [(line["stance"], line["crossed_by_a"], line["crossed_by_b"]) for line in found["red_lines"]] == [
        ("places", True, False),
        ("no_lottery", False, True),
    ]


def test_a_file_beside_itself_has_no_differences_in_either_language(pair: tuple[Path, Path, Path]) -> None:
    assert diff(pair[0], pair[0]).stdout == "small\nno differences\n"
    assert diff(pair[0], pair[0], "--lang", "es").stdout == "small\nsin diferencias\n"


def test_differences_are_no_fault_unless_that_is_asked_for(pair: tuple[Path, Path, Path]) -> None:
    old, new, _ = pair
    assert [diff(old, new).exit_code, diff(old, new, "--exit-code").exit_code] == [0, 1]
    assert [diff(old, old).exit_code, diff(old, old, "--exit-code").exit_code] == [0, 0]


def test_one_file_is_compared_on_two_days_and_the_days_are_told() -> None:
    file = AGREEMENTS / "us-mx-2023" / "agreement.yaml"
    result = diff(file, "--on-a", "2022-11-01", "--on-b", "2023-01-15")
    assert result.stdout.startswith("us-mx-2023-arrangement  2022-11-01 → 2023-01-15\n")
    assert "  fixes       returns.third_country_nationals.cap.count" in result.stdout


def test_two_files_are_compared_on_one_day(pair: tuple[Path, Path, Path]) -> None:
    result = diff(*pair[:2], "--on", "2030-06-01")
    assert result.stdout.startswith("small  2030-06-01 → 2030-06-01\n")
    assert diff(*pair[:2], "--on", "2029-06-01").stdout.count("lifecycle") == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.yaml"],
        ["a.yaml", "--on", "2030-01-01"],
        ["a.yaml", "--on-a", "2030-01-01"],
        ["a.yaml", "b.yaml", "--on-b", "2030-01-01"],
        ["a.yaml", "b.yaml", "--on", "2030-01-01", "--on-a", "2030-01-01", "--on-b", "2030-01-01"],
        ["a.yaml", "b.yaml", "--known", "2030-01-01"],
        ["a.yaml", "b.yaml", "--lang", "fr"],
        ["a.yaml", "b.yaml", "--on", "soon"],
    ],
    ids=" ".join,
)
def test_days_that_make_no_question_are_not_understood(arguments: list[str]) -> None:
    result = diff(*arguments)
    assert (result.exit_code, "Usage: " in result.output) == (2, True)


def test_a_file_at_fault_is_refused_with_its_faults(pair: tuple[Path, Path, Path]) -> None:
    result = diff(pair[0], BAD / "field-unknown.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "is not a field here" in result.stderr


def test_positions_at_fault_are_refused_with_their_faults(pair: tuple[Path, Path, Path]) -> None:
    old, new, positions = pair
    text = POSITIONS.replace("pathways.harvest.eligible", "pathways.harvests").replace(
        "on: small", "on: large"
    )
    positions.write_text(text, encoding="utf-8")
    result = diff(old, new, "--positions", positions)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "on says large, and" in result.stderr
    assert "pathways.harvests names nothing in small" in result.stderr


def test_a_stance_counts_only_on_the_days_on_which_it_is_held(pair: tuple[Path, Path, Path]) -> None:
    old, new, positions = pair
    positions.write_text(POSITIONS.replace("id: no_lottery,", "id: no_lottery, from: 2031-01-01,"), "utf-8")
    before, after = (
        diff(old, new, "--on", day, "--positions", positions).stdout for day in ("2030-06-01", "2031-06-01")
    )
    assert ("no_lottery" in before, "no_lottery" in after) == (False, True)


PAIRS = {
    **{f"kinds.{kind}": words for kind, words in KINDS.items()},
    **{f"words.{name}": words for name, words in WORDS.items()},
    **{f"more.{row.at}": amount(row.en, row.es, 1) for row in (*MEANINGS, *SENSES)},
    **{f"less.{row.at}": amount(row.en, row.es, -1) for row in (*MEANINGS, *SENSES)},
}
"""Everything that is said of differences in two languages."""


def test_the_words_for_differences_are_those_of_the_glossary() -> None:
    assert disagreements(PAIRS) == []


def test_every_word_for_differences_is_there_in_both_languages() -> None:
    assert [name for name, (en, es) in PAIRS.items() if not (en and es)] == []
    same = {"words.none"}
    assert {name for name, (en, es) in PAIRS.items() if en == es} == same
