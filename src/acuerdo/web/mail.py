"""Where messages go, as the environment says it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from environ import Env

from acuerdo.operate.states import NotNow

KINDS = ("smtp", "smtp+tls", "smtp+ssl")
"""How a server may be spoken to: as it is, with STARTTLS, or encrypted from the first sign."""
HINT = "  hint: ACUERDO_MAIL=smtp+tls://user:password@host:587"
CONSOLE, NOWHERE = (f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "dummy"))
WAIT_SECONDS = 10
"""How long a page waits for the server of messages (assumed)."""


@dataclass(frozen=True, slots=True)
class Mail:
    """Where messages go.

    Fields:
        sends: whether somebody can read them: in operation only where a server is named.
        settings: what Django is told.
    """

    sends: bool
    settings: dict[str, Any] = field(default_factory=dict)


def mail(address: str, sender: str, demo: bool, faults: list[str]) -> Mail:
    """Where messages go.

    Args:
        address: of the server, which may hold a password, so that no fault shows it.
        sender: from whom messages come.
        faults: what is wrong is added here.
    """
    if not address and not sender:
        return Mail(demo, {"EMAIL_BACKEND": CONSOLE if demo else NOWHERE})
    if not address or not sender:
        missing, other = ("ACUERDO_MAIL", "ACUERDO_MAIL_FROM")[:: 1 if not address else -1]
        faults.append(f"{missing} is not set, and {other} is\n  hint: set both or none")
        return Mail(False)
    if not _is_server(address):
        faults.append(f"ACUERDO_MAIL is no address of a server for messages\n{HINT}")
        return Mail(False)
    if "@" not in sender.strip("@"):
        faults.append(
            "ACUERDO_MAIL_FROM is no address of e-mail\n  hint: ACUERDO_MAIL_FROM=acuerdo@example.org"
        )
        return Mail(False)
    found = {name: value for name, value in Env.email_url_config(address).items() if name.isupper()}
    found = {name: value for name, value in found.items() if name != "EMAIL_FILE_PATH"}
    return Mail(True, {**found, "DEFAULT_FROM_EMAIL": sender, "EMAIL_TIMEOUT": WAIT_SECONDS})


@contextmanager
def sending() -> Iterator[None]:
    """While a message is sent.

    Raises:
        NotNow: this service sends none, or its server takes none now.
    """
    if not settings.MAIL:
        raise NotNow("give_link", "without_mail")
    try:
        yield
    except (OSError, SMTPException) as error:
        raise NotNow("give_link", "not_sent") from error


def _is_server(address: str) -> bool:
    try:
        told = urlsplit(address)
        return told.scheme in KINDS and bool(told.hostname) and told.port is not None
    except ValueError:
        return False
