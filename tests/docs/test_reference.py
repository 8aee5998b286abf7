"""The reference of the agreement language says what the types say."""

import re
from collections import Counter

import pytest
from pydantic import TypeAdapter

from acuerdo.agreement.clauses.base import Clause, Dated
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import OPERATORS, Criterion
from acuerdo.agreement.facts import FACTS, read_bound
from acuerdo.agreement.provenance import executed_fields
from acuerdo.agreement.reading.text import parse
from acuerdo.agreement.reference import (
    FACT_KINDS,
    FILES,
    KINDS,
    described,
    heading,
    places,
    reference,
    short_forms,
    spoken,
)
from docs.fences import ROOT

PAGE = ROOT / "docs" / "agreement-language.md"
CLAUSES = {clause for model in FILES.values() for clause in places(model)}


def as_written(value: str):
    """A value as the reader hands it to a type."""
    tree = parse(f"value: {value}\n".encode(), "example").tree
    assert isinstance(tree, dict)
    return tree["value"]


def test_the_page_holds_the_reference_as_the_types_make_it():
    written = PAGE.read_text("utf-8").partition("<!-- reference -->\n")[2]
    assert written.strip() == reference().strip(), "the types have changed: run `make docs`"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.name} {kind.blanks}")
def test_an_example_of_a_kind_is_read_and_so_are_the_blanks_it_takes(kind):
    reads = TypeAdapter(kind.reads).validate_python
    reads(as_written(kind.example))
    for blank in kind.blanks:
        reads(blank)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.name} {kind.blanks}")
def test_a_kind_takes_no_blank_that_the_reference_does_not_name(kind):
    if kind.name in ("text", "title", "name", "source", "path", "countries", "wage floor"):
        return  # here any word will do, or `none` is one of the words
    for blank in {"none", "not_stated"} - set(kind.blanks):
        with pytest.raises(ValueError, match="needs"):
            TypeAdapter(kind.reads).validate_python(blank)


def test_a_kind_of_value_that_nobody_described_is_refused():
    with pytest.raises(TypeError, match="does not describe"):
        spoken(bytes)


def test_every_fact_is_listed_with_its_words_in_both_languages():
    text = reference()
    for fact in FACTS.values():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{fact.name}` |"))
        assert fact.en in row
        assert fact.es in row


def test_every_example_of_a_fact_is_an_answer_to_a_fact_of_its_kind():
    for kind, (_, example) in FACT_KINDS.items():
        fact = next(
            fact for fact in FACTS.values() if fact.kind == kind and example in (*fact.words, example)
        )
        words = next((fact for fact in FACTS.values() if example in fact.words), fact)
        read_bound(words, as_written(example))


def test_every_comparison_is_offered_to_the_kinds_of_fact_it_can_ask():
    rows = [line for line in reference().partition("## Comparisons")[2].splitlines() if line.startswith("| ")]
    offered = Counter(re.findall(r"`(\w+)`", " ".join(row.split("|")[2] for row in rows)))
    assert offered == Counter({operator: len(kinds) for operator, kinds in OPERATORS.items()})


def test_no_two_clauses_share_a_heading():
    assert [name for name, n in Counter(map(heading, CLAUSES)).items() if n > 1] == []


def test_the_clauses_inside_a_dated_list_are_found_with_their_paths():
    assert places(FILES["An agreement file"])[Cap] == ["caps.NAME", "pathways.NAME.cap", "returns.NAME.cap"]
    assert spoken(Dated[Cap]) == "[cap](#cap), may be dated"


def test_what_is_executed_is_marked_as_the_clause_declares():
    text = reference().partition("\n### Cap\n")[2].partition("\n### ")[0]
    marked = set(re.findall(r"^\| `(\w+)` \|[^|]*\|[^|]*\| yes ", text, re.MULTILINE))
    assert marked == executed_fields(Cap.model_construct())
    assert "counts" not in marked


def test_the_meaning_of_a_field_comes_from_the_docstring_of_its_clause():
    prose, meanings = described(Cap)
    assert prose.startswith("A ceiling, never a flow.")
    assert meanings["count"] == "the places of one period; `none` for no limit"
    assert set(meanings) <= set(Cap.fields())


def test_a_short_form_is_told_only_where_it_is_read():
    assert short_forms(Cap) == ["`none` stands for `{count: none}`"]
    assert short_forms(Criterion) == []


def test_every_clause_says_in_words_what_it_is():
    assert [
        clause.__name__ for clause in CLAUSES if issubclass(clause, Clause) and not described(clause)[0]
    ] == []
