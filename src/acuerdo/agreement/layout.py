"""The standard layout of a file: sections in one order, one blank line between, nothing else touched.

Comments stay with the section below them; text and values are never rewritten.
"""

import re

from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.agreement.reading.text import Document, parse

KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*):")


def formatted(document: Document, order: list[str]) -> str:
    """The text of a file in standard layout.

    Args:
        document: the file as read.
        order: the sections, in the order of the format.

    Raises:
        Unreadable: the file cannot be reordered line by line (its top is in flow style).
    """
    head, blocks = _blocks(document.lines)
    known = {name: at for at, name in enumerate(order)}
    blocks.sort(key=lambda block: known.get(block[0], len(known)))
    lines = [*head, *([""] if head else [])]
    for at, (_, block) in enumerate(blocks):
        spaced = at and (len(block) > 1 or len(blocks[at - 1][1]) > 1)
        lines += [*([""] if spaced and lines[-1:] != [""] else []), *block]
    text = "\n".join(lines).strip("\n") + "\n"
    if parse(text.encode(), document.file).tree != document.tree:
        problem = "cannot be put in standard layout without changing what it says"
        raise Unreadable([Fault(document.file, 0, 0, "", problem, "write each section on lines of its own")])
    return text


def _blocks(lines: list[str]) -> tuple[list[str], list[tuple[str, list[str]]]]:
    blocks: list[tuple[str, list[str]]] = []
    pending: list[str] = []
    head: list[str] = []
    for line in (line.rstrip() for line in lines):
        key = KEY.match(line)
        if key:
            if not blocks and pending:
                head, pending = _split_head(pending)
            blocks.append((key[1], [*pending, line]))
            pending = []
        elif line.startswith("#") or not line:
            pending.append(line)
        elif blocks:
            blocks[-1][1].extend([*pending, line])
            pending = []
        else:
            pending.append(line)
    if blocks:
        blocks[-1][1].extend(pending)
    return head, [(name, _trimmed(block)) for name, block in blocks]


def _split_head(pending: list[str]) -> tuple[list[str], list[str]]:
    """Comments before the first section stay at the head of the file."""
    return [line for line in pending if line], []


def _trimmed(block: list[str]) -> list[str]:
    while block and not block[-1]:
        block.pop()
    while block and not block[0]:
        block.pop(0)
    return block
