"""People to ask about: facts at and around every bound of a text."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from acuerdo.agreement.clauses.criteria import Criterion
from acuerdo.agreement.clauses.labour_market import LabourMarketTest
from acuerdo.agreement.clauses.measured import Measured
from acuerdo.agreement.clauses.portability import SocialSecurity
from acuerdo.agreement.clauses.returns import Hours
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.facts import FACTS
from acuerdo.agreement.nations import CODES
from acuerdo.agreement.parts import every
from acuerdo.agreement.paths import find
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.values import Blank, Money, Span
from acuerdo.population.chance import stream

RANDOM_PEOPLE = 24
"""People drawn at random beside those that differ from an eligible one in one fact."""
TRIED = 6_000
"""People drawn to find some who are eligible."""
MOST_COUNTRIES = 24
"""Countries asked about: the parties, then members of groups."""


def pools(agreement: Agreement) -> dict[str, list[str]]:
    """For each fact the answers worth asking about, as a file writes them."""
    found = {name: _usual(name, agreement) for name in FACTS}
    for _, criterion in every(agreement, Criterion):
        pool, bound = found[criterion.fact], criterion.bound
        groups = agreement.terms.groups
        several = groups.get(bound, [bound]) if isinstance(bound, str) else bound
        for one in several if isinstance(several, tuple | list) else [bound]:
            pool += _around(one)
    for _, measured in every(agreement, Measured):
        if measured.bound is not None:
            found[measured.bound.fact] += _around(measured.bound.bound)
    for _, test in every(agreement, LabourMarketTest):
        for span in (test.advertise, test.shortened.to if test.shortened else None):
            found["offer.advertised_days"] += _around(span.days) if isinstance(span, Span) else []
    for _, insured in every(agreement, SocialSecurity):
        for span in (insured.qualifying, insured.total):
            for fact in ("permit.months_insured_here", "permit.months_insured_at_home"):
                found[fact] += _around(span.months) if isinstance(span, Span) else []
    for _, hours in every(agreement, Hours):
        for hour in (hours.opens, hours.closes):
            found["handover.hour"] += [str(hour - 1), str(hour)] if isinstance(hour, int) else []
    for programme in agreement.terms.development.values():
        found["project.families"] += _around(programme.min_beneficiaries)
        found["project.cost"] += _around(programme.max_per_project)
    return {name: list(dict.fromkeys(pool)) for name, pool in found.items()}


@cache
def pools_of(base: Enacted) -> dict[str, list[str]]:
    """The answers worth asking about on a day."""
    of = {name: list(pool) for name, pool in pools(base.agreement).items()}
    for name, fact in FACTS.items():
        of[name] += days_around(base.on) if fact.kind == "day" else []
    return of


def asked_at(base: Enacted, path: str) -> list[str]:
    """The facts that the criteria at and around a path ask about."""
    under = [(*place,) for place in find(base.agreement.document.tree, ".".join(path.split(".")[:2]))]
    if path in ("asylum", "children"):
        under = [(path,)]
    found = []
    for place, criterion in every(base.agreement, Criterion):
        if any(place[: len(top)] == top for top in under):
            found += [criterion.fact, *([criterion.waiver] if criterion.waiver else [])]
    return found


def _usual(name: str, agreement: Agreement) -> list[str]:
    fact = FACTS[name]
    never = ["never"] if fact.never else []
    if fact.kind == "word":
        words = list(fact.words)
        if fact.words is CODES:
            parties = [*agreement.terms.parties, *agreement.terms.invited]
            members = [code for group in agreement.terms.groups.values() for code in group]
            words = list(dict.fromkeys([*parties, *members, "CUB", "GTM", "CAN"]))[:MOST_COUNTRIES]
        return [*words, "unknown"]
    usual = {
        "flag": ["true", "false"],
        "count": ["0", "1", "2", "30"],
        "money": [f"0 {currency(agreement)}", f"10 {currency(agreement)}", f"2_000 {currency(agreement)}"],
        "share": ["0", "0.5", "0.95", "1.2"],
        "day": [],
    }[fact.kind]
    return [*usual, "unknown", *never]


def currency(agreement: Agreement) -> str:
    """The currency of a text: of the first amount in it."""
    amounts = re.findall(r"[0-9] ([A-Z]{3})\b", "\n".join(agreement.document.lines))
    return amounts[0] if amounts else "USD"


def _around(bound: Any) -> list[str]:
    if isinstance(bound, bool | Blank) or bound is None:
        return []
    if isinstance(bound, int):
        return [str(max(bound - 1, 0)), str(bound), str(bound + 1), str(2 * bound + 4)]
    if isinstance(bound, float):
        return [f"{bound * 0.75:.4f}", f"{bound:.4f}", f"{bound * 1.1:.4f}", f"{bound * 1.3:.4f}"]
    if isinstance(bound, Money):
        return [str(Money(max(bound.cents + by, 0), bound.currency)) for by in (-50, 0, 1, 50, 200)]
    if isinstance(bound, date):
        return [(bound + timedelta(by)).isoformat() for by in (-1, 0, 1)]
    return [str(bound)]


def days_around(day: date) -> list[str]:
    """Days before and after a day, near and far."""
    steps = (-2000, -800, -400, -100, -45, -20, -8, -3, -1, 0, 1, 8, 40, 200)
    return [(day + timedelta(step)).isoformat() for step in steps]


def one_by_one(
    base: Mapping[str, str], facts: list[str], of: Mapping[str, list[str]]
) -> Iterator[dict[str, str]]:
    """A person, and everybody who differs from them in one fact."""
    yield dict(base)
    for name in facts:
        for answer in of[name]:
            if answer != base.get(name):
                yield {**base, name: answer}


def drawn(facts: list[str], of: Mapping[str, list[str]], n: int, name: str) -> list[dict[str, str]]:
    """People of whom anything may be true."""
    random = stream(1, "effect", name)
    picks = {fact: random.integers(0, len(of[fact]), n) for fact in facts}
    return [{fact: of[fact][int(picks[fact][at])] for fact in facts} for at in range(n)]


def as_case(people: list[dict[str, str]]) -> dict[str, dict[str, Any]]:
    """People as a case writes them: for each fact one answer a person."""
    names = sorted({name for person in people for name in person})
    case: dict[str, dict[str, Any]] = {}
    for name in names:
        about, _, what = name.partition(".")
        case.setdefault(about, {})[what] = [person.get(name, "unknown") for person in people]
    return case
