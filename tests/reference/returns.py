"""Returns of one person, and the protection that no clause can take away."""

from datetime import date

from reference import NEVER, known
from reference.criteria import ask
from reference.days import in_force
from reference.eligibility import reached


def child_alone(person) -> bool | None:
    """A child alone: who is said to be one, and every child not known to be with a parent or guardian.

    Free of it is only who is said not to be one and is an adult, or a child or a person of unknown age with a
    parent or guardian; or an adult about whom nothing is said. An age below 0 or above 120 is an error and
    frees nobody.
    """
    said, age = person.get("person.unaccompanied_child"), person.get("person.age_years")
    accompanied = person.get("person.with_parent_or_guardian")
    child = is_count(age) and 0 <= age < 18
    adult = is_count(age) and 18 <= age <= 120
    if said is True or (child and accompanied is False):
        return True
    if said is False and (adult or ((child or age is None) and accompanied is True)):
        return False
    if said is None and adult:
        return False
    return None


def is_count(age) -> bool:
    """A number, and not `never` or a code that stands for none."""
    return known(age) is not None and age != NEVER


def in_danger(person) -> bool | None:
    """A claim of danger counts until it was examined, and signs of it outweigh a record that found none."""
    signs = [person.get(f"person.{sign}") is True for sign in ("imminent_threat", "trafficking_signs")]
    if any(signs) and person.get("person.danger_on_return") == "none_found":
        return None
    return {"none_found": False, "substantiated": True}.get(person.get("person.danger_on_return"))


def returnable(clause, terms, person, on: date) -> tuple[str, str]:
    """The answer for one person, before the cap."""
    over = (clause.from_ and on < clause.from_) or (clause.until and on >= clause.until)
    covered = None if over else in_force(clause.of, on)
    if covered is None:
        return "not_covered", "of"
    questions = [
        (ask(clause.applies_when, person, terms.groups), "does_not_apply", "applies_when"),
        (reached(covered, person, terms.groups)[0], "not_covered", "of"),
        (opposite(child_alone(person)), "excluded", "children"),
        (opposite(in_danger(person)), "excluded", "refoulement"),
    ]
    for number, criterion in enumerate(clause.never):
        name = criterion.id or f"never-{number + 1}"
        questions.append((opposite(ask(criterion, person, terms.groups)), "excluded", name))
    for answer, outcome, reason in questions:
        if answer is False:
            return outcome, reason
    for answer, _, reason in questions:
        if answer is None:
            return "needs_evidence", reason
    return "returnable", ""


def opposite(answer: bool | None) -> bool | None:
    """Not, of three values."""
    return None if answer is None else not answer
