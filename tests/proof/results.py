"""A small market with caps, its lottery and its people, published for tests and for the documents."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from acuerdo.matching.deferred import match
from acuerdo.matching.market import ALONE, NO_CAP, UNMATCHED, Caps, Market, Orders, Workers, behind_equals
from acuerdo.proof.about import About, Applied, Text
from acuerdo.proof.leaves import salts
from acuerdo.proof.lottery import Record, demonstration_record, draws
from acuerdo.proof.publishing import Published, publish
from acuerdo.proof.signing import demonstration_keys, public

SEED = 7
PARTIES = ["XBB", "XCC"]
KEYS = demonstration_keys(SEED, PARTIES)
KEYRING = {party: public(key) for party, key in KEYS.items()}
DAY = 22_000
"""A day of 2030."""


def ints(found) -> np.ndarray:
    return np.array(list(found), np.int64)


def small(people: int = 12, outside: int = 2):
    """Twelve workers, five orders, caps of two states within one of the nation; the parts of a result.

    Every third worker has a list of their own, of two orders; points come before the draw.
    """
    ids = [f"A-{each:03}" for each in range(people + outside)]
    pseudonyms = [f"W-{(each * 5) % (people + outside):02}" for each in range(people + outside)]
    record = demonstration_record(SEED, "harvest 2030", "1", PARTIES, ids)
    points = ints(each % 2 for each in range(people))
    drawn = draws(str(record.seed), ids)[:people]
    turn = np.argsort(np.lexsort((drawn, -points)))
    market = Market(
        workers_of(people, turn, behind_equals(turn, points)),
        orders_of(),
        Caps(ints([7, 3, 5]), ints([NO_CAP, 0, 0])),
        [ints([0, 1, 2, 3, 4]), ints([4, 3, 2, 1, 0]), ints([2, 4])],
    )
    about = About(
        season="harvest 2030",
        round="1",
        drawn="1",
        agreement=Text("invented-corridor", "ab" * 32),
        plan=None,
        orders=["JO-1", "JO-2", "JO-3", "JO-4", "JO-5"],
        states=["North", "North", "South", "South", ""],
        caps=["nation", "North", "South"],
        kinds=["by pay", "by season"],
        demonstration=True,
    )
    applied = Applied(ids, pseudonyms, salts(bytes(32), pseudonyms), np.arange(people), {"points": -points})
    return market, match(market), about, applied, record


def workers_of(people: int, turn: np.ndarray, behind: np.ndarray) -> Workers:
    recalled = ints(1 if each == 4 else UNMATCHED for each in range(people))
    return Workers(
        kind=ints(each % 3 for each in range(people)),
        turn=turn,
        months=ints((each * 7) % 13 for each in range(people)),
        trades=ints(1 + each % 3 for each in range(people)),
        since=ints([DAY] * people),
        until=ints([DAY + 300] * people),
        first=recalled,
        named=recalled,
        family=ints([ALONE] * people),
        behind=behind,
    )


def orders_of() -> Orders:
    return Orders(
        places=ints([2, 1, 3, 2, 1]),
        months=ints([0, 3, 0, 6, 0]),
        trade=ints([0, 0, 0, 1, 0]),
        starts=ints([DAY + 10] * 5),
        ends=ints([DAY + 200, DAY + 100, DAY + 200, DAY + 150, DAY + 200]),
        cap=ints([1, 1, 2, 2, 0]),
        of=ints(range(5)),
        prefers=ints([0, 6, 3, 0, 0]),
    )


def published(folder: Path, parts=None, keys=KEYS) -> Published:
    market, matched, about, applied, record = parts or small()
    return publish(folder, market, matched, about, applied, record, keys)


def with_record(record: Record, **changes) -> Record:
    from acuerdo.proof.lottery import seed

    changed = record.model_copy(update=changes)
    return changed.model_copy(update={"seed": seed(changed)})


def with_matched(parts, worker: int, order: int):
    """The same parts, one worker put elsewhere."""
    matched = parts[1].copy()
    matched[worker] = order
    return (parts[0], matched, *parts[2:])


def with_workers(parts, **columns):
    market = replace(parts[0], workers=replace(parts[0].workers, **columns))
    return (market, *parts[1:])
