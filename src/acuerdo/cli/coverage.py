"""`acuerdo coverage`."""

from datetime import date
from pathlib import Path

import click

from acuerdo import agreement
from acuerdo.agreement.coverage import MODELS, coverage, model
from acuerdo.cli.shell import DAY, FILE, json_option, print_json


@click.command("coverage")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE...")
@click.option("--model", "name", type=click.Choice(MODELS), required=True, help="What to hold it against.")
@click.option("--on", type=DAY, help="The text of this day. By default every entry of the file counts.")
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", show_default=True)
@json_option
def command(files: tuple[Path, ...], name: str, on: date | None, lang: str, as_json: bool) -> None:
    """Say which articles of a model each agreement FILE answers, by which clauses, and how.

    The models are r86, the model agreement of ILO Recommendation 86; gcm, the Global Compact of 2018; and
    five-points, Mexico's proposal of 2001. A clause names the articles it answers in `covers`. It is working
    where it has values by which a rule decides, silent where one of these is not stated, and else words
    only. An article counts by the best of its clauses. Of several files a table is shown.

    Example: acuerdo coverage agreements/us-mx-2001/agreement.yaml --model five-points
    """
    from acuerdo.cli.covering import Covered, record, say, say_table

    held = model(name)
    read = [agreement.read(file) for file in files]
    found = [Covered(file, text, coverage(text, held, on)) for file, text in zip(files, read, strict=True)]
    if as_json:
        print_json(record(held, found, on))
    elif len(found) == 1:
        say(held, found[0], on, lang)
    else:
        say_table(held, found, on, lang)
