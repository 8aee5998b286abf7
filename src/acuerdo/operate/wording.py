"""What is said to people on paper, in English and Spanish."""

from datetime import date

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


LEAVING = {
    "yes": {
        "": ("The text lets workers change the employer", "El texto permite cambiar de empleador"),
        "finding": (
            "The employer was found to have broken a protection of the text, so that nobody is held to it",
            "Se determinó que el empleador no respetó una protección del texto: nadie tiene que quedarse",
        ),
    },
    "no": {
        "": ("The text does not allow this change", "El texto no permite este cambio"),
        "portability": (
            "The text says nothing of changing the employer",
            "El texto no dice nada de cambiar de empleador",
        ),
        "change_employer": (
            "The text ties the permit to the employer, who did not consent",
            "El texto ata el permiso al empleador, que no dio su consentimiento",
        ),
        "after": (
            "The time with the employer that the text asks for is not over",
            "No ha pasado el tiempo con el empleador que pide el texto",
        ),
        "must_be": (
            "The text asks for work of the same kind or in the same place",
            "El texto pide trabajo del mismo tipo o en el mismo lugar",
        ),
        "limit": (
            "The employer was changed as often as the text allows",
            "Ya cambió de empleador las veces que permite el texto",
        ),
    },
    "needs_evidence": {
        "": (
            "What the text asks for a change is not known",
            "No se sabe lo que el texto pide para un cambio",
        )
    },
}
"""Why somebody may take the permit elsewhere or not, by the answer and the reason of the rule."""


def spoken(language: str) -> str:
    """The language in which a contract is written for whoever speaks this one: Spanish where there are no
    words of contracts in it, as those bind and are translated by lawyers."""
    return language if language in CONTRACT else "es"


def contract_words(
    placement: Placement, language: str, starts: date | None = None, ends: date | None = None
) -> str:
    """The contract of a placement, for whoever speaks a language.

    Args:
        starts, ends: the days of the work, where they are not those of the placement and its order.
    """
    order, written = placement.order, spoken(language)
    hours = HOURS[written].format(hours=order.hours_week) if order.hours_week else ""
    offered = CONTRACT[written].format(
        employer=order.employer.name,
        title=order.title,
        case=order.case,
        county=order.county or "–",
        state=order.state,
        starts=(starts or placement.entry).isoformat(),
        ends=(ends or order.ends).isoformat(),
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
