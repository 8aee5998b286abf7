"""Whole texts to ask: a short agreement with the sections a test writes, and cases put to it."""

from datetime import date
from textwrap import dedent
from typing import Any

from acuerdo import agreement
from acuerdo.agreement.cases import Case
from acuerdo.agreement.plan import Enacted
from acuerdo.cli.trials import answers, differences

HEAD = """
format: 1
id: tried
title: A text to try
form: invented
parties: {XAA: {role: destination}, XBB: {role: origin}, XCC: {role: origin}}
calendar: {month_arithmetic: clip_to_month_end, day_count: inclusive_of_first_day}
sources: {text: {title: Text, kind: invented}}
lifecycle: {from: 2030-01-31, state: in_force, src: text}
"""


def enacted(sections: str, on: str, head: str = HEAD) -> Enacted:
    """A text of some sections, in force since 31 January 2030, on a day."""
    return agreement.enact(agreement.read_text(head + dedent(sections)), date.fromisoformat(on))


def asked(sections: str, path: str, on: str = "2030-06-01", head: str = HEAD, **case: Any) -> dict[str, str]:
    """What a text answers at a path, about the first person of a case, without the words that are empty."""
    return everybody(sections, path, on, head, **case)[0]


def everybody(
    sections: str, path: str, on: str = "2030-06-01", head: str = HEAD, **case: Any
) -> list[dict[str, str]]:
    """What a text answers at a path, about each person of a case.

    The same words, written as what the case expects, must be read and found again.
    """
    text = enacted(sections, on, head)
    found = answers(_case(on, path, [], case), text)
    told = [{name: word for name, word in one.found.items() if word} for one in found[path]]
    again = _case(on, path, told, case)
    assert differences(again, answers(again, text)) == []
    return told


def _case(on: str, path: str, expected: list[dict[str, str]], given: dict[str, Any]) -> Case:
    return Case.model_validate({"name": "tried", "on": on, "expect": {path: expected}, **given})


def steps(sections: str, path: str, on: str = "2030-06-01", **case: Any) -> list[tuple[str, str, str]]:
    """The steps of the first answer: what was asked, the answer, and the source."""
    (first, *_) = answers(_case(on, path, [], case), enacted(sections, on))[path]
    return [(step.asked, step.answer, step.src) for step in first.steps]
