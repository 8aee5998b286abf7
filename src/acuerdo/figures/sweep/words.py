"""Every word of the report of a sweep, in English and Spanish; series are named as for simulated years."""

from collections.abc import Mapping
from typing import Final

from acuerdo.agreement.clauses.base import LANGUAGES, Pair
from acuerdo.figures.years import words as years

WORDS: Final[Mapping[str, Pair]] = {
    "page": ("What would change, value by value", "Qué cambiaría, valor por valor"),
    "varied": (
        "Varied: {path}, {n} values from {first} to {last}.",
        "Se varía: {path}, {n} valores de {first} a {last}.",
    ),
    "varied.held": (
        "Varied: {path}, {n} values from {first} to {last}; otherwise {held}.",
        "Se varía: {path}, {n} valores de {first} a {last}; si no, {held}.",
    ),
    "compared": (
        "Each run is compared with the same world under the values of the files: the same people, the same"
        " draws, one value changed.",
        "Cada corrida se compara con el mismo mundo con los valores de los archivos: las mismas personas, los"
        " mismos sorteos, un valor cambiado.",
    ),
    "compared.grid": (
        "Each run is compared with the same world under the values of the files: the same people, the same"
        " draws, only the values named here changed.",
        "Cada corrida se compara con el mismo mundo con los valores de los archivos: las mismas personas, los"
        " mismos sorteos; solo cambian los valores aquí nombrados.",
    ),
    "worlds.one": (
        "One world is played: the set of the fit that misses history least. A difference is chance and this"
        " one set; --worlds plays several.",
        "Se simula un solo mundo: el conjunto del ajuste que menos se aparta de la historia. Una diferencia"
        " es azar y este conjunto; --worlds simula varios.",
    ),
    "worlds.many": (
        "{n} worlds are played: sets of parameters that the years 1990 to 2007 do not rule out. Lines are"
        " medians of paired differences, and nine worlds of ten lie in a band.",
        "Se simulan {n} mundos: conjuntos de parámetros que los años 1990 a 2007 no descartan. Las líneas son"
        " medianas de diferencias pareadas, y nueve mundos de cada diez caen en la banda.",
    ),
    "held": (
        "What no history fixes is held at one value unless it is varied here, and no band holds it.",
        "Lo que ninguna historia fija tiene un solo valor, salvo que aquí se varíe, y ninguna banda lo"
        " contiene.",
    ),
    "played": (
        "{runs} runs; one in {scale} people born in Mexico is played. Draws: seed {seed}. Fit: {fit}. Sweep:"
        " {hash}.",
        "{runs} corridas; se simula a una de cada {scale} personas nacidas en México. Semilla de los sorteos:"
        " {seed}. Ajuste: {fit}. Barrido: {hash}.",
    ),
    "under": (
        "Played under a plan, “{plan}”, which says from when the text would apply and what is assumed where"
        " it is silent. This is what would have followed, not what happened.",
        "Se simula con un plan, «{plan}», que dice desde cuándo se aplicaría el texto y qué se supone donde"
        " calla. Esto es lo que habría ocurrido, no lo que pasó.",
    ),
    "find": (
        "{what}, {year}: from {low} ({low_at}) to {high} ({high_at})",
        "{what}, {year}: de {low} ({low_at}) a {high} ({high_at})",
    ),
    "same": (
        "The same at every value in every world: {names}.",
        "Igual con todos los valores en todos los mundos: {names}.",
    ),
    "read.percent": (
        "Difference from the same world with the values of the files, in per cent.",
        "Diferencia con el mismo mundo con los valores de los archivos, en por ciento.",
    ),
    "read.plain": (
        "Difference from the same world with the values of the files: {unit}.",
        "Diferencia con el mismo mundo con los valores de los archivos: {unit}.",
    ),
    "read.one": ("One world.", "Un solo mundo."),
    "read.many": (
        "Line: median of {n} worlds. Band: nine of ten.",
        "Línea: mediana de {n} mundos. Banda: nueve de cada diez.",
    ),
    "read.held": ("Dashed: the value otherwise, {held}.", "Línea cortada: el valor que tiene si no, {held}."),
    "read.more": (
        "{n} more combinations are in the table.",
        "Otras {n} combinaciones están en la tabla.",
    ),
    "median.base": ("Otherwise, median", "Si no, mediana"),
    "median.value": ("At this value, median", "Con este valor, mediana"),
    "all": (
        "The table with every run lies beside this page: sweep.csv and sweep.parquet.",
        "La tabla con todas las corridas está junto a esta página: sweep.csv y sweep.parquet.",
    ),
}


def word(key: str, lang: str, **parts: object) -> str:
    """Give the words of a key in one language, with their blanks filled; else those of years."""
    if key not in WORDS:
        return years.word(key, lang, **parts)
    return WORDS[key][LANGUAGES.index(lang)].format(**parts)
