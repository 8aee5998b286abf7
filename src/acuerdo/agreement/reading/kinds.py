"""Which kind of file one is, told by the keys that only one kind has at its top."""

from pathlib import Path

from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.agreement.reading.text import Document

OWN_KEYS = {
    "plan": {"plan_for", "as_if_in_force", "assume"},
    "positions": {"positions_of", "stances"},
    "cases": {"cases_of", "cases"},
    "agreement": {"parties", "form", "lifecycle", "pathways"},
}
CALLED = {
    "plan": "a plan",
    "positions": "a file of positions",
    "cases": "a file of cases",
    "agreement": "an agreement",
}


def kind_of(document: Document) -> str:
    """The kind of a file; an agreement where no key tells."""
    return _told_by_keys(document) or "agreement"


def must_be(kind: str, document: Document, path: Path) -> None:
    """Refuse a file of another kind, with the one beside it that is meant.

    Raises:
        Unreadable: the keys of the file are those of another kind.
    """
    found = _told_by_keys(document)
    if found in ("", kind):
        return
    meant = path.with_name(f"{kind}.yaml")
    hint = f"name {meant}" if meant.is_file() else f"name {CALLED[kind]}, such as {kind}.yaml"
    problem = f"this is {CALLED[found]}, where {CALLED[kind]} is read"
    raise Unreadable([Fault(document.file, 0, 0, "", problem, hint)])


def _told_by_keys(document: Document) -> str:
    keys = set(document.tree) if isinstance(document.tree, dict) else set()
    return next((kind for kind, own in OWN_KEYS.items() if keys & own), "")
