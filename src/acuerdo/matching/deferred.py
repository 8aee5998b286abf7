"""Worker-proposing deferred acceptance over complete lists (Gale and Shapley 1962).

Each worker asks the best order left on the list; each order holds on to the best it was asked by, up to
its places, and lets the others go on asking. The result is stable: no worker and order would both rather
have each other; and no stable result is better for any worker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappush, heapreplace

import numpy as np
from numpy.typing import NDArray

UNMATCHED = -1
"""The order of a worker who has none."""

Orders = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Market:
    """Who asks for what, and who is preferred.

    Fields:
        kind: the kind of each worker; workers of a kind rank the same orders in the same way, shape (n,).
        ranked: for each kind the orders it is admitted to, best first.
        places: the places of each order, shape (m,).
        turn: the place in line of each worker, no ties, smaller is earlier, shape (n,).
        first: an order that a worker ranks before all others, or UNMATCHED, shape (n,).
        named: an order whose employer named the worker, who comes before all others there, or UNMATCHED,
            shape (n,). Being named helps only who lists the order.
    """

    kind: NDArray[np.int64]
    ranked: Sequence[Orders]
    places: NDArray[np.int64]
    turn: NDArray[np.int64]
    first: Orders
    named: Orders


def match(market: Market) -> Orders:
    """The order each worker is matched with, or UNMATCHED, shape (n,).

    The result does not depend on who asks first. So whoever is named by their first choice asks there
    before anybody else does, and the others follow in turn: an order that is full with people ahead of one
    worker is then full for every later one too, and is passed over from there on.
    """
    asking = _Asking(market)
    in_turn = np.argsort(market.turn, kind="stable")
    sure = (market.first == market.named) & (market.first != UNMATCHED)
    for worker in in_turn[sure[in_turn]].tolist():
        asking.ask_first(worker)
    for worker in in_turn.tolist():
        out = asking.ask(worker) if asking.matched[worker] == UNMATCHED else UNMATCHED
        while out != UNMATCHED:
            out = asking.ask_on(out)
    return np.array(asking.matched, np.int64)


class _Asking:
    """The state of the procedure: what each order holds, and where each worker's list has come to."""

    def __init__(self, market: Market) -> None:
        self.n = market.turn.size
        self.matched = [UNMATCHED] * self.n
        self._kind = market.kind.tolist()
        self._ranked = [orders.tolist() for orders in market.ranked]
        self._places = market.places.tolist()
        self._turn = market.turn.tolist()
        self._first = market.first.tolist()
        self._named = market.named.tolist()
        self._held: list[list[tuple[int, int]]] = [[] for _ in self._places]
        self._full = [places == 0 for places in self._places]
        self._open_from = [0] * len(self._ranked)
        self._at = [-1] * self.n

    def ask_first(self, worker: int) -> None:
        """Let a worker ask the first choice only; who is let go asks on in turn."""
        self._propose(worker, self._first[worker])

    def ask(self, worker: int) -> int:
        """Let a worker ask down the list; returns whom an order let go instead, or UNMATCHED."""
        first, named = self._first[worker], self._named[worker]
        if first != UNMATCHED:
            answer = self._propose(worker, first)
            if answer != worker:
                return answer
        if named not in (UNMATCHED, first):
            return self.ask_on(worker)
        at = self._first_open(self._kind[worker])
        orders = self._ranked[self._kind[worker]]
        self._at[worker] = at
        return self._propose(worker, orders[at]) if at < len(orders) else UNMATCHED

    def ask_on(self, worker: int) -> int:
        """Let a worker ask the rest of the list, one order after the other."""
        orders = self._ranked[self._kind[worker]]
        for at in range(self._at[worker] + 1, len(orders)):
            self._at[worker] = at
            answer = self._propose(worker, orders[at])
            if answer != worker:
                return answer
        return UNMATCHED

    def _first_open(self, kind: int) -> int:
        """The best order with a free place; what is full stays full, so the search never goes back."""
        orders, full, at = self._ranked[kind], self._full, self._open_from[kind]
        while at < len(orders) and full[orders[at]]:
            at += 1
        self._open_from[kind] = at
        return at

    def _propose(self, worker: int, order: int) -> int:
        """Ask one order: UNMATCHED if it takes the worker into a free place, else who is let go."""
        held = self._held[order]
        key = self._turn[worker] + (0 if self._named[worker] == order else self.n)
        if not self._full[order]:
            heappush(held, (-key, worker))
            self._full[order] = len(held) == self._places[order]
            self.matched[worker] = order
            return UNMATCHED
        if not held or -held[0][0] < key:
            return worker
        _, out = heapreplace(held, (-key, worker))
        self.matched[worker], self.matched[out] = order, UNMATCHED
        return out
