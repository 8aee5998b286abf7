"""Messages to telephones: one gateway, spoken to over HTTP in the plainest way; or printed."""

import json
import re
import sys
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings

WAIT_SECONDS = 10
"""How long a gateway may take to answer (assumed)."""
HINT = "  hint: ACUERDO_SMS=https://gateway.example/messages"
LEAST_DIGITS, MOST_DIGITS = 8, 15
"""Digits of a telephone number with its country (ITU-T E.164; the least is assumed)."""
OF_MEXICO, MEXICAN_DIGITS = "+52", 10
"""A number of ten digits without its country is one of Mexico (numbering plan of Mexico, 2019)."""


class Unreached(Exception):
    """Whoever takes messages did not answer, or took none; it says no address."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where messages to telephones go.

    Fields:
        address: to which each is sent by POST, as JSON with `to`, `text` and `reference`: two with one
            reference are one message. Empty where they are printed.
        token: sent as a bearer token.
    """

    address: str
    token: str


def gateway(address: str, token: str, demo: bool, faults: list[str]) -> Gateway | None:
    """Where messages go; None where none are sent.

    Args:
        faults: what is wrong is added here; none shows the token.
    """
    if not address and not token:
        return Gateway("", "") if demo else None
    if not address or not token:
        missing, other = ("ACUERDO_SMS", "ACUERDO_SMS_TOKEN")[:: 1 if not address else -1]
        faults.append(f"{missing} is not set, and {other} is\n  hint: set both or none")
        return None
    try:
        told = urlsplit(address)
        right = told.scheme == "https" or (demo and told.scheme == "http")
        whole = right and bool(told.hostname) and told.port != 0 and not told.username
    except ValueError:
        whole = False
    if not whole:
        faults.append(f"ACUERDO_SMS is no https address of a gateway, without a password in it\n{HINT}")
        return None
    if not re.fullmatch(r"[!-~]+", token):
        faults.append(
            "ACUERDO_SMS_TOKEN holds a sign that no header can\n  hint: ask the gateway for another"
        )
        return None
    return Gateway(address, token)


def number_of(phone: str) -> str:
    """A telephone number as gateways take it, as +525512345678; empty where it is none."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    if phone.strip().startswith("00"):
        digits = digits[2:]
    elif not phone.strip().startswith("+"):
        if len(digits) != MEXICAN_DIGITS:
            return ""
        return OF_MEXICO + digits
    return f"+{digits}" if LEAST_DIGITS <= len(digits) <= MOST_DIGITS else ""


def send(to: str, text: str, reference: str) -> None:
    """Send one message.

    Raises:
        Unreached: the gateway did not answer, or did not take it.
    """
    where: Gateway | None = settings.SMS
    if where is None:
        raise Unreached("no gateway is named")
    if not where.address:
        sys.stdout.write(f"SMS {reference}: {text}\n")
        sys.stdout.flush()
        return
    body = json.dumps({"to": to, "text": text, "reference": reference}, ensure_ascii=False).encode()
    status = _asked(where, "POST", body)
    if not 200 <= status < 300:
        raise Unreached(f"the gateway answered {status}")


def answers(where: Gateway) -> int:
    """The status with which a gateway answers a question that sends nothing.

    Raises:
        Unreached: it does not answer.
    """
    return _asked(where, "OPTIONS", b"")


def _asked(where: Gateway, method: str, body: bytes) -> int:
    told = urlsplit(where.address)
    kind = HTTPSConnection if told.scheme == "https" else HTTPConnection
    connection = kind(str(told.hostname), told.port, timeout=WAIT_SECONDS)
    path = (told.path or "/") + (f"?{told.query}" if told.query else "")
    headers = {"Authorization": f"Bearer {where.token}", "Content-Type": "application/json; charset=utf-8"}
    try:
        connection.request(method, path, body, headers)
        return connection.getresponse().status
    except (OSError, HTTPException) as error:
        raise Unreached("the gateway does not answer") from error
    finally:
        connection.close()
