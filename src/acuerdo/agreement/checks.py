"""What types cannot see: names that resolve, sums that add up, clauses that say all they must."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from acuerdo.agreement import linked, unread
from acuerdo.agreement.clauses.amendment import Amendment, Change
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import Criteria, Criterion, name_of
from acuerdo.agreement.clauses.record import DRIVERS
from acuerdo.agreement.consolidate import Agreement, consolidate, in_force
from acuerdo.agreement.coverage.models import covers
from acuerdo.agreement.faults import Fault, Unreadable, alike, did_you_mean, shown
from acuerdo.agreement.names import no_group, unresolved
from acuerdo.agreement.nations import CODES
from acuerdo.agreement.parts import every
from acuerdo.agreement.paths import find, get, is_dated, nearest, written
from acuerdo.agreement.provenance import Value, values
from acuerdo.agreement.reading.text import Path
from acuerdo.agreement.sense import SENSE
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.triggered import as_set
from acuerdo.agreement.values import NONE, NOT_STATED

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


def warnings(agreement: Agreement) -> list[Fault]:
    """What is allowed and probably not meant."""
    terms, document = agreement.terms, agreement.document
    found = [
        document.fault(
            path,
            f"{written(path)} does not say what happens to unused places",
            "unused: lapse, carry, spill or not_stated",
        )
        for path, cap in every(agreement, Cap)
        if path[0] == "pathways" and cap.count is not NONE and cap.unused is None
    ]
    for name, pathway in terms.pathways.items():
        if pathway.cap and pathway.allocation is None and any(cap.count is not NONE for cap in pathway.cap):
            found.append(
                document.fault(
                    ("pathways", name),
                    f"pathways.{name} has a cap and no allocation",
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
    return alike(found)


def _unresolved(agreement: Agreement) -> Iterator[Fault]:
    yield from unresolved(agreement.document)


@lru_cache(maxsize=1)
def _rows(agreement: Agreement) -> tuple[Value, ...]:
    """Every value of a text, found once for all that ask about them."""
    return tuple(values(agreement))


def _values_without_source(agreement: Agreement) -> Iterator[Fault]:
    for clause, paths in _by_clause(row.place for row in _rows(agreement) if not row.src).items():
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
                hint = did_you_mean(named, [f"caps.{name}" for name in caps])
                yield document.fault(
                    (*path, field),
                    f"{shown(named)} is not a cap of this file",
                    hint or f"caps: {{{named.removeprefix('caps.')}: {{count: ...}}}}",
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
            yield agreement.document.fault(
                (*path, "of"),
                f"calendar.fiscal_year does not say when the year of {cap.of} begins",
                f'fiscal_year: {{{cap.of}: "10-01"}}',
            )


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
                    f"never: - {{fact: {fact}, ...}}; the program keeps to it all the same",
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
                hint = did_you_mean(name, names) or f"commitments: - {{id: {name}, ...}}"
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
    if not agreement.terms.amendments:
        return
    misfits = [*_without_effect(agreement), *_misfits(agreement), *_changing_nothing(agreement)]
    if misfits:
        yield from misfits
        return
    known = {(fault.problem, fault.path) for rule in OF_EACH_TEXT for fault in rule(agreement)}
    for day in sorted({_begins(amendment, change) for _, _, amendment, change in _changes(agreement)}):
        for fault in _of_the_text(agreement, day):
            if (fault.problem, fault.path) not in known:
                known.add((fault.problem, fault.path))
                yield _blamed(agreement, fault, day)


def _changes(agreement: Agreement) -> Iterator[tuple[int, int, Amendment, Change]]:
    """Every change, with the positions of its amendment and of itself."""
    for at, amendment in enumerate(agreement.terms.amendments):
        for number, change in enumerate(amendment.changes):
            yield at, number, amendment, change


def _begins(amendment: Amendment, change: Change) -> date:
    return max(amendment.in_force, change.from_ or amendment.in_force)


def _misfits(agreement: Agreement) -> Iterator[Fault]:
    """Changes with which no text can be made: they add to what is no list, or end several entries of one."""
    tree = agreement.document.tree
    for at, number, _, change in _changes(agreement):
        places = find(tree, change.at)
        where: Path = ("amendments", at, "changes", number, "at")
        if change.add is not None and not all(isinstance(get(tree, place), list) for place in places):
            problem = f"{change.at} is no list, so nothing can be added to it"
            yield agreement.document.fault(where, problem, "`set` replaces a value")
        lists = [place[:-1] for place in places if isinstance(place[-1], int)]
        if change.end and len(lists) > len(set(lists)):
            problem = f"{change.at} names {len(lists)} entries, and one can end at a time"
            yield agreement.document.fault(where, problem, "give each entry its own id")


def _without_effect(agreement: Agreement) -> Iterator[Fault]:
    """Amendments and changes that say nothing, on no day, twice, or of what no amendment may change."""
    said: dict[tuple[str, date], Change] = {}
    ended = min(
        (each.from_ for each in agreement.terms.lifecycle if each.from_ and each.state == "ended"),
        default=None,
    )
    for at, amendment in enumerate(agreement.terms.amendments):
        where: Path = ("amendments", at)
        if not amendment.changes and not amendment.reaffirms:
            problem = f"amendment {amendment.id} changes nothing and reaffirms nothing"
            yield agreement.document.fault(where, problem, "changes: - {at: ..., set: ...}")
        if amendment.signed and amendment.signed > amendment.in_force:
            problem = f"amendment {amendment.id} is signed after the day it is in force"
            yield agreement.document.fault((*where, "signed"), problem, f"in_force is {amendment.in_force}")
        if ended is not None and amendment.in_force >= ended:
            problem = f"amendment {amendment.id} is in force when the text has ended, on {ended}"
            yield agreement.document.fault((*where, "in_force"), problem, "amend the lifecycle first")
    for at, number, amendment, change in _changes(agreement):
        where, begins = ("amendments", at, "changes", number), _begins(amendment, change)
        if change.until is not None and change.until <= begins:
            problem = f"the change ends on {change.until} and begins on {begins}"
            yield agreement.document.fault(
                (*where, "until"), problem, "until is the first day it no longer holds"
            )
        if change.at.split(".")[0] not in CHANGEABLE:
            problem = f"{change.at} is no part of what was agreed, and no amendment changes it"
            yield agreement.document.fault((*where, "at"), problem, "correct the file itself")
        if FILED.fullmatch(change.at):
            problem = "what kind of information an entry is about cannot be changed"
            hint = "end the entry and add another, so that what was filed stays what it was filed as"
            yield agreement.document.fault((*where, "at"), problem, hint)
        before = said.setdefault((change.at, begins), change)
        if before is not change and before.set_ is not None and change.set_ is not None:
            problem = f"{change.at} is set twice on {begins}"
            yield agreement.document.fault((*where, "at"), problem, "leave one out")


CHANGEABLE = frozenset(Terms.EXECUTES) | {"title", "groups", "texts", "invited"}
"""Sections of a file that an amendment may change."""

FILED = re.compile(r"information\.[^.]+\.what")
"""Paths of what kind of information an entry is about."""


def _changing_nothing(agreement: Agreement) -> Iterator[Fault]:
    """Changes that leave the text as it was."""
    days = {_begins(amendment, change) for _, _, amendment, change in _changes(agreement)}
    trees = {day: _tree_before(agreement, day) for day in days}
    for at, number, amendment, change in _changes(agreement):
        words = change.set_ if change.set_ is not None else change.add
        before = trees[_begins(amendment, change)]
        if words is None or before is None:
            continue
        said = [get(before, place) for place in _on(before, change.at, _begins(amendment, change))]
        idle = [words == one if change.add is None else _holds(one, words) for one in said]
        if idle and all(idle):
            where: Path = ("amendments", at, "changes", number)
            problem = f"with amendment {amendment.id}: {change.at} already says so"
            yield agreement.document.fault(where, problem, "to repeat words of the text, write reaffirms")


def _tree_before(agreement: Agreement, day: date) -> Any:
    """The text of the eve of a day; None where none can be made."""
    try:
        return consolidate(agreement, day - timedelta(1)).document.tree
    except Unreadable:
        return None


def _on(tree: Any, path: str, day: date) -> list[Path]:
    """The places a path names, of dated entries those in force on a day."""
    return [place for place in find(tree, path) if _in_force_along(tree, place, day)]


def _in_force_along(tree: Any, place: Path, day: date) -> bool:
    return all(
        not is_dated(get(tree, place[:n])) or place[n] == in_force(get(tree, place[:n]), day)
        for n in range(len(place))
    )


def _holds(entries: Any, words: Any) -> bool:
    return isinstance(entries, list) and all(
        word in entries for word in (words if isinstance(words, list) else [words])
    )


def _of_the_text(agreement: Agreement, day: date) -> list[Fault]:
    """What is wrong with the text of a day."""
    try:
        text = consolidate(agreement, day)
        return [fault for rule in OF_EACH_TEXT for fault in rule(text)]
    except Unreadable as error:
        return list(error.faults)


def _blamed(agreement: Agreement, fault: Fault, day: date) -> Fault:
    """A fault of the text of a day, at the change of that day that touches its path, or the first."""
    if fault.path.startswith("amendments["):
        return fault
    begun = [each for each in _changes(agreement) if _begins(*each[2:]) == day]
    inside = (each for each in begun if _touches(agreement, each[3], fault))
    around = (each for each in begun if _within(each[3].at, fault.path.replace(" > ", ".")))
    at, number, amendment, _ = next(inside, None) or next(around, begun[0])
    place = f" (in {fault.path})" if fault.path else ""
    problem = f"with amendment {amendment.id}: {fault.problem}{place}"
    return agreement.document.fault(("amendments", at, "changes", number), problem, fault.hint)


def _touches(agreement: Agreement, change: Change, fault: Fault) -> bool:
    places = [written(place) for place in find(agreement.document.tree, change.at)]
    return any(_within(fault.path, place) for place in (change.at, *places))


def _within(said: str, path: str) -> bool:
    """Whether a path as messages write it lies at or under another, whatever entry of a dated list."""
    plain = re.compile(r"\[[0-9]+\]")
    return plain.sub("", said.replace(" > ", ".")).startswith(plain.sub("", path))


def _set_by_triggers(agreement: Agreement) -> Iterator[Fault]:
    """Values that a trigger sets and that do not fit where it sets them."""
    for at, trigger in enumerate(agreement.terms.triggers):
        places = find(agreement.document.tree, trigger.at)
        if trigger.does != "set" or not places:
            continue
        try:
            text = as_set(agreement, trigger)
            faults = [fault for rule in OF_EACH_TEXT for fault in rule(text)]
        except Unreadable as error:
            faults = list(error.faults)
        known = (
            {(fault.problem, fault.path) for rule in OF_EACH_TEXT for fault in rule(agreement)}
            if faults
            else set()
        )
        for fault in faults:
            if (fault.problem, fault.path) not in known:
                place = f" (in {fault.path})" if fault.path else ""
                problem = f"with trigger {trigger.id or at + 1}: {fault.problem}{place}"
                yield agreement.document.fault(("triggers", at, "set"), problem, fault.hint)


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
