"""The table of what each path may answer is the one by which the program answers."""

from pathlib import Path

import pytest

from acuerdo.agreement.answers import ALWAYS, SAYINGS, form_of
from acuerdo.agreement.cases import ANSWERS as WORDS
from acuerdo.agreement.cases import Case, read_cases
from acuerdo.agreement.faults import Refused
from acuerdo.cli.trials import answers, enacted_for
from acuerdo.rules import asylum, children, eligibility, funding, protections, returns
from acuerdo.rules.portability import PENSIONS
from acuerdo.rules.readmission import STAGES
from acuerdo.rules.trial import ANSWERS

AGREEMENTS = Path(__file__).parents[2] / "agreements"
FILES = sorted(AGREEMENTS.glob("*/cases.yaml"))


def test_every_path_that_decides_has_a_row_and_every_row_decides() -> None:
    assert set(SAYINGS) == set(ANSWERS)


def test_no_row_has_a_word_that_no_case_may_expect() -> None:
    assert {word for saying in SAYINGS.values() for word in saying.words} <= set(WORDS)


@pytest.mark.parametrize(
    ("form", "outcomes"),
    [
        ("pathways.*", eligibility.OUTCOMES),
        ("pathways.*.portability.social_security", PENSIONS),
        ("protections.*", protections.OUTCOMES),
        ("returns.*", returns.OUTCOMES),
        ("returns.*.readmission", STAGES),
        ("asylum", asylum.OUTCOMES),
        ("children", children.OUTCOMES),
        ("development.*", funding.OUTCOMES),
    ],
)
def test_a_row_has_every_outcome_of_its_rule(form: str, outcomes: tuple[str, ...]) -> None:
    assert set(outcomes) <= set(SAYINGS[form].words)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_no_shipped_case_is_answered_in_words_or_fields_that_its_row_has_not(file: Path) -> None:
    cases = read_cases(file)
    asked = 0
    for case in cases.terms.cases:
        for path, found in _answers(case, cases).items():
            saying = SAYINGS[form_of(path)]
            for answer in found:
                asked += 1
                fields = {name for name, value in answer.items() if value not in ("", None)}
                assert answer.get("is", ALWAYS[0]) in (*saying.words, *ALWAYS), path
                assert fields <= {"is", "because", *saying.also}, path
    assert asked


def _answers(case: Case, cases: object) -> dict[str, list[dict[str, object]]]:
    try:
        found = answers(case, enacted_for(case, cases))  # type: ignore[arg-type]
    except Refused:
        return {}
    return {path: [answer.found for answer in each] for path, each in found.items()}


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("pathways.harvest", "pathways.*"),
        ("pathways.harvest.stay", "pathways.*.stay"),
        ("pathways.harvest.portability.social_security", "pathways.*.portability.social_security"),
        ("national_law.us.ina202.share", "national_law.*"),
        ("asylum", "asylum"),
        ("groups.corridor", ""),
        ("pathways.", ""),
    ],
)
def test_the_longest_form_that_fits_a_path_is_its_form(path: str, form: str) -> None:
    assert form_of(path) == form
