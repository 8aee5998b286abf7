"""What follows the articles: sources, what no rule reads, what is left unsaid, and on what values rest."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from pydantic import BaseModel

from acuerdo.agreement.clauses.base import BASES, Clause, Dated, Words
from acuerdo.agreement.provenance import Value
from acuerdo.agreement.terms import SourceEntry

from .articles import start
from .codes import worded
from .here import Here
from .labels import label
from .nodes import Article, Chapter, Line, Run, Said
from .reading import Reading
from .saying import called, named, pair, text_runs
from .tongue import moment, number, percent, told
from .walking import days, heading_of, holds
from .wording import BASIS, MARKS, UNSAID, UNSOURCED, spoken

DOI: Final = re.compile(r"10\.\d{4,9}/[^\s<>\"']+")
WEB: Final = re.compile(r"https?://[^\s<>\"']+")

Trail = tuple[tuple[Run, ...], ...]
"""What leads to a clause: the words of each step."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value within an article: the labels that lead to it, and its place."""

    words: str
    path: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Points of one article; none means all of it."""

    article: Article
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """A clause of the file that does not hold on the day, and the days on which it does."""

    section: str
    title: tuple[Run, ...]
    days: str


@dataclass(frozen=True, slots=True)
class Source:
    """One document that values rest on, of the file or of the plan."""

    anchor: str
    name: str
    title: tuple[Run, ...]
    kind: str
    dated: str
    addresses: tuple[str, ...]
    unlinked: tuple[str, ...]
    lines: tuple[Run, ...]
    values: str
    planned: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How many values rest on one basis."""

    letter: str
    basis: str
    word: str
    meaning: str
    values: str
    share: str


def sources(reading: Reading, lang: str) -> list[Source]:
    """Every source of the file and of the plan, with how many values of the day rest on it."""
    rests = Counter((row.src.split(" ")[0], _by_plan(reading, row)) for row in reading.in_force)
    found = [(name, entry, False) for name, entry in reading.sources.items()]
    found += [
        (name, entry, True) for name, entry in (reading.plan.terms.sources if reading.plan else {}).items()
    ]
    return [_source(start(reading, lang), *each, rests[each[0], each[2]]) for each in found]


def _by_plan(reading: Reading, row: Value) -> bool:
    return row.stated and reading.by_plan(row.place)


def _source(here: Here, name: str, entry: SourceEntry, planned: bool, values: int) -> Source:
    given = [each for each in (entry.doi, entry.url) if each]
    return Source(
        f"source.{'plan.' * planned}{name}",
        name,
        pair(here, entry.title),
        worded("SourceEntry", "kind", entry.kind, here.lang),
        moment(entry.dated, here.lang) if entry.dated else "",
        tuple(filter(None, map(address, given))),
        tuple(each for each in given if not address(each)),
        text_runs(here, entry.lines) if entry.lines else (),
        number(values),
        planned,
    )


def address(given: str) -> str:
    """Where a document is found on the network, by its DOI or its address; empty for any other text."""
    if DOI.fullmatch(given):
        return f"https://doi.org/{given}"
    return given if WEB.fullmatch(given) else ""


def absent(reading: Reading, lang: str) -> list[Absent]:
    """Every clause that has not begun on the day or has ended, by sections."""
    here = start(reading, lang)
    found = [
        Absent(label("Terms", here.key(name), lang), title, days(clause, lang))
        for name in type(reading.terms).model_fields
        if name != "lifecycle"
        for title, clause in _absent(here, getattr(reading.terms, name), ())
    ]
    return [*found, *_states_to_come(here), *_by_triggers(here)]


def _absent(here: Here, value: Any, trail: Trail) -> Iterator[tuple[tuple[Run, ...], Clause]]:
    """Clauses within a value that do not hold on the day, with what leads to them; none within those."""
    if isinstance(value, Dated):
        now = value.on(here.reading.on)
        for entry, following in pairwise([*value, None]):
            assert entry is not None
            if now is not None and entry is now:
                yield from _absent_within(here, now, trail)
            else:
                yield _joined(trail), _until(entry, following)
    elif isinstance(value, BaseModel):
        if holds(here, value):
            yield from _absent_within(here, value, trail)
        elif isinstance(value, Clause):
            yield _joined(trail), value
    elif isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, BaseModel | Dated):
                yield from _absent(here, each, (*trail, _called(here, each, str(name))))
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, BaseModel):
                yield from _absent(here, each, (*trail, _called(here, each)))


def _absent_within(here: Here, clause: BaseModel, trail: Trail) -> Iterator[tuple[tuple[Run, ...], Clause]]:
    for name, info in type(clause).model_fields.items():
        value = getattr(clause, name)
        if isinstance(value, BaseModel | Dated | dict | list) and not isinstance(value, Words):
            heading = (Run(label(type(clause).__name__, info.alias or name, here.lang)),)
            yield from _absent(here, value, (*trail, heading))


def _joined(trail: Trail) -> tuple[Run, ...]:
    """What leads to a clause, from the entry of the section to the clause itself."""
    runs = [run for part in trail if part for run in (Run(" › "), *part)]
    return tuple(runs[1:])


def _until(entry: Clause, following: Clause | None) -> Clause:
    """The days of a dated entry: one that another follows ends with it."""
    until = entry.until or (following.from_ if following else None)
    return Clause.model_construct(from_=entry.from_, until=until)


def _states_to_come(here: Here) -> Iterator[Absent]:
    """States that have not begun; not in a text as known on a day, which tells none that came later."""
    reading, section = here.reading, label("Terms", "lifecycle", here.lang)
    for entry in reading.terms.lifecycle if reading.known is None else ():
        if entry.from_ and entry.from_ > reading.on:
            title = (Run(worded("State", "state", entry.state, here.lang)),)
            yield Absent(section, title, days(entry, here.lang))


def _by_triggers(here: Here) -> Iterator[Absent]:
    """Clauses that a trigger of a known day has not started yet, or has stopped."""
    reading = here.reading
    for trigger in reading.terms.triggers:
        starts = trigger.does == "start"
        if trigger.on is None or trigger.does == "set" or starts != (reading.on < trigger.on):
            continue
        section, _, name = trigger.at.partition(".")
        entries = getattr(reading.terms, section, None)
        if isinstance(entries, dict) and name in entries:
            first, last = (trigger.on, None) if starts else (None, trigger.on)
            when = days(Clause.model_construct(from_=first, until=last), here.lang)
            yield Absent(label("Terms", section, here.lang), heading_of(here, entries[name], name), when)


def _called(here: Here, found: Any, name: str = "") -> tuple[Run, ...]:
    """What an entry is called where no article shows it: its own words, and its name where it has none."""
    clause = (found.on(here.reading.on) or found.entries[-1]) if isinstance(found, Dated) else found
    words = called(here, clause)
    if words and name and getattr(clause, "title", None) is None:
        return (*words, Run(" ("), *named(here, name), Run(")"))
    return words or heading_of(here, clause, name or getattr(clause, "id", None) or "")


def silences(chapters: tuple[Chapter, ...]) -> list[Points]:
    """Every value that the text leaves unsaid, by articles."""
    return _chosen(chapters, lambda said: said.silent)


def not_executed(chapters: tuple[Chapter, ...]) -> list[Points]:
    """Every value that no rule reads, by articles; an article of which none is read is named as a whole."""
    found = []
    for each in _chosen(chapters, lambda said: said.value and not said.executed):
        read = any(said.value and said.executed for _, said in labelled(each.article))
        found.append(each if read else Points(each.article, ()))
    return found


def _chosen(chapters: tuple[Chapter, ...], wanted: Callable[[Said], bool]) -> list[Points]:
    found = []
    for article in (each for chapter in chapters for each in chapter.articles):
        points = [Point(words, said.path) for words, said in labelled(article) if wanted(said)]
        if points:
            found.append(Points(article, tuple(dict.fromkeys(points))))
    return found


def labelled(article: Article) -> Iterator[tuple[str, Said]]:
    """Every value of an article with the number of its paragraph and the labels that lead to it."""
    for at, line in enumerate(article.lines, 1):
        for trail, said in _labelled(line, ()):
            yield f"{at}. {' › '.join(trail)}".rstrip(), said


def _labelled(line: Line, trail: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Said]]:
    label = "".join(run.text for run in line.label)
    trail = (*trail, label) if label else trail
    for piece in line.pieces:
        if isinstance(piece, Said):
            yield (*trail, piece.name) if piece.name and piece.name != label else trail, piece
    for child in line.children:
        yield from _labelled(child, trail)


def shares(reading: Reading, lang: str) -> list[Share]:
    """How many values in force rest on each basis, strongest first; how many are not stated, or unsourced."""
    rows = reading.in_force
    counts = Counter((row.basis if row.src else UNSOURCED) if row.stated else UNSAID for row in rows)
    return [
        Share(
            told(MARKS[basis], lang),
            basis,
            told(BASIS[basis], lang),
            spoken(f"basis.{basis}", lang),
            number(counts[basis]),
            percent(round(counts[basis] / len(rows), 3)) if rows else "–",
        )
        for basis in (*BASES, UNSAID, UNSOURCED)
    ]
