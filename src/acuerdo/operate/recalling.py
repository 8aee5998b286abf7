"""The next season: who may be named again by whom, and from which day somebody may come again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery

from acuerdo.agreement import Enacted
from acuerdo.operate import asked_stays, audit, clock
from acuerdo.operate.authority import check
from acuerdo.operate.deciding import Said
from acuerdo.operate.law import enacted, law
from acuerdo.operate.staying import clause_of, days
from acuerdo.records.models import Account, Crossing, Employer, PastSeason, Permit, Stay, Worker
from acuerdo.rules.permits import comes_again_from, named

NOBODY = -1
OF_WORKER = "permit__placement__application__worker"


def lets_name(seasons: Iterable[PastSeason], employer: int, text: Enacted) -> bool:
    """Whether the text lets an employer name a worker, by the last season that the worker worked.

    Args:
        seasons: of the worker.
        employer: the key of the employer.
        text: in force.
    """
    last = max(seasons, key=lambda each: each.year, default=None)
    clause = law().clause(text).circularity
    complied = np.array([last is not None and last.complied])
    worked_for = np.array([last.employer_id if last and last.employer_id else NOBODY])
    return bool(named(clause, complied, worked_for, np.array([employer]))[0])


@dataclass(frozen=True, slots=True)
class Nameable:
    """Somebody who may be named again: the last season, and the first day of another stay, None for any."""

    worker: Worker
    season: PastSeason
    again_from: date | None


def last_seasons(employers: Iterable[Employer]) -> Any:
    """The last season of everybody whose last was with one of some employers, and was complied with."""
    last = PastSeason.every.filter(worker=OuterRef("worker")).order_by("-year").values("pk")[:1]
    found = PastSeason.every.filter(pk=Subquery(last), employer__in=list(employers), complied=True)
    return found.filter(worker__merged_into=None).select_related("worker", "employer").order_by("-year", "pk")


@transaction.atomic
def nameable(account: Account, seasons: Iterable[PastSeason]) -> list[Nameable]:
    """Whom an employer may name again, of a page of `last_seasons`; each an entry of the audit.

    Raises:
        Denied: the account does not stand for the employer.
    """
    shown, text = list(seasons), enacted(clock.today())
    for employer in {each.employer for each in shown if each.employer}:
        check(account, "order.nominate", employer)
    kept = [each for each in shown if each.employer_id and lets_name([each], each.employer_id, text)]
    first = again_from(clock.today(), [each.worker_id for each in kept])
    audit.read(account, "order.nominate", "who may be named", "worker", [each.worker.number for each in kept])
    return [Nameable(each.worker, each, first.get(each.worker_id)) for each in kept]


def again_from(on: date, workers: Iterable[int] | None = None) -> dict[int, date]:
    """The first day of another stay of those who have one behind, by the keys of workers; whoever may come on
    any day is not among them.

    Args:
        on: the day whose text is asked.
        workers: whose; all where none are named.
    """
    exits = _last_exits(workers)
    if not exits:
        return {}
    stay, calendar = clause_of(enacted(on))
    first = comes_again_from(stay, calendar, days(*exits.values())).tolist()
    return {worker: day for worker, day in zip(exits, first, strict=True) if day is not None}


def _last_exits(workers: Iterable[int] | None) -> dict[int, date]:
    """The last day of the last stay of workers; of a stay that is not over, the last day of its permit."""
    over, on = Stay.every.order_by(), _not_over()
    if workers is not None:
        known = list(workers)
        over, on = over.filter(**{f"{OF_WORKER}__in": known}), on.filter(**{f"{HOLDER}__in": known})
    found = dict(on.order_by().values_list(HOLDER).annotate(last=Max("until")))
    for worker, left in over.values_list(OF_WORKER).annotate(last=Max("left_on")):
        found[worker] = max(left, found.get(worker, left))
    return found


HOLDER = "placement__application__worker"


def _not_over() -> Any:
    """Permits under which somebody came in, and whose stay was not closed."""
    return Permit.every.filter(_came(), stay=None)


def _came() -> Exists:
    return Exists(Crossing.every.filter(permit=OuterRef("pk"), direction="entry", struck_at=None))


def another_stay(worker: Worker, entry: date, text: Enacted) -> Said | None:
    """What the rules say of another stay of somebody; None for whoever has none behind.

    Args:
        entry: the first day of it.
        text: that decides.
    """
    found = (
        Permit.every.filter(**{HOLDER: worker})
        .annotate(came=_came())
        .aggregate(
            last=Max("stay__left_on"),
            number=Count("stay"),
            not_over=Count("pk", filter=Q(came=True, stay=None)),
        )
    )
    if found["not_over"]:
        return asked_stays.not_over(law().pathway)
    if found["last"] is None:
        return None
    return asked_stays.another(found["last"], found["number"], entry, text, law().pathway)
