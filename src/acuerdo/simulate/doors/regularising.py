"""Applying from within the country: some of those there without papers, once each, while a window is open."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.values import Span
from acuerdo.simulate import draws
from acuerdo.simulate.doors.facts import facts_of
from acuerdo.simulate.doors.family import members
from acuerdo.simulate.doors.lines import Lines, lots
from acuerdo.simulate.doors.permits import Tell
from acuerdo.simulate.doors.serving import fee_of, serve
from acuerdo.simulate.doors.text import Door, Text
from acuerdo.simulate.flows import Flow
from acuerdo.simulate.protocol import Engine
from acuerdo.simulate.states import State
from acuerdo.simulate.tables import threshold
from acuerdo.simulate.world import FIRST_YEAR, NOBODY, World

Who = NDArray[np.int64]

TAKE_UP = 11
"""The event whose draws, in month 0, say who would apply for a status, and when within the window."""
MONTHS = 12
DAYS = 30
"""Days of a window that make a month of it."""


def regularise(engine: Engine, text: Text, door: Door, lines: Lines, number: int, tell: Tell) -> None:
    """Let some of those there without papers apply, evenly over the window."""
    who = _applying(engine.world, text, door, lines, number)
    if not who.size:
        return
    permits = lines.permits
    known = {**permits.facts(who), **members(door.pathway.family, who, lines.parameters, lines.seed)}
    facts = facts_of(engine.world, who, number, lines.parameters, lines.seed, known)
    lot = lots(lines.seed, who, number)
    found = serve(door.name, door.pathway, text.enacted, facts, lot, engine.world.scale, lines.ledger)
    lines.ledger = found.ledger
    given = who[found.granted]
    if door.permit:
        engine.flows[Flow.PERMITS_WITHIN] += given.size
        permits.give(engine, door, given, number, trip=False)
    else:
        engine.flows[Flow.REGULARISED] += given.size
        engine.change(given, State.PROVISIONAL, None)
    tell(
        door.name, applied=who.size, granted=given.size, waiting=found.waits.sum(),
        needs_evidence=found.needs_evidence.sum(), fees=given.size * fee_of(door.pathway),
        family=facts.column("family.members")[found.granted].sum(),
    )  # fmt: skip


def _applying(world: World, text: Text, door: Door, lines: Lines, number: int) -> Who:
    window = door.pathway.window
    length = window.length if window else None
    months = max(1, length.months or length.days // DAYS) if isinstance(length, Span) else MONTHS
    opens = window.opens if window and isinstance(window.opens, date) else text.enacted.begun
    begun = MONTHS * (opens.year - FIRST_YEAR) + opens.month - 1 if opens else 0
    nth = number - begun
    if not 0 <= nth < months:
        return NOBODY
    there = unauthorized(world)
    take, turn, *_ = draws.four(lines.seed, there, 0, TAKE_UP)
    applies = take < np.uint64(threshold(lines.parameters.value("take_up")))
    applies &= (turn * np.uint64(months) >> np.uint64(32)) == np.uint64(nth)
    return there[applies]


def unauthorized(world: World) -> Who:
    """Numbers of those in the United States without papers, in order."""
    found = [
        begins + np.flatnonzero((world.records[begins : begins + size] & 7) == State.UNAUTHORIZED)
        for begins, size in zip(world.first, world.size, strict=False)
    ]
    return np.concatenate(found)
