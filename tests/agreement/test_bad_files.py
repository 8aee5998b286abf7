"""Every file in `bad` is refused with the exact text beside it."""

from pathlib import Path

import pytest

from acuerdo import agreement
from acuerdo.agreement.checks import CHECKS
from agreement.said import BAD, FILES, GOOD, said_of


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_bad_file_is_refused_in_these_words(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    assert said_of(file.name) == file.with_suffix(".txt").read_text(encoding="utf-8")


def test_no_text_is_kept_of_a_file_that_is_gone() -> None:
    assert {text.stem for text in BAD.glob("*.txt")} == {file.stem for file in FILES}


def test_the_file_that_plans_and_cases_are_about_has_nothing_to_correct() -> None:
    read = agreement.read(GOOD)
    assert agreement.check(read) == []


@pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: rule.__name__.strip("_"))
def test_every_check_catches_a_file_that_no_other_catches(rule: object) -> None:
    alone = []
    for file in sorted(BAD.glob("check-*.yaml")):
        read = agreement.read(file)
        if [each for each in CHECKS if list(each(read))] == [rule]:
            alone.append(file.name)
    assert alone


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_message_names_its_place_and_points_at_it(file: Path) -> None:
    """Each first line is `file:line:col: problem` (or names the file), and each excerpt is marked."""
    lines = file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    heads = [line for line in lines if not line.startswith(" ")][:-1]
    assert heads
    assert all(": " in head and "Traceback" not in head for head in heads)
    marks = [at for at, line in enumerate(lines) if line.strip() == "^"]
    assert all(len(lines[at]) <= len(lines[at - 1]) + 1 for at in marks)
    assert all(len(line) <= 104 for at in marks for line in lines[at - 1 : at + 1])
