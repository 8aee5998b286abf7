"""What may follow what: the states of whatever has states, as tables."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

Steps = Mapping[str, Mapping[str, str]]
"""From each state, the steps that may be taken and where they lead."""

ORDER: Steps = MappingProxyType(
    {
        "filed": {"certify": "certified", "deny": "denied", "ask": "needs_evidence", "withdraw": "withdrawn"},
        "needs_evidence": {
            "certify": "certified",
            "deny": "denied",
            "ask": "needs_evidence",
            "withdraw": "withdrawn",
        },
        "certified": {"withdraw": "withdrawn"},
        "denied": {},
        "withdrawn": {},
    }
)
APPLICATION: Steps = MappingProxyType(
    {
        "filed": {
            "accept": "eligible",
            "refuse": "not_eligible",
            "ask": "needs_evidence",
            "withdraw": "withdrawn",
        },
        "needs_evidence": {
            "accept": "eligible",
            "refuse": "not_eligible",
            "ask": "needs_evidence",
            "withdraw": "withdrawn",
        },
        "eligible": {
            "match": "matched",
            "leave": "no_place",
            "withdraw": "withdrawn",
            "refuse": "not_eligible",
        },
        "not_eligible": {"accept": "eligible", "withdraw": "withdrawn"},
        "matched": {"give_up": "no_place", "permit": "permitted", "withdraw": "withdrawn"},
        "no_place": {"match": "matched", "withdraw": "withdrawn"},
        "withdrawn": {},
        "permitted": {},
    }
)
PLACEMENT: Steps = MappingProxyType(
    {
        "offered": {"confirm": "confirmed", "decline": "declined", "lapse": "lapsed", "refuse": "refused"},
        "confirmed": {"decline": "declined", "refuse": "refused", "permit": "permitted"},
        "declined": {},
        "lapsed": {},
        "refused": {},
        "permitted": {},
    }
)
SEASON: Steps = MappingProxyType(
    {
        "preparing": {"open": "open"},
        "open": {"close": "closed"},
        "closed": {"draw": "drawn"},
        "drawn": {"match": "matched"},
        "matched": {"publish": "published"},
        "published": {"replace": "published"},
    }
)
WORK_ITEM: Steps = MappingProxyType(
    {
        "open": {"resolve": "resolved", "pass_on": "open", "fall_away": "fallen_away"},
        "fallen_away": {"find_again": "open"},
        "resolved": {},
    }
)
OWED: Steps = MappingProxyType(
    {
        "owed": {"order": "ordered", "drop": "dropped"},
        "ordered": {"pay": "paid"},
        "paid": {"pay_out": "paid_out"},
        "paid_out": {"confirm": "received", "miss": "paid"},
        "received": {},
        "dropped": {"find": "owed"},
    }
)
COMPLAINT: Steps = MappingProxyType(
    {
        "filed": {"look": "looked_into", "withdraw": "withdrawn"},
        "looked_into": {
            "substantiate": "substantiated",
            "dismiss": "not_substantiated",
            "withdraw": "withdrawn",
        },
        "substantiated": {"overturn": "not_substantiated"},
        "not_substantiated": {"overturn": "substantiated"},
        "withdrawn": {},
    }
)
REFUND: Steps = MappingProxyType(
    {
        "asked": {"order": "ordered", "refuse": "refused", "withdraw": "withdrawn"},
        "ordered": {"pay": "paid", "lapse": "unpaid", "annul": "refused"},
        "unpaid": {"pay": "paid", "annul": "refused"},
        "refused": {"order": "ordered"},
        "paid": {},
        "withdrawn": {},
    }
)
TABLES: Mapping[str, Steps] = MappingProxyType(
    {
        "JobOrder": ORDER,
        "Application": APPLICATION,
        "Placement": PLACEMENT,
        "Season": SEASON,
        "WorkItem": WORK_ITEM,
        "Owed": OWED,
        "Complaint": COMPLAINT,
        "Refund": REFUND,
    }
)


class Stateful(Protocol):
    """A row with a state."""

    status: str


class NotNow(Exception):
    """A step that cannot be taken from the state a row is in; `clause` is what said so, if a rule did."""

    def __init__(self, step: str, state: str, clause: str = "") -> None:
        self.step, self.state, self.clause = step, state, clause
        super().__init__(f"{step.replace('_', ' ')} is not possible while it is {state.replace('_', ' ')}")


def step(row: Stateful, name: str) -> str:
    """Take a step: the row has its new state, and is not saved yet.

    Raises:
        NotNow: the state of the row does not allow it.
    """
    before = row.status
    after = TABLES[type(row).__name__][before].get(name)
    if after is None:
        raise NotNow(name, before)
    row.status = after
    return after


def can(row: Stateful, name: str) -> bool:
    """Whether a step can be taken."""
    return name in TABLES[type(row).__name__][row.status]
