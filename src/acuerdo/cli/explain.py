"""`acuerdo explain`."""

import re
from pathlib import Path

import click

from acuerdo.agreement.cases import Case, Cases, read_cases
from acuerdo.agreement.faults import Refused, did_you_mean
from acuerdo.agreement.plan import Enacted
from acuerdo.cli.shell import FILE, json_option, paint, print_json
from acuerdo.cli.trials import agreement_of, answers, enacted_for, folder_of
from acuerdo.rules.trial import Answer

COLOURS = {"yes": "green", "no": "red", "needs_evidence": "yellow"}


@click.command("explain")
@click.argument("file", type=FILE, metavar="CASES")
@click.argument("which", metavar="[CASE]", default="")
@json_option
def command(file: Path, which: str, as_json: bool) -> None:
    """Decide one CASE of a file of CASES step by step, and say what decided.

    CASE is its number in the file, or a part of its name; without it the cases are listed.
    """
    cases = read_cases(folder_of(file))
    if not which:
        for number, case in enumerate(cases.terms.cases, 1):
            click.echo(f"{number:>3}  {case.name}")
        return
    case = _find(cases, which)
    agreement_of(cases)
    enacted = enacted_for(case, cases)
    found = answers(case, enacted)
    if as_json:
        print_json(_record(case, enacted, found))
    else:
        _say(case, enacted, found)


def _find(cases: Cases, which: str) -> Case:
    every = cases.terms.cases
    if re.fullmatch("[0-9]{1,6}", which) and 0 < int(which) <= len(every):
        return every[int(which) - 1]
    named = [case for case in every if which.lower() in case.name.lower()]
    if len(named) == 1:
        return named[0]
    if named:
        raise Refused(f"{len(named)} cases hold '{which}':\n" + "\n".join(f"  {case.name}" for case in named))
    hint = did_you_mean(which, [case.name for case in every]) or f"the file has cases 1 to {len(every)}"
    raise Refused(f"{cases.path} has no case '{which}'\n  hint: {hint}")


def _say(case: Case, enacted: Enacted, found: dict[str, list[Answer]]) -> None:
    click.echo(paint(case.name, bold=True))
    title, state = enacted.agreement.terms.title.en, enacted.state.replace("_", " ")
    click.echo(f"  {title} ({enacted.agreement.id}), as it stands on {case.on}; state: {state}")
    if enacted.plan:
        click.echo(paint(f"  hypothetical: {enacted.plan.terms.title.en}", fg="yellow"))
        for each in enacted.plan.terms.assume:
            if not any(each.at.startswith(path.split(".stay")[0]) for path in found):
                continue
            click.echo(f"    assumed: {each.at} = {each.value} [{each.basis}: {each.src}]")
    calendar = enacted.agreement.terms.calendar
    click.echo(f"  months are added by {calendar.month_arithmetic}; days are counted {calendar.day_count}")
    for path, several in found.items():
        for number, answer in enumerate(several, 1):
            who = f" (person {number} of {len(several)})" if len(several) > 1 else ""
            words = ", ".join(
                f"{name} {value}" for name, value in answer.found.items() if value and name != "is"
            )
            head = answer.found.get("is", "")
            dash = " — " if head and words else ""
            click.echo(f"{paint(path, bold=True)}{who}: {paint(head, bold=True)}{dash}{words}")
            for step in answer.steps:
                mark = paint(f"{step.answer:>14}", fg=COLOURS.get(step.answer, "white"))
                origin = paint(f"[{step.basis}: {step.src}]", dim=True) if step.src else ""
                click.echo(f"  {mark}  {step.asked}  {origin}")


def _record(case: Case, enacted: Enacted, found: dict[str, list[Answer]]) -> dict[str, object]:
    return {
        "case": case.name,
        "agreement": enacted.agreement.id,
        "on": case.on,
        "hypothetical": enacted.hypothetical,
        "assumptions": [each.model_dump() for each in enacted.plan.terms.assume] if enacted.plan else [],
        "answers": {
            path: [
                {
                    **answer.found,
                    "steps": [
                        {"asked": s.asked, "answer": s.answer, "src": s.src, "basis": s.basis}
                        for s in answer.steps
                    ],
                }
                for answer in several
            ]
            for path, several in found.items()
        },
    }
