"""Documents followed to the letter: a copy of the checkout in which their commands are run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from docs.fences import ROOT, Command, Fence, commands, contents, fences

LEFT_BEHIND = shutil.ignore_patterns(".*", "out", "dist", "__pycache__", "*.egg-info")
LONGEST_SECONDS = 60
OF_THE_TESTS = ("PYTEST", "COV", "ACUERDO_", "DATABASE_", "DJANGO_")
"""How variables begin that the tests set, and nobody who reads a document has."""


@dataclass(frozen=True)
class Ran:
    """A command that was run: where it stands, what it printed, and how it ended."""

    fence: Fence
    command: Command
    printed: str
    ended: int
    last: bool


@dataclass(frozen=True)
class Followed:
    """A document whose commands were run one after the other, the folder, and what was in it before."""

    folder: Path
    ran: tuple[Ran, ...]
    before: dict[Path, bytes]


@pytest.fixture(scope="session")
def follow(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Followed]:
    """Follow a document in a copy of the checkout, once."""

    @cache
    def followed(name: str) -> Followed:
        folder = tmp_path_factory.mktemp(Path(name).stem) / "acuerdo"
        shutil.copytree(ROOT, folder, ignore=LEFT_BEHIND)
        before = contents(folder)
        (folder / ".venv").symlink_to(sys.prefix)
        ran: list[Ran] = []
        for fence in fences(ROOT / name):
            if fence.words[0] in ("bash", "console"):
                typed = [each for each in commands(fence) if not each.typed.startswith("make ")]
                ran += [_run(fence, each, folder, each is typed[-1]) for each in typed]
            elif fence.words[:2] == ("yaml", "into"):
                paste(fence, folder)
        return Followed(folder, tuple(ran), before)

    return followed


def _run(fence: Fence, command: Command, folder: Path, last: bool) -> Ran:
    scripts = Path(sys.executable).parent
    done = subprocess.run(
        ["bash", "-c", command.typed],
        cwd=folder,
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith(OF_THE_TESTS)},
            "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
            "NO_COLOR": "1",
            "PYTHONUTF8": "1",
            "COLUMNS": "80",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=LONGEST_SECONDS,
        check=False,
        text=True,
        encoding="utf-8",
    )
    return Ran(fence, command, done.stdout, done.returncode, last)


def paste(fence: Fence, folder: Path) -> None:
    """Put a block below the line of a file that its words name: `yaml into FILE under KEY`."""
    _, _, file, _, key = fence.words
    path = folder / file
    before, line, after = path.read_text(encoding="utf-8").partition(f"\n{key}:\n")
    assert line, f"{fence.place}: {file} has no line `{key}:`"
    path.write_text(f"{before}{line}{fence.text}{after}", encoding="utf-8")
