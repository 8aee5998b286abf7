"""The report of a sweep: its table in, one page out.

- `tables`: what it is made of.
- `charts`: effect against value, each with its finding and its table.
- `words`: what is said, in English and Spanish.
- `report`: the page.
"""

from .report import html
from .tables import Path, Sweep

__all__ = ["Path", "Sweep", "html"]
