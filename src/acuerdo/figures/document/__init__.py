"""The agreement as a document: the text of a day in, one page out that needs nothing else.

- `reading`: the text of a day, with the origin of each value and what a plan filled.
- `nodes`: what a document is made of.
- `labels`, `codes`, `patterns`, `criteria_words`, `nations`, `wording`: what is said, in both languages.
- `tongue`, `hints`, `saying`: numbers, spans, days and every other value in words.
- `here`, `walking`, `criteria`: from typed clauses to lines.
- `instrument`, `amending`, `articles`, `annexes`: from lines to articles and what follows them.
- `notes`: marks, notes and references.
- `page`: the page that holds them.
"""

from .page import PAPERS, html
from .reading import Reading, read_on

__all__ = ["PAPERS", "Reading", "html", "read_on"]
