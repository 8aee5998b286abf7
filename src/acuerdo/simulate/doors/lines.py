"""Applying at one door after another: who has an offer, who has a place, who waits in line."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acuerdo.rules.places import Ledger
from acuerdo.simulate import draws, states
from acuerdo.simulate.doors.facts import facts_of, first_day
from acuerdo.simulate.doors.family import members
from acuerdo.simulate.doors.offers import NONE, Ids, Offers
from acuerdo.simulate.doors.permits import Permits, Tell
from acuerdo.simulate.doors.serving import fee_of, serve
from acuerdo.simulate.doors.text import Door, Text
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.states import AT_HOME
from acuerdo.simulate.world import NOBODY, World

Who = NDArray[np.int64]


@dataclass(frozen=True)
class Line:
    """People who wait at a door, the months since which they do, and the offers they hold, shape (n,)."""

    who: Who
    since: Who
    offers: Ids

    def of(self, kept: NDArray[np.bool_]) -> "Line":
        """Some of them."""
        return Line(self.who[kept], self.since[kept], self.offers[kept])

    def then(self, other: "Line") -> "Line":
        """These, and others behind them."""
        return Line(
            np.concatenate([self.who, other.who]),
            np.concatenate([self.since, other.since]),
            np.concatenate([self.offers, other.offers]),
        )


class Lines:
    """The lines at the doors of a text, and the places used."""

    def __init__(self, offers: Offers, permits: Permits, parameters: Parameters, seed: int) -> None:
        self.offers, self.permits, self.parameters, self.seed = offers, permits, parameters, seed
        self.ledger = Ledger()
        self.waiting: dict[str, Line] = {}

    def still_home(self, world: World) -> int:
        """Let whoever is no longer at home leave their line; how many wait in all."""
        self.waiting = {
            name: line.of(np.isin(states.state(world.records[line.who]), AT_HOME))
            for name, line in self.waiting.items()
        }
        return sum(line.who.size for line in self.waiting.values())

    def apply(
        self, world: World, text: Text, door: Door, asking: Who, free: Ids, number: int, tell: Tell
    ) -> tuple[Who, Who, Ids]:
        """Let people apply at a door, beside those who wait there.

        Offers that pass the test of the door go first to whom an employer names, then by lot.

        Args:
            asking: in order of their numbers.
            free: offers that nobody holds.
            tell: what became of them is told to it.

        Returns:
            Whom a place was granted; whom the door left without one and without a place in line; and the
            offers that nobody holds now.
        """
        line = self.waiting.get(door.name, Line(NOBODY, NOBODY, NOBODY))
        asking = np.setdiff1d(asking, line.who)
        may = self.permits.may_come(door, asking, number)
        first, absent = asking[may], asking[~may]
        good = free[self.offers.pass_test(door, text.enacted, number, free)]
        named = self.permits.named(door, first)
        new = Line(first, np.full(first.size, number), self._handed_out(first, named, good, number))
        everybody = line.then(new)
        if not everybody.who.size:
            return NOBODY, asking, free
        known = {
            **self.permits.facts(everybody.who),
            **self.offers.held(door, everybody.offers, number),
            **members(door.pathway.family, everybody.who, self.parameters, self.seed),
            "application.filed_on": first_day(everybody.since),
        }
        facts = facts_of(world, everybody.who, number, self.parameters, self.seed, known)
        lot = lots(self.seed, everybody.who, number)
        found = serve(door.name, door.pathway, text.enacted, facts, lot, world.scale, self.ledger)
        self.ledger = found.ledger
        self.waiting[door.name] = everybody.of(found.waits)
        granted = everybody.of(found.granted)
        tell(
            door.name, applied=first.size, granted=granted.who.size, waiting=found.waits.sum(),
            needs_evidence=found.needs_evidence.sum(), offers=good.size, offers_failed=free.size - good.size,
            named=named.sum(), absent=absent.size, waited=(number - granted.since).sum(),
            waited_so_far=(number - everybody.since[found.waits]).sum(),
            family=facts.column("family.members")[found.granted].sum(),
            fees=granted.who.size * fee_of(door.pathway),
        )  # fmt: skip
        without = ~found.granted & ~found.waits
        self.permits.forget(np.setdiff1d(everybody.who[without], first[named]))
        left = np.union1d(everybody.who[without], absent)
        return granted.who, left, np.setdiff1d(free, everybody.offers[~without])

    def _handed_out(self, who: Who, named: NDArray[np.bool_], offers: Ids, number: int) -> Ids:
        """The offer each gets, or NONE, shape (n,)."""
        turn = np.lexsort((draws.four(self.seed, who, number, draws.DOOR)[2], ~named))
        got: Ids = np.full(who.size, NONE)
        some = turn[: offers.size]
        got[some] = offers[: some.size]
        return got


def lots(seed: int, who: Who, number: int) -> NDArray[np.uint64]:
    """A drawn number for each, no ties, shape (n,)."""
    drawn: NDArray[np.uint64] = draws.four(seed, who, number, draws.DOOR)[1] << np.uint64(32)
    return drawn | who.astype(np.uint64)
