"""What one difference is: of which kind, of what there is more or less, and where the new value is from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from acuerdo.agreement.clauses.base import Pair
from acuerdo.agreement.difference.meanings import EASIER, SOURCING, WORDING, Meaning, amount, meaning_of
from acuerdo.agreement.difference.nodes import Node
from acuerdo.agreement.difference.place import At
from acuerdo.agreement.difference.sizes import growth
from acuerdo.agreement.values import NONE, NOT_STATED

NOTHING = ("", "")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two texts.

    Fields:
        kind: one of `meanings.KINDS`.
        path: of the value or clause; of a dated list as in `cap[2023-01-05].count`.
        old, new: as the files write it; None where there is nothing.
        src, basis: where the new value is from, or the old one where there is no new one.
        says: of what there is more or less, in English and Spanish; '' where that is not known.
        grown: 1 where the value is larger than before, -1 where it is smaller, 0 where that is no question.
        title: of a clause that only one text has.
        touches: other paths at which the same difference is felt.
        group: the group of countries through which it is felt here.
    """

    kind: str
    path: str
    old: str | None
    new: str | None
    src: str = ""
    basis: str = ""
    says: Pair = NOTHING
    grown: int = 0
    title: Pair = NOTHING
    touches: tuple[str, ...] = ()
    group: str = ""

    @property
    def head(self) -> str:
        """The first step of the path: the section, or a field of the file itself."""
        return self.path.partition(".")[0].partition("[")[0]


def made(kind: str, old: Node | None, new: Node | None, at: At) -> Difference:
    """A difference of one kind between two nodes, one of which may be missing."""
    node = new or old or Node("leaf")
    title = node.title or NOTHING if old is None or new is None else NOTHING
    before, after = (each.text if each else None for each in (old, new))
    return Difference(kind, at.path, before, after, node.src, node.basis, title=title)


def in_both(old: Node, new: Node, at: At) -> Difference:
    """Two values that differ."""
    silence = NOT_STATED.value
    if at.field in SOURCING:
        return made("re-sources", old, new, at)
    if silence in (old.value, new.value):
        return made("fixes" if old.value == silence else "unsays", old, new, at)
    if WORDING & {*at.fields[-2:]}:
        return made("rewords", old, new, at)
    if at.sense and (easier := _easier(at)):
        grown = growth(old.value, new.value)
        return replace(_met(grown * easier * at.sign, old, new, at), grown=grown)
    return _measured(old, new, at)


def in_one(old: Node | None, new: Node | None, at: At) -> Iterator[Difference]:
    """What only one of the texts has."""
    old, new = _undated(old), _undated(new)
    node, added = new or old or Node("leaf"), 1 if new else -1
    if at.field in SOURCING:
        yield from _handed_down(old, new, at)
    elif at.sense and at.field == "waiver":
        yield _met(at.sense.sense * added, old, new, at)
    elif at.sense and _holds_criteria(node):
        yield _met(at.sign * added * (-1 if at.join == "all" else 1), old, new, at)
    elif meaning_of(at.fields) or node.shape != "clause":
        yield _measured(old, new, at)
    else:
        yield _inside(old, new, at)


def _undated(node: Node | None) -> Node | None:
    """The one entry of a list that has no other and no day."""
    return node.parts[""] if node and node.shape == "dated" and list(node.parts) == [""] else node


def _holds_criteria(node: Node) -> bool:
    """Whether a node is asked: a criterion, several together, or a list of them."""
    return node.shape in ("criterion", "criteria") or any(map(_holds_criteria, node.parts.values()))


def _handed_down(old: Node | None, new: Node | None, at: At) -> Iterator[Difference]:
    """A source or basis that one text gives here; the other may have the same from the clause around."""
    difference = made("re-sources", old, new, at)
    if at.around is None or at.field == "also":
        yield difference
        return
    before, after = (node.src if at.field == "src" else node.basis for node in at.around)
    if before != after:
        yield replace(difference, old=before or None, new=after or None)


def _easier(at: At) -> int:
    """Whether criteria are easier (1) or harder (-1) to meet when the value here grows; 0 for no bound."""
    around = at.around[0] if at.around else None
    if around is None or around.shape not in ("criterion", "clause"):
        return 0
    if around.shape == "clause":
        return -1 if at.field == "n" else 0
    return EASIER.get(at.field, 0) if at.field == around.value[1] else 0


def _met(effect: int, old: Node | None, new: Node | None, at: At) -> Difference:
    """Criteria that are easier (1) or harder (-1) to meet, so that more or fewer come in."""
    if not effect or at.sense is None:
        return made("moves", old, new, at)
    kind = "widens" if effect > 0 else "narrows"
    return replace(made(kind, old, new, at), says=amount(at.sense.en, at.sense.es, effect))


def _inside(old: Node | None, new: Node | None, at: At) -> Difference:
    """A clause that one text has, judged by those of its values that mean something where they are absent."""
    told: list[Difference] = []
    for step in (new or old or Node("clause")).parts:
        meaning = meaning_of((*at.fields, step))
        if meaning and meaning.whole:
            before, after = (node.parts[step] if node else None for node in (old, new))
            there = replace(at, path=f"{at.path}.{step}", fields=(*at.fields, step), around=None)
            told.append(_measured(before, after, there))
    kinds = {each.kind for each in told}
    if len(kinds) != 1 or not kinds <= {"widens", "narrows"}:
        return made("adds" if new else "drops", old, new, at)
    difference = made(told[0].kind, old, new, at)
    touches = tuple(each.path for each in told)
    return replace(difference, says=told[0].says, grown=told[0].grown, touches=touches)


def _measured(old: Node | None, new: Node | None, at: At) -> Difference:
    """A value that grew, shrank or is merely another, by the row for its field."""
    meaning = meaning_of(at.fields)
    grown = _grown(old, new, meaning) if meaning is None or _alike_beside(meaning, at) else 0
    plain = "adds" if old is None else "drops" if new is None else "moves"
    if meaning is None or not grown:
        return replace(made(plain, old, new, at), grown=grown)
    kind = (
        meaning.grown if grown > 0 else {"widens": "narrows", "narrows": "widens"}.get(meaning.grown, "moves")
    )
    says = amount(meaning.en, meaning.es, grown)
    return replace(made(plain if kind == "moves" else kind, old, new, at), says=says, grown=grown)


def _grown(old: Node | None, new: Node | None, meaning: Meaning | None) -> int:
    before, after = end_of(old, meaning), end_of(new, meaning)
    if before is None or after is None:
        return 0
    if before or after:
        return (after > before) - (after < before)
    if old is None or new is None:
        return 0
    return growth(old.value, new.value, meaning.scale if meaning else ())


def end_of(node: Node | None, meaning: Meaning | None) -> int | None:
    """1 for what is more than any value, -1 for less than any, 0 for a value; None where nothing is said."""
    if node is None:
        return (meaning.absent or None) if meaning else None
    if node.value == NOT_STATED.value:
        return None
    if node.value == NONE.value and not (meaning and node.value in meaning.scale):
        return meaning.none if meaning else 1
    return 0


def _alike_beside(meaning: Meaning, at: At) -> bool:
    """Whether all is the same without which the value means something else."""
    if at.around is None:
        return True
    old, new = (node.parts for node in at.around)
    return all(_value(old.get(name)) == _value(new.get(name)) for name in meaning.beside)


def _value(node: Node | None) -> object:
    return node.value if node else None
