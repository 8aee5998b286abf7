"""The decisions are numbered, listed, and each says why and what follows."""

import re

import pytest

from docs.fences import ROOT

FOLDER = ROOT / "docs" / "decisions"
PAGES = sorted(FOLDER.glob("[0-9]*.md"))
INDEX = (FOLDER / "README.md").read_text("utf-8")


def test_decisions_are_numbered_without_gaps():
    assert [page.name[:4] for page in PAGES] == [f"{number:04}" for number in range(1, len(PAGES) + 1)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_has_a_context_a_decision_and_a_consequence(page):
    text = page.read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequence"]
    assert text.startswith(f"# {page.name[:4]} ")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_is_listed_under_its_own_title(page):
    title = page.read_text("utf-8").splitlines()[0].removeprefix(f"# {page.name[:4]} ")
    assert f"| [{page.name[:4]}]({page.name}) | {title} |" in INDEX


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_fits_on_a_page(page):
    assert len(page.read_text("utf-8").split()) <= 400


def test_the_list_names_no_decision_that_is_not_there():
    listed = re.findall(r"\((\d{4}-[a-z-]+\.md)\)", INDEX)
    assert listed == [page.name for page in PAGES]
