"""Times at consulates that have room."""

from contextlib import suppress
from datetime import date
from itertools import groupby

from django.db.models import F
from django.utils import timezone

from acuerdo.operate import clock
from acuerdo.records.models import Hour

DAYS_SHOWN = 5
"""Days of hours that are shown at once (layout)."""
MOST_READ = 400


def free(after: str = "") -> tuple[list[tuple[date, str, list[Hour]]], str]:
    """The next days with room at each consulate, and the day after which still later ones are found (""
    where there are none).

    Args:
        after: only days later than this one, as 2017-03-01; what is no day is ignored.
    """
    found = Hour.objects.filter(at__gt=clock.now(), taken__lt=F("capacity")).order_by("at", "consulate")
    with suppress(ValueError):
        found = found.filter(at__date__gt=date.fromisoformat(after)) if after else found
    hours = sorted(found[:MOST_READ], key=lambda hour: (_day(hour), hour.consulate, hour.at))
    days = list(dict.fromkeys(_day(hour) for hour in hours))
    shown = [
        (day, consulate, list(group))
        for (day, consulate), group in groupby(hours, key=lambda hour: (_day(hour), hour.consulate))
        if day in days[:DAYS_SHOWN]
    ]
    return shown, days[DAYS_SHOWN - 1].isoformat() if len(days) > DAYS_SHOWN else ""


def _day(hour: Hour) -> date:
    return timezone.localtime(hour.at).date()
