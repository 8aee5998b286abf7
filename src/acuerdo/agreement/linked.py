"""Names that clauses use of each other: parties, bodies, statuses, events, paths of what a trigger does."""

from collections.abc import Iterable, Iterator

from acuerdo.agreement.clauses.asylum import SafeThirdCountry, TransitPresumption, WaitIn
from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.bodies import Body
from acuerdo.agreement.clauses.border import Action, Operation, Perimeter
from acuerdo.agreement.clauses.commitments import After, Commitment
from acuerdo.agreement.clauses.development import Programme
from acuerdo.agreement.clauses.finance import Transfer
from acuerdo.agreement.clauses.information import Information
from acuerdo.agreement.clauses.portability import SocialSecurity
from acuerdo.agreement.clauses.protection import EVERYONE
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.faults import Fault, did_you_mean, shown
from acuerdo.agreement.parts import every
from acuerdo.agreement.paths import find, get, nearest
from acuerdo.agreement.reading.text import Path

OF_PARTIES: dict[type[Clause], tuple[str, ...]] = {
    Action: ("by",),
    Body: ("chairs", "members"),
    Commitment: ("by",),
    Information: ("between",),
    Operation: ("parties", "lead"),
    Perimeter: ("parties",),
    Programme: ("by",),
    SafeThirdCountry: ("receiving", "between", "proposed_by"),
    SocialSecurity: ("between",),
    Transfer: ("from_party", "to_party"),
    TransitPresumption: ("by",),
    WaitIn: ("party", "by"),
}
"""The fields that name parties of the file, or countries it invites."""


def parties(agreement: Agreement) -> Iterator[Fault]:
    """Countries that owe, lead or sit, and are neither parties nor invited."""
    known = (*agreement.terms.parties, *agreement.terms.invited)
    for path, part in every(agreement, Clause):
        for field in OF_PARTIES.get(type(part), ()):
            found = getattr(part, field) or ()
            for party in [found] if isinstance(found, str) else found:
                if party not in known:
                    problem = f"{party} is not a party of this file"
                    hint = f"parties: {', '.join(known)}; or add it to parties or invited"
                    yield agreement.document.fault((*path, field), problem, hint)


def bodies(agreement: Agreement) -> Iterator[Fault]:
    """Bodies that are named and not there, and bodies that cannot do what is said of them."""
    terms, document = agreement.terms, agreement.document
    named: list[tuple[Path, str, tuple[str, ...]]] = []
    if terms.review and terms.review.by:
        named.append((("review", "by"), terms.review.by, ()))
    for at, amendment in enumerate(terms.amendments):
        named += [(("amendments", at, "by"), amendment.by, ())] if amendment.by else []
    for at, each in enumerate(terms.commitments):
        judges = ("both", *terms.parties)
        named += [(("commitments", at, "judged_by"), each.judged_by, judges)] if each.judged_by else []
    for path, name, others in named:
        if name not in (*terms.bodies, *others):
            allowed = (*others, *terms.bodies)
            hint = did_you_mean(name, allowed) or f"one of {', '.join(allowed) or 'bodies'}"
            yield document.fault(path, f"{shown(name)} is not a body of this file", hint)
    for name, body in terms.bodies.items():
        seats = {*body.chairs, *body.members}
        if isinstance(body.quorum, int) and seats and body.quorum > len(seats):
            problem = f"a quorum of {body.quorum} of {len(seats)} parties"
            yield document.fault(("bodies", name, "quorum"), problem, "no meeting could decide")
        for at, path_said in enumerate(body.may_change):
            if not find(document.tree, path_said):
                where: Path = ("bodies", name, "may_change", at)
                hint = nearest(document.tree, path_said)
                yield document.fault(where, f"{path_said} names nothing in this file", hint)
    yield from _beyond_their_powers(agreement)


def _beyond_their_powers(agreement: Agreement) -> Iterator[Fault]:
    for at, amendment in enumerate(agreement.terms.amendments):
        body = agreement.terms.bodies.get(amendment.by or "")
        for number, change in enumerate(amendment.changes if body else ()):
            if body and not body.may_amend(change.at):
                where: Path = ("amendments", at, "changes", number, "at")
                problem = f"{amendment.by} may not change {change.at}"
                yield agreement.document.fault(where, problem, f"bodies.{amendment.by}.may_change says what")


def statuses(agreement: Agreement) -> Iterator[Fault]:
    """Statuses that nobody is given and the file does not describe."""
    terms, document = agreement.terms, agreement.document
    given = {pathway.gives.status for pathway in terms.pathways.values() if pathway.gives}
    known = (*given, *terms.statuses)
    named: list[tuple[Path, str]] = [
        (("pathways", name, "gives", "leads_to"), pathway.gives.leads_to)
        for name, pathway in terms.pathways.items()
        if pathway.gives and pathway.gives.leads_to
    ]
    named += [(("statuses", name, "path"), each.path) for name, each in terms.statuses.items() if each.path]
    named += [
        (("protections", at, "applies_to"), status)
        for at, each in enumerate(terms.protections)
        for status in each.applies_to or ()
        if status != EVERYONE
    ]
    for path, status in named:
        if status not in known and status != "none":
            hint = (
                did_you_mean(status, known) or f"gives: {{status: {status}}}, or statuses: {{{status}: ...}}"
            )
            yield document.fault(path, f"no pathway gives {shown(status)}", hint)


def events(agreement: Agreement) -> Iterator[Fault]:
    """Events that something is due after, or answers, and that are not in the file."""
    terms, document = agreement.terms, agreement.document
    happen = {each.id for each in terms.events}
    known = (*happen, *(each.id for each in terms.amendments), *(each.state for each in terms.lifecycle))
    for at, each in enumerate(terms.commitments):
        if isinstance(each.due, After) and each.due.after not in known:
            where: Path = ("commitments", at, "due", "after")
            yield _no_event(agreement, where, each.due.after, known)
    for at, event in enumerate(terms.events):
        if event.answers and event.answers not in happen:
            yield document.fault(
                ("events", at, "answers"),
                f"{shown(event.answers)} is not an event of this file",
                did_you_mean(event.answers, tuple(happen)),
            )


def _no_event(agreement: Agreement, where: Path, name: str, known: Iterable[str]) -> Fault:
    problem = f"{shown(name)} is no event, amendment or state of this file"
    hint = did_you_mean(name, tuple(known)) or f"events: - {{id: {name}, on: ..., kind: ..., what: ...}}"
    return agreement.document.fault(where, problem, hint)


def triggers(agreement: Agreement) -> Iterator[Fault]:
    """Triggers that reach nothing, or start and stop what is no clause."""
    document = agreement.document
    for at, trigger in enumerate(agreement.terms.triggers):
        places = find(document.tree, trigger.at)
        where: Path = ("triggers", at, "at")
        if not places:
            hint = nearest(document.tree, trigger.at)
            yield document.fault(where, f"{trigger.at} names nothing in this file", hint)
        elif trigger.does != "set" and not all(isinstance(get(document.tree, each), dict) for each in places):
            problem = f"{trigger.at} is a value, and only a clause can {trigger.does}"
            yield document.fault(where, problem, "name a clause, or write does: set")


def payers(agreement: Agreement) -> Iterator[Fault]:
    """Budgets that pay a share nobody named."""
    for name, programme in agreement.terms.development.items():
        for budget in programme.budget or ():
            if budget.pays and budget.pays not in programme.shares:
                where: Path = ("development", name, "budget", "pays")
                problem = f"{shown(budget.pays)} is not among the shares"
                yield agreement.document.fault(
                    where, problem, did_you_mean(budget.pays, tuple(programme.shares))
                )


LINKS = (parties, bodies, statuses, events, triggers, payers)
