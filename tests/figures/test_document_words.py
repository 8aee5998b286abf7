"""Whatever a file may say has words in both languages: a clause, a word or a fact without them fails here."""

from collections.abc import Iterator
from datetime import date
from string import Formatter

import pytest
from pydantic import BaseModel

from acuerdo.agreement.clauses.base import BASES
from acuerdo.agreement.clauses.criteria import OPERATORS as ASKED
from acuerdo.agreement.clauses.record import DRIVERS
from acuerdo.agreement.facts import FACTS
from acuerdo.agreement.nations import CODES as NATIONS
from acuerdo.agreement.reference import places
from acuerdo.agreement.terms import SECTIONS, Terms
from acuerdo.agreement.values import Money, Span
from acuerdo.figures.document import tongue
from acuerdo.figures.document.articles import CHAPTERS, ELSEWHERE
from acuerdo.figures.document.codes import CODES, pair_of
from acuerdo.figures.document.criteria_words import OPERATORS, UNITS, UNSPOKEN, compared
from acuerdo.figures.document.hints import hints_of, words_of
from acuerdo.figures.document.labels import LABELS, label
from acuerdo.figures.document.nations import NAMES, headed, nation
from acuerdo.figures.document.patterns import PATTERNS
from acuerdo.figures.document.wording import BASIS, MARKS, UNSAID, UNSOURCED, WORDING
from docs.test_glossary import disagreements, judging

CLAUSES = list(places(Terms))
SAID_BY_MARKS = ("basis", "format")


def fields() -> Iterator[tuple[type[BaseModel], str, str]]:
    """Every field of every clause a file may hold, as the type and as files write it."""
    for clause in CLAUSES:
        for name, info in clause.model_fields.items():
            yield clause, name, info.alias or name.rstrip("_")


def test_every_field_of_every_clause_has_a_label_in_both_languages():
    bare = [f"{clause.__name__}.{key}" for clause, _, key in fields() if not _labelled(clause.__name__, key)]
    assert bare == []
    assert len(CLAUSES) > 50


def _labelled(clause: str, key: str) -> bool:
    pair = LABELS.get(f"{clause}.{key}") or LABELS.get(key)
    return pair is not None and all(text.strip() for text in pair)


def test_no_label_is_left_of_a_field_that_is_gone():
    known = {f"{clause.__name__}.{key}" for clause, _, key in fields()} | {key for _, _, key in fields()}
    assert set(LABELS) - known == set()


def test_every_closed_word_of_every_clause_has_words_in_both_languages():
    bare = [
        f"{clause.__name__}.{key}: {word}"
        for clause, name, key in fields()
        if key not in SAID_BY_MARKS
        for word in words_of(hints_of(clause)[name])
        if pair_of(clause.__name__, key, word) is None and f"measure.{word}" not in FACTS
    ]
    assert bare == []


def test_every_cause_outside_the_file_has_words():
    assert [name for name in DRIVERS if name not in CODES] == []


def test_every_answer_to_a_fact_has_words_in_both_languages():
    words = [(fact.name, word) for fact in FACTS.values() if fact.words is not NATIONS for word in fact.words]
    assert [f"{name}: {word}" for name, word in words if pair_of("", name, word) is None] == []


def test_every_comparison_and_every_unit_has_words_in_both_languages():
    assert set(OPERATORS) == set(ASKED)
    assert {fact.unit for fact in FACTS.values()} - set(UNITS) - UNSPOKEN == set()
    assert all(text for pairs in UNITS.values() for pair in pairs for text in pair)


def test_every_basis_has_a_letter_a_word_and_a_meaning():
    assert list(MARKS) == list(BASIS) == [*BASES, UNSAID, UNSOURCED]
    assert all(f"basis.{basis}" in WORDING for basis in MARKS)
    for basis in MARKS:
        for at in (0, 1):
            assert BASIS[basis][at].upper().startswith(MARKS[basis][at])


def test_every_country_has_a_name_in_both_languages():
    assert set(NAMES) == set(NATIONS)
    assert [code for code, pair in NAMES.items() if not all(pair)] == []
    for lang in (0, 1):
        assert len({pair[lang] for pair in NAMES.values()}) == len(NAMES)
    assert (nation("USA", "en"), nation("MEX", "es"), nation("QQQ", "en")) == (
        "the United States",
        "México",
        "QQQ",
    )
    assert (headed("USA", "en"), headed("SLV", "es")) == ("United States (USA)", "El Salvador (SLV)")


def test_every_section_of_a_file_has_its_place_in_the_document():
    placed = [section for sections in CHAPTERS.values() for section in sections]
    assert len(placed) == len(set(placed))
    about = {"src", "also", "basis", "note", "words", "covers", "from", "until"}
    assert set(SECTIONS) - about == set(placed) | ELSEWHERE


def blanks(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_both_languages_of_a_sentence_say_the_same_fields():
    uneven = [key for key, pairs in PATTERNS.items() for en, es in pairs if blanks(en) != blanks(es)]
    uneven += [key for key, (en, es) in WORDING.items() if blanks(en) != blanks(es)]
    assert uneven == []


def test_every_sentence_says_fields_that_its_clause_has():
    by_name = {clause.__name__: clause for clause in CLAUSES}
    roles = {f"{clause.__name__}.{key}" for clause, _, key in fields()}
    lost = []
    for key, pairs in PATTERNS.items():
        if "." in key:
            assert key in roles
            continue
        own = {info.alias or name.rstrip("_") for name, info in by_name[key].model_fields.items()}
        lost += [f"{key}: {blank}" for en, _ in pairs for blank in blanks(en) if blank.rstrip("?") not in own]
    assert lost == []


PAIRS = {
    **{f"label {key}": pair for key, pair in LABELS.items()},
    **{f"code {key}": pair for key, pair in CODES.items()},
    **{f"wording {key}": pair for key, pair in WORDING.items()},
    **{f"pattern {key} {at}": pair for key, pairs in PATTERNS.items() for at, pair in enumerate(pairs)},
}


def test_the_words_of_a_document_are_those_of_the_glossary_and_judge_nobody():
    assert disagreements(PAIRS) == []
    assert [key for key, pair in PAIRS.items() if judging(" ".join(pair))] == []


def test_a_field_nobody_worded_is_shown_as_it_is():
    assert label("Pathway", "made_up_field", "es") == "Made up field"


@pytest.mark.parametrize(
    ("said", "en", "es"),
    [
        (lambda _: tongue.number(30_000), "30,000", "30,000"),
        (lambda _: tongue.number(5_500), "5,500", "5,500"),
        (lambda _: tongue.number(0.07), "0.07", "0.07"),
        (lambda _: tongue.number(1.0), "1", "1"),
        (lambda _: tongue.percent(0.083), "8.3%", "8.3%"),
        (
            lambda _: tongue.money(Money(1_234_550, "MXN")),
            "12,345.50\u00a0MXN",
            "12,345.50\u00a0MXN",
        ),
        (lambda lang: tongue.span(Span(8, "months"), lang), "8\u00a0months", "8\u00a0meses"),
        (lambda lang: tongue.span(Span(1, "years"), lang), "1\u00a0year", "1\u00a0año"),
        (lambda lang: tongue.day(date(2023, 1, 5), lang), "5\u00a0January 2023", "5\u00a0de enero de 2023"),
        (lambda lang: tongue.moment("2021-04", lang), "April 2021", "abril de 2021"),
        (lambda lang: tongue.moment("2021", lang), "2021", "2021"),
        (lambda lang: tongue.moment("spring 2021", lang), "spring 2021", "spring 2021"),
        (lambda lang: tongue.moment("2021-02-30", lang), "2021-02-30", "2021-02-30"),
    ],
)
def test_numbers_money_spans_and_days_are_written_for_the_language(said, en: str, es: str):
    assert (said("en"), said("es")) == (en, es)


def test_a_sentence_that_ends_with_an_abbreviation_has_one_full_stop():
    assert (tongue.stop("Título 42 de EE. UU."), tongue.stop("Título 42")) == ("", ".")


def test_a_list_ends_with_and_in_the_language_of_the_reader():
    def listed(words: list[str], lang: str) -> str:
        return "".join(gap + word for gap, word in zip(tongue.joined(words, lang), words, strict=True))

    assert listed([], "en") == ""
    assert listed(["Cuba"], "es") == "Cuba"
    assert listed(["Cuba", "Haiti", "Nicaragua"], "en") == "Cuba, Haiti and Nicaragua"
    assert listed(["Belice", "Honduras"], "es") == "Belice y Honduras"
    assert listed(["Honduras", "Irlanda"], "es") == "Honduras e Irlanda"
    assert listed(["agua", "hielo"], "es") == "agua y hielo"
    assert listed(["by land, on foot", "by sea"], "en") == "by land, on foot; and by sea"
    assert "".join(tongue.joined(["Cuba", "Honduras"], "es", either=True)) == " u "
    assert "".join(tongue.joined(["Cuba", "Haiti"], "en", either=True)) == " or "


@pytest.mark.parametrize(
    ("fact", "operator", "bound", "en", "es"),
    [
        ("person.age_years", "at_least", 18, "at least 18\u00a0years", "al menos 18\u00a0años"),
        ("person.age_years", "is", 1, "1\u00a0year", "1\u00a0año"),
        ("person.felony_convictions", "more_than", 0, "more than 0", "más de 0"),
        ("person.years_since_removal", "less_than", 5, "less than 5", "menos de 5"),
        ("offer.exists", "is", True, "yes", "sí"),
        ("person.security_vetting", "is", "passed", "passed", "aprobada"),
        ("person.nationality", "in", ("CUB", "HTI"), "Cuba or Haiti", "Cuba o Haití"),
        ("person.nationality", "in", ("USA",), "the United States", "Estados Unidos"),
        (
            "person.present_since",
            "on_or_before",
            date(2001, 2, 16),
            "on or before 16\u00a0February 2001",
            "a más tardar el 16\u00a0de febrero de 2001",
        ),
        ("measure.wage_ratio", "at_least", 1.0, "at least 100%", "al menos 100%"),
    ],
)
def test_a_comparison_is_said_in_words(fact: str, operator: str, bound: object, en: str, es: str):
    said = {lang: compared(FACTS[fact], operator, bound, lang, nation) for lang in ("en", "es")}
    assert said == {"en": en, "es": es}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Department of State", "en"),
        ("Secretaría de Gobernación", "es"),
        ("La semaine de travail moyenne comptera au minimum quarante heures", "fr"),
        ("at least 18 years of age", "en"),
        ("máximo hasta 1er año de preparatoria", "es"),
        ("OK", "es"),
    ],
)
def test_the_language_of_a_single_text_is_told_from_its_words(text: str, language: str):
    assert tongue.language_of(text, ["es", "en"]) == language
