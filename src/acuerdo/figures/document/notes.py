"""Marks, notes and references: what stands beside a value, and where a path leads."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from acuerdo.agreement.clauses.base import BASES
from acuerdo.agreement.reading.text import Path

from .articles import start
from .nodes import Article, Chapter, Cite, Line, Piece, Pieces, Run, Said, pieces_in, pieces_of
from .reading import Reading
from .saying import pair
from .tongue import told
from .wording import BASIS, MARKS, UNSAID, UNSOURCED, spoken

LINES = re.compile(r"L(\d+)(?:-(\d+))?")


Origin = tuple[str, bool]
"""A source with a place in it, and whether it is the plan's."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands after a value: the letter of its basis, its note, and whether a plan assumes it."""

    letter: str
    basis: str
    word: str
    note: int
    planned: bool


@dataclass(frozen=True, slots=True)
class Note:
    """One source with the place in it."""

    number: int
    source: str
    title: tuple[Run, ...]
    place: str


@dataclass(frozen=True)
class Notes:
    """The notes of a document: the same number means the same place of the same source throughout."""

    reading: Reading
    lang: str
    chapters: tuple[Chapter, ...]

    @cached_property
    def numbers(self) -> Mapping[Origin, int]:
        """The number of each source and place, in the order in which they are met."""
        met = dict.fromkeys(
            one for chapter in self.chapters for each in chapter.articles for one in cited(each)
        )
        return {origin: at for at, origin in enumerate(met, 1)}

    def number(self, piece: Cite) -> int:
        """The number of the note of a second source."""
        return self.numbers[piece.src, False]

    def of(self, article: Article) -> list[Note]:
        """The notes of one article, by their numbers."""
        return sorted((self.note(one) for one in dict.fromkeys(cited(article))), key=lambda note: note.number)

    def note(self, origin: Origin) -> Note:
        """The note of a source and a place in it."""
        src, planned = origin
        name, _, place = src.partition(" ")
        entry = self.reading.source(name, planned)
        if entry is None:
            words: tuple[Run, ...] = (Run(name or spoken("no_source", self.lang)),)
        else:
            words = pair(start(self.reading, self.lang), entry.title)
        anchor = f"source.{'plan.' * planned}{name}" if entry else ""
        return Note(self.numbers[origin], anchor, words, place_words(place, self.lang))

    def marked(self, pieces: Pieces) -> list[tuple[Piece, Mark | None]]:
        """Each piece with the mark after it; values on end with the same origin share one mark.

        The mark stands after the full stop of a sentence that ends with the value.
        """
        said = [piece for piece in pieces if isinstance(piece, Said)]
        last = {id(piece) for piece, after in pairwise([*said, None]) if piece and _parts(piece, after)}
        found: list[tuple[Piece, Mark | None]] = []
        waiting: Mark | None = None
        for piece, after in pairwise([*pieces, None]):
            assert piece is not None
            mark = self._mark(piece) if id(piece) in last else waiting
            ends = isinstance(after, Run) and after.text.endswith((".", ":")) and waiting is None
            waiting = mark if ends else None
            found.append((piece, None if ends else mark))
        return found

    def _mark(self, piece: Piece) -> Mark | None:
        if not isinstance(piece, Said):
            return None
        known = piece.basis if piece.basis in BASES else "stated"
        basis = UNSAID if piece.silent else known if piece.src else UNSOURCED
        letter, word = told(MARKS[basis], self.lang), told(BASIS[basis], self.lang)
        return Mark(letter, basis, word, self.numbers[piece.src, piece.planned], piece.planned)


def _parts(piece: Said, after: Said | None) -> bool:
    """Whether a mark has to stand between two values."""
    return after is None or _origin(piece) != _origin(after)


def _origin(piece: Said) -> tuple[str, str, bool, bool]:
    return piece.src, piece.basis, piece.planned, piece.silent


def cited(article: Article) -> Iterator[Origin]:
    """The sources that an article cites, in reading order."""
    for piece in pieces_in(article):
        if isinstance(piece, Cite):
            yield piece.src, False
        elif isinstance(piece, Said):
            yield piece.src, piece.planned


def place_words(place: str, lang: str) -> str:
    """The place in a source, in words: `L17-25` is lines 17–25."""
    found = LINES.fullmatch(place)
    if found is None:
        return place
    one, several = (("line", "lines"), ("línea", "líneas"))[lang == "es"]
    return f"{several} {found[1]}–{found[2]}" if found[2] else f"{one} {found[1]}"


@dataclass(frozen=True)
class Places:
    """Where the places of the text stand in the document."""

    reading: Reading
    lang: str
    chapters: Sequence[Chapter]

    @cached_property
    def known(self) -> Mapping[Path, tuple[str, str]]:
        """The anchor of each place, and what a reader would cite for it: `article 8(5)`."""
        found: dict[Path, tuple[str, str]] = {}
        for article in (each for chapter in self.chapters for each in chapter.articles):
            name = spoken("in_article", self.lang, n=article.number)
            found.setdefault(article.path, (self.reading.anchor(article.path), name))
            for number, line in enumerate(article.lines, 1):
                cite = spoken("in_paragraph", self.lang, n=article.number, paragraph=number)
                for path in _paths(line):
                    for length in range(len(path), len(article.path), -1):
                        found.setdefault(path[:length], (self.reading.anchor(path), cite))
        return found

    def lead(self, path: str) -> tuple[str, str] | None:
        """The anchor that a path of the file leads to, and what to cite; None where it is not one place."""
        for place in self.reading.places(path) if "*" not in path else ():
            for length in range(len(place), 0, -1):
                if place[:length] in self.known:
                    return self.known[place[:length]]
        return None


def _paths(line: Line) -> Iterator[Path]:
    if line.path:
        yield line.path
    for piece in pieces_of(line):
        if isinstance(piece, Said) and piece.path:
            yield piece.path
    for child in line.children:
        yield from _paths(child)
