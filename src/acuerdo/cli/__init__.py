"""The command line: one command a file, each asking a room below and showing the answer.

Exit codes: 0 all is well; 1 something is at fault or refused, and the message says what; 2 the command
was not understood.
"""

import importlib
import io
import sys

import click

from acuerdo import __version__
from acuerdo.agreement.faults import Refused, Unreadable
from acuerdo.cli.shell import say_faults, say_refusal

COMMANDS = {
    "check": "Say, line by line, what to correct in an agreement, plan or case file.",
    "show": "Print the text as it stands on a day, with the source of each value.",
    "print": "Print the text of a day as a document to read, article by article.",
    "diff": "Say what differs between two agreements, or in one between two days.",
    "coverage": "Say which articles of a model agreements answer, and by which clauses.",
    "explain": "Decide one case step by step and say what decided.",
    "test": "Run the cases beside an agreement and report each that differs.",
    "amend": "Make an amendment and try it: what changes, and which cases answer differently.",
    "values": "Write all values as a table for spreadsheets, or read an edited table back in.",
    "fmt": "Put a file into standard layout.",
    "schema": "Print the JSON Schema of a kind of file, for editors.",
    "serve": "Run the service: its pages and its programming interface.",
    "work": "Run the jobs of the service: notices that are sent, seasons that are matched.",
    "doctor": "Say whether the service can run as it is set up, and the way out of each fault.",
    "audit": "Seal, countersign, export and verify the audit of the service.",
    "permits": "Print the published keys and the list of revoked permits; write the offline page.",
    "export": "Write tables for a government: what the text lets pass to it, and nothing else.",
    "erase": "Erase what says who people are, once the time of the text is over.",
    "backup": "Write the record and the published matches into one file, while the service runs.",
    "restore": "Make the record again from a backup, verified before it is put in place.",
    "drill": "Try whether the record can be restored, and say how long each step takes.",
    "crossings": "File entries and exits, compare what both states tell, and watch the days of stays.",
    "rehearse": "Play a season of the service from filing to permit, and recount it from its audit.",
    "season": "Play a season of job orders under an agreement and its plan.",
    "simulate": "Play the years forward under agreements, and without any.",
    "sweep": "Play the years over many values of a text or of parameters, on all cores or a cluster.",
    "calibrate": "Fit the simulator to 1990-2007, and keep the sets that history does not rule out.",
    "score": "Hold a frozen fit against what was held out of it, beside naive forecasts.",
    "papers": "Run the estimators of published papers on simulated people, theirs beside ours.",
    "claims": "Ask the claims of the sources of the simulator, with their mechanism and without.",
    "why": "Say why a worker or an order of a season came to what it did.",
    "verify": "Check a published result, or a permit: `acuerdo verify permit`.",
    "receipt": "Write the receipt of a worker from the roll of a result.",
    "sign": "Sign a published result for a party.",
    "lottery": "Keep the record of a lottery: commit, reveal, compute the seed.",
}


class _Commands(click.Group):
    """Commands that are imported when they are called, so that each starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"acuerdo.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        try:
            return super().invoke(ctx)
        except Unreadable as error:
            say_faults(error.faults)
        except Refused as error:
            say_refusal(str(error))
        except BrokenPipeError:
            sys.stderr.close()
        except OSError as error:
            say_refusal(f"{error.filename or 'a file'}: {(error.strerror or str(error)).lower()}")
        sys.exit(1)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="acuerdo")
def main() -> None:
    """One migration agreement in one file: checked, explained and played by the same rules.

    Start with: acuerdo check agreements/us-mx-2001/agreement.yaml
    """
