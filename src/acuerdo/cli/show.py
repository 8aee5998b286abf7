"""`acuerdo show`."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from acuerdo import agreement
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.paths import find, named, nearest
from acuerdo.agreement.plan import Plan
from acuerdo.agreement.provenance import Value, values
from acuerdo.cli.shell import DAY, FILE, json_option, paint, print_json

SILENT = "silent"
"""What stands for the basis of a value that the source does not state."""


@click.command("show")
@click.argument("file", type=FILE)
@click.option("--on", type=DAY, required=True, help="The day whose text is wanted, such as 2023-02-01.")
@click.option(
    "--known", type=DAY, help="Only what was public by this day. By default everything in the file."
)
@click.option("--plan", "plan_file", type=FILE, help="A plan that enacts the text and fills its silences.")
@click.option("--only", metavar="PATH", default="", help="Only values under this path, such as pathways.")
@json_option
def command(
    file: Path, on: date, known: date | None, plan_file: Path | None, only: str, as_json: bool
) -> None:
    """Print the text of an agreement FILE as it stands on a day, each value with source and basis.

    Values that begin later or have ended are left out; `not_stated` is shown, for silence is a fact too.
    """
    read = agreement.read(file)
    plan = agreement.read_plan(plan_file) if plan_file else None
    text, rows = _text(read, on, known, plan)
    tree = text.document.tree
    rows = [replace(row, path=named(tree, row.place)) for row in _under(only, text, rows) if row.holds_on(on)]
    state = text.terms.state_on(on)
    if as_json:
        print_json(_record(text, on, known, plan, rows))
        return
    click.echo(paint(text.terms.title.en, bold=True))
    amended = [
        each.id
        for each in read.terms.amendments
        if each.in_force <= on and (not known or each.announced <= known)
    ]
    click.echo(
        f"  {text.id}, {state.state.replace('_', ' ') if state else 'not yet proposed'} on {on}"
        + (f", as known on {known}" if known else "")
    )
    if amended:
        click.echo(f"  with amendment {', '.join(amended)}")
    if plan:
        click.echo(paint(f"  hypothetical: {plan.terms.title.en}", fg="yellow"))
    if only and not rows:
        click.echo(f"no value of {only} holds on {on}")
    width = max((len(row.path) for row in rows), default=0)
    for row in rows:
        value = paint(row.value, fg="yellow") if not row.stated else row.value
        mark = "" if row.executed else paint("  (not executed)", dim=True)
        known_by = f"{row.basis if row.stated else SILENT}: {row.src}" if row.src else "no source"
        origin = paint(f"[{known_by}]", dim=True)
        click.echo(f"{row.path:<{width}}  {value}  {origin}{mark}")


def _under(only: str, text: Agreement, rows: list[Value]) -> list[Value]:
    """The values at and under a path; all without one.

    Raises:
        Refused: the path names nothing in the text.
    """
    if not only:
        return rows
    tree = text.document.tree
    places = find(tree, only)
    if not places:
        raise agreement.Refused(f"{only} names nothing in {text.id}\n  hint: {nearest(tree, only)}")
    return [row for row in rows if any(row.place[: len(place)] == place for place in places)]


def _text(read: Agreement, on: date, known: date | None, plan: Plan | None) -> tuple[Agreement, list[Value]]:
    if plan is None:
        text = agreement.consolidate(read, on, known)
        return text, values(text)
    enacted = agreement.enact(read, on, plan, known)
    return enacted.agreement, list(enacted.rows)


def _record(
    text: Agreement, on: date, known: date | None, plan: Plan | None, rows: list[Value]
) -> dict[str, object]:
    state = text.terms.state_on(on)
    return {
        "id": text.id,
        "on": on,
        "known": known,
        "state": state.state if state else None,
        "hypothetical": plan is not None,
        "assumptions": [each.model_dump() for each in plan.terms.assume] if plan else [],
        "values": [
            {
                "path": row.path,
                "value": row.value,
                "src": row.src,
                "basis": row.basis,
                "executed": row.executed,
            }
            for row in rows
        ],
    }
