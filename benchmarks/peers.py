"""Peers of the match, each in a process of its own: `python -m benchmarks.peers TOOL WORKERS` prints times.

`matching` finds the stable match that workers like best; the others, which know no such thing, the match of
the most welfare. All are given each worker's first twenty orders, because none can hold a billion pairs; the
match of this project is given every order that admits the worker.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numba import njit

from acuerdo.matching.deferred import match
from acuerdo.matching.market import UNMATCHED, Columns, Market, columns
from benchmarks.markets import season

ROOT = Path(__file__).resolve().parents[1]
LIMIT_SECONDS = 60
"""How long a peer's process may take, with making the market."""
LISTED = 20
"""How many orders of each worker's list a peer is given."""
SIZES = (2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 400_000)
STACK_BYTES, RECURSION = 1 << 30, 10**7
"""What `matching` needs to copy its own players."""

Times = tuple[float, float, int]
"""Seconds to build what a tool is given, seconds to solve it, and how many workers it matches."""


class Pairs:
    """The first orders of each worker's list: worker, order and rank of each pair, shape (pairs,)."""

    def __init__(self, market: Market) -> None:
        first = _first(columns(market), LISTED)
        self.n, self.m, self.places = first.shape[0], market.orders.places.size, market.orders.places
        self.worker, self.rank = np.nonzero(first != UNMATCHED)
        self.order = first[self.worker, self.rank]
        self.welfare = LISTED - self.rank
        named = market.workers.named[self.worker] == self.order
        self.key = self.n - 1 - market.workers.turn[self.worker] + np.where(named, self.n, 0)


@njit(cache=True)
def _first(market: Columns, listed: int) -> np.ndarray:
    """The first orders of each worker's list that admit the worker, shape (n, listed)."""
    found = np.full((market.turn.size, listed), -1, np.int64)
    for worker in range(market.turn.size):
        first, at = market.first[worker], 0
        if first >= 0:
            found[worker, 0], at = first, 1
        kind = market.kind[worker]
        for place in range(market.begins[kind], market.begins[kind + 1]):
            if at == listed:
                break
            admitted = (
                market.starts_there[place] >= market.since[worker]
                and market.ends_there[place] <= market.until[worker]
                and market.asks_there[place] <= market.has[worker]
                and market.bit_there[place] & market.trades[worker]
            )
            if admitted and market.ranked[place] != first:
                found[worker, at] = market.ranked[place]
                at += 1
    return found


def matching(pairs: Pairs) -> Times:
    """The Hospital-Resident game of `matching`; its copy of the players needs a deep stack."""
    from matching.games import HospitalResident

    begun = time.perf_counter()
    wanted: dict[int, list[int]] = {}
    for worker, order in zip(pairs.worker.tolist(), pairs.order.tolist(), strict=True):
        wanted.setdefault(worker, []).append(order)
    ranked: dict[int, list[int]] = {}
    for at in np.lexsort((-pairs.key, pairs.order)).tolist():
        ranked.setdefault(int(pairs.order[at]), []).append(int(pairs.worker[at]))
    places = {order: int(pairs.places[order]) for order in ranked}
    found: list[Times] = []

    def play() -> None:
        game = HospitalResident.create_from_dictionaries(wanted, ranked, places)
        built = time.perf_counter()
        held = game.solve()
        matched = sum(len(each) for each in held.values())
        found.append((built - begun, time.perf_counter() - built, matched))

    sys.setrecursionlimit(RECURSION)
    threading.stack_size(STACK_BYTES)
    player = threading.Thread(target=play)
    player.start()
    player.join()
    return found[0]


def ortools(pairs: Pairs) -> Times:
    """OR-Tools' minimum-cost flow: from workers to orders and on to a sink, or straight to it."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    begun, n, sink = time.perf_counter(), pairs.n, pairs.n + pairs.m
    flow = SimpleMinCostFlow()
    add = flow.add_arcs_with_capacity_and_unit_cost
    arcs = add(pairs.worker, n + pairs.order, np.ones(pairs.worker.size, np.int64), -pairs.welfare)
    add(np.arange(n), np.full(n, sink), np.ones(n, np.int64), np.zeros(n, np.int64))
    add(n + np.arange(pairs.m), np.full(pairs.m, sink), pairs.places, np.zeros(pairs.m, np.int64))
    flow.set_nodes_supplies(np.append(np.arange(n), sink), np.append(np.ones(n, np.int64), -n))
    built = time.perf_counter()
    status = flow.solve()
    solved = time.perf_counter()
    assert status == flow.OPTIMAL, status
    return built - begun, solved - built, int(flow.flows(arcs).sum())


def scipy(pairs: Pairs) -> Times:
    """SciPy's full matching of least weight: a column for each place, and for each worker to stay out."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    begun = time.perf_counter()
    first = np.cumsum(pairs.places) - pairs.places
    many = pairs.places[pairs.order]
    worker, welfare = np.repeat(pairs.worker, many), np.repeat(pairs.welfare, many)
    nth = np.arange(worker.size) - np.repeat(np.cumsum(many) - many, many)
    place, places = np.repeat(first[pairs.order], many) + nth, int(pairs.places.sum())
    stays = np.arange(pairs.n)
    weight = np.append(LISTED + 1 - welfare, np.full(pairs.n, LISTED + 1)).astype(np.float64)
    at = np.append(worker, stays), np.append(place, places + stays)
    graph = csr_matrix((weight, at), shape=(pairs.n, places + pairs.n))
    built = time.perf_counter()
    _, taken = min_weight_full_bipartite_matching(graph)
    return built - begun, time.perf_counter() - built, int((taken < places).sum())


def highs(pairs: Pairs) -> Times:
    """The linear programme of the same flow, by HiGHS as it comes; its corners are whole numbers."""
    import highspy

    begun, size = time.perf_counter(), pairs.worker.size
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = size, pairs.n + pairs.m
    programme.col_cost_ = -pairs.welfare.astype(np.float64)
    programme.col_lower_, programme.col_upper_ = np.zeros(size), np.ones(size)
    programme.row_lower_ = np.full(pairs.n + pairs.m, -highspy.kHighsInf)
    programme.row_upper_ = np.append(np.ones(pairs.n), pairs.places).astype(np.float64)
    programme.a_matrix_.start_ = np.arange(0, 2 * size + 1, 2)
    programme.a_matrix_.index_ = np.column_stack([pairs.worker, pairs.n + pairs.order]).ravel()
    programme.a_matrix_.value_ = np.ones(2 * size)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(programme)
    built = time.perf_counter()
    solver.run()
    solved = time.perf_counter()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, solver.getModelStatus()
    return built - begun, solved - built, round(sum(solver.getSolution().col_value))


TOOLS: dict[str, Callable[[Pairs], Times]] = {
    "matching": matching,
    "HiGHS": highs,
    "SciPy sparse": scipy,
    "OR-Tools flow": ortools,
}
OURS = "acuerdo"


def ours(market: Market) -> Times:
    """This project's match of the same workers, with every order that admits them, once it is compiled."""
    match(season(SIZES[0]))
    begun = time.perf_counter()
    order = match(market)
    return 0.0, time.perf_counter() - begun, int((order != UNMATCHED).sum())


def measured(tool: str, n: int) -> Times | None:
    """The times of a tool on a season of n workers, in a process of its own; None if not within the limit."""
    work = [sys.executable, "-m", "benchmarks.peers", tool, str(n)]
    try:
        said = subprocess.run(
            work, check=True, capture_output=True, text=True, cwd=ROOT, timeout=LIMIT_SECONDS
        ).stdout
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    build, solve, matched = json.loads(said)
    return build, solve, matched


def largest(tool: str) -> tuple[int, Times] | None:
    """The largest season that a tool finishes within the limit, and its times; None if it finishes none.

    Sizes grow. One is not tried where the growth between the last two foretells more than twice the limit.
    """
    found: list[tuple[int, Times]] = []
    for n in SIZES:
        if _foretold(found, n) > 2 * LIMIT_SECONDS:
            break
        times = measured(tool, n)
        if times is None:
            break
        found.append((n, times))
    return found[-1] if found else None


def _foretold(found: list[tuple[int, Times]], n: int) -> float:
    """The seconds of a power law through the last two sizes; 0 before there are two."""
    if len(found) < 2:
        return 0
    (one, (build_one, solve_one, _)), (other, (build, solve, _)) = found[-2:]
    power = np.log((build + solve) / (build_one + solve_one)) / np.log(other / one)
    return float((build + solve) * (n / other) ** power)


def main(tool: str, n: int) -> None:
    """Print the times of one tool."""
    market = season(n)
    print(json.dumps(ours(market) if tool == OURS else TOOLS[tool](Pairs(market))))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
