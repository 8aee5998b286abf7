"""`acuerdo schema`."""

import click

from acuerdo.agreement.schema import schema_text
from acuerdo.cli.kinds import KINDS


@click.command("schema")
@click.argument("kind", type=click.Choice(list(KINDS)), default="agreement")
def command(kind: str) -> None:
    """Print the JSON Schema of a KIND of file (agreement, plan, cases or positions), for editors.

    With the schema beside a file, an editor that knows YAML completes field names and marks faults:
    the first line of the shipped files names it.

    Example: acuerdo schema cases > cases.schema.json
    """
    click.echo(schema_text(kind, KINDS[kind]), nl=False)
