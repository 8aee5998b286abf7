"""What types cannot see: names that resolve, sums that add up, clauses that say all they must."""

from collections.abc import Callable, Iterator

from acuerdo.agreement.clauses.around import DRIVERS
from acuerdo.agreement.clauses.criteria import Criterion, flat, name_of
from acuerdo.agreement.consolidate import Agreement, consolidate
from acuerdo.agreement.faults import Fault, Unreadable, did_you_mean, shown
from acuerdo.agreement.paths import find, nearest
from acuerdo.agreement.provenance import values
from acuerdo.agreement.reading.text import Path, Tree
from acuerdo.agreement.values import NONE

SUM_TOLERANCE = 1e-9
"""How far shares may miss their sum by decimal rounding (no legal meaning)."""

RESERVED = ("open_to", "present_in", "window", "cap", "dates", "points")
"""Reasons that a decision gives of itself; no criterion may take such a name."""


def check(agreement: Agreement) -> list[Fault]:
    """Everything to correct beyond form and type, in file order.

    Every amendment is applied on its day, so that a fault it would bring is found now.
    """
    found = [fault for rule in CHECKS for fault in rule(agreement)]
    return sorted(dict.fromkeys(found), key=lambda fault: (fault.line, fault.column))


def warnings(agreement: Agreement) -> list[Fault]:
    """What is allowed and probably not meant."""
    terms, document = agreement.terms, agreement.document
    found = []
    for name, pathway in terms.pathways.items():
        for cap in pathway.cap or ():
            if cap.count is not NONE and cap.unused is None:
                found.append(
                    document.fault(
                        ("pathways", name, "cap"),
                        "does not say what happens to unused places",
                        "unused: lapse, carry, spill or not_stated",
                    )
                )
        if pathway.cap and pathway.allocation is None and any(cap.count is not NONE for cap in pathway.cap):
            found.append(
                document.fault(
                    ("pathways", name),
                    "has a cap and no allocation",
                    "allocation: {order: ...} says who gets the places",
                )
            )
    if terms.returns and terms.children is None:
        found.append(
            document.fault(
                ("returns",),
                "returns without a clause on children",
                "children: {screening: ..., transfer_to_care: ...}",
            )
        )
    return found


def _sources(agreement: Agreement) -> Iterator[Fault]:
    document, sources = agreement.document, agreement.terms.sources
    for path, node in _nodes(document.tree, ()):
        if not path or path[-1] not in ("src", "also") or not isinstance(node, str):
            continue
        name = node.split(" ")[0]
        if name not in sources:
            yield document.fault(
                path, f"{shown(name)} is not among this file's sources", did_you_mean(name, tuple(sources))
            )
    for row in values(agreement):
        if not row.src:
            yield document.fault(
                row.place, f"{row.path} has no source", "give `src` here or on the clause around it"
            )
        elif (
            row.basis == "stated"
            and (entry := sources.get(row.src.split(" ")[0]))
            and entry.kind == "assumption"
        ):
            yield document.fault(
                row.place, f"{row.path} rests on an assumption and says it is stated", "write basis: assumed"
            )


def _nodes(node: Tree, path: Path) -> Iterator[tuple[Path, Tree]]:
    yield path, node
    if isinstance(node, dict):
        for key, child in node.items():
            yield from _nodes(child, (*path, key))
    elif isinstance(node, list):
        for at, child in enumerate(node):
            yield from _nodes(child, (*path, at))


def _groups(agreement: Agreement) -> Iterator[Fault]:
    document, groups = agreement.document, agreement.terms.groups
    for path, node in _nodes(document.tree, ()):
        asks = path and path[-1] in ("nationals_of", "shared_by", "for") and path[0] != "cases"
        if asks and isinstance(node, str) and node != "any" and node not in groups and not node.isupper():
            yield document.fault(
                path,
                f"{shown(node)} is not a group of this file",
                did_you_mean(node, tuple(groups)) or "groups: {name: [MEX, ...]}",
            )
    for path, criterion in _criteria(agreement):
        if isinstance(criterion.in_, str) and criterion.in_ not in groups:
            yield document.fault(
                (*path, "in"),
                f"{shown(criterion.in_)} is not a group of this file",
                did_you_mean(criterion.in_, tuple(groups)),
            )


def _criteria(agreement: Agreement) -> Iterator[tuple[Path, Criterion]]:
    for name, pathway in agreement.terms.pathways.items():
        if pathway.eligible:
            for criterion in flat(pathway.eligible):
                yield ("pathways", name, "eligible"), criterion
    for name, clause in agreement.terms.returns.items():
        for criterion in (clause.applies_when, *clause.never):
            yield ("returns", name), criterion


def _names_of_criteria(agreement: Agreement) -> Iterator[Fault]:
    document = agreement.document
    for name, pathway in agreement.terms.pathways.items():
        if pathway.eligible is None:
            continue
        seen: set[str] = set()
        for at, criterion in enumerate(flat(pathway.eligible)):
            called = name_of(criterion, at)
            where = find(document.tree, f"pathways.{name}.eligible")[0]
            if called in seen:
                yield document.fault(
                    where, f"two criteria are called {called}", "each reason needs its own id"
                )
            if called in RESERVED:
                yield document.fault(
                    where, f"{called} is a name decisions give of themselves", "choose another id"
                )
            seen.add(called)


def _shares(agreement: Agreement) -> Iterator[Fault]:
    for name, programme in agreement.terms.development.items():
        total = sum(programme.shares.values())
        if programme.shares and abs(total - 1) > SUM_TOLERANCE:
            yield agreement.document.fault(
                ("development", name, "shares"), f"shares add up to {total:g}, not to 1"
            )


def _set_asides(agreement: Agreement) -> Iterator[Fault]:
    for name, pathway in agreement.terms.pathways.items():
        if pathway.allocation is None:
            continue
        asides = pathway.allocation.set_asides
        where: Path = ("pathways", name, "allocation", "set_asides")
        shares = sum(aside.share for aside in asides if isinstance(aside.share, float))
        counts = sum(aside.count for aside in asides if isinstance(aside.count, int))
        caps = [cap.count for cap in pathway.cap or () if isinstance(cap.count, int)]
        if shares > 1 + SUM_TOLERANCE:
            yield agreement.document.fault(
                where, f"set-asides keep {shares:.0%} of the cap", "together at most 1"
            )
        if asides and counts and caps and counts > min(caps):
            yield agreement.document.fault(
                where, f"set-asides keep {counts:_} places of a cap of {min(caps):_}"
            )
        if asides and not pathway.cap:
            yield agreement.document.fault(
                where, "set-asides of a pathway without a cap", "cap: {count: ...}"
            )


def _caps(agreement: Agreement) -> Iterator[Fault]:
    document, terms = agreement.document, agreement.terms
    for path, node in _nodes(document.tree, ()):
        if (
            path
            and path[-1] in ("within", "spill_to")
            and path[0] in ("caps", "pathways", "returns")
            and isinstance(node, str)
            and node[:1].isalpha()
        ):
            name = node.removeprefix("caps.")
            if path[-1] == "within" and name not in terms.caps:
                yield document.fault(
                    path,
                    f"{shown(node)} is not a cap of this file",
                    did_you_mean(name, tuple(terms.caps)) or "caps: {nation: {count: ...}}",
                )
            if path[-1] == "spill_to" and name not in terms.caps:
                yield document.fault(
                    path, f"{shown(node)} is not a cap of this file", "spill_to names an entry of `caps`"
                )
    for name, dated in terms.caps.items():
        seen = {name}
        within = next((cap.within for cap in dated if cap.within), None)
        while within:
            parent = within.removeprefix("caps.")
            if parent in seen:
                yield document.fault(
                    ("caps", name, "within"),
                    f"{name} lies within itself",
                    "caps nest: order within state within nation",
                )
                break
            seen.add(parent)
            within = next((cap.within for cap in terms.caps.get(parent, ()) if cap.within), None)


def _years(agreement: Agreement) -> Iterator[Fault]:
    document, known = agreement.document, agreement.terms.calendar.fiscal_year
    for path, node in _nodes(document.tree, ()):
        if (
            path
            and path[-1] == "of"
            and isinstance(node, str)
            and len(path) > 1
            and node.isupper()
            and len(node) == 3
            and path[0] in ("pathways", "caps")
            and node not in known
        ):
            yield document.fault(
                path,
                f"calendar.fiscal_year does not say when the year of {node} begins",
                f'fiscal_year: {{{node}: "10-01"}}',
            )


def _returns(agreement: Agreement) -> Iterator[Fault]:
    for name, clause in agreement.terms.returns.items():
        facts = {criterion.fact for criterion in clause.never}
        for fact, what in (
            ("person.unaccompanied_child", "children alone"),
            ("person.danger_on_return", "people in danger"),
        ):
            if fact not in facts:
                yield agreement.document.fault(
                    ("returns", name),
                    f"returns.{name} does not say that {what} are never returned",
                    f"never: - {{fact: {fact}, ...}}; the program keeps to it all the same",
                )
        if {clause.requesting, clause.receiving} - set(agreement.terms.parties):
            yield agreement.document.fault(
                ("returns", name), "requesting and receiving must be parties of this file"
            )


def _commitments(agreement: Agreement) -> Iterator[Fault]:
    for at, each in enumerate(agreement.terms.commitments):
        if each.kind == "result" and each.measure is None:
            yield agreement.document.fault(
                ("commitments", at),
                f"{each.id or at}: a result needs a `measure`",
                "or say kind: best_efforts, or kind: report",
            )
    names = [each.id for each in agreement.terms.commitments if each.id]
    linkage = agreement.terms.linkage
    if linkage is None:
        return
    edges = {link.if_: link.then for link in linkage.because}
    for at, link in enumerate(linkage.because):
        for name in (link.if_, link.then):
            if name not in names:
                yield agreement.document.fault(
                    ("linkage", "because", at),
                    f"{shown(name)} is not a commitment of this file",
                    did_you_mean(name, names),
                )
        step, seen = link.then, {link.if_}
        while step in edges and step not in seen:
            seen.add(step)
            step = edges[step]
        if step == link.if_:
            yield agreement.document.fault(
                ("linkage", "because", at), f"{link.if_} is due only if it is due itself", "break the circle"
            )


def _statuses(agreement: Agreement) -> Iterator[Fault]:
    given = {pathway.gives.status for pathway in agreement.terms.pathways.values() if pathway.gives}
    for name, pathway in agreement.terms.pathways.items():
        gives = pathway.gives
        if gives and gives.leads_to and gives.leads_to not in given:
            yield agreement.document.fault(
                ("pathways", name, "gives", "leads_to"),
                f"no pathway gives {shown(gives.leads_to)}",
                did_you_mean(gives.leads_to, tuple(given)),
            )


def _paths(agreement: Agreement) -> Iterator[Fault]:
    document, tree = agreement.document, agreement.document.tree
    wanted: list[tuple[Path, str]] = [
        (("pathways", name, "lifts", "limit"), f"national_law.{pathway.lifts.limit}")
        for name, pathway in agreement.terms.pathways.items()
        if pathway.lifts
    ]
    wanted += [
        (("claims", at, "cause"), claim.cause)
        for at, claim in enumerate(agreement.terms.claims)
        if claim.cause not in DRIVERS
    ]
    for at, amendment in enumerate(agreement.terms.amendments):
        wanted += [(("amendments", at, "reaffirms", n), path) for n, path in enumerate(amendment.reaffirms)]
    for where, path in wanted:
        if not find(tree, path):
            yield document.fault(where, f"{path} names nothing in this file", nearest(tree, path))


def _amendments(agreement: Agreement) -> Iterator[Fault]:
    for at, amendment in enumerate(agreement.terms.amendments):
        try:
            consolidate(agreement, amendment.in_force)
        except Unreadable as error:
            for fault in error.faults:
                yield agreement.document.fault(
                    ("amendments", at), f"with amendment {amendment.id}: {fault.problem}", fault.hint
                )


CHECKS: tuple[Callable[[Agreement], Iterator[Fault]], ...] = (
    _sources,
    _groups,
    _names_of_criteria,
    _shares,
    _set_asides,
    _caps,
    _years,
    _returns,
    _commitments,
    _statuses,
    _paths,
    _amendments,
)
