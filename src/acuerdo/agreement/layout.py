"""The standard layout of a file: sections in one order, one blank line between, nothing else touched.

Comments stay with the section below them, those at the top with the file; text and values are never
rewritten.
"""

import re

from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.agreement.reading.text import Document, parse

KEY = re.compile(r"(?P<quote>[\"']?)(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?P=quote) *:( |$)")


def formatted(document: Document, order: list[str]) -> str:
    """The text of a file in standard layout.

    Args:
        document: the file as read.
        order: the sections, in the order of the format.

    Raises:
        Unreadable: the text has faults, or cannot be reordered line by line (its top is in flow style).
    """
    if document.faults:
        raise Unreadable(document.faults)
    head, blocks, tail = _blocks([line.rstrip() for line in document.lines])
    known = {name: at for at, name in enumerate(order)}
    blocks.sort(key=lambda block: known.get(block[0], len(known)))
    above, blocks = _parted(blocks)
    parts, run = [head, above], list[str]()
    for _, block in blocks:
        if len(block) == 1 and run:
            run += block
        else:
            parts.append(block)
            run = block if len(block) == 1 else []
    text = "\n\n".join("\n".join(part) for part in [*parts, tail] if part) + "\n"
    if not blocks or not _same(text, document):
        problem = "cannot be put in standard layout without changing what it says"
        raise Unreadable([Fault(document.file, 0, 0, "", problem, "begin each section on a line of its own")])
    return text


def _same(text: str, document: Document) -> bool:
    try:
        again = parse(text.encode(), document.file)
    except Unreadable:
        return False
    return again.tree == document.tree and not again.faults


Block = tuple[str, list[str]]
"""The name of a section and its lines, with the comments above it."""


def _blocks(lines: list[str]) -> tuple[list[str], list[Block], list[str]]:
    """The lines above the sections, the lines of each section, and comments below the last."""
    head: list[str] = []
    blocks: list[Block] = []
    pending: list[str] = []
    for line in lines:
        if key := KEY.match(line):
            head, pending = ([*head, *pending], []) if not blocks else (head, pending)
            blocks.append((key["name"], [*pending, line]))
            pending = []
        elif line.startswith("#") or not line:
            pending.append(line)
        elif blocks:
            blocks[-1][1].extend([*pending, line])
            pending = []
        else:
            head += [*pending, line]
            pending = []
    return _trimmed(head), [(name, _trimmed(block)) for name, block in blocks], _trimmed(pending)


def _parted(blocks: list[Block]) -> tuple[list[str], list[Block]]:
    """The comments above what is now the first section, and the sections without them."""
    if not blocks:
        return [], []
    (name, lines), *others = blocks
    start = next(at for at, line in enumerate(lines) if KEY.match(line))
    return _trimmed(lines[:start]), [(name, lines[start:]), *others]


def _trimmed(block: list[str]) -> list[str]:
    while block and not block[-1]:
        block.pop()
    while block and not block[0]:
        block.pop(0)
    return block
