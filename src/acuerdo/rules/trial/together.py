"""Cases about what the parties do together: funds, money, bodies, commitments, triggers, information."""

from typing import Any

import numpy as np

from acuerdo.agreement.calendar import later
from acuerdo.agreement.cases import Case
from acuerdo.agreement.facts import UNKNOWN, Facts
from acuerdo.agreement.nations import CODES
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.triggered import WORDS, fired
from acuerdo.agreement.values import Money, Span
from acuerdo.rules.commitments import standings
from acuerdo.rules.funding import FUNDED, funding
from acuerdo.rules.trial.steps import Answer, decides_nothing, facts_of
from acuerdo.rules.trial.told import step, told


def measured(case: Case) -> Facts:
    """The measures of a case: of one that speaks of several people, those of the first."""
    return facts_of(case).rows(np.array([0]))


def _answer(enacted: Enacted, path: str, found: dict[str, Any], asked: str) -> list[Answer]:
    return [told(path, [step(enacted, path, asked, found["is"])], **{"because": "", **found})]


def funded(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Whether each project is paid, by whom, and with the money of which period."""
    terms = enacted.agreement.terms
    programme = terms.development[name]
    enacted.require(*(f"{path}.{part}" for part in type(programme).EXECUTES if part != "actions"))
    currency = _currency(programme.max_per_project, *(one.amount for one in programme.budget or ()))
    found = funding(programme, terms, facts_of(case), case.on, 100 * case.so_far.get(path, 0))
    answers = []
    for at in range(case.n):
        word, reason = found.decision.word(at), found.decision.because(at)
        said: dict[str, Any] = {"is": word, "because": reason}
        if found.decision.outcome[at] == FUNDED:
            said["shares"] = {
                payer: str(Money(int(paid[at]), currency)) for payer, paid in found.paid.items()
            }
            said["period"] = found.period
        answers += _answer(enacted, path, said, "is this project paid")
    return answers


def _currency(*amounts: Any) -> str:
    return next((one.currency for one in amounts if isinstance(one, Money)), "")


def transferred(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """What one party owes another for a period in which so many people were received."""
    transfer = enacted.agreement.terms.finance[name]
    enacted.require(path)
    word, cents = transfer.due(case.so_far.get(path, 0), measured(case), enacted.agreement.terms.nations)
    amount = Money(cents, _currency(transfer.amount)) if isinstance(transfer.amount, Money) else ""
    said = {"is": word, "amount": amount, "payer": transfer.from_party, "payee": transfer.to_party}
    return _answer(enacted, path, said, f"what is owed, {transfer.per.replace('_', ' ')}")


def decided(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """What becomes of a proposal in a body, and when it meets next."""
    terms = enacted.agreement.terms
    body = terms.bodies[name]
    last = case.events.get("last_meeting")
    said: dict[str, Any] = {}
    if last is not None and isinstance(body.meets, Span):
        said["next_meeting"] = later(last, body.meets, terms.calendar)
    if case.vote is None:
        if not said:
            raise decides_nothing(enacted, path)
        return _answer(enacted, path, {"is": "pending", **said}, "when it meets")
    target = case.named.get("at")
    enacted.require(f"{path}.may_change")
    if target is not None and not body.may_amend(target):
        outside = {"is": "outside", "because": "may_change", **said}
        return _answer(enacted, path, outside, f"may it change {target}")
    enacted.require(f"{path}.decides_by", f"{path}.quorum")
    word = body.decides(case.vote.present, case.vote.in_favour)
    return _answer(enacted, path, {"is": word, **said}, "what becomes of the proposal")


def stands(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """How a commitment stands."""
    terms = enacted.agreement.terms
    found = standings(terms, case.on, measured(case), case.done, case.events)[name]
    owing = next(each.by for each in terms.commitments if each.id == name)
    said = {
        "by": ", ".join(owing),
        "is": found.word,
        "because": found.because,
        "due": found.due,
        "then": found.then,
        "then_by": found.then_by,
    }
    return _answer(enacted, path, said, "how the commitment stands")


def triggered(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Whether a trigger has fired."""
    terms = enacted.agreement.terms
    trigger = next(each for each in terms.triggers if each.id == name)
    word = WORDS[int(fired(trigger, case.on, measured(case), terms.nations))]
    return _answer(enacted, path, {"is": word, "goes_to": trigger.at}, "has it fired")


def passed_on(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Whether information may pass from one party to another for a purpose, and how long it is kept."""
    terms = enacted.agreement.terms
    clause = next(each for each in terms.information if each.id == name)
    given = case.named
    if not {"from", "to", "purpose"} <= set(given):
        raise decides_nothing(enacted, path)
    enacted.require(path)
    home = facts_of(case).column("person.nationality")[0]
    known = None if home == UNKNOWN["word"] else CODES[int(home)]
    may, because = clause.may_pass(given["from"], given["to"], given["purpose"], known)
    said: dict[str, Any] = {"is": "yes" if may else "no", "because": because}
    received = case.events.get("received")
    if received is not None and isinstance(clause.retention, Span):
        said["kept_until"] = later(received, clause.retention, terms.calendar)
    return _answer(enacted, path, said, f"may {clause.what} go from {given['from']} to {given['to']}")
