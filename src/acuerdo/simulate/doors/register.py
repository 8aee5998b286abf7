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
        if not self.who.size:
            return np.full(who.size, COLUMNS[name])
        at = np.minimum(np.searchsorted(self.who, who), self.who.size - 1)
        found: Column = np.where(self.who[at] == who, self._columns[name][at], COLUMNS[name])
        return found

    def write(self, who: Who, **columns: Column | int) -> None:
        """Set columns of some people; who was not known is from now on."""
        new = np.setdiff1d(who, self.who)
        at = np.searchsorted(self.who, new)
        self.who = np.insert(self.who, at, new)
        for name, start in COLUMNS.items():
            self._columns[name] = np.insert(self._columns[name], at, start)
        places = np.searchsorted(self.who, who)
        for name, values in columns.items():
            self._columns[name][places] = values
