"""Everybody as arrays: a record and a clock for each, in groups of birth."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from acuerdo.population import people
from acuerdo.simulate import draws, states
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.states import Clocks, Records, State
from acuerdo.simulate.tables import threshold

NOBODY = np.empty(0, np.int64)
BLOCK = 1 << 18
"""How many people are begun at once, so that a world of everybody needs little more room than itself."""
WORD = 64
"""Groups begin on a whole number of so many slots, so that draws can be looked at by the word."""
STATE_OF = np.array(
    [State.NEVER_GONE, State.RETURNED, State.UNAUTHORIZED, State.RESIDENT, State.CITIZEN], np.uint32
)
FIRST_YEAR = 1990
AGES = 101
SINCE_1982 = 96
"""Months before 1990 within which those without papers came (see `people.IRCA`)."""
SINCE_1988 = 24
"""Months before 1990 within which residents became so."""
BEGINS_WITH = (
    "in_us_1990 unauthorized_1990 citizens_1990 returned_1990 male_births returned_years returned_again "
    "partner property farm"
).split()
"""Parameters that say who is there at the start and how; no other changes a world as it is built."""


@dataclass
class World:
    """People in slots; a group's slots beyond its people are dead from the start.

    Fields:
        records, clocks: see `states`; shape (slots,). A clock is the month of the last change of state, or,
            of a permit, the month in which it ends.
        born: year of birth of each group, shape (g,).
        enters: month in which each group is born, -1 for those alive at the start, shape (g,).
        first: slot at which each group begins, shape (g + 1,).
        size: people of each group, shape (g,).
        scale: one in how many people is here.
    """

    records: Records
    clocks: Clocks
    born: NDArray[np.int64]
    enters: NDArray[np.int64]
    first: NDArray[np.int64]
    size: NDArray[np.int64]
    scale: int

    @property
    def slots(self) -> int:
        return int(self.records.size)

    @property
    def group(self) -> NDArray[np.int64]:
        """The group of each slot, shape (slots,)."""
        return np.repeat(np.arange(self.born.size), np.diff(self.first))


def given(parameters: Parameters) -> people.Given:
    """What the parameters say of the people of 1990."""
    p = parameters.value
    return people.Given(
        in_us=p("in_us_1990"),
        unauthorized=p("unauthorized_1990"),
        citizen_share=p("citizens_1990"),
        returned=p("returned_1990"),
        male_births=p("male_births"),
    )


def build(parameters: Parameters, drivers: Drivers, scale: int, seed: int) -> World:
    """Everybody alive on 1 January 1990 and everybody born until the drivers end.

    Args:
        scale: one in how many people, from 1.
        seed: names the draws of what no count tells: trips, ties, and months since coming or going.
    """
    told = given(parameters)
    born, counts = people.of_1990(told)
    taken, carried = people.sampled(counts, scale)
    years, enters, cells = list(born), [-1] * born.size, [each.ravel() for each in taken]
    for year in range(drivers.start, drivers.end + 1):
        shares = people.births_by_cell(year, told)
        for month in range(12 * (year - drivers.start), 12 * (year - drivers.start + 1)):
            each, carried = people.sampled(shares * drivers["births"][month], scale, carried)
            cells.append(each)
            years.append(np.int64(year))
            enters.append(month)
    size = np.array([each.sum() for each in cells], np.int64)
    first = np.concatenate([[0], np.cumsum(-(-size // WORD) * WORD)])
    records = np.full(first[-1], State.DEAD, np.uint32)
    fixed = np.arange(people.CELLS, dtype=np.uint32) << np.uint32(states.FIXED)
    everyone = (fixed[:, None] | STATE_OF[None, :]).ravel()
    for at, each in zip(first, cells, strict=False):
        begun = everyone if each.size == everyone.size else fixed
        records[at : at + each.sum()] = np.repeat(begun, each)
    world = World(
        records, np.zeros(records.size, np.int16), np.array(years), np.array(enters), first, size, scale
    )
    _begin(world, parameters, seed)
    return world


def copied(world: World) -> World:
    """The same world, so that one may be played and the other kept."""
    return replace(world, records=world.records.copy(), clocks=world.clocks.copy())


def count(world: World, number: int) -> NDArray[np.int64]:
    """Living people born before a month, by state, sex, age and state of birth, shape (8, 2, 101, 32).

    Age is the year less the year of birth, 100 for whoever is older.
    """
    found = np.zeros((len(State), states.SEXES, AGES, states.PLACES), np.int64)
    for at in np.flatnonzero(world.enters < max(number, 0)):
        records = world.records[world.first[at] : world.first[at] + world.size[at]]
        key = records & np.uint32(states.STATE_MASK) | records >> np.uint32(states.PLACE - 3) & np.uint32(
            63 << 3
        )
        cells = np.bincount(key, minlength=64 << 3).reshape(states.SEXES, states.PLACES, len(State))
        found[:, :, min(FIRST_YEAR + number // 12 - world.born[at], AGES - 1)] += cells.transpose(2, 0, 1)
    found[State.DEAD] = 0
    return found


def _begin(world: World, parameters: Parameters, seed: int) -> None:
    """Trips, ties and clocks of those who had gone before 1990."""
    there = np.concatenate(
        [
            begins + np.flatnonzero(world.records[begins : begins + size] & np.uint32(states.STATE_MASK))
            for begins, size in zip(world.first, world.size, strict=False)
        ]
    )
    for block in np.array_split(there, there.size // BLOCK + 1):
        _begin_some(world, parameters, seed, block)


def _begin_some(world: World, parameters: Parameters, seed: int, there: NDArray[np.int64]) -> None:
    p = parameters.value
    here = world.records[there]
    length, more, *_ = draws.four(seed, there, 0, draws.AT_START)
    months = np.choose(
        np.searchsorted([1, 2, 5, 6], states.state(here)),
        [int(12 * p("returned_years")), SINCE_1982, SINCE_1988, SINCE_1988],
    )
    ago = (length * months.astype(np.uint64) >> np.uint64(32)).astype(np.int64)
    world.clocks[there] = (-1 - ago).astype(np.int16)
    trips = np.ones(there.size, np.int64)
    chance = 1.0
    for _ in range(states.MOST_TRIPS - 1):
        chance = chance * p("returned_again")
        trips += more < np.uint64(threshold(chance))
    here = states.put(here, states.TRIPS, 3, trips)
    shares = (p("partner"), p("property"), p("farm"))
    held = [
        draw < np.uint64(threshold(share))
        for share, draw in zip(shares, draws.four(seed, there, 0, draws.TIES), strict=False)
    ]
    ties = held[0] * states.PARTNER + held[1] * states.PROPERTY + held[2] * states.FARM
    world.records[there] = states.put(here, states.TIES, 3, ties)
