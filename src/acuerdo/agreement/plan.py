"""A plan enacts a text: from when it is taken as in force, and what is assumed for each silence."""

import copy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from acuerdo.agreement.calendar import day
from acuerdo.agreement.clauses.base import Clause, Title
from acuerdo.agreement.consolidate import Agreement, consolidate, retyped
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.faults import Fault, Refused, Unreadable
from acuerdo.agreement.paths import find, get, nearest, written
from acuerdo.agreement.provenance import Value, basis_under, values, weakest
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.reading.kinds import must_be
from acuerdo.agreement.reading.text import Document, Path
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.terms import RUNNING, SourceEntry
from acuerdo.agreement.triggered import triggered
from acuerdo.agreement.values import NOT_STATED, Day, FieldPath, Id, OneOf, Source, Span


class AsIf(Clause):
    """The days on which the text is taken as in force; `until` is the first on which it is not."""

    from_: Day
    until: Day


class Assumption(BaseModel):
    """A value for one silence of the text, with why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: FieldPath
    value: Any
    basis: Annotated[str, OneOf("law", "borrowed", "estimated", "assumed")] = "assumed"
    src: Source
    why: Title


class PlanTerms(Clause):
    """A plan file."""

    format: Annotated[str, OneOf("1")]
    plan_for: Id
    id: Id
    title: Title
    as_if_in_force: AsIf
    sources: dict[Id, SourceEntry] = {}
    assume: list[Assumption] = []


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A plan as read."""

    terms: PlanTerms
    document: Document


def read_plan(path: FilePath) -> Plan:
    """Read a plan file.

    Raises:
        Unreadable: with every fault of form, type and source.
    """
    document = load(path)
    must_be("plan", document, path)
    plan = Plan(typed(PlanTerms, document), document)
    faults = [
        document.fault(("assume", at, "src"), f"{each.src.split(' ')[0]} is not among this plan's sources")
        for at, each in enumerate(plan.terms.assume)
        if each.src.split(" ")[0] not in plan.terms.sources
    ]
    if faults:
        raise Unreadable(faults)
    return plan


@dataclass(frozen=True, slots=True, eq=False)
class Enacted:
    """A text that may be executed on a day: in operation, or enacted by a plan.

    `hypothetical` texts say so in every output, with the plan's assumptions. `origins` keeps what was worked
    out about paths, for the many people asked about the same ones; `silent` are the paths of values that a
    rule reads and the text does not say.
    """

    agreement: Agreement
    on: date
    known: date | None
    plan: Plan | None
    state: str
    rows: tuple[Value, ...]
    origins: dict[str, tuple[str, str]] = field(init=False, default_factory=dict, repr=False)
    silent: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        unsaid = (row for row in self.rows if row.executed and not row.stated and row.holds_on(self.on))
        object.__setattr__(self, "silent", tuple(row.path for row in unsaid))

    @property
    def hypothetical(self) -> bool:
        return self.plan is not None

    @property
    def begun(self) -> date | None:
        """The first day on which the text decides: of its plan, or the first in force or in operation; None
        where the file does not say since when it is."""
        if self.plan is not None:
            return self.plan.terms.as_if_in_force.from_
        running = (state.from_ for state in self.agreement.terms.lifecycle if state.state in RUNNING)
        return next(running, None)

    @property
    def sunset(self) -> np.datetime64 | None:
        """The first day on which the text decides nothing any more; None where that never comes."""
        terms = self.agreement.terms
        if terms.sunset is None or not terms.sunset.holds_on(self.on):
            return None
        return terms.sunset.ends(self.begun, terms.calendar)

    def require(self, *prefixes: str) -> None:
        """Make sure that nothing a rule must read under these paths is left unsaid.

        Raises:
            Refused: naming every silent value, and what would fill it.
        """
        if not self.silent:
            return
        paths = tuple(place for prefix in prefixes for place in self.places(prefix))
        silent = [path for path in self.silent if _under(path, paths)]
        if silent:
            lines = "\n".join(f"  {path}" for path in silent)
            raise Refused(
                f"{self.agreement.id} does not say what a decision needs:\n{lines}\n"
                f"  hint: a plan for {self.agreement.id} may assume each, with its source"
            )

    def places(self, path: str) -> list[str]:
        """The places a path names, as the rows write them: entries of lists by position."""
        return [written(place) for place in find(self.agreement.document.tree, path)] or [path]

    def basis_of(self, path: str) -> str:
        """The basis of the value at a path, or the weakest under it."""
        return weakest([basis_under(list(self.rows), place) for place in self.places(path)])


def _under(path: str, prefixes: tuple[str, ...]) -> bool:
    return any(path == prefix or path.startswith((prefix + ".", prefix + "[")) for prefix in prefixes)


def enact(
    agreement: Agreement,
    on: date,
    plan: Plan | None = None,
    known: date | None = None,
    filed: date | None = None,
    measures: Facts | None = None,
) -> Enacted:
    """The text that decides on a day, or a refusal that says why there is none.

    Args:
        on: the day of decision.
        plan: for texts that are not in force, or silent where a decision needs words.
        known: what was public by this day counts.
        filed: the day the act to be decided was filed, where that was earlier.
        measures: one row of measures, which may fire triggers; unknown ones fire nothing.

    Raises:
        Refused: the text is not in force and no plan covers the day, or its sunset has come.
        Unreadable: the plan does not fit the text; every misfit is listed.
    """
    state = agreement.terms.state_on(on)
    name = state.state if state else _without_state(agreement, on)
    text = triggered(consolidate(agreement, on, known, filed), on, measures)
    if plan is None:
        if name not in RUNNING:
            raise Refused(_not_running(agreement, on, name))
        return _before_sunset(Enacted(text, on, known, None, name, tuple(values(text))))
    if plan.terms.plan_for != agreement.id:
        raise Refused(f"{plan.document.file} is a plan for {plan.terms.plan_for}, not for {agreement.id}")
    if not plan.terms.as_if_in_force.holds_on(on):
        span = plan.terms.as_if_in_force
        days = f"from {span.from_} until {span.until}"
        raise Refused(f"{plan.document.file} takes {agreement.id} as in force {days}; {on} is outside")
    filled = fill(text, plan)
    return _before_sunset(Enacted(filled, on, known, plan, name, tuple(values(filled))))


def _before_sunset(enacted: Enacted) -> Enacted:
    """The text, unless its sunset has come or cannot be counted."""
    agreement, sunset, ends = enacted.agreement, enacted.agreement.terms.sunset, enacted.sunset
    file = agreement.document.file
    if ends is not None and ends <= day(enacted.on):
        problem = f"{agreement.id} ended by its sunset on {ends}, so it decides nothing on {enacted.on}"
        counted = f"{sunset.after} from {enacted.begun}" if sunset and sunset.after else "a day of its own"
        hint = f"the text gives itself {counted}; an amendment can move the sunset"
        raise Refused(f"{problem}\n  in {file}, sunset\n  hint: {hint}")
    if sunset is not None and isinstance(sunset.after, Span) and enacted.begun is None:
        problem = f"{agreement.id} does not say since when it is in force, so its sunset cannot be counted"
        raise Refused(f"{problem}\n  in {file}, lifecycle\n  hint: give the state its first day, from: ...")
    return enacted


def _without_state(agreement: Agreement, on: date) -> str:
    begun = any(state.from_ is None or state.from_ <= on for state in agreement.terms.lifecycle)
    return "over" if begun else "not yet proposed"


def _not_running(agreement: Agreement, on: date, state: str) -> str:
    entry = agreement.terms.state_on(on)
    since = f" since {entry.from_}" if entry and entry.from_ else ""
    return (
        f"{agreement.id} is {state.replace('_', ' ')}{since}, so it decides nothing on {on}\n"
        f"  in {agreement.document.file}, lifecycle\n"
        f"  hint: a plan file can take it as in force: "
        f"plan_for: {agreement.id}, as_if_in_force: {{from: ..., until: ...}}"
    )


def fill(agreement: Agreement, plan: Plan) -> Agreement:
    """The text with each assumed value in place of a silence.

    Raises:
        Unreadable: an assumption that names nothing, contradicts the text, or fills what no rule reads.
    """
    tree: Any = copy.deepcopy(agreement.document.tree)
    executed = {row.path for row in values(agreement) if row.executed}
    faults: list[Fault] = []
    origins = dict(agreement.origins)
    for at, assumption in enumerate(plan.terms.assume):
        where: Path = ("assume", at, "at")
        places = find(tree, assumption.at)
        silent = [place for place in places if get(tree, place) == NOT_STATED.value]
        if not places:
            faults.append(
                plan.document.fault(
                    where, f"{assumption.at} names nothing in {agreement.id}", nearest(tree, assumption.at)
                )
            )
        elif not silent:
            found = get(tree, places[0])
            faults.append(
                plan.document.fault(
                    where,
                    f"{assumption.at} is stated: {found}",
                    "a plan fills silence; an amendment changes words",
                )
            )
        elif not any(written(place) in executed for place in silent):
            faults.append(
                plan.document.fault(where, f"{assumption.at} is read by no rule yet", "remove the assumption")
            )
        else:
            for place in silent:
                get(tree, place[:-1])[place[-1]] = copy.deepcopy(assumption.value)
                origins[written(place)] = (assumption.src, assumption.basis)
    if faults:
        raise Unreadable(faults)
    _add_sources(tree, plan)
    return retyped(agreement, tree, origins)


def _add_sources(tree: Any, plan: Plan) -> None:
    written_sources: Any = plan.document.tree
    tree["sources"] = {**tree["sources"], **written_sources.get("sources", {})}
