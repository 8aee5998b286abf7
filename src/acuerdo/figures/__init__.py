"""Charts and one self-contained report from the result tables of a season: tables in, text out.

- `words`: what is said, in English and Spanish, and how numbers are written.
- `theme`: how every chart looks.
- `charts`: the charts, each with its finding and its table.
- `season`: the result tables they are made of.
- `report`: the page that holds them.
"""

from .charts import Figure, Table, charts, figures, svg
from .report import html
from .season import Season

__all__ = ["Figure", "Season", "Table", "charts", "figures", "html", "svg"]
