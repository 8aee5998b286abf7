"""What a run of the simulator costs, by how many people are played and by how many of them move.

`python -m benchmarks.costs` measures at 1:10,000 to 1:10, `--everybody` at 1:1 too, and writes the figures
and their drawing to docs/images/costs.csv and costs.svg, which docs/simulator.md shows. Each run is a process
of its own. Seconds are of the processor over all threads, the building of the world among them, so that a
machine shared with others gives about the same answer; loops are compiled before anything is counted.
"""

import json
import os
import platform
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import altair as alt
import polars as pl

from acuerdo.figures import svg, theme
from acuerdo.simulate import drivers, world
from acuerdo.simulate.fast.engine import Fast
from acuerdo.simulate.fitting import fits
from acuerdo.simulate.playing import play

ROOT = Path(__file__).resolve().parents[1]
DATA, PICTURE = ROOT / "docs" / "images" / "costs.csv", ROOT / "docs" / "images" / "costs.svg"
FIRST, LAST = 1990, 2014
SCALES = (10_000, 1_000, 100, 10)
EVERYBODY = 1
MOVERS_AT = 100
"""The scale at which the number of movers changes and that of people does not."""
KAPPAS = (0.3, 0.5, 0.7, 0.9, 1.2)
"""Factors on the odds of a first trip, from the low to the high end of the parameter's range."""
MOVES = ("emigrants", "returnees")


def measured(scale: int, kappa: float | None) -> dict[str, float]:
    """Play once and tell what it took.

    Returns:
        scale, people (played, whoever is born among them), moves (departures and returns of people played),
        seconds (of the processor).
    """
    numbers = fits.read().best()
    if kappa is not None:
        numbers = numbers.having({"first_trip_scale": kappa})
    until = drivers.read(FIRST, LAST)
    small = world.build(numbers, until, max(SCALES), 1)
    play(small, numbers, until, FIRST, 1, Fast)
    begun = time.process_time()
    people = world.build(numbers, until, scale, 1)
    history = play(people, numbers, until, LAST, 1, Fast)
    seconds = time.process_time() - begun
    moves = sum(float(history.calendar(name).sum()) for name in MOVES) / scale
    return {"scale": scale, "people": int(people.size.sum()), "moves": round(moves), "seconds": seconds}


def asked(scale: int, kappa: float | None) -> dict[str, float]:
    """Measure in a process of its own."""
    code = (
        f"import json; from benchmarks.costs import measured; print(json.dumps(measured({scale}, {kappa})))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    found: dict[str, float] = json.loads(done.stdout)
    print(
        f"  1:{scale:<7,} {found['people']:>12,} people {found['moves']:>12,} moves {found['seconds']:8.2f} s"
    )
    return found


def costs(everybody: bool) -> pl.DataFrame:
    """Every run: columns against (people, moves), scale, people, moves, seconds, machine, measured_on."""
    scales = (*SCALES, EVERYBODY) if everybody else SCALES
    rows = [{"against": "people", **asked(scale, None)} for scale in scales]
    rows += [{"against": "moves", **asked(MOVERS_AT, kappa)} for kappa in KAPPAS]
    return pl.DataFrame(rows).with_columns(
        machine=pl.lit(machine()), measured_on=pl.lit(date.today().isoformat())
    )


def machine() -> str:
    """The processor, its cores, and how much else they had to do."""
    told = Path("/proc/cpuinfo")
    named = [
        line.partition(":")[2].strip()
        for line in (told.read_text("utf-8").splitlines() if told.is_file() else ())
        if line.startswith("model name")
    ]
    load = os.getloadavg()[0]
    return f"{(named or [platform.machine()])[0]}, {os.cpu_count()} cores, load {load:.0f}"


def drawn(rows: pl.DataFrame) -> alt.HConcatChart:
    """Seconds against people on scales of tens, and against moves at one scale."""
    people, moves = (rows.filter(pl.col("against") == name) for name in ("people", "moves"))
    seconds = "seconds of the processor"
    panels = [
        _line(people, "people", "people played, 25 years", seconds, "log"),
        _line(moves, "moves", f"departures and returns played, 1:{MOVERS_AT}", seconds, "linear"),
    ]
    first = rows.row(0, named=True)
    title = alt.TitleParams(
        "What a run costs: against people, and against movers",
        subtitle=f"{first['machine']}; {first['measured_on']}",
    )
    return theme.dressed(alt.HConcatChart(hconcat=panels, title=title, spacing=36))


def _line(rows: pl.DataFrame, of: str, across: str, up: str, scale: str) -> alt.LayerChart:
    axis = alt.Axis(title=across, format="~s", tickCount=5, grid=False)
    base = alt.Chart(rows).encode(
        x=alt.X(f"{of}:Q", axis=axis, scale=alt.Scale(type=scale, zero=scale == "linear")),
        y=alt.Y("seconds:Q", axis=alt.Axis(title=up, format="~g"), scale=alt.Scale(type=scale)),
    )
    points = base.mark_circle(size=60, color=theme.BLUE)
    return alt.LayerChart(layer=[base.mark_line(color=theme.PALE), points], width=250, height=190)


def main() -> None:
    """Measure, write and draw."""
    rows = costs("--everybody" in sys.argv[1:])
    rows.write_csv(DATA, float_precision=3)
    PICTURE.write_text(svg(drawn(rows)) + "\n", "utf-8")
    print(f"  wrote {DATA.relative_to(ROOT)} and {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
