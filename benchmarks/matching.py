"""The match of a national season: how long, how much memory, always the same bits, and beside its peers.

`python -m benchmarks.matching` measures this alone; `make bench` measures it with all else.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np

from acuerdo.matching.again import rematch
from acuerdo.matching.deferred import match
from acuerdo.matching.market import UNMATCHED, Caps, Market
from acuerdo.matching.reasons import order_reasons, worker_reasons
from acuerdo.matching.stability import verify
from benchmarks.markets import season, shuffled
from benchmarks.peers import LIMIT_SECONDS, LISTED, OURS, TOOLS, largest, measured
from benchmarks.rows import row

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / "out" / "bench" / "compiled"
"""Where the loops of this measurement are compiled to, anew each time."""
WORKERS, SMALL = 400_000, 2_000
TIMES = 3
BOUNDS = {"base": 3.0, "caps": 8.0, "families": 8.0}
SEASONS: dict[str, dict[str, bool]] = {
    "base": {},
    "caps": {"capped": True},
    "families": {"capped": True, "families": True},
}
TOLD = {
    "base": "match",
    "caps": "match under caps of 50 states within a nation",
    "families": "the same with families and kept places",
}

NATION = 0
CHANGES = {
    "a full state down 10%": (False, 0.9),
    "a full state up 10%": (False, 1.1),
    "the nation down 10%": (True, 0.9),
    "the nation up 10%": (True, 1.1),
}
"""Whether the cap of the nation is changed, or of the first state that is full; and to which share."""


def seasons() -> list[bool]:
    """Match and verify seasons of 400,000 workers, in one process for each number of threads."""
    shutil.rmtree(CACHE, ignore_errors=True)
    two = _in_a_process(threads=2)
    one = _in_a_process(threads=1)
    same = two["digests"] == one["digests"] and all(two["same"] + one["same"])
    print(f"     the loops of match and verifier are compiled in {two['compiled']:.1f} s, once on a machine")
    kept = []
    for name, found in two["seasons"].items():
        alone = one["seasons"][name]
        print(
            f"     {found['orders']:,} orders, {found['places']:,} places, {found['pairs']:,} pairs;"
            f" {found['matched']:,} workers matched"
        )
        print(f"     on one thread: match {alone['match']:.2f} s, verify {alone['verify']:.2f} s")
        kept += [
            row(f"{TOLD[name]}, {WORKERS:,} workers", found["match"], BOUNDS[name]),
            row("    every pair of it verified", found["verify"], 3),
        ]
    print(f"     {'the same bits' if same else 'OTHER BITS'} on one and two threads, and with rows shuffled")
    kept.append(row(f"the reasons of {WORKERS:,} workers and of all orders", two["reasons"], 1))
    changes = two["changes"]
    print("     after a change of caps, nothing prepared: processor, clock, and processor from the start")
    for name, (used, passed, fresh) in changes.items():
        print(f"     {name:<24}{used:>6.2f} s{passed:>7.2f} s{fresh:>7.2f} s")
    times = [used for used, _, _ in changes.values()]
    kept.append(row("re-run after a change of caps, the slowest of these", max(times), 0.3))
    return [*kept, row("peak memory of the process that matches and verifies", two["memory"], 1, "GB"), same]


def peers_beside() -> bool:
    """Each peer at the largest season it finishes in a minute, and this match on the same; True if it is
    faster than each."""
    print(
        f"     peers, lists of {LISTED} and {LIMIT_SECONDS} s for a process; ours with all orders that admit:"
    )
    print(f"     {'':<14}{'workers':>9}{'build s':>9}{'solve s':>9}{'ours s':>9}{'ratio of solving':>18}")
    faster = True
    for tool in TOOLS:
        found, mine = largest(tool), None
        if found is not None:
            mine = measured(OURS, found[0])
        if found is None or mine is None:
            print(f"     {tool:<14} no season within the limit")
            continue
        n, (build, solve, _) = found
        print(
            f"     {tool:<14}{n:>9,}{build:>9.2f}{solve:>9.2f}{mine[1]:>9.3f}{solve / mine[1]:>17.1f}x",
            flush=True,
        )
        faster &= solve > mine[1]
    return faster


def _in_a_process(threads: int) -> dict:
    """What `main` finds out, in a process of its own with so many threads."""
    inside = {**os.environ, "NUMBA_CACHE_DIR": str(CACHE), "NUMBA_NUM_THREADS": str(threads)}
    work = [sys.executable, "-m", "benchmarks.matching", "measure"]
    said = subprocess.run(work, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=inside).stdout
    return json.loads(said)


def measure() -> None:
    """Print the figures of this process, as JSON."""
    small = season(SMALL, capped=True, families=True)
    compiled = _seconds(lambda: verify(small, match(small)))
    plain = season(SMALL, capped=True)
    _explained(plain, match(plain))
    rematch(plain, match(plain), plain.caps.places)
    found, digests, same = {}, {}, []
    for name, what in SEASONS.items():
        market = season(WORKERS, **what)
        order = match(market)
        seen = verify(market, order)
        assert (seen.too_many, seen.not_admitted, seen.apart, seen.blocking) == (0, 0, 0, 0), seen
        found[name] = {
            "orders": market.orders.places.size,
            "places": int(market.orders.places.sum()),
            "pairs": seen.pairs,
            "matched": int((order != UNMATCHED).sum()),
            "match": median(_seconds(lambda market=market: match(market)) for _ in range(TIMES)),
            "verify": median(
                _seconds(lambda market=market, order=order: verify(market, order)) for _ in range(TIMES)
            ),
        }
        if name == "caps":
            reasons = median(
                _seconds(lambda market=market, order=order: _explained(market, order)) for _ in range(TIMES)
            )
            changes = {name: _changed(market, order, *what) for name, what in CHANGES.items()}
        moved, rows = shuffled(market, key=7)
        same.append(bool(np.array_equal(match(moved), order[rows])))
        digests[name] = hashlib.sha256(order.tobytes()).hexdigest()
    print(
        json.dumps(
            {
                "compiled": compiled,
                "seasons": found,
                "digests": digests,
                "same": same,
                "memory": _peak_memory(),
                "reasons": reasons,
                "changes": changes,
            }
        )
    )


def _explained(market: Market, order: np.ndarray) -> None:
    """Say why, of every worker and every order, with the figures that a sentence is filled with."""
    assert worker_reasons(market, order).code.size == order.size
    assert order_reasons(market, order).code.size == market.orders.places.size


def _changed(market: Market, order: np.ndarray, nation: bool, share: float) -> tuple[float, float, float]:
    """How long a match again takes after a change of caps, of the processor and by the clock, and how long
    one from the start takes of the processor; both are the same to the bit."""
    places, caps = market.caps.places.copy(), market.caps.places.size
    held = np.bincount(market.orders.cap[order[order != UNMATCHED]], minlength=caps)
    cap = NATION if nation else int(np.flatnonzero(held >= places)[0])
    places[cap] = int(places[cap] * share)
    changed = replace(market, caps=Caps(places, market.caps.within))
    begun = time.process_time()
    fresh = match(changed)
    last = time.process_time() - begun
    used, passed = [], []
    for _ in range(TIMES):
        begun, began = time.process_time(), time.perf_counter()
        again = rematch(market, order, places)
        used.append(time.process_time() - begun)
        passed.append(time.perf_counter() - began)
        assert np.array_equal(again, fresh)
    return median(used), median(passed), last


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _peak_memory() -> float:
    """The most memory that this process held at once, in GB, by what Linux says of it."""
    told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    assert told, "no VmHWM in /proc/self/status"
    return int(told[1]) * 1024 / 1e9


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        measure()
    else:
        sys.exit(0 if all([*seasons(), peers_beside()]) else 1)
