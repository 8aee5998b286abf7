"""The months of a year for those who went, as expected numbers of people."""

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from acuerdo.simulate.flows import Flow

Array = NDArray[np.float64]

TWELFTH = 1.0 / 12.0
OPEN = 60
"""The last month of stay that is kept apart holds all later ones too."""
AWAY = 16
"""Years since return that are kept apart; the last holds all later ones."""
BIN_OF = np.searchsorted([6, 12, 36, 60], np.arange(OPEN + 1), side="right")

ATTEMPTS, APPREHENSIONS = int(Flow.ATTEMPTS), int(Flow.APPREHENSIONS)
ENTRIES_FIRST, ENTRIES_AGAIN, GAVE_UP = int(Flow.ENTRIES_FIRST), int(Flow.ENTRIES_AGAIN), int(Flow.GAVE_UP)
DIED, DIED_FIRST = int(Flow.DEATHS_CROSSING), int(Flow.DEATHS_FIRST)
ONCE = int(Flow.CAUGHT_ONCE)
INTEND_FIRST, INTEND_AGAIN = int(Flow.INTEND_FIRST), int(Flow.INTEND_AGAIN)
FAMILY_FIRST, FAMILY_AGAIN = int(Flow.FAMILY_FIRST), int(Flow.FAMILY_AGAIN)
RETURNS, REMOVALS = int(Flow.RETURNS_UNAUTHORIZED), int(Flow.REMOVALS_UNAUTHORIZED)
BACK_L, BACK_C = int(Flow.RETURNS_RESIDENT), int(Flow.RETURNS_CITIZEN)
LEGALISED, NATURALISED, FIRST_0_6 = int(Flow.LEGALISED), int(Flow.NATURALISED), int(Flow.FIRST_0_6)


@njit(cache=True)
def year(
    sums: Array,
    never: Array,
    gone_odds: Array,
    gone_linked: Array,
    stay: Array,
    there: Array,
    home: Array,
    resident: Array,
    citizen: Array,
    again: Array,
    back: Array,
    ties: Array,
    factor: Array,
    dear: Array,
    idle: Array,
    log_odds: Array,
    retry: Array,
    dies: Array,
    removal: Array,
    scalars: Array,
    attempts: Array,
    flows: Array,
    entries: Array,
    caught_at: Array,
) -> tuple[float, float]:
    """Play twelve months; arrays of people are changed, flows are filled.

    Args:
        sums: of people who never went times their odds, times these squared and cubed, (3, 2, 101).
        never: people who never went and those linked among them, (2,).
        gone_odds: mean odds of those who went and the mean of their squares over it, (2, 2, 101).
        gone_linked: share linked of those who went, (2, 101).
        stay: unauthorized by sex, trips, months there, ties, (2, 5, 61, 8).
        there: unauthorized by sex, age, length of stay, (2, 101, 5).
        home: those returned by sex, age, trips, years since, (2, 101, 5, 16).
        resident: by sex, age, years since, (2, 101, 6); citizen: (2, 101).
        again: (5, 16) by trips, years since; back: (5, 8); ties: shares, (8,).
        factor, dear, idle, log_odds, retry, dies, removal: of the twelve months.
        scalars: chances a month of a family visa (linked), legalisation, a resident's return, naturalisation;
            the parameter of attempts, the attempts of 2000; months before this year.
        attempts: of the last twelve months, oldest first, (12,).
        flows: (12, flows); entries: (2, 101); caught_at: (12,).

    Returns:
        Sums over months of what multiplies the odds, and of what multiplies their squares, in the log of the
        share that stays.
    """
    family, legal, leave, natural, crowd, then = (
        scalars[0],
        scalars[1],
        scalars[2],
        scalars[3],
        scalars[4],
        scalars[5],
    )
    first_order, second_order = 0.0, 0.0
    entered_by = np.zeros((2, 101))
    again_by = np.zeros((2, 5))
    for m in range(12):
        f = factor[m]
        _grow_older(stay, there, home, resident)
        odds = log_odds[m] - crowd * math.log(max(attempts.sum(), 1.0) / then)
        p = (1.0 - dies[m]) / (1.0 + math.exp(-odds))
        caught_at[m] = p / (1.0 - dies[m])
        chain = 1.0 / (1.0 - p * retry[m])
        enter, die = (1.0 - dies[m] - p) * chain, dies[m] * chain
        leaves_home = enter + die
        first = 0.0
        for s in range(2):
            for a in range(15, 65):
                s1, s2, s3 = sums[0, s, a], sums[1, s, a], sums[2, s, a]
                go = f * s1 - f * f * s2 + f * f * f * s3
                first += go
                entered_by[s, a] = enter * go
                entries[s, a] += enter * go
                sums[0, s, a] = s1 - leaves_home * (f * s2 - f * f * s3)
                sums[1, s, a] = s2 - leaves_home * f * s3
        first_order += leaves_home * f
        second_order += leaves_home * f * f - 0.5 * leaves_home * leaves_home * f * f
        again_by[:] = 0.0
        repeated, visas_again = _go_again(
            home, resident, there, gone_odds, gone_linked, again, f, family, enter, leaves_home, again_by
        )
        who = first + repeated
        caught = p * chain * who
        attempts[:-1] = attempts[1:]
        attempts[-1] = chain * who
        flows[m, INTEND_FIRST], flows[m, INTEND_AGAIN] = first, repeated
        flows[m, ATTEMPTS], flows[m, APPREHENSIONS] = chain * who, caught
        flows[m, ENTRIES_FIRST], flows[m, ENTRIES_AGAIN] = enter * first, enter * repeated
        flows[m, DIED], flows[m, DIED_FIRST] = die * who, die * first
        flows[m, GAVE_UP] = p * (1.0 - retry[m]) * chain * who
        more = p * retry[m]
        flows[m, ONCE], flows[m, ONCE + 1] = p * (1 - more) * who, p * more * (1 - more) * who
        flows[m, ONCE + 2] = p * more * more * who
        _leave(stay, there, home, resident, back, dear[m] * idle[m], removal[m], legal, flows[m])
        _settle(home, resident, citizen, leave, natural, flows[m])
        flows[m, FAMILY_FIRST], flows[m, FAMILY_AGAIN] = family * never[1], visas_again
        for s in range(2):
            arrive = 0.0
            for a in range(15, 65):
                there[s, a, 0] += entered_by[s, a]
                arrive += entered_by[s, a]
            for t in range(8):
                stay[s, 0, 0, t] += arrive * ties[t]
                for k in range(1, 5):
                    stay[s, k, 0, t] += again_by[s, k] * ties[t]
    return first_order, second_order


@njit(cache=True)
def _go_again(
    home: Array,
    resident: Array,
    there: Array,
    gone_odds: Array,
    gone_linked: Array,
    again: Array,
    f: float,
    family: float,
    enter: float,
    leaves_home: float,
    again_by: Array,
) -> tuple[float, float]:
    """Those returned go again or arrive on a visa: how many mean to, and how many arrive."""
    repeated = 0.0
    visas_again = 0.0
    for s in range(2):
        for a in range(15, 65):
            mean, ratio = gone_odds[0, s, a] * f, gone_odds[1, s, a] * f
            visa = family * gone_linked[s, a]
            for k in range(5):
                for y in range(AWAY):
                    people = home[s, a, k, y]
                    r = again[k, y]
                    go = people * mean * r / (1.0 + ratio * r)
                    repeated += go
                    home[s, a, k, y] = people * (1.0 - visa) - go * leaves_home
                    visas_again += people * visa
                    resident[s, a, 0] += people * visa
                    again_by[s, min(k + 1, 4)] += go * enter
                    there[s, a, 0] += go * enter
    return repeated, visas_again


@njit(cache=True)
def _grow_older(stay: Array, there: Array, home: Array, resident: Array) -> None:
    """A month more there, a twelfth of each year more at home and as a resident."""
    for s in range(2):
        cross = np.zeros(4)
        total = np.zeros(5)
        for j in range(OPEN + 1):
            here = stay[s, :, j].sum()
            total[BIN_OF[j]] += here
            if j in (5, 11, 35, 59):
                cross[BIN_OF[j]] = here
        for b in range(4):
            cross[b] = cross[b] / total[b] if total[b] > 0.0 else 0.0
        for a in range(101):
            for b in range(3, -1, -1):
                moved = there[s, a, b] * cross[b]
                there[s, a, b] -= moved
                there[s, a, b + 1] += moved
            for y in range(4, -1, -1):
                moved = resident[s, a, y] * TWELFTH
                resident[s, a, y] -= moved
                resident[s, a, y + 1] += moved
            for k in range(5):
                for y in range(AWAY - 2, -1, -1):
                    moved = home[s, a, k, y] * TWELFTH
                    home[s, a, k, y] -= moved
                    home[s, a, k, y + 1] += moved
        for k in range(5):
            for t in range(8):
                stay[s, k, OPEN, t] += stay[s, k, OPEN - 1, t]
                for j in range(OPEN - 1, 0, -1):
                    stay[s, k, j, t] = stay[s, k, j - 1, t]
                stay[s, k, 0, t] = 0.0


@njit(cache=True)
def _leave(
    stay: Array,
    there: Array,
    home: Array,
    resident: Array,
    back: Array,
    moved: float,
    removal: float,
    legal: float,
    flows: Array,
) -> None:
    """Returns, removals and legalisation of those without papers."""
    for s in range(2):
        returned = np.zeros((5, 5))
        gone = np.zeros((5, 5))
        total = np.zeros(5)
        for k in range(5):
            for j in range(OPEN + 1):
                b = BIN_OF[j]
                for t in range(8):
                    people = stay[s, k, j, t]
                    chance = min(back[b, t] * moved, 1.0)
                    returned[k, b] += people * chance
                    gone[k, b] += people * (chance + removal)
                    total[b] += people
                    stay[s, k, j, t] = people * max(1.0 - chance - removal - legal, 0.0)
        for b in range(5):
            flows[FIRST_0_6 + b] += returned[0, b]
            flows[RETURNS] += returned[:, b].sum()
            flows[REMOVALS] += removal * total[b]
            flows[LEGALISED] += legal * total[b]
            if total[b] <= 0.0:
                continue
            share = gone[:, b] / total[b]
            out = share.sum()
            for a in range(101):
                people = there[s, a, b]
                for k in range(5):
                    home[s, a, k, 0] += people * share[k]
                resident[s, a, 0] += people * legal
                there[s, a, b] = people * max(1.0 - out - legal, 0.0)


@njit(cache=True)
def _settle(home: Array, resident: Array, citizen: Array, leave: float, natural: float, flows: Array) -> None:
    """Residents and citizens return, residents of five years become citizens."""
    for s in range(2):
        for a in range(101):
            back = citizen[s, a] * leave
            flows[BACK_C] += back
            citizen[s, a] -= back
            for y in range(6):
                people = resident[s, a, y]
                became = people * natural if y == 5 else 0.0
                flows[NATURALISED] += became
                flows[BACK_L] += people * leave
                citizen[s, a] += became
                back += people * leave
                resident[s, a, y] = people * (1.0 - leave) - became
            home[s, a, 0, 0] += back
