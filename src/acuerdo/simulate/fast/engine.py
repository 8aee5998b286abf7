"""The fast engine; what each part does is said by the readable one (`reference.engine`)."""

import numba
import numpy as np
from numpy.typing import NDArray

from acuerdo.population import people
from acuerdo.simulate import draws
from acuerdo.simulate.fast import january, layout
from acuerdo.simulate.fast.crossing import cross
from acuerdo.simulate.fast.layout import ALONE, BACK, BANDS, CLASSES, LINKED, LONG, NEW, PAPERS, WORD
from acuerdo.simulate.fast.month import gather, month
from acuerdo.simulate.fast.sifting import BITS
from acuerdo.simulate.flows import AGES, Counts, Flow, no_flows
from acuerdo.simulate.intending import Networks
from acuerdo.simulate.moves import change
from acuerdo.simulate.networks import change_of_share
from acuerdo.simulate.reference.crossing import ends
from acuerdo.simulate.states import AT_HOME, PLACES, TIES, TIES_MASK, State
from acuerdo.simulate.tables import MONTHS, SIXTEEN, Month, Tables, Year, threshold
from acuerdo.simulate.world import FIRST_YEAR, NOBODY, World

SMALL = 1 << 22
"""Below so many slots one thread is quicker than calling others."""
PARTS = 64
"""Into how many parts those who cross are cut (no answer depends on it)."""


class Fast:
    """Plays a world month by month.

    Args:
        words: of a chunk, 1 to 1024; at_once: threads, of its own choice if 0. No answer depends on either.
    """

    def __init__(
        self, world: World, tables: Tables, seed: int, words: int = layout.CHUNK, at_once: int = 0
    ) -> None:
        self.world, self.tables, self.seed = world, tables, seed
        self.key = np.array(draws.key(seed), np.uint64)
        self.chunks = layout.chunks(world, words)
        self.planes = np.zeros((BITS, world.slots // WORD), np.uint64)
        self.goes, self.drawn = np.zeros((2, world.slots // WORD), np.uint64)
        self.threads = int(vars(numba.config)["NUMBA_NUM_THREADS"])
        self.at_once = at_once or (1 if world.slots < SMALL else self.threads)
        self.band = layout.bands(tables.again)
        self.begin(0)

    def begin(self, number: int) -> None:
        """Turn to a month."""
        numba.set_num_threads(self.at_once)
        self.number = number
        self.flows: Counts = no_flows()
        self.first_entries = np.zeros((2, AGES), np.int64)
        self.flows[Flow.BIRTHS] = self.world.size[self.world.enters == number].sum()
        self.active = np.flatnonzero(self.world.enters[self.chunks.group] <= number)
        born = self.world.born[self.chunks.group]
        self.age = np.clip(FIRST_YEAR + number // 12 - born, 0, AGES - 1)

    def count(self) -> NDArray[np.int64]:
        """People on the first of this month, shape (8, 2, 101, 32)."""
        found = np.zeros((self.threads, len(State), 2, AGES, PLACES), np.int64)
        before = np.flatnonzero(self.world.enters[self.chunks.group] < max(self.number, 0))
        chunks = self.chunks
        january.count(before, chunks.first, chunks.words, self.age, self.world.records, found)
        people_there: NDArray[np.int64] = found.sum(0)
        people_there[State.DEAD] = 0
        return people_there

    def january(self, now: Networks, before: Networks | None) -> int:
        """Let links and headship follow; linked people at home."""
        none = np.zeros(PLACES)
        gain, lose = change_of_share(before.linked if before else none, now.linked)
        first, _ = change_of_share(none, now.linked)
        heads = people.headship()
        was = np.concatenate([heads[:, :1], heads[:, :-1]], axis=1) if before else np.zeros_like(heads)
        head, _ = change_of_share(was, heads)
        fresh = (self.age <= 1) & (self.world.enters[self.chunks.group] >= 0)
        chunks = self.chunks
        january.link(
            self.active, chunks.first, chunks.words, self.age, fresh, self.number, self.world.records,
            self.planes, self.key, threshold(gain), threshold(lose), threshold(first), threshold(head),
        )  # fmt: skip
        enters = self.world.enters[chunks.group]
        begun = self.number if before else -1
        new = np.flatnonzero((begun <= enters) & (enters < self.number + MONTHS))
        where = chunks.first, chunks.words, self.world.records, self.world.clocks, self.number, self.band
        layout.fill(self.planes, new, *where)
        linked = np.zeros(self.threads, np.int64)
        layout.renew(self.planes, self.active, *where, linked)
        self.year: Year | None = None
        return int(linked.sum())

    def decide(self, year: Year, month_: Month) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Let everybody's month begin; who means to go, and who is drawn by an open pathway."""
        if self.year is not year:
            self.year = year
            self._peaks(year)
        chunks = self.chunks
        flows = np.zeros((self.threads, self.flows.size), np.int64)
        leaves, of_state = by_state(month_)
        month(
            self.number, self.active, chunks.first, chunks.words, self.age, self._bounds(month_), self.planes,
            self.goes, self.drawn, self.world.records, self.world.clocks, self.key, self.odds,
            self.tables.again, month_.factor, year.dies, leaves, of_state, month_.drawn, self.band, flows,
        )  # fmt: skip
        self.flows += flows.sum(0)
        goes = gather(self.goes, self.active, chunks.first, chunks.words)
        if not month_.drawn:
            return goes, NOBODY
        return goes, gather(self.drawn, self.active, chunks.first, chunks.words)

    def cross(self, who: NDArray[np.int64], month_: Month) -> None:
        """Let some people try to cross."""
        word = who // WORD
        cuts = np.searchsorted(word, word[np.arange(0, who.size, max(1, who.size // PARTS))])
        parts = np.append(cuts, who.size).astype(np.int64)
        group = np.searchsorted(self.world.first, who, side="right") - 1
        age = np.clip(FIRST_YEAR + self.number // 12 - self.world.born[group], 0, AGES - 1)
        flows = np.zeros((self.threads, self.flows.size), np.int64)
        entries = np.zeros((self.threads, 2, AGES), np.int64)
        at = np.array([*ends(month_), month_.again], np.uint64)
        cross(
            who, parts, age, self.number, self.planes, self.world.records, self.world.clocks, self.key, at,
            self.tables.ties.astype(np.uint64), flows, entries,
        )  # fmt: skip
        self.flows += flows.sum(0)
        self.first_entries += entries.sum(0)

    def _peaks(self, year: Year) -> None:
        """The odds of each cell, the highest in each chunk, and the highest chance of dying."""
        chunks = self.chunks
        self.odds = np.ascontiguousarray(year.odds).reshape(AGES, -1, 2, 2)
        highest = self.odds.max(3)
        self.peak = [
            january.peaks(np.ascontiguousarray(highest[..., link]), self.age, chunks.low, chunks.high)
            for link in (0, 1)
        ]
        self.dies = year.dies.max(0)[self.age]

    def _bounds(self, month_: Month) -> NDArray[np.int64]:
        """What may happen to a class in a chunk at most, in parts of 2**32, shape (chunks, classes).

        An intention is rounded down from a product of three; two parts more than its bound are safe.
        """

        def intends(peak: NDArray[np.float64], most: float) -> NDArray[np.int64]:
            odds = peak * most * month_.factor
            intended = threshold(odds / (1.0 + odds)) + 2
            most_of_all: NDArray[np.int64] = (
                intended + (intended * month_.drawn >> SIXTEEN) + month_.family + self.dies
            )
            return most_of_all

        rest = month_.removed + month_.legalised + self.dies
        alone, linked = self.peak
        either = np.maximum(alone, linked)
        back = np.maximum(month_.back, month_.back_protected)
        bounds: NDArray[np.int64] = np.zeros((CLASSES, self.dies.size), np.int64)
        bounds[ALONE], bounds[LINKED] = intends(alone, 1.0), intends(linked, 1.0)
        highest = float(self.tables.again[1:].max())
        for band in range(BANDS):
            bounds[BACK + band] = intends(either, highest / 2**band)
        ties = layout.ties_of(np.arange(TIES_MASK + 1) << TIES)
        for held in range(ties.max() + 1):
            bounds[NEW + held] = int(back[:, ties == held].max()) + rest
        bounds[LONG] = int(back[-1].max()) + rest
        bounds[PAPERS] = month_.leaves + month_.naturalised + self.dies
        return np.ascontiguousarray(bounds.T)

    def change(
        self, who: NDArray[np.int64], to: State, clock: NDArray[np.int64] | int | None, trip: bool = False
    ) -> None:
        """Put some people into another state; see `moves.change`."""
        change(self.world, who, to, clock, (self.seed, self.number, self.tables.ties) if trip else None)
        layout.replace(self.planes, who, self.world.records, self.world.clocks, self.number, self.band)


def by_state(month_: Month) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The chances of a month by state; see `looking.chances`."""
    leaves = np.zeros((len(State), *month_.back.shape), np.int64)
    leaves[State.UNAUTHORIZED], leaves[State.PROVISIONAL] = month_.back, month_.back_protected
    leaves[State.RESIDENT] = leaves[State.CITIZEN] = month_.leaves
    of_state = np.zeros((5, len(State)), np.int64)
    of_state[0, list(AT_HOME)], of_state[1, list(AT_HOME)] = month_.family, 1
    of_state[2, [State.UNAUTHORIZED, State.PROVISIONAL]] = month_.removed
    of_state[3, State.UNAUTHORIZED], of_state[4, State.RESIDENT] = month_.legalised, month_.naturalised
    return leaves, of_state
