"""Differences as a person reads them, in English or Spanish, and as programs do."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import click

from acuerdo.agreement.clauses.base import LANGUAGES
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.difference import Difference
from acuerdo.agreement.difference.meanings import KINDS
from acuerdo.agreement.faults import Unreadable
from acuerdo.cli.shell import paint
from acuerdo.negotiate import Stance, check_positions, crossed, direction, read_positions

LONG = 44
"""The longest value that is told on one line with its path, in characters (layout, no legal meaning)."""

WORDS = {
    "the file": ("the file", "el archivo"),
    "for": ("for", "a favor"),
    "against": ("against", "en contra"),
    "both": ("for and against", "a favor y en contra"),
    "none": ("—", "—"),
    "red lines": ("red lines", "líneas rojas"),
    "crossed": ("crossed", "cruzada"),
    "not crossed": ("not crossed", "no cruzada"),
    "also": ("also at", "también en"),
    "same": ("no differences", "sin diferencias"),
    "one": ("1 difference", "1 diferencia"),
    "several": ("{n} differences", "{n} diferencias"),
    "left": (
        "{n} not shown, of sources, notes and quotations: --all shows them",
        "{n} sin mostrar, de fuentes, notas y citas: --all las muestra",
    ),
}
"""Every word that is said around the differences."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts, the days on which they hold, what differs, and the stances of each party."""

    texts: tuple[Agreement, Agreement]
    days: tuple[date | None, date | None]
    found: Sequence[Difference]
    held: dict[str, list[Stance]]


def held_on(
    files: Sequence[Path], texts: tuple[Agreement, Agreement], on: date | None
) -> dict[str, list[Stance]]:
    """The stances of each party that it holds on a day (or ever), checked against the text they are on.

    Raises:
        Unreadable: with every fault of every file.
    """
    held: dict[str, list[Stance]] = {}
    faults = []
    for file in files:
        positions = read_positions(file)
        text = next((each for each in texts if each.id == positions.terms.on), texts[1])
        faults += check_positions(positions, text)[0]
        party = held.setdefault(positions.terms.positions_of, [])
        party += [stance for stance in positions.terms.stances if on is None or stance.holds_on(on)]
    if faults:
        raise Unreadable(faults)
    return held


def say(compared: Compared, told: Sequence[Difference], lang: str) -> None:
    """Print the differences to be told, by section, then the red lines and how many differences there are."""
    at = LANGUAGES.index(lang)
    click.echo(paint(_heading(compared), bold=True))
    rows = [_row(each, compared.held, at) for each in told]
    widths = [max(map(len, column)) for column in zip(*(row.cells for row in rows), strict=True)]
    section = None
    for row in rows:
        if row.section != section:
            section = row.section
            click.echo(paint(section, bold=True))
        for line in row.lines(widths):
            click.echo(line)
    _say_red_lines(compared, at)
    click.echo(_counts(compared.found, len(told), at))


def _heading(compared: Compared) -> str:
    names, days = [text.id for text in compared.texts], [str(day or "") for day in compared.days]
    if names[0] == names[1]:
        return f"{names[0]}  {' → '.join(days)}" if any(days) else names[0]
    return " → ".join(f"{name} ({day})" if day else name for name, day in zip(names, days, strict=True))


@dataclass(frozen=True, slots=True)
class _Row:
    """One difference as it is printed: its section, its cells, its source, and lines below."""

    section: str
    cells: tuple[str, ...]
    source: str
    below: tuple[str, ...]

    def lines(self, widths: Sequence[int]) -> Iterator[str]:
        kind, *others = (f"{cell:<{width}}" for cell, width in zip(self.cells, widths, strict=True))
        after = "  ".join([*others, paint(self.source, dim=True)] if self.source else others).rstrip()
        yield f"  {paint(kind, fg='cyan')}  {after}"
        yield from (f"  {' ' * widths[0]}  {line}" for line in self.below)


def _row(one: Difference, held: dict[str, list[Stance]], at: int) -> _Row:
    before, after = (_shown(text, one, at) for text in (one.old, one.new))
    inline = one.kind != "rewords" or max(len(before), len(after)) <= LONG
    below = [] if inline else [f"− {before}", f"+ {after}"]
    if one.head == "groups" and one.touches:
        below.append(f"{WORDS['also'][at]} {', '.join(one.touches)}")
    welcome = [f"{party} {WORDS[_welcome(stances, one)][at]}" for party, stances in held.items()]
    origin = f"{one.basis}: {one.src}" if one.basis else one.src
    return _Row(
        WORDS["the file"][at] if one.head in OF_THE_FILE else one.head,
        (
            KINDS[one.kind][at],
            one.path,
            f"{_cut(before)} → {_cut(after)}" if inline else "",
            *welcome,
            one.says[at],
        ),
        f"[{origin}]" if origin and one.kind != "re-sources" else "",
        tuple(below),
    )


OF_THE_FILE = ("format", "id", "title", "form", "languages", "note", "src", "also", "basis")
"""What stands at the top of a file and is no section."""


def _shown(text: str | None, one: Difference, at: int) -> str:
    return "—" if text is None else one.title[at] or text


def _cut(text: str) -> str:
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"


def _welcome(stances: Sequence[Stance], one: Difference) -> str:
    said = {direction(stance, one) for stance in stances} - {"none"}
    return "both" if len(said) == 2 else next(iter(said), "none")


def _red_lines(compared: Compared) -> Iterator[tuple[str, Stance, list[str]]]:
    for party, stances in compared.held.items():
        for stance in stances:
            if stance.red_line:
                sides = zip(compared.texts, compared.days, strict=True)
                yield (
                    party,
                    stance,
                    ["crossed" if crossed(stance, *side) else "not crossed" for side in sides],
                )


def _say_red_lines(compared: Compared, at: int) -> None:
    rows = [
        (f"{party} {stance.id}", f"{stance.at} {stance.red_line.test} {stance.red_line.bound}", sides)
        for party, stance, sides in _red_lines(compared)
        if stance.red_line
    ]
    if rows:
        click.echo(paint(WORDS["red lines"][at], bold=True))
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    for name, test, sides in rows:
        answer = " → ".join(WORDS[side][at] for side in sides)
        colour = "red" if sides[1] == "crossed" else None
        click.echo(f"  {name:<{widths[0]}}  {test:<{widths[1]}}  {paint(answer, fg=colour)}")


def _counts(found: Sequence[Difference], told: int, at: int) -> str:
    if not found:
        return WORDS["same"][at]
    number = Counter(each.kind for each in found)
    kinds = ", ".join(f"{words[at]} {number[kind]}" for kind, words in KINDS.items() if number[kind])
    said = WORDS["one" if len(found) == 1 else "several"][at].format(n=len(found))
    left = f"\n{WORDS['left'][at].format(n=len(found) - told)}" if told < len(found) else ""
    return f"{said}: {kinds}{left}"


def record(compared: Compared) -> dict[str, object]:
    """The same for programs: every difference, whatever is printed for people."""
    sides = zip(("a", "b"), compared.texts, compared.days, strict=True)
    return {
        **{side: {"id": text.id, "file": text.document.file, "on": day} for side, text, day in sides},
        "differences": [
            {
                **{
                    name: value
                    for name, value in asdict(each).items()
                    if name not in ("says", "title", "group")
                },
                "says": dict(zip(LANGUAGES, each.says, strict=True)) if any(each.says) else None,
                "title": dict(zip(LANGUAGES, each.title, strict=True)) if any(each.title) else None,
                "parties": {party: _welcome(stances, each) for party, stances in compared.held.items()},
            }
            for each in compared.found
        ],
        "counts": dict(Counter(each.kind for each in compared.found)),
        "red_lines": [
            {
                "party": party,
                "stance": stance.id,
                "at": stance.at,
                "test": stance.red_line.test if stance.red_line else None,
                "bound": stance.red_line.bound if stance.red_line else None,
                "crossed_by_a": sides[0] == "crossed",
                "crossed_by_b": sides[1] == "crossed",
            }
            for party, stance, sides in _red_lines(compared)
        ],
    }
