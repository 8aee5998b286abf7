"""Two texts side by side: what differs, and where."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from acuerdo.agreement.consolidate import Agreement, consolidate
from acuerdo.agreement.difference.judging import Difference, in_both, in_one, made
from acuerdo.agreement.difference.nodes import UNDEFINED, Node, nodes
from acuerdo.agreement.difference.place import At
from acuerdo.agreement.difference.sizes import Members
from acuerdo.agreement.terms import SECTIONS


def differences(
    old: Agreement,
    new: Agreement,
    on_old: date | None = None,
    on_new: date | None = None,
    known: date | None = None,
) -> list[Difference]:
    """What differs between two texts, in the order of the format.

    Args:
        old, new: two files, or one file twice.
        on_old, on_new: compare the texts in force on these days; without them every entry of every dated
            list and every amendment is compared.
        known: of the texts of a day, only what was public by then.

    Raises:
        Unreadable: an amendment does not fit its text.
    """
    before = nodes(consolidate(old, on_old, known) if on_old else old, on_old)
    after = nodes(consolidate(new, on_new, known) if on_new else new, on_new)
    found = _through_groups(list(_compared(before, after, At())))
    return sorted(found, key=lambda each: SECTIONS.index(each.head))


def _compared(old: Node | None, new: Node | None, at: At) -> Iterator[Difference]:
    if old is None or new is None:
        if _defined(old) or _defined(new):
            yield from in_one(_defined(old), _defined(new), at)
    elif UNDEFINED in (old, new):
        if old != new:
            yield made("adds" if _defined(new) else "drops", _defined(old), _defined(new), at)
    elif {old.shape, new.shape} == {"leaf", "title"}:
        yield from _parts(_spoken(old), _spoken(new), at)
    elif old.shape != new.shape or (old.shape == "criterion" and old.value != new.value):
        yield made("moves", old, new, at)
    elif old.shape == "leaf":
        yield from _values(old, new, at)
    elif old.shape == "dated":
        yield from _dated(old, new, at)
    else:
        yield from _parts(old, new, at)


def _defined(node: Node | None) -> Node | None:
    return None if node is UNDEFINED else node


def _parts(old: Node, new: Node, at: At) -> Iterator[Difference]:
    for step in dict.fromkeys([*old.parts, *new.parts]):
        yield from _compared(old.parts.get(step), new.parts.get(step), at.into(step, (old, new)))


def _spoken(node: Node) -> Node:
    """A title in two languages; one plain text stands for both."""
    return node if node.shape == "title" else Node("title", parts={"en": node, "es": node})


def _dated(old: Node, new: Node, at: At) -> Iterator[Difference]:
    """Entries that begin on one day belong together, and of the rest those at the same position."""
    pairs = [(day, day) for day in old.parts if day in new.parts]
    pairs += [
        (before, after)
        for before, after in zip(old.parts, new.parts, strict=False)
        if before not in new.parts and after not in old.parts
    ]
    only = len(old.parts) == len(new.parts) == 1
    for before, after in sorted(pairs):
        there = at if only else _on(at, min(filter(None, (before, after)), default=""))
        yield from _compared(old.parts[before], new.parts[after], there)
    befores, afters = ({pair[side] for pair in pairs} for side in (0, 1))
    for day in old.parts:
        if day not in befores:
            yield made("drops", old.parts[day], None, _on(at, day))
    for day in new.parts:
        if day not in afters:
            yield made("adds", None, new.parts[day], _on(at, day))


def _on(at: At, day: str) -> At:
    return replace(at, path=f"{at.path}[{day or 0}]")


def _values(old: Node, new: Node, at: At) -> Iterator[Difference]:
    if old.value == new.value or _same_members(old, new):
        if (old.later or new.later) and (old.src, old.basis) != (new.src, new.basis):
            before, after = (f"{node.basis}: {node.src}" for node in (old, new))
            yield replace(made("re-sources", old, new, at), old=before, new=after)
    else:
        yield replace(in_both(old, new, at), group=_group_of_both(old, new))


def _same_members(old: Node, new: Node) -> bool:
    """Whether two lists have the same members, by whatever name."""
    return isinstance(old.value, Members) and isinstance(new.value, Members) and old.value.of == new.value.of


def _group_of_both(old: Node, new: Node) -> str:
    """The group that both name, where it is the group that changed; '' elsewhere."""
    both = isinstance(old.value, Members) and isinstance(new.value, Members)
    return str(old.value.name) if both and old.value.name == new.value.name else ""


def _through_groups(found: list[Difference]) -> Iterator[Difference]:
    """A group that has other members is one difference, felt wherever the group is named."""
    felt: dict[str, list[Difference]] = {}
    for each in found:
        if each.group:
            felt.setdefault(f"groups.{each.group}", []).append(each)
    for each in found:
        through = felt.get(each.path)
        if through:
            kinds, says = {other.kind for other in through}, {other.says for other in through}
            yield replace(
                each,
                kind=kinds.pop() if len(kinds) == 1 else "moves",
                says=says.pop() if len(says) == 1 else ("", ""),
                touches=tuple(other.path for other in through),
            )
        elif not each.group:
            yield each
