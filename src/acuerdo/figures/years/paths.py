"""What becomes of people at the pathways of a text: who waits and how long, whose job ends, what is paid."""

from typing import Final

import polars as pl

from acuerdo.figures.charts import Figure, Table

from . import marks, worlds
from .tables import Years
from .words import WORDS, amount, of, two, unit, word

CLUBS: Final = "migrant_clubs"
JOBS: Final = ("named", "renewed", "jobs_lost", "employer_changed", "family")


def by_year(years: Years, run: str, pathway: str, *series: str) -> dict[str, pl.DataFrame]:
    """Median and band of some series of a pathway by year: year, low, middle, high; zero where nothing is."""
    rows = years.pathways.filter((pl.col("run") == run) & (pl.col("pathway") == pathway))
    every = rows.select("year").unique().sort("year")
    found = {}
    for name in series:
        spread = worlds.spread(rows.filter(pl.col("series") == name), "year")
        found[name] = every.join(spread, on="year", how="left").sort("year")
        found[name] = found[name].with_columns(pl.col("low", "middle", "high").fill_null(0.0))
    return found


def panel(letter: str, line: pl.DataFrame, beside: pl.DataFrame, by: float = 1.0) -> pl.DataFrame:
    """The rows of one panel of bands: a line with its band, and another line beside."""
    dashed = beside.select("year", pl.col("middle").alias("beside"))
    joined = line.join(dashed, on="year", how="left")
    return joined.with_columns(pl.col("low", "middle", "high", "beside") / by, panel=pl.lit(letter))


def _heads(lang: str, *keys: str) -> tuple[str, ...]:
    return tuple(word(key, lang) for key in keys)


def waits(years: Years, run: str, pathway: str, letter: str, lang: str) -> Figure | None:
    """How long people wait at a pathway, by year; None where nobody does."""
    found = by_year(years, run, pathway, "waited", "waited_so_far")
    waited, so_far = found.values()
    if not max(float(each["high"].max() or 0.0) for each in found.values()):  # type: ignore[arg-type]
        return None
    longest = waited.row(int(waited["middle"].arg_max() or 0), named=True)
    said = {"pathway": of(years.doors[run, pathway], lang), "run": of(years.runs[run], lang)}
    rows = zip(waited["year"], waited["middle"], so_far["middle"], strict=True)
    return Figure(
        f"waits_{years.texts.index(run) + 1}_{pathway}",
        word("find.waits", lang, amount=two(longest["middle"]), year=longest["year"], **said),
        word("read.waits", lang),
        marks.bands(panel(letter, waited, so_far)),
        Table(
            _heads(lang, "year", "waited", "waited_so_far"),
            [(str(year), two(one), two(other)) for year, one, other in rows if one or other],
        ),
        evidence=of(years.evidence["text"], lang),
    )


def jobs(years: Years, run: str, pathway: str, letter: str, lang: str) -> Figure | None:
    """Whose job ends under a permit, and who keeps the permit with another employer; None where none ends."""
    found = by_year(years, run, pathway, *JOBS)
    lost, changed = found["jobs_lost"], found["employer_changed"]
    most = float(lost["high"].max() or 0.0)  # type: ignore[arg-type]
    if not most:
        return None
    by, counted = unit(most, "jobs", lang)
    said = {"pathway": of(years.doors[run, pathway], lang), "run": of(years.runs[run], lang)}
    told = {name: amount(float(each["middle"].sum()), lang) for name, each in found.items()}
    rows = zip(lost["year"], *(each["middle"] for each in found.values()), strict=True)
    return Figure(
        f"jobs_{years.texts.index(run) + 1}_{pathway}",
        word("find.jobs", lang, lost=told["jobs_lost"], changed=told["employer_changed"], **said),
        f"{counted[0].upper()}{counted[1:]}. {word('read.jobs', lang)}",
        marks.bands(panel(letter, lost, changed, by)),
        Table(
            _heads(lang, "year", *JOBS),
            [(str(year), *map(two, counts)) for year, *counts in rows if any(counts)],
        ),
        evidence=of(years.evidence["text"], lang),
    )


def funds(years: Years, run: str, letter: str, lang: str) -> Figure | None:
    """What is paid in matched funds and in fees under a text, by year; None where nothing is."""
    rows = years.funds.filter((pl.col("run") == run) & (pl.col("value") > 0))
    if not rows.height:
        return None
    every = years.yearly.select("year").unique().sort("year")
    matched = rows.filter(pl.col("unit") == "USD")
    drawn = matched if matched.height else rows
    parts = (drawn, drawn.filter(pl.col("payer") == CLUBS))
    whole, clubs = (_by_year(part, every, years.worlds) for part in parts)
    money = "USD" if matched.height else "currency of the text"
    by, counted = unit(float(whole["high"].max() or 0.0), money, lang)  # type: ignore[arg-type]
    said = {"run": of(years.runs[run], lang), "first": years.first, "last": years.last}
    told = amount(float(whole["middle"].sum()), lang)
    finding = word("find.fees", lang, amount=told, **said)
    if matched.height:
        given = amount(float(clubs["middle"].sum()), lang)
        finding = word("find.funds", lang, amount=told, clubs=given, **said)
    by_payer = worlds.spread(rows, "year", "fund", "payer", "unit").sort("year", maintain_order=True)
    return Figure(
        f"funds_{years.texts.index(run) + 1}",
        finding,
        f"{counted[0].upper()}{counted[1:]}. {word('read.funds', lang)}",
        marks.bands(panel(letter, whole, clubs, by)),
        Table(
            _heads(lang, "year", "fund", "payer", "value", "unit"),
            [
                (
                    str(year), _fund(years, run, fund, lang), _named("payer", payer, lang), two(value),
                    _named("unit", name, lang),
                )
                for year, fund, payer, name, _, value, _ in by_payer.iter_rows()
            ],
        ),
        evidence=of(years.evidence["text"], lang),
    )  # fmt: skip


def _by_year(rows: pl.DataFrame, every: pl.DataFrame, number: int) -> pl.DataFrame:
    """The sum over payers by year, with its band over the worlds."""
    each = rows.group_by("world", "year", maintain_order=True).agg(pl.col("value").sum())
    grid = every.join(pl.DataFrame({"world": range(1, number + 1)}), how="cross")
    kept = grid.with_columns(pl.col("world").cast(each.schema["world"]))
    whole = kept.join(each, on=["world", "year"], how="left").with_columns(pl.col("value").fill_null(0.0))
    return worlds.spread(whole, "year").sort("year")


def _fund(years: Years, run: str, fund: str, lang: str) -> str:
    titles = {**years.programmes, **years.doors}
    return of(titles[run, fund], lang) if (run, fund) in titles else fund


def _named(kind: str, name: str, lang: str) -> str:
    key = f"{kind}.{name}"
    return word(key, lang) if key in WORDS else name.replace("_", " ")
