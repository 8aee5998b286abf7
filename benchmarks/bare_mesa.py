"""The bare work in Mesa, as its own guide would write it: an object a person.

Run in an environment of its own, which has it and NumPy and nothing of this project.
"""

import sys
from collections.abc import Callable

import mesa
import numpy as np

from benchmarks.bare_work import (
    AGES,
    ASKS,
    DEAD,
    LEADS,
    PERMIT,
    Ints,
    Run,
    chances,
    everybody,
    measured,
    places,
)

MONTHS = 12


def make(people: Ints) -> tuple[Run, Callable[[], Ints]]:
    """What `measured` asks for."""
    ends, leads = np.cumsum(chances(), 2).tolist(), LEADS.tolist()

    class Person(mesa.Agent):
        def __init__(self, model, months, state):
            super().__init__(model)
            self.months, self.state = months, state

        def step(self):
            if self.state == DEAD:
                return
            dies, one, other = ends[self.state][min(self.months // 12, AGES - 1)]
            self.months += 1
            u = self.random.random()
            if u >= other:
                return
            event = 0 if u < dies else 1 if u < one else 2
            if (self.state, event) == ASKS:
                self.model.asked.append(self)
            else:
                self.state = leads[self.state][event]

    class Corridor(mesa.Model):
        def __init__(self):
            super().__init__(seed=1)
            months, state = everybody(people)
            Person.create_agents(self, state.size, months.tolist(), state.tolist())
            self.places = places(state.size)

        def step(self):
            self.asked = []
            self.agents.do("step")
            for person in self.random.sample(self.asked, min(self.places, len(self.asked))):
                person.state = PERMIT

    model = Corridor()

    def play(months: int) -> None:
        for _ in range(months):
            model.step()

    return play, lambda: np.bincount(model.agents.get("state"), minlength=5)


if __name__ == "__main__":
    measured(make, int(sys.argv[1]), MONTHS)
