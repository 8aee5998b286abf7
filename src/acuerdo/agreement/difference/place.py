"""A place in both texts while they are compared, and what it means there that criteria are easier to meet."""

from dataclasses import dataclass, replace

from acuerdo.agreement.difference.meanings import Sense, sense_of
from acuerdo.agreement.difference.nodes import Node

JOINS = {
    "all": (1, "all", "all"),
    "any": (1, "all", "any"),
    "none": (-1, "any", "any"),
    "at_least": (1, "all", "any"),
}
"""For each list of criteria: whether it speaks for or against, how it is asked, and how its entries are."""


@dataclass(frozen=True, slots=True)
class At:
    """A place in both texts.

    Fields:
        path: as it is shown.
        fields: the same with `*` for names.
        around: the node around it in either text.
        sense: among criteria, what becomes wider when they are easier to meet.
        sign: 1 where that is so here, -1 where it is the other way round.
        join: how what stands here is asked beside its neighbours: all of them, or any of them.
        inner: the same of what stands in the list here.
    """

    path: str = ""
    fields: tuple[str, ...] = ()
    around: tuple[Node, Node] | None = None
    sense: Sense | None = None
    sign: int = 1
    join: str = "all"
    inner: str = "all"

    @property
    def field(self) -> str:
        """The last step."""
        return self.fields[-1] if self.fields else ""

    def into(self, step: str, around: tuple[Node, Node]) -> "At":
        """The place of a part of what stands here."""
        shape = around[0].shape
        path = f"{self.path}{step}" if step.startswith("[") or not self.path else f"{self.path}.{step}"
        there = replace(self, path=path, around=around)
        if shape == "entries":
            return replace(there, fields=(*self.fields, "*"), join=self.inner)
        there = replace(there, fields=(*self.fields, step))
        if shape == "criteria" and step in JOINS:
            sign, join, inner = JOINS[step]
            return replace(there, sign=self.sign * sign, join=join, inner=inner)
        if self.sense is None and (sense := sense_of(there.fields)):
            return replace(there, sense=sense, sign=sense.sense, join=sense.join, inner=sense.join)
        return there
