"""How numbers, money, spans and days are written, and in which language a single text is.

Both languages group digits with a comma and have a point for decimals, as in Mexico.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from acuerdo.agreement.clauses.base import LANGUAGES, Pair
from acuerdo.agreement.values import Money, Span
from acuerdo.figures.words import MONTHS

SPACE: Final = "\N{NO-BREAK SPACE}"

SPANS: Final[dict[str, tuple[Pair, Pair]]] = {
    "hours": (("hour", "hora"), ("hours", "horas")),
    "days": (("day", "día"), ("days", "días")),
    "weeks": (("week", "semana"), ("weeks", "semanas")),
    "months": (("month", "mes"), ("months", "meses")),
    "years": (("year", "año"), ("years", "años")),
}
"""One and several of each unit of time."""


def told(pair: Pair, lang: str) -> str:
    """The words of a pair in one language."""
    return pair[LANGUAGES.index(lang)]


def number(value: float) -> str:
    """A number with its digits in groups, and no decimals that say nothing."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6f}".rstrip("0").rstrip(".")


def percent(share: float) -> str:
    """A share in per cent: `25%`."""
    return f"{number(round(100 * share, 6))}%"


def money(amount: Money) -> str:
    """An amount with its currency: `1,000 USD`, `12.50 USD`."""
    whole, part = divmod(amount.cents, 100)
    return f"{number(whole)}{f'.{part:02}' if part else ''}{SPACE}{amount.currency}"


def span(length: Span, lang: str) -> str:
    """A length of time: `8 months`."""
    return f"{number(length.count)}{SPACE}{told(SPANS[length.unit][length.count != 1], lang)}"


def day(on: date, lang: str) -> str:
    """A day: `5 January 2023`, `5 de enero de 2023`."""
    return f"{month_day((on.month, on.day), lang)}{' de' if lang == 'es' else ''} {on.year}"


def month_day(of_year: tuple[int, int], lang: str) -> str:
    """A day of every year: `15 December`, `15 de diciembre`."""
    month, number_of_day = of_year
    return f"{number_of_day}{SPACE}{'de ' if lang == 'es' else ''}{MONTHS[lang][month - 1]}"


def moment(said: str, lang: str) -> str:
    """A day, a month or a year, as exactly as it is written: `2021-04` is April 2021."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said):
        try:
            return day(date.fromisoformat(said), lang)
        except ValueError:
            return said
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", said):
        return f"{MONTHS[lang][int(found[2]) - 1]}{' de' if lang == 'es' else ''} {found[1]}"
    return said


def stop(text: str) -> str:
    """The full stop after a sentence: none where an abbreviation ends it with its own."""
    return "" if text.endswith(".") else "."


OTHER_O: Final = re.compile("h?o")
OTHER_Y: Final = re.compile("h?i(?!e)")


def joined(words: Sequence[str], lang: str, either: bool = False) -> list[str]:
    """The words that stand before each item of a list: nothing, commas, and a last `and`, or `or`.

    Items that have commas of their own are parted by semicolons.
    """
    if len(words) < 2:
        return [""] * len(words)
    first = words[-1].lower()
    if lang == "en":
        last = "or" if either else "and"
    elif either:
        last = "u" if OTHER_O.match(first) else "o"
    else:
        last = "e" if OTHER_Y.match(first) else "y"
    between = "; " if any(", " in word for word in words) else ", "
    end = f"; {last} " if between == "; " else f" {last} "
    return ["", *[between] * (len(words) - 2), end]


COMMON: Final[dict[str, frozenset[str]]] = {
    "en": frozenset("the of and to in for by with an that on at is are not from or as you".split()),
    "es": frozenset("el la los las de del y en para por con una un que se su al sin o es".split()),
    "fr": frozenset("le la les de des du et en pour par dans une un que au aux sur est ou".split()),
}
"""The commonest words of the languages in which sources are quoted."""

LETTERS: Final = {"es": re.compile("[áíóúñ¿¡]"), "fr": re.compile("[àèêëîïôûçœ]|l'|d'|qu'")}
"""Letters that only one of these languages has."""


def language_of(text: str, languages: Sequence[str]) -> str:
    """The language of a text that a file gives once: by its commonest words, else the file's first.

    A file does not say in which language it writes a single text, and a screen reader has to know.
    """
    words = re.findall(r"\w+", text.lower())
    points = {lang: sum(word in common for word in words) for lang, common in COMMON.items()}
    for lang, letters in LETTERS.items():
        points[lang] += 2 * bool(letters.search(text.lower()))
    most = max(points.values())
    found = [lang for lang, each in points.items() if each == most]
    known = [lang for lang in languages if lang in LANGUAGES]
    return found[0] if len(found) == 1 else known[0] if known else "en"
