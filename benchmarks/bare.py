"""The bare work on this project's own means: planes of states, draws sifted by the word.

`python -m benchmarks.bare` measures everybody, 130 million, on one core, beside LASER and Mesa, which are
installed in an environment of their own.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from acuerdo.simulate.draws import DOOR, HALF, LOW, block, key
from acuerdo.simulate.fast.layout import put
from acuerdo.simulate.fast.month import gather
from acuerdo.simulate.fast.sifting import BITS, IN_WORD, ONE, WORD_BITS, Ints, Words, sift
from acuerdo.simulate.tables import threshold
from benchmarks.bare_work import (
    AGES,
    ASKS,
    LEADS,
    OLDEST_MONTHS,
    PERMIT,
    Run,
    cells,
    chances,
    measured,
    places,
)
from benchmarks.rows import row

ROOT = Path(__file__).resolve().parents[1]
EVERYBODY, MONTHS = 130_000_000, 24
PEERS = {"laser": ("laser-core==1.0.5", 10_000_000, 35), "mesa": ("Mesa==3.3.1", 1_000_000, 1000)}
"""Peers: what is installed, the largest size each is given (Mesa needs 0.7 GB for a million), and how many
times its rate is asked for."""
INSTALL_SECONDS, RUN_SECONDS, TURNS = 300, 300, 2
CHUNK = 512
WORD = 64


class Bare:
    """The bare work, played.

    Args:
        people: by age in months and state, shape (1080, 5).
        chunk: words of a chunk; threads: how many. No bit depends on either.
    """

    def __init__(self, people: Ints, chunk: int = CHUNK, threads: int = 1, seed: int = 1) -> None:
        self.key, self.number, self.threads = np.array(key(seed), np.uint64), 0, threads
        self.places, size = places(int(people.sum())), people.sum(1)
        words = -(-size // WORD)
        ends = np.cumsum(words)
        rows = [
            (first, min(chunk, end - first), -month)
            for month, (end, many) in enumerate(zip(ends, words, strict=True))
            for first in range(int(end - many), int(end), chunk)
        ]
        self.first, self.words, self.born = (np.array(each) for each in zip(*rows, strict=True))
        self.active = np.arange(len(rows))
        self.planes = np.zeros((BITS, int(ends[-1])), np.uint64)
        self.asks = np.zeros(int(ends[-1]), np.uint64)
        order = np.random.default_rng(seed)
        for month in range(OLDEST_MONTHS):
            state = np.zeros(words[month] * WORD, np.uint8)
            state[: size[month]] = order.permutation(np.repeat(np.arange(5, dtype=np.uint8), people[month]))
            for b in range(BITS):
                bits = np.packbits(state >> b & 1, bitorder="little").view(np.uint64)
                self.planes[b, ends[month] - words[month] : ends[month]] = bits
        self.ends = threshold(np.cumsum(chances(), 2)).transpose(1, 0, 2).copy()
        self.bounds = np.zeros((AGES, 1 << BITS), np.int64)
        self.bounds[:, :5] = self.ends[:, :, 2]

    def play(self, months: int) -> None:
        """Play some months."""
        numba.set_num_threads(self.threads)
        for _ in range(months):
            month(
                self.number, self.first, self.words, self.born, self.planes, self.asks, self.key, self.bounds,
                self.ends, LEADS,
            )  # fmt: skip
            who = gather(self.asks, self.active, self.first, self.words)
            if who.size > self.places:
                drawn = lots(who, self.number, self.key)
                who = who[np.argpartition(drawn, self.places)[: self.places]]
            permit(who, self.planes)
            self.number += 1

    def count(self) -> Ints:
        """People by state, shape (5,); the dead are counted from the rest, as empty places look like them."""
        found = np.zeros(5, np.int64)
        for state in range(1, 5):
            same = ~np.zeros_like(self.asks)
            for b in range(BITS):
                same &= self.planes[b] if state >> b & 1 else ~self.planes[b]
            found[state] = np.bitwise_count(same).sum()
        return found


@njit(parallel=True, cache=True)
def month(
    number: int,
    first: Ints,
    words: Ints,
    born: Ints,
    planes: Words,
    asks: Words,
    key: Words,
    bounds: Ints,
    ends: Ints,
    leads: Ints,
) -> None:
    """A month for everybody: moves are made, who asks for a permit is marked."""
    for g in prange(first.size):
        age = min((number - born[g]) // 12, bounds.shape[0] - 1)
        who, draw = sift(planes, first[g], words[g], bounds[age], number, key)
        for n in range(who.size):
            v, bit = first[g] + int(who[n] >> WORD_BITS), who[n] & IN_WORD
            state = 0
            for b in range(BITS):
                state |= int(planes[b, v] >> bit & ONE) << b
            u = int(draw[n])
            event = int(u >= ends[age, state, 0]) + int(u >= ends[age, state, 1])
            if state == ASKS[0] and event == ASKS[1]:
                asks[v] |= ONE << bit
            else:
                put(planes, v, ONE << bit, leads[state, event])


@njit(cache=True)
def lots(who: Ints, number: Any, key: Words) -> Words:
    """A number of the lottery for each, 64 bits."""
    found, k0, k1 = np.empty(who.size, np.uint64), key[0], key[1]
    for i in range(who.size):
        at = np.uint64(who[i])
        a, b, _, _ = block(at & LOW, at >> HALF, np.uint64(number), np.uint64(DOOR), k0, k1)
        found[i] = a << HALF | b
    return found


@njit(cache=True)
def permit(who: Ints, planes: Words) -> None:
    """Give permits."""
    for at in who:
        put(planes, at // WORD, ONE << np.uint64(at % WORD), PERMIT)


def make(people: Ints) -> tuple[Run, Callable[[], NDArray[Any]]]:
    """What `measured` asks for."""
    world, n = Bare(people), int(people.sum())

    def count() -> NDArray[Any]:
        found = world.count()
        found[0] = n - found.sum()
        return found

    return world.play, count


def same_bits() -> bool:
    """Whether threads and chunks make no difference, for a million people."""
    found = set()
    for chunk, threads in ((CHUNK, 1), (64, 1), (CHUNK, int(vars(numba.config)["NUMBA_NUM_THREADS"]))):
        world = Bare(cells(1_000_000), chunk, threads)
        world.play(MONTHS)
        found.add(hashlib.sha256(world.planes.tobytes()).hexdigest())
    return len(found) == 1


def one_core(python: str, *module: str) -> tuple[float, float]:
    """Rate and largest z of one engine, in a process of its own, on one thread."""
    said = subprocess.run(
        [python, "-m", *module],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=RUN_SECONDS,
        env={**os.environ, "NUMBA_NUM_THREADS": "1"},
    ).stdout
    found = json.loads(said.splitlines()[-1])
    return found["rate"], found["z"]


def installed(folder: Path) -> str | None:
    """The Python that has the peers, made on the first run; None where they cannot be installed."""
    python = folder / "bin" / "python"
    wanted = [package for package, _, _ in PEERS.values()]
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)
        work = [str(python), "-m", "pip", "install", "--quiet", *wanted]
        subprocess.run(work, check=True, capture_output=True, timeout=INSTALL_SECONDS)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return str(python)


def bare() -> list[bool]:
    """Everybody on one core, beside each peer at its largest size, in turns."""
    same = same_bits()
    print(f"     the bare work: bits on other threads and chunks are {'the same' if same else 'DIFFERENT'}")
    python = installed(ROOT / "out" / "bare")
    best: dict[str, float] = {}
    worst = 0.0
    for _ in range(TURNS):
        for name in ("acuerdo", *(PEERS if python else ())):
            found, z = (
                one_core(sys.executable, "benchmarks.bare", str(EVERYBODY))
                if name == "acuerdo"
                else one_core(python or "", f"benchmarks.bare_{name}", str(PEERS[name][1]))
            )
            best[name], worst = max(best.get(name, 0.0), found), max(worst, z)
    for name, rate in best.items():
        people = EVERYBODY if name == "acuerdo" else PEERS[name][1]
        print(f"     {name}: {rate:.3g} person-months a second on one core, {people:,} people")
    kept = [same, row("the bare work: largest z of any engine's counts", worst, 5, "")]
    if not python:
        print("     its peers: not measured, they could not be installed")
    return kept + [
        row(
            f"the bare work, 130 million: times {name}",
            best["acuerdo"] / best[name],
            PEERS[name][2],
            "x",
            True,
        )
        for name in PEERS
        if name in best
    ]


if __name__ == "__main__":
    if sys.argv[1:]:
        measured(make, int(sys.argv[1]), MONTHS)
    else:
        sys.exit(0 if all(bare()) else 1)
