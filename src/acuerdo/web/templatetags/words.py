"""Filters by which pages say codes in words."""

from typing import Any

from django import template

from acuerdo.operate import languages
from acuerdo.operate.consulting import CONSULATES
from acuerdo.records.models import Decision
from acuerdo.web import words

register = template.Library()


@register.filter
def state_words(code: str) -> str:
    """A state or an outcome."""
    return words.in_words(code, words.STATES)


@register.filter
def role_words(code: str) -> str:
    """A role."""
    return words.in_words(code, words.ROLE_WORDS)


@register.filter
def action_words(code: str) -> str:
    """What was done with a file."""
    return words.in_words(code, words.ACTION_WORDS)


@register.filter
def kind_words(code: str) -> str:
    """What was filed."""
    return words.in_words(code, words.KIND_WORDS)


@register.filter
def complaint_words(code: str) -> str:
    """What happened."""
    return words.in_words(code, words.COMPLAINT_WORDS)


@register.filter
def about_words(code: str) -> str:
    """What a complaint is about."""
    return words.in_words(code, words.ABOUT_WORDS)


@register.filter
def consulate(code: str) -> str:
    """The city of a consulate."""
    return CONSULATES.get(code, code)


@register.filter
def us_state(code: str) -> str:
    """A state by its postal code."""
    return words.us_state(code)


@register.filter
def trade(soc: str) -> str:
    """The trade of an occupation code."""
    return words.trade(soc)


@register.filter
def language_name(code: str) -> str:
    """What a language calls itself."""
    return languages.name_of(code)


@register.filter
def money(cents: int) -> str:
    """US cents as dollars."""
    return f"{cents / 100:,.2f}"


@register.filter
def reason(decision: Decision) -> str:
    """What was said with a decision, in the language of the page."""
    return decision.es if words.spanish() else decision.en


@register.filter
def facts(known: dict[str, Any]) -> list[tuple[str, str]]:
    """The facts of a decision, by their names."""
    return words.facts(known)
