"""What a slow clerk answers to cases about permits, statuses and protections, by the form of the path."""

from collections.abc import Callable
from datetime import date
from typing import Any

from acuerdo.agreement.cases import Case
from reference import circularity, family, portability, protections, statuses
from reference.permits import said

Person = dict[str, Any]
WORD = {False: "no", None: "needs_evidence", True: "yes"}
RIGHTS = ("work", "benefits", "tax", "family", "vote_locally")


def least(asked: dict[str, bool | None]) -> dict[str, str]:
    """All of several questions: the first no, or else the first that is open, and its name."""
    for wanted in (False, None):
        for name, answer in asked.items():
            if answer is wanted:
                return {"is": WORD[wanted], "because": name}
    return {"is": "yes", "because": ""}


def silent(value: Any) -> bool:
    return str(value) == "not_stated"


def on_coming_and_going(case: Case, terms: Any, name: str, person: Person) -> dict[str, str]:
    clause = terms.pathways[name].circularity
    exited, reported = (person.get(f"permit.{fact}") for fact in ("exited_on", "reported_home_on"))
    barred, until = circularity.barred(clause, terms.calendar, exited, reported, case.on)
    asked = {
        "multiple_entry": circularity.may_enter(clause, person.get("permit.entries")),
        "penalty": None if barred is None else not barred,
    }
    found = {**least(asked), **({"barred_until": str(until)} if until else {})}
    pay = person.get("permit.pay_in_all")
    if isinstance(clause.return_bonus, float) and pay is not None:
        cents = circularity.bonus(clause, pay)
        said_in = case.permit["pay_in_all"]
        unit = (said_in if isinstance(said_in, str) else said_in[0]).split(" ")[-1]
        found["amount"] = f"{cents // 100:_}{f'.{cents % 100:02}' if cents % 100 else ''} {unit}"
    return found


def on_another_employer(case: Case, terms: Any, name: str, person: Person) -> dict[str, str]:
    clause = terms.pathways[name].portability
    return least(portability.may_change(clause, terms.calendar, person, case.on))


def on_pensions(case: Case, terms: Any, name: str, person: Person) -> dict[str, str]:
    clause = terms.pathways[name].portability.social_security
    here, home = (person.get(f"permit.months_insured_{where}") for where in ("here", "at_home"))
    return {"is": portability.pension(clause, here, home) or "needs_evidence"}


def on_families(case: Case, terms: Any, name: str, person: Person) -> dict[str, str]:
    clause = terms.pathways[name].family
    found = least(family.may_accompany(clause, person))
    if found["is"] != "no" and (not clause.counted_in_cap or person.get("family.members") is not None):
        found["places"] = str(family.places(clause, person))
    return found


def on_fees(case: Case, terms: Any, name: str, person: Person) -> dict[str, str]:
    amount = terms.pathways[name].fee.amount
    if str(amount) == "none" or amount.cents == 0:
        return {"is": "does_not_apply", "because": "amount"}
    word = {True: "paid", False: "owed", None: "needs_evidence"}[person.get("application.fee_paid")]
    return {"is": word, "amount": str(amount)}


def on_gifts(case: Case, terms: Any, name: str, person: Person) -> dict[str, str]:
    gives, entry = terms.pathways[name].gives, case.stay.entry if case.stay else None
    days = {
        "permitted_until": statuses.lasts_until(gives, terms.calendar, entry),
        "from": statuses.leads_on_from(gives, terms.calendar, entry),
    }
    return {"status": gives.status, **{field: str(day) for field, day in days.items() if day}}


def on_statuses(case: Case, terms: Any, name: str, person: Person) -> dict[str, str]:
    status, entry = terms.statuses[name], case.stay.entry if case.stay else None
    held = {right: getattr(status, right) for right in RIGHTS if getattr(status, right) is not None}
    return {
        name: "not_stated"
        if silent(right.held) or silent(right.after)
        else WORD[statuses.holds(right, terms.calendar, entry, case.on)]
        for name, right in held.items()
    }


def on_protections(case: Case, terms: Any, name: str, person: Person) -> dict[str, str]:
    clause = next(each for each in terms.protections if each.id == name)
    since = case.events.get(name)
    word, reason = protections.standing(clause, case.named.get("status"), person, since is not None)
    found = {"is": word, "because": reason}
    if word == "broken" and said(clause.remedy) and not silent(clause.remedy):
        by: date | None = protections.later(clause.remedy, terms.calendar, since or case.on)
        found["remedy_by"] = str(by)
    if word == "broken" and clause.penalty and said(clause.penalty.fine) and not silent(clause.penalty.fine):
        found["amount"] = str(clause.penalty.fine)
    return found


CLERKS: dict[tuple[str, str], Callable[[Case, Any, str, Person], dict[str, str]]] = {
    ("pathways", "circularity"): on_coming_and_going,
    ("pathways", "portability"): on_another_employer,
    ("pathways", "portability.social_security"): on_pensions,
    ("pathways", "family"): on_families,
    ("pathways", "fee"): on_fees,
    ("pathways", "gives"): on_gifts,
    ("statuses", ""): on_statuses,
    ("protections", ""): on_protections,
}
"""The section and the part of it that a path asks about, and the clerk for it."""
