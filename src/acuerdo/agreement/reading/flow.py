"""Values written as YAML on one line, so that reading them again gives exactly the same."""

import json
import re

from acuerdo.agreement.faults import Unreadable
from acuerdo.agreement.reading.text import Tree, parse

PLAIN = re.compile(r"[\w(/§¿¡]([^\x00-\x1f\x7f#:,\[\]{}]|:(?![ ,\[\]{}]|$))*(?<! )")
"""Text that reads the same without quotes, in any place."""
IN_DOUBLE_QUOTES = re.compile(r"[\x00-\x1f\x7f]")
"""Signs that only double quotes can hold, as codes: line ends, tabs."""


def scalar(text: str, quote: str = "") -> str:
    """One text as YAML, in the quotes asked for, or in those it needs."""
    if IN_DOUBLE_QUOTES.search(text) or quote == '"':
        return json.dumps(text, ensure_ascii=False)
    if quote or not PLAIN.fullmatch(text):
        return "'" + text.replace("'", "''") + "'"
    return text


def flow(node: Tree) -> str:
    """A value as YAML on one line: `30_000`, `[MEX, CAN]`, `{at: pathways.x.cap.count, set: 400}`."""
    if isinstance(node, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(child)}" for key, child in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(map(flow, node)) + "]"
    return scalar(node or "")


def read_flow(text: str, name: str) -> Tree:
    """A value as a person types it: a list in [ ], fields in { }, and anything else as the text it is.

    Raises:
        Unreadable: what begins as a list or as fields is not one; `name` says where it was typed.
    """
    if text[:1] not in ("[", "{"):
        return text
    document = parse(text.encode("utf-8", "surrogatepass"), name)
    if document.faults:
        raise Unreadable(document.faults)
    return document.tree
