"""The labour-market test: proof that no local worker was found, decided for many job orders at once."""

from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import PlainValidator, WithJsonSchema, model_validator

from acuerdo.agreement.calendar import Calendar, Days
from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES, Answers, Criterion, Groups, three
from acuerdo.agreement.facts import FACTS, UNKNOWN_COUNT, UNKNOWN_MONEY, Facts
from acuerdo.agreement.faults import Silent, did_you_mean
from acuerdo.agreement.registry import SECTORS
from acuerdo.agreement.shares import share_of_at_least
from acuerdo.agreement.values import (
    MONEY,
    NONE,
    NOT_STATED,
    Blank,
    Flag,
    Money,
    OneOf,
    Share,
    Span,
    StatedSpan,
    broken,
    read_money,
    wrong,
)

FLOORS = ("prevailing", "none", "not_stated")
PROOFS = ("advertise", "wage_floor", "no_local", "attest")
"""The parts of the test; `attest` only where the file asks for it."""

DAYS_OF_A_MONTH = 30
"""Days of advertising that a month stands for: what an employer shows is days."""


def _read_floor(found: object) -> Money | str:
    if isinstance(found, str) and found in FLOORS:
        return found
    if isinstance(found, str) and MONEY.fullmatch(found):
        return read_money(found)
    hint = did_you_mean(found, FLOORS) if isinstance(found, str) else ""
    raise wrong(found, "prevailing, none, or an amount per hour such as 12.50 USD", hint)


Floor = Annotated[
    Money | str,
    PlainValidator(_read_floor),
    WithJsonSchema({"anyOf": [{"enum": list(FLOORS)}, {"type": "string", "pattern": MONEY.pattern}]}),
]


class Shortened(Clause):
    """A shorter time of advertising for whoever did more."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("to", "if")

    to: StatedSpan
    if_: Criterion


class LabourMarketTest(Clause):
    """What an employer must show before a place is filled from abroad.

    Fields:
        advertise: how long the place is advertised to local workers; a month counts as 30 days.
        wage_floor: the least wage per hour: an amount, or `prevailing` for the prevailing wage.
        certification_proves: the parts a labour certification is evidence of, from its date on.
        shortened: a shorter time of advertising, and for whom.
        recruit_until: the share of the days of the work contract during which local workers are still hired.
        exempt: sectors that are not tested.
        attest: whether the employer must attest the need.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = (
        "advertise",
        "shortened",
        "wage_floor",
        "certification_proves",
        "recruit_until",
        "exempt",
        "attest",
    )

    advertise: StatedSpan
    shortened: Shortened | None = None
    wage_floor: Floor
    certification_proves: list[Annotated[str, OneOf(*PROOFS)]] = []
    recruit_until: Share | None = None
    exempt: list[Annotated[str, OneOf(*SECTORS)]] = []
    attest: Flag | None = None

    @model_validator(mode="after")
    def _shortens_and_proves_what_it_asks(self) -> "LabourMarketTest":
        if self.shortened is not None:
            whole, part = self.advertise, self.shortened.to
            if NONE in (whole, part):
                raise broken("`shortened` needs two lengths of time", "advertise: 14 days, to: 7 days")
            if isinstance(whole, Span) and isinstance(part, Span) and _days(part) >= _days(whole):
                raise broken(f"`shortened.to` {part} is not shorter than `advertise` {whole}")
        if "attest" in self.certification_proves and not self.attest:
            raise broken("a certification proves `attest`, which is not asked", "attest: true")
        return self

    def decide(self, facts: Facts, on: NDArray[np.datetime64], groups: Groups) -> dict[str, Answers]:
        """Answer each part of the test for n job orders.

        A certification decision is evidence from its day on: granted (also in part) proves the parts the
        clause lists, denied disproves that no local worker is available. Before its day, and without one,
        each part is decided by the order's own facts; what they leave open needs evidence. In an exempt
        sector every part holds; while the sector is unknown and may be exempt, nothing is refused.

        Args:
            facts: n offers.
            on: the day of decision for each, datetime64[D], shape (n,).
            groups: the file's named groups of countries.

        Returns:
            For each part (`advertise`, `wage_floor`, `no_local`, and `attest` where the file asks for it) NO,
            UNSURE or YES, shape (n,).

        Raises:
            ValueError: a time of advertising or the wage floor is not stated.
        """
        known = facts.column("offer.certified_on") <= on
        status = facts.column("offer.certification")
        words = FACTS["offer.certification"].words
        granted = known & ((status == words.index("granted")) | (status == words.index("granted_in_part")))
        denied = known & (status == words.index("denied"))
        parts = {
            "advertise": self._advertised(facts, groups),
            "wage_floor": self._paid(facts),
            "no_local": _flagged(facts, "offer.local_workers_available", 0),
        }
        if self.attest:
            parts["attest"] = _flagged(facts, "offer.employer_attests", 1)
        for name in self.certification_proves:
            parts[name] = np.where(granted, YES, parts[name])
        if "no_local" in self.certification_proves:
            parts["no_local"] = np.where(denied, NO, parts["no_local"])
        exempt = self.exempts(facts)
        return {name: np.maximum(part, exempt) for name, part in parts.items()}

    def exempts(self, facts: Facts) -> Answers:
        """Whether the sector of each offer is not tested: YES, NO, or UNSURE where it is unknown."""
        if not self.exempt:
            return np.full(facts.n, NO)
        sector = facts.column("offer.sector")
        exempt = np.isin(sector, [SECTORS.index(name) for name in self.exempt])
        return three(exempt, (sector < 0) | (sector >= len(SECTORS)))

    def recruits_until(self, facts: Facts, calendar: Calendar) -> Days:
        """The last day on which local workers are still hired, shape (n,).

        The share of the contract's days is rounded up, and days are counted as the file counts them: half
        of 1 to 9 June ends on 5 June where the first day counts. NaT where the days of work are unknown,
        and where nothing is asked: without `recruit_until`, and in an exempt sector.
        """
        starts, ends = facts.column("offer.starts"), facts.column("offer.ends")
        if self.recruit_until is None:
            return np.full(facts.n, np.datetime64("NaT", "D"))
        first = np.timedelta64(int(calendar.day_count == "inclusive_of_first_day"), "D")
        known = ~(np.isnat(starts) | np.isnat(ends) | (self.exempts(facts) == YES))
        length = np.where(known, ends - starts + first, np.timedelta64(0, "D")).astype(np.int64)
        hired = share_of_at_least(length, self.recruit_until).astype("timedelta64[D]")
        return np.where(known, starts + hired - first, np.datetime64("NaT", "D"))

    def _advertised(self, facts: Facts, groups: Groups) -> Answers:
        asked = _shown_for(self.advertise, "advertise", facts)
        if self.shortened is None:
            return asked
        shorter = _shown_for(self.shortened.to, "shortened.to", facts)
        entitled = self.shortened.if_.answer(facts, groups)
        either = np.where(asked == shorter, asked, UNSURE)
        return np.where(entitled == YES, shorter, np.where(entitled == NO, asked, either))

    def _paid(self, facts: Facts) -> Answers:
        if self.wage_floor == "not_stated":
            raise Silent("labour_market_test.wage_floor is not stated; a plan must assume it")
        if self.wage_floor == "none":
            return np.full(facts.n, YES)
        wage = facts.column("offer.wage_per_hour")
        floor: NDArray[np.int64] | int
        if isinstance(self.wage_floor, Money):
            floor, no_floor = self.wage_floor.cents, np.zeros(facts.n, np.bool_)
        else:
            floor = facts.column("offer.prevailing_wage_per_hour")
            no_floor = floor == UNKNOWN_MONEY
        return three(wage >= floor, (wage == UNKNOWN_MONEY) | no_floor)


def _days(span: Span) -> int:
    return span.days + DAYS_OF_A_MONTH * span.months


def _shown_for(least: Span | Blank, what: str, facts: Facts) -> Answers:
    """Whether each offer was advertised long enough; where no time is asked nothing has to be shown."""
    if least is NOT_STATED:
        raise Silent(f"labour_market_test.{what} is not stated; a plan must assume it")
    if isinstance(least, Blank) or _days(least) == 0:
        return np.full(facts.n, YES)
    days = facts.column("offer.advertised_days")
    return three(days >= _days(least), days == UNKNOWN_COUNT)


def _flagged(facts: Facts, name: str, wanted: int) -> Answers:
    """Whether a flag is as wanted; what is neither true nor false is unknown."""
    flag = facts.column(name)
    return three(flag == wanted, (flag != 0) & (flag != 1))
