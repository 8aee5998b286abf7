"""The facts a criterion may ask about: a closed list, each with kind, unit and words.

Arrays hold facts by kind:

| kind  | dtype           | unknown     | never      |
|-------|-----------------|-------------|------------|
| flag  | int8: 0, 1      | -1          |            |
| count | int32           | least int32 | most int32 |
| money | int64, cents    | least int64 |            |
| share | float64         | NaN         |            |
| day   | datetime64[D]   | NaT         | NEVER_DAY  |
| word  | int16, position | -1          |            |

`never` is an answer, not a gap: no removal ever, no entry ever. A comparison with `never` fails, except
that the years since something that never happened are more than any number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.faults import did_you_mean
from acuerdo.agreement.nations import CODES, NUMBER
from acuerdo.agreement.values import Money, read_count, read_day, read_flag, read_money, read_number, wrong

UNKNOWN_COUNT = np.int32(np.iinfo(np.int32).min)
NEVER_COUNT = np.int32(np.iinfo(np.int32).max)
UNKNOWN_MONEY = np.int64(np.iinfo(np.int64).min)
UNKNOWN_DAY = np.datetime64("NaT", "D")
NEVER_DAY = np.datetime64("-9999-01-01", "D")

DTYPES: dict[str, np.dtype[Any]] = {
    "flag": np.dtype(np.int8),
    "count": np.dtype(np.int32),
    "money": np.dtype(np.int64),
    "share": np.dtype(np.float64),
    "day": np.dtype("datetime64[D]"),
    "word": np.dtype(np.int16),
}
UNKNOWN: dict[str, Any] = {
    "flag": np.int8(-1),
    "count": UNKNOWN_COUNT,
    "money": UNKNOWN_MONEY,
    "share": np.nan,
    "day": UNKNOWN_DAY,
    "word": np.int16(-1),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be known about a person, a journey, an offer or an application."""

    name: str
    kind: str
    en: str
    es: str
    unit: str = ""
    words: tuple[str, ...] = ()
    never: bool = False


_ROWS: tuple[Fact, ...] = (
    Fact("person.age_years", "count", "age", "edad", "years"),
    Fact("person.nationality", "word", "nationality", "nacionalidad", words=CODES),
    Fact(
        "person.present_in", "word", "country where the person is", "país donde está la persona", words=CODES
    ),
    Fact(
        "person.present_since",
        "day",
        "present without a break since",
        "presente sin interrupción desde",
        never=True,
    ),
    Fact(
        "person.months_worked_last_24",
        "count",
        "months worked in the last 24",
        "meses trabajados en los últimos 24",
        "months",
    ),
    Fact("person.assessed_tax_paid", "flag", "assessed tax paid", "impuestos determinados pagados"),
    Fact(
        "person.felony_convictions",
        "count",
        "convictions for serious crime",
        "condenas por delito grave",
        "convictions",
    ),
    Fact(
        "person.security_vetting",
        "word",
        "security vetting",
        "verificación de seguridad",
        words=("passed", "failed"),
    ),
    Fact(
        "person.has_us_supporter",
        "flag",
        "has a supporter in the United States",
        "tiene patrocinador en Estados Unidos",
    ),
    Fact(
        "person.years_since_removal",
        "count",
        "years since the last removal",
        "años desde la última expulsión",
        "years",
        never=True,
    ),
    Fact(
        "person.last_irregular_entry",
        "day",
        "last irregular entry into the United States, Mexico or Panama",
        "último ingreso irregular a Estados Unidos, México o Panamá",
        never=True,
    ),
    Fact("person.left_voluntarily_once", "flag", "left voluntarily, once", "salida voluntaria, una vez"),
    Fact("person.unaccompanied_child", "flag", "child alone", "niña, niño o adolescente no acompañado"),
    Fact("person.with_parent_or_guardian", "flag", "with a parent or guardian", "con madre, padre o tutor"),
    Fact(
        "person.danger_on_return",
        "word",
        "danger in the receiving country",
        "peligro en el país receptor",
        words=("none_found", "claimed", "substantiated"),
    ),
    Fact(
        "person.denied_asylum_in_transit",
        "flag",
        "asylum refused in a country of transit",
        "asilo negado en un país de tránsito",
    ),
    Fact(
        "person.prior_compliant_seasons",
        "count",
        "earlier seasons completed as agreed",
        "temporadas anteriores cumplidas",
        "seasons",
    ),
    Fact(
        "person.fiscal_years_since_h2b",
        "count",
        "fiscal years since last H-2B status",
        "años fiscales desde el último estatus H-2B",
        "years",
        never=True,
    ),
    Fact(
        "person.last_exit",
        "day",
        "last exit after a stay under this pathway",
        "última salida tras una estancia en esta vía",
        never=True,
    ),
    Fact(
        "person.experience_months",
        "count",
        "months of paid experience",
        "meses de experiencia pagada",
        "months",
    ),
    Fact(
        "person.speaks_language_level",
        "count",
        "language level reached",
        "nivel de idioma alcanzado",
        "level",
    ),
    Fact("person.schooling_years", "count", "years of schooling", "años de escolaridad", "years"),
    Fact(
        "person.family_in_destination",
        "flag",
        "close family in the destination",
        "familia cercana en el destino",
    ),
    Fact(
        "journey.arrival",
        "word",
        "way of arrival",
        "forma de llegada",
        words=("interior_airport", "land_port", "land_between_ports", "sea", "not_travelled"),
    ),
    Fact("journey.used_pathway", "flag", "came by a lawful pathway", "llegó por una vía regular"),
    Fact("journey.appointment", "flag", "came with an appointment", "llegó con cita"),
    Fact("offer.exists", "flag", "a job offer", "una oferta de trabajo"),
    Fact(
        "offer.labour_market_test",
        "word",
        "labour-market test",
        "prueba del mercado laboral",
        words=("passed", "failed"),
    ),
    Fact(
        "offer.certification",
        "word",
        "labour certification",
        "certificación laboral",
        words=("granted", "granted_in_part", "denied", "withdrawn"),
    ),
    Fact(
        "offer.certified_on",
        "day",
        "day of the certification decision",
        "día de la decisión de certificación",
    ),
    Fact(
        "offer.advertised_days",
        "count",
        "days advertised to local workers",
        "días anunciada a trabajadores locales",
        "days",
    ),
    Fact(
        "offer.wage_per_hour",
        "money",
        "wage offered per hour",
        "salario ofrecido por hora",
        "currency of the file, per hour",
    ),
    Fact(
        "offer.prevailing_wage_per_hour",
        "money",
        "prevailing wage per hour",
        "salario prevaleciente por hora",
        "currency of the file, per hour",
    ),
    Fact(
        "offer.local_workers_available", "flag", "local workers available", "trabajadores locales disponibles"
    ),
    Fact("offer.starts", "day", "first day of work", "primer día de trabajo"),
    Fact("offer.ends", "day", "last day of work", "último día de trabajo"),
    Fact("offer.sector_exempt", "flag", "occupation exempt from the test", "ocupación exenta de la prueba"),
    Fact("application.filed_on", "day", "day of filing", "día de presentación"),
    Fact("application.priority_day", "day", "priority date", "fecha de prioridad"),
    Fact("application.fee_paid", "flag", "fee paid or instalments agreed", "cuota pagada o pagos acordados"),
    Fact(
        "gap.mex_to_nafta_gdp_per_head",
        "share",
        "GDP per head, Mexico against its NAFTA partners",
        "PIB por persona, México frente a sus socios del TLCAN",
    ),
)

FACTS: dict[str, Fact] = {fact.name: fact for fact in _ROWS}


class Facts(Mapping[str, NDArray[Any]]):
    """Facts about n people (or offers) as arrays of length n; a fact nobody gave is unknown for all.

    Raises:
        ValueError: a name that is not a fact, or an array of another length or kind than the fact has.
    """

    def __init__(self, n: int, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.n = n
        self._arrays = dict(arrays)
        for name, array in self._arrays.items():
            if name not in FACTS:
                raise ValueError(f"{name} is not a fact")
            expected = DTYPES[FACTS[name].kind]
            if array.dtype != expected or array.shape != (n,):
                raise ValueError(f"{name}: {expected}[{n}] expected, got {array.dtype}{list(array.shape)}")

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._arrays[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def column(self, name: str) -> NDArray[Any]:
        """The array of a fact; all unknown where nobody gave it."""
        found = self._arrays.get(name)
        if found is not None:
            return found
        fact = FACTS[name]
        return np.full(self.n, UNKNOWN[fact.kind], DTYPES[fact.kind])

    def rows(self, chosen: NDArray[Any] | slice) -> "Facts":
        """The same facts about some of the people."""
        arrays = {name: array[chosen] for name, array in self._arrays.items()}
        n = len(range(self.n)[chosen]) if isinstance(chosen, slice) else int(np.arange(self.n)[chosen].size)
        return Facts(n, arrays)

    def also(self, **arrays: NDArray[Any]) -> "Facts":
        """These facts and more; `person__age_years` stands for `person.age_years`."""
        return Facts(
            self.n, {**self._arrays, **{name.replace("__", "."): array for name, array in arrays.items()}}
        )


def read_fact(fact: Fact, found: object) -> Any:
    """One answer about one person, as a file writes it, in the form arrays hold.

    `unknown` is always an answer; `never` where the fact allows it.
    """
    if found == "unknown":
        return UNKNOWN[fact.kind]
    if found == "never" and fact.never:
        return NEVER_DAY if fact.kind == "day" else NEVER_COUNT
    answer = read_bound(fact, found)
    if fact.kind == "count" and answer >= NEVER_COUNT:
        raise wrong(found, f"a number below {int(NEVER_COUNT):_}")
    return encode(fact, answer)


def read_bound(fact: Fact, found: object) -> Any:
    """One value to compare a fact with: a count, money, share, day, word or flag as the fact has it."""
    if fact.kind == "flag":
        return read_flag(found)
    if fact.kind == "count":
        return read_count(found)
    if fact.kind == "money":
        return read_money(found)
    if fact.kind == "share":
        return read_number(found)
    if fact.kind == "day":
        return read_day(found)
    if isinstance(found, str) and found in fact.words:
        return found
    raise _unknown_word(fact, found)


def _unknown_word(fact: Fact, found: object) -> Exception:
    if fact.words is CODES:
        return wrong(found, "a country code of three capital letters", did_you_mean(str(found), CODES))
    return wrong(found, f"one of {', '.join(fact.words)}", did_you_mean(str(found), fact.words))


def encode(fact: Fact, value: Any) -> Any:
    """A typed value as the number or day that arrays hold."""
    if isinstance(value, Money):
        return np.int64(value.cents)
    if isinstance(value, date):
        return np.datetime64(value, "D")
    if fact.kind == "word":
        return np.int16(NUMBER[value] if fact.words is CODES else fact.words.index(value))
    return DTYPES[fact.kind].type(value)


def columns(n: int, answers: Mapping[str, list[Any]]) -> Facts:
    """Facts from lists of encoded answers, each of length n."""
    return Facts(n, {name: np.array(column, DTYPES[FACTS[name].kind]) for name, column in answers.items()})
