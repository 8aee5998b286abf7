"""Facts and comparisons in words, from the registry of facts and one table of operators."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from acuerdo.agreement.clauses.base import Pair
from acuerdo.agreement.facts import Fact
from acuerdo.agreement.nations import CODES as NATIONS
from acuerdo.agreement.values import NOT_STATED, Money

from .codes import worded
from .tongue import SPACE, day, joined, money, number, percent, told

OPERATORS: Final[dict[str, Pair]] = {
    "is": ("{}", "{}"),
    "in": ("{}", "{}"),
    "at_least": ("at least {}", "al menos {}"),
    "at_most": ("at most {}", "como máximo {}"),
    "more_than": ("more than {}", "más de {}"),
    "less_than": ("less than {}", "menos de {}"),
    "within": ("at most {}", "como máximo {}"),
    "before": ("before {}", "antes del {}"),
    "on_or_before": ("on or before {}", "a más tardar el {}"),
    "after": ("after {}", "después del {}"),
    "since": ("on or after {}", "a partir del {}"),
}
"""Each comparison of the language, English and Spanish."""

SILENT: Final[Pair] = ("a value the text does not state", "un valor que el texto no indica")
SILENT_DAY: Final[Pair] = ("a day the text does not state", "un día que el texto no indica")

UNITS: Final[dict[str, tuple[Pair, Pair]]] = {
    "years": (("year", "año"), ("years", "años")),
    "months": (("month", "mes"), ("months", "meses")),
    "days": (("day", "día"), ("days", "días")),
    "hours": (("hour", "hora"), ("hours", "horas")),
    "working days": (("working day", "día laboral"), ("working days", "días laborales")),
    "persons": (("person", "persona"), ("persons", "personas")),
    "families": (("family", "familia"), ("families", "familias")),
    "seasons": (("season", "temporada"), ("seasons", "temporadas")),
    "convictions": (("conviction", "condena"), ("convictions", "condenas")),
    "changes": (("change", "cambio"), ("changes", "cambios")),
    "entries": (("entry", "entrada"), ("entries", "entradas")),
    "attempts": (("attempt", "intento"), ("attempts", "intentos")),
    "deaths": (("death", "muerte"), ("deaths", "muertes")),
    "departures": (("departure", "salida"), ("departures", "salidas")),
    "encounters": (("encounter", "encuentro"), ("encounters", "encuentros")),
    "offences": (("offence", "infracción"), ("offences", "infracciones")),
    "re-entries": (("re-entry", "reingreso"), ("re-entries", "reingresos")),
    "places": (("place", "plaza"), ("places", "plazas")),
}
"""One and several of each unit of a fact."""

UNSPOKEN: Final = frozenset(
    {
        "",
        "level",
        "degree",
        "hour of the day, 0 to 23",
        "currency of the file",
        "currency of the file, per hour",
        "currency of the file, per day",
        "currency of the file, per week",
    }
)
"""Units that the words of the fact, or the value itself, already say."""

Nation = Callable[[str, str], str]


def fact_words(fact: Fact, lang: str) -> str:
    """What a fact is called."""
    return fact.es if lang == "es" else fact.en


def compared(fact: Fact, operator: str, bound: Any, lang: str, nation: Nation) -> str:
    """A comparison with its bound: `at least 18 years`."""
    pattern = told(OPERATORS[operator], lang)
    if bound is NOT_STATED:
        if fact.kind != "day":
            return pattern.format(told(SILENT, lang))
        plain = pattern.replace("del {}", "de {}").replace("el {}", "{}")
        return plain.format(told(SILENT_DAY, lang))
    if isinstance(bound, tuple):
        words = [_answer(fact, item, lang, nation) for item in bound]
        gaps = joined(words, lang, either=True)
        return pattern.format("".join(gap + word for gap, word in zip(gaps, words, strict=True)))
    return pattern.format(_answer(fact, bound, lang, nation))


def _answer(fact: Fact, bound: Any, lang: str, nation: Nation) -> str:
    if isinstance(bound, bool):
        return worded("", "", str(bound).lower(), lang)
    if isinstance(bound, Money):
        return money(bound)
    if isinstance(bound, date):
        return day(bound, lang)
    if isinstance(bound, str):
        return nation(bound, lang) if fact.words is NATIONS else worded("", fact.name, bound, lang)
    if fact.kind == "share" and not fact.unit:
        return percent(bound)
    unit = _unit(fact, bound, lang)
    return f"{number(bound)}{SPACE}{unit}" if unit else number(bound)


def _unit(fact: Fact, bound: float, lang: str) -> str:
    """The unit of a fact, unless its own words already say it."""
    if fact.unit in UNSPOKEN:
        return ""
    one, several = UNITS.get(fact.unit, ((fact.unit, fact.unit), (fact.unit, fact.unit)))
    if told(several, lang) in fact_words(fact, lang).lower().split():
        return ""
    return told(one if bound == 1 else several, lang)
