"""What a check says: what was looked at and what is wrong with it, in codes, without words of a language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

MOST_TOLD = 5
"""Most faults of one check that are told one by one; the rest are counted (layout, no legal meaning)."""

Facts = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Told:
    """One fault: its code, and the names and numbers that its sentence needs."""

    code: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Fields:
        code: what was looked at.
        facts: the names and numbers that its sentence needs.
        faults: the first things that are wrong with it.
        more: how many more there are.
        reached: whether it could be looked at; what it needs may be missing or unreadable.
    """

    code: str
    facts: Facts = field(default_factory=dict)
    faults: tuple[Told, ...] = ()
    more: int = 0
    reached: bool = True

    @property
    def passed(self) -> bool:
        """Whether it was looked at and nothing is wrong with it."""
        return self.reached and not self.faults


def checked(code: str, faults: Iterable[Told], **facts: str | int) -> Check:
    """A check with its first faults, and the number of the others."""
    found: Iterator[Told] = iter(faults)
    first = tuple(islice(found, MOST_TOLD))
    return Check(code, facts, first, sum(1 for _ in found))


def not_reached(*codes: str) -> list[Check]:
    """Checks that could not be made."""
    return [Check(code, reached=False) for code in codes]
