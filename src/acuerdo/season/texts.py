"""The text that decides on each day of a season."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement import Agreement, Enacted, Plan, Refused, enact
from acuerdo.agreement.calendar import Days, day


def pathway_of(agreement: Agreement, wanted: str | None) -> str:
    """The pathway a season of job orders plays: the one asked for, or the only one that tests offers.

    Raises:
        Refused: there is none, or several and none was asked for.
    """
    fit = [name for name, pathway in agreement.terms.pathways.items() if pathway.labour_market_test]
    if wanted in fit:
        return str(wanted)
    if wanted is None and len(fit) == 1:
        return fit[0]
    hint = f"pathways with a labour_market_test: {', '.join(fit) or 'none'}"
    if wanted is None:
        raise Refused(
            f"{agreement.id} has {len(fit)} pathways for job orders\n  hint: {hint}; choose with --pathway"
        )
    raise Refused(f"{agreement.id} has no pathway {wanted} for job orders\n  hint: {hint}")


@dataclass(frozen=True, slots=True)
class Reign:
    """Days under one unchanged text: which rows they are, and the text (None where none is in force)."""

    rows: NDArray[np.intp]
    text: Enacted | None


def reigns(
    agreement: Agreement,
    plan: Plan | None,
    days: Days,
    text_on: Callable[[date], Enacted] | None = None,
) -> Iterator[Reign]:
    """Cut days into those decided by the same text.

    The text changes when an amendment or a state of the instrument begins, and where a plan begins and ends.

    Args:
        days: the day of each decision, datetime64[D], shape (n,), none unknown.
        text_on: the same as `enact` of both, for whoever keeps what was enacted before.

    Raises:
        Refused: no text is in force on any of the days; the message is that of the first.
    """
    segment = np.searchsorted(turning_days(agreement, plan), days, side="right")
    found: list[Reign] = []
    refusal: Refused | None = None
    for one in np.unique(segment):
        rows = np.flatnonzero(segment == one)
        first: date = days[rows].min().item()
        try:
            text = text_on(first) if text_on else enact(agreement, first, plan)
            found += _until_sunset(rows, days, text)
        except Refused as error:
            refusal = refusal or error
            found.append(Reign(rows, None))
    if refusal is not None and all(reign.text is None for reign in found):
        raise refusal
    yield from found


def decided_by_a_text(agreement: Agreement, plan: Plan | None, days: Days) -> NDArray[np.bool_]:
    """Whether a text is in force on each day; on an unknown day none is."""
    found = np.zeros(days.size, np.bool_)
    known = np.flatnonzero(~np.isnat(days))
    try:
        for reign in reigns(agreement, plan, days[known]):
            found[known[reign.rows]] = reign.text is not None
    except Refused:
        found[:] = False
    return found


def _until_sunset(rows: NDArray[np.intp], days: Days, text: Enacted) -> Iterator[Reign]:
    over = days[rows] >= text.sunset if text.sunset is not None else np.zeros(rows.size, np.bool_)
    yield Reign(rows[~over], text)
    if over.any():
        yield Reign(rows[over], None)


def turning_days(agreement: Agreement, plan: Plan | None) -> Days:
    """The days on which another text may begin to decide, in order: amendments, states, a plan."""
    turning = {amendment.in_force for amendment in agreement.terms.amendments}
    turning |= {
        change.from_ for each in agreement.terms.amendments for change in each.changes if change.from_
    }
    turning |= {
        change.until for each in agreement.terms.amendments for change in each.changes if change.until
    }
    turning |= {state.from_ for state in agreement.terms.lifecycle if state.from_}
    if plan is not None:
        turning |= {plan.terms.as_if_in_force.from_, plan.terms.as_if_in_force.until}
    return np.array(sorted(day(one) for one in turning), "datetime64[D]")
