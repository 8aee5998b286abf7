"""Who gets a place under caps that are nearly full, asked so that another value in them shows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np

from acuerdo.agreement.cases import Case
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.faults import Refused
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.terms import Terms
from acuerdo.rules.eligibility import points
from acuerdo.rules.formulas import counted_out
from acuerdo.rules.order import turns
from acuerdo.rules.periods import stretches
from acuerdo.rules.places import Ledger, Places, Queue, allocate
from acuerdo.rules.trial import facts_of
from effect.people import as_case, asked_at, drawn, pools_of

ASKING = 300
"""People who ask for a place in a probe of caps."""

ROOM_LEFT = 12
"""Places left in each period of a cap when a probe begins."""


def served(enacted: Enacted, base: Enacted, names: tuple[str, ...]) -> Iterator[Any]:
    """Who gets a place under the caps of some pathways over sixteen months, with the caps around them."""
    return (_served(enacted, base, name, line) for name in names for line in LINES)


def handed_on(enacted: Enacted, base: Enacted, name: str) -> Iterator[Any]:
    """The same for each other pathway, after hardly anybody asked under one whose places may spill."""
    of = _counted(base, base)
    for other in of.pathways:
        ledger = _before(base, other, "late between")
        if isinstance(ledger, str):
            continue
        before = _allocated(enacted, base, name, "late", ledger, FEW)
        if other != name and isinstance(before, Places):
            yield _told(_allocated(enacted, base, other, "late between", before.ledger))


FEW = 3
"""People who ask for places of which most are left."""


def _served(enacted: Enacted, base: Enacted, name: str, line: str) -> Any:
    ledger = _before(base, name, line)
    return ledger if isinstance(ledger, str) else _told(_allocated(enacted, base, name, line, ledger))


def _before(base: Enacted, name: str, line: str) -> Ledger | str:
    of = _counted(base, base)
    try:
        return nearly_full(of.pathways[name], f"pathways.{name}", of, base.on, ROOM[line])
    except Refused as error:
        return str(error)


def _counted(enacted: Enacted, base: Enacted) -> Terms:
    return counted_out(enacted.agreement.terms, {}, base.on.year + 1)


def _allocated(
    enacted: Enacted, base: Enacted, name: str, line: str, ledger: Ledger, asking: int = ASKING
) -> Places | str | None:
    terms = _counted(enacted, base)
    pathway = terms.pathways[name]
    if pathway.cap is None:
        return None
    queue = _in_order(_queue(base, name, line), pathway, terms)
    queue = replace(queue, asks=queue.asks & (np.arange(ASKING) < asking))
    try:
        return allocate(f"pathways.{name}.cap", pathway.cap, pathway.allocation, terms, queue, ledger)
    except Refused as error:
        return str(error)


def _told(found: Places | str | None) -> Any:
    if not isinstance(found, Places):
        return found
    taken = sorted(map(str, found.ledger.used.items()))
    return found.status.tolist(), found.through.tolist(), found.given_on.astype(str).tolist(), taken


def _late(n: int) -> Any:
    return np.where(np.arange(n) < 3, 0, np.sort(370 + np.arange(n) * 2 % 110))


LINES: dict[str, Any] = {
    "crowded": lambda n: np.concatenate([np.arange(100) // 10, np.arange(100) * 3, np.arange(100) * 3 + 200]),
    "late": _late,
    "late between": _late,
    "strangers": lambda n: np.arange(n) * 4 // 3,
}
"""Days after the first on which n people ask: many at once, three in the first year, nobody known."""


ROOM = {"crowded": (0, 5, 10), "late": (0, -5, -10), "late between": (0, -5, 30), "strangers": (0, 5, 10)}
"""Places left under each cap around the first, more than under the first itself."""


def _in_order(queue: Queue, pathway: Pathway, terms: Terms) -> Queue:
    """The same people in the order that a text says."""
    if pathway.allocation is None:
        return queue
    n, allocation = queue.asks.size, pathway.allocation
    draw = (np.arange(n) * 11 % n).astype(np.uint64)
    score = points(pathway, terms.nations, queue.facts)
    line = turns(allocation.order, draw, queue.filed, queue.counts_on, score, allocation.ties)
    return replace(queue, turn=line)


@cache
def _queue(base: Enacted, name: str, line: str) -> Queue:
    facts = sorted(set(asked_at(base, f"pathways.{name}")) | {"person.nationality"})
    people = drawn(facts, pools_of(base), ASKING, f"{name} asks")
    if line == "strangers":
        people = [dict.fromkeys(facts, "unknown")] * ASKING
    words = {"name": "line", "on": base.on.isoformat(), "expect": {f"pathways.{name}": "yes"}}
    known = facts_of(Case.model_validate({**words, **as_case(people)}))
    days = np.datetime64(base.on, "D") + LINES[line](ASKING).astype("timedelta64[D]")
    earlier = days - (np.arange(ASKING) * 7 % 50).astype("timedelta64[D]")
    return Queue(np.ones(ASKING, np.bool_), days, earlier, np.arange(ASKING) * 7 % ASKING, known)


def nearly_full(
    clause: Any, path: str, terms: Any, on: date, room: Sequence[int] = ROOM["crowded"]
) -> Ledger:
    """What was used before: all but a few places of each period, and `room` more under each cap around."""
    ledger, seen = Ledger(), set()
    if clause.cap is None:
        return ledger
    asides = getattr(clause, "allocation", None) and clause.allocation.set_asides
    left = ROOM_LEFT + 3 * len(asides or ())
    for stretch in stretches(f"{path}.cap", clause.cap, on, on + timedelta(500), terms):
        for depth, level in enumerate(stretch.levels):
            count = level.entry.count
            begun = level.entry.per == "rolling" and seen
            if level.key not in seen and isinstance(count, int) and not begun:
                ledger = ledger.use(level.key, max(0, count - left - room[min(depth, len(room) - 1)]))
            seen.add(level.key)
        own = stretch.levels[0]
        for aside in asides or ():
            key = (f"{path}.allocation.set_asides.{aside.name}", own.start)
            if key not in seen and isinstance(own.entry.count, int):
                ledger = ledger.use(key, max(0, aside.places(own.entry.count) - 3))
            seen.add(key)
    return ledger
