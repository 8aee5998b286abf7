"""Places used before a case."""

from datetime import date, timedelta

from acuerdo.agreement.cases import Case
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.clauses.returns import Returns
from acuerdo.agreement.plan import Enacted
from acuerdo.rules.periods import stretches
from acuerdo.rules.places import Ledger


def used_before(case: Case, enacted: Enacted, path: str, clause: Pathway | Returns) -> Ledger:
    """The places that a case says were used before it, in the periods of its day."""
    ledger = Ledger()
    if clause.cap is None:
        return ledger
    for today in stretches(f"{path}.cap", clause.cap, case.on, day_after(case), enacted.agreement.terms):
        own = today.levels[0]
        for level in today.levels:
            ledger = ledger.use(level.key, case.so_far.get(path if level is own else level.path, 0))
        for where in case.so_far:
            if where.startswith(f"{path}.allocation.set_asides."):
                ledger = ledger.use((where, own.start), case.so_far[where])
    return ledger


def counts_places(case: Case, path: str) -> bool:
    """Whether a case says how many places were used before."""
    return any(where == path or where.startswith(path + ".") for where in case.so_far)


def day_after(case: Case) -> date:
    """The day after that of a case."""
    return case.on + timedelta(1)
