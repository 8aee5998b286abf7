"""What a text does on each side of the disagreements, and at the ends of the axes."""

import numpy as np
import polars as pl

from acuerdo.figures.charts import Figure, Table
from acuerdo.figures.words import number

from . import marks, worlds
from .tables import Years
from .words import of, signed, word

COUNTED = "unauthorized"


def by_side(years: Years, text: str, lang: str) -> Figure:
    """How a text differs from none in the worlds of each side, so that no answer hides in a band."""
    without, under = worlds.paired(years, COUNTED, text)
    parts = 100 * (under - without) / np.maximum(without, 1.0)
    played = years.yearly["world"].unique().sort().to_list()
    drawn, cells = [], []
    for name in years.answered:
        question = years.sides.filter(pl.col("name") == name)
        for side in (*years.questions[name][1], ""):
            taken = question.filter(pl.col("side") == side) if side else question
            inside = np.isin(played, taken["world"].to_numpy())
            of_side = parts[inside if side else ~inside]
            label = answer(years, name, side, lang)
            if not of_side.size:
                cells.append((label, "0", "–", "–"))
                continue
            fewer, middle = int((of_side < 0).sum()), float(np.median(of_side))
            written = f"{signed(middle)}% ({fewer}/{of_side.size})"
            drawn += [(label, float(part), middle, written) for part in of_side]
            cells.append((label, number(of_side.size), number(fewer), f"{signed(middle)}%"))
    rows = pl.DataFrame(drawn, schema=["label", "value", "middle", "text"], orient="row")
    return Figure(
        f"sides_{years.texts.index(text) + 1}",
        word("find.sides", lang, year=years.last, text=of(years.runs[text], lang)),
        word("read.sides", lang),
        marks.worlds(rows, word("axis.difference", lang)),
        Table(tuple(word(key, lang) for key in ("answered", "worlds", "agreeing", "relative")), cells),
        evidence=of(years.evidence["text"], lang),
    )


def asked(years: Years, text: str, lang: str) -> Figure | None:
    """What a text does at the ends of each axis and on each side of each question; None if nobody asked."""
    found = worlds.whole(years.asked, COUNTED, years.last)
    rows = []
    for name, side in found.select("name", "side").unique(maintain_order=True).iter_rows():
        values = {
            run: v
            for _, n, s, run, v in found.select("kind", "name", "side", "run", "value").iter_rows()
            if (n, s) == (name, side)
        }
        if values[years.reference]:
            part = 100 * (values[text] - values[years.reference]) / values[years.reference]
            rows.append((answer(years, name, side, lang), part, part, f"{signed(part)}%"))
    if not rows:
        return None
    return Figure(
        f"asked_{years.texts.index(text) + 1}",
        word("find.asked", lang, year=years.last, text=of(years.runs[text], lang)),
        word("read.asked", lang),
        marks.worlds(
            pl.DataFrame(rows, schema=["label", "value", "middle", "text"], orient="row"),
            word("axis.difference", lang),
        ),
        Table(
            (word("answered", lang), word("relative", lang)), [(label, told) for label, _, _, told in rows]
        ),
        evidence=of(years.evidence["text"], lang),
    )


def answer(years: Years, name: str, side: str, lang: str) -> str:
    """An axis with the end it is at, or a question with the side taken; no side is as the fit has it."""
    for axis in years.axes:
        if axis.name == name:
            return f"{axis.symbol} = {side}"
    question, sides = years.questions[name]
    return f"{of(question, lang)} {of(sides[side], lang) if side else word('as_fitted', lang)}"
