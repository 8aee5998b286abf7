"""Positions: what each party wants of a text and will not have. Only the command line loads this room."""

from acuerdo.negotiate.fitting import check_positions
from acuerdo.negotiate.positions import Positions, Stance, read_positions
from acuerdo.negotiate.stances import crossed, direction

__all__ = ["Positions", "Stance", "check_positions", "crossed", "direction", "read_positions"]
