"""Whether a value that is said to be executed changes some decision when it is another."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from copy import copy
from datetime import date, timedelta
from itertools import islice, product, tee, zip_longest
from pathlib import Path
from typing import Any

import numpy as np

from acuerdo import agreement
from acuerdo.agreement import Agreement, Refused, Unreadable, enact
from acuerdo.agreement.checks import check
from acuerdo.agreement.clauses.criteria import Criterion
from acuerdo.agreement.facts import DTYPES, FACTS, Facts, read_fact
from acuerdo.agreement.parts import every
from acuerdo.agreement.paths import named
from acuerdo.agreement.plan import Enacted, Plan, read_plan
from acuerdo.agreement.provenance import Value, values
from acuerdo.agreement.terms import RUNNING
from acuerdo.agreement.values import NONE
from effect.changes import changed, filled, whole_changed
from effect.lines import handed_on, served
from effect.people import pools
from effect.probes import decisions, paths_of, runs

ROOT = Path(__file__).parents[2] / "agreements"
FOLDERS = sorted(folder.name for folder in ROOT.iterdir() if (folder / "agreement.yaml").exists())
"""Every shipped agreement."""

MOST_ASKED = 13
"""Days on which a value is changed before it counts as read by nothing at all."""

MOST_TRIED = 6
"""Other values tried in one place on one day before it counts as read by nothing that day."""

NOT_ASKED = object()
"""Stands where one text has more answers than another."""

OF_THE_WHOLE = ("lifecycle", "triggers", "sunset")
"""Sections that decide whether and as what a text is enacted."""

Probe = Callable[[Enacted], Iterator[Any]]
"""Answers of a text, one after the other: none is asked for once one differs."""


def probes(base: Enacted, row: Value) -> Iterator[tuple[str, Probe]]:
    """The questions whose answers a value may change, the likeliest first, each with a name."""
    section, paths = str(row.place[0]), paths_of(base.agreement)
    own = [(form, path) for form, path in paths if (path + ".").startswith(clause_of(base, row) + ".")]
    said = timeless(base, row)
    own.sort(key=lambda one: -len(one[1]) if f"{said}.".startswith(f"{one[1]}.") else 1)
    others = {"linkage": "commitments.", "pathways": "national_law."}.get(section)
    if section == "calendar":
        others = ""
    wide = [] if others is None else [(form, path) for form, path in paths if path.startswith(others)]
    if section == "caps":
        wide = [(form, path) for form, path in paths if form == "pathways.*.cap"]
    names = (str(row.place[1]),) if section == "pathways" else tuple(base.agreement.terms.pathways)
    served_name = f"served {names}"
    if section == "pathways" and row.place[-1] in ("unused", "spill_to"):
        yield f"handed on {names}", lambda text: handed_on(text, base, names[0])
    if section == "caps" or "cap" in row.place or "allocation" in row.place:
        yield served_name, lambda text: served(text, base, names)
    for form, path in dict.fromkeys([*own, *wide]):
        yield f"{form} {path}", lambda text, form=form, path=path: decisions(text, base, form, path)
    if section in ("pathways", "calendar"):
        yield served_name, lambda text: served(text, base, names)


def clause_of(base: Enacted, row: Value) -> str:
    """The path of the clause that a value belongs to, as questions name it."""
    steps = 3 if row.place[:2] == ("border", "joint_operations") else 2
    if row.place[0] in WITHOUT_NAMES:
        steps = 1
    return named(base.agreement.document.tree, row.place[:steps])


WITHOUT_NAMES = ("asylum", "children", "disputes", "termination", "review", "sunset", "linkage", "calendar")
"""Sections that are one clause."""


def moves(base: Enacted, row: Value, known: dict[str, Any]) -> bool:
    """Whether some other value in this place changes some answer of this day."""
    for tried, text in enumerate(changed(base, row)):
        for name, probe in probes(base, row):
            if name not in known:
                (known[name],) = tee(probe(base), 1)
            try:
                pairs = zip_longest(probe(text), copy(known[name]), fillvalue=NOT_ASKED)
                if any(found != before for found, before in pairs):
                    return True
            except (KeyError, RecursionError):
                assert check(text.agreement), f"{row.path}: a text that is sound cannot be asked"
                break
        if tried + 1 == MOST_TRIED:
            break
    return False


def shipped(folder: str) -> tuple[Agreement, Plan | None]:
    """A file and its plan."""
    read = agreement.read(ROOT / folder / "agreement.yaml")
    plan = ROOT / folder / "plan.yaml"
    return read, read_plan(plan) if plan.exists() else None


def timeless(enacted: Enacted, row: Value) -> str:
    """The path of a value, whatever entry of a dated list it stands in."""
    return re.sub(r"\[[0-9]+\]", "", named(enacted.agreement.document.tree, row.place))


def over(base: Agreement, row: Value, plan: Plan | None) -> bool:
    """Whether a value ended before the first day on which a plan takes the text as in force, or serves only
    a cap that did."""
    begins = plan.terms.as_if_in_force.from_ if plan else None
    if row.place[0] == "pathways" and "allocation" in row.place:
        caps = base.terms.pathways[str(row.place[1])].cap
        return begins is not None and all(
            cap.count is NONE or (cap.until is not None and cap.until <= begins) for cap in caps or ()
        )
    return row.until is not None and begins is not None and row.until <= begins


def idle(folder: str, sections: tuple[str, ...] = ()) -> list[str]:
    """The executed values of a file that change nothing on any of the days it is asked about.

    Each day is asked as the text is and with its silences filled; the last first, as most has begun by then.
    """
    base, plan = shipped(folder)
    left: dict[tuple[str, str], None] = {}
    texts = runs(base, plan)
    assert texts, f"{folder} runs on no day"
    for enacted in texts:
        for row in enacted.rows:
            section = str(row.place[0])
            chosen = section not in OF_THE_WHOLE and (not sections or section in sections)
            if row.executed and row.stated and chosen and not over(base, row, plan):
                left[timeless(enacted, row), row.value] = None
    tried: Counter[tuple[bool, str, str]] = Counter()
    for text, silent in product(reversed(texts), (True, False)):
        if not left:
            break
        enacted, known = text if silent else filled(text), {}
        for row in text.rows:
            key = timeless(text, row), row.value
            if key in left and row.holds_on(text.on) and tried[silent, *key] < MOST_ASKED:
                tried[silent, *key] += 1
                if moves(enacted, row, known):
                    del left[key]
    return [f"{path}: {value}" for path, value in left]


def measured(base: Agreement) -> list[dict[str, Any]]:
    """Rows of measures at and around the bounds of the triggers, one measure each, and one without any."""
    asked = [part for path, part in every(base, Criterion) if path[0] == "triggers"]
    pool = pools(base)
    return [{}] + [
        {part.fact: np.array([read_fact(FACTS[part.fact], word)], DTYPES[FACTS[part.fact].kind])}
        for part in asked
        for word in pool[part.fact]
    ]


def whole(text: Agreement, plan: Plan | None, on: date, row: dict[str, Any]) -> tuple[str, str]:
    """The state of the instrument on a day, and what its triggers and its sunset make of the text."""
    state = text.terms.state_on(on)
    try:
        tree: Any = enact(text, on, plan, measures=Facts(1, row)).agreement.document.tree
    except (Refused, Unreadable) as error:
        return str(state and state.state), str(error)
    return str(state and state.state), str({name: tree[name] for name in tree if name not in OF_THE_WHOLE})


def turns(base: Agreement) -> list[date]:
    """The days around which the whole of a text turns: its states, its triggers, its sunset."""
    terms = base.terms
    found = [day for state in terms.lifecycle for day in (state.from_, state.until) if day]
    found += [trigger.on for trigger in terms.triggers if trigger.on]
    if terms.sunset is not None:
        first = min(state.from_ for state in terms.lifecycle if state.from_ and state.state in RUNNING)
        found += [first + timedelta(days) for years in range(4, 9) for days in (365 * years, 365 * years + 3)]
    return sorted({day + timedelta(by) for day in found for by in (-1, 0)})


def idle_of_the_whole(folder: str) -> list[str]:
    """The values that decide whether and as what a text is enacted, and that change nothing."""
    base, plan = shipped(folder)
    asked = [row for row in values(base) if str(row.place[0]) in OF_THE_WHOLE and row.executed and row.stated]
    questions = list(product(turns(base), measured(base)))
    before = [whole(base, plan, *question) for question in questions]

    def moved(row: Value) -> bool:
        return any(
            whole(text, plan, *question) != known
            for text in islice(whole_changed(base, row), MOST_TRIED)
            for question, known in zip(questions, before, strict=True)
        )

    return [row.path for row in asked if not moved(row)]
