"""What an engine is, to whom plays it."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate.flows import Counts
from acuerdo.simulate.intending import Networks
from acuerdo.simulate.states import State
from acuerdo.simulate.tables import Month, Year
from acuerdo.simulate.world import World


class Engine(Protocol):
    """What plays a world; see `reference.engine.Reference`, which says what each part does."""

    world: World
    flows: Counts
    first_entries: NDArray[np.int64]

    def begin(self, number: int) -> None: ...
    def count(self) -> NDArray[np.int64]: ...
    def january(self, now: Networks, before: Networks | None) -> int: ...
    def decide(self, year: Year, month: Month) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...
    def cross(self, who: NDArray[np.int64], month: Month) -> None: ...
    def change(
        self, who: NDArray[np.int64], to: State, clock: NDArray[np.int64] | int | None, trip: bool = False
    ) -> None: ...
