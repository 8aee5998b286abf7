"""The years of an expected history."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.population import people as population
from acuerdo.simulate import earning, playing, staying
from acuerdo.simulate.developing import Wages
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.expecting import cells, movers
from acuerdo.simulate.flows import AGES, Flow, no_flows
from acuerdo.simulate.history import MONTHS, History
from acuerdo.simulate.intending import Networks
from acuerdo.simulate.networks import ADULT, change_of_share, networks
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.states import State
from acuerdo.simulate.tables import Tables
from acuerdo.simulate.world import SINCE_1982, given

Array = NDArray[np.float64]


def expected(parameters: Parameters, drivers: Drivers, start: int, end: int) -> History:
    """The history that chances alone would make, without any text.

    It begins in January 1990, where the people are known, and is cut to the years asked for.

    Args:
        parameters, drivers: drivers from January 1990 to at least December 2000.
        start, end: first and last calendar year of the result.

    Returns:
        People of the whole corridor, as an engine's history.

    Raises:
        ValueError: the drivers do not cover the years.
    """
    if not drivers.start == population.YEAR <= start <= end <= drivers.end:
        raise ValueError(
            f"an expected history needs drivers from {population.YEAR} on that cover {start} to {end}; "
            f"these are of {drivers.start} to {drivers.end}"
        )
    state = _State(parameters, drivers)
    years = [state.year(MONTHS * n) for n in range(end - drivers.start + 1)]
    last = state.now, state.by_place(state.now)
    kept = years[start - drivers.start :]
    return History(
        start=start,
        flows=np.concatenate([each[0] for each in kept]),
        people=np.stack([*(each[1] for each in kept), last[0]]),
        places=np.stack([*(each[2] for each in kept), last[1]]),
        first_entries=np.stack([each[3] for each in kept]),
        price=state.tables.border.price[
            MONTHS * (start - drivers.start) : MONTHS * (end + 1 - drivers.start)
        ],
        caught=np.concatenate([each[4] for each in kept]),
        money=np.concatenate([each[5] for each in kept]),
    )


class _State:
    """Expected numbers of people on the first of a January."""

    def __init__(self, parameters: Parameters, drivers: Drivers) -> None:
        p = parameters.value
        self.parameters, self.drivers = parameters, drivers
        born, counts = population.of_1990(given(parameters))
        by_age = np.zeros((AGES, *counts.shape[1:]))
        by_age[population.YEAR - born] = counts
        by_age = by_age.reshape(AGES, 2, 32, 4, 2, 5)
        by_age = by_age[:, :, :, :, 0] + by_age[:, :, :, :, 1]  # localities do not matter here
        self.never = np.stack([by_age[..., 0], np.zeros(by_age.shape[:-1])], -1)
        self.ever = np.stack([by_age[..., 1:].sum(-1), np.zeros(by_age.shape[:-1])], -1)
        totals = by_age.sum((2, 3)).transpose(2, 1, 0)  # status, sex, age
        trips = p("returned_again") ** np.arange(5)
        trips = trips - np.append(trips[1:], 0.0)
        since = np.zeros(movers.AWAY)
        spread = int(p("returned_years"))
        since[: min(spread, movers.AWAY)] = 1 / spread
        since[-1] += 1 - since.sum()
        # Side by side in memory, as loops go through them; no sum has another order for it.
        self.home = np.ascontiguousarray(totals[1][:, :, None, None] * trips[:, None] * since)
        months = np.full(movers.OPEN + 1, 1 / SINCE_1982)
        months[-1] = 1 - months[:-1].sum()
        self.ties = staying.shares_of_ties(parameters)
        spread_of = trips[:, None, None] * months[:, None] * self.ties
        self.stay = totals[2].sum(1)[:, None, None, None] * spread_of
        length = np.bincount(movers.BIN_OF, weights=months, minlength=5)
        self.there = totals[2][:, :, None] * length
        self.resident = np.zeros((2, AGES, 6))
        self.resident[:, :, :2] = totals[3][:, :, None] / 2
        self.citizen = totals[4].copy()
        self.now = self.people()
        start = networks(parameters, *self.by_places(self.now))
        self.tables, self.wages = Tables(parameters, drivers, start), Wages(parameters, drivers)
        self.before: Networks | None = None
        first = playing.first_attempts(self.tables)
        self.attempts = np.full(MONTHS, first)
        self.again = self.tables.again[1:, : movers.AWAY].copy()

    def _went(self) -> Array:
        """Those who went by state, sex and age, shape (8, 2, 101)."""
        found = np.zeros((len(State), 2, AGES))
        found[State.RETURNED] = self.home.reshape(2, AGES, -1).sum(2)
        found[State.UNAUTHORIZED] = self.there.sum(2)
        found[State.RESIDENT] = self.resident.sum(2)
        found[State.CITIZEN] = self.citizen
        return found

    def people(self) -> Array:
        """By state, sex and age, shape (8, 2, 101)."""
        found = self._went()
        found[State.NEVER_GONE] = cells.by_place(self.never).sum((2, 3))
        return found

    def by_place(self, people: Array) -> Array:
        """People by state and state of birth, shape (8, 32)."""
        return self.by_places(people)[1]

    def by_places(self, people: Array) -> tuple[Array, Array]:
        """Adults, and people, by state and state of birth, shape (8, 32) each: those who went are spread over
        states as all who ever did."""
        never, ever = cells.by_place(self.never), cells.by_place(self.ever)
        return cells.spread(never, ever, people, ADULT), cells.spread(never, ever, people, 0)

    def year(self, number: int) -> tuple[Array, Array, Array, Array, Array, Array]:
        """Play a year from its January: flows, people, places, first entries, chance of being caught,
        money."""
        tables, drivers, p = self.tables, self.drivers, self.parameters.value
        people = self.now
        adults, places = self.by_places(people)
        now = networks(self.parameters, adults, places)
        self._link(now)
        odds, dies = tables.odds(number, now, self.wages.january(number, people)), tables.dies(number)
        heads = population.headship()
        factors = odds.person, odds.place, odds.household
        sums = cells.powers(self.never, *factors, heads)
        gone = cells.powers(self.ever, *factors, heads)
        ever, never = cells.by_link(self.ever), cells.by_link(self.never)
        went = np.maximum(ever.sum(2), 1e-9)
        gone_linked = ever[:, :, 1] / went
        gone_odds = np.stack([gone[0] / went, gone[1] / np.maximum(gone[0], 1e-30)])
        linked_never = float(never[:, :, 1].sum())
        linked = linked_never + float((people[State.RETURNED] * gone_linked).sum())
        family = p("family_visas") / MONTHS / max(linked, 1.0)
        months = slice(number, number + MONTHS)
        border = tables.border
        flows = np.zeros((MONTHS, no_flows().size))
        entries, caught = np.zeros((2, AGES)), np.zeros(MONTHS)
        scalars = np.array(
            [
                family,
                p("legalised") / MONTHS,
                p("resident_leaves") / MONTHS,
                p("naturalised") / MONTHS,
                p("caught_attempts"),
                p("attempts_2000"),
            ]
        )
        orders = movers.year(
            sums, np.array([never.sum(), linked_never]), gone_odds, gone_linked,
            self.stay, self.there, self.home, self.resident, self.citizen, self.again, tables.back, self.ties,
            tables.factors[months], tables.dear[months], tables.idle[months], border.log_odds[months],
            border.again[months], border.dies[months], drivers["removal"][months] / MONTHS, scalars,
            self.attempts, flows, entries, caught,
        )  # fmt: skip
        self.resident[:, :, 0] += MONTHS * family * never[:, :, 1]
        cells.grow_older(self.never, self.ever, *factors, heads, dies, family, orders)
        self._age_and_die(dies, flows, people, drivers["births"][months], number)
        money = self._money(flows, people, number)
        return flows, people, places, entries, caught, money

    def _link(self, now: Networks) -> None:
        """Let household links follow networks; who was born last year is linked like the others."""
        none = np.zeros(32)
        gain, lose = change_of_share(self.before.linked if self.before else none, now.linked)
        new, _ = change_of_share(none, now.linked)
        for people in (self.never, self.ever):
            cells.link(people, gain, lose, new if self.before else gain)
        self.before = now

    def _age_and_die(self, dies: Array, flows: Array, people: Array, births: Array, number: int) -> None:
        live = (1 - dies) ** MONTHS
        for state in (s for s in State if s != State.DEAD):
            flows[:, Flow.DEATHS_NEVER_GONE + state] = (people[state] * dies).sum()
        flows[:, Flow.DEATHS_NEVER_GONE] += births.sum() / 2 * dies.mean(0)[0]
        flows[:, Flow.DEATHS_HOME] = flows[:, [Flow.DEATHS_NEVER_GONE, Flow.DEATHS_RETURNED]].sum(1)
        us = slice(Flow.DEATHS_UNAUTHORIZED, Flow.DEATHS_CITIZEN + 1)
        flows[:, Flow.DEATHS_US] = flows[:, us].sum(1)
        flows[:, Flow.BIRTHS] = births
        before = self.there.sum((1, 2))
        for name in ("there", "home", "resident", "citizen"):
            cells.live_on(getattr(self, name).reshape(2, AGES, -1), live)
        self.stay *= (self.there.sum((1, 2)) / np.maximum(before, 1e-9))[:, None, None, None]
        shares = population.births_by_cell(self.drivers.start + number // MONTHS, given(self.parameters))
        born = shares.reshape(2, 32, 4, 2).sum(3) * births.sum()
        # Those born in a year live through half of it on average, at the chances of age 0, and turn 1.
        self.never[1, ..., 0] = born * ((1 - dies[:, 0]) ** (MONTHS / 2))[:, None, None]

    def _money(self, flows: Array, people: Array, number: int) -> Array:
        stock = people.sum((1, 2))
        adults = people[:, :, ADULT:].sum((1, 2)) / np.maximum(stock, 1e-9)
        self.now = self.people()
        after = self.now.sum((1, 2))
        share = (np.arange(MONTHS)[:, None] + 1) / MONTHS
        months = slice(number, number + MONTHS)
        return earning.remittances(
            self.parameters,
            (stock + (after - stock) * share) * adults,
            flows[:, Flow.PERMITS_ENDED],
            self.drivers["us_wage"][months] * self.wages.there,
            self.drivers["us_prices"][months],
            self.drivers.start + np.arange(number, number + MONTHS) / MONTHS,
        )
