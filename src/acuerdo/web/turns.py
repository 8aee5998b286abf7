"""Requests of one process are answered in turn.

Python carries out one thread at a time. Threads that work beside each other take it from each other between
any two statements, also from whoever holds the lock of the database, so that all wait longer for each.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse


class Turn:
    """A lock that goes to whoever has waited longest."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._holder: int | None = None
        self._waiting: deque[tuple[int, threading.Lock]] = deque()

    def take(self) -> None:
        """Wait for the turn."""
        me, woken = threading.get_ident(), threading.Lock()
        woken.acquire()
        with self._guard:
            if self._holder is None:
                self._holder = me
                return
            self._waiting.append((me, woken))
        woken.acquire()

    def give(self) -> None:
        """Hand the turn on."""
        with self._guard:
            if not self._waiting:
                self._holder = None
                return
            self._holder, woken = self._waiting.popleft()
        woken.release()

    def mine(self) -> bool:
        """Whether this thread has the turn."""
        return self._holder == threading.get_ident()


TURN = Turn()


class Turns:
    """Answer one request after the other."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        TURN.take()
        try:
            return self.get_response(request)
        finally:
            TURN.give()


@contextmanager
def aside() -> Iterator[None]:
    """Let others go on while this request works for long; not to be begun within a transaction."""
    if not TURN.mine():
        yield
        return
    TURN.give()
    try:
        yield
    finally:
        TURN.take()
