"""Each answer is explained step by step: what was asked, what was answered, where the text says so."""

from rules.explained import KEPT, explained


def test_every_case_of_the_invented_corridor_is_explained_in_these_words() -> None:
    assert explained().splitlines() == KEPT.read_text(encoding="utf-8").splitlines()
