"""The day and the instant of the service; a demonstration stands on a day of its own."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The instant, with its zone."""
    stands: datetime | None = settings.ACUERDO.stands_at
    return stands or timezone.now()


def today() -> date:
    """The day in the time zone of the service."""
    return timezone.localtime(now()).date()
