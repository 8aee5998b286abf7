"""Years played for a claim: the outcome with its cause changed over the outcome without, less one."""

from acuerdo.simulate.claims import changing, outcomes
from acuerdo.simulate.claims.reading import Experiment
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.evidence import DOORS
from acuerdo.simulate.expecting import expected
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.running import run
from acuerdo.simulate.sweeping.runs import AT_LEAST, FIRST, series

UNHEEDED = {*DOORS, "job_offers"}
"""Parameters that nothing reads where no text gives places."""


class Years:
    """The years of one experiment; what was played once is not played again.

    Args:
        scale, seed: of the engine, where a text is played.
    """

    def __init__(self, asked: Experiment, scale: int, seed: int) -> None:
        self.asked, self.scale, self.seed = asked, scale, seed
        self.end = max(asked.years[1], AT_LEAST)
        self.given = series(self.end, asked.scenario)
        self.text = changing.text(asked) if asked.plays == "text" else None
        self._before: dict[object, float] = {}
        self._effects: dict[object, float] = {}

    def effect(self, world: Parameters, off: bool) -> float:
        """The relative change of the outcome in one world, with the mechanism free or switched off."""
        key = off, *(each.value for each in world.values())
        if key not in self._effects:
            self._effects[key] = self._after(world, off) / self._without(world, off) - 1
        return self._effects[key]

    def _after(self, world: Parameters, off: bool) -> float:
        change = self.asked.change
        world = self._set(world, off, change.get("parameters", {}))
        given = changing.moved(self.given, change.get("drivers", {}))
        if "money" in change:
            given = changing.with_money(given, **change["money"])
        return self._played(world, given, under=True)

    def _without(self, world: Parameters, off: bool) -> float:
        world = self._set(world, off, {})
        key = off, *(each.value for name, each in world.items() if name not in UNHEEDED)
        if key not in self._before:
            still = self.asked.mechanism.get("drivers", {}) if off else {}
            self._before[key] = self._played(world, changing.moved(self.given, still), under=False)
        return self._before[key]

    def _set(self, world: Parameters, off: bool, change: dict[str, float]) -> Parameters:
        mechanism = self.asked.mechanism.get("parameters", {}) if off else {}
        return changing.having(world, {**self.asked.given, **change, **mechanism})

    def _played(self, world: Parameters, given: Drivers, under: bool) -> float:
        if self.text:
            text = self.text if under else None
            history = run(text, world, given, self.end, self.scale, self.seed).history
        else:
            history = expected(world, given, FIRST, self.end)
        return outcomes.read(self.asked.outcome, history, *self.asked.years)
