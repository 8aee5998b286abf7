"""`acuerdo check`."""

import sys
from pathlib import Path

import click

from acuerdo import agreement
from acuerdo.agreement.consolidate import typed_agreement
from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.agreement.reading.files import load, printable
from acuerdo.agreement.reading.kinds import kind_of
from acuerdo.cli.shell import FILE, json_option, paint, print_json, say_faults

MORE = "  names, sums and days are looked at once these are corrected"
"""What is said after faults of form and value, which hide others."""


@click.command("check")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE...")
@json_option
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Say, line by line, what to correct in each agreement, plan, case or position FILE.

    Every fault is listed at once, with its place, what was found and what is allowed; of more than 50 alike
    the rest are counted. Names, sums and days are looked at once form and values are right. Warnings name
    what is allowed and probably not meant; they do not fail the check. A plan is tried on the agreement.yaml
    beside it, cases on the agreement they name, positions on the agreement.yaml beside them or one folder up.

    Example: acuerdo check agreements/us-mx-2001/plan.yaml
    """
    faults: dict[Fault, None] = {}
    warned: list[Fault] = []
    partly = False
    for file in files:
        try:
            wrong, doubtful = _check(file)
        except Unreadable as error:
            wrong, doubtful = list(error.faults), []
            partly = partly or error.partly
        faults |= dict.fromkeys(wrong)
        warned += doubtful
        if not wrong and not as_json:
            click.echo(f"{paint('ok', fg='green')} {printable(file)}")
    if as_json:
        print_json({"faults": [f.as_json() for f in faults], "warnings": [f.as_json() for f in warned]})
    else:
        for fault in warned:
            click.echo(paint("warning: ", fg="yellow") + str(fault), err=True)
        if faults:
            say_faults(faults, MORE if partly else "")
    sys.exit(1 if faults else 0)


def _check(file: Path) -> tuple[list[Fault], list[Fault]]:
    document = load(file)
    kind = kind_of(document)
    if kind == "positions":
        from acuerdo.negotiate import check_positions, read_positions

        positions = read_positions(file)
        text = _beside(file) or _beside(file.parent)
        return check_positions(positions, text) if text else ([], [])
    if kind != "agreement":
        from acuerdo.agreement.fitting import check_cases, check_plan
    if kind == "plan":
        plan = agreement.read_plan(file)
        text = _beside(file)
        return check_plan(plan, text) if text and text.id == plan.terms.plan_for else [], []
    if kind == "cases":
        from acuerdo.agreement.cases import read_cases

        cases = read_cases(file)
        return check_cases(cases, agreement.read(file.parent / cases.terms.agreement)), []
    read = typed_agreement(document)
    return agreement.check(read), agreement.warnings(read)


def _beside(file: Path) -> agreement.Agreement | None:
    """The agreement beside a plan, where there is one that can be read."""
    try:
        return agreement.read(file.parent / "agreement.yaml")
    except Unreadable:
        return None
