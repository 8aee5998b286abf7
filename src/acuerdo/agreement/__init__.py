"""The agreement: what a file may say, how it is read, and the text that holds on a day."""

from acuerdo.agreement.amending import amended
from acuerdo.agreement.checks import check
from acuerdo.agreement.consolidate import Agreement, consolidate, read, read_text
from acuerdo.agreement.faults import Fault, Refused, Unreadable
from acuerdo.agreement.plan import Enacted, Plan, enact, read_plan
from acuerdo.agreement.warned import warnings

__all__ = [
    "Agreement",
    "Enacted",
    "Fault",
    "Plan",
    "Refused",
    "Unreadable",
    "amended",
    "check",
    "consolidate",
    "enact",
    "read",
    "read_plan",
    "read_text",
    "warnings",
]
