"""What every command shares: messages, colours that give way, and output for programs."""

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from acuerdo.agreement.faults import Fault
from acuerdo.agreement.values import read_day

FILE = click.Path(path_type=Path)
"""A path that is opened by the reading room, which says what is wrong with it."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


class _Day(click.ParamType[date]):
    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return read_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


DAY = _Day()


def paint(text: str, **style: Any) -> str:
    """Colour on a terminal; plain text in a pipe, and wherever NO_COLOR is set."""
    return text if os.environ.get("NO_COLOR") else click.style(text, **style)


def say_faults(faults: Iterable[Fault], more: str = "") -> None:
    """Print faults on standard error, the place of each in bold, what more there is to say, their number."""
    number = 0
    for fault in faults:
        number += fault.times
        say_refusal(str(fault))
    if more:
        click.echo(more, err=True)
    click.echo(paint(f"{number:,} to correct", fg="red"), err=True)


def say_refusal(text: str) -> None:
    """Print why something was refused."""
    first, *rest = text.split("\n")
    click.echo(paint(first, bold=True), err=True)
    for line in rest:
        click.echo(paint(line, fg="cyan") if line.startswith("  hint:") else line, err=True)


def print_json(value: object) -> None:
    """Print a value as JSON on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
