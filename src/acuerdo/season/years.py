"""Into which year job orders are moved, where the text decides in none of theirs."""

from datetime import date

import numpy as np

from acuerdo.agreement import Agreement, Plan, Refused, enact
from acuerdo.agreement.calendar import Days
from acuerdo.agreement.clauses.base import Words
from acuerdo.agreement.faults import Silent
from acuerdo.rules.eligibility import closed
from acuerdo.season.orders import Orders
from acuerdo.season.orders.dating import fiscal_year, moved
from acuerdo.season.texts import turning_days

MOST_YEARS = 40
"""How many years days are moved at most (a bound of the search, no legal meaning)."""


def into_force(agreement: Agreement, plan: Plan | None, pathway: str, orders: Orders) -> Orders:
    """The orders, moved by whole years where the pathway is open on no day of their decisions.

    Of all years that of the most certified places decided while the pathway is open is taken, the nearest of
    equals. Orders of which some are decided in time, and those that no year helps, stay where they are.
    """
    decided = orders.table["decided"].to_numpy().astype("datetime64[D]")
    places = orders.table["places"].to_numpy().astype(np.int64)
    edges = turning_days(agreement, plan)
    opened = np.array([False, *(_open(agreement, plan, pathway, edge) for edge in edges)])

    def places_in_time(years: int) -> int:
        there = moved_days(decided, years)
        return int(places[opened[np.searchsorted(edges, there, side="right")]].sum())

    if not opened.any() or not places.sum() or places_in_time(0):
        return orders
    best = max(range(-MOST_YEARS, MOST_YEARS + 1), key=lambda years: (places_in_time(years), -abs(years)))
    own = fiscal_year(orders.table)
    if not places_in_time(best) or own is None:
        return orders
    why = Words(
        en=f"Decided in fiscal year {own}, when {agreement.id} decides nothing; played as of {own + best}",
        es=f"Decididas en el año fiscal {own}, en el que {agreement.id} no decide;"
        f" se juegan como de {own + best}",
    )
    return moved(orders, best, why)


def moved_days(days: Days, years: int) -> Days:
    """Days moved by whole years, to a day or two: enough to tell which year fits."""
    month = days.astype("datetime64[M]")
    there: Days = (month + np.timedelta64(12 * years, "M")).astype("datetime64[D]") + (days - month)
    return there


def _open(agreement: Agreement, plan: Plan | None, pathway: str, on: np.datetime64) -> bool:
    try:
        text = enact(agreement, date.fromisoformat(str(on)), plan)
        terms = text.agreement.terms
        return pathway in terms.pathways and not closed(terms.pathways[pathway], terms, text.on)
    except (Refused, Silent):
        return False
