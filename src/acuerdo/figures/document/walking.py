"""From the typed clauses of a text to lines: every field that the file has, in the order of the format.

A clause is walked by its fields, so that one that is added to the language is printed at once. Sentences
come from `patterns`; what no sentence says stands behind its label.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import Formatter
from typing import Any, Final

from pydantic import BaseModel

from acuerdo.agreement.clauses.base import Clause, Dated, Pair, Words
from acuerdo.agreement.coverage.models import MODELS, model
from acuerdo.agreement.reading.text import Path, Tree

from .codes import CODES
from .here import Here
from .hints import hints_of
from .labels import label
from .nodes import Cite, Line, Piece, Pieces, Run, Said
from .patterns import PATTERNS
from .saying import BLANKS, leaf, named, pair, said, text_runs, with_origin
from .tongue import day, stop, told

ABOUT: Final = frozenset({"id", "title", "src", "also", "basis", "note", "words", "covers", "from", "until"})
"""Fields of every clause, shown as its heading, its marks or its remarks."""

PROSE: Final = ("text", "do", "says", "what", "regime")
"""Fields that are the words of the clause; they stand first, without a label."""

LAST: Final = frozenset({"Pathway.gives", "Pathway.fee"})
"""Fields said after the others, whatever their order in the format."""

UNDEFINED: Final[Pair] = ("Nothing is defined on this day.", "Nada está definido en este día.")


def inside(here: Here, clause: BaseModel, node: Tree, path: Path, role: str) -> Here:
    """The same walk one clause further in; its source and basis hold unless the clause has its own."""
    src, basis = here.src, here.basis
    if isinstance(clause, Clause):
        src, basis = (
            (clause.src, clause.basis or "stated") if clause.src else (here.src, clause.basis or here.basis)
        )
    return replace(here, clause=clause, node=node, path=path, role=role, src=src, basis=basis)


def holds(here: Here, clause: BaseModel) -> bool:
    """Whether a clause holds on the day."""
    return not isinstance(clause, Clause) or clause.holds_on(here.reading.on)


def clause_line(
    here: Here, heading: tuple[Run, ...], clause: BaseModel, node: Tree, path: Path, role: str
) -> Line:
    """One clause as a line: its heading, its words, and what it says."""
    if isinstance(node, str):
        return Line(heading, (short(here, clause, node, path, role),))
    at = inside(here, clause, node, path, role)
    lines = here.special.get(at.name, fields)(at)
    first, rest = _sentences(lines)
    if heading and not lines:
        named_only = Said(heading, "", (), at.src, at.basis, value=False)
        return Line((), (named_only, Run(stop(heading[-1].text))), (), remarks(at), path)
    return Line(heading, first, tuple(rest), remarks(at), path)


def _sentences(lines: list[Line]) -> tuple[Pieces, list[Line]]:
    """The sentences that stand first, as one paragraph, and the lines after them."""
    pieces: list[Piece] = []
    for at, line in enumerate(lines):
        alone = len(lines) == 1
        if line.label or line.remarks or (line.children and not alone):
            return tuple(pieces), lines[at:]
        pieces += [*([Run(" ")] if pieces else []), *line.pieces]
        if line.children:
            return tuple(pieces), list(line.children)
    return tuple(pieces), []


def short(here: Here, clause: BaseModel, node: str, path: Path, role: str) -> Said:
    """A clause that the file writes as one word, such as `cap: none`."""
    at = inside(here, clause, node, path, role)
    long = type(clause).written_out(node) if isinstance(clause, Clause) else {}
    ((key, word),) = long.items() if isinstance(long, dict) and len(long) == 1 else (("", node),)
    field = next((name for name in type(clause).model_fields if at.key(name) == key), "")
    hint = hints_of(type(clause)).get(field, Any)
    value = getattr(clause, field, node)
    runs = leaf(at, value, hint, key, word)
    return with_origin(at, path, label(at.name, key, here.lang), runs, node)


def fields(here: Here) -> list[Line]:
    """What a clause says: its own words, its sentences, and every other field with its label."""
    present = _present(here)
    sentences, told_of = _by_pattern(here, present)
    own = [name for name in present if here.key(name) in PROSE and name not in told_of]
    lead = [line for name in own for line in field(here, name, plain=True)]
    left = [name for name in present if name not in told_of and name not in own]
    left.sort(key=lambda name: f"{here.name}.{here.key(name)}" in LAST)
    return [*lead, *sentences, *(line for name in left for line in field(here, name))]


def _present(here: Here) -> list[str]:
    node = here.node if isinstance(here.node, dict) else {}
    return [
        name
        for name in type(here.clause).model_fields
        if (key := here.key(name)) in node
        and key not in ABOUT
        and not (here.name == "SetAside" and key == "name")
    ]


def _by_pattern(here: Here, present: list[str]) -> tuple[list[Line], set[str]]:
    """The sentences that the fields allow, and the fields they say."""
    lines: list[Line] = []
    told_of: set[str] = set()
    by_key = {here.key(name): name for name in present}
    for words in PATTERNS.get(here.role) or PATTERNS.get(here.name, ()):
        parts = list(Formatter().parse(told(words, here.lang)))
        keys = [key for _, key, _, _ in parts if key]
        names = [by_key.get(key.rstrip("?"), "") for key in keys]
        fit = all(name and name not in told_of for name in names)
        if fit and all(
            key.endswith("?") or _is_said(here, name) for key, name in zip(keys, names, strict=True)
        ):
            lines.append(Line(pieces=_filled(here, parts, by_key)))
            told_of |= set(names)
    alone = [name for name in present if name not in told_of and _is_sentence(here, name)]
    lines += [Line(pieces=ended((said(here, name),))) for name in alone]
    return lines, told_of | set(alone)


def _is_said(here: Here, name: str) -> bool:
    """Whether a sentence can say a field: a plain value that is neither silent nor without limit."""
    value, node = getattr(here.clause, name), here.part(name)
    if isinstance(value, BaseModel | Dated) and not isinstance(value, Words):
        return False
    if isinstance(value, list) and any(isinstance(item, BaseModel) for item in value):
        return False
    return not (isinstance(node, str) and node in BLANKS)


def _is_sentence(here: Here, name: str) -> bool:
    """Whether a value without limit is a sentence of its own, such as `renewals: unlimited`."""
    node = here.part(name)
    return isinstance(node, str) and node in BLANKS and f"{here.name}.{here.key(name)}.{node}" in CODES


def _filled(here: Here, parts: list[Any], by_key: dict[str, str]) -> Pieces:
    pieces: list[Piece] = []
    for text, key, _, _ in parts:
        words = text[1:] if text.startswith(".") and not _open(pieces) else text
        pieces += [Run(words)] if words else []
        pieces += [said(here, by_key[key.rstrip("?")])] if key else []
    sentence = parts[-1][0].endswith(".")
    return capital(tuple(pieces)) if sentence else tuple(pieces)


def _open(pieces: Sequence[Piece]) -> bool:
    """Whether words still lack a full stop: what they name is cited after them, or they end without one."""
    last = pieces[-1] if pieces else None
    runs = last.runs if isinstance(last, Said) else (last,) if isinstance(last, Run) else ()
    return not runs or bool(runs[-1].to and runs[-1].cite) or bool(stop(runs[-1].text))


def ended(pieces: Pieces) -> Pieces:
    """A sentence ends with one full stop."""
    return (*pieces, Run(".")) if _open(pieces) else pieces


def capital(pieces: Pieces) -> Pieces:
    """A sentence begins with a capital letter."""
    first = pieces[0] if pieces else None
    if not isinstance(first, Said | Run) or (isinstance(first, Said) and (first.silent or first.runs[0].to)):
        return pieces
    runs = first.runs if isinstance(first, Said) else (first,)
    risen = (replace(runs[0], text=runs[0].text[:1].upper() + runs[0].text[1:]), *runs[1:])
    return (replace(first, runs=risen) if isinstance(first, Said) else risen[0], *pieces[1:])


def field(here: Here, name: str, plain: bool = False) -> list[Line]:
    """One field of a clause as lines: a value, a clause, or several; nothing where none holds on the day."""
    key, value = here.key(name), getattr(here.clause, name)
    node = here.part(name)
    path, role = (*here.path, key), f"{here.name}.{key}"
    heading = () if plain else (Run(label(here.name, key, here.lang)),)
    if isinstance(value, Dated):
        return [dated_line(here, heading, value, node, path, role)]
    if isinstance(value, BaseModel) and not isinstance(value, Words):
        return [clause_line(here, heading, value, node, path, role)] if holds(here, value) else []
    if isinstance(value, list) and any(isinstance(item, BaseModel) for item in value):
        lines = tuple(entries(here, value, node, path, role))
        return [Line(heading, children=lines, path=path)] if lines else []
    if isinstance(value, dict) and any(isinstance(item, BaseModel | Dated) for item in value.values()):
        lines = tuple(named_entries(here, value, node, path, role))
        return [Line(heading, children=lines, path=path)] if lines else []
    words = said(here, name)
    ending = (Run("."),) if plain and words.runs[-1].text[-1:] not in ".?!:" else ()
    return [Line(heading, (words, *ending))]


def dated_line(
    here: Here, heading: tuple[Run, ...], value: Dated[Any], node: Any, path: Path, role: str
) -> Line:
    """The entry of a dated clause that holds on the day."""
    entry = value.on(here.reading.on)
    if entry is None:
        return Line(heading, (Run(told(UNDEFINED, here.lang)),), path=path)
    if not isinstance(node, list):
        return clause_line(here, heading, entry, node, path, role)
    at = value.entries.index(entry)
    return clause_line(here, heading, entry, node[at], (*path, at), role)


def entries(here: Here, values: list[Any], node: Any, path: Path, role: str) -> Iterator[Line]:
    """The entries of a list that hold on the day; a list of one may be written without brackets."""
    for at, value in enumerate(values):
        if isinstance(value, BaseModel) and holds(here, value):
            written = isinstance(node, list)
            place, part = ((*path, at), node[at]) if written else (path, node)
            heading = () if isinstance(part, str) else heading_of(here, value)
            yield clause_line(here, heading, value, part, place, role)


def named_entries(here: Here, values: dict[str, Any], node: Any, path: Path, role: str) -> Iterator[Line]:
    """The named entries of a section that hold on the day."""
    for name, value in values.items():
        place, part = (*path, name), node[name]
        if isinstance(value, Dated):
            entry = value.on(here.reading.on)
            heading = heading_of(here, entry, name) if entry else named(here, name)
            yield dated_line(here, heading, value, part, place, role)
        elif isinstance(value, BaseModel) and holds(here, value):
            yield clause_line(here, heading_of(here, value, name), value, part, place, role)


def heading_of(here: Here, clause: Any, name: str = "") -> tuple[Run, ...]:
    """What an entry is called: its title; its name, where it has no words of its own that say it."""
    title = getattr(clause, "title", None)
    if title is not None:
        return pair(here, title)
    if not name and (any(getattr(clause, key, None) for key in PROSE) or "fact" in type(clause).model_fields):
        return ()
    own = name or getattr(clause, "id", None) or getattr(clause, "name", None)
    return named(here, own) if own else ()


def remarks(here: Here, dated: bool = True) -> tuple[Pieces, ...]:
    """What a clause says about itself: its days, a quotation, a note, a second source, what it answers."""
    clause, lang = here.clause, here.lang
    if not isinstance(clause, Clause):
        return ()
    found: list[Pieces] = []
    if dated and (clause.from_ or clause.until):
        found.append((Run(days(clause, lang)),))
    if clause.words:
        quote = Said(text_runs(here, clause.words, quoted=True), "", (), here.src, here.basis, value=False)
        found.append((Run(f"{label('', 'words', lang)}: "), quote))
    if clause.note:
        found.append((Run(f"{label('', 'note', lang)}: "), *text_runs(here, clause.note)))
    if clause.also:
        found.append((Run(label("", "also", lang)), Cite(clause.also)))
    if clause.covers:
        found.append((Run(f"{label('', 'covers', lang)}: {_answered(clause.covers, lang)}"),))
    return tuple(found)


def _answered(tags: list[str], lang: str) -> str:
    """Articles of models in words: of each model its title, and the number and title of each article."""
    numbers: dict[str, list[str]] = {}
    for tag in tags:
        name, _, number = tag.partition(".")
        of = model(name) if name in MODELS else None
        if of is None or number not in of.articles:
            numbers.setdefault(tag, [])
            continue
        title = getattr(of.articles[number].title, lang)
        numbers.setdefault(getattr(of.title, lang), []).append(f"{number} ({title})")
    return "; ".join(f"{whole}: {', '.join(parts)}" if parts else whole for whole, parts in numbers.items())


DAYS: Final[tuple[Pair, Pair, Pair]] = (
    (
        "From {begins} until {ends} (not on that day)",
        "Desde el {begins} hasta el {ends} (sin incluir ese día)",
    ),
    ("From {begins}", "Desde el {begins}"),
    ("Until {ends} (not on that day)", "Hasta el {ends} (sin incluir ese día)"),
)


def days(clause: Clause, lang: str) -> str:
    """The days on which a clause holds."""
    begins = day(clause.from_, lang) if clause.from_ else ""
    ends = day(clause.until, lang) if clause.until else ""
    both, first, last = DAYS
    pattern = both if begins and ends else first if begins else last
    return told(pattern, lang).format(begins=begins, ends=ends)
