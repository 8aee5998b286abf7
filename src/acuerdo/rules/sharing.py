"""Sharing: which kinds of information may pass to a party for a purpose, and until when each is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from acuerdo.agreement.calendar import NO_END, Calendar, Days, add
from acuerdo.agreement.clauses.information import KINDS, Information
from acuerdo.agreement.values import Span

NEVER_PASSED = ("complaint", "regularisation_file", "asylum_file")
"""Kinds that are handed over in no table, whatever a file says: who complains, who files to regularise and
who asks for asylum is safe only where nobody else can look (law: this program)."""

BECAUSE = ("", "between", "purpose", "never", "firewall", "no_clause")
"""Why something does not pass, the nearest to passing first: '' where it does."""
BECAUSE_WORDS: Mapping[str, str] = {
    "between": "as the text lets it pass among others",
    "purpose": "as the text lets it pass for other purposes",
    "never": "as the text rules this purpose out",
    "firewall": "as it is handed over in no table, whatever a text says",
    "no_clause": "as no entry of the text speaks of it",
    "not_listed": "as it is of no kind that passes in tables",
}
"""Each in words; also of what is of no kind of information at all."""


@dataclass(frozen=True, slots=True)
class Passing:
    """Whether a kind of information passes.

    Fields:
        may: whether it does.
        because: one of BECAUSE.
        clause: the name of the entry that lets it pass, or of the one that came nearest; '' without any.
    """

    may: bool
    because: str
    clause: str = ""


def passing(
    entries: Sequence[Information], sender: str, receiver: str, purpose: str
) -> Mapping[str, Passing]:
    """For each kind of information, whether it may pass in a table: only where an entry says so.

    An entry that rules the purpose out, by `never`, rules it out for its kind, whatever another entry of the
    same kind allows.

    Args:
        entries: of the text of a day.
        sender, receiver: parties.
        purpose: one of `clauses.information.PURPOSES`.
    """
    return {kind: _passing(kind, entries, sender, receiver, purpose) for kind in KINDS}


def _passing(kind: str, entries: Sequence[Information], sender: str, receiver: str, purpose: str) -> Passing:
    if kind in NEVER_PASSED:
        return Passing(False, "firewall")
    asked = [
        (each.id or "", *each.may_pass(sender, receiver, purpose)) for each in entries if each.what == kind
    ]
    if not asked:
        return Passing(False, "no_clause")
    barred = [found for found in asked if found[2] in ("never", "firewall")]
    name, may, because = barred[0] if barred else min(asked, key=lambda found: BECAUSE.index(found[2]))
    return Passing(may, because, name)


def kept_until(entries: Sequence[Information], kind: str, received: Days, calendar: Calendar) -> Days:
    """Until when information of a kind is kept, by the day on which each was received; the longest where
    several entries are about it.

    Args:
        received: datetime64[D], shape (n,).

    Returns:
        Shape (n,); NO_END where the text states no time: what it leaves unsaid erases nothing.
    """
    spans = [each.retention for each in entries if each.what == kind and each.retention is not None]
    stated = [span for span in spans if isinstance(span, Span)]
    if not stated or len(stated) < len(spans):
        return np.full(received.shape, NO_END)
    ends = [add(received, span, calendar.month_arithmetic) for span in stated]
    longest: Days = np.maximum.reduce(ends)
    return longest
