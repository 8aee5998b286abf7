"""What is kept of whoever held a permit, by person: nothing of anybody else."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate.world import NOBODY

Column = NDArray[np.int64]
Who = NDArray[np.int64]

NEVER = -1
COLUMNS = {"door": NEVER, "seasons": 0, "renewed": 0, "first": 0, "employed": 0, "changes": 0, "left": NEVER}
"""What is kept, and what holds of whoever never had a permit:

door: the pathway of the last permit, as a number; seasons: stays completed as agreed; renewed: how often a
stay was renewed; first: month in which the stay began; employed: month in which the job began; changes: of
employer under the permit; left: month in which the last stay ended with a departure.
"""


class Register:
    """Columns by person, in order of their numbers."""

    def __init__(self) -> None:
        self.who: Who = NOBODY
        self._columns = {name: np.empty(0, np.int64) for name in COLUMNS}

    def read(self, name: str, who: Who) -> Column:
        """One column for some people, shape (n,)."""
        found: Column = np.full(who.size, COLUMNS[name])
        at, known = self._find(who)
        found[known] = self._columns[name][at[known]]
        return found

    def write(self, who: Who, **columns: Column | int) -> None:
        """Set columns of some people; who was not known is from now on."""
        new = np.unique(who[~self._find(who)[1]])
        if new.size:
            at = np.searchsorted(self.who, new)
            self.who = np.insert(self.who, at, new)
            for name, start in COLUMNS.items():
                self._columns[name] = np.insert(self._columns[name], at, start)
        places, _ = self._find(who)
        for name, values in columns.items():
            self._columns[name][places] = values

    def _find(self, who: Who) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Where some people are or would be, and who of them is there, shape (n,) each."""
        at = np.searchsorted(self.who, who)
        if not self.who.size:
            return at, np.zeros(who.size, np.bool_)
        return at, self.who[np.minimum(at, self.who.size - 1)] == who
