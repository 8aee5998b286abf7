"""What a text decides on a day, asked so widely that another value in it shows."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import count, product
from typing import Any

import numpy as np

from acuerdo.agreement import enact
from acuerdo.agreement.calendar import add, day
from acuerdo.agreement.cases import Case
from acuerdo.agreement.clauses.criteria import NO, YES, Criterion, asked
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.faults import Refused, Unreadable
from acuerdo.agreement.parts import every
from acuerdo.agreement.paths import find, get
from acuerdo.agreement.plan import Enacted, Plan
from acuerdo.agreement.registry import FACTS
from acuerdo.agreement.values import Span
from acuerdo.rules.eligibility import ELIGIBLE, eligibility
from acuerdo.rules.returns import CAP_REACHED, RETURNABLE, returnable
from acuerdo.rules.trial import ANSWERS, answer, facts_of
from effect.lines import ROOM_LEFT, nearly_full
from effect.people import as_case, asked_at, drawn, one_by_one, pools_of

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
        named += re.findall(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b", "\n".join(plan.document.lines))
        named += [plan.terms.as_if_in_force.from_.isoformat()]
    around = sorted({date.fromisoformat(one) + timedelta(step) for one in named for step in (0, 50)})
    starts = sorted({date.fromisoformat(one) for one in named})
    able = [day for day in around if _able(base, plan, day)]
    text = enact(base, able[0], plan).agreement if able else base
    closing = [day for day in _closings(text) if _able(base, plan, day)]
    spread = able[:: max(1, len(able) // MOST_DAYS)]
    chosen = dict.fromkeys([*spread, *[day for day in starts if day in able][:4], *able[-1:], *closing])
    return [enact(base, day, plan) for day in sorted(chosen)]


def _closings(base: Agreement) -> list[date]:
    """A day shortly after each window of filing closes."""
    windows = [each.window for each in base.terms.pathways.values() if each.window]
    rule, after = base.terms.calendar.month_arithmetic, timedelta(5)
    return [
        add(np.array([day(each.opens)]), each.length, rule)[0].item() + after
        for each in windows
        if isinstance(each.opens, date) and isinstance(each.length, Span)
    ]


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
    paths: list[tuple[str, str]] = []
    for form in ANSWERS:
        head, star, tail = form.partition("*")
        section = find(tree, head.rstrip("."))
        if not section:
            continue
        if not star:
            paths.append((form, form))
            continue
        node = get(tree, section[0])
        names = list(node) if isinstance(node, dict) else [each.get("id") for each in node]
        paths += [(form, f"{head}{name}{tail}") for name in names if name]
    return paths


def decisions(enacted: Enacted, base: Enacted, form: str, path: str) -> Iterator[Any]:
    """Everything that a path answers under a text; the people are those of the base."""
    return (_told(enacted, base, case, path) for case in cases(base, form, path))


FACTS_OF: dict[int, Facts] = {}


def _known(case: Case) -> Facts:
    """The facts of one of `cases`, worked out once."""
    if id(case) not in FACTS_OF:
        FACTS_OF[id(case)] = facts_of(case)
    return FACTS_OF[id(case)]


def _told(enacted: Enacted, base: Enacted, case: Case, path: str) -> Any:
    section, _, name = path.partition(".")
    terms = enacted.agreement.terms
    try:
        if section == "pathways" and name in terms.pathways:
            decision = eligibility(terms.pathways[name], terms, _known(case), case.on)
            return decision.outcome.tolist(), [decision.reasons[at] for at in decision.reason.tolist()]
        if section == "returns" and name in terms.returns:
            of = base.agreement.terms
            turn, ledger = np.arange(case.n), nearly_full(of.returns[name], path, of, case.on)
            found = []
            for on in (case.on, case.on + AGAIN):
                decided, ledger = returnable(terms.returns[name], path, terms, _known(case), on, turn, ledger)
                cap = terms.returns[name].cap
                full = cap.on(on) if cap and (decided.outcome == CAP_REACHED).any() else None
                reasons = [decided.reasons[at] for at in decided.reason.tolist()]
                found.append((decided.outcome.tolist(), reasons, full and str(full.when_full)))
            return found
        return [each.found for each in answer(case, enacted, path)]
    except (Refused, Unreadable) as error:
        return str(error)


AGAIN = timedelta(40)
"""The time after which returns are asked about again, with what was used by then."""


class Kept:
    """What an iterator gives, to be gone through again; nothing is made before it is asked for."""

    def __init__(self, coming: Iterator[Case]) -> None:
        self.coming, self.made = coming, list[Case]()

    def __iter__(self) -> Iterator[Case]:
        for at in count():
            if at == len(self.made):
                each = next(self.coming, None)
                if each is None:
                    return
                self.made.append(each)
            yield self.made[at]


@cache
def cases(base: Enacted, form: str, path: str) -> Kept:
    """The questions to ask at a path."""
    people = _people(base, form, path)
    groups = [[one] for one in people] if path.split(".", maxsplit=1)[0] in OF_ONE else [people]
    return Kept(
        case for context in contexts(base, form, path) for case in _asking(base.on, path, context, groups)
    )


def _asking(
    on: date, path: str, context: Mapping[str, Any], groups: list[list[dict[str, str]]]
) -> Iterator[Case]:
    """The cases of one context: the first is read as a file writes it, and the others are of its form."""
    said = {"name": "probe", "on": on.isoformat(), "expect": {path: "yes"}}
    first = Case.model_validate({**said, **as_case(groups[0]), **context})
    yield first
    for group in groups[1:]:
        about = {name: facts for name, facts in as_case(group).items() if name not in context}
        case = first.model_copy(update=about)
        vars(case).pop("facts", None)
        yield case


def _people(base: Enacted, form: str, path: str) -> list[dict[str, str]]:
    of = pools_of(base)
    facts = sorted({*asked_at(base, path), *_read(form), *_measures(base, path)})
    if not facts:
        return [{}]
    if path.split(".", maxsplit=1)[0] in OF_ONE:
        return list(one_by_one(drawn(facts, of, 1, path)[0], facts, of))
    plain = [
        {**person, **{name: "false" for name in facts if FACTS[name].kind == "flag"}}
        for person in drawn(facts, of, 1, path)
    ]
    if form in ("returns.*.readmission", "returns.*.handover"):
        plain = _handed_over(base, plain[0])
    starts = _eligible(base, path, facts) or [*plain, *drawn(facts, of, 2, path)]
    many = 12 if form.startswith("returns.*.") else 3
    found = [person for start in starts[:many] for person in one_by_one(start, facts, of)] + starts
    return [*found, *drawn(facts, of, RANDOM, path)]


def _handed_over(base: Enacted, person: dict[str, str]) -> list[dict[str, str]]:
    """Somebody met and asked to be taken back some days ago, with and without a reply."""
    safe = {**person, "person.danger_on_return": "none_found"}
    met, applied = _ago(base, 45, 20, 8, 3), _ago(base, 40, 11, 6, 3)
    return [
        {
            **safe,
            "handover.met_on": since,
            "handover.applied_on": asked_on,
            "handover.replied_on": replied,
            "handover.reply": reply,
        }
        for since, asked_on in zip(met, applied, strict=True)
        for replied, reply in (("never", "unknown"), (_ago(base, 1)[0], "agreed"), (asked_on, "agreed"))
    ]


RANDOM = 60
"""People drawn at random beside those that differ from one in one fact."""


def _read(form: str) -> list[str]:
    return [name for name in FACTS if name.startswith(READ.get(form, ("none.",)))]


def _measures(base: Enacted, path: str) -> list[str]:
    if path.split(".", maxsplit=1)[0] not in ("protections", "commitments", "finance", "triggers"):
        return []
    if path.startswith("commitments"):
        return [f"measure.{each.measure}" for each in base.agreement.terms.commitments if each.measure]
    parts = [get(base.agreement.document.tree, place) for place in find(base.agreement.document.tree, path)]
    return [f"measure.{part['measure']}" for part in parts if isinstance(part, dict) and "measure" in part]


def _eligible(base: Enacted, path: str, facts: list[str]) -> list[dict[str, str]]:
    section, _, rest = path.partition(".")
    terms = base.agreement.terms
    pathway, clause = terms.pathways.get(rest), terms.returns.get(rest)
    words = {"name": "tried", "on": base.on.isoformat(), "expect": {path: "yes"}}
    try:
        if section == "pathways" and pathway is not None:
            people = drawn(facts, _likely(base, pathway), TRIED, f"{path} tried")
            known = facts_of(Case.model_validate({**words, **as_case(people)}))
            found = np.flatnonzero(eligibility(pathway, terms, known, base.on).outcome == ELIGIBLE)
            return [people[int(at)] for at in found[:3]]
        if section == "returns" and clause is not None:
            people = drawn(facts, pools_of(base), TRIED, f"{path} tried")
            known = facts_of(Case.model_validate({**words, **as_case(people)}))
            free = clause.model_copy(update={"cap": None})
            decided, _ = returnable(free, path, terms, known, base.on, np.arange(TRIED))
            found = np.flatnonzero(decided.outcome == RETURNABLE)
            return [people[int(at)] for at in found[: 2 * ROOM_LEFT]]
        if section in ("asylum", "development"):
            people = drawn(facts, pools_of(base), TRIED, f"{path} tried")
            told = answer(Case.model_validate({**words, **as_case(people)}), base, path)
            outcomes = [(str(each.found.get("is")), str(each.found.get("because"))) for each in told]
            rare = sorted(dict.fromkeys(outcomes), key=outcomes.count)
            return [people[outcomes.index(found)] for found in rare]
    except Refused:
        return []
    return []


def _likely(base: Enacted, pathway: Pathway) -> dict[str, list[str]]:
    """The pools of facts with more of the answers that each criterion by itself asks for."""
    pool, nations = {**pools_of(base)}, base.agreement.terms.nations
    words = {"name": "one", "on": base.on.isoformat(), "expect": {"pathways.any": "yes"}}
    for criterion, excludes in asked(pathway.eligible) if pathway.eligible else ():
        answers = [{criterion.fact: answer} for answer in pools_of(base)[criterion.fact]]
        facts = facts_of(Case.model_validate({**words, **as_case(answers)}))
        good = criterion.answer(facts, nations, excludes) == (NO if excludes else YES)
        wanted = [answer[criterion.fact] for answer, fits in zip(answers, good, strict=True) if fits]
        pool[criterion.fact] = [*pool[criterion.fact], *wanted * (4 * len(answers) // max(1, len(wanted)))]
    return pool


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
    given += [status for each in terms.protections for status in each.applies_to or ()]
    statuses = dict.fromkeys([*terms.statuses, *given, "another_status"])
    found: list[dict[str, Any]] = [{}, {"events": {path.rsplit(".", maxsplit=1)[-1]: _ago(base, 10)[0]}}]
    return [{"named": {"status": status}, **event} for status in statuses for event in found]


def _of_entries(base: Enacted, path: str) -> list[dict[str, Any]]:
    return [
        {"stay": {"entry": day}}
        for day in _ago(base, 0, 25, 45, 100, 185, 200, 370, 400, 735, 800, 1830, 2000, 4000)
    ]


def _of_stays(base: Enacted) -> list[dict[str, Any]]:
    lengths, away = (20, 160, 250, 400, 800, 1_110, 4_000, 100, 30), (10, 80, 100, 200, 370, 500, 91, 800, 30)
    later, shifts = (30, 170, 175, 260, 500, 1_000, 190, 4_010, 250), (0, 100, 200, 300, 0, 150, 50, 0, 0)
    return [
        {
            "stay": {
                "entry": entry.isoformat(),
                "wanted_until": (entry + timedelta(length)).isoformat(),
                "last_exit": (entry - timedelta(gone)).isoformat(),
                "renewed": str(renewed),
                "on": (entry + timedelta(until)).isoformat(),
                "worked_for": "one",
                "asked_by": "one",
            }
        }
        for length, gone, until, shift in zip(lengths, away, later, shifts, strict=True)
        for entry in [base.on + timedelta(shift)]
        for renewed in (0, 1, 2, 3)
    ]


def _of_years(base: Enacted) -> list[dict[str, Any]]:
    pool = pools_of(base)
    facts = sorted({c.fact for _, c in every(base.agreement, Criterion) if c.fact.startswith("measure.")})
    shifts = range(max((len(pool[fact]) for fact in facts), default=1))
    years = range(base.on.year - 9, base.on.year + 2)
    return [
        {
            "years": {
                str(year): {
                    fact.removeprefix("measure."): pool[fact][(at * 3 + shift) % len(pool[fact])]
                    for at, fact in enumerate(facts)
                }
                for year in years
            }
        }
        for shift in shifts
    ] + [
        {
            "years": {
                str(year): {fact.removeprefix("measure."): answer for fact, answer in same} for year in years
            }
        }
        for same in product(*([(fact, pool[fact][at]) for at in (0, -1)] for fact in facts))
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
    ahead = _ago(base, -2000)[0]
    told: list[dict[str, Any]] = [{}]
    for shift in range(len(days)):
        told.append({"events": {name: days[(at * shift) % len(days)] for at, name in enumerate(names, 1)}})
        told.append({"events": dict.fromkeys(names[:3], days[shift])})
        told.append(
            {"events": {"opened": days[shift], "notice_given": days[-1], "suspended_from": days[shift]}}
        )
        told.append({"events": {"permit_given": days[-1], "permit_ends": ahead, "notice_given": days[shift]}})
    parties = (
        [{"named": {"party": party}} for party in base.agreement.terms.parties]
        if path.startswith("border")
        else []
    )
    return [*told, *parties]
