"""Sentences of reasons in English and Spanish, filled by column.

A sentence is what a worker reads on a phone: who has what, what decided, what would have to change.
"""

import re
from typing import Final

import polars as pl

from acuerdo.population.trades import trades

LANGUAGES = ("en", "es")
"""The languages of every reason, by the names of their columns."""

Pair = tuple[str, str]

HAS: Final[Pair] = (
    "You have order {own}, number {choice} on your list. ",
    "Tiene la oferta {own}, la número {choice} de su lista. ",
)
HAS_NONE: Final[Pair] = ("You have no order this season. ", "No tiene oferta esta temporada. ")
BETTER: Final[Pair] = ("order {order}, which you prefer", "la oferta {order}, que usted prefiere")
NEAREST: Final[Pair] = (
    "order {order}, the one you came nearest to",
    "la oferta {order}, la que le quedó más cerca",
)

REFUSED: Final[dict[str, Pair]] = {
    "named": (
        "Every place of {which}, went to workers whom its employer named or to families placed together. They"
        " come before all others, so no place in line would have been enough. ",
        "Todas las plazas de {which}, fueron para personas que su empleador nombró o para familias colocadas"
        " juntas. Van antes que las demás, así que ningún lugar de la fila habría bastado. ",
    ),
    "line": (
        "You are number {place} in line; the last person taken in {which}, was number {last}. {change}",
        "Va en el lugar {place} de la fila; la última persona aceptada en {which}, iba en el {last}."
        " {change}",
    ),
    "cap": (
        "There is no place left in {which}, because the cap {cap} is full. {line}",
        "Ya no hay plaza en {which}, porque el límite {cap} está lleno. {line}",
    ),
    "ranked": (
        "Between equals in line, {which}, puts workers with {ranked_by} of experience first; you have"
        " {ranked_has}. The last person taken there has them, and was number {last} in line; you are number"
        " {place}. {with_months}",
        "Entre iguales en la fila, {which}, pone primero a quienes tienen {ranked_by} de experiencia; usted"
        " tiene {ranked_has}. La última persona aceptada ahí los tiene, e iba en el lugar {last} de la fila;"
        " usted va en el {place}. {with_months}",
    ),
    "no_places": (
        "No place was open in that round in {which}. ",
        "En esa ronda no había ninguna plaza abierta en {which}. ",
    ),
    "would_take": (
        "Something is wrong: {which}, would take you. Please ask for a review. ",
        "Hay un error: {which}, sí le correspondería. Por favor, pida una revisión. ",
    ),
}
"""What is said of an order that refused, after what the worker has."""

WORKER: Final[dict[str, Pair]] = {
    "first_choice": (
        "You have the first choice of your list: order {own}.",
        "Tiene la primera opción de su lista: la oferta {own}.",
    ),
    "best_admitted": (
        HAS[0] + "No order above it admits you. ",
        HAS[1] + "Ninguna oferta anterior de su lista le admite. ",
    ),
    "none_admits": (
        HAS_NONE[0] + "None of the orders on your list admits you. {excluded} {opens}",
        HAS_NONE[1] + "Ninguna de las ofertas de su lista le admite. {excluded} {opens}",
    ),
    "no_list": (HAS_NONE[0] + "Your list is empty.", HAS_NONE[1] + "Su lista está vacía."),
    "with_family": (
        "You have order {own}, number {choice} on your list. Your family was placed there together with you.",
        "Tiene la oferta {own}, la número {choice} de su lista. Su familia fue colocada ahí junto con usted.",
    ),
    "family_waits": (
        HAS_NONE[0]
        + "No order had a place for everybody in your family at once, and families are not split.",
        HAS_NONE[1]
        + "Ninguna oferta tuvo plaza para toda su familia a la vez, y las familias no se separan.",
    ),
}

SHORT: Final[Pair] = (
    "Order {asked}, the first on your list, {short}.",
    "La oferta {asked}, la primera de su lista, {short}.",
)
"""What is said of the first order of a list, where that does not admit the worker."""

LACKS: Final[dict[str, Pair]] = {
    "months": (
        "asks for {months} more experience than you have",
        "pide {months} más de experiencia de la que tiene",
    ),
    "trade": ("is in a trade that is not yours: {trade}", "es de un oficio que no es el suyo: {trade}"),
    "earlier": ("begins {earlier} before you can start", "empieza {earlier} antes de que usted pueda"),
    "later": ("ends {later} after you can stay", "termina {later} después de que usted pueda quedarse"),
}

OPENS: Final[dict[str, Pair]] = {
    "months": (
        "With {months} more experience, {opens_months}",
        "Con {months} más de experiencia, {opens_months}",
    ),
    "trade": (
        "In the trade {trade}, {opens_trade}",
        "En el oficio {trade}, {opens_trade}",
    ),
    "earlier": (
        "If you could start {earlier} earlier, {opens_earlier}",
        "Si pudiera empezar {earlier} antes, {opens_earlier}",
    ),
    "later": (
        "If you could stay {later} longer, {opens_later}",
        "Si pudiera quedarse {later} más, {opens_later}",
    ),
}

EXCLUDES: Final[dict[str, Pair]] = {
    "months": (
        "Most often they ask for more experience ({excluded_months}).",
        "Lo más frecuente es que pidan más experiencia ({excluded_months}).",
    ),
    "trade": (
        "Most often they are in other trades ({excluded_trade}).",
        "Lo más frecuente es que sean de otros oficios ({excluded_trade}).",
    ),
    "earlier": (
        "Most often they begin before you can start ({excluded_earlier}).",
        "Lo más frecuente es que empiecen antes de que usted pueda ({excluded_earlier}).",
    ),
    "later": (
        "Most often they end after you can stay ({excluded_later}).",
        "Lo más frecuente es que terminen después de que usted pueda quedarse ({excluded_later}).",
    ),
}

AND: Final[Pair] = (" and ", " y ")

NOTHING_ALONE: Final[Pair] = (
    "No single change would be enough.",
    "Ningún cambio por sí solo bastaría.",
)

CHANGE: Final[dict[bool, Pair]] = {
    True: (
        "{missing} earlier in line, that order would be yours. ",
        "{missing} antes en la fila, esa oferta sería suya. ",
    ),
    False: (
        "{missing} earlier in line, that order would have taken you, had all others kept theirs. ",
        "{missing} antes en la fila, esa oferta habría sido suya, si las demás personas conservaran la que"
        " tienen. ",
    ),
}
"""What a better place in line would do: in one line, and where others might move (`reasons.is_one_line`)."""

UNDER_CAP: Final[dict[bool, Pair]] = {
    True: (
        "You are number {place} in line; the last person taken under it was number {last}. {change}",
        "Va en el lugar {place} de la fila; la última persona aceptada bajo él iba en el {last}. {change}",
    ),
    False: (
        "Its places were given in earlier rounds, or to workers whom employers named or to families placed"
        " together, so no place in line would have been enough. ",
        "Sus plazas se dieron en rondas anteriores, o a personas que sus empleadores nombraron o a familias"
        " colocadas juntas, así que ningún lugar de la fila habría bastado. ",
    ),
}

WITH_MONTHS: Final[dict[bool, Pair]] = {
    True: (
        "With {ranked_short} more, and {missing} earlier in line, that order would have taken you, had all"
        " others kept theirs. ",
        "Con {ranked_short} más, y {missing} antes en la fila, esa oferta habría sido suya, si las demás"
        " personas conservaran la que tienen. ",
    ),
    False: (
        "With {ranked_short} more, that order would have taken you, had all others kept theirs. ",
        "Con {ranked_short} más, esa oferta habría sido suya, si las demás personas conservaran la que"
        " tienen. ",
    ),
}
"""What months of experience would do where a ranking decided, and whether places in line are missing too."""

UNDER_CAP_RANKED: Final[Pair] = (
    "The last place under it went by a ranking: between equals in line, the order of the person who has it"
    " puts workers with {ranked_by} of experience first. {change}",
    "La última plaza bajo él se dio por una preferencia: entre iguales en la fila, la oferta de la persona"
    " que la tiene pone primero a quienes tienen {ranked_by} de experiencia. {change}",
)

UNDER_CAP_OWN: Final[Pair] = (
    "The last place under it is your own: between equals in line, your order puts workers with {ranked_by} of"
    " experience first, and you have them. ",
    "La última plaza bajo él es la suya: entre iguales en la fila, su oferta pone primero a quienes tienen"
    " {ranked_by} de experiencia, y usted los tiene. ",
)

RESERVED: Final[Pair] = (
    "Your permit came through the set-aside “{group}”.",
    "Su permiso salió de la reserva «{group}».",
)

NO_PERMIT: Final[Pair] = ("No permit followed: {decided}.", "No hubo permiso: {decided}.")

ORDER: Final[dict[str, Pair]] = {
    "full": (
        "Every place is taken. {last}",
        "Todas las plazas están ocupadas. {last}",
    ),
    "cap": (
        "{empty} left empty, because the cap {cap} is full.",
        "Sin ocupar: {empty}, porque el límite {cap} está lleno.",
    ),
    "too_few": (
        "{empty} left empty: only {could} in line list this order and meet what it asks for.",
        "Sin ocupar: {empty}. Solo {could} de la fila ponen esta oferta en su lista y cumplen lo que pide.",
    ),
    "better": (
        "{empty} left empty: all who list this order and meet what it asks for have it or one they prefer.",
        "Sin ocupar: {empty}. Quienes la ponen en su lista y cumplen lo que pide la tienen, o tienen otra que"
        " prefieren.",
    ),
    "given_up": (
        "{empty} left empty: of those matched there, some did not come or left early, and nobody was matched"
        " in their place.",
        "Sin ocupar: {empty}. De quienes tenían ahí una plaza, hubo quien no llegó o se fue antes, y nadie"
        " ocupó su lugar.",
    ),
    "no_places": (
        "No place of this order was open in any round.",
        "Ninguna plaza de esta oferta estuvo abierta en ninguna ronda.",
    ),
}

LAST: Final[dict[bool, Pair]] = {
    True: (
        "The last person taken was number {last} in line.",
        "La última persona aceptada iba en el lugar {last} de la fila.",
    ),
    False: (
        "All went to workers whom you named or to families placed together.",
        "Todas fueron para personas que usted nombró o para familias colocadas juntas.",
    ),
}

UNITS: Final[dict[str, tuple[Pair, Pair]]] = {
    "places in line": (("1 place", "{} places"), ("1 lugar", "{} lugares")),
    "months": (("1 month", "{} months"), ("1 mes", "{} meses")),
    "days": (("1 day", "{} days"), ("1 día", "{} días")),
    "orders": (("1 order", "{} orders"), ("1 oferta", "{} ofertas")),
    "orders that would": (
        ("1 order would admit you", "{} orders would admit you"),
        ("1 oferta le admitiría", "{} ofertas le admitirían"),
    ),
    "places": (("1 place is", "{} places are"), ("1 plaza", "{} plazas")),
    "people": (("1 person", "{} people"), ("1 persona", "{} personas")),
}

BLANK: Final = re.compile(r"\{(\w+)\}")


def filled(sentence: str, given: dict[str, pl.Expr]) -> pl.Expr:
    """A sentence with its blanks filled by column."""
    names = BLANK.findall(sentence)
    return (
        pl.format(BLANK.sub("{}", sentence), *(given[name] for name in names)) if names else pl.lit(sentence)
    )


def numbers(most: int) -> pl.Series:
    """Every number up to one as people write it, with a comma for thousands."""
    return pl.Series([f"{number:,}" for number in range(most + 1)], dtype=pl.String)


def looked_up(number: pl.Expr, written: pl.Series, unit: str | None, lang: str) -> pl.Expr:
    """A number as people write it, and with its unit, such as `1 place` and `1,204 places`.

    Args:
        written: every number that there is, as `numbers` gives them.
        unit: one of UNITS, or None.
    """
    if unit is None:
        return pl.lit(written).gather(number)
    one, more = UNITS[unit][LANGUAGES.index(lang)]
    said = written + more.removeprefix("{}")
    if said.len() > 1:
        said[1] = one
    return pl.lit(said).gather(number)


def trade_names(lang: str) -> pl.Series:
    """The names of trades by their number and 1 more, as `reasons.LACKS` tells them."""
    return pl.Series(["", *(getattr(trade, lang) for trade in trades())], dtype=pl.String)
