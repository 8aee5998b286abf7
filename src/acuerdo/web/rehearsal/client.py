"""What speaks to the service: as programs do, with a token, and as browsers do, with a session."""

import csv
import http.client
import io
import json
import re
import threading
import time
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from typing import Any, TypeVar
from uuid import uuid4

One = TypeVar("One")
WRITERS = 8
"""How many programs speak at once."""
TIMEOUT_SECONDS = 600
IDLE_SECONDS = 30
"""A connection that was not used for so long is not used again: the service may be about to close it."""


class Refused(RuntimeError):
    """The service answered otherwise than the rehearsal expects."""

    def __init__(self, asked: str, status: int, body: str) -> None:
        self.status = status
        super().__init__(f"{asked} was answered {status}\n{body[:2000]}")


class Service:
    """The service at an address; each thread keeps one connection."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self._kept = threading.local()

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, Message, str]:
        connection = getattr(self._kept, "connection", None)
        if connection is None or time.monotonic() - self._kept.last > IDLE_SECONDS:
            connection = http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT_SECONDS)
            self._kept.connection = connection
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            self._kept.last = time.monotonic()
            return answer.status, answer.headers, answer.read().decode()
        except (http.client.HTTPException, OSError):
            connection.close()
            self._kept.connection = None
            raise

    def call(
        self, token: str, method: str, path: str, sent: Any = None, key: str | None = None
    ) -> dict[str, Any]:
        """Call the programming interface.

        Raises:
            Refused: the answer is not a success.
        """
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
        if sent is not None:
            headers["Content-Type"] = "application/json"
        if key is not None:
            headers["Idempotency-Key"] = key
        body = None if sent is None else json.dumps(sent, default=str).encode()
        status, _, text = self._ask(method, f"/api/v1{path}", body, headers)
        if not 200 <= status < 300:
            raise Refused(f"{method} {path}", status, text)
        return dict(json.loads(text)) if text else {}

    def lines(self, token: str, path: str) -> tuple[list[str], int]:
        """Part of the chain of the audit: its lines, and the number of its last entry."""
        status, told, text = self._ask("GET", f"/api/v1{path}", None, {"Authorization": f"Bearer {token}"})
        if status != 200:
            raise Refused(f"GET {path}", status, text)
        return text.splitlines(), int(told["Last-Number"])

    def every(self, token: str, path: str, limit: int = 100) -> Iterator[dict[str, Any]]:
        """Every row of a list that comes in parts."""
        offset = 0
        while True:
            mark = "&" if "?" in path else "?"
            found = self.call(token, "GET", f"{path}{mark}limit={limit}&offset={offset}")
            yield from found["items"]
            offset += len(found["items"])
            if not found["items"] or offset >= found["count"]:
                return

    def browser(self) -> "Browser":
        """Somebody with a browser."""
        return Browser(self)


class Browser:
    """Somebody at the pages: cookies, and forms sent as the page gave them."""

    def __init__(self, service: Service) -> None:
        self.service, self.cookies = service, dict[str, str]()

    def get(self, path: str) -> str:
        """The page at an address.

        Raises:
            Refused: there is no page.
        """
        return self._go("GET", path, None)

    def send(self, path: str, fields: Mapping[str, str], to: str = "", page: str = "") -> str:
        """Fill in the form of a page and send it: the page that comes next.

        Args:
            path: the page.
            fields: what is filled in; what the page has hidden is sent with it.
            to: where the form is sent, where that is another address.
            page: the page as it was shown, where it came in answer to another form.
        """
        hidden = dict(HIDDEN.findall(page or self.get(path)))
        body = urllib.parse.urlencode({**hidden, **fields}).encode()
        return self._go("POST", to or path, body)

    def send_table(self, path: str, name: str, rows: Iterable[Sequence[str]]) -> str:
        """Choose a table on a page and send it: the page that comes next.

        Args:
            name: of the file.
            rows: of text, the headings first.
        """
        table = io.StringIO()
        csv.writer(table).writerows(rows)
        mark, parts = uuid4().hex, [*HIDDEN.findall(self.get(path))]
        said = [f'name="{field}"\r\n\r\n{value}' for field, value in parts]
        said.append(f'name="table"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n{table.getvalue()}')
        body = "".join(f"--{mark}\r\nContent-Disposition: form-data; {each}\r\n" for each in said)
        kind = f"multipart/form-data; boundary={mark}"
        return self._go("POST", path, f"{body}--{mark}--\r\n".encode(), kind)

    def _go(
        self, method: str, path: str, body: bytes | None, kind: str = "application/x-www-form-urlencoded"
    ) -> str:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers["Accept-Language"] = "es"
        if body is not None:
            headers |= {
                "Content-Type": kind,
                "Referer": f"http://{self.service.host}:{self.service.port}{path}",
            }
        status, told, text = self.service._ask(method, path, body, headers)
        for value in told.get_all("Set-Cookie", []):
            self._keep(value)
        if status in (301, 302, 303):
            return self._go("GET", told["Location"], None)
        if status != 200:
            raise Refused(f"{method} {path}", status, text)
        return text

    def _keep(self, cookie: str) -> None:
        name, _, rest = cookie.partition("=")
        self.cookies[name.strip()] = rest.partition(";")[0]


HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def at_once(act: Any, rows: Iterable[One]) -> list[Any]:
    """Do something for each of some rows, several at once; the first failure is raised."""
    with ThreadPoolExecutor(WRITERS) as writers:
        return list(writers.map(act, rows))
