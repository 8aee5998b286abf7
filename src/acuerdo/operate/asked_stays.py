"""What the rules say of stays, one case at a time, in words: a longer stay, one that is over, another one.

Facts are kept with a decision and asked again in a review: days as 2017-03-31, numbers as digits.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from acuerdo.agreement import Enacted
from acuerdo.agreement.clauses.criteria import NO, YES
from acuerdo.operate.deciding import Said
from acuerdo.operate.staying import clause_of, days, one_day
from acuerdo.rules.permits import (
    LONGER,
    comes_again_from,
    leaves_by,
    may_come_again,
    may_renew,
    may_stay_longer,
    overstays,
)

WORDS: Mapping[str, tuple[str, str]] = {
    "within": (
        "The stay may last until {wanted}: it is no longer than the longest stay of the text",
        "La estancia puede durar hasta el {wanted}: no excede la estancia más larga del texto",
    ),
    "renewed": (
        "The stay is renewed until {wanted}: the text allows it",
        "La estancia se renueva hasta el {wanted}: el texto lo permite",
    ),
    "single_max": (
        "The stay cannot last until {wanted}: that is longer than a stay or one renewal of it may be",
        "La estancia no puede durar hasta el {wanted}: una estancia o su renovación no duran tanto",
    ),
    "absence_between": (
        "The stay cannot be renewed from inside: the text asks for time at home between two stays. After an"
        " exit on {until} another stay may begin on {again}",
        "La estancia no puede renovarse sin salir: el texto pide un tiempo en casa entre dos estancias. Con"
        " salida el {until}, otra estancia puede empezar el {again}",
    ),
    "renewals": (
        "The stay was renewed as often as the text allows",
        "La estancia se renovó ya tantas veces como permite el texto",
    ),
    "total_max": (
        "The stay and its renewals would be longer in all than the text allows",
        "La estancia y sus renovaciones excederían en conjunto lo que permite el texto",
    ),
    "in_time": (
        "The stay ended on {left}, by {by}, the last day to leave",
        "La estancia terminó el {left}, a más tardar el {by}, último día para salir",
    ),
    "later": (
        "The stay ended on {left}, after {by}, the last day to leave",
        "La estancia terminó el {left}, después del {by}, último día para salir",
    ),
    "again": (
        "Another stay may begin on {entry}: the time at home since {left} is long enough",
        "Otra estancia puede empezar el {entry}: el tiempo en casa desde el {left} es suficiente",
    ),
    "not_yet": (
        "Another stay may begin on {again}, and not on {entry}: the text asks for time at home since {left}",
        "Otra estancia puede empezar el {again}, no el {entry}: el texto pide tiempo en casa desde el {left}",
    ),
    "not_over": (
        "An earlier stay is not over on record: its exit has to be told, or the stay closed, first",
        "Una estancia anterior no ha terminado según el registro: falta informar la salida o cerrarla",
    ),
    "no_more": (
        "There were as many stays as the text allows with its renewals",
        "Hubo ya tantas estancias como permite el texto con sus renovaciones",
    ),
}
"""What is said, in English and Spanish."""


def _said(outcome: str, reason: str, field: str, path: str, **told: Any) -> Said:
    en, es = (words.format(**{name: str(day) for name, day in told.items()}) for words in WORDS[reason])
    return Said(outcome, reason, f"{path}.stay.{field}", en, es)


def _day(facts: Mapping[str, Any], name: str) -> date:
    return date.fromisoformat(str(facts[name]))


def longer(facts: Mapping[str, Any], text: Enacted, pathway: str) -> Said:
    """Whether a stay may last longer.

    Args:
        facts: stay.entered_on, stay.until, stay.wanted_until, stay.renewed.

    Returns:
        The outcome: prolonged, renewed, or not_longer.
    """
    path = f"pathways.{pathway}"
    text.require(*(f"{path}.stay.{name}" for name in ("single_max", "renewals", "absence_between")))
    stay, calendar = clause_of(text)
    entered, until, wanted = (_day(facts, f"stay.{name}") for name in ("entered_on", "until", "wanted_until"))
    renewed = np.array([int(facts["stay.renewed"])], np.int64)
    answer, why, renews = may_stay_longer(stay, calendar, renewed, days(entered), days(until), days(wanted))
    if answer[0] == YES:
        outcome, reason, field = (
            ("renewed", "renewed", "renewals") if renews[0] else ("prolonged", "within", "single_max")
        )
    else:
        outcome, reason = "not_longer", LONGER[int(why[0])]
        field = reason
    again = one_day(comes_again_from(stay, calendar, days(until)))
    return _said(outcome, reason, field, path, wanted=wanted, until=until, again=again)


def over(facts: Mapping[str, Any], text: Enacted, pathway: str) -> Said:
    """Whether a stay that is over ended by the last day of grace.

    Args:
        facts: stay.until, permit.exited_on.

    Returns:
        The outcome: complied or left_later.
    """
    path = f"pathways.{pathway}"
    text.require(f"{path}.stay.grace_after")
    stay, calendar = clause_of(text)
    until, left = days(_day(facts, "stay.until")), _day(facts, "permit.exited_on")
    by = one_day(leaves_by(stay, calendar, until))
    late = bool(overstays(stay, calendar, until, days(left))[0])
    outcome, reason = ("left_later", "later") if late else ("complied", "in_time")
    return _said(outcome, reason, "grace_after", path, left=left, by=by)


def another(last_exit: date, stays: int, entry: date, text: Enacted, pathway: str) -> Said:
    """Whether somebody whose stay is over may begin another on a day. Where the text asks for an absence
    between stays, each stay after the first renews it.

    Args:
        last_exit: the last day of the stay before.
        stays: how many there were.
        entry: the first day of the next.

    Returns:
        The outcome: eligible or not_yet.
    """
    path = f"pathways.{pathway}"
    text.require(f"{path}.stay.absence_between")
    stay, calendar = clause_of(text)
    left, first = days(last_exit), days(entry)
    again = one_day(comes_again_from(stay, calendar, left))
    if may_come_again(stay, calendar, left, first)[0] != YES:
        return _said("not_yet", "not_yet", "absence_between", path, again=again, entry=entry, left=last_exit)
    if again is not None:
        text.require(f"{path}.stay.renewals")
        of_number = stay.model_copy(update={"total_max": None})
        if may_renew(of_number, calendar, np.array([stays - 1]), left, first)[0] == NO:
            return _said("not_yet", "no_more", "renewals", path)
    return _said("eligible", "again", "absence_between", path, entry=entry, left=last_exit)


def not_over(pathway: str) -> Said:
    """What is said of another stay while the one before is not over on record."""
    return _said("needs_evidence", "not_over", "absence_between", f"pathways.{pathway}")
