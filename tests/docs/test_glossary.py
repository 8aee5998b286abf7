"""One word for one thing: the glossary is whole, what people read agrees with it, nothing judges them."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from acuerdo.agreement.facts import FACTS
from acuerdo.figures import words
from acuerdo.season import summary, wording
from docs.fences import ROOT

PAGE = ROOT / "docs" / "glossary.md"


@dataclass(frozen=True)
class Term:
    """One row of the glossary."""

    en: str
    es: str
    meaning: str
    avoid: tuple[str, ...]


def terms_of(page: str) -> list[Term]:
    rows = re.findall(r"^\| (.+?) \| (.*?) \| (.*?) \| ?(.*?) ?\|$", page, re.MULTILINE)
    return [
        Term(en, es, meaning, tuple(word.strip() for word in avoid.split(",") if word.strip()))
        for en, es, meaning, avoid in rows
        if en != "English"
    ]


GLOSSARY = PAGE.read_text("utf-8")
TERMS = terms_of(GLOSSARY)
FORBIDDEN = sorted({word.strip("*") for term in TERMS for word in term.avoid if word.startswith("**")})


def test_every_term_has_both_languages_and_a_meaning():
    rows = [line for line in GLOSSARY.splitlines() if line.startswith("| ") and "| English |" not in line]
    assert len(TERMS) == len(rows)
    assert [term.en for term in TERMS if not (term.en and term.es and term.meaning)] == []


def test_no_term_is_there_twice_in_either_language():
    for language in ("en", "es"):
        counts = Counter(getattr(term, language).lower() for term in TERMS)
        assert [word for word, n in counts.items() if n > 1] == [], language


def test_no_term_is_a_word_to_avoid_for_another_thing_it_bolds():
    assert {term.en for term in TERMS} & set(FORBIDDEN) == set()
    assert {term.es for term in TERMS} & set(FORBIDDEN) == set()


PAIRS = {
    **{f"words.{key}": pair for key, pair in words.WORDS.items()},
    **{f"codes.{kind}.{code}": pair for kind, of in words.CODES.items() for code, pair in of.items()},
    **{f"wording.{reason or 'admitted'}": pair[:2] for reason, pair in wording.FIXED.items()},
    **{f"summary.{key}": pair for key, pair in summary.LABELS.items()},
    **{f"facts.{name}": (fact.en, fact.es) for name, fact in FACTS.items()},
}
"""Everything a report says in two languages."""


def english(term: str) -> re.Pattern[str]:
    """A term, and its plural."""
    return re.compile(rf"\b{re.escape(term.rstrip('s'))}(e?s)?\b", re.IGNORECASE)


def spanish(term: str) -> re.Pattern[str]:
    """A term in any of its forms: the beginning of each of its words."""
    stems = (word if len(word) < 5 else word[: max(4, len(word) - 3)] for word in term.split())
    return re.compile(r"\W+".join(rf"\b{re.escape(stem)}\w*" for stem in stems), re.IGNORECASE)


def disagreements(pairs: dict[str, tuple[str, str]]) -> list[str]:
    """Texts whose English uses a term and whose Spanish says another word for it."""
    longest_first = sorted(TERMS, key=lambda term: -len(term.en))
    found = []
    for key, (en, es) in pairs.items():
        left = re.sub(r"\{\w+\}", "", en)
        for term in longest_first:
            left, times = english(term.en).subn("", left)
            if times and not spanish(term.es).search(es):
                found.append(f"{key}: {term.en} is {term.es}: {en} / {es}")
    return found


def test_the_words_of_a_report_are_those_of_the_glossary_in_both_languages():
    assert disagreements(PAIRS) == []


def test_another_word_for_the_same_thing_is_noticed():
    assert disagreements({"a": ("Places under the cap", "Lugares bajo el límite")}) == [
        "a: place is plaza: Places under the cap / Lugares bajo el límite"
    ]
    assert disagreements({"a": ("Orders that need evidence", "Ofertas que requieren pruebas")}) == []


QUOTED = re.compile(r"“[^”]*”|«[^»]*»")
REFUSED = re.compile(r"^ *not: \[.*\]$", re.MULTILINE)


def judging(text: str) -> list[str]:
    """The forbidden words of a text, outside quotations and outside what a pathway says it is not."""
    plain = REFUSED.sub("", QUOTED.sub("", text)).replace("_", " ")
    return [word for word in FORBIDDEN if re.search(rf"\b{word}(s|es|ly|mente)?\b", plain, re.IGNORECASE)]


def texts() -> list[Path]:
    """Every text of the program, its agreements and its documents."""
    kinds = {".py", ".md", ".yaml", ".json", ".j2", ".css", ".toml"}
    folders = ("src", "agreements", "docs")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in kinds]
    return sorted([*files, *ROOT.glob("*.md"), ROOT / "pyproject.toml"])


@pytest.mark.parametrize("path", texts(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_text_uses_a_word_that_judges_people(path):
    text = path.read_text("utf-8")
    if path == PAGE:
        text = "\n".join(line.rpartition(" | ")[0] for line in text.splitlines())
    assert judging(text) == []


def test_a_word_that_judges_is_noticed_and_a_quotation_is_not():
    assert judging("past_amnesty for Aliens") == ["alien", "amnesty"]
    assert judging("Entraron ilegalmente") == ["ilegal"]
    assert judging("the source says “past amnesties neither stemmed the flow”") == []
    assert judging("    not: [past_amnesty]\n") == []
    assert {"illegal", "alien", "amnesty"} <= set(FORBIDDEN)
