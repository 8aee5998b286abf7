"""Every value that is said to be executed changes some decision when it is another."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from acuerdo import agreement
from acuerdo.agreement import Agreement, Refused, enact
from acuerdo.agreement.facts import DTYPES, FACTS, Facts
from acuerdo.agreement.paths import named
from acuerdo.agreement.plan import Enacted, Plan, read_plan
from acuerdo.agreement.provenance import Value, values
from acuerdo.agreement.terms import RUNNING
from effect.changes import changed, whole_changed
from effect.probes import decisions, paths_of, runs, served

ROOT = Path(__file__).parents[2] / "agreements"
FOLDERS = sorted(folder.name for folder in ROOT.iterdir() if (folder / "agreement.yaml").exists())

MOST_ASKED = 5
"""Days on which a value is changed before it counts as read by nothing at all."""

MOST_TRIED = 6
"""Other values tried in one place on one day before it counts as read by nothing that day."""

OF_THE_WHOLE = ("lifecycle", "triggers", "sunset")
"""Sections that decide whether and as what a text is enacted."""

Probe = Callable[[Enacted], Any]


def probes(base: Enacted, row: Value) -> Iterator[tuple[str, Probe]]:
    """The questions whose answers a value may change, the likeliest first, each with a name."""
    section, paths = str(row.place[0]), paths_of(base.agreement)
    own = [(form, path) for form, path in paths if (path + ".").startswith(clause_of(base, row) + ".")]
    others = {"linkage": "commitments.", "pathways": "national_law."}.get(section)
    if section in ("calendar", "caps"):
        others = ""
    wide = [] if others is None else [(form, path) for form, path in paths if path.startswith(others)]
    for form, path in dict.fromkeys([*own, *wide]):
        yield f"{form} {path}", lambda text, form=form, path=path: decisions(text, base, form, path)
    if section in ("caps", "pathways", "calendar"):
        yield "served", lambda text: served(text, base)


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
                known[name] = probe(base)
            if probe(text) != known[name]:
                return True
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


def idle(folder: str, sections: tuple[str, ...] = ()) -> list[str]:
    """The executed values of a file that change nothing on any of the days it is asked about."""
    base, plan = shipped(folder)
    moved: set[tuple[str, str]] = set()
    tried: dict[tuple[str, str], int] = {}
    seen: dict[tuple[str, str], None] = {}
    for enacted in runs(base, plan):
        known: dict[str, Any] = {}
        for row in enacted.rows:
            section, key = str(row.place[0]), (timeless(enacted, row), row.value)
            if not row.executed or not row.stated or section in OF_THE_WHOLE or key in moved:
                continue
            if sections and section not in sections:
                continue
            seen[key] = None
            if row.holds_on(enacted.on) and tried.get(key, 0) < MOST_ASKED:
                tried[key] = tried.get(key, 0) + 1
                if moves(enacted, row, known):
                    moved.add(key)
    return [f"{path}: {value}" for path, value in seen if (path, value) not in moved]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_executed_value_changes_some_decision(folder: str) -> None:
    assert idle(folder) == []


MEASURED: list[dict[str, Any]] = [
    {},
    *(
        {name: np.array([value], DTYPES[FACTS[name].kind])}
        for name in FACTS
        if name.startswith("measure.") and FACTS[name].kind in ("share", "count")
        for value in (
            (0.2, 0.4, 0.49, 0.5, 0.51, 0.55, 0.59, 0.6, 0.9) if FACTS[name].kind == "share" else (1, 10**6)
        )
    ),
]
"""Rows of measures that set triggers off: one measure each."""


def enacted_words(
    text: Agreement, plan: Plan | None, days: list[date], rows: list[dict[str, Any]]
) -> list[Any]:
    """Of each day the state of the instrument, and what its triggers and its sunset make of the text."""
    told: list[Any] = []
    for day in days:
        state = text.terms.state_on(day)
        told.append(state.state if state else None)
        for row in rows:
            try:
                tree: Any = enact(text, day, plan, measures=Facts(1, row)).agreement.document.tree
            except Refused as error:
                told.append(str(error))
                continue
            told.append(str({name: part for name, part in tree.items() if name not in OF_THE_WHOLE}))
    return told


def turns(base: Agreement) -> list[date]:
    """The days around which the whole of a text turns: its states, its triggers, its sunset."""
    terms = base.terms
    found = [day for state in terms.lifecycle for day in (state.from_, state.until) if day]
    found += [trigger.on for trigger in terms.triggers if trigger.on]
    if terms.sunset is not None:
        first = min(state.from_ for state in terms.lifecycle if state.from_ and state.state in RUNNING)
        found += [first + timedelta(days) for years in range(4, 9) for days in (365 * years, 365 * years + 3)]
    return sorted({day + timedelta(by) for day in found for by in (-1, 0)})


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_value_of_the_whole_changes_the_text_of_some_day(folder: str) -> None:
    base, plan = shipped(folder)
    days = turns(base)
    rows = MEASURED if base.terms.triggers else [{}]
    asked = [row for row in values(base) if str(row.place[0]) in OF_THE_WHOLE and row.executed and row.stated]
    if base.terms.triggers:
        days = days[:: max(1, len(days) // 6)] + [
            day for trigger in base.terms.triggers if (day := trigger.on)
        ]
    before = enacted_words(base, plan, days, rows)
    still = []
    for row in asked:
        texts = islice(whole_changed(base, row), MOST_TRIED)
        if all(enacted_words(text, plan, days, rows) == before for text in texts):
            still.append(row.path)
    assert still == []
