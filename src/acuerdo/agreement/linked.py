"""Names that clauses use of each other: parties, bodies, statuses, events, paths of what a trigger does."""

from collections.abc import Iterable, Iterator
from typing import Any

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
from acuerdo.agreement.names import CITING, nodes, unresolved
from acuerdo.agreement.parts import every
from acuerdo.agreement.paths import find, get, nearest
from acuerdo.agreement.reading.text import Path
from acuerdo.agreement.values import NOT_STATED, PATH

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
    """Statuses that are named and that the file does not describe."""
    terms, document = agreement.terms, agreement.document
    known = tuple(terms.statuses)
    named: list[tuple[Path, str]] = [
        (("pathways", name, "gives", field), status)
        for name, pathway in terms.pathways.items()
        for field in ("status", "leads_to")
        if pathway.gives and (status := getattr(pathway.gives, field))
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
            hint = did_you_mean(status, known) or f"statuses: {{{status}: {{title: {{en: ..., es: ...}}}}}}"
            yield document.fault(path, f"{shown(status)} is not a status of this file", hint)


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
    hint = did_you_mean(name, tuple(known)) or f"events: [{{id: {name}, on: ..., kind: ..., what: ...}}]"
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


def laws(agreement: Agreement) -> Iterator[Fault]:
    """Laws that a clause leans on, and that `national_law` does not have."""
    terms, document = agreement.terms, agreement.document
    named: list[tuple[Path, str]] = [
        (("pathways", name, "uses"), pathway.uses) for name, pathway in terms.pathways.items() if pathway.uses
    ]
    for name, clause in terms.returns.items():
        named += [
            (("returns", name, "legal_basis"), each.value)
            for each in clause.legal_basis or ()
            if each.value and each.value != NOT_STATED.value
        ]
    for path, law in named:
        if law not in terms.national_law:
            hint = did_you_mean(law, tuple(terms.national_law))
            more = f"national_law: {{{law}: {{regime: {{en: ..., es: ...}}, src: ...}}}}"
            yield document.fault(path, f"{shown(law)} is not among national_law", hint or more)


def consequences(agreement: Agreement) -> Iterator[Fault]:
    """What follows a missed commitment, where it is written as a path and names nothing."""
    document = agreement.document
    for at, each in enumerate(agreement.terms.commitments):
        then = each.if_missed.then if each.if_missed else ""
        if PATH.fullmatch(then) and "." in then and not find(document.tree, then):
            where: Path = ("commitments", at, "if_missed", "then")
            hint = nearest(document.tree, then)
            yield document.fault(where, f"{then} names nothing in this file", hint)


NAMING = ("groups", "sources", "translations")
"""Sections in which a group or a source is not put to use."""


def unused(agreement: Agreement) -> Iterator[Fault]:
    """Groups and sources that nothing in the file names, once every name that is written is there."""
    terms, document = agreement.terms, agreement.document
    if next(unresolved(document), None):
        return
    tree: Any = document.tree
    said, cited = set[str](), set[str]()
    for path, node in nodes({key: part for key, part in tree.items() if key not in NAMING}):
        if isinstance(node, str):
            said.add(node)
            if path[-1] in CITING:
                cited.add(node.partition(" ")[0])
    for section, names, used in (("groups", terms.groups, said), ("sources", terms.sources, cited)):
        for name in names:
            if name not in used:
                problem = f"nothing in this file names {section}.{name}"
                yield document.fault((section, name), problem, "leave it out, or name it where it is meant")


def translations(agreement: Agreement) -> Iterator[Fault]:
    """Translations of words that the file does not say, and of the same words twice."""
    document, tree = agreement.document, agreement.document.tree
    said: set[str] = set()
    for section, part in tree.items() if isinstance(tree, dict) else ():
        for _, node in nodes(part) if section != "translations" else ():
            said |= {node} if isinstance(node, str) else set(node) if isinstance(node, dict) else set()
    said |= {word.replace("_", " ") for word in said}
    seen: set[str] = set()
    for at, words in enumerate(agreement.terms.translations):
        where: Path = ("translations", at, "en")
        if words.en not in said and words.es not in said:
            hint = did_you_mean(words.en, tuple(said))
            yield document.fault(where, f"nothing in this file says {shown(words.en)}", hint)
        if words.en in seen:
            yield document.fault(where, f"{shown(words.en)} is translated twice", "leave one out")
        seen.add(words.en)


LINKS = (parties, bodies, statuses, events, triggers, payers, laws, consequences, unused, translations)
