"""The bare work: one month of migration, the same for every engine, stated in NumPy alone.

Everybody is in one of five states and grows older. Each month one uniform number decides, by state and age,
among at most three events: dying, and two more. Who asks at home for a permit enters a lottery for as many
places as a month has. Chances are made for the benchmark, of the size that migration has; none is an
estimate. `expected` plays the same rules as exact expectations, and so holds every engine to the work.
"""

import json
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats, Ints = NDArray[np.float64], NDArray[np.int64]

DEAD, HOME, IRREGULAR, PERMIT, RESIDENT = range(5)
AGES, OLDEST_MONTHS = 100, 1080
SHARES = {HOME: 0.915, IRREGULAR: 0.035, PERMIT: 0.002, RESIDENT: 0.048}
"""Of the people at the start, by state."""
PLACES = 0.00025
"""Permits a month, as a share of all people: 32,500 for 130 million."""
ASKS = (HOME, 2)
"""The event that is no move: to ask for a permit."""


def chances() -> Floats:
    """Chances within a month by state, age in years and event, shape (5, 100, 3)."""
    age = np.arange(AGES)
    found = np.zeros((5, AGES, 3))
    found[HOME:, :, 0] = 5e-6 * np.exp(0.09 * age)
    found[HOME, :, 1] = 0.0020 * np.exp(-(((age - 22) / 9) ** 2))
    found[HOME, :, 2] = 0.0040 * np.exp(-(((age - 28) / 12) ** 2))
    for state, back, settles in ((IRREGULAR, 0.010, 0.0008), (PERMIT, 0.090, 0.002), (RESIDENT, 0.0008, 0)):
        found[state, :, 1], found[state, :, 2] = back, settles
    return found


LEADS = np.array([[DEAD] * 3, [DEAD, IRREGULAR, HOME], *[[DEAD, HOME, RESIDENT]] * 3])
"""Where each event leads, by state, shape (5, 3)."""


def cells(n: int) -> Ints:
    """People by age in months and state, shape (1080, 5): ages thin out evenly to ninety years."""
    older = n * (1 - np.arange(OLDEST_MONTHS + 1) / OLDEST_MONTHS) ** 2
    size = -np.diff(np.round(older)).astype(np.int64)
    found = np.zeros((OLDEST_MONTHS, 5), np.int64)
    for state, share in SHARES.items():
        found[:, state] = np.round(size * share)
    found[:, HOME] += size - found.sum(1)
    return found


def places(n: int) -> int:
    """Permits a month."""
    return round(PLACES * n)


def expected(people: Ints, months: int) -> Floats:
    """Expected people by state after some months, shape (5,)."""
    n = int(people.sum())
    now = np.zeros((OLDEST_MONTHS + months, 5))
    now[:OLDEST_MONTHS] = people
    chance = chances()[:, np.minimum(np.arange(len(now)) // 12, AGES - 1)].transpose(1, 0, 2)
    for _ in range(months):
        happens = now[:, :, None] * chance
        asked = happens[:, HOME, 2].copy()
        happens[:, HOME, 2] = 0
        granted = asked * min(1.0, places(n) / asked.sum())
        now -= happens.sum(2)
        for state in range(HOME, 5):
            for event in range(3):
                now[:, LEADS[state, event]] += happens[:, state, event]
        now[:, HOME] -= granted
        now[:, PERMIT] += granted
        now[1:], now[0] = now[:-1].copy(), 0.0
    return np.asarray(now.sum(0))


def everybody(people: Ints) -> tuple[Ints, Ints]:
    """Age in months and state of everybody, shape (n,), in no order."""
    cell = np.repeat(np.arange(people.size), people.ravel())
    np.random.default_rng(1).shuffle(cell)
    return cell // 5, cell % 5


Run = Callable[[int], object]


def measured(make: Callable[[Ints], tuple[Run, Callable[[], Ints]]], n: int, months: int) -> None:
    """Print what one engine does with n people, as JSON: person-months a processor second, and the largest
    difference of a count from its expectation, in standard deviations of a Poisson count.

    Args:
        make: of people by age in months and state, how to play some months and how to count people by state.
    """
    small, _ = make(cells(5_000))
    small(2)
    people = cells(n)
    play, count = make(people)
    begun = time.process_time()
    play(months)
    rate = n * months / (time.process_time() - begun)
    sure = expected(people, months)
    z = np.abs(count() - sure) / np.sqrt(np.maximum(sure, 1))
    print(json.dumps({"rate": rate, "z": float(z.max())}))
