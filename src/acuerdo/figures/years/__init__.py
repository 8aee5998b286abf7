"""The report of simulated years: result tables in, one page out.

- `tables`: what it is made of.
- `worlds`: medians, bands and paired differences over the worlds played.
- `marks`: how it is drawn.
- `compared`, `sides`, `alone`: texts beside none, by answer to a disagreement, and made by one party.
- `charts`: the figures, each with its finding and its table.
- `words`: what is said, in English and Spanish.
- `report`: the page.
"""

from .report import html
from .tables import Years

__all__ = ["Years", "html"]
