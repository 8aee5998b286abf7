"""What is wrong with a sweep before anything is played, all of it at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar

from acuerdo.agreement import Agreement, Plan, enact
from acuerdo.agreement.faults import Fault, Refused, Unreadable
from acuerdo.simulate.doors.text import text_on
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.setting import of_text, split
from acuerdo.simulate.sweeping.varying import MOST_RUNS, Varied

T = TypeVar("T")
Text = tuple[Agreement, Plan | None]


class Faults:
    """Gathers what several questions find wrong."""

    def __init__(self) -> None:
        self.found: dict[Fault, None] = {}

    def ask(self, question: Callable[[], T], of: str = "sweep") -> T | None:
        """What a question answers; None where something is wrong, which is kept.

        Args:
            of: what a refusal without a place is told of.
        """
        try:
            return question()
        except Unreadable as error:
            self.found |= dict.fromkeys(_as_over(fault) for fault in error.faults)
        except Refused as error:
            problem, _, hint = str(error).partition("\n  hint: ")
            self.found[Fault(of, 0, 0, "", problem, hint=hint)] = None
        return None

    def tell(self) -> None:
        """Raise what was found.

        Raises:
            Unreadable: there is anything.
        """
        if self.found:
            raise Unreadable(self.found)


def check(
    faults: Faults, varied: Sequence[Varied], text: Text | None, start: Parameters, years: tuple[int, int]
) -> None:
    """Ask of each value whether it can be played: of a parameter its range, of a text its type and what a
    decision needs, on the first and last day on which the text decides."""
    days = faults.ask(partial(_days, text, years[1]), "FILE") if text else None
    for each in varied:
        if not each.of_text:
            faults.ask(partial(_in_range, each, start))
        elif text is None:
            problem = f"{each.path} is a path of a text, and no FILE is given"
            faults.ask(partial(_refuse, problem, "name the text first"), "--over")
        else:
            for value in each.values:
                faults.ask(
                    partial(_decides, text, each.path, value, days or ()), f"--over {each.path}={value}"
                )


def number(varied: Sequence[Varied], worlds: int) -> int:
    """How many runs there are.

    Raises:
        Refused: more than anybody means.
    """
    runs = worlds
    for each in varied:
        runs *= len(each.values)
    if runs + worlds > MOST_RUNS:
        raise Refused(f"{runs:,} runs are more than {MOST_RUNS:,}\n  hint: ask for fewer values or worlds")
    return runs + worlds


def _in_range(varied: Varied, start: Parameters) -> None:
    faults: list[Fault] = []
    for value in varied.values:
        try:
            start.having(split([f"{varied.path}={value}"])[0])
        except Unreadable as error:
            faults += error.faults
    if faults:
        raise Unreadable(faults)


def _days(text: Text, end: int) -> Iterable[date]:
    half_years = [date(year, month, 1) for year in range(1990, end + 1) for month in (1, 7)]
    decides = [day for day in half_years if text_on(*text, day)]
    if not decides:
        enact(text[0], half_years[-1], text[1])
    return decides[:1] + decides[1:][-1:]


def _decides(text: Text, path: str, value: str, days: Iterable[date]) -> None:
    changed = of_text(*text, {path: value})
    for day in days:
        text_on(*changed, day)


def _refuse(problem: str, hint: str) -> None:
    raise Refused(f"{problem}\n  hint: {hint}")


def _as_over(fault: Fault) -> Fault:
    """A value set is a value varied here."""
    said = fault.file.replace("--set ", "--over ", 1)
    return replace(fault, file=said, hint=fault.hint.replace("--set ", "--over ", 1))
