"""Writers who meet: many at once, or two of whom one comes while the other is half done."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from threading import Barrier, Event, Thread
from typing import Any

from django.db import connection

Action = Callable[[], Any]


class Writer(Thread):
    """One writer with a connection of its own; what it gave, or why it was refused."""

    def __init__(self, action: Action, begins: Action, on_query: Callable[[str], None] | None = None) -> None:
        super().__init__(daemon=True)
        self.action, self.begins, self.on_query = action, begins, on_query
        self.done, self.gave, self.refused = Event(), None, None
        self.start()

    def run(self) -> None:
        try:
            self.begins()
            with connection.execute_wrapper(self._query) if self.on_query else nullcontext():
                self.gave = self.action()
        except Exception as error:
            self.refused = error
        finally:
            connection.close()
            self.done.set()

    def _query(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.on_query(sql)
        return execute(sql, params, many, context)


def at_once(actions: Iterable[Action]) -> list[Writer]:
    """Writers who begin at the same instant, when all of them have ended."""
    listed = list(actions)
    gate = Barrier(len(listed))
    writers = [Writer(action, gate.wait) for action in listed]
    for writer in writers:
        writer.join()
    return writers


def interleaved(first: Action, at: str, second: Action) -> tuple[Writer, Writer]:
    """Two writers, of whom the second comes when the first is about to send a statement.

    Args:
        at: what that statement begins with. The first goes on when the second has ended or waits for it.
    """
    there, go_on, began = Event(), Event(), Event()

    def stop(sql: str) -> None:
        if sql.startswith(at) and not there.is_set():
            there.set()
            go_on.wait()

    one = Writer(first, there.clear, stop)
    while not there.wait(0.05):
        assert not one.done.is_set(), f"the first never came to {at}: {one.refused!r}"
    two = Writer(second, began.clear, lambda sql: began.set())
    while not two.done.wait(0.05) and not _waits(began):
        pass
    go_on.set()
    one.join()
    two.join()
    return one, two


def _waits(began: Event) -> bool:
    """Whether somebody waits for another's lock; on SQLite writers wait before they send a statement."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return began.is_set() and bool(cursor.fetchone()[0])
