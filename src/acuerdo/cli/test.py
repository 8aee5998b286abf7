"""`acuerdo test`."""

import sys
from pathlib import Path

import click

from acuerdo.agreement.cases import read_cases
from acuerdo.cli.shell import FILE, json_option, paint, print_json
from acuerdo.cli.trials import differing, folder_of


@click.command("test")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE_OR_FOLDER...")
@json_option
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Run every case of each FILE (or of the cases.yaml in a folder) and report each that differs.

    A case runs through the same rules that decide a whole queue.
    """
    results = [
        {"file": str(cases.path), "case": case.name, "differs": differing(case, cases)}
        for cases in (read_cases(folder_of(file)) for file in files)
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
