"""Every kind of file there is, with the type that reads it."""

from acuerdo.agreement import schema
from acuerdo.agreement.clauses.base import Clause
from acuerdo.negotiate.positions import PositionsTerms

KINDS: dict[str, type[Clause]] = {**schema.KINDS, "positions": PositionsTerms}
