"""A history: what happened month by month, and who was where each January, in people of the whole
corridor."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate.flows import AGES, FLOWS, Flow
from acuerdo.simulate.states import IN_US, State

Array = NDArray[np.float64]
MONTHS = 12
LINES_IN_MEXICO = "lines_in_mexico"
"""The series of those who wait in Mexico in a line for work, at all doors of a text together."""


@dataclass(frozen=True)
class History:
    """Years from `start` (whole calendar years) as people of the whole corridor.

    Fields:
        start: first year.
        flows: shape (months, flows), columns as `flows.FLOWS`.
        people: who was where on the first of each January, and at the end, shape (years + 1, 8, 2, 101), by
            state, sex, and age as year less year of birth.
        places: people by state of birth on those days, shape (years + 1, 8, 32).
        first_entries: people who entered for the first time, shape (years, 2, 101), by sex and age.
        price: of crossing, USD of 2017, shape (months,).
        caught: chance of being caught on a try, shape (months,).
        money: sent home, USD of the month, shape (months,).
        extra: other monthly series by name, such as those of the doors of a text.
    """

    start: int
    flows: Array
    people: Array
    places: Array
    first_entries: Array
    price: Array
    caught: Array
    money: Array
    extra: Mapping[str, Array] = field(default_factory=dict)

    @property
    def years(self) -> NDArray[np.int64]:
        """The calendar years, shape (years,)."""
        return np.arange(self.start, self.start + len(self.flows) // MONTHS)

    def monthly(self, name: str) -> Array:
        """One series by month, shape (months,): a flow by its name, `price`, `caught`, `money`, or a sum of
        flows.

        Raises:
            KeyError: no such series.
        """
        if name in FLOWS:
            return np.asarray(self.flows[:, FLOWS.index(name)])
        if name in SUMS:
            return np.asarray(self.flows[:, [int(flow) for flow in SUMS[name]]].sum(1))
        own = {"price": self.price, "caught": self.caught, "money": self.money, **self.extra}
        return own[name]

    def calendar(self, name: str) -> Array:
        """A flow by calendar year, shape (years,)."""
        return np.asarray(self.monthly(name).reshape(-1, MONTHS).sum(1))

    def fiscal(self, name: str) -> Array:
        """A flow by US fiscal year (October to September) of the same numbers as `years`, shape (years,).

        The first is of nine months, scaled to twelve: the three before it are not played.
        """
        months = self.monthly(name)
        shifted = np.concatenate([np.full(3, months[:9].mean()), months[:-3]])
        return np.asarray(shifted.reshape(-1, MONTHS).sum(1))

    def stock(self, *where: State) -> Array:
        """People in some states on the first of January of each year and at the end, shape (years + 1,)."""
        return np.asarray(self.people[:, list(where)].sum((1, 2, 3)))

    def mid_year(self, *where: State) -> Array:
        """People in some states in the middle of each year, shape (years,)."""
        stock = self.stock(*where)
        return (stock[:-1] + stock[1:]) / 2

    @property
    def unauthorized(self) -> Array:
        """People without papers in the middle of each year, shape (years,)."""
        return self.mid_year(State.UNAUTHORIZED)

    @property
    def mexican_born_in_us(self) -> Array:
        """People born in Mexico in the United States in the middle of each year, shape (years,)."""
        return self.mid_year(*IN_US)

    @property
    def waiting_in_mexico(self) -> Array:
        """People born in Mexico who are there and wait to go, at the end of each month, shape (months,).

        They are those in a line for work at the pathways of a text, and those whom the border turned back in
        the last twelve months and who gave up; of these some have gone since. People in transit are none.
        """
        gave_up = np.concatenate([np.zeros(MONTHS), np.cumsum(self.monthly("gave_up"))])
        lines = self.extra.get(LINES_IN_MEXICO, np.zeros(len(self.flows)))
        return np.asarray(gave_up[MONTHS:] - gave_up[:-MONTHS] + lines)

    @property
    def yearly_price(self) -> Array:
        """Mean price of crossing, USD of 2017, shape (years,)."""
        return np.asarray(self.price.reshape(-1, MONTHS).mean(1))

    def gone_by(self, age: int, first: int, last: int) -> float:
        """The share that would ever go by an age if the first entries of some years lasted.

        Args:
            age: last age counted.
            first, last: calendar years.
        """
        rows = slice(first - self.start, last - self.start + 1)
        went = self.first_entries[rows].sum((0, 1))[15 : age + 1]
        stayed = self.people[rows, State.NEVER_GONE].sum((0, 1))[15 : age + 1]
        return float(1 - np.prod(1 - np.minimum(went / np.maximum(stayed, 1e-9), 1)))

    def first_trip_lengths(self, first: int, last: int) -> Array:
        """Shares of first trips without papers that ended in a return, by months they lasted (0-6, 6-12,
        13-36, 37-60, longer), shape (5,), sum 1."""
        rows = slice(MONTHS * (first - self.start), MONTHS * (last - self.start + 1))
        ended = self.flows[rows, Flow.FIRST_0_6 : Flow.FIRST_60 + 1].sum(0)
        return np.asarray(ended / max(float(ended.sum()), 1e-9))

    def times_caught(self, first: int, last: int) -> Array:
        """Shares of people caught in a month by how often: once, twice, more, shape (3,), sum 1."""
        rows = slice(MONTHS * (first - self.start), MONTHS * (last - self.start + 1))
        people = self.flows[rows, Flow.CAUGHT_ONCE : Flow.CAUGHT_MORE + 1].sum(0)
        return np.asarray(people / max(float(people.sum()), 1e-9))


SUMS: Mapping[str, tuple[Flow, ...]] = {
    "entries": (Flow.ENTRIES_FIRST, Flow.ENTRIES_AGAIN),
    "permits": (Flow.PERMITS_FIRST, Flow.PERMITS_AGAIN),
    "emigrants": (
        Flow.ENTRIES_FIRST,
        Flow.ENTRIES_AGAIN,
        Flow.FAMILY_FIRST,
        Flow.FAMILY_AGAIN,
        Flow.PERMITS_FIRST,
        Flow.PERMITS_AGAIN,
    ),
    "returnees": (
        Flow.RETURNS_UNAUTHORIZED,
        Flow.RETURNS_PROTECTED,
        Flow.RETURNS_RESIDENT,
        Flow.RETURNS_CITIZEN,
        Flow.REMOVALS_UNAUTHORIZED,
        Flow.REMOVALS_PROTECTED,
        Flow.PERMITS_ENDED,
    ),
}
"""Sums of flows by name; returnees include people removed."""


class Record:
    """Collects a history while it is played."""

    def __init__(self, start: int, scale: int) -> None:
        self.start, self.scale = start, scale
        self.flows: list[NDArray[np.int64]] = []
        self.people: list[NDArray[np.int64]] = []
        self.places: list[NDArray[np.int64]] = []
        self.entries: list[NDArray[np.int64]] = []
        self.series: dict[str, list[float]] = {"price": [], "caught": [], "money": []}

    def january(self, people: NDArray[np.int64]) -> None:
        """Keep who is where, from (8, 2, 101, 32)."""
        self.people.append(people.sum(3))
        self.places.append(people.sum((1, 2)))

    def month(self, flows: NDArray[np.int64], entries: NDArray[np.int64], **series: float) -> None:
        """Keep a month."""
        self.flows.append(flows.copy())
        self.entries.append(entries.copy())
        for name, value in series.items():
            self.series.setdefault(name, []).append(value)

    def history(self, extra: Mapping[str, Array]) -> History:
        """What was kept, in people of the whole corridor, and other monthly series."""
        years = len(self.flows) // MONTHS
        own = {name: np.array(values) for name, values in self.series.items()}
        return History(
            start=self.start,
            flows=np.array(self.flows, np.float64) * self.scale,
            people=np.array(self.people, np.float64) * self.scale,
            places=np.array(self.places, np.float64) * self.scale,
            first_entries=np.array(self.entries, np.float64).reshape(years, MONTHS, 2, AGES).sum(1)
            * self.scale,
            price=own.pop("price"),
            caught=own.pop("caught"),
            money=own.pop("money"),
            extra={**own, **extra},
        )
