"""Those who never went, and all who ever went, by age, sex, state of birth, schooling and link."""

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[np.float64]


@njit(cache=True)
def by_place(people: Array) -> Array:
    """People over all schooling, shape (2, 101, 32, 2), by sex, age, state of birth and link."""
    found = np.zeros((2, 101, 32, 2))
    for a in range(101):
        for s in range(2):
            for q in range(32):
                for e in range(4):
                    found[s, a, q, 0] += people[a, s, q, e, 0]
                    found[s, a, q, 1] += people[a, s, q, e, 1]
    return found


@njit(cache=True)
def by_link(people: Array) -> Array:
    """People over all schooling and all states of birth, shape (2, 101, 2), by sex, age and link."""
    places = by_place(people)
    found = np.zeros((2, 101, 2))
    for s in range(2):
        for a in range(101):
            for q in range(32):
                found[s, a, 0] += places[s, a, q, 0]
                found[s, a, 1] += places[s, a, q, 1]
    return found


@njit(cache=True)
def live_on(people: Array, live: Array) -> None:
    """Let a year pass: those who live are a year older, and nobody is of age 0.

    Args:
        people: by sex, age and whatever else, shape (2, 101, n), changed.
        live: share that lives through the year, (2, 101).
    """
    for s in range(2):
        for i in range(people.shape[2]):
            oldest = people[s, 100, i] * live[s, 100]
            for a in range(99, -1, -1):
                people[s, a + 1, i] = people[s, a, i] * live[s, a]
            people[s, 100, i] += oldest
            people[s, 0, i] = 0.0


@njit(cache=True)
def spread(never: Array, ever: Array, people: Array, first_age: int) -> Array:
    """People from an age on by state and state of birth, shape (8, 32); those who went as all who ever did.

    Args:
        never, ever: as `by_place` gives them.
        people: by state, sex and age, shape (8, 2, 101).
    """
    found = np.zeros((8, 32))
    for s in range(2):
        for a in range(first_age, 101):
            whole = 0.0
            for q in range(32):
                found[0, q] += never[s, a, q, 0] + never[s, a, q, 1]
                whole += ever[s, a, q, 0] + ever[s, a, q, 1]
            for state in range(1, 7):
                if people[state, s, a] > 0.0 and whole > 0.0:
                    each = people[state, s, a] / whole
                    for q in range(32):
                        found[state, q] += each * (ever[s, a, q, 0] + ever[s, a, q, 1])
    return found


@njit(cache=True)
def link(people: Array, gain: Array, lose: Array, new: Array) -> None:
    """Let household links follow networks, for those of age 1 from none; shape (101, 2, 32, 4, 2),
    changed."""
    for a in range(101):
        for s in range(2):
            for q in range(32):
                share = new[q] if a == 1 else gain[q]
                for e in range(4):
                    moved = people[a, s, q, e, 0] * share - people[a, s, q, e, 1] * lose[q]
                    people[a, s, q, e, 0] -= moved
                    people[a, s, q, e, 1] += moved


@njit(cache=True)
def powers(people: Array, person: Array, place: Array, household: Array, head: Array) -> Array:
    """Sums of people times the first, second and third power of their odds, shape (3, 2, 101).

    Args:
        people: shape (101, 2, 32, 4, 2).
        person, place, household: factors of the odds; see `intending.Odds`.
        head: share of heads of household, (2, 101).
    """
    found = np.zeros((3, 2, 101))
    more = household[0, 1] / household[0, 0]
    for a in range(15, 65):
        for s in range(2):
            one, two, three = 0.0, 0.0, 0.0
            for q in range(32):
                for e in range(4):
                    for k in range(2):
                        o = place[q, e] * household[k, 0]
                        n = people[a, s, q, e, k] * o
                        one += n
                        two += n * o
                        three += n * o * o
            base, share = person[a, s], head[s, a]
            found[0, s, a] = one * base * (1 - share + share * more)
            found[1, s, a] = two * base**2 * (1 - share + share * more**2)
            found[2, s, a] = three * base**3 * (1 - share + share * more**3)
    return found


@njit(cache=True)
def grow_older(
    never: Array,
    ever: Array,
    person: Array,
    place: Array,
    household: Array,
    head: Array,
    dies: Array,
    family: float,
    orders: tuple[float, float],
) -> None:
    """End a year: some of those who never went have gone, some have died, and all are a year older.

    Args:
        never, ever: shape (101, 2, 32, 4, 2), changed.
        dies: chance of dying within a month, (2, 101).
        family: chance a month of a family visa of linked people.
        orders: as `movers.year` returned them.
    """
    more = household[0, 1] / household[0, 0]
    no_visa = np.array([1.0, math.exp(-12.0 * family)])
    for a in range(100, -1, -1):
        for s in range(2):
            live = (1.0 - dies[s, a]) ** 12
            mean = person[a, s] * (1 - head[s, a] + head[s, a] * more)
            older = min(a + 1, 100)
            for q in range(32):
                for e in range(4):
                    for k in range(2):
                        o = mean * place[q, e] * household[k, 0]
                        x = o * orders[0] - o * o * orders[1]
                        stay = (math.exp(-x) if x > 0.0 else 1.0) * no_visa[k]
                        n, went = never[a, s, q, e, k], ever[a, s, q, e, k]
                        if older == a:
                            never[a, s, q, e, k] = n * stay * live
                            ever[a, s, q, e, k] = (went + n * (1.0 - stay)) * live
                        elif older == 100:
                            never[100, s, q, e, k] += n * stay * live
                            ever[100, s, q, e, k] += (went + n * (1.0 - stay)) * live
                        else:
                            never[older, s, q, e, k] = n * stay * live
                            ever[older, s, q, e, k] = (went + n * (1.0 - stay)) * live
    never[0] = 0.0
    ever[0] = 0.0
