"""What types cannot see: names that resolve, sums that add up, clauses that say all they must."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from acuerdo.agreement import altered, linked, unread
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import Criteria, Criterion, name_of
from acuerdo.agreement.clauses.record import DRIVERS
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.coverage.models import covers
from acuerdo.agreement.faults import Fault, alike, did_you_mean, near, shown
from acuerdo.agreement.names import no_group, unresolved
from acuerdo.agreement.nations import CODES
from acuerdo.agreement.parts import every
from acuerdo.agreement.paths import find, nearest, written
from acuerdo.agreement.provenance import Value, values
from acuerdo.agreement.reading.text import Path
from acuerdo.agreement.sense import SENSE
from acuerdo.agreement.values import NOT_STATED

SUM_TOLERANCE = 1e-9
"""How far shares may miss their sum by decimal rounding (no legal meaning)."""

RESERVED = ("open_to", "present_in", "window", "cap", "dates", "points")
"""Reasons that a decision gives of itself; no criterion may take such a name."""


def check(agreement: Agreement) -> list[Fault]:
    """Everything to correct beyond form and type, in file order.

    Every amendment is applied on its day, so that a fault it would bring is found now.
    """
    found = alike(fault for rule in CHECKS for fault in rule(agreement))
    return sorted(found, key=place_in_file)


def place_in_file(fault: Fault) -> tuple[int, int]:
    """Line and column, to list faults in file order."""
    return (fault.line, fault.column)


def _unresolved(agreement: Agreement) -> Iterator[Fault]:
    yield from unresolved(agreement.document)


@lru_cache(maxsize=1)
def _rows(agreement: Agreement) -> tuple[Value, ...]:
    """Every value of a text, found once for all that ask about them."""
    return tuple(values(agreement))


def _values_without_source(agreement: Agreement) -> Iterator[Fault]:
    bare = (row.place for row in _rows(agreement) if not row.src and row.place[0] != "parties")
    for clause, paths in _by_clause(bare).items():
        problem = f"{written(clause)} has no source{_for(clause, paths)}"
        yield agreement.document.fault(clause, problem, "give `src` here, or where each value stands")


def _assumptions(agreement: Agreement) -> Iterator[Fault]:
    assumed = {name for name, entry in agreement.terms.sources.items() if entry.kind == "assumption"}
    rows = (row for row in _rows(agreement) if row.basis == "stated" and row.src.split(" ")[0] in assumed)
    for clause, paths in _by_clause(row.place for row in rows).items():
        problem = f"{written(clause)} rests on an assumption and says it is stated{_for(clause, paths)}"
        yield agreement.document.fault(clause, problem, "write basis: assumed")


def _by_clause(places: Iterable[Path]) -> dict[Path, list[Path]]:
    """Places by the clause they belong to, so that what one `src` would mend is one fault."""
    clauses: dict[Path, list[Path]] = {}
    for place in places:
        clauses.setdefault(place[:2], []).append(place)
    return clauses


def _for(clause: Path, places: list[Path]) -> str:
    inside = [written(place[len(clause) :]) for place in places if len(place) > len(clause)]
    more = f" and {len(inside) - 3} more" if len(inside) > 3 else ""
    return f": {', '.join(inside[:3])}{more}" if inside else ""


def _groups(agreement: Agreement) -> Iterator[Fault]:
    for name, members in agreement.terms.groups.items():
        if not members:
            problem = f"groups.{name} has no members"
            yield agreement.document.fault(("groups", name), problem, "name countries, [MEX, CAN]")


def _members(agreement: Agreement) -> Iterator[Fault]:
    groups = tuple(agreement.terms.groups)
    for path, criterion in every(agreement, Criterion):
        named = criterion.in_
        if named in CODES:
            problem = f"`in` needs a list or the name of a group, found {shown(named)}"
            yield agreement.document.fault((*path, "in"), problem, f"write [{named}]")
        elif isinstance(named, str) and named not in (*groups, NOT_STATED.value):
            yield agreement.document.fault((*path, "in"), *no_group(named, groups))


def _names_of_criteria(agreement: Agreement) -> Iterator[Fault]:
    document = agreement.document
    for name, pathway in agreement.terms.pathways.items():
        where = ("pathways", name, "eligible")
        seen: set[str] = set()
        for at, (path, criterion) in enumerate(_criteria(pathway.eligible, where)):
            called = name_of(criterion, at)
            if called in seen:
                problem = f"two criteria are called {called}"
                yield document.fault(path, problem, "each reason needs its own id")
            if called in RESERVED:
                problem = f"{called} is a name decisions give of themselves"
                yield document.fault(path, problem, "choose another id")
            seen.add(called)


def _criteria(part: Criteria | Criterion | None, path: Path) -> Iterator[tuple[Path, Criterion]]:
    """The criteria of `flat`, in the same order, each with its path."""
    if isinstance(part, Criterion):
        yield path, part
    elif part is not None:
        several = part.at_least.of if part.at_least else []
        for steps, parts in (
            (("all",), part.all),
            (("any",), part.any),
            (("none",), part.none),
            (("at_least", "of"), several),
        ):
            for at, child in enumerate(parts):
                yield from _criteria(child, (*path, *steps, at))


def _ids(agreement: Agreement) -> Iterator[Fault]:
    for path, part in every(agreement, BaseModel):
        for field in type(part).model_fields if not isinstance(part, Criteria) else ():
            entries, where = getattr(part, field), (*path, field.rstrip("_"))
            names = [_called(entry) for entry in entries] if isinstance(entries, list) else []
            seen: set[str] = set()
            for at, name in enumerate(names):
                if name in seen:
                    problem = f"two entries of {written(where)} are called {name}"
                    yield agreement.document.fault((*where, at), problem, "each needs its own name")
                seen |= {name} if name else set()


def _called(entry: Any) -> str | None:
    fields = type(entry).model_fields if isinstance(entry, BaseModel) else {}
    names = (getattr(entry, field) for field in ("id", "name") if field in fields)
    return next((name for name in names if isinstance(name, str)), None)


def _unread(agreement: Agreement) -> Iterator[Fault]:
    currencies: dict[Path, dict[str, Path]] = {}
    for path, part in every(agreement, BaseModel):
        yield from unread.dates(agreement.document, path, part)
        yield from unread.waivers(agreement.document, path, part)
        for where, one in unread.currencies(path, part):
            beside = path[:2] if path[0] == "development" else ()
            currencies.setdefault(beside, {}).setdefault(one, where)
    for compared in currencies.values():
        first, *others = compared
        for one in others:
            problem = f"amounts in {one} beside amounts in {first}"
            yield agreement.document.fault(compared[one], problem, "rules compare amounts of one currency")


def _facts(agreement: Agreement) -> Iterator[Fault]:
    for path, criterion in every(agreement, Criterion):
        yield from unread.facts(agreement.document, path, criterion)


def _shares(agreement: Agreement) -> Iterator[Fault]:
    for name, programme in agreement.terms.development.items():
        total = sum(programme.shares.values())
        if programme.shares and abs(total - 1) > SUM_TOLERANCE:
            yield agreement.document.fault(
                ("development", name, "shares"), f"shares add up to {total:g}, not to 1"
            )


def _set_asides(agreement: Agreement) -> Iterator[Fault]:
    for name, pathway in agreement.terms.pathways.items():
        asides = pathway.allocation.set_asides if pathway.allocation else []
        where: Path = ("pathways", name, "allocation", "set_asides")
        if asides and not pathway.cap:
            problem = "set-asides of a pathway without a cap"
            yield agreement.document.fault(where, problem, "cap: {count: ...}")
        shares = sum(aside.share for aside in asides if isinstance(aside.share, float))
        if shares > 1 + SUM_TOLERANCE:
            problem = f"set-asides keep {shares:.0%} of the cap"
            yield agreement.document.fault(where, problem, "together at most 1")
            continue
        counts = sum(aside.count for aside in asides if isinstance(aside.count, int))
        for cap in pathway.cap or ():
            if counts and isinstance(cap.count, int) and counts + int(shares * cap.count) > cap.count:
                kept = counts + int(shares * cap.count)
                problem = f"set-asides keep {kept:_} places of a cap of {cap.count:_}"
                yield agreement.document.fault(where, problem, "together at most the cap")


def _caps(agreement: Agreement) -> Iterator[Fault]:
    document, caps = agreement.document, agreement.terms.caps
    for path, cap in every(agreement, Cap):
        for field, named in (("within", cap.within), ("spill_to", cap.spill_to)):
            if named and named.removeprefix("caps.") not in caps:
                name = named.removeprefix("caps.")
                meant = near(name, [other for other in caps if path[:2] != ("caps", other)])
                yield document.fault(
                    (*path, field),
                    f"{shown(named)} is not a cap of this file",
                    f"did you mean caps.{meant}?" if meant else f"caps: {{{name}: {{count: ...}}}}",
                )
    inside = {name: {cap.within.removeprefix("caps.") for cap in caps[name] if cap.within} for name in caps}
    for name in _in_circles(inside):
        yield document.fault(
            ("caps", name, "within"),
            f"{name} lies within itself",
            "caps nest: order within state within nation",
        )


def _in_circles(leads_to: dict[str, set[str]]) -> list[str]:
    """One name of each circle: the first in file order from which a way leads back to it."""
    found: list[str] = []
    told: set[str] = set()
    for name, next_ones in leads_to.items():
        reached, ahead = set[str](), [*next_ones]
        while ahead:
            step = ahead.pop()
            if step not in reached:
                reached.add(step)
                ahead += leads_to.get(step, ())
        if name in reached and name not in told:
            found.append(name)
            told |= reached
    return found


def _years(agreement: Agreement) -> Iterator[Fault]:
    known = agreement.terms.calendar.fiscal_year
    for path, cap in every(agreement, Cap):
        if cap.per in ("fiscal_year", "half_year") and cap.of and cap.of not in known:
            problem = f"calendar.fiscal_year does not say when the year of {cap.of} begins"
            mend = f'calendar: {{fiscal_year: {{{cap.of}: "MM-DD"}}}}'
            hint = f"{mend}, with the month and day on which its fiscal year begins"
            yield agreement.document.fault((*path, "of"), problem, hint)


def _returns(agreement: Agreement) -> Iterator[Fault]:
    document, parties = agreement.document, tuple(agreement.terms.parties)
    for name, clause in agreement.terms.returns.items():
        where: Path = ("returns", name)
        facts = {criterion.fact for criterion in clause.never if criterion.is_ != "false"}
        for fact, what in (
            ("person.unaccompanied_child", "children alone"),
            ("person.danger_on_return", "people in danger"),
        ):
            if fact not in facts:
                yield document.fault(
                    where,
                    f"returns.{name} does not say that {what} are never returned",
                    f"never: [{{fact: {fact}, is: true}}]; the program keeps to it all the same",
                )
        for field, party in (("requesting", clause.requesting), ("receiving", clause.receiving)):
            if party not in parties:
                hint = f"parties: {', '.join(parties)}"
                yield document.fault((*where, field), f"{party} is not a party of this file", hint)
        if clause.requesting == clause.receiving:
            yield document.fault((*where, "receiving"), f"{clause.receiving} returns people to itself")


def _commitments(agreement: Agreement) -> Iterator[Fault]:
    for at, each in enumerate(agreement.terms.commitments):
        if each.kind == "result" and each.measure is None:
            yield agreement.document.fault(
                ("commitments", at),
                f"{each.id or at}: a result needs a `measure`",
                "or say kind: best_efforts, or kind: report",
            )


def _linkage(agreement: Agreement) -> Iterator[Fault]:
    document, linkage = agreement.document, agreement.terms.linkage
    names = [each.id for each in agreement.terms.commitments if each.id]
    because = linkage.because if linkage else []
    leads_to: dict[str, set[str]] = {}
    for at, link in enumerate(because):
        leads_to.setdefault(link.if_, set()).add(link.then)
        for field, name in (("if", link.if_), ("then", link.then)):
            if name not in names:
                problem = f"{shown(name)} is not a commitment of this file"
                hint = did_you_mean(name, names) or f"commitments: [{{id: {name}, by: [...], do: ...}}]"
                yield document.fault(("linkage", "because", at, field), problem, hint)
    for name in _in_circles(leads_to):
        at = next(at for at, link in enumerate(because) if link.if_ == name)
        problem = f"{name} is due only if it is due itself"
        yield document.fault(("linkage", "because", at), problem, "break the circle")


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
    yield from altered.by_amendments(agreement, _of_each_text)


def _set_by_triggers(agreement: Agreement) -> Iterator[Fault]:
    yield from altered.by_triggers(agreement, _of_each_text)


def _of_each_text(agreement: Agreement) -> list[Fault]:
    return [fault for rule in OF_EACH_TEXT for fault in rule(agreement)]


Check = Callable[[Agreement], Iterator[Fault]]

OF_EACH_TEXT: tuple[Check, ...] = (
    _unresolved,
    _members,
    _shares,
    _set_asides,
    _caps,
    _years,
    _returns,
    linked.statuses,
    covers,
    *SENSE,
)
"""Asked of the base and again of the text of each amendment."""

CHECKS: tuple[Check, ...] = (
    _values_without_source,
    _assumptions,
    _groups,
    _names_of_criteria,
    _ids,
    _unread,
    _commitments,
    _linkage,
    _paths,
    _facts,
    *(link for link in linked.LINKS if link is not linked.statuses),
    *OF_EACH_TEXT,
    _set_by_triggers,
    _amendments,
)
