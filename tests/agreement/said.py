"""What the command line says of the files in `bad`, kept beside each as `NAME.txt`.

`python tests/agreement/said.py` writes the texts again; read the difference before you commit it.
"""

import os
from pathlib import Path

from click.testing import CliRunner

from acuerdo.cli import main

BAD = Path(__file__).with_name("bad")
GOOD = BAD / "agreement.yaml"
"""The one file in the folder with nothing to correct, which plans and cases there are about."""
FILES = sorted(file for file in BAD.glob("*.yaml") if file != GOOD)


def said_of(name: str) -> str:
    """All that `acuerdo check` says of a file, which must have something to correct."""
    result = CliRunner().invoke(main, ["check", name])
    assert result.exit_code == 1, result.output
    return result.output


def write_again() -> None:
    """Write what is said of each bad file now."""
    os.chdir(BAD)
    for text in BAD.glob("*.txt"):
        text.unlink()
    for file in FILES:
        file.with_suffix(".txt").write_text(said_of(file.name), encoding="utf-8")


if __name__ == "__main__":
    write_again()
