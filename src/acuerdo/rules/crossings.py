"""Entries and exits as two states tell them, held against each other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int8]
Places = NDArray[np.int64]
Instants = NDArray[np.datetime64]

DIRECTIONS = ("entry", "exit")
"""Words for the directions, seen from the country of work."""
ENTRY, EXIT = np.int8(0), np.int8(1)

SAME_WITHIN = np.timedelta64(24, "h")
"""Two records of one crossing lie no further apart (assumed: the longest flight, and an hour that was noted
in another zone)."""
SAME_CROSSING_WITHIN = np.timedelta64(14 * 24, "h")
"""Records further apart than SAME_WITHIN and nearer than this are taken as one crossing of which the states
say another day (assumed)."""
TOLD_WITHIN = np.timedelta64(3 * 24, "h")
"""How long a state has to tell of a crossing before it is missed (assumed)."""

FOUND = ("matched", "awaited", "one_sided", "other_direction", "other_day", "unknown_permit")
"""Words for what was found of a record beside those of the other state."""
MATCHED, AWAITED, ONE_SIDED, OTHER_DIRECTION, OTHER_DAY, UNKNOWN_PERMIT = range(6)
TURNS = ("in_turn", "exit_without_entry", "entered_twice")
"""Words for how a crossing follows on the one before of the same permit."""
IN_TURN, EXIT_WITHOUT_ENTRY, ENTERED_TWICE = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class Reconciled:
    """What was found of n records.

    Fields:
        found: of FOUND, shape (n,).
        other: the record of the other state that tells of the same crossing, -1 for none, shape (n,).
        turn: of TURNS, shape (n,). Of two records of one crossing only the first has a turn of its own.
    """

    found: Codes
    other: Places
    turn: Codes

    @property
    def crossings(self) -> NDArray[np.bool_]:
        """The records that stand for a crossing each: of two of one crossing the first, and none of an
        unknown permit or of a crossing whose direction is not agreed on. Shape (n,)."""
        return _first_of_each(self.other) & ~np.isin(self.found, (UNKNOWN_PERMIT, OTHER_DIRECTION))


def reconcile(
    permit: Places,
    direction: Codes,
    at: Instants,
    second: NDArray[np.bool_],
    now: np.datetime64,
    same_within: np.timedelta64 = SAME_WITHIN,
) -> Reconciled:
    """Hold the records of two states against each other.

    Of one permit and direction, the earliest record of one state is matched with the earliest of the other
    that lies near enough. What is left is one crossing told with the other direction, or with another day, or
    told by one state alone. What one state alone told in the last days is awaited from the other.

    Args:
        permit: a number for each permit, shape (n,); below 0 where there is none such.
        direction: of DIRECTIONS, shape (n,).
        at: when, to the second, shape (n,).
        second: told by the second state and not by the first, shape (n,).
        now: the instant at which this is asked.
        same_within: how far apart two records of one crossing may lie.
    """
    n, known, seconds = permit.size, permit >= 0, at.astype("datetime64[s]").astype(np.int64)
    found = np.where(known, ONE_SIDED, UNKNOWN_PERMIT).astype(np.int8)
    other = np.full(n, -1, np.int64)
    ways = direction.astype(np.int64)
    for code, key, within in (
        (MATCHED, ways, same_within),
        (OTHER_DIRECTION, ways ^ second, same_within),
        (OTHER_DAY, ways, SAME_CROSSING_WITHIN),
    ):
        left = np.flatnonzero(known & (other < 0))
        pairs = _paired(2 * permit[left] + key[left], seconds[left], second[left], _seconds(within))
        one, two = left[pairs[0]], left[pairs[1]]
        other[one], other[two], found[one], found[two] = two, one, code, code
    told_by_now = at <= now - TOLD_WITHIN
    found[(found == ONE_SIDED) & ~told_by_now] = AWAITED
    made = Reconciled(found, other, np.zeros(n, np.int8))
    made.turn[:] = np.where(told_by_now, _turns(permit, direction, seconds, made.crossings), IN_TURN)
    return made


def _seconds(span: np.timedelta64) -> int:
    return int(span.astype("timedelta64[s]").astype(np.int64))


def _paired(group: Places, at: Places, second: NDArray[np.bool_], within: int) -> tuple[Places, Places]:
    """Of each group the earliest of one side with the earliest of the other that lies within some seconds:
    the places of the pairs. All groups are gone through at once, a step of each at a time."""
    one, two = (rows[np.lexsort((at[rows], group[rows]))] for rows in map(np.flatnonzero, (~second, second)))
    both = np.intersect1d(group[one], group[two])
    (here, ends), (there, ends_there) = (
        [np.searchsorted(group[rows], both, side) for side in ("left", "right")] for rows in (one, two)
    )
    pairs: list[tuple[Places, Places]] = []
    while here.size:
        apart = at[one[here]] - at[two[there]]
        hit = np.abs(apart) <= within
        pairs.append((one[here[hit]], two[there[hit]]))
        here, there = here + (hit | (apart < 0)), there + (hit | (apart > 0))
        goes_on = (here < ends) & (there < ends_there)
        here, ends, there, ends_there = (each[goes_on] for each in (here, ends, there, ends_there))
    if not pairs:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate([each[0] for each in pairs]), np.concatenate([each[1] for each in pairs])


def _first_of_each(other: Places) -> NDArray[np.bool_]:
    return (other < 0) | (np.arange(other.size) < other)


def _turns(permit: Places, direction: Codes, at: Places, counted: NDArray[np.bool_]) -> Codes:
    """How each counted crossing follows on the one before of its permit."""
    rows = np.flatnonzero(counted)
    rows = rows[np.lexsort((rows, at[rows], permit[rows]))]
    which, ways = permit[rows], direction[rows]
    before = np.concatenate([np.full(1, EXIT, np.int8)[: rows.size], ways[:-1]])
    before[1:][which[1:] != which[:-1]] = EXIT
    turn = np.zeros(permit.size, np.int8)
    turn[rows[(ways == EXIT) & (before == EXIT)]] = EXIT_WITHOUT_ENTRY
    turn[rows[(ways == ENTRY) & (before == ENTRY)]] = ENTERED_TWICE
    return turn
