"""People, criteria and caps to try: drawn, built in both worlds, and compared."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from acuerdo.agreement.calendar import DAY_COUNTS, MONTH_RULES, Calendar
from acuerdo.agreement.clauses.base import Dated
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import OPERATORS, Criteria, Criterion
from acuerdo.agreement.facts import DTYPES, FACTS, NEVER_COUNT, NEVER_DAY, UNKNOWN, Fact, Facts
from acuerdo.agreement.nations import NUMBER
from acuerdo.agreement.terms import Terms
from reference import NEVER, Odd

THREE = {0: False, 1: None, 2: True}
"""The codes of answers in the words of the reference."""

NATIONS = ("MEX", "CAN", "USA", "VEN", "CUB", "ZWE")
GROUPS = {"neighbours": ("MEX", "CAN"), "islands": ("CUB",), "nobody": ()}


def trying(examples: int) -> Any:
    """Try so many drawn examples, the same in every run."""
    return settings(max_examples=examples, derandomize=True, deadline=None, database=None)


def code(fact: Fact, value: Any) -> Any:
    """A plain value as arrays hold it."""
    if isinstance(value, Odd):
        return int(value)
    if value is None:
        return UNKNOWN[fact.kind]
    if value == NEVER:
        return NEVER_DAY if fact.kind == "day" else NEVER_COUNT
    if fact.kind == "word":
        return NUMBER[value] if value in NUMBER else fact.words.index(value)
    return np.datetime64(value, "D") if fact.kind == "day" else value


def arrays(people: list[dict[str, Any]]) -> Facts:
    """People as arrays; a fact that nobody has is left out."""
    names = {name for person in people for name in person}
    columns = {
        name: np.array([code(FACTS[name], person.get(name)) for person in people], DTYPES[FACTS[name].kind])
        for name in names
    }
    return Facts(len(people), columns)


def days(first: str = "2020-01-01", last: str = "2023-12-31") -> st.SearchStrategy[date]:
    return st.dates(date.fromisoformat(first), date.fromisoformat(last))


@cache
def values(fact: Fact) -> st.SearchStrategy[Any]:
    """Values of a fact, with unknown, never and codes that stand for nothing."""
    found = {
        "flag": st.sampled_from([True, False, Odd(7), Odd(-128), Odd(2)]),
        "count": st.one_of(st.integers(-2, 20), st.just(2_147_483_646)),
        "money": st.integers(0, 2_000),
        "share": st.sampled_from([0.0, 0.5, 1.0]),
        "day": days("2020-01-01", "2020-02-10"),
        "word": st.sampled_from(
            [*(NATIONS if len(fact.words) > 99 else fact.words), Odd(-7), Odd(len(fact.words)), Odd(32_767)]
        ),
    }[fact.kind]
    return st.one_of(found, found, st.none(), *([st.just(NEVER)] if fact.never else []))


@cache
def bounds(fact: Fact) -> st.SearchStrategy[str]:
    """Bounds as a file writes them, near the values."""
    return {
        "flag": st.sampled_from(["true", "false"]),
        "count": st.integers(0, 20).map(str),
        "money": st.integers(0, 2_000).map(lambda cents: f"{cents // 100}.{cents % 100:02} USD"),
        "share": st.sampled_from(["0", "0.5", "1.0"]),
        "day": days("2020-01-01", "2020-02-10").map(str),
        "word": st.sampled_from(NATIONS if len(fact.words) > 99 else fact.words),
    }[fact.kind]


FLAGS = [name for name, fact in FACTS.items() if fact.kind == "flag"]


@st.composite
def criterions(draw: Any, named: bool = True, facts: tuple[str, ...] = tuple(FACTS)) -> Criterion:
    """One criterion on any fact, with any comparison it allows, sometimes with a waiver."""
    fact = FACTS[draw(st.sampled_from(facts))]
    operator = draw(st.sampled_from([name for name, kinds in OPERATORS.items() if fact.kind in kinds]))
    bound: Any = draw(bounds(fact))
    if operator == "in":
        bound = draw(st.lists(bounds(fact), min_size=1, max_size=3))
        if len(fact.words) > 99 and draw(st.booleans()):
            bound = draw(st.sampled_from(sorted(GROUPS)))
    written = {"fact": fact.name, operator: bound}
    if named and draw(st.booleans()):
        written["id"] = draw(st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"]))
    if draw(st.integers(0, 4)) == 0:
        written["waiver"] = draw(st.sampled_from(FLAGS))
    return Criterion.model_validate(written)


@st.composite
def trees(draw: Any, depth: int = 2) -> Criteria:
    """A tree of criteria: all, any, none, at least n, and groups inside."""
    found = {name: draw(parts(depth)) for name in draw(KINDS_OF_GROUP)}
    if "at_least" in found:
        several = found["at_least"]
        found["at_least"] = {"n": str(draw(st.integers(1, len(several)))), "of": several}
    return Criteria.model_validate(found)


KINDS_OF_GROUP = st.lists(
    st.sampled_from(("all", "any", "none", "at_least")), min_size=1, max_size=2, unique=True
)


@cache
def parts(depth: int) -> st.SearchStrategy[list[Any]]:
    """Some criteria, or groups of them, to put together."""
    one = criterions()
    return st.lists(one if depth == 0 else st.one_of(one, one, trees(depth - 1)), min_size=1, max_size=3)


def facts_of(part: Criteria | Criterion) -> set[str]:
    """Every fact a tree asks about."""
    if isinstance(part, Criterion):
        return {part.fact, *([part.waiver] if part.waiver else [])}
    inside = [*part.all, *part.any, *part.none, *(part.at_least.of if part.at_least else [])]
    return set().union(*(facts_of(child) for child in inside))


def persons(names: set[str]) -> st.SearchStrategy[dict[str, Any]]:
    """A person about whom some of these facts are known; the others are left out."""
    return st.fixed_dictionaries({}, optional={name: values(FACTS[name]) for name in sorted(names)})


def dated(clause: Any, entries: list[dict[str, Any]]) -> Any:
    """Dated entries, as a file writes them."""
    return adapter(clause).validate_python(entries)


@cache
def adapter(clause: Any) -> TypeAdapter[Any]:
    return TypeAdapter(Dated[clause])


def terms(**sections: Any) -> Terms:
    """Terms with only what a rule reads."""
    calendar = sections.pop("calendar", Calendar())
    return Terms.model_construct(groups=dict(GROUPS), calendar=calendar, **{"caps": {}, **sections})


@st.composite
def calendars(draw: Any) -> Calendar:
    """A month rule, a day count, and a year that begins on any day."""
    start = draw(st.dates(date(2001, 1, 1), date(2001, 12, 31)))
    return Calendar.model_validate(
        {
            "fiscal_year": {"USA": f"{start:%m-%d}"},
            "month_arithmetic": draw(st.sampled_from(MONTH_RULES)),
            "day_count": draw(st.sampled_from(DAY_COUNTS)),
        }
    )


PERS = ("calendar_month", "calendar_year", "fiscal_year", "half_year", "programme", "rolling")
FULL = ("queue", "refuse", "next_period", "national_law")


@st.composite
def cap_entries(draw: Any, within: str | None, spill_to: str | None, most: int = 4) -> list[dict[str, Any]]:
    """One or two entries of a cap that follow each other, each with its own count, period and rules."""
    entries = []
    begins = draw(st.one_of(st.none(), days("2021-01-01", "2021-06-30")))
    for _ in range(draw(st.integers(1, 2))):
        entry: dict[str, Any] = {"from": str(begins)} if begins else {}
        if within is not None:
            entry["within"] = within
        if draw(st.integers(0, 7)) == 0:
            entry["count"] = "none"
        else:
            per = draw(st.sampled_from(PERS))
            rules = ["lapse", "carry"] + (["spill"] if spill_to else [])
            entry |= {
                "count": str(draw(st.integers(0, most))),
                "per": per,
                "counts": "visas",
                "of": "USA",
                "unused": draw(st.sampled_from(rules)),
                "when_full": draw(st.sampled_from(FULL)),
            }
            if per == "rolling":
                entry["over"] = draw(st.sampled_from(["1 day", "10 days", "2 weeks", "1 month", "72 hours"]))
            if entry["unused"] == "spill":
                entry["spill_to"] = spill_to
        entries.append(entry)
        begins = (begins or date(2021, 3, 1)) + timedelta(draw(st.integers(1, 200)))
    last = begins + timedelta(draw(st.integers(1, 300)))
    if draw(st.integers(0, 3)) == 0:
        entries[-1]["until"] = str(last)
    return entries


def cap(**entry: Any) -> Dated[Cap]:
    """One cap, written out."""
    plain = {"counts": "visas", "when_full": "refuse", "unused": "lapse"}
    return dated(Cap, [{**plain, **{name.rstrip("_"): str(value) for name, value in entry.items()}}])
