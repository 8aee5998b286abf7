"""Permits: what becomes of each worker, decided on the day of entry and served under the caps."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement import Enacted
from acuerdo.agreement.calendar import Days
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.terms import Terms
from acuerdo.rules.eligibility import ELIGIBLE, NEEDS_EVIDENCE, Decision, eligibility
from acuerdo.rules.family import places_taken
from acuerdo.rules.formulas import counted_out
from acuerdo.rules.periods import Key
from acuerdo.rules.permits import permitted_until
from acuerdo.rules.places import GRANTED, NATIONAL_LAW, NOT_ASKED, QUEUED, Ledger, Queue, allocate
from acuerdo.rules.places import REFUSED as NO_LONGER

OUTCOMES = ("permit", "queued", "refused", "no_place", "not_eligible", "needs_evidence", "stayed_away")
PERMIT, WAITING, REFUSED, NO_PLACE, NOT_ELIGIBLE, UNDECIDED, STAYED_AWAY = range(7)
"""What became of a worker. `queued` has a match and waits for a place under the cap; `refused` has a match
and no place; `no_place` was left without an order; `stayed_away` was matched and did not come."""


@dataclass(frozen=True, slots=True)
class Permits:
    """What became of each worker, shape (n,).

    Fields:
        outcome: a code of OUTCOMES.
        reason_of: what decided, an index into `reasons`.
        entry: the day from which the permit holds; NaT without one.
        until: the last day of presence it allows; NaT without one.
        period: the first day of the cap's period in which the place lies; NaT without a place or a cap.
        through: 0 for the general pool, k for the k-th set-aside, -1 without a place.
        ledger: the places used under each cap.
        terms: the text under which each period of a cap was last served.
    """

    outcome: NDArray[np.int8]
    reasons: tuple[str, ...]
    reason_of: NDArray[np.int16]
    entry: Days
    until: Days
    period: Days
    through: NDArray[np.int8]
    ledger: Ledger
    terms: Mapping[Key, Terms] = field(default_factory=dict)


class Serving:
    """Collects what becomes of each worker."""

    def __init__(self, eligible: Decision, ledger: Ledger | None = None) -> None:
        n = eligible.outcome.size
        never = np.full(n, np.datetime64("NaT", "D"), "datetime64[D]")
        self.reasons = [*eligible.reasons, "no_order_left"]
        outcome = np.where(eligible.outcome == ELIGIBLE, NO_PLACE, NOT_ELIGIBLE).astype(np.int8)
        outcome[eligible.outcome == NEEDS_EVIDENCE] = UNDECIDED
        reason = np.where(outcome == NO_PLACE, len(self.reasons) - 1, eligible.reason).astype(np.int16)
        self.permits = Permits(
            outcome,
            (),
            reason,
            never,
            never.copy(),
            never.copy(),
            np.full(n, -1, np.int8),
            ledger or Ledger(),
        )
        self._close()

    def decide(self, who: NDArray[np.intp], outcome: int, reason: str) -> None:
        """Give some workers one outcome and reason."""
        if reason not in self.reasons:
            self.reasons.append(reason)
            self._close()
        self.permits.outcome[who] = outcome
        self.permits.reason_of[who] = self.reasons.index(reason)

    def serve(
        self,
        who: NDArray[np.intp],
        text: Enacted,
        pathway: str,
        facts: Facts,
        entry: Days,
        ends: Days,
        turn: NDArray[np.int64],
    ) -> None:
        """Serve matched workers whose entry falls under one text."""
        terms = counted_out(text.agreement.terms, {}, entry.max().item().year)
        clause = terms.pathways[pathway]
        again = eligibility(clause, terms, facts, text.on)
        for number, reason in enumerate(again.reasons):
            lost = (again.outcome != ELIGIBLE) & (again.reason == number)
            self.decide(who[lost], NOT_ELIGIBLE, reason)
        asks = again.outcome == ELIGIBLE
        if clause.cap is None:
            status, since, through = np.where(asks, GRANTED, NOT_ASKED), entry, np.zeros(who.size, np.int8)
        else:
            queue = Queue(asks, entry, entry, turn, facts, places_taken(clause.family, facts))
            places = allocate(
                f"pathways.{pathway}.cap", clause.cap, clause.allocation, terms, queue, self.permits.ledger
            )
            status, since, through = places.status, places.given_on, places.through
            self.permits.period[who] = places.period
            self._keep(places.ledger, terms)
        too_late = (status == GRANTED) & (since > ends)
        granted = (status == GRANTED) & ~too_late
        self.decide(who[granted], PERMIT, "")
        self.decide(who[too_late], WAITING, "too_late")
        self.decide(who[status == QUEUED], WAITING, "cap")
        self.decide(who[(status == NO_LONGER) | (status == NATIONAL_LAW)], REFUSED, "cap")
        self.permits.entry[who[granted]] = since[granted]
        self.permits.through[who[granted]] = through[granted]
        stay_until = permitted_until(clause.stay, terms.calendar, since, ends) if clause.stay else ends
        self.permits.until[who[granted]] = stay_until[granted]

    def _keep(self, ledger: Ledger, terms: Terms) -> None:
        before, kept = self.permits.ledger.used, self.permits.terms
        served = {
            key: terms for key, used in ledger.used.items() if before.get(key) != used or key not in kept
        }
        self.permits = replace(self.permits, ledger=ledger, terms={**kept, **served})

    def _close(self) -> None:
        self.permits = replace(self.permits, reasons=tuple(self.reasons))
