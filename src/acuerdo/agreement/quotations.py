"""Quotations held against texts that are not shipped: each text is known by a fingerprint of its words.

A fingerprint holds, line by line, a short hash of each word together with the word after it. A quotation
is found where its own hashes follow one another on the lines it names.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainValidator

from acuerdo.agreement.paths import written
from acuerdo.agreement.reading.text import Path as Place
from acuerdo.agreement.reading.text import Tree
from acuerdo.agreement.values import Id, OneOf

HASH_DIGITS = 8
"""Hexadecimal digits kept of each hash: among 6,000 words a wrong pair is taken for a right one once in
700,000 times."""

LEAST_WORDS = 2
"""Fewest words of a quotation: a hash is made of two."""

LEFT_OUT = "…"
"""Between the parts of a quotation, where it leaves words out."""

COUNTED_LINES = ("all", "not_blank")

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-$")
MARKS = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-"})
PLACE = re.compile(r"(?P<source>\S+)(?: L(?P<first>[0-9]+)(?:-(?P<last>[0-9]+))?)?(?: .*)?")

Line = tuple[int, str]
"""A line of a text: its number, from 1, and what stands there."""


def _read_lines(found: object) -> dict[int, tuple[str, ...]]:
    if not isinstance(found, dict):
        raise ValueError("lines needs the hashes of each line")
    return {
        int(number): tuple(text[at : at + HASH_DIGITS] for at in range(0, len(text), HASH_DIGITS))
        for number, text in found.items()
    }


class Fingerprint(BaseModel):
    """What is kept of a text: enough to find a quotation in it, not to read it.

    Fields:
        source: the name under which agreement files quote it.
        file: the name of the file it was made from, as `sources` of an agreement give it.
        sha256: of that file.
        counts_lines: all of them, or those that are not blank.
        lines: for each line with a word, a hash of each word that begins there and the word after it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Id
    file: str
    title: str
    sha256: str
    counts_lines: Annotated[str, OneOf(*COUNTED_LINES)]
    lines: Annotated[dict[int, tuple[str, ...]], PlainValidator(_read_lines)]


def numbered(text: str, counts_lines: str) -> list[Line]:
    """The lines of a text with their numbers, all or those that are not blank."""
    lines = [line for line in text.split("\n") if counts_lines == "all" or line.strip()]
    return list(enumerate(lines, 1))


def words(text: str) -> list[str]:
    """The words of a text in small letters, without the marks around them."""
    return WORD.findall(text.translate(MARKS).casefold())


def pairs(lines: list[Line], salt: str) -> dict[int, list[str]]:
    """The hashes of a text, by the line on which the first word of each pair begins."""
    placed = _placed(lines)
    after = [word for _, word in placed[1:]] + [""]
    found: dict[int, list[str]] = {}
    for (number, word), following in zip(placed, after, strict=True):
        found.setdefault(number, []).append(_hash(word, following, salt))
    return found


def _placed(lines: list[Line]) -> list[tuple[int, str]]:
    """Each word with the line it begins on; one broken by a hyphen at the end of a line is whole again."""
    found: list[tuple[int, str]] = []
    broken = False
    for number, line in lines:
        marked = line.translate(MARKS).rstrip()
        here = [(number, word) for word in words(marked)]
        if broken and here:
            start, beginning = found.pop()
            here[0] = (start, beginning + here[0][1])
        found += here
        broken = bool(BROKEN_WORD.search(marked)) if here else broken
    return found


def _hash(word: str, following: str, salt: str) -> str:
    return sha256(f"{salt} {word} {following}".encode()).hexdigest()[:HASH_DIGITS]


def unfound(
    quotation: str, fingerprint: Fingerprint, first: int | None = None, last: int | None = None
) -> list[str]:
    """The parts of a quotation that do not stand, one after another, on the lines named.

    Args:
        quotation: its parts, with `…` between them where words are left out.
        first, last: the lines it stands on, both included; without them the whole text.

    Returns:
        Each part that is not found, or is too short to tell; none where the quotation is right.
    """
    text = [
        hashed
        for number, hashes in fingerprint.lines.items()
        if (first is None or number >= first) and (last is None or number <= last)
        for hashed in hashes
    ]
    missing, start = [], 0
    for part in quotation.split(LEFT_OUT):
        sought = [_hash(*pair, fingerprint.sha256) for pair in pairwise(words(part))]
        end = _end_of(sought, text, start)
        if end is None:
            missing.append(part.strip())
        else:
            start = end
    return missing


def _end_of(sought: list[str], text: list[str], start: int) -> int | None:
    """Where the words of a part end: its last pair begins with the last word but one, so one more stands."""
    for at in range(start, len(text) - len(sought) if sought else start):
        if text[at : at + len(sought)] == sought:
            return at + len(sought) + 1
    return None


def place(src: str) -> tuple[str, int | None, int | None]:
    """The source of a `src`, and the first and last line it names, where it names lines."""
    found = PLACE.fullmatch(src)
    if found is None or found["first"] is None:
        return src.split(" ", maxsplit=1)[0], None, None
    first = int(found["first"])
    return found["source"], first, int(found["last"] or first)


def quotations(tree: Tree, at: Place = (), src: str = "") -> Iterator[tuple[Place, str, str]]:
    """Every quotation of a file: where it is, its words, and the `src` nearest above it."""
    node: Any = tree
    if isinstance(node, dict):
        src = node["src"] if isinstance(node.get("src"), str) else src
        if isinstance(node.get("words"), str):
            yield at, node["words"], src
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, child in steps:
        yield from quotations(child, (*at, step), src)


def files_of_sources(tree: Tree) -> dict[str, str]:
    """The sources of a file that name the file of their text."""
    node: Any = tree
    sources = node.get("sources", {}) if isinstance(node, dict) else {}
    return {name: entry["file"] for name, entry in sources.items() if "file" in entry}


def unchecked(tree: Tree, fingerprints: Mapping[str, Fingerprint]) -> list[str]:
    """The sources a file quotes of which there is no fingerprint, in alphabetical order."""
    files = files_of_sources(tree)
    quoted = {place(src)[0] for _, _, src in quotations(tree)}
    return sorted(name for name in quoted if files.get(name) not in fingerprints)


def misquoted(tree: Tree, fingerprints: Mapping[str, Fingerprint]) -> list[str]:
    """The quotations of a file that do not stand where they say, each with its place and the part.

    Args:
        fingerprints: by the name of the file of the text; a quotation of another text is passed over.
    """
    files, found = files_of_sources(tree), []
    for at, quotation, src in quotations(tree):
        name, first, last = place(src)
        if fingerprint := fingerprints.get(files.get(name, "")):
            parts = unfound(quotation, fingerprint, first, last)
            found += [f"{written(at)}: {part!r} is not at {src}" for part in parts]
    return found


def read_fingerprints(folder: Path) -> dict[str, Fingerprint]:
    """The fingerprints of a folder, by the name of the file each was made from."""
    read = (Fingerprint.model_validate_json(file.read_bytes()) for file in sorted(folder.glob("*.json")))
    return {fingerprint.file: fingerprint for fingerprint in read}
