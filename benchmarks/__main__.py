"""`make bench`: figures of this run, their bounds, and ratios to a peer or a baseline of the same run."""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import numpy as np
import yaml

from acuerdo import agreement
from acuerdo.agreement.clauses.amendment import Amendment
from acuerdo.agreement.facts import Facts
from acuerdo.rules.eligibility import ELIGIBLE, eligibility
from acuerdo.rules.whole import decide_whole
from benchmarks.bare import bare
from benchmarks.crossings import crossings
from benchmarks.matching import peers_beside, seasons
from benchmarks.peer import VERSION, one_number_reform
from benchmarks.people import people
from benchmarks.permits import permits
from benchmarks.rows import row
from benchmarks.service import services
from benchmarks.simulating import simulating

ROOT = Path(__file__).resolve().parents[1]
FILE, PLAN = ROOT / "agreements/us-mx-2001/agreement.yaml", ROOT / "agreements/us-mx-2001/plan.yaml"
ON = date(2017, 3, 1)
MILLION, PEER_ROWS = 1_000_000, 2_000


def seconds(work: Callable[[], object], times: int) -> float:
    """The median time of some work, in seconds, after one run that is not counted."""
    work()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return median(taken)


def beside(
    work: Callable[[], object], baseline: Callable[[], object], times: int
) -> tuple[float, float, float]:
    """Median seconds of some work and of a baseline run in turns, and the median of their ratios.

    In turns, because a shared machine may run at half its speed a minute later, and then runs both so.
    """
    turns = [(seconds(work, 1), seconds(baseline, 1)) for _ in range(times)]
    ours, theirs = zip(*turns, strict=True)
    return median(ours), median(theirs), median(one / other for one, other in turns)


def process(*arguments: str, times: int) -> float:
    """The median time of a whole process, in seconds."""
    return seconds(lambda: run(*arguments), times)


def run(*arguments: str) -> None:
    """Run a process to its end, unseen."""
    subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT)


def start() -> list[bool]:
    """How long `acuerdo check` takes beside importing the libraries it rests on."""
    check, libraries, ratio = beside(
        lambda: run(sys.executable, "-m", "acuerdo", "check", str(FILE)),
        lambda: run(sys.executable, "-c", "import numpy, pydantic, yaml"),
        7,
    )
    code = (
        "import sys; from acuerdo.cli import main\n"
        f"try: main(['check', {str(FILE)!r}])\n"
        "except SystemExit: pass\n"
        "print(sorted({'numba', 'django', 'polars', 'altair'} & set(sys.modules)))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    ).stdout
    print(f"     numpy, pydantic and yaml alone take {libraries:.3f} s, `acuerdo check` {check:.3f} s")
    unwanted = loaded.splitlines()[-1] != "[]"
    print(f"     heavy libraries imported by check: {loaded.splitlines()[-1]}")
    return [
        row("acuerdo check, times importing numpy, pydantic and yaml alone", ratio, 3.5, "x"),
        not unwanted,
    ]


def reading() -> bool:
    """Reading and checking a file, once everything is imported, beside parsing it and no more."""
    text = FILE.read_text("utf-8")
    ours, plain, ratio = beside(
        lambda: agreement.check(agreement.read(FILE)), lambda: yaml.load(text, yaml.CSafeLoader), 15
    )
    print(f"     reading and checking takes {ours:.4f} s, plain yaml.load {plain:.4f} s")
    return row("read and check the 2001 file, times plain yaml.load", ratio, 3, "x")


def rules() -> list[bool]:
    """Criteria of one pathway and the whole agreement for a million people, beside JSON Logic."""
    enacted = agreement.enact(agreement.read(FILE), ON, agreement.read_plan(PLAN))
    terms, facts = enacted.agreement.terms, people(MILLION)
    pathway = terms.pathways["temporary_worker"]
    draw = np.random.Generator(np.random.Philox(key=7)).integers(0, 2**63, MILLION, dtype=np.uint64)
    one = seconds(lambda: eligibility(pathway, terms, facts, ON), 9)
    whole = seconds(lambda: decide_whole(enacted, facts, draw), 5)
    peer, agrees = json_logic(facts, eligibility(pathway, terms, facts, ON).outcome == ELIGIBLE)
    return [
        row("criteria of one pathway, 1,000,000 people", one * 1000, 10, "ms"),
        row("the whole 2001 agreement, 1,000,000 people", whole, 0.5),
        row(
            "times faster per row than a JSON Logic evaluator", peer / (one / MILLION), 1000, "x", least=True
        ),
        agrees,
    ]


def json_logic(facts: Facts, expected: np.ndarray) -> tuple[float, bool]:
    """Seconds a row of panzi-json-logic on the same criteria, and whether it answers the same."""
    from json_logic import jsonLogic

    names = {name: name.replace(".", "_") for name in facts}
    rule = {
        "and": [
            {
                "==": [
                    {"var": "person_nationality"},
                    int(facts["person.nationality"][np.flatnonzero(expected)[0]]),
                ]
            },
            {">=": [{"var": "person_age_years"}, 18]},
            {"==": [{"var": "offer_exists"}, 1]},
            {"==": [{"var": "offer_labour_market_test"}, 0]},
            {"!": {">=": [{"var": "person_felony_convictions"}, 1]}},
        ]
    }
    asked = (
        "person.nationality",
        "person.age_years",
        "offer.exists",
        "offer.labour_market_test",
        "person.felony_convictions",
    )
    rows = [{names[name]: int(facts[name][at]) for name in asked} for at in range(PEER_ROWS)]
    found = [bool(jsonLogic(rule, row)) for row in rows]
    same = found == expected[:PEER_ROWS].tolist()
    print(f"     JSON Logic answers {PEER_ROWS:,} of the same people {'the same' if same else 'DIFFERENTLY'}")
    return seconds(lambda: [jsonLogic(rule, row) for row in rows], 3) / PEER_ROWS, same


def amended_texts() -> list[bool]:
    """The largest file with ten amendments; and one value changed, with everybody decided again."""
    largest = max((ROOT / "agreements").glob("*/agreement.yaml"), key=lambda file: file.stat().st_size)
    text = with_amendments(largest)
    last = date(2090, 1, 1)

    def consolidated() -> None:
        read = agreement.read_text(text)
        assert not agreement.check(read)
        agreement.consolidate(read, last)

    print(
        f"     the largest file is {largest.parent.name}, {text.count(chr(10)):,} lines with its amendments"
    )
    facts = people(MILLION)
    read, plan = agreement.read(FILE), agreement.read_plan(PLAN)
    change = amendment_of(
        at="pathways.temporary_worker.eligible.all.adult.at_least",
        value="21",
        on=date(2017, 1, 1),
        src="team",
    )

    def again() -> None:
        enacted = agreement.enact(agreement.amended(read, change), ON, plan)
        eligibility(enacted.agreement.terms.pathways["temporary_worker"], enacted.agreement.terms, facts, ON)

    ours = seconds(again, 5)
    kept = [
        row("read, check and consolidate the largest file, ten amendments", seconds(consolidated, 3), 1.5),
        row("one value amended, 1,000,000 people decided again", ours, 0.25),
    ]
    found = one_number_reform(ROOT / "out" / "peer")
    if isinstance(found, str):
        print(f"     PolicyEngine US {VERSION} beside it: not measured, {found}")
        return kept
    imported, reformed = found
    print(
        f"     PolicyEngine US {VERSION}: imported in {imported:.1f} s;"
        f" one number changed, one household again {reformed:.1f} s"
    )
    return [*kept, row("times faster than its one-number reform", reformed / ours, 50, "x", least=True)]


def with_amendments(file: Path, number: int = 10) -> str:
    """The text of a file with so many amendments more, each of which changes its title."""
    written = file.read_text("utf-8").rstrip() + "\n"
    head = "" if "\namendments:\n" in written else "\namendments:\n"
    source = next(iter(agreement.read(file).terms.sources))
    entries = [
        f"  - id: bench-{at}\n    src: {source}\n"
        f"    announced: {2070 + at}-01-01\n    in_force: {2070 + at}-06-01\n"
        f"    changes: [{{at: title, set: Title {at}}}]\n"
        for at in range(number)
    ]
    return written + head + "".join(entries)


def amendment_of(at: str, value: str, on: date, src: str) -> Amendment:
    """An amendment that sets one value."""
    days = {"announced": on.isoformat(), "in_force": on.isoformat()}
    return Amendment.model_validate(
        {"id": "bench", **days, "src": src, "changes": [{"at": at, "set": value}]}
    )


def demo() -> bool:
    """The whole demo, set-up aside."""
    out = ROOT / "out" / "bench"
    return row(
        "the whole demo (make demo, set-up aside)",
        process(sys.executable, "-m", "acuerdo", "season", "--out", str(out), times=2),
        20,
    )


def main() -> None:
    """Run every measurement; exit with 1 where one is over its bound."""
    kept = [
        *start(),
        reading(),
        *rules(),
        *amended_texts(),
        demo(),
        services(),
        *permits(),
        crossings(),
        *seasons(),
        peers_beside(),
        *simulating(),
        *bare(),
    ]
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
