"""Wages: what pay periods were worth by the contract, what is short of it, and what protections measure.

Amounts are int64 in minor units of the currency of the contract, hours int64 in hundredths of an hour; an
unknown one is UNKNOWN_MONEY. All arrays have one element for each pay period, or for each worker where said.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.facts import UNKNOWN_MONEY

Whole = NDArray[np.int64]
HUNDREDTHS = 100
"""Parts of an hour that are counted: one of them is 36 seconds."""
DAYS_A_WEEK = 7

NOBODY, BY_EMPLOYER, BY_WORKER, BY_BOTH = (np.uint8(code) for code in range(4))
WHOSE = ("nobody", "employer", "worker", "both")
"""By whose word a period is short, by code."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one side says of pay periods: hours worked, and what was paid."""

    hours: Whole
    paid: Whole


@dataclass(frozen=True, slots=True)
class Short:
    """What is short of the contract in pay periods, and by whose word."""

    cents: Whole
    whose: NDArray[np.uint8]


def due(hours: Whole, rate: Whole) -> Whole:
    """What hours are worth at a rate an hour, halves of a cent up; UNKNOWN_MONEY where one is unknown."""
    unknown = (hours == UNKNOWN_MONEY) | (rate == UNKNOWN_MONEY)
    worth = (np.where(unknown, 0, hours) * np.where(unknown, 0, rate) + HUNDREDTHS // 2) // HUNDREDTHS
    return np.where(unknown, UNKNOWN_MONEY, worth)


def short(rate: Whole, employer: Told, kept_back: Whole, worker: Told) -> Short:
    """What pay periods are short of the contract.

    By the word of the employer: the hours it counted at the rate of the contract, less what it paid before
    deductions. By the word of the worker: the hours the worker counted (those of the employer where the
    worker counted none), less what was kept back and what came into the hand. The greater of both is short.

    Args:
        rate: of the contract, minor units an hour.
        employer: paid before deductions.
        kept_back: all deductions that the employer reported; 0 where it reported nothing.
        worker: paid into the hand.
    """
    one = _less(due(employer.hours, rate), employer.paid)
    hours = np.where(worker.hours == UNKNOWN_MONEY, employer.hours, worker.hours)
    other = _less(
        due(hours, rate), np.where(worker.paid == UNKNOWN_MONEY, worker.paid, worker.paid + kept_back)
    )
    whose = BY_EMPLOYER * (one > 0) + BY_WORKER * (other > 0)
    return Short(np.maximum(one, other), whose.astype(np.uint8))


def _less(worth: Whole, paid: Whole) -> Whole:
    known = (worth != UNKNOWN_MONEY) & (paid != UNKNOWN_MONEY)
    return np.where(known, np.maximum(worth - np.where(known, paid, 0), 0), 0)


def promised(days: Whole, hours_week: NDArray[np.float64]) -> Whole:
    """The hours of contracts: hours a week over all days from the first to the last; UNKNOWN_MONEY where the
    contract names no hours.

    Args:
        days: of each contract, the first and the last included.
        hours_week: NaN where the contract names none.
    """
    known = ~np.isnan(hours_week)
    worth = np.where(known, hours_week, 0) * HUNDREDTHS * days / DAYS_A_WEEK
    return np.where(known, np.floor(worth + 0.5).astype(np.int64), UNKNOWN_MONEY)


def offered_share(offered: Whole, of: Whole, over: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The share of the contract's hours that was offered, of each worker: `contract_hours_offered_share`.

    NaN while the contract is not over, as what is missing may still be offered, and where hours are unknown.
    """
    known = over & (offered != UNKNOWN_MONEY) & (of != UNKNOWN_MONEY) & (of > 0)
    return np.where(known, np.where(known, offered, 0) / np.where(known, of, 1), np.nan)


def guaranteed(offered: Whole, of: Whole, rate: Whole, share: float) -> Whole:
    """What hours are worth that a guarantee promises and that were not offered, of each worker.

    Args:
        share: of the contract's hours, as the protection of the text bounds it.
    """
    known = (offered != UNKNOWN_MONEY) & (of != UNKNOWN_MONEY)
    least = np.ceil(np.where(known, of, 0) * share).astype(np.int64)
    return due(np.maximum(least - np.where(known, offered, 0), 0) * known, rate)


def a_day(kept_back: Whole, days: Whole) -> Whole:
    """Deductions of pay periods by the day, a part of a cent counted as a whole one: no bound is passed by
    rounding."""
    by_day: Whole = -(-kept_back // np.maximum(days, 1))
    return by_day


def above(kept_back: Whole, days: Whole, bound: int) -> Whole:
    """What was kept back above so much a day."""
    more: Whole = np.maximum(kept_back - bound * days, 0)
    return more
