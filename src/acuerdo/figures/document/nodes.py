"""What a document is made of before it is a page: words, values with their origin, lines and articles.

A line is what a reader can cite: a label, a sentence, and lines of its own. Nothing here knows HTML.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from acuerdo.agreement.reading.text import Path


@dataclass(frozen=True, slots=True)
class Run:
    """Some words. `lang` is given where it is not that of the page; `to` is the path the words name.

    Words that lead somewhere are followed by what to cite, the number of an article, unless `cite` is False.
    """

    text: str
    lang: str = ""
    to: str = ""
    quoted: bool = False
    cite: bool = True


@dataclass(frozen=True, slots=True)
class Cite:
    """A source beside the first: only its note is shown."""

    src: str


@dataclass(frozen=True, slots=True)
class Said:
    """One value of the text in words, with where it is from.

    `name` is the field it fills. Words that no rule could read, such as the text of a clause, have no
    value of their own (`value` is False): they carry a source and are not counted.
    """

    runs: tuple[Run, ...]
    name: str
    path: Path
    src: str
    basis: str
    value: bool = True
    executed: bool = True
    silent: bool = False
    planned: bool = False


Piece = Run | Said | Cite
Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a point of one."""

    label: tuple[Run, ...] = ()
    pieces: Pieces = ()
    children: tuple["Line", ...] = ()
    remarks: tuple[Pieces, ...] = ()
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under headings; a cell has one line or several, and the first of a row names it."""

    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[Pieces, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article: a title, numbered paragraphs, and a table where it has one."""

    path: Path
    title: tuple[Run, ...]
    lines: tuple[Line, ...] = ()
    remarks: tuple[Pieces, ...] = ()
    table: Table | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """Articles under one heading."""

    key: str
    title: str
    articles: tuple[Article, ...]


def pieces_of(line: Line) -> Iterator[Piece]:
    """Every piece of a line and of the lines inside it, in reading order."""
    yield from line.pieces
    for remark in line.remarks:
        yield from remark
    for child in line.children:
        yield from pieces_of(child)


def pieces_in(article: Article) -> Iterator[Piece]:
    """Every piece of an article, in reading order."""
    for line in article.lines:
        yield from pieces_of(line)
    for row in article.table.rows if article.table else ():
        for pieces in (one for cell in row for one in cell):
            yield from pieces
    for remark in article.remarks:
        yield from remark
