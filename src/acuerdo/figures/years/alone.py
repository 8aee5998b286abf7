"""Texts as one party alone would make them: what falls away, and whether anything simulated reads it."""

import numpy as np

from acuerdo.figures.charts import Table

from . import worlds
from .tables import Unilateral, Years
from .words import SERIES, of, signed, word


def made_alone(years: Years, made: Unilateral, lang: str) -> tuple[str, Table]:
    """What the lack of the other parties changes, in a sentence, and what falls away."""
    told = {"party": of(made.party, lang), "text": of(years.runs[made.joint], lang), "year": years.last}
    lost = Table((word("dropped", lang),), [(path,) for path in made.dropped])
    if made.same:
        key = "find.alone.none" if made.same == years.reference else "find.alone.same"
        return word(key, lang, **told), lost
    series = worlds.told(years, made.run, made.joint)
    (_, joint), (_, own) = (worlds.paired(years, series, run) for run in (made.joint, made.run))
    key = "find.alone.one" if years.worlds == 1 else "find.alone"
    return word(
        key,
        lang,
        what=of(SERIES[series], lang),
        fewer=int((own < joint).sum()),
        more=int((own > joint).sum()),
        n=years.worlds,
        middle=signed(float(np.median(own - joint))),
        **told,
    ), lost
