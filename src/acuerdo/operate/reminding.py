"""Clocks before they are over: who is told in time, and who is helped.

Whoever reaches a clock is told some days before. Where the days of grace run and no exit is on record, an
officer of the origin is asked to help; nothing here decides anything about anybody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import Q

from acuerdo.operate import audit, clock, notices
from acuerdo.operate.authority import check
from acuerdo.operate.crossing import sides
from acuerdo.operate.law import enacted
from acuerdo.operate.places import lock
from acuerdo.operate.reconciling import written
from acuerdo.operate.states import step
from acuerdo.operate.staying import PERMIT_ROWS, Counted, clause_of, counted, days
from acuerdo.records.models import Account, Permit, Reminder, Stay, Worker, WorkItem
from acuerdo.rules.permits import comes_again_from

LAST_DAY_WITHIN = 14
"""Days before the last day of a stay on which its holder is told (assumed)."""
GRACE_WITHIN = 5
"""Days before the last day of grace on which its holder is told, if there are so many (assumed)."""
AGAIN_WITHIN = 30
"""Days before the first day of another stay on which whoever went home is told (assumed)."""
HELP_DAYS = {"grace": 2, "after_grace": 5}
"""Days in which an officer who helps gets in touch (assumed)."""
LONGEST_GRACE = 400
"""Days after the last day of a permit in which a clock may still run (layout of the search)."""
AT_ONCE = 5_000
"""Permits that are looked at together."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody who reaches a clock soon: which (of CLOCKS), its day, and days until then."""

    stay: Counted
    clock: str
    day: date
    days: int

    @property
    def worker(self) -> Worker:
        """Whom it is about."""
        found: Worker = self.stay.permit.placement.application.worker
        return found


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody is to be told: the kind of notice, and what it says."""

    worker: Worker
    kind: str
    facts: dict[str, Any] = field(default_factory=dict)


def reached(today: date | None = None) -> Iterator[Reached]:
    """Who reaches which clock within the days of this module: nobody whose clock is over."""
    today = today or clock.today()
    for found in _stays(today):
        yield from _of_one(found, today)


def near(account: Account) -> list[Reached]:
    """The same for an officer, the nearest first; who shows them writes the entries of the audit.

    Raises:
        Denied: the role may not.
    """
    check(account, "clock.see")
    return sorted(reached(), key=lambda each: (each.days, each.stay.permit.number))


def _stays(today: date) -> Iterator[Counted]:
    """Stays whose clocks may be near: permits about to end or ended, and stays that were closed."""
    ends = Q(stay=None, until__range=(today - timedelta(LONGEST_GRACE), today + timedelta(LAST_DAY_WITHIN)))
    closed = Q(stay__left_on__in=_left_long_ago(today))
    keys = list(Permit.every.filter(ends | closed).order_by("until", "pk").values_list("pk", flat=True))
    for begins in range(0, len(keys), AT_ONCE):
        rows = Permit.every.filter(pk__in=keys[begins : begins + AT_ONCE]).select_related(*PERMIT_ROWS)
        yield from counted(list(rows.order_by("until", "pk")), today).values()


def _left_long_ago(today: date) -> list[date]:
    """The days of exit from which another stay may begin soon."""
    rows = Stay.every.filter(left_on__gt=today - timedelta(LONGEST_AWAY)).order_by()
    left = list(rows.values_list("left_on", flat=True).distinct())
    stay, calendar = clause_of(enacted(today))
    soon = (comes_again_from(stay, calendar, days(*left)) - days(today)).astype("timedelta64[D]").astype(int)
    return [day for day, number in zip(left, soon, strict=True) if 0 <= number <= AGAIN_WITHIN]


LONGEST_AWAY = 1_100
"""Days at home between two stays, at most (layout of the search)."""


def _of_one(found: Counted, today: date) -> Iterator[Reached]:
    name, day, within = {
        "inside": ("last_day", found.permit.until, LAST_DAY_WITHIN),
        "grace": ("grace", found.leave_by, max(GRACE_WITHIN, found.grace_days)),
        "over": ("may_return", found.again_from, AGAIN_WITHIN),
    }.get(found.phase, ("", None, 0))
    left = (day - today).days if day is not None else -1
    if day is not None and 0 <= left <= within:
        yield Reached(found, name, day, left)


@transaction.atomic
def remind(account: Account | None) -> list[Notice]:
    """Tell everybody who reaches a clock, each once, and ask officers of the origin to help where the days of
    grace run or are over and no exit is on record. What is told is kept as notices, and given back.

    Raises:
        Denied: the role may not.
    """
    if account is not None:
        check(account, "clock.see")
    lock("reminding")
    today, now = clock.today(), clock.now()
    near = list(reached(today))
    told = set(Reminder.every.filter(day__gte=today).values_list("permit", "clock", "day"))
    new = [each for each in near if (each.stay.permit.pk, each.clock, each.day) not in told]
    Reminder.every.bulk_create(
        [Reminder(permit=each.stay.permit, clock=each.clock, day=each.day, told_at=now) for each in new],
        batch_size=500,
    )
    _help(account, today)
    audit.written_many(
        account,
        "clock.tell",
        "told in time",
        [(audit.subject_of(each.stay.permit), each.worker.number, {"clock": each.clock}) for each in new],
    )
    notices.tell_many([_telling(each) for each in new])
    return [Notice(each.worker, f"clock_{each.clock}", _facts(each)) for each in new]


KINDS: Mapping[str, tuple[str, Mapping[str, str]]] = MappingProxyType(
    {
        "last_day": ("days_left", MappingProxyType({"days": "days", "until": "day"})),
        "grace": ("grace_ends", MappingProxyType({"day": "day"})),
        "may_return": ("may_return", MappingProxyType({"day": "day"})),
    }
)
"""For each clock the kind of notice, and which fact is told under which name."""


def _telling(each: Reached) -> notices.Telling:
    (kind, told), facts = KINDS[each.clock], _facts(each)
    return each.worker, kind, None, {name: facts[fact] for name, fact in told.items()}


def _facts(each: Reached) -> dict[str, Any]:
    return {
        "permit": each.stay.permit.number,
        "day": each.day,
        "days": each.days,
        "leave_by": each.stay.leave_by,
    }


def _help(account: Account | None, today: date) -> None:
    """A work item for each stay that is in its days of grace or past them; none for whoever went out."""
    late = {each.permit.pk: each for each in _stays(today) if each.phase in ("grace", "late")}
    wanted = {f"{KIND[each.phase]}:{pk}": (KIND[each.phase], each.permit) for pk, each in late.items()}
    items = WorkItem.every.filter(kind__in=HELP_DAYS)
    known = set(items.values_list("name", flat=True))
    made = [
        WorkItem(
            kind=kind, name=name, owner=sides()["origin"], permit=permit, opened_on=today,
            due_on=today + timedelta(days=HELP_DAYS[kind]),
        )
        for name, (kind, permit) in wanted.items()
        if name not in known
    ]  # fmt: skip
    gone = [each for each in items.filter(status="open") if each.name not in wanted]
    for each in gone:
        step(each, "fall_away")
    WorkItem.every.bulk_create(made, batch_size=500)
    WorkItem.every.bulk_update(gone, ["status"], batch_size=500)
    for purpose, rows in (("asked to help", made), ("fallen away", gone)):
        written(account, purpose, rows)


KIND = {"grace": "grace", "late": "after_grace"}
"""The kind of a work item, by the phase of a stay."""
