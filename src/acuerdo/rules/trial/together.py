"""Cases about what the parties do together: funds, money, bodies, commitments, triggers, information."""

from typing import Any

import numpy as np

from acuerdo.agreement.calendar import add, day
from acuerdo.agreement.cases import Case
from acuerdo.agreement.facts import UNKNOWN, Facts
from acuerdo.agreement.nations import CODES
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.triggered import WORDS, fired
from acuerdo.agreement.values import Money, Span
from acuerdo.rules.commitments import standings
from acuerdo.rules.funding import FUNDED, funding
from acuerdo.rules.trial.steps import Answer, Step, decides_nothing, facts_of, origin


def measured(case: Case) -> Facts:
    """The measures of a case: of one that speaks of several people, those of the first."""
    return facts_of(case).rows(np.array([0]))


def _answer(enacted: Enacted, path: str, found: dict[str, Any], asked: str) -> list[Answer]:
    told = {name: _written(value) for name, value in found.items() if value not in (None, "")}
    told.setdefault("because", "")
    return [Answer(path, told, (Step(asked, told["is"], path, *origin(enacted, path)),))]


def _written(value: Any) -> Any:
    return value if isinstance(value, dict) else str(value)


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
        told: dict[str, Any] = {"is": word, "because": reason}
        if found.decision.outcome[at] == FUNDED:
            told["shares"] = {
                payer: str(Money(int(paid[at]), currency)) for payer, paid in found.paid.items()
            }
            told["period"] = found.period
        answers += _answer(enacted, path, told, "is this project paid")
    return answers


def _currency(*amounts: Any) -> str:
    return next((one.currency for one in amounts if isinstance(one, Money)), "")


def transferred(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """What one party owes another for a period in which so many people were received."""
    transfer = enacted.agreement.terms.finance[name]
    enacted.require(path)
    word, cents = transfer.due(case.so_far.get(path, 0), measured(case), enacted.agreement.terms.nations)
    amount = Money(cents, _currency(transfer.amount)) if isinstance(transfer.amount, Money) else ""
    told = {"is": word, "amount": amount, "payer": transfer.from_party, "payee": transfer.to_party}
    return _answer(enacted, path, told, f"what is owed, {transfer.per.replace('_', ' ')}")


def decided(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """What becomes of a proposal in a body, and when it meets next."""
    terms = enacted.agreement.terms
    body = terms.bodies[name]
    last = case.events.get("last_meeting")
    told: dict[str, Any] = {}
    if last is not None and isinstance(body.meets, Span):
        rule = terms.calendar.month_arithmetic
        told["next_meeting"] = add(np.array([day(last)]), body.meets, rule)[0]
    if case.vote is None:
        if not told:
            raise decides_nothing(enacted, path)
        return _answer(enacted, path, {"is": "pending", **told}, "when it meets")
    target = case.named.get("at")
    enacted.require(f"{path}.may_change")
    if target is not None and not body.may_amend(target):
        outside = {"is": "outside", "because": "may_change", **told}
        return _answer(enacted, path, outside, f"may it change {target}")
    enacted.require(f"{path}.decides_by", f"{path}.quorum")
    word = body.decides(case.vote.present, case.vote.in_favour)
    return _answer(enacted, path, {"is": word, **told}, "what becomes of the proposal")


def stands(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """How a commitment stands."""
    terms = enacted.agreement.terms
    found = standings(terms, case.on, measured(case), case.done, case.events)[name]
    owing = next(each.by for each in terms.commitments if each.id == name)
    told = {
        "by": ", ".join(owing),
        "is": found.word,
        "because": found.because,
        "due": found.due,
        "then": found.then,
        "then_by": found.then_by,
    }
    return _answer(enacted, path, told, "how the commitment stands")


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
    told: dict[str, Any] = {"is": "yes" if may else "no", "because": because}
    received = case.events.get("received")
    if received is not None and isinstance(clause.retention, Span):
        rule = terms.calendar.month_arithmetic
        told["kept_until"] = add(np.array([day(received)]), clause.retention, rule)[0]
    return _answer(enacted, path, told, f"may {clause.what} go from {given['from']} to {given['to']}")
