"""One page from the text of a day: in English, in Spanish, or in both side by side."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from markupsafe import Markup

from acuerdo.agreement.clauses.base import LANGUAGES
from acuerdo.figures.pages import template

from . import annexes
from .articles import chapters, start
from .instrument import first_day, state_words
from .nodes import Chapter, Run, Said
from .notes import Notes, Places
from .reading import Reading
from .saying import pair
from .tongue import day, number, percent, stop
from .walking import heading_of
from .wording import UNSOURCED, spoken

BOTH: Final = "both"
PAPERS: Final = {"a4": "A4", "letter": "letter"}
"""Paper sizes by the names CSS has for them."""

ANNEXES: Final = ("sources", "absent", "not_executed", "silent", "basis")


def html(reading: Reading, lang: str = "en", paper: str = "a4") -> str:
    """Write the text of a day as one page that needs nothing else.

    Args:
        reading: the text of the day.
        lang: `en`, `es`, or `both` for two columns.
        paper: the size of a printed page, one of PAPERS.

    Returns:
        A whole HTML document; the same text always gives the same page.

    Raises:
        ValueError: the language or the paper is another.
    """
    if lang not in (*LANGUAGES, BOTH):
        raise ValueError(f"a document is written in {', '.join(LANGUAGES)} or {BOTH}, not in {lang!r}")
    if paper not in PAPERS:
        raise ValueError(f"paper is {' or '.join(PAPERS)}, not {paper!r}")
    columns = [Column(reading, each, at) for at, each in enumerate(LANGUAGES if lang == BOTH else (lang,))]
    first = columns[0]
    running = " / ".join(column.title.text for column in columns)
    page: str = template("document.html.j2").render(
        columns=columns,
        first=first,
        reading=reading,
        annexes=ANNEXES,
        name_of=lambda article: reading.anchor(article.path),
        saids=lambda line: {piece.path for piece in line.pieces if isinstance(piece, Said)},
        capital=lambda text: text[:1].upper() + text[1:],
        stop=stop,
        paper=PAPERS[paper],
        running=running,
        running_css=css_text(running),
        page_css=[css_text(spoken(key, first.lang)) for key in ("page", "page.of")],
    )
    return page


@dataclass(frozen=True)
class Column:
    """The document in one language; the ids of a second column begin with its language."""

    reading: Reading
    lang: str
    position: int

    @property
    def prefix(self) -> str:
        return f"{self.lang}." if self.position else ""

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        return chapters(self.reading, self.lang)

    @cached_property
    def notes(self) -> Notes:
        return Notes(self.reading, self.lang, self.chapters)

    @cached_property
    def places(self) -> Places:
        return Places(self.reading, self.lang, self.chapters)

    @property
    def title(self) -> Run:
        return pair(start(self.reading, self.lang), self.reading.terms.title)[0]

    @property
    def plan_title(self) -> Run | None:
        plan = self.reading.plan
        return pair(start(self.reading, self.lang), plan.terms.title)[0] if plan else None

    @property
    def when(self) -> str:
        """Which text this is: of what day, and as known on what day."""
        reading = self.reading
        stands = self.say("as_it_stands", on=day(reading.on, self.lang))
        known = self.say("as_known", known=day(reading.known, self.lang)) if reading.known else ""
        return f"{stands}, {known}" if known else stands

    @property
    def amended(self) -> list[Run]:
        """The amendments that the text of the day holds."""
        reading = self.reading
        here = start(reading, self.lang)
        return [
            heading_of(here, each, each.id)[0]
            for each in reading.terms.amendments
            if each.in_force <= reading.on and (reading.known is None or each.announced <= reading.known)
        ]

    @property
    def state(self) -> str:
        return state_words(self.reading, self.lang)

    @property
    def not_yet(self) -> str:
        """That the text did not exist on the day."""
        return self.say("not_yet", first=day(first_day(self.reading), self.lang))

    @cached_property
    def absent(self) -> list[annexes.Absent]:
        return annexes.absent(self.reading, self.lang)

    @cached_property
    def silences(self) -> list[annexes.Points]:
        return annexes.silences(self.chapters)

    @cached_property
    def not_executed(self) -> list[annexes.Points]:
        return annexes.not_executed(self.chapters)

    @cached_property
    def sources(self) -> list[annexes.Source]:
        return annexes.sources(self.reading, self.lang)

    @cached_property
    def shares(self) -> list[annexes.Share]:
        return annexes.shares(self.reading, self.lang)

    @property
    def counted(self) -> list[annexes.Share]:
        """The shares of the values; a text that gives every source has none without."""
        return [each for each in self.shares if each.basis != UNSOURCED or each.values != number(0)]

    @property
    def total(self) -> str:
        return number(len(self.reading.in_force))

    @property
    def by_plan(self) -> tuple[str, str]:
        """How many values a plan assumes, and their share."""
        rows = self.reading.in_force
        count = sum(row.stated and self.reading.by_plan(row.place) for row in rows)
        return number(count), percent(round(count / len(rows), 3)) if rows else "–"

    def say(self, key: str, **blanks: object) -> str:
        return spoken(key, self.lang, **blanks)

    def anchor(self, path: Any) -> str:
        """The id of a place in this column."""
        return self.prefix + self.reading.anchor(path)

    def lead(self, path: str) -> tuple[str, str] | None:
        """Where a path leads in this column, and what to cite."""
        found = self.places.lead(path)
        return (self.prefix + found[0], found[1]) if found else None


def css_text(text: str) -> Markup:
    """A text within a style sheet: everything but letters and digits is written by its number."""
    signs = (sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in text)
    return Markup('"{}"').format(Markup("".join(signs)))  # noqa: S704  only letters, digits and escapes are left
