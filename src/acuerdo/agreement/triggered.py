"""Triggers: what a day or a measure starts, stops or changes in the text."""

import copy
from datetime import date
from typing import Any

import numpy as np

from acuerdo.agreement.clauses.amendment import Change
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES, Criteria, Criterion, Groups, decide
from acuerdo.agreement.clauses.triggers import Trigger
from acuerdo.agreement.consolidate import Agreement, apply_change, retyped
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.paths import find, get, written
from acuerdo.agreement.values import LAST_YEAR

NEVER_YET = f"{LAST_YEAR}-12-31"
"""The `from` of a clause that waits for its trigger: later than any day decided."""


def fired(trigger: Trigger, on: date, measures: Facts, groups: Groups) -> np.uint8:
    """Whether a trigger has fired on a day: YES, NO, or UNSURE where a measure is unknown.

    Args:
        trigger: one of `terms.triggers`.
        on: the day.
        measures: one row of measures.
        groups: the file's named groups of countries.
    """
    if not trigger.holds_on(on):
        return NO
    if trigger.on is not None:
        return YES if trigger.on <= on else NO
    when = trigger.when
    asked = Criteria.of([when]) if isinstance(when, Criterion) else when
    assert asked is not None
    answer: np.uint8 = decide(asked, measures, groups).answers[0]
    return answer


def triggered(agreement: Agreement, on: date, measures: Facts | None = None) -> Agreement:
    """The text of a day with its triggers.

    A clause that a trigger starts is closed until it is known to have fired; one that a trigger stops is
    closed from then on. What nobody measured fires nothing.

    Raises:
        Unreadable: a value that a trigger sets does not fit.
    """
    terms = agreement.terms
    if not terms.triggers:
        return agreement
    known = measures if measures is not None else Facts(1, {})
    tree: Any = copy.deepcopy(agreement.document.tree)
    origins = dict(agreement.origins)
    for trigger in terms.triggers:
        has_fired = fired(trigger, on, known, terms.nations) == YES
        if trigger.does == "set" and has_fired:
            change = Change.model_construct(at=trigger.at, set_=trigger.set_, add=None, end=None)
            changed = apply_change(tree, change, on)
            origins |= {written(place): (trigger.src or "", trigger.basis or "stated") for place in changed}
        elif trigger.does != "set" and has_fired == (trigger.does == "stop"):
            for place in find(tree, trigger.at):
                clause = get(tree, place)
                clause["from"] = NEVER_YET
                clause.pop("until", None)
    return retyped(agreement, tree, origins)


def as_set(agreement: Agreement, trigger: Trigger) -> Agreement:
    """The text with the value of one trigger in every place it names, whatever the day.

    Raises:
        Unreadable: the value does not fit.
    """
    tree: Any = copy.deepcopy(agreement.document.tree)
    for place in find(tree, trigger.at):
        get(tree, place[:-1])[place[-1]] = copy.deepcopy(trigger.set_)
    return retyped(agreement, tree, agreement.origins)


WORDS = {int(NO): "not_fired", int(UNSURE): "needs_evidence", int(YES): "fired"}
"""Words for what became of a trigger."""
