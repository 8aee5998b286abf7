"""Money from one party to another, and on which conditions."""

from typing import Annotated, ClassVar

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.criteria import NO, YES, Criteria, Groups, decide
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import NONE, Money, Nation, OneOf, StatedMoney


class Transfer(Clause):
    """Money from one party to another.

    Fields:
        amount: what is due each time.
        per: `once`, each year, each month, or for each `person` received.
        conditions: what must hold, on measures, before it is due.
    """

    EXECUTES: ClassVar[tuple[str, ...]] = ("from_party", "to_party", "amount", "per", "conditions")

    from_party: Nation
    to_party: Nation
    amount: StatedMoney
    per: Annotated[str, OneOf("once", "calendar_year", "calendar_month", "person")] = "once"
    conditions: Criteria | None = None

    def due(self, persons: int, measures: Facts, groups: Groups) -> tuple[str, int]:
        """What is due for one period: `due`, `not_due` or `needs_evidence`, and the cents.

        Args:
            persons: the people received in the period; read where the amount is `per: person`.
            measures: one row of measures, for the conditions.
            groups: the file's named groups of countries.

        Raises:
            ValueError: the amount is not stated.
        """
        if self.amount is NONE:
            return "not_due", 0
        if not isinstance(self.amount, Money):
            raise Silent("the amount is not stated; a plan must assume it")
        answer = decide(self.conditions, measures, groups).answers[0] if self.conditions else YES
        if answer != YES:
            return ("not_due" if answer == NO else "needs_evidence"), 0
        cents = self.amount.cents * (persons if self.per == "person" else 1)
        return ("due" if cents else "not_due"), cents
