"""What is said to people on paper, in English and Spanish."""

from acuerdo.agreement.clauses.protection import EVERYONE
from acuerdo.operate.law import enacted, law
from acuerdo.records.models import Placement

CONTRACT = {
    "en": (
        "{employer} offers work as {title} ({case}) in {county}, {state}, from {starts} to {ends}, for"
        " {pay} USD an hour{hours}."
    ),
    "es": (
        "{employer} ofrece trabajo de {title} ({case}) en {county}, {state}, del {starts} al {ends}, por"
        " {pay} USD la hora{hours}."
    ),
}
PROTECTED = {"en": "The agreement protects this work:", "es": "El acuerdo protege este trabajo:"}
HOURS = {"en": ", {hours:g} hours a week", "es": ", {hours:g} horas a la semana"}


def spoken(language: str) -> str:
    """The language in which a contract is written for whoever speaks this one: Spanish where there are no
    words of contracts in it, as those bind and are translated by lawyers."""
    return language if language in CONTRACT else "es"


def contract_words(placement: Placement, language: str) -> str:
    """The contract of a placement, for whoever speaks a language."""
    order, written = placement.order, spoken(language)
    hours = HOURS[written].format(hours=order.hours_week) if order.hours_week else ""
    offered = CONTRACT[written].format(
        employer=order.employer.name,
        title=order.title,
        case=order.case,
        county=order.county or "–",
        state=order.state,
        starts=placement.entry.isoformat(),
        ends=order.ends.isoformat(),
        pay=f"{order.pay_cents_hour / 100:.2f}",
        hours=hours,
    )
    protected = [f"– {words}" for words in _protections(placement, written)]
    return "\n".join([offered, PROTECTED[written], *protected] if protected else [offered])


def _protections(placement: Placement, spoken: str) -> list[str]:
    """The protections of whoever has this permit, in the words of the text."""
    text, of = enacted(placement.entry), law()
    gives = of.clause(text).gives
    covered = {EVERYONE, gives.status if gives else ""}
    return [
        str(getattr(each.text, spoken))
        for each in text.agreement.terms.protections
        if covered & set(each.applies_to or ())
    ]
