"""The browser under the tests of pages: Chromium, where there is one."""

import os
import re
import shutil
from pathlib import Path

SERVICE = Path(__file__).parent / "service"
TESTS = (SERVICE / "test_browser.py", SERVICE / "test_verifier.py")
"""The tests that need it."""
NAMES = ("chromium", "chromium-browser", "google-chrome")


class NoBrowser(Exception):
    """There is no Chromium on the PATH, where there has to be one."""


def found() -> str | None:
    """The program, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def missing() -> bool:
    """Whether tests are left out for want of it; never where CI is true."""
    return found() is None and os.environ.get("CI") != "true"


def program() -> str:
    """The program.

    Raises:
        NoBrowser: it is not here.
    """
    path = found()
    if path is None:
        raise NoBrowser(f"none of {', '.join(NAMES)} is on the PATH: `make browser` installs one")
    return path


def told() -> str:
    """What did not run, and how to run it."""
    count = sum(len(re.findall(r"^def test_", each.read_text("utf-8"), re.M)) for each in TESTS)
    files = " ".join(str(each.relative_to(SERVICE.parents[1])) for each in TESTS)
    return (
        f"{count} tests in a browser did not run, as there is no Chromium on the PATH."
        f" `make browser` installs one (as root, on Debian); then: pytest {files}"
    )
