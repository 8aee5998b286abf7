"""Texts beside the years without any, world by world."""

from typing import Final

import numpy as np
import polars as pl

from acuerdo.figures.charts import Figure, Table
from acuerdo.figures.words import number

from . import marks, worlds
from .tables import Years
from .words import SERIES, of, signed, two, word
from .worlds import MONEY

COMPARED: Final = (
    "unauthorized",
    "in_us",
    "attempts",
    "apprehensions",
    "entries",
    "deaths_crossing",
    "transit",
    MONEY,
)
"""What is compared in per cent; what is nothing without a text cannot be."""
TOLD: Final = (*COMPARED, "permits", "regularised", "returnees")


def compared(years: Years, text: str, lang: str) -> Figure:
    """How a text differs from none, world by world."""
    n, title, one = years.worlds, of(years.runs[text], lang), years.worlds == 1
    drawn, cells = [], []
    for series in TOLD:
        without, under = worlds.paired(years, series, text)
        if not without.size:
            continue
        difference = under - without
        middle, fewer = float(np.median(difference)), int((difference < 0).sum())
        relative = "–"
        if series in COMPARED and (without > 0).all():
            parts = 100 * difference / without
            share = float(np.median(parts))
            same = int((np.sign(parts) == np.sign(share)).sum())
            relative = signed(share)
            label = f"{relative}%" if one else f"{relative}% ({same}/{n})"
            drawn += [(of(SERIES[series], lang), float(part), share, label) for part in parts]
        cells.append(
            (
                of(SERIES[series], lang),
                *map(two, (np.median(without), np.median(under))),
                signed(middle),
                relative,
                number(fewer),
            )
        )
    rows = pl.DataFrame(drawn, schema=["label", "value", "middle", "text"], orient="row")
    asked = worlds.told(years, text)
    without, under = worlds.paired(years, asked, text)
    fewer, more = int((under < without).sum()), int((under > without).sum())
    way, k = max(((("fewer"), fewer), ("more", more), ("equal", n - fewer - more)), key=lambda each: each[1])
    said = {"k": k, "n": n, "way": word(f"way.{way}", lang), "year": years.last, "text": title}
    suffix = ".one" if one else ""
    of_transit = ".transit" if asked == "transit" else ""
    return Figure(
        f"compared_{years.texts.index(text) + 1}",
        word(f"find.compared{of_transit}{suffix}", lang, **said),
        word(f"read.compared{suffix}", lang, first=years.first, last=years.last),
        marks.worlds(rows, word("axis.difference", lang)) if drawn else None,
        Table(
            (
                word("what", lang),
                of(years.runs[years.reference], lang),
                title,
                *(word(key, lang) for key in ("difference", "relative", "agreeing")),
            ),
            cells,
        ),
        evidence=of(years.evidence["text"], lang),
    )
