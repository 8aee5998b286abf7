"""The text of each month, and which of its pathways are doors of the simulation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from acuerdo.agreement import Agreement, Enacted, Plan, Refused, enact
from acuerdo.agreement.clauses.criteria import NO, Criteria, decide, flat
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.nations import NUMBER
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.values import Money

ABROAD, WITHIN, LIFTED = "abroad", "within", "lifted"
CURRENCY = "USD"
"""In which simulated offers pay."""
OF_ALL = ("open_to", "window", "eligible", "points", "cap", "allocation")
OF_WORK = (
    "labour_market_test", "family", "stay.single_max", "stay.renewals", "stay.total_max",
    "stay.absence_between", "portability.change_employer", "portability.after", "portability.must_be",
    "portability.limit",
)  # fmt: skip
"""What is read of each pathway, and of one that gives permits; none of it may be silent."""


@dataclass(frozen=True)
class Door:
    """A pathway that people of the simulation turn to.

    Fields:
        name: of the pathway.
        whose: ABROAD, for people who mean to go; WITHIN, for those there without papers; LIFTED, for people
            who wait for a visa under a limit by country that the pathway lifts.
        permit: whether it gives a permit with an end, rather than a status that leads on.
    """

    name: str
    whose: str
    permit: bool
    pathway: Pathway


@dataclass(frozen=True)
class Text:
    """The text as it decides in a month: its doors, and pathways that are none with the reason."""

    enacted: Enacted
    doors: tuple[Door, ...]
    passed_by: Mapping[str, str]

    def of(self, whose: str) -> list[Door]:
        """The doors of some people, in the order of the file."""
        return [door for door in self.doors if door.whose == whose]


def text_on(agreement: Agreement, plan: Plan | None, on: date) -> Text | None:
    """The text on a day, or None where none decides.

    Raises:
        Refused: it is silent where a decision needs words (each silence is named), or sets a wage in another
            currency than that of the simulated offers.
    """
    try:
        enacted = enact(agreement, on, plan)
    except Refused:
        return None
    terms = enacted.agreement.terms
    doors, passed_by = [], {}
    for name, pathway in terms.pathways.items():
        door = _door(name, pathway, terms, on)
        if isinstance(door, Door):
            doors.append(door)
        else:
            passed_by[name] = door
    endless = [f"pathways.{door.name}.stay" for door in doors if door.permit and door.pathway.stay is None]
    if endless:
        raise Refused(_endless(agreement.id, endless))
    paths = [f"pathways.{door.name}.{part}" for door in doors for part in OF_ALL]
    paths += [f"pathways.{door.name}.{part}" for door in doors if door.permit for part in OF_WORK]
    enacted.require("caps", *paths)
    for door in doors:
        _pays_in_dollars(agreement, door)
    return Text(enacted, tuple(doors), passed_by)


def _endless(text: str, paths: list[str]) -> str:
    lines = "\n".join(f"  {path}" for path in paths)
    hint = "state it, for example stay: {single_max: 12 months, renewals: 0}"
    return f"{text} gives permits and does not say how long one lasts:\n{lines}\n  hint: {hint}"


def _door(name: str, pathway: Pathway, terms: Terms, on: date) -> Door | str:
    """The door a pathway is, or why it is none."""
    opened = pathway.open_to.on(on)
    if opened is None:
        return "open to nobody on this day"
    asked = {each.fact for each in flat(pathway.eligible)} if pathway.eligible else set()
    gates = Criteria.of(opened.as_criteria())
    mexican = Facts(1, {"person.nationality": np.array([NUMBER["MEX"]], np.int16)})
    if gates.all and decide(gates, mexican, terms.nations).answers[0] == NO:
        return "not open to Mexican nationals: their flows are those of transit"
    if pathway.lifts is not None:
        limit = terms.national_law[pathway.lifts.limit].on(on)
        if limit is None or limit.of is None:
            return "lifts a limit that is no share of a number of visas: what it leaves open is not known"
        return Door(name, LIFTED, False, pathway)
    within = opened.present_in is not None or "person.present_since" in asked
    if not within and "offer.exists" not in asked:
        return "asks for no job offer: not asked yet, but for family visas, which are a flow of national law"
    path = pathway.gives and terms.statuses.get(pathway.gives.status)
    leads_on = bool(path and path.path) or bool(pathway.gives and pathway.gives.leads_to)
    return Door(name, WITHIN if within else ABROAD, not leads_on, pathway)


def _pays_in_dollars(agreement: Agreement, door: Door) -> None:
    test = door.pathway.labour_market_test
    floor = test.wage_floor if test else None
    if isinstance(floor, Money) and floor.currency != CURRENCY:
        path = f"pathways.{door.name}.labour_market_test.wage_floor"
        raise Refused(
            f"{agreement.id}: {path} is {floor} per hour, and simulated offers pay in {CURRENCY}\n"
            f"  hint: set it for the run, such as --set {path}=prevailing"
        )
