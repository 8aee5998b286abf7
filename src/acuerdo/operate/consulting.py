"""A consulate's days: its hours and how many people they are for, and who comes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from acuerdo.operate import audit, clock
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Appointment, Hour

CONSULATES: Mapping[str, str] = {
    "CJS": "Ciudad Juárez",
    "GDL": "Guadalajara",
    "HMO": "Hermosillo",
    "MAM": "Matamoros",
    "MEX": "Ciudad de México",
    "MID": "Mérida",
    "MTY": "Monterrey",
    "NLD": "Nuevo Laredo",
    "NOG": "Nogales",
    "TIJ": "Tijuana",
}
"""Cities of consulates by their codes."""

MOST_SHOWN = 400
"""Appointments of one page; a day of a large consulate has fewer."""


def hours_of(account: Account, first: date, days: int = 1) -> list[Hour]:
    """The hours of some days at the consulates that an account answers for.

    Raises:
        Denied: the role may not.
    """
    check(account, "appointment.see")
    begins = timezone.make_aware(datetime(first.year, first.month, first.day))  # noqa: DTZ001
    found = audit.rows(account, "appointment.see", Hour)
    return list(
        found.filter(at__gte=begins, at__lt=begins + timedelta(days=days)).order_by("at", "consulate")
    )


@transaction.atomic
def appointments_of(account: Account, hours: Sequence[Hour]) -> list[Appointment]:
    """Who comes in some hours, each in the audit.

    Raises:
        Denied: the role may not.
    """
    found = audit.rows(account, "appointment.see", Appointment).filter(hour__in=hours)
    found = found.select_related(
        "hour", "placement__application__worker", "placement__order__employer", "placement__permit"
    ).order_by("hour__at", "pk")
    return audit.see_many(
        account, "appointment.see", found[:MOST_SHOWN], "appointments", "placement__application__worker"
    )


@transaction.atomic
def set_hours(account: Account, consulate: str, at: Sequence[datetime], capacity: int) -> int:
    """Open hours at a consulate, or say anew for how many people they are: how many hours.

    Raises:
        Denied: the account answers for other consulates.
        NotNow: an hour lies in the past, or more people have it than it would be for.
    """
    check(account, "hour.set")
    if account.states and consulate not in account.states:
        raise Denied("hour.set", "reach")
    if any(each <= clock.now() for each in at):
        raise NotNow("set_hours", "past")
    held = Hour.objects.select_for_update().filter(consulate=consulate, at__in=at).order_by("at")
    if any(hour.taken > capacity for hour in held):
        raise NotNow("set_hours", "taken")
    Hour.objects.bulk_create(
        [Hour(consulate=consulate, at=each, capacity=capacity) for each in at],
        update_conflicts=True,
        unique_fields=["consulate", "at"],
        update_fields=["capacity"],
    )
    audit.written(account, "hour.set", "hours", f"consulate:{consulate}", capacity=capacity, hours=len(at))
    return len(at)
