"""Cases about numbers of places: caps that follow a formula, and limits of national law."""

from dataclasses import replace
from typing import Any

import numpy as np

from acuerdo.agreement.calendar import day, period_start
from acuerdo.agreement.cases import Case
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.facts import FACTS, columns, read_fact
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.values import NONE
from acuerdo.rules.caps import UNLIMITED
from acuerdo.rules.formulas import Measures, counted_out, formula_counts
from acuerdo.rules.national_law import limit_for
from acuerdo.rules.trial.steps import Answer, Step, decides_nothing, facts_of
from acuerdo.rules.trial.told import step, told


def measures_of(case: Case) -> Measures:
    """What was measured in each year of a case."""
    return {
        int(year): columns(1, {name: [read_fact(FACTS[name], found)] for name, found in measured.items()})
        for year, measured in (
            (year, {f"measure.{name}": found for name, found in several.items()})
            for year, several in case.years.items()
        )
    }


def counted(case: Case, enacted: Enacted) -> Enacted:
    """The text with the counts of its formulas, by what the case says was measured."""
    terms = counted_out(enacted.agreement.terms, measures_of(case), case.on.year)
    return replace(enacted, agreement=replace(enacted.agreement, terms=terms))


def capped(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """How many places a pathway has in the period of the day."""
    enacted.require(path)
    dated = counted(case, enacted).agreement.terms.pathways[name].cap
    cap = dated.on(case.on) if dated else None
    if cap is None:
        return [told(path, [], is_="not_open", because="cap")] * case.n
    steps = _year_by_year(case, enacted, path, cap)
    if cap.count is None:
        answer = told(path, steps, is_="needs_evidence", because="formula")
    else:
        answer = told(path, [*steps, step(enacted, path, "places", cap.count)], places=cap.count)
    return [answer] * case.n


def _year_by_year(case: Case, enacted: Enacted, path: str, cap: Cap) -> list[Step]:
    if cap.formula is None:
        return []
    year_start = enacted.agreement.terms.year_start(cap.of)
    begun = period_start(np.array([day(case.on)]), str(cap.per), year_start)[0].item()
    counts = formula_counts(cap.formula, begun.year, measures_of(case))
    return [
        step(enacted, f"{path}.formula", str(year), _between(least, most))
        for year, (least, most) in counts.items()
    ]


def _between(least: int, most: int) -> str:
    return f"{least:_}" if least == most else f"{least:_} to {most:_}"


def limited(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """How many places a limit of national law leaves to each person's country."""
    terms = enacted.agreement.terms
    limit = terms.national_law[name].on(case.on)
    if limit is None:
        return [told(path, [], is_="not_in_force", because="dates")] * case.n
    if limit.value is None:
        raise decides_nothing(enacted, path)
    enacted.require(path)
    found = limit_for(terms, name, facts_of(case), case.on)
    lifting = [
        f"pathways.{each}.lifts"
        for each, pathway in terms.pathways.items()
        if pathway.lifts and pathway.lifts.limit == name
    ]
    answers = []
    for places in found.tolist():
        lifted = bool(places == UNLIMITED)
        word: Any = NONE if lifted else places
        steps = [step(enacted, path, "places for the country", word)]
        steps += [step(enacted, lifts, f"{lifts}: lifted", "yes" if lifted else "no") for lifts in lifting]
        answers.append(told(path, steps, places=word))
    return answers
