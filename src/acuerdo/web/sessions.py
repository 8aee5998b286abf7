"""Sessions, asked for by a statement that is worded once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from acuerdo.records.rows import first

KEPT = "WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """A session in the database."""

    def _get_session_from_db(self) -> Any:
        found = first(Session, KEPT, self.session_key, timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
        return found
