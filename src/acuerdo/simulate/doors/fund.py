"""Matched funds of a text: what migrants' clubs put in, and what each payer adds by the rules of the fund.

Clubs put a share of the money sent home into projects, evenly over the programmes in which they have a part.
Which projects are paid, and by whom, is asked of `acuerdo.rules`; what is left goes into later projects.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement import Enacted, Refused
from acuerdo.agreement.clauses.development import Programme
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.nations import NUMBER
from acuerdo.agreement.values import Money
from acuerdo.rules.funding import Funding, funding
from acuerdo.simulate.parameters import Parameters

Array = NDArray[np.float64]

CLUBS = "migrant_clubs"
"""The payer that migrants are, by the name that texts give them."""
CENTS = 100
FUNDS = "funds"
"""The first part of the names of the series."""


class Funds:
    """The matched funds of a text, and what each payer of each programme paid."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.purses: dict[str, Purse] = {}
        self.told: dict[str, dict[int, float]] = {}

    def pay(self, number: int, enacted: Enacted, sent: float) -> float:
        """Let the projects of a month be paid; USD of all payers together.

        Args:
            number: months from January 1990.
            enacted: the text of the month.
            sent: home in the month, USD.

        Raises:
            Refused: the text is silent where a decision on projects needs words, or its sums are of a
                currency that no parameter turns into dollars.
        """
        programmes, total = dict(_of_clubs(enacted)), 0.0
        for name, programme in programmes.items():
            enacted.require(*(f"development.{name}.{part}" for part in Programme.EXECUTES))
            if name not in self.purses:
                rate = _rate(enacted, name, programme, self.parameters)
                self.purses[name] = Purse(rate, self.parameters)
            clubs = self.parameters.value("club_money") * sent / len(programmes)
            for payer, dollars in self.purses[name].pay(programme, enacted, clubs).items():
                self.told.setdefault(f"{FUNDS}.{name}.{payer}", {})[number] = dollars
                total += dollars
        return total

    def series(self, months: int) -> dict[str, Array]:
        """What was paid, USD of the month by `funds.PROGRAMME.PAYER`, shape (months,) each."""
        found = {name: np.zeros(months) for name in self.told}
        for name, paid in self.told.items():
            found[name][[*paid]] = [*paid.values()]
        return found


def _of_clubs(enacted: Enacted) -> Iterator[tuple[str, Programme]]:
    for name, programme in enacted.agreement.terms.development.items():
        if programme.shares.get(CLUBS) and programme.holds_on(enacted.on):
            yield name, programme


def _rate(enacted: Enacted, name: str, programme: Programme, parameters: Parameters) -> float:
    """How much of the currency of a programme is worth a dollar."""
    sums = [programme.max_per_project, *(each.amount for each in programme.budget or ())]
    currencies = {each.currency for each in sums if isinstance(each, Money)} or {"MXN"}
    rates = {"MXN": parameters.value("pesos_per_dollar"), "USD": 1.0}
    unknown = sorted(currencies - {*rates})
    if unknown or len(currencies) > 1:
        raise Refused(
            f"{enacted.agreement.id}: development.{name} has sums in {', '.join(sorted(currencies))}\n"
            f"  hint: simulated funds are in one of {', '.join(rates)}"
        )
    return rates[currencies.pop()]


class Purse:
    """What clubs have for the projects of one programme, and what was spent of its budget.

    Args:
        rate: how much of the currency of the programme is worth a dollar.
    """

    def __init__(self, rate: float, parameters: Parameters) -> None:
        self.rate, self.parameters = rate, parameters
        self.dollars, self.spent = 0.0, 0
        self.period: date | None = None

    def pay(self, programme: Programme, enacted: Enacted, clubs: float) -> dict[str, float]:
        """What each payer pays in USD, of as many projects as the clubs' money reaches for.

        Projects cost what `project_cost` says, or as much as the programme allows; each is of a kind that
        the programme takes (assumed).

        Args:
            clubs: USD that they add.
        """
        self.dollars += clubs
        pesos = self.parameters.value("project_cost") / self.parameters.value("pesos_per_dollar")
        cost = round(CENTS * pesos * self.rate)
        if isinstance(programme.max_per_project, Money):
            cost = min(cost, programme.max_per_project.cents)
        asked = int(CENTS * self.dollars * self.rate / (float(programme.shares[CLUBS]) * cost))
        found = self._decide(programme, enacted, self._projects(asked, cost, enacted))
        dollars = {payer: float(cents.sum()) / CENTS / self.rate for payer, cents in found.paid.items()}
        self.dollars -= dollars.get(CLUBS, 0.0)
        return dollars

    def _decide(self, programme: Programme, enacted: Enacted, projects: Facts) -> Funding:
        terms, on = enacted.agreement.terms, enacted.on
        period = funding(programme, terms, projects.rows(slice(0, 0)), on).period
        if period != self.period:
            self.period, self.spent = period, 0
        found = funding(programme, terms, projects, on, self.spent)
        budget = programme.budget.on(on) if programme.budget else None
        if budget is not None:
            counted = [budget.pays] if budget.pays else [*found.paid]
            self.spent += sum(int(found.paid[payer].sum()) for payer in counted if payer in found.paid)
        return found

    def _projects(self, n: int, cost: int, enacted: Enacted) -> Facts:
        families = np.int32(self.parameters.value("project_families"))
        return Facts(
            n,
            {
                "project.cost": np.full(n, cost, np.int64),
                "project.families": np.full(n, families, np.int32),
                "project.country": np.full(n, NUMBER["MEX"], np.int16),
                "project.productive": np.ones(n, np.int8),
                "project.filed_on": np.full(n, np.datetime64(enacted.on, "D")),
            },
        )
