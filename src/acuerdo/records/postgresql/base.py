"""Django's PostgreSQL, which looks whether a connection still stands without asking over it."""

import select
from typing import Any

from django.db.backends.postgresql import base

Plain: Any = base.DatabaseWrapper
"""Its own methods have no types."""


class DatabaseWrapper(Plain):  # type: ignore[misc]
    """A connection that is looked at before each request.

    A server that ends, or ends a connection, says so at once, and says nothing else while nobody asks: what
    can be read from a connection at rest is its end.
    """

    def is_usable(self) -> bool:
        """Whether the connection stands."""
        if self.connection is None or self.connection.closed:
            return False
        return not select.select([self.connection.fileno()], [], [], 0)[0]
