"""How numbers, times, days, yes and no are written elsewhere, in English or Spanish: for hints only."""

import re
from datetime import date

THOUSANDS = re.compile(r"([1-9][0-9]{0,2})([,. ])([0-9]{3}(?:\2[0-9]{3}){0,4})(?:([,.])([0-9]{1,6}))?")
"""A number whose thousands are set apart by a comma, a point or a space, and its decimals behind a sign."""
DECIMAL = re.compile(r"([0-9]{1,15}),([0-9]{1,15})")


def number(found: str) -> str:
    """A number as files write it, 30_000 for `30,000` and 0.1 for `0,1`; '' for anything else."""
    if (match := THOUSANDS.fullmatch(found)) and match[2] != match[4]:
        whole = f"{match[1]}_{match[3].replace(match[2], '_')}"
        return f"{whole}.{match[5]}" if match[5] else whole
    match = DECIMAL.fullmatch(found)
    return f"{int(match[1])}.{match[2]}" if match else ""


UNITS = {
    **dict.fromkeys(("h", "hr", "hora", "horas"), "hours"),
    **dict.fromkeys(("d", "día", "dia", "días", "dias"), "days"),
    **dict.fromkeys(("w", "wk", "semana", "semanas"), "weeks"),
    **dict.fromkeys(("mo", "mos", "mes", "meses"), "months"),
    **dict.fromkeys(("y", "yr", "año", "años", "ano", "anos"), "years"),
}
"""Units of time, short or in Spanish."""

SPAN = re.compile(r"\b([0-9]{1,4}) ([^\W\d_]{3,10})\b")


def span(found: str) -> str:
    """The first length of time that a text names, `90 days` of `within 90 days of the signature`; or ''."""
    for count, said in SPAN.findall(found):
        word = said.lower()
        unit = UNITS.get(word, word if word.endswith("s") else f"{word}s")
        if unit in UNITS.values():
            return f"{int(count)} {unit.removesuffix('s') if int(count) == 1 else unit}"
    return ""


MONTHS = (
    ("january", "enero"),
    ("february", "febrero"),
    ("march", "marzo"),
    ("april", "abril"),
    ("may", "mayo"),
    ("june", "junio"),
    ("july", "julio"),
    ("august", "agosto"),
    ("september", "septiembre", "setiembre"),
    ("october", "octubre"),
    ("november", "noviembre"),
    ("december", "diciembre"),
)
DAY_FIRST = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th|º|°)?(?: of| de)? ([^\W\d_]+)\.?,?(?: of| de| del)? ([0-9]{4})"
)
MONTH_FIRST = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")


def day(found: str) -> str:
    """A day with the name of its month, `5 de marzo de 2026` or `March 5, 2026`, as 2026-03-05; or ''."""
    if match := DAY_FIRST.fullmatch(found):
        in_month, name, year = match.groups()
    elif match := MONTH_FIRST.fullmatch(found):
        name, in_month, year = match.groups()
    else:
        return ""
    try:
        return date(int(year), _month(name.lower()), int(in_month)).isoformat()
    except ValueError:
        return ""


def _month(name: str) -> int:
    """The number of a month by its name, or by its first three letters and more; 0 for none."""
    known = (number for number, names in enumerate(MONTHS, 1) for each in names if each.startswith(name))
    return next(known, 0) if len(name) > 2 else 0


YES = ("yes", "on", "true", "y", "sí", "si", "s", "verdadero", "cierto")
NO = ("no", "off", "false", "n", "falso")


def flag(found: str) -> str:
    """`true` or `false` for a word that means it; '' for any other."""
    word = found.lower()
    return "true" if word in YES else "false" if word in NO else ""
