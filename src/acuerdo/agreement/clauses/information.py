"""Information: what may pass between parties, for which purpose, for how long, and what never."""

from typing import Annotated, ClassVar

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.values import Nation, OneOf, StatedSpan, Text

KINDS = (
    "job_order",
    "worker_record",
    "permit_record",
    "entry_exit_record",
    "wage_record",
    "recruitment_record",
    "contract_record",
    "complaint",
    "health_record",
    "identity_record",
    "regularisation_file",
    "asylum_file",
    "project_record",
    "security_record",
    "statistics",
)
"""Kinds of information."""

PURPOSES = (
    "labour_matching",
    "labour_market_test",
    "permits",
    "identity",
    "health",
    "social_security",
    "inspection",
    "remedy",
    "oversight",
    "statistics",
    "border_control",
    "security",
    "returns",
    "enforcement",
)
"""What information may be used for."""

FIREWALL = {
    "regularisation_file": ("border_control", "security", "returns", "enforcement"),
    "asylum_file": ("border_control", "security", "returns", "enforcement"),
}
"""What somebody files to regularise or to ask for asylum never serves against them, whatever a file says."""


class Information(Clause):
    """One kind of information that is kept or shared.

    Fields:
        what: the kind of information.
        between: the parties among which it passes; without it nobody passes it on.
        purpose: what it may be used for; nothing else.
        retention: how long it is kept, from the day it is received.
        never: purposes it never serves, whatever `purpose` says.
        kept_by: who keeps it.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("what", "between", "purpose", "retention", "never")

    what: Annotated[str, OneOf(*KINDS)]
    between: list[Nation] = []
    purpose: list[Annotated[str, OneOf(*PURPOSES)]] = []
    retention: StatedSpan | None = None
    never: list[Annotated[str, OneOf(*PURPOSES)]] = []
    kept_by: Text | None = None

    def may_pass(self, sender: str, receiver: str, purpose: str, home: str | None = None) -> tuple[bool, str]:
        """Whether a party may pass this on to another for a purpose, and what decided where it may not.

        Args:
            sender, receiver: parties.
            purpose: one of PURPOSES.
            home: the nationality of the person it is about; what was filed for asylum never goes there, and
                goes nowhere while it is unknown.
        """
        if purpose in FIREWALL.get(self.what, ()):
            return False, "firewall"
        if self.what == "asylum_file" and home in (receiver, None):
            return False, "firewall"
        if purpose in self.never:
            return False, "never"
        if purpose not in self.purpose:
            return False, "purpose"
        if sender not in self.between or receiver not in self.between:
            return False, "between"
        return True, ""
