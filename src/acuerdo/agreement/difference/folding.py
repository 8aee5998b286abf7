"""What need not be told one by one: sources, notes and quotations that changed along with their clause."""

from collections.abc import Iterable
from dataclasses import replace

from acuerdo.agreement.difference.judging import Difference
from acuerdo.agreement.difference.meanings import SOURCING

ALONGSIDE = SOURCING | {"note", "words"}
"""Fields that are expected to change where anything else of their clause does."""


def folded(found: Iterable[Difference]) -> list[Difference]:
    """The differences to be told first.

    A source, note or quotation is left out where something else of its clause differs too. Clauses of a
    section that only went from one source to another are told as one difference of that section.
    """
    every = list(found)
    plain = [each.path for each in every if _field(each) not in ALONGSIDE]
    sources = [each.path for each in every if _field(each) == "src"]
    kept = [
        each for each in every if not _goes_with(each, plain if _field(each) == "src" else [*plain, *sources])
    ]
    alike: dict[tuple[str, str, str], list[Difference]] = {}
    for each in kept:
        if _field(each) == "src":
            alike.setdefault((each.head, _name(each.old), _name(each.new)), []).append(each)
    several = {key: those for key, those in alike.items() if len(those) > 1}
    hidden = {each.path for those in several.values() for each in those[1:]}
    first = {those[0].path: (key, len(those)) for key, those in several.items()}
    return [
        _as_one(each, *first[each.path]) if each.path in first else each
        for each in kept
        if each.path not in hidden
    ]


def _goes_with(one: Difference, others: list[str]) -> bool:
    clause = one.path.rpartition(".")[0]
    return _field(one) in ALONGSIDE and any(path.startswith((clause + ".", clause + "[")) for path in others)


def _field(one: Difference) -> str:
    return one.path.rpartition(".")[2]


def _name(source: str | None) -> str:
    return (source or "").partition(" ")[0]


def _as_one(one: Difference, key: tuple[str, str, str], number: int) -> Difference:
    head, old, new = key
    says = f"{number} clauses", f"{number} cláusulas"
    return replace(one, path=head, old=old or None, new=new or None, says=says)
