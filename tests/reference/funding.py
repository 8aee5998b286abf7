"""A fund, project by project, as a clerk with a cash box would run it."""

from fractions import Fraction

from reference import known


def fund(programme, projects, money):
    """What becomes of each project, in the order given.

    Args:
        programme: countries, most (cents), fewest, ranking [(fact, "most" | "least")], shares, pays.
        projects: plain facts each.
        money: cents left, or None for no limit.

    Returns:
        (word, reason, what each payer pays) for each project.
    """
    found = [_criteria(programme, project) for project in projects]
    line = sorted(
        (at for at, (word, _) in enumerate(found) if word == "funded"),
        key=lambda at: _turn(programme, projects[at]),
    )
    told = [(word, reason, {}) for word, reason in found]
    full = False
    for at in line:
        paid = split(programme["shares"], projects[at]["project.cost"])
        asked = paid[programme["pays"]] if programme["pays"] else projects[at]["project.cost"]
        full = full or (money is not None and asked > money)
        if full:
            told[at] = ("next_period", "budget", {})
            continue
        money = None if money is None else money - asked
        told[at] = ("funded", "", paid)
    return told


def _criteria(programme, project):
    unknown = ""
    country, cost, families = (project.get(f"project.{name}") for name in ("country", "cost", "families"))
    asked = []
    if programme["countries"]:
        asked.append(("places", country, lambda value: value in programme["countries"]))
    if programme["most"] is not None:
        asked.append(("max_per_project", cost, lambda value: value <= programme["most"]))
    if programme["fewest"] is not None:
        asked.append(("min_beneficiaries", families, lambda value: value >= programme["fewest"]))
    for name, value, holds in asked:
        if known(value) is None:
            unknown = unknown or name
        elif not holds(value):
            return "not_eligible", name
    if unknown:
        return "needs_evidence", unknown
    return ("funded", "") if known(cost) is not None else ("needs_evidence", "cost")


def _turn(programme, project):
    keys = []
    for fact, first in [*programme["ranking"], ("project.filed_on", "least")]:
        value = project.get(fact)
        number = None if value is None else value.toordinal() if hasattr(value, "toordinal") else value
        keys.append((number is None, 0 if number is None else -number if first == "most" else number))
    return keys


def split(shares, cost):
    """Whole cents for each payer; what rounding leaves goes cent by cent to the first of them."""
    paid = {payer: (cost * Fraction(share)).__floor__() for payer, share in shares.items()}
    for payer in paid:
        if sum(paid.values()) < cost:
            paid[payer] += 1
    return paid
