"""Runs of several texts over the same people with the same draws, beside the years without any."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from acuerdo.agreement import Agreement, Plan
from acuerdo.simulate import world
from acuerdo.simulate.checking import Checked, Count
from acuerdo.simulate.doors.doors import Doors
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.fast.engine import Fast
from acuerdo.simulate.history import History
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.playing import play
from acuerdo.simulate.protocol import Engine
from acuerdo.simulate.tables import Tables

STATUS_QUO = "status quo"


@dataclass(frozen=True)
class Run:
    """What a text made of the years.

    Fields:
        name: the id of the text, or STATUS_QUO.
        passed_by: its pathways that are no doors of the simulation, and why.
        counts: of `--check`, else none.
    """

    name: str
    history: History
    passed_by: Mapping[str, str] = field(default_factory=dict)
    counts: list[Count] = field(default_factory=list)


def run(
    text: tuple[Agreement, Plan | None] | None,
    parameters: Parameters,
    drivers: Drivers,
    end: int,
    scale: int,
    seed: int,
    check: bool = False,
    people: world.World | None = None,
) -> Run:
    """Play the years from 1990 under a text, or under none.

    Args:
        people: as `world.build` made them of these arguments, where they are at hand; they are changed.

    Raises:
        Refused: the text is silent where a decision needs words.
    """
    people = people or world.build(parameters, drivers, scale, seed)
    doors = Doors(*text, parameters, drivers, people, seed) if text else None
    checked: list[Checked] = []

    def make(of: world.World, tables: Tables, named: int) -> Engine:
        engine = Fast(of, tables, named)
        if not check:
            return engine
        checked.append(Checked(engine, tables))
        return checked[0]  # type: ignore[return-value]  # what it does not count itself it asks of the engine

    history = play(people, parameters, drivers, end, seed, make, doors)
    name = text[0].id if text else STATUS_QUO
    return Run(name, history, doors.passed_by if doors else {}, checked[0].counts if checked else [])
