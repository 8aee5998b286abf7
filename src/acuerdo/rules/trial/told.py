"""What the words of an answer and its steps share: days written out, silence left out."""

from typing import Any

import numpy as np

from acuerdo.agreement.facts import NEVER_DAY, UNKNOWN_COUNT
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.values import Blank
from acuerdo.rules.trial.steps import Answer, Step, origin


def written(value: Any) -> Any:
    """A value of an answer, as text: empty for nothing and for a day nobody knows; parts by name stay so."""
    if isinstance(value, dict):
        return value
    if value is None or (isinstance(value, np.datetime64) and np.isnat(value)):
        return ""
    return "never" if isinstance(value, np.datetime64) and value == NEVER_DAY else str(value)


def yes_or_no(flag: bool | Blank | None) -> str | Blank | None:
    """A flag of the text as a word; silence and nothing stay as they are."""
    return ("no", "yes")[flag] if isinstance(flag, bool) else flag


def known(count: Any) -> str:
    """A count; '' where nobody knows it."""
    return "" if count == UNKNOWN_COUNT else str(count)


def told(path: str, steps: list[Step], **found: Any) -> Answer:
    """An answer in words: `is_` and `because`, and whatever else there is to say."""
    words = {name.rstrip("_"): written(value) for name, value in found.items()}
    said = {name: word for name, word in words.items() if word or name in ("is", "because")}
    return Answer(path, said, tuple(steps))


def step(enacted: Enacted, path: str, asked: str, answer: Any) -> Step:
    """One step, with the source of what stands at its path."""
    return Step(asked, written(answer), path, *origin(enacted, path))
