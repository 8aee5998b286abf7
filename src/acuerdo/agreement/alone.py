"""A text as one party alone would make it: without what rests on the commitments of another.

A clause rests on every party that it names as bound by it. A pathway is opened by a country of destination.
Who is protected stays protected, and national law stays law.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from acuerdo.agreement.consolidate import Agreement, retyped
from acuerdo.agreement.faults import Refused
from acuerdo.agreement.names import nodes
from acuerdo.agreement.nations import NUMBER
from acuerdo.agreement.paths import find, get, named
from acuerdo.agreement.plan import Plan
from acuerdo.agreement.reading.text import Path, Tree

BINDING: Final = (
    "by", "parties", "party", "requesting", "receiving", "from_party", "between", "chairs", "members",
)  # fmt: skip
"""Keys by which a clause names the parties that it binds."""
SECTIONS: Final = (
    "pathways", "returns", "asylum", "border", "development", "finance", "bodies", "information",
)  # fmt: skip
"""Sections whose clauses may bind a party; commitments are looked at by themselves."""


@dataclass(frozen=True, eq=False)
class Alone:
    """A text as one party alone would make it.

    Fields:
        party: who makes it.
        dropped: the paths of what the joint text has and this one has not, in file order.
    """

    agreement: Agreement
    plan: Plan | None
    party: str
    dropped: tuple[str, ...]


def alone(agreement: Agreement, plan: Plan | None, party: str) -> Alone:
    """A text and its plan without what rests on the commitments of any other party.

    Of a commitment of several parties the part of this one is left. What hung on a dropped clause (linkage,
    amendments, triggers, assumptions of the plan) goes with it. The id of the text says who makes it.

    Raises:
        Refused: the text has no such party.
    """
    parties = agreement.terms.parties
    if party not in parties:
        hint = f"parties of it are {', '.join(parties)}"
        raise Refused(f"{party} is no party to {agreement.id}, and cannot make it alone\n  hint: {hint}")
    base: Any = agreement.document.tree
    tree: Any = copy.deepcopy(base)
    places = list(_resting(base, party, opens=parties[party].role == "destination"))
    for place in reversed(places):
        del get(tree, place[:-1])[place[-1]]
    for commitment in tree.get("commitments", []):
        commitment["by"] = [party]
    _unlink(tree)
    made = f"{agreement.id}-{party.lower()}-alone"
    tree["id"] = made
    terms = plan and plan.terms.model_copy(
        update={"plan_for": made, "assume": [each for each in plan.terms.assume if find(tree, each.at)]}
    )
    return Alone(
        retyped(agreement, tree, agreement.origins),
        Plan(terms, plan.document) if plan and terms else None,
        party,
        tuple(named(base, place) for place in places),
    )


def _resting(tree: Any, party: str, opens: bool) -> Iterator[Path]:
    """What rests on another party, in file order; nothing within what is told already."""
    for section in tree:
        if section == "pathways" and not opens:
            yield from ((section, name) for name in tree[section])
        elif section == "commitments":
            yield from ((section, at) for at, each in enumerate(tree[section]) if party not in each["by"])
        elif section in SECTIONS:
            told: list[Path] = []
            for path, node in nodes(tree[section], (section,)):
                if _binds_others(node, party) and not any(path[: len(each)] == each for each in told):
                    told.append(path)
            yield from told


def _binds_others(node: Tree, party: str) -> bool:
    """Whether a clause names another country among those that it binds."""
    if not isinstance(node, dict):
        return False
    bound = (node.get(key) for key in BINDING)
    countries = {name for each in bound for name in ([each] if isinstance(each, str) else each or ())}
    return bool({name for name in countries if name in NUMBER} - {party})


def _unlink(tree: Any) -> None:
    """Drop what hung on clauses that are gone."""
    kept = {each.get("id") for each in tree.get("commitments", [])}
    if linkage := tree.pop("linkage", None):
        pairs = [each for each in linkage.get("because", []) if {each["if"], each["then"]} <= kept]
        if pairs:
            tree["linkage"] = {
                **linkage,
                "single_undertaking": "false",
                "because": pairs,
                "outside_scope": [],
            }
    for section in ("amendments", "triggers"):
        tree[section] = [each for each in map(_reaching(tree), tree.get(section, [])) if each]


def _reaching(tree: Any) -> Any:
    """What is left of an amendment or a trigger: changes of what is still there."""

    def reaches(at: str) -> bool:
        return bool(find(tree, at) or find(tree, at.rpartition(".")[0]))

    def left(each: Any) -> Any:
        if "at" in each:
            return each if reaches(each["at"]) else None
        changes = [change for change in each.get("changes", []) if reaches(change["at"])]
        reaffirms = [path for path in each.get("reaffirms", []) if reaches(path)]
        return {**each, "changes": changes, "reaffirms": reaffirms} if changes or reaffirms else None

    return left
