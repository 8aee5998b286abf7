"""Django's SQLite, whose writers stand in line."""

import fcntl
from pathlib import Path
from typing import IO, Any

from django.db.backends.sqlite3 import base

Plain: Any = base.DatabaseWrapper
"""Its own methods around a transaction have no types."""


class DatabaseWrapper(Plain):  # type: ignore[misc]
    """A connection whose transactions begin one after the other.

    SQLite lets a writer who finds another at work look again after a sleep, of a tenth of a second in the
    end, and many of them sleep while nobody writes. A lock of the operating system wakes the next at once,
    and falls with the process that held it.
    """

    _turn: IO[bytes] | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> Any:
        # Whoever could not commit is rolled back, and has the turn until then.
        super()._commit()
        self._end_turn()

    def _rollback(self) -> Any:
        try:
            super()._rollback()
        finally:
            self._end_turn()

    def _close(self) -> Any:
        try:
            super()._close()
        finally:
            if self._turn is not None:
                self._turn.close()
                self._turn = None

    def _take_turn(self) -> None:
        if self.is_in_memory_db():
            return
        if self._turn is None:
            self._turn = Path(f"{self.settings_dict['NAME']}-turn").open("ab")  # noqa: SIM115
        fcntl.flock(self._turn, fcntl.LOCK_EX)

    def _end_turn(self) -> None:
        if self._turn is not None:
            fcntl.flock(self._turn, fcntl.LOCK_UN)
