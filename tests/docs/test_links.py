"""Every link within the documents leads somewhere, and every file they name exists."""

import re
from pathlib import Path

import pytest

from docs.fences import DOCUMENTS, ROOT, name_of, prose

PAGES = sorted([*DOCUMENTS, *(ROOT / "data").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FILE = re.compile(r"`((?:src|tests|docs|data|agreements|benchmarks)/[\w./*-]*)`")


def anchors(page: Path) -> set[str]:
    """The places of a page that a link may name: its headings in small letters, spaces as hyphens."""
    headings = re.findall(r"^#+ (.+)$", prose(page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path, text: str) -> list[str]:
    """The links of a text that lead nowhere from a page."""
    found = []
    for link in LINK.findall(prose(text)):
        if "://" in link:
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(f"{page.name}: {link}")
    return found


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page):
    assert broken(page, page.read_text("utf-8")) == []


@pytest.mark.parametrize("page", DOCUMENTS, ids=name_of)
def test_every_file_a_document_names_exists(page):
    named = FILE.findall(prose(page.read_text("utf-8")))
    assert [name for name in named if not list(ROOT.glob(name.rstrip("/")))] == []


def test_a_link_that_leads_nowhere_is_noticed():
    page = ROOT / "README.md"
    text = "[a](docs/nowhere.md) [b](README.md#nowhere) [c](LICENSE) [d](https://example.org/)"
    assert broken(page, text) == ["README.md: docs/nowhere.md", "README.md: README.md#nowhere"]
