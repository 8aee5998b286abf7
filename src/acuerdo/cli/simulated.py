"""What `acuerdo simulate` says of the last year."""

import string
from typing import Any

import click

from acuerdo.cli.shell import paint

SHOWN = (
    ("mid-year", "unauthorized", "people without documents"),
    ("mid-year", "in_us", "born in Mexico, in the United States"),
    ("calendar", "attempts", "attempts to cross"),
    ("calendar", "apprehensions", "apprehensions"),
    ("calendar", "entries", "entries outside the rules"),
    ("calendar", "deaths_crossing", "deaths at the border"),
    ("calendar", "permits", "permits granted"),
    ("calendar", "regularised", "regularised"),
    ("calendar", "money", "money sent home, USD"),
)
"""What is shown of the last year, by the columns of the yearly table."""


CELL = 24
"""Letters of a column."""


def say(runs: list[Any], yearly: Any, texts: list[Any], end: int, scale: int) -> None:
    """Print the last year of each run, and of several worlds in how many a text has fewer than without any.

    Deaths are so few that a sample may have none: then there were fewer than one of it stands for.
    """
    import numpy as np
    import polars as pl

    click.echo("")
    for text in texts:
        if text and text[1]:
            note = f"Hypothetical: {text[0].id}, played under {text[1].terms.id}."
            click.echo(paint(f"  {note}", fg="yellow"))
    for each in runs:
        for pathway, why in each.passed_by.items():
            click.echo(f"    not asked: {each.name}, {pathway}: {why}")
    number = yearly["world"].max()
    of = "one run, by chance and by one set of the fit" if number == 1 else f"the median of {number} worlds"
    click.echo(f"  in {end}, to two digits; {of}: no forecast")
    width = max(len(label) for *_, label in SHOWN)
    names = [each.name for each in runs]
    letters = string.ascii_uppercase[: len(names)]
    for letter, name in zip(letters, names, strict=True):
        click.echo(f"    {letter}  {name}")
    click.echo(f"  {'':<{width}}  " + "".join(f"{letter:>{CELL}}" for letter in letters))
    last = yearly.filter(pl.col("year") == end)
    for of_year, series, label in SHOWN:
        rows = last.filter((pl.col("of") == of_year) & (pl.col("series") == series)).sort("world")
        cells = {name: rows.filter(pl.col("run") == name)["value"].to_numpy() for name in names}
        middle = [float(np.median(cells[name])) for name in names]
        none = f"below {scale:,}" if series == "deaths_crossing" else "0"
        shown = [f"{_two_digits(each) if each else none:>{CELL}}" for each in middle]
        click.echo(f"  {label:<{width}}  " + "".join(shown))
        if number > 1:
            fewer = [int((cells[name] < cells[names[0]]).sum()) for name in names[1:]]
            told = [f"{f'fewer in {n} of {number}':>{CELL}}" for n in fewer]
            click.echo(f"  {'':<{width}}  {'':>{CELL}}" + "".join(told))


def _two_digits(value: float) -> str:
    """A number to two significant digits, written out."""
    return f"{float(f'{value:.2g}'):,.0f}"
