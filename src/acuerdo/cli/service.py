"""What the commands of the service share: its settings, said plainly where they are at fault."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from acuerdo.agreement.faults import Refused

if TYPE_CHECKING:
    from acuerdo.records.models import Account

HOME = "out/service"
SAYS_NOTHING_OF_OPERATION = ("ACUERDO_HOME", "ACUERDO_API_MOST_A_MINUTE", "ACUERDO_URL", "ACUERDO_TOKEN")


def demonstration() -> None:
    """Where the environment says nothing of a service, let it be that of a demonstration, on its own day."""
    said = [name for name in os.environ if name.startswith("ACUERDO_") or name == "DATABASE_URL"]
    if not set(said) - set(SAYS_NOTHING_OF_OPERATION):
        os.environ["ACUERDO_DEMO"] = "1"
    if os.environ.get("ACUERDO_DEMO") != "1" or "ACUERDO_CLOCK" in os.environ:
        return
    file = Path(os.environ.get("ACUERDO_HOME", HOME)).resolve() / "clock"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(BEGINS, encoding="utf-8")
    os.environ["ACUERDO_CLOCK"] = str(file)


BEGINS = "2016-11-01T15:00:00+00:00"
"""The instant at which a demonstration begins: early in the fiscal year of its orders."""


def start() -> None:
    """Read the settings of the service from the environment.

    Raises:
        Refused: with every fault.
    """
    demonstration()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acuerdo.web.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Refused(f"The service cannot run as it is set up:\n{error}") from None


@contextmanager
def plainly() -> Iterator[None]:
    """Say what a database, or a room below, refuses, with a way out."""
    from django.db import Error
    from django.utils import translation

    from acuerdo.operate import refusing
    from acuerdo.operate.authority import Denied
    from acuerdo.operate.states import NotNow

    try:
        yield
    except Denied as error:
        raise Refused(str(error)) from None
    except NotNow as error:
        with translation.override("en"):
            what, mend = refusing.words(error)
            raise Refused(f"{what}\n  hint: {mend}") from None
    except Error as error:
        first = str(error).strip().partition("\n")[0]
        raise Refused(f"the database refuses: {first}\n  hint: acuerdo doctor") from None


def account_named(name: str) -> "Account":
    """The account that a command acts for.

    Raises:
        Refused: there is none of this name.
    """
    from acuerdo.records.models import Account

    found = Account.objects.filter(username=name).first()
    if found is None:
        raise Refused(f"--as {name}: there is no such account")
    return found


@contextmanager
def copying_plainly(file: Path | None = None) -> Iterator[None]:
    """Say what makes a backup or a restore impossible, with a way out.

    Args:
        file: the backup that is read.
    """
    from acuerdo.operate.backup import Unsound
    from acuerdo.operate.restoring import NotEmpty
    from acuerdo.records.postgresql import copying as postgresql
    from acuerdo.records.sqlite import copying as sqlite

    try:
        yield
    except Unsound as error:
        raise Refused(f"{file}: {error}; nothing was changed\n  hint: take another backup") from None
    except NotEmpty as error:
        hint = "add --replace: the record that is there stays beside"
        raise Refused(f"{error}: there is a record already\n  hint: {hint}") from None
    except (sqlite.Busy, postgresql.Busy):
        raise Refused("the database is in use; nothing was changed\n  hint: stop the service first") from None
    except postgresql.NoProgram as error:
        raise Refused(f"{error}\n  hint: Debian: apt install postgresql-client; or put it on PATH") from None
    except postgresql.MayNot as error:
        raise Refused(f"{error}\n  hint: ALTER ROLE acuerdo CREATEDB, as a superuser") from None
    except postgresql.Failed as error:
        raise Refused(f"{error}; nothing was changed\n  hint: acuerdo doctor") from None
