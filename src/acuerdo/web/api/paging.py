"""Parts of lists, never whole ones."""

from collections.abc import Callable
from typing import Any

from django.db import models

from acuerdo.web.api.schemas import Paging


def page(
    found: models.QuerySet[Any],
    paging: Paging,
    see: Callable[[models.QuerySet[Any]], list[Any]] = list,
) -> dict[str, Any]:
    """Part of a list.

    Args:
        found: in a sequence that stays.
        see: reads the rows that are shown, through the audit where they are about people.
    """
    limit, offset = paging.limit, paging.offset
    shown = found[offset : offset + limit]
    return {"items": see(shown), "count": found.count(), "limit": limit, "offset": offset}
