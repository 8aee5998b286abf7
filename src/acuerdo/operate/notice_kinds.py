"""Every kind of notice, and what its words are filled with; the words are in the file of each language."""

from collections.abc import Mapping
from types import MappingProxyType

Facts = Mapping[str, str]
"""What the words of a kind are filled with, by name: moment, day, number or consulate."""


def _with(**facts: str) -> Facts:
    return MappingProxyType(facts)


KINDS: Mapping[str, Facts] = MappingProxyType(
    {
        "application_eligible": _with(),
        "application_not_eligible": _with(),
        "application_needs_evidence": _with(),
        "offer_published": _with(answer_by="moment"),
        "offer_reminder": _with(answer_by="moment"),
        "without_offer": _with(),
        "appointment_booked": _with(at="moment", consulate="consulate"),
        "permit_granted": _with(holds_from="day"),
        "review_answered": _with(),
        "permit_revoked": _with(),
        "permit_restored": _with(),
        "days_left": _with(days="number", until="day"),
        "grace_ends": _with(day="day"),
        "may_return": _with(day="day"),
        "owed_paid": _with(),
    }
)
"""A new kind is a line here, and its words in each file of `operate/languages`. Whoever complained is told
nothing this way: a notice sent right after an answer would tell an auditor who complained."""
