"""Commitments: which are kept, which are late, and which are not due because another was not kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from acuerdo.agreement.calendar import Calendar, later
from acuerdo.agreement.clauses.commitments import After, Commitment
from acuerdo.agreement.clauses.criteria import UNSURE, YES
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.values import NOT_STATED, Span

BROKEN = ("missed", "overdue")
"""The standings in which a commitment is not kept."""

FOLLOWED = (*BROKEN, "late")
"""The standings on which something follows, so that it must be known whether it was due at all."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one commitment stands on a day.

    Fields:
        word: `best_efforts` (never scored), `kept`, `pending` (not yet due), `missed` (a result), `overdue`
            (a report that has not come), `late` (one that came after its day), `needs_evidence`, `not_due`
            (another was not kept), `not_in_force`.
        because: the measure, or the commitment that was not kept or of which nobody knows.
        due: the last day, where there is one.
        then: what follows where it was missed, and by when.
    """

    word: str
    because: str = ""
    due: date | None = None
    then: str = ""
    then_by: date | None = None


def standings(
    terms: Terms, on: date, measures: Facts, done: Mapping[str, date], events: Mapping[str, date]
) -> dict[str, Standing]:
    """How every commitment of a text stands on a day, linkage included.

    Args:
        terms: the text as it stands on the day.
        on: the day.
        measures: one row of measures.
        done: the last day on which each report was given.
        events: days of events that are not in the file.

    Raises:
        ValueError: a due day or a bound that a decision needs is not stated.
    """
    alone = {
        each.id or "": _standing(each, terms, on, measures, done.get(each.id or ""), events)
        for each in terms.commitments
    }
    return {name: _linked(name, terms, alone) for name in alone}


def _linked(name: str, terms: Terms, alone: Mapping[str, Standing]) -> Standing:
    linkage = terms.linkage
    if linkage is None or alone[name].word == "not_in_force":
        return alone[name]
    firsts = [link.if_ for link in linkage.because if link.then == name]
    if linkage.single_undertaking:
        firsts += [other for other in alone if other != name and alone[other].word == "missed"]
    broken = [first for first in firsts if alone[first].word in BROKEN]
    if broken:
        return Standing("not_due", broken[0], alone[name].due)
    unknown = [first for first in firsts if alone[first].word == "needs_evidence"]
    if unknown and alone[name].word in FOLLOWED:
        return Standing("needs_evidence", unknown[0], alone[name].due)
    return alone[name]


def _standing(
    each: Commitment,
    terms: Terms,
    on: date,
    measures: Facts,
    done: date | None,
    events: Mapping[str, date],
) -> Standing:
    if not each.holds_on(on):
        return Standing("not_in_force")
    if each.kind == "best_efforts":
        return Standing("best_efforts")
    first = due_day(each, terms, events)
    if each.kind == "report":
        return _report(each, terms.calendar, on, done, first)
    if each.bound is None:
        return Standing("needs_evidence", each.measure or "", first)
    answer = each.bound.answer(measures, terms.nations)[0]
    if answer == YES:
        return Standing("kept", "", first)
    if first is not None and on <= first:
        return Standing("pending", each.measure or "", first)
    if answer == UNSURE:
        return Standing("needs_evidence", each.measure or "", first)
    return _missed(each, terms.calendar, "missed", each.measure or "", first, on)


def _report(
    each: Commitment, calendar: Calendar, on: date, done: date | None, first: date | None
) -> Standing:
    if first is None:
        return Standing("kept" if done is not None and done <= on else "pending")
    begins, due = _round(each, calendar, first, on)
    if done is not None and done <= on and (begins is None or done > begins):
        return Standing("kept", "", due) if done <= due else _missed(each, calendar, "late", "", due, on)
    if on <= due:
        return Standing("pending", "", due)
    return _missed(each, calendar, "overdue", "", due, on)


def _round(each: Commitment, calendar: Calendar, first: date, on: date) -> tuple[date | None, date]:
    """The due day before the round that is open on a day, and the due day of that round: the last due day
    that has come, or the first of all."""
    if not isinstance(each.every, Span) or on <= first:
        return None, first
    before, due, number = None, first, 1
    while (following := _later(calendar, first, each.every, number)) <= on:
        before, due, number = due, following, number + 1
    return before, due


def _later(calendar: Calendar, first: date, every: Span, times: int) -> date:
    found = later(first, every, calendar, times).item()
    assert isinstance(found, date)
    return found


def _missed(
    each: Commitment, calendar: Calendar, word: str, because: str, due: date | None, on: date
) -> Standing:
    follows = each.if_missed
    if follows is None:
        return Standing(word, because, due)
    since = due if due is not None else on
    by = _later(calendar, since, follows.within, 1) if isinstance(follows.within, Span) else None
    return Standing(word, because, due, follows.then, by)


def due_day(each: Commitment, terms: Terms, events: Mapping[str, date]) -> date | None:
    """The last day to keep a commitment; None where the text gives none, or its event has not come.

    Raises:
        ValueError: the due day is not stated.
    """
    if each.due is NOT_STATED:
        return None
    if isinstance(each.due, date) or each.due is None:
        return each.due
    assert isinstance(each.due, After)
    happened = {**days_of(terms), **events}.get(each.due.after)
    if happened is None:
        return None
    if not isinstance(each.due.within, Span):
        raise Silent(f"commitments.{each.id}.due.within is not stated; a plan must assume it")
    return _later(terms.calendar, happened, each.due.within, 1)


def days_of(terms: Terms) -> dict[str, date]:
    """The day of everything in a file that something may be due after: its events known to the day, its
    amendments coming into force, the states of the instrument."""
    days = {
        each.id: date.fromisoformat(each.on) for each in terms.events if len(each.on) == len("2001-02-16")
    }
    days |= {each.id: each.in_force for each in terms.amendments}
    for state in terms.lifecycle:
        if state.from_ is not None:
            days.setdefault(state.state, state.from_)
    return days
