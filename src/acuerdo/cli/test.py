"""`acuerdo test`."""

import sys
from pathlib import Path

import click

from acuerdo.agreement.cases import Cases, read_cases
from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.cli.shell import FILE, json_option, paint, print_json
from acuerdo.cli.trials import agreement_of, differing, folder_of


@click.command("test")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE_OR_FOLDER...")
@json_option
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Run every case of each FILE (or of the cases.yaml in a folder) and report each that differs.

    A case runs through the same rules that decide a whole queue.
    """
    results = [
        {"file": str(cases.path), "case": case.name, "differs": differing(case, cases)}
        for cases in _read(files)
        for case in cases.terms.cases
    ]
    failed = [result for result in results if result["differs"]]
    if as_json:
        print_json({"cases": len(results), "failed": len(failed), "results": results})
    else:
        for result in results:
            mark = paint("differs", fg="red", bold=True) if result["differs"] else paint("ok", fg="green")
            click.echo(f"{mark} {result['case']}")
            for line in result["differs"]:
                click.echo(f"     {line}")
        click.echo(f"{len(results)} cases, {len(failed)} differ")
    sys.exit(1 if failed else 0)


def _read(files: tuple[Path, ...]) -> list[Cases]:
    """The cases of every file, once all of them and the agreements they name are right.

    Raises:
        Unreadable: with the faults of every file.
    """
    read, faults = list[Cases](), list[Fault]()
    for file in files:
        try:
            cases = read_cases(folder_of(file))
            agreement_of(cases)
            read.append(cases)
        except Unreadable as error:
            faults += error.faults
    if faults:
        raise Unreadable(faults)
    return read
