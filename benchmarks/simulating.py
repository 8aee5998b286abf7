"""The simulator: an expected history, the corridor one in a thousand, and everybody one to one.

`python -m benchmarks.simulating` measures this alone; `make bench` measures it with all else. Bounds are of
processor time where threads do not matter, so that a machine shared with others gives the same answer.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from acuerdo.simulate import drivers, parameters, world
from acuerdo.simulate.expecting import expected
from acuerdo.simulate.fast.engine import Fast
from acuerdo.simulate.playing import play
from acuerdo.simulate.reference.engine import Reference
from benchmarks.rows import row

ROOT = Path(__file__).resolve().parents[1]
SCENARIO = "constant-2024"
THOUSANDTH, EVERYBODY = 1000, 1
YEARS = 25
PARTS = {
    "january": "9, links and headship, and the planes of the year",
    "count": "8 and 9, people counted",
    "decide": "1, 4, 5, 6 and 8, who goes, returns, is removed, changes status, dies",
    "cross": "3, crossing",
}
"""What each part of an engine is, by the equations of the model."""


def cpu(work: Callable[[], object], times: int = 3) -> float:
    """The least processor seconds of some work, after one run that is not counted."""
    work()
    taken = []
    for _ in range(times):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def simulating() -> list[bool]:
    """Every figure beside its bound."""
    numbers = parameters.read()
    to_2050, to_2007 = drivers.read(1990, 2050, SCENARIO), drivers.read(1990, 2007)

    def played(engine: type, until: drivers.Drivers, end: int) -> None:
        people = world.build(numbers, until, THOUSANDTH, 1)
        play(people, numbers, until, end, 1, engine)

    fit = cpu(lambda: expected(numbers, to_2007, 1990, 2007))
    whole = cpu(lambda: expected(numbers, to_2050, 1990, 2050))
    print(f"     an expected history of 1990-2050 takes {whole * 1000:.0f} ms")
    plain = cpu(lambda: played(Reference, to_2007, 1992), 1)
    fast = cpu(lambda: played(Fast, to_2007, 1992), 3)
    return [
        row("an expected history of 1990-2007, the years of the fit", fit * 1000, 50, "ms"),
        row("1:1000, 1990-2050, all equations", cpu(lambda: played(Fast, to_2050, 2050), 1), 2),
        row(
            "times faster than the same in plain NumPy, 1:1000, three years", plain / fast, 5, "x", least=True
        ),
        *one_to_one(),
    ]


def one_to_one() -> list[bool]:
    """Everybody, 25 years, in a process of its own, so that its memory is its own."""
    found = subprocess.run(
        [sys.executable, "-m", "benchmarks.simulating", "everybody"],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    ).stdout
    print(found, end="")
    wall, memory = (float(figure) for figure in found.splitlines()[-1].split()[-2:])
    return [
        row("one to one, 25 years monthly, all equations, two cores", wall, 60),
        row("its memory at most", memory, 2, "GB"),
    ]


def everybody() -> None:
    """Play everybody and print what each equation costs."""
    spent: dict[str, float] = {}

    class Timed(Fast):
        pass

    for part in PARTS:
        setattr(Timed, part, _timed(part, getattr(Fast, part), spent))
    numbers, until = parameters.read(), drivers.read(1990, 1990 + YEARS - 1)
    play(world.build(numbers, until, THOUSANDTH, 1), numbers, until, 1990, 1, Timed)
    people = world.build(numbers, until, EVERYBODY, 1)
    spent.clear()
    begun, used = time.perf_counter(), time.process_time()
    play(people, numbers, until, until.end, 1, Timed)
    wall, processor = time.perf_counter() - begun, time.process_time() - used
    for part, equations in PARTS.items():
        print(f"     equations {equations}: {spent[part]:.1f} s")
    lived = people.size.sum()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"     {lived:,} people in all, {processor:.0f} s of processor time")
    print(f"     seconds and GB: {wall:.1f} {memory:.2f}")


def _timed(part: str, work: Callable[..., object], spent: dict[str, float]) -> Callable[..., object]:
    def timed(*given: object) -> object:
        begun = time.perf_counter()
        result = work(*given)
        spent[part] = spent.get(part, 0.0) + time.perf_counter() - begun
        return result

    return timed


if __name__ == "__main__":
    if sys.argv[1:] == ["everybody"]:
        everybody()
    else:
        sys.exit(0 if all(simulating()) else 1)
