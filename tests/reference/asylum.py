"""The asylum claim of one person, and what a child alone may choose."""

from datetime import date

from reference import NEVER, known
from reference.clocks import deadline, shown
from reference.criteria import ask, decide
from reference.eligibility import leaves
from reference.readmission import first, flip
from reference.returns import child_alone, in_danger, is_count

OUTCOMES = {
    "safe_third_country": "third_country",
    "transit_presumption": "presumed_ineligible",
    "wait_in": "waits_in",
}


def claim(section, calendar, person, groups, on: date) -> tuple[str, str, str, date | None]:
    """The outcome, the reason, the party where it is decided or waited, and the day of the hearing."""
    kept_away = ""
    for name, outcome in OUTCOMES.items():
        clause = getattr(section, name)
        if clause is None or clause.state not in ("agreed", "in_force", "unilateral"):
            continue
        if (clause.from_ and on < clause.from_) or (clause.until and on >= clause.until):
            continue
        reached, why = first(list(questions(name, clause, calendar, person, groups)))
        if reached == "needs_evidence":
            return "needs_evidence", why, "", None
        if reached == "yes":
            return outcome, name, *where_and_when(name, clause, calendar, person)
        kept_away = kept_away or why
    return "may_apply", kept_away, "", None


def where_and_when(name: str, clause, calendar, person) -> tuple[str, date | None]:
    if name == "safe_third_country":
        return person["journey.came_through"], None
    if name == "transit_presumption":
        return "", None
    claimed = person.get("application.claimed_on")
    return clause.party, shown(deadline(claimed, clause.hearing_within, calendar.month_arithmetic))


def questions(name: str, clause, calendar, person, groups):
    """What must all hold for a clause to reach the person, each with its name."""
    here, through = known(person.get("person.present_in")), known(person.get("journey.came_through"))
    home = known(person.get("person.nationality"))
    yield flip(child_alone(person)), "children"
    if name != "transit_presumption":
        yield flip(in_danger(person)), "refoulement"
    if name == "safe_third_country":
        yield came_through(clause, here, through), "came_through"
        yield in_time(clause, calendar, person), "claims_within"
        yield from unless(clause.exceptions, person, groups)
        return
    if name == "transit_presumption":
        yield None if home is None or through is None else home != through, "came_through"
    if clause.by is not None:
        yield None if here is None else here == clause.by, "present_in"
    if name == "wait_in" and clause.nationals_of != "any":
        named = clause.nationals_of
        members = groups.get(named, ()) if isinstance(named, str) else named
        yield None if home is None else home in members, "nationals_of"
    yield from unless(clause.unless, person, groups)
    if name == "transit_presumption":
        yield from unless(clause.rebutted_by, person, groups)


def came_through(clause, here: str | None, through: str | None) -> bool | None:
    """Through the receiving party, or from one of several parties to another of them."""
    found = []
    if clause.receiving is not None:
        found.append(None if through is None else through == clause.receiving)
    if clause.between:
        if {here, through} - {None} - set(clause.between):
            found.append(False)
        else:
            found.append(None if here is None or through is None else here != through)
    return True if True in found else None if None in found else False


def in_time(clause, calendar, person) -> bool | None:
    crossed, claimed = person.get("journey.crossed_on"), person.get("application.claimed_on")
    if clause.claims_within is None or str(clause.claims_within) == "none":
        return True
    if crossed is None or claimed is None or claimed < crossed:
        return None
    return claimed <= deadline(crossed, clause.claims_within, calendar.month_arithmetic)


def unless(criteria, person, groups):
    if criteria is not None:
        answer, position = decide(criteria, person, groups)
        criterion = list(leaves(criteria))[position]
        yield flip(answer), criterion.id or f"{criterion.fact}-{position + 1}"


def clocks(clause, calendar, person, groups) -> tuple[date | None, date | None]:
    """By when one child is screened, and in care."""
    days = []
    for clock in (clause.screening, clause.transfer_to_care):
        runs = clock is not None and child_alone(person) is not False and of(clock, person, groups)
        met = person.get("handover.met_on")
        days.append(shown(deadline(met, clock.within, calendar.month_arithmetic)) if runs else None)
    return days[0], days[1]


def of(clock, person, groups) -> bool:
    """Of a nationality that a clock names, or may be."""
    home, named = known(person.get("person.nationality")), clock.nationals_of
    if named in (None, "any") or home is None:
        return True
    return home in (groups.get(named, ()) if isinstance(named, str) else named)


def may_go_home(clause, person, groups) -> tuple[str, str]:
    """Whether one child alone, wishing it, may go home, and what decided."""
    alone, age = child_alone(person), person.get("person.age_years")
    asked = [(alone, "children"), (flip(in_danger(person)), "refoulement")]
    for at, each in enumerate(clause.never_return, 1):
        asked.append((flip(ask(each, person, groups)), each.id or f"never_return-{at}"))
    real = is_count(age) and age != NEVER and 0 <= age <= 120
    least = max(14, clause.own_decision_from or 0)
    asked.append((age >= least if real else None, "own_decision_from"))
    for at, each in enumerate(clause.tests, 1):
        asked.append((ask(each, person, groups), each.id or f"test-{at}"))
    if not clause.tests:
        asked.append((False, "tests"))
    return ("does_not_apply", "children") if alone is False else first(asked)
