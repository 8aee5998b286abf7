"""The ledger of places in the record: read as rules read it, written under a lock, never oversubscribed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from zlib import crc32

import numpy as np
from django.db import connection, transaction
from django.db.models import F, QuerySet

from acuerdo.agreement import Enacted
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.values import NONE
from acuerdo.operate import clock
from acuerdo.operate.law import Law
from acuerdo.records.models import Ceiling, Placement, Use
from acuerdo.rules.periods import Key, from_first_to_last
from acuerdo.rules.places import GRANTED, Ledger, Queue, allocate


def lock(what: str = "places") -> None:
    """Let nobody else do the same until this transaction is over.

    Args:
        what: what is counted, sealed or compared. Whoever also locks a placement locks places first, so that
            no two writers wait for each other.
    """
    # On SQLite nobody else writes until this transaction is over.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [crc32(what.encode())])


def ledger() -> Ledger:
    """The places used, as rules count them."""
    rows = Ceiling.objects.values_list("path", "begins", "used")
    return Ledger({(path, begins): used for path, begins, used in rows})


def keys(law: Law, text: Enacted, entry: date, through: int) -> dict[Key, int | None]:
    """Under which caps and set-asides a place of a day counts, each with its number; None for no limit."""
    clause, terms = law.clause(text), text.agreement.terms
    if clause.cap is None:
        return {}
    day = np.array([entry], "datetime64[D]")
    stretches = from_first_to_last(f"{law.path}.cap", clause.cap, day, None, terms)
    stretch = next(each for each in stretches if each.first <= entry < each.stops)
    found: dict[Key, int | None] = {
        level.key: level.entry.count if isinstance(level.entry.count, int) else None
        for level in stretch.levels
        if level.entry.count is not NONE
    }
    if through > 0 and clause.allocation:
        aside = clause.allocation.set_asides[through - 1]
        found[(f"{law.path}.allocation.set_asides.{aside.name}", stretch.levels[0].start)] = None
    return found


@transaction.atomic
def take(law: Law, text: Enacted, placement: Placement, facts: Facts, filed: date) -> int | None:
    """Take a place for a placement, if the rules grant one now.

    Args:
        facts: one person, with the offer.
        filed: the day of filing.

    Returns:
        0 for the general pool, k for the k-th set-aside; None where there is no place.
    """
    lock()
    clause, terms = law.clause(text), text.agreement.terms
    if clause.cap is None:
        return 0
    entry = np.array([placement.entry], "datetime64[D]")
    queue = Queue(
        np.ones(1, np.bool_), entry, np.array([filed], "datetime64[D]"), np.zeros(1, np.int64), facts
    )
    found = allocate(f"{law.path}.cap", clause.cap, clause.allocation, terms, queue, ledger())
    if found.status[0] != GRANTED or found.given_on[0] != entry[0]:
        return None
    through = int(found.through[0])
    count([(placement, keys(law, text, placement.entry, through))], "taken")
    return through


def count(taken: Sequence[tuple[Placement, Mapping[Key, int | None]]], why: str) -> None:
    """Write places taken, each under its ceilings, as `keys` says them; the database refuses more than there
    are."""
    at, most = clock.now(), {key: number for _, under in taken for key, number in under.items()}
    used = Counter(key for _, under in taken for key in under)
    ceilings = {}
    for (path, begins), places in used.items():
        ceiling, _ = Ceiling.objects.get_or_create(
            path=path, begins=begins, defaults={"places": most[path, begins]}
        )
        Ceiling.objects.filter(pk=ceiling.pk).update(used=F("used") + places)
        ceilings[path, begins] = ceiling
    Use.every.bulk_create(
        [
            Use(ceiling=ceilings[key], placement=placement, places=1, why=why, at=at)
            for placement, under in taken
            for key in under
        ],
        batch_size=500,
    )


@transaction.atomic
def give_back(placement: Placement, why: str) -> None:
    """Give back every place that a placement holds."""
    lock()
    held: dict[int, int] = {}
    for ceiling, places in Use.every.filter(placement=placement).values_list("ceiling", "places"):
        held[ceiling] = held.get(ceiling, 0) + places
    at = clock.now()
    for ceiling, places in held.items():
        if places:
            Ceiling.objects.filter(pk=ceiling).update(used=F("used") - places)
            Use.every.create(ceiling_id=ceiling, placement=placement, places=-places, why=why, at=at)


def shown() -> QuerySet[Ceiling]:
    """Every ceiling, for everybody to see."""
    return Ceiling.objects.order_by("begins", "path")
