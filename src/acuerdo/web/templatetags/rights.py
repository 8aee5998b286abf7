"""Filters by which pages say in words what is paid, owed, found at a visit and told of groups."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from acuerdo.agreement.facts import FACTS
from acuerdo.operate import rating
from acuerdo.records.models import Published
from acuerdo.records.models.visits import CONDITIONS, HOUSING_FINDINGS
from acuerdo.records.models.wages import OWED_FOR, OWED_STATES
from acuerdo.web.words import Words, in_words, spanish

register = template.Library()


def _said(table: Any) -> Words:
    return {code: _(word) for code, word in table}


STATES, KINDS = _said(OWED_STATES), _said(OWED_FOR)
NEXT: Words = {
    "owed": _("An inspector looks at it, and decides whether it is owed."),
    "ordered": _("The employer pays it to the authority of the origin."),
    "paid": _("The authority of the origin pays it out to the worker."),
    "paid_out": _("The worker says whether the money came."),
    "received": _("This is settled."),
    "dropped": _("Nothing is owed here."),
}
"""What comes next with a sum, by its state."""
WHOSE: Words = {
    "employer": _("the employer"),
    "worker": _("the worker"),
    "both": _("the employer and the worker"),
    "nobody": _("nobody"),
}
WEIGHTS: Words = {
    "broken": _("Protections found broken at this employer and not made good"),
    "unpaid": _("Hundreds of dollars ordered to be paid to workers and not paid"),
    "short": _("Tenths of the pay due that are short of the contract"),
    "conditions": _("Reports of workers on the place since the last visit"),
    "housing": _("Housing that no visit found fit to live in"),
    "months": _("Months since the last visit, or since the work began"),
    "first": _("The first season of this employer"),
    "people": _("Tens of people who work there"),
}
"""Facts that count when places are ranked, by the names of `rules.inspecting.WEIGHTS`."""
BASES: Words = {
    "stated": _("stated"),
    "law": _("law"),
    "borrowed": _("borrowed"),
    "estimated": _("estimated"),
    "assumed": _("assumed"),
}


@register.filter
def hundredths(hours: int) -> str:
    """Hundredths of an hour as hours."""
    return f"{hours / 100:.2f}".rstrip("0").rstrip(".")


@register.filter
def at(table: Mapping[int, Any], key: int) -> Any:
    """What stands under a key; None where nothing does."""
    return table.get(key)


@register.filter
def group_lines(said: Published) -> list[tuple[Any, int]]:
    """The questions, and how many in ten said yes."""
    return rating.lines(said)


@register.filter
def measure_words(measure: str) -> str:
    """What a measure is called."""
    fact = FACTS[f"measure.{measure}"]
    return fact.es if spanish() else fact.en


def _filter(name: str, table: Mapping[str, Any]) -> None:
    register.filter(name, lambda code: in_words(code, table))


for _name, _table in (
    ("owed_words", STATES),
    ("owed_for", KINDS),
    ("owed_next", NEXT),
    ("whose_words", WHOSE),
    ("weight_words", WEIGHTS),
    ("basis_words", BASES),
    ("housing_words", _said(HOUSING_FINDINGS)),
    ("condition_words", _said(CONDITIONS)),
):
    _filter(_name, _table)
