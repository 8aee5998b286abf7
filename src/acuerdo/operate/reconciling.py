"""The records of both states held against each other: what differs becomes work for one of them, by a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check
from acuerdo.operate.crossing import sides
from acuerdo.operate.places import lock
from acuerdo.operate.states import step
from acuerdo.records.models import Account, Crossing, Permit, WorkItem
from acuerdo.records.rows import Seconds, add_all, change_all
from acuerdo.rules import crossings as rules
from acuerdo.rules.crossings import Reconciled

DUE_DAYS = 10
"""Days in which a difference is looked into (assumed; the texts say nothing of it)."""
COLUMNS = ("pk", "permit_id", "direction", "party", "seconds")
AT_ONCE = 5_000
"""Rows whose keys one query names: SQLite takes no more than some 30,000 values."""


@dataclass(frozen=True, slots=True)
class Count:
    """What a comparison found: records, and work items that are new, found again, and fallen away."""

    records: int
    made: int
    again: int
    fallen: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A difference: what it is, whose it is to look into, and the records that it is about."""

    kind: str
    owner: str
    permit: int | None
    records: tuple[int, ...]

    @property
    def name(self) -> str:
        """Under which it is made once."""
        return f"{self.kind}:{'-'.join(map(str, self.records))}"


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """Entries and exits that count, as columns, and what was found of them."""

    columns: dict[str, Sequence[Any]]
    found: Reconciled


def compared(rows: QuerySet[Crossing], *more: str) -> Records:
    """Entries and exits held against each other, as of now; those that were struck are left out.

    Args:
        more: fields that are kept besides COLUMNS.
    """
    names = (*COLUMNS, *more)
    counting = rows.filter(struck_at=None).annotate(seconds=Seconds("at"))
    told = list(counting.order_by("pk").values_list(*names))
    told_by_column = zip(*told, strict=True) if told else [()] * len(names)
    columns: dict[str, Sequence[Any]] = dict(zip(names, told_by_column, strict=True))
    origin = sides()["origin"]
    found = rules.reconcile(
        np.array([-1 if each is None else each for each in columns["permit_id"]], np.int64),
        np.array([each == "exit" for each in columns["direction"]], np.int8),
        np.array(columns["seconds"], np.int64).astype("datetime64[s]"),
        np.array([each == origin for each in columns["party"]], np.bool_),
        np.datetime64(int(clock.now().timestamp()), "s"),
    )
    return Records(columns, found)


def reconcile(account: Account | None, permits: Iterable[int] | None = None) -> Count:
    """Hold all records against each other, or those of some permits, and keep the work items right: a new one
    for each difference, and none for what differs no more.

    Args:
        account: who asks; None for the service itself.
        permits: the keys of permits; None for all records.

    Raises:
        Denied: the role may not.
    """
    if account is not None:
        check(account, "crossing.reconcile")
    with transaction.atomic():
        lock("crossings")
        rows, items = Crossing.every.all(), WorkItem.every.filter(kind__in=OWNERS)
        if permits is None:
            _link()
        else:
            within = list(permits)
            rows, items = rows.filter(permit__in=within), items.filter(permit__in=within)
        records = compared(rows)
        count = _keep(account, {each.name: each for each in _wanted(records)}, items, records)
        audit.written(account, "crossing.reconcile", "records compared", "crossing", records=count.records)
    return count


def _link() -> None:
    """Tie records of unknown permits to permits that are there meanwhile."""
    numbers = Permit.every.filter(number=OuterRef("number"))
    loose = Crossing.every.filter(permit=None)
    loose.filter(Exists(numbers)).update(permit_id=Subquery(numbers.values("pk")[:1]))


def _wanted(records: Records) -> Iterator[Wanted]:
    """Every difference, by the columns of the records."""
    found, columns = records.found, records.columns
    first = (found.other < 0) | (np.arange(found.other.size) < found.other)
    for at in np.flatnonzero(first & ~np.isin(found.found, (rules.MATCHED, rules.AWAITED))).tolist():
        pair = (at, int(found.other[at])) if found.other[at] >= 0 else (at,)
        yield _difference(rules.FOUND[found.found[at]], pair, columns)
    for at in np.flatnonzero(found.turn != rules.IN_TURN).tolist():
        yield _difference(rules.TURNS[found.turn[at]], (at,), columns)


def _difference(kind: str, rows: tuple[int, ...], columns: dict[str, Sequence[Any]]) -> Wanted:
    first = columns["party"][rows[0]]
    told_last = max(rows, key=lambda each: columns["pk"][each])  # keys follow one another as records come
    owner = {"first": first, "last": columns["party"][told_last], "other": other_than(first), **sides()}
    records = tuple(columns["pk"][each] for each in rows)
    return Wanted(kind, owner[OWNERS[kind]], columns["permit_id"][rows[0]], records)


def other_than(party: str) -> str:
    """The party on the other side."""
    return next(each for each in sides().values() if each != party)


OWNERS = {
    "one_sided": "other",
    "other_direction": "last",
    "other_day": "last",
    "unknown_permit": "first",
    "exit_without_entry": "destination",
    "entered_twice": "origin",
}
"""Which state looks into a difference: the one that told nothing; where both did, the one that told last and
could see the other; where a crossing is missing, the one into which it led."""


def _keep(
    account: Account | None, wanted: dict[str, Wanted], items: QuerySet[WorkItem], of: Records
) -> Count:
    kept = {each.name: each for each in items}
    again = [each for name, each in kept.items() if each.status == "fallen_away" and name in wanted]
    fallen = [each for name, each in kept.items() if each.status == "open" and name not in wanted]
    due = clock.today() + timedelta(days=DUE_DAYS)
    for each in again:
        step(each, "find_again")
        each.due_on = due
    for each in fallen:
        step(each, "fall_away")
    change_all(WorkItem, [*again, *fallen], "status", "due_on")
    made = _made([each for name, each in wanted.items() if name not in kept], items)
    for purpose, rows in (("found", made), ("found again", again), ("fallen away", fallen)):
        written(account, purpose, rows)
    return Count(len(of.columns["pk"]), len(made), len(again), len(fallen))


def _parts(keys: Iterable[int]) -> Iterator[list[int]]:
    told = list(keys)
    return (told[begins : begins + AT_ONCE] for begins in range(0, len(told), AT_ONCE))


def _made(wanted: list[Wanted], items: QuerySet[WorkItem]) -> list[WorkItem]:
    """New work items, with the keys that the database gave them."""
    if not wanted:
        return []
    today = clock.today()
    made = [
        WorkItem(
            kind=each.kind, name=each.name, owner=each.owner, permit_id=each.permit,
            crossing_id=each.records[0], other_id=each.records[1] if len(each.records) > 1 else None,
            opened_on=today, due_on=today + timedelta(days=DUE_DAYS),
        )
        for each in wanted
    ]  # fmt: skip
    add_all(WorkItem, made)
    keys = dict(items.filter(status="open").values_list("name", "pk"))
    for each in made:
        each.pk = keys[each.name]
    return made


def written(account: Account | None, purpose: str, items: Sequence[WorkItem]) -> None:
    """Write down what became of work items, each with the worker it is about."""
    permits = {each.permit_id for each in items if each.permit_id}
    workers: dict[int | None, str] = {
        permit: number
        for part in _parts(permits)
        for permit, number in Permit.every.filter(pk__in=part).values_list("pk", WORKER)
    }
    told = ((audit.subject_of(each), workers.get(each.permit_id, ""), {"kind": each.kind}) for each in items)
    audit.written_many(account, "item.keep", f"difference {purpose}", told)


WORKER = "placement__application__worker__number"
"""From a permit to the number of the worker who holds it."""
