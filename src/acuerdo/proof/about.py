"""What a match is about: the names behind its numbers, and everybody who applied; in one order of rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from acuerdo.matching.market import ALONE, NO_CAP, UNMATCHED, Caps, Ints, Market, Orders, Workers

WORKERS_ORDERS = ("first", "named")
"""Fields of workers that hold the number of an order."""
ORDERS_ORDERS = ("of",)
"""Fields of orders that hold the number of an order."""


class Text(NamedTuple):
    """A text that a match was made under: its id, and the SHA-256 of its file."""

    id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """What the numbers of a market stand for. None of it is about a person.

    Fields:
        season, round: what the match is for.
        drawn: the round whose lottery puts people in line: this one, or an earlier one of the season.
        agreement, plan: the texts it was made under.
        orders: the public name of each order, no two alike, (m,).
        states: the state of each order, (m,).
        caps: the name of each cap, no two alike, (c,).
        kinds: the name of each list that was made of the orders alone, no two alike. Lists beyond these were
            made by workers, and are kept in the roll.
        demonstration: whether it was played, and signed with keys that everybody can make.
    """

    season: str
    round: str
    drawn: str
    agreement: Text
    plan: Text | None
    orders: Sequence[str]
    states: Sequence[str]
    caps: Sequence[str]
    kinds: Sequence[str]
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Applied:
    """Everybody on the closed list, (a,), and who of them is in the match, (n,).

    Fields:
        applications: the name of each application, no two alike, (a,).
        pseudonyms: the pseudonym of each applicant, no two alike, (a,).
        salts: 16 to 64 bytes each, (a,).
        who: the row here of each worker of the market, (n,).
        line: what comes before the draw in the order of service, each (n,), least first; the first decides,
            then the second, and the draw between equals.
    """

    applications: Sequence[str]
    pseudonyms: Sequence[str]
    salts: Sequence[bytes]
    who: Ints
    line: Mapping[str, Ints]


def faults(market: Market, matched: Ints, about: About, applied: Applied) -> Iterator[str]:
    """Where names and numbers do not go together, one a line."""
    n, m, c = matched.size, market.orders.places.size, market.caps.places.size
    for name, found, size in (
        ("about.orders", about.orders, m),
        ("about.states", about.states, m),
        ("about.caps", about.caps, c),
        ("applied.who", applied.who, n),
        ("applied.pseudonyms", applied.pseudonyms, len(applied.applications)),
        ("applied.salts", applied.salts, len(applied.applications)),
        ("market.workers", market.workers.turn, n),
        *((f"applied.line[{name}]", values, n) for name, values in applied.line.items()),
    ):
        if len(found) != size:
            yield f"{name} has {len(found)} rows, not {size}"
    if len(about.kinds) > len(market.ranked):
        yield f"about.kinds names {len(about.kinds)} lists, of {len(market.ranked)}"
    for name, names in (
        ("about.orders", about.orders),
        ("about.caps", about.caps),
        ("about.kinds", about.kinds),
        ("applied.applications", applied.applications),
        ("applied.pseudonyms", applied.pseudonyms),
    ):
        if len(set(names)) < len(names) or "" in names:
            yield f"{name} has a name twice, or none"
    if np.unique(applied.who).size < applied.who.size or not _within(applied.who, 0, len(applied.pseudonyms)):
        yield "applied.who names a row twice, or one that is not there"
    if not _within(matched, UNMATCHED, m):
        yield f"matched goes from {UNMATCHED} to {m - 1}"


def _within(numbers: Ints, least: int, below: int) -> bool:
    return bool(((numbers >= least) & (numbers < below)).all())


Columns = TypeVar("Columns", Workers, Orders, Caps)


def rows(part: Columns, at: NDArray[np.intp] | Ints) -> Columns:
    """Some rows of workers, orders or caps."""
    return replace(part, **{each.name: getattr(part, each.name)[at] for each in fields(part)})


def _renumbered(part: Columns, to: Ints, names: Sequence[str]) -> Columns:
    there = [each.name for each in fields(part) if each.name in names]
    return replace(part, **{name: to[getattr(part, name)] for name in there})


def in_order(
    market: Market, matched: Ints, about: About, applied: Applied
) -> tuple[Market, Ints, About, Applied]:
    """The same match with applicants by pseudonym, orders and lists by name, and caps by name below the cap
    around them, so that the same match gives the same bytes in whatever order its rows come.
    """
    orders = np.array(_sorted(about.orders), np.int64)
    to = np.append(np.argsort(orders), UNMATCHED)
    caps = np.array(_sorted(_paths(market.caps, about.caps)), np.int64)
    cap_to = np.append(np.argsort(caps), NO_CAP)
    kinds, own = _sorted(about.kinds), range(len(about.kinds), len(market.ranked))
    kind_to = np.argsort(np.array([*kinds, *own], np.int64))
    people = np.array(_sorted(applied.pseudonyms), np.int64)
    to_person = np.argsort(people)
    workers = np.argsort(to_person[applied.who])
    offered = _renumbered(rows(market.orders, orders), to, ORDERS_ORDERS)
    asking = _families(_renumbered(rows(market.workers, workers), to, WORKERS_ORDERS))
    around = rows(market.caps, caps)
    moved = Market(
        replace(asking, kind=kind_to[asking.kind] if kind_to.size else asking.kind),
        replace(offered, cap=cap_to[offered.cap]),
        replace(around, within=cap_to[around.within]),
        [to[market.ranked[kind]] for kind in (*kinds, *own)],
    )
    named = replace(
        about,
        orders=[about.orders[each] for each in orders.tolist()],
        states=[about.states[each] for each in orders.tolist()],
        caps=[about.caps[each] for each in caps.tolist()],
        kinds=[about.kinds[each] for each in kinds],
    )
    listed = Applied(
        [applied.applications[each] for each in people.tolist()],
        [applied.pseudonyms[each] for each in people.tolist()],
        [applied.salts[each] for each in people.tolist()],
        to_person[applied.who][workers],
        {name: values[workers] for name, values in applied.line.items()},
    )
    return moved, to[matched][workers], named, listed


def _sorted(names: Sequence[str] | Sequence[tuple[str, ...]]) -> list[int]:
    return sorted(range(len(names)), key=names.__getitem__)


def _paths(caps: Caps, names: Sequence[str]) -> list[tuple[str, ...]]:
    """The name of each cap below the names of those around it."""
    found: list[tuple[str, ...]] = []
    for name, within in zip(names, caps.within.tolist(), strict=True):
        found.append((*(found[within] if within != NO_CAP else ()), name))
    return found


def _families(workers: Workers) -> Workers:
    """Families by the first of their rows: their numbers say nothing else."""
    together = workers.family != ALONE
    _, first, number = np.unique(workers.family[together], return_index=True, return_inverse=True)
    family = workers.family.copy()
    family[together] = np.argsort(np.argsort(first))[number]
    return replace(workers, family=family)
