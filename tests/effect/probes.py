"""What a text decides on a day, asked so widely that another value in it shows."""

import re
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

import numpy as np

from acuerdo.agreement import enact
from acuerdo.agreement.cases import Case
from acuerdo.agreement.clauses.criteria import Criterion
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.facts import columns
from acuerdo.agreement.faults import Refused, Unreadable
from acuerdo.agreement.parts import every
from acuerdo.agreement.paths import find, get, written
from acuerdo.agreement.plan import Enacted, Plan
from acuerdo.agreement.registry import FACTS
from acuerdo.rules.eligibility import ELIGIBLE, eligibility
from acuerdo.rules.periods import stretches
from acuerdo.rules.places import Ledger, Queue, allocate
from acuerdo.rules.returns import returnable
from acuerdo.rules.trial import ANSWERS, answer, facts_of
from effect.people import as_case, days_around, drawn, one_by_one, pools

READ: dict[str, tuple[str, ...]] = {
    "pathways.*": (
        "application.filed_on",
        "application.priority_day",
        "person.nationality",
        "person.present_in",
    ),
    "pathways.*.labour_market_test": ("offer.",),
    "pathways.*.circularity": ("permit.",),
    "pathways.*.portability": ("permit.",),
    "pathways.*.portability.social_security": ("permit.months",),
    "pathways.*.family": ("family.",),
    "pathways.*.fee": ("application.fee_paid",),
    "national_law.*": ("person.nationality",),
    "returns.*": (
        "person.unaccompanied",
        "person.with_parent",
        "person.age",
        "person.danger",
        "person.nationality",
    ),
    "returns.*.readmission": ("handover.", "person.unaccompanied", "person.age", "person.danger"),
    "returns.*.handover": ("handover.", "person.unaccompanied", "person.age", "person.danger"),
    "development.*": ("project.",),
    "asylum": (
        "journey.",
        "application.claimed",
        "person.nat",
        "person.present",
        "person.un",
        "person.age",
        "person.d",
    ),
    "children": ("person.un", "person.age", "person.nat", "person.with", "person.danger", "handover.met"),
    "statuses.*": ("permit.",),
    "information.*": ("person.nationality",),
    "border.perimeter": ("measure.inner_border_staff",),
}
"""The facts that a form of question reads beside those of the criteria under it."""

OF_ONE = ("protections", "commitments", "finance", "border", "triggers", "bodies", "information", "linkage")
"""Sections that read one row of facts: each person of a probe is a case of its own."""

MOST_DAYS = 9
"""Days on which a text is asked, spread over those on which it runs."""


def runs(base: Agreement, plan: Plan | None) -> list[Enacted]:
    """The text of some days: spread over all on which it runs, around every date that it names."""
    named = re.findall(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b", "\n".join(base.document.lines))
    if plan:
        named += [plan.terms.as_if_in_force.from_.isoformat()]
    around = sorted({date.fromisoformat(one) + timedelta(step) for one in named for step in (0, 50)})
    starts = sorted({date.fromisoformat(one) for one in named})
    able = [day for day in around if _able(base, plan, day)]
    chosen = dict.fromkeys(
        [*able[:: max(1, len(able) // MOST_DAYS)], *[day for day in starts if day in able][:4], *able[-1:]]
    )
    return [enact(base, day, plan) for day in sorted(chosen)]


def _able(base: Agreement, plan: Plan | None, day: date) -> bool:
    state = base.terms.state_on(day)
    if plan is None and (state is None or state.state not in ("in_force", "in_operation")):
        return False
    try:
        enact(base, day, plan)
    except (Refused, Unreadable):
        return False
    return True


def paths_of(text: Agreement) -> list[tuple[str, str]]:
    """Every path that decides something, with its form."""
    tree = text.document.tree
    asked: list[tuple[str, str]] = []
    for form in ANSWERS:
        head, star, tail = form.partition("*")
        section = find(tree, head.rstrip("."))
        if not section:
            continue
        if not star:
            asked.append((form, form))
            continue
        node = get(tree, section[0])
        names = list(node) if isinstance(node, dict) else [each.get("id") for each in node]
        asked += [(form, f"{head}{name}{tail}") for name in names if name]
    return asked


def decisions(enacted: Enacted, base: Enacted, form: str, path: str) -> list[Any]:
    """Everything that a path answers under a text; the people are those of the base."""
    return [_told(enacted, case, path) for case in cases(base, form, path)]


def _told(enacted: Enacted, case: Case, path: str) -> Any:
    section, _, name = path.partition(".")
    terms = enacted.agreement.terms
    try:
        if section == "pathways" and name in terms.pathways:
            decision = eligibility(terms.pathways[name], terms, facts_of(case), case.on)
            return decision.outcome.tolist(), [decision.reasons[at] for at in decision.reason.tolist()]
        if section == "returns" and name in terms.returns:
            turn, ledger = np.arange(case.n), _nearly_full(terms.returns[name], path, terms, case.on)
            decided, _ = returnable(terms.returns[name], path, terms, facts_of(case), case.on, turn, ledger)
            return decided.outcome.tolist(), [decided.reasons[at] for at in decided.reason.tolist()]
        return [each.found for each in answer(case, enacted, path)]
    except (Refused, Unreadable) as error:
        return str(error)


@cache
def cases(base: Enacted, form: str, path: str) -> tuple[Case, ...]:
    """The questions to ask at a path."""
    people = _people(base, form, path)
    groups = [[one] for one in people] if path.split(".", maxsplit=1)[0] in OF_ONE else [people]
    return tuple(
        Case.model_validate(
            {"name": "probe", "on": base.on.isoformat(), "expect": {path: "yes"}, **as_case(group), **context}
        )
        for context, group in product(contexts(base, form, path), groups)
    )


@cache
def _pools(base: Enacted) -> dict[str, list[str]]:
    of = {name: list(pool) for name, pool in pools(base.agreement).items()}
    for name, fact in FACTS.items():
        of[name] += days_around(base.on) if fact.kind == "day" else []
    return of


def _people(base: Enacted, form: str, path: str) -> list[dict[str, str]]:
    of = _pools(base)
    facts = sorted({*_asked(base, path), *_read(form), *_measures(base, path)})
    if not facts:
        return [{}]
    if path.split(".", maxsplit=1)[0] in OF_ONE:
        return list(one_by_one(drawn(facts, of, 1, path)[0], facts, of))
    starts = _eligible(base, path, facts) or drawn(facts, of, 2, path)
    found = [person for start in starts for person in one_by_one(start, facts, of)]
    return [*found, *drawn(facts, of, RANDOM, path)]


RANDOM = 60
"""People drawn at random beside those that differ from one in one fact."""


def _read(form: str) -> list[str]:
    return [name for name in FACTS if name.startswith(READ.get(form, ("none.",)))]


def _measures(base: Enacted, path: str) -> list[str]:
    if path.split(".", maxsplit=1)[0] not in ("protections", "commitments", "finance", "triggers"):
        return []
    parts = [get(base.agreement.document.tree, place) for place in find(base.agreement.document.tree, path)]
    return [f"measure.{part['measure']}" for part in parts if isinstance(part, dict) and "measure" in part]


def _asked(base: Enacted, path: str) -> list[str]:
    under = [(*place,) for place in find(base.agreement.document.tree, ".".join(path.split(".")[:2]))]
    if path in ("asylum", "children"):
        under = [(path,)]
    found = []
    for place, criterion in every(base.agreement, Criterion):
        if any(place[: len(top)] == top for top in under):
            found += [criterion.fact, *([criterion.waiver] if criterion.waiver else [])]
    return found


def _eligible(base: Enacted, path: str, facts: list[str]) -> list[dict[str, str]]:
    section, _, rest = path.partition(".")
    terms = base.agreement.terms
    pathway = terms.pathways.get(rest) if section == "pathways" else None
    if pathway is None:
        return []
    people = drawn(facts, _pools(base), TRIED, f"{path} tried")
    case = Case.model_validate(
        {"name": "tried", "on": base.on.isoformat(), "expect": {path: "yes"}, **as_case(people)}
    )
    try:
        found = np.flatnonzero(eligibility(pathway, terms, facts_of(case), base.on).outcome == ELIGIBLE)
    except Refused:
        return []
    return [people[int(at)] for at in found[:3]]


TRIED = 3_000
"""People drawn to find some who are eligible."""


def contexts(base: Enacted, form: str, path: str) -> list[dict[str, Any]]:
    """What a case may say beside facts, at a form of path."""
    section = path.split(".", maxsplit=1)[0]
    made = {
        "protections": _of_statuses,
        "statuses": _of_entries,
        "information": _of_information,
        "bodies": _of_votes,
        "commitments": _of_dones,
        "development": _of_money,
        "finance": _of_money,
        "border": _of_events,
        "disputes": _of_events,
        "termination": _of_events,
        "review": _of_events,
    }
    if form.endswith(".stay"):
        return _of_stays(base)
    if form.endswith(".gives"):
        return _of_entries(base, path)
    if form.endswith(".cap"):
        return _of_years(base)
    if form.endswith(".handover"):
        return _of_places(base)
    return made[section](base, path) if section in made else [{}]


def _ago(base: Enacted, *days: int) -> list[str]:
    return [(base.on - timedelta(by)).isoformat() for by in days]


def _of_statuses(base: Enacted, path: str) -> list[dict[str, Any]]:
    terms = base.agreement.terms
    given = [each.gives.status for each in terms.pathways.values() if each.gives]
    return [
        {"named": {"status": status}} for status in dict.fromkeys([*terms.statuses, *given, "another_status"])
    ]


def _of_entries(base: Enacted, path: str) -> list[dict[str, Any]]:
    return [
        {"stay": {"entry": day}}
        for day in _ago(base, 0, 25, 45, 100, 185, 200, 370, 400, 735, 800, 1830, 2000, 4000)
    ]


def _of_stays(base: Enacted) -> list[dict[str, Any]]:
    lengths, away = (20, 160, 250, 400, 800, 1_110, 4_000, 100, 30), (10, 80, 100, 200, 370, 500, 91, 800, 30)
    later = (30, 170, 175, 260, 500, 1_000, 190, 4_010, 250)
    return [
        {
            "stay": {
                "entry": base.on.isoformat(),
                "wanted_until": (base.on + timedelta(length)).isoformat(),
                "last_exit": (base.on - timedelta(gone)).isoformat(),
                "renewed": str(renewed),
                "on": (base.on + timedelta(until)).isoformat(),
                "worked_for": "one",
                "asked_by": "one",
            }
        }
        for length, gone, until in zip(lengths, away, later, strict=True)
        for renewed in (0, 1, 2, 3)
    ]


def _of_years(base: Enacted) -> list[dict[str, Any]]:
    pool = _pools(base)
    asked = sorted({c.fact for _, c in every(base.agreement, Criterion) if c.fact.startswith("measure.")})
    shifts = range(max((len(pool[fact]) for fact in asked), default=1))
    years = range(base.on.year - 9, base.on.year + 2)
    return [
        {
            "years": {
                str(year): {
                    fact.removeprefix("measure."): pool[fact][(at * 3 + shift) % len(pool[fact])]
                    for at, fact in enumerate(asked)
                }
                for year in years
            }
        }
        for shift in shifts
    ]


def _of_places(base: Enacted) -> list[dict[str, Any]]:
    handovers = [each.handover for each in base.agreement.terms.returns.values() if each.handover]
    return [{"named": {"place": place}} for each in handovers for place in [*each.places, "Elsewhere"]] or [
        {}
    ]


def _of_information(base: Enacted, path: str) -> list[dict[str, Any]]:
    terms = base.agreement.terms
    parties = [*list(terms.parties)[:3], "CUB"]
    purposes = dict.fromkeys(word for each in terms.information for word in (*each.purpose, *each.never))
    return [
        {"named": {"from": one, "to": other, "purpose": purpose}, "events": {"received": base.on.isoformat()}}
        for one, other, purpose in product(parties, parties, [*purposes, "oversight", "health"])
        if one != other
    ]


def _of_votes(base: Enacted, path: str) -> list[dict[str, Any]]:
    terms = base.agreement.terms
    seats = [*terms.parties, *terms.invited]
    votes = [
        {"present": seats[:n], "in_favour": seats[:k]} for n in range(len(seats) + 1) for k in range(n + 1)
    ]
    changes = [path for body in terms.bodies.values() for path in body.may_change]
    named: list[dict[str, Any]] = [{}, *({"named": {"at": path}} for path in [*changes, "texts.elsewhere"])]
    met = {"events": {"last_meeting": base.on.isoformat()}}
    return [met, *({"vote": vote, **name, **met} for vote, name in product(votes, named))]


def _of_dones(base: Enacted, path: str) -> list[dict[str, Any]]:
    terms = base.agreement.terms
    ids = [each.id for each in terms.commitments if each.id]
    dones: list[dict[str, str]] = [{}, *(dict.fromkeys(ids, day) for day in _ago(base, 0, 30, 200, 500))]
    happened: list[dict[str, str]] = [
        {},
        *({each.id: day for each in terms.events} for day in _ago(base, 40, 50, 400)),
    ]
    return [{"done": done, "events": events} for done, events in product(dones, happened)]


def _of_money(base: Enacted, path: str) -> list[dict[str, Any]]:
    return [{"so_far": {path: str(count)}} for count in (0, 1, 7, 20_000, 45_000, 3_000_000)]


def _of_events(base: Enacted, path: str) -> list[dict[str, Any]]:
    disputes = base.agreement.terms.disputes
    names = [
        "opened",
        "notice_given",
        "suspended_from",
        "permit_given",
        "first_suspended_from",
        "permit_ends",
    ]
    names += [each.id for each in disputes.steps] if disputes else []
    days = _ago(base, 0, 1, 10, 27, 29, 31, 45, 65, 100, 180, 190, 400)
    told: list[dict[str, Any]] = [{}]
    for shift in range(len(days)):
        told.append({"events": {name: days[(at * shift) % len(days)] for at, name in enumerate(names, 1)}})
        told.append({"events": dict.fromkeys(names[:3], days[shift])})
        told.append(
            {"events": {"opened": days[shift], "notice_given": days[-1], "suspended_from": days[shift]}}
        )
    parties = (
        [{"named": {"party": party}} for party in base.agreement.terms.parties]
        if path.startswith("border")
        else []
    )
    return [*told, *parties]


ASKING = 300
"""People who ask for a place in a probe of caps."""

LEFT = 12
"""Places left in each period of a cap when a probe begins."""


def served(enacted: Enacted, base: Enacted) -> list[Any]:
    """Who gets a place under every cap of a text over three years, with the caps around it."""
    return [_served(enacted, base, name) for name in base.agreement.terms.pathways]


def _served(enacted: Enacted, base: Enacted, name: str) -> Any:
    terms = enacted.agreement.terms
    pathway, path = terms.pathways[name], f"pathways.{name}"
    if pathway.cap is None or any(entry.formula for entry in pathway.cap):
        return None
    try:
        ledger = _nearly_full(base.agreement.terms.pathways[name], path, base.agreement.terms, base.on)
        found = allocate(f"{path}.cap", pathway.cap, pathway.allocation, terms, _queue(base, name), ledger)
    except Refused as error:
        return str(error)
    taken = sorted(map(str, found.ledger.used.items()))
    return found.status.tolist(), found.through.tolist(), found.given_on.astype(str).tolist(), taken


@cache
def _queue(base: Enacted, name: str) -> Queue:
    facts = sorted(set(_asked(base, f"pathways.{name}")) | {"person.nationality"})
    people = drawn(facts, _pools(base), ASKING, f"{name} asks")
    known = (
        columns(ASKING, {})
        if not facts
        else facts_of(
            Case.model_validate(
                {
                    "name": "line",
                    "on": base.on.isoformat(),
                    "expect": {f"pathways.{name}": "yes"},
                    **as_case(people),
                }
            )
        )
    )
    steps = np.concatenate([np.arange(100) // 10, np.arange(100) * 3, np.arange(100) * 8 + 200])
    counts_on = np.datetime64(base.on, "D") + steps.astype("timedelta64[D]")
    return Queue(np.ones(ASKING, np.bool_), counts_on, counts_on, np.arange(ASKING), known)


def _nearly_full(clause: Any, path: str, terms: Any, on: date) -> Ledger:
    ledger, seen = Ledger(), set()
    if clause.cap is None:
        return ledger
    for stretch in stretches(f"{path}.cap", clause.cap, on, on + timedelta(900), terms):
        for depth, level in enumerate(stretch.levels):
            count = level.entry.count
            if level.key not in seen and isinstance(count, int):
                ledger = ledger.use(level.key, max(0, count - LEFT - 5 * depth))
            seen.add(level.key)
        own = stretch.levels[0]
        for aside in clause.allocation.set_asides if getattr(clause, "allocation", None) else ():
            key = (f"{path}.allocation.set_asides.{aside.name}", own.start)
            if key not in seen and isinstance(own.entry.count, int):
                ledger = ledger.use(key, max(0, aside.places(own.entry.count) - 3))
            seen.add(key)
    return ledger


def place_of(enacted: Enacted, path: str) -> list[str]:
    """The places a path names, as rows write them."""
    return [written(place) for place in find(enacted.agreement.document.tree, path)]
