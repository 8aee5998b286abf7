"""A new amendment put to a text, the text itself left as it is."""

import copy
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from acuerdo.agreement.clauses.amendment import Amendment
from acuerdo.agreement.consolidate import Agreement, consolidate, typed_agreement
from acuerdo.agreement.faults import Fault, Refused, Unreadable
from acuerdo.agreement.paths import find
from acuerdo.agreement.provenance import values
from acuerdo.agreement.reading.patching import patched
from acuerdo.agreement.reading.text import Path, parse


def amended(agreement: Agreement, amendment: Amendment) -> Agreement:
    """The agreement with one amendment more; it itself stays as it is.

    The base is not edited: the text of every day before `in_force` is that of before.

    Raises:
        Unreadable: the two do not fit by type; `check` finds what goes beyond types, such as a change that
            names nothing.
        Refused: this is the text of a day or under a plan, not a text as read.
    """
    return with_amendment(agreement, _written(amendment.model_dump(by_alias=True, exclude_unset=True)))


def _written(value: Any) -> Any:
    """A typed value as a file writes it."""
    if isinstance(value, dict):
        return {name: _written(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_written(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def with_amendment(
    agreement: Agreement, written: Mapping[str, Any], sources: Mapping[str, Any] | None = None, name: str = ""
) -> Agreement:
    """The agreement with an amendment, as a file writes it, at the end of its own file.

    Args:
        written: the fields of the amendment, every value as text.
        sources: entries to add to `sources`.
        name: what messages shall call the new file.

    Raises:
        Unreadable, Refused: as `amended` does.
    """
    document = agreement.document
    if parse("\n".join(document.lines).encode(), document.file).tree != document.tree:
        raise Refused(f"{agreement.id}: the text of a day is not amended\n  hint: amend the file as read")
    tree: Any = copy.deepcopy(document.tree)
    tree["sources"] |= dict(sources or {})
    tree["amendments"] = [*tree.get("amendments", []), dict(written)]
    return typed_agreement(patched(document, tree, name))


def unread(agreement: Agreement) -> Iterator[Fault]:
    """Each change of the last amendment that only changes words which no rule reads."""
    at, amendment = len(agreement.terms.amendments) - 1, agreement.terms.amendments[-1]
    texts = [_text(text, amendment.in_force) for text in (_without_last(agreement), agreement)]
    executed = {row.place for text in texts for row in values(text) if row.executed}
    for number, change in enumerate(amendment.changes):
        places = {place for text in texts for place in find(text.document.tree, change.at)}
        if places and not any(_overlap(place, row) for place in places for row in executed):
            problem = f"{change.at} is read by no rule yet, so the change decides nothing"
            hint = "if the words are to be changed all the same, add --unread"
            yield agreement.document.fault(("amendments", at, "changes", number), problem, hint)


def _text(agreement: Agreement, day: date) -> Agreement:
    """The text of a day; where there is none, for which `check` says why, the text as read."""
    try:
        return consolidate(agreement, day)
    except Unreadable:
        return agreement


def _without_last(agreement: Agreement) -> Agreement:
    terms = agreement.terms.model_copy(update={"amendments": agreement.terms.amendments[:-1]})
    return Agreement(terms, agreement.document, agreement.origins)


def _overlap(one: Path, other: Path) -> bool:
    """Whether one of two places lies in the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
