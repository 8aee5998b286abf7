"""The articles of a text: which section is which, in what order, and under which chapter."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from pydantic import BaseModel

from acuerdo.agreement.clauses.base import Dated

from .amending import amendments
from .criteria import SPECIAL
from .here import Here
from .instrument import form_and_state, groups, parties
from .labels import label
from .nodes import Article, Chapter, Line, Run
from .reading import Reading
from .walking import (
    capital,
    clause_line,
    dated_line,
    entries,
    fields,
    heading_of,
    holds,
    inside,
    named_entries,
    remarks,
)
from .wording import spoken

CHAPTERS: Final[dict[str, tuple[str, ...]]] = {
    "general": ("parties", "lifecycle", "calendar", "groups", "national_law", "caps", "statuses"),
    "pathways": ("pathways",),
    "people": ("protections", "returns", "asylum", "children"),
    "together": ("border", "development", "finance"),
    "keeping": (
        "bodies",
        "commitments",
        "linkage",
        "triggers",
        "review",
        "sunset",
        "disputes",
        "termination",
        "information",
        "amendments",
    ),
    "record": ("events", "claims", "figures", "texts"),
}
"""The sections under each chapter; a section of no chapter comes last, under one of its own."""

ELSEWHERE: Final = frozenset(
    {"format", "id", "title", "form", "languages", "invited", "succeeds", "sources", "translations"}
)
"""Sections said within another article, or in an annex."""

EACH: Final = ("pathways", "returns")
"""Sections of which each entry is an article."""


def chapters(reading: Reading, lang: str) -> tuple[Chapter, ...]:
    """Every article of the text that says something on the day, numbered, by chapters."""
    here = start(reading, lang)
    sections = [key for key in _sections(here) if key not in ELSEWHERE]
    other = tuple(key for key in sections if not any(key in keys for keys in CHAPTERS.values()))
    made, number = list[Chapter](), 0
    for key, keys in {**CHAPTERS, "other": other}.items():
        articles = []
        for article in (one for section in keys for one in _articles(here, section)):
            number += 1
            lines = tuple(replace(line, pieces=capital(line.pieces)) for line in article.lines)
            articles.append(replace(article, lines=lines, number=number))
        if articles:
            made.append(Chapter(key, spoken(f"chapter.{key}", lang), tuple(articles)))
    return tuple(made)


def start(reading: Reading, lang: str) -> Here:
    """Where the walk begins: the whole text."""
    return Here(reading, lang, reading.terms, reading.tree, (), SPECIAL)


def _sections(here: Here) -> list[str]:
    return [here.key(name) for name in type(here.clause).model_fields]


def _articles(here: Here, section: str) -> Iterator[Article]:
    """The articles of one section; none where it is empty on the day."""
    terms, tree = here.reading.terms, here.reading.tree
    if section == "lifecycle":
        yield form_and_state(here)
    if not isinstance(tree, dict) or section not in tree or section == "lifecycle":
        return
    if section in EACH:
        if section == "returns" and terms.returns:
            yield never_returned(here)
        for name, clause in getattr(terms, section).items():
            if holds(here, clause):
                yield _article(here, heading_of(here, clause, name), clause, tree[section], (section, name))
        return
    title = (Run(label("Terms", section, here.lang)),)
    own = {"parties": parties, "groups": groups, "amendments": amendments}.get(section)
    if own is not None:
        article = own(here, title)
        if article.lines or (article.table and article.table.rows):
            yield article
        return
    found = _of_section(here, section, title)
    if found is not None:
        yield found


def _article(
    here: Here, title: tuple[Run, ...], clause: BaseModel, node: Any, path: tuple[str, str]
) -> Article:
    at = inside(here, clause, node[path[1]], path, f"Terms.{path[0]}")
    return Article(path, title, tuple(fields(at)), remarks(at))


def _of_section(here: Here, section: str, title: tuple[Run, ...]) -> Article | None:
    """A section as one article: each entry, or each field, is a paragraph."""
    value: Any = getattr(here.reading.terms, section)
    node: Any = here.reading.tree[section]  # type: ignore[index,call-overload]
    role = f"Terms.{section}"
    if isinstance(value, Dated):
        return Article((section,), title, (dated_line(here, (), value, node, (section,), role),))
    if isinstance(value, BaseModel):
        if not holds(here, value):
            return None
        at = inside(here, value, node, (section,), role)
        lines = (
            fields(at) if isinstance(node, dict) else [clause_line(here, (), value, node, (section,), role)]
        )
        return Article((section,), title, tuple(lines), remarks(at)) if lines else None
    made = named_entries if isinstance(value, dict) else entries
    lines = list(made(here, value, node, (section,), role))
    return Article((section,), title, tuple(lines)) if lines else None


def never_returned(here: Here) -> Article:
    """The two protections that no file can lift."""
    lines = tuple(
        Line((Run(spoken(f"safe.{key}", here.lang)),), (Run(spoken(f"safe.{key}.say", here.lang)),))
        for key in ("children", "danger")
    )
    says = ((Run(spoken("safe.say", here.lang)),),)
    return Article(("returns",), (Run(spoken("safe", here.lang)),), lines, says)
