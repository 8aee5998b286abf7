"""What differs between two texts, by path, and what each difference means."""

from acuerdo.agreement.difference.compare import differences
from acuerdo.agreement.difference.folding import folded
from acuerdo.agreement.difference.judging import Difference

__all__ = ["Difference", "differences", "folded"]
