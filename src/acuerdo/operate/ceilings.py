"""Places live: every cap and set-aside in each period, with the places that it gives and that are used."""

from dataclasses import dataclass
from datetime import date

from acuerdo.agreement import Enacted, Refused
from acuerdo.operate import places
from acuerdo.operate.authority import check
from acuerdo.operate.law import Law, enacted
from acuerdo.records.models import Account
from acuerdo.rules.periods import Key


@dataclass(frozen=True, slots=True)
class Shown:
    """A cap or a set-aside in one period, as everybody sees it.

    Fields:
        path: of it in the text.
        kind: cap, around (a cap around the pathway's own) or set_aside.
        name: of the pathway, of the cap around it, or of the set-aside.
        begins: the first day of the period.
        places: how many the text gives; None for no limit.
        used: how many are used.
    """

    path: str
    kind: str
    name: str
    begins: date
    places: int | None
    used: int

    @property
    def left(self) -> int | None:
        """Places that nobody has yet; None without a limit."""
        return None if self.places is None else max(0, self.places - self.used)


def shown(account: Account, law: Law, on: date) -> list[Shown]:
    """Every cap and set-aside of the period of a day, and of every period in which a place was given, the
    latest first."""
    check(account, "places.see")
    found: dict[Key, Shown] = {}
    for path, begins, most, used in places.shown().values_list("path", "begins", "places", "used"):
        text = _text_of(begins, on)
        found[(path, begins)] = _shown(path, begins, _kept(law, text, path, most), used)
    text = _text_of(on, on)
    for through in range(_set_asides(law, text) + 1) if text else ():
        for (path, begins), most in (places.keys(law, text, on, through) if text else {}).items():
            found.setdefault((path, begins), _shown(path, begins, _kept(law, text, path, most), 0))
    return sorted(
        found.values(), key=lambda each: (-each.begins.toordinal(), KINDS.index(each.kind), each.path)
    )


KINDS = ("around", "cap", "set_aside")


def _text_of(on: date, otherwise: date) -> Enacted | None:
    for day in (on, otherwise):
        try:
            return enacted(day)
        except Refused:
            continue
    return None


def _set_asides(law: Law, text: Enacted | None) -> int:
    allocation = law.clause(text).allocation if text else None
    return len(allocation.set_asides) if allocation else 0


def _kept(law: Law, text: Enacted | None, path: str, most: int | None) -> int | None:
    """How many places a set-aside keeps of the cap of its pathway; of a cap, what it was counted with."""
    name = path.rpartition(".set_asides.")[2]
    if text is None or ".set_asides." not in path:
        return most
    clause = law.clause(text)
    caps = list(clause.cap) if clause.cap else []
    aside = next(
        (each for each in (clause.allocation.set_asides if clause.allocation else []) if each.name == name),
        None,
    )
    if aside is None or not caps or not isinstance(caps[-1].count, int):
        return most
    return aside.places(caps[-1].count)


def _shown(path: str, begins: date, most: int | None, used: int) -> Shown:
    if ".set_asides." in path:
        return Shown(path, "set_aside", path.rpartition(".")[2], begins, most, used)
    if path.startswith("caps."):
        return Shown(path, "around", path.removeprefix("caps."), begins, most, used)
    return Shown(path, "cap", path.split(".")[1] if "." in path else path, begins, most, used)
