"""The machine-readable zone of a passport, checked by its check digits (ICAO Doc 9303, parts 3 and 4)."""

from dataclasses import dataclass
from datetime import date

LINE = 44
"""Signs in each of the two lines of a passport (TD3)."""
WEIGHTS = (7, 3, 1)
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CENTURY = 100


class Unreadable(ValueError):
    """The zone cannot be read; the message is one of FAULTS."""


FAULTS = ("length", "signs", "kind", "number", "birth", "expiry", "whole", "days")
"""What may be wrong: two lines of 44 signs; letters, digits and <; a passport; a check digit; a day."""


@dataclass(frozen=True, slots=True)
class Zone:
    """What a zone says."""

    surnames: str
    given_names: str
    document: str
    country: str
    nationality: str
    born_on: date
    sex: str
    expires: date


def read_zone(text: str, on: date) -> Zone:
    """Read both lines of a zone.

    Args:
        text: two lines, spaces aside.
        on: a day by which the holder was born.

    Raises:
        Unreadable: with what is wrong first.
    """
    lines = [line.replace(" ", "").upper() for line in text.strip().splitlines() if line.strip()]
    if len(lines) != 2 or any(len(line) != LINE for line in lines):
        raise Unreadable("length")
    if set("".join(lines)) - set(SIGNS + "<"):
        raise Unreadable("signs")
    first, second = lines
    if first[0] != "P":
        raise Unreadable("kind")
    for part, at, fault in (
        (second[0:9], 9, "number"),
        (second[13:19], 19, "birth"),
        (second[21:27], 27, "expiry"),
        (second[0:10] + second[13:20] + second[21:43], 43, "whole"),
    ):
        if str(check_digit(part)) != second[at].replace("<", "0"):
            raise Unreadable(fault)
    surnames, _, given = first[5:].partition("<<")
    return Zone(
        surnames=_name(surnames),
        given_names=_name(given),
        document=second[0:9].replace("<", ""),
        country=first[2:5].replace("<", ""),
        nationality=second[10:13].replace("<", ""),
        born_on=_day(second[13:19], on, before=True),
        sex={"F": "woman", "M": "man"}.get(second[20], "not_stated"),
        expires=_day(second[21:27], on, before=False),
    )


def check_digit(part: str) -> int:
    """The check digit of some signs: their values, < being 0, weighted 7, 3, 1 in turn, modulo 10."""
    values = (0 if sign == "<" else SIGNS.index(sign) for sign in part)
    return sum(value * WEIGHTS[at % 3] for at, value in enumerate(values)) % 10


def _name(part: str) -> str:
    return " ".join(part.replace("<", " ").split()).title()


def _day(six: str, on: date, before: bool) -> date:
    """A day with two digits for its year: of a birth the last by `on`, of an expiry one of this century."""
    try:
        year, month, day = int(six[0:2]), int(six[2:4]), int(six[4:6])
        found = date(on.year - on.year % CENTURY + year, month, day)
        return found.replace(year=found.year - CENTURY) if before and found > on else found
    except ValueError:
        raise Unreadable("days") from None
