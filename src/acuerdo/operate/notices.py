"""Notices: what a worker is told, within the action that is the reason for it, and sent once that holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskContext

from acuerdo.operate import audit, clock, jobs
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.notice_kinds import KINDS
from acuerdo.operate.sending import addresses, in_words, send
from acuerdo.records.models import Account, Application, Delivery, Notice, Placement, Season, Worker

Fact = date | datetime | int | str
"""What the words of a notice are filled with: a day, an instant, a number, or the code of a consulate."""
REMIND_DAYS = 3
"""How many days before an offer lapses its worker is reminded (assumed: a weekend lies within)."""
AT_ONCE = 200
"""Notices of one transaction, where many are told (assumed: other writers wait for less than a second)."""


def tell(worker: Worker, kind: str, about: models.Model | None = None, **facts: Fact) -> Notice | None:
    """Tell a worker something, in the transaction of the action that is the reason for it: the notice is
    kept, and sent by a job once the transaction holds.

    Args:
        kind: one of KINDS.
        about: the row that it tells of: of one row, a kind is told once.
        facts: what the words are filled with, each of which the kind names; no names of people.

    Returns:
        The notice; None where it was told before.

    Raises:
        TypeError: the facts are not those of the kind: a mistake of the program.
    """
    told = tell_many([(worker, kind, about, facts)])
    return told[0] if told else None


Telling = tuple[Worker, str, models.Model | None, Mapping[str, Fact]]
"""Who is told which kind of what, with its facts."""


def tell_many(rows: Sequence[Telling]) -> list[Notice]:
    """Tell some workers something, as `tell` does: the notices, but those that were told before."""
    now, made = clock.now(), list[Notice]()
    for worker, kind, about, facts in rows:
        if set(facts) != set(KINDS[kind]):
            raise TypeError(f"a notice of the kind {kind} tells {sorted(KINDS[kind])}")
        made.append(
            Notice(
                worker=worker,
                kind=kind,
                about=audit.subject_of(about) if about is not None else "",
                facts={name: _kept(fact) for name, fact in facts.items()},
                language=worker.language,
                told_at=now,
            )
        )
    subjects = {each.about for each in made if each.about}
    before = Notice.every.filter(about__in=subjects).values_list("worker", "kind", "about")
    told = set(before) if subjects else set()
    new = [each for each in made if (each.worker_id, each.kind, each.about) not in told]
    Notice.every.bulk_create(new)
    for notice in new:
        for channel in addresses(notice.worker):
            jobs.later(send, Delivery.every.create(notice=notice, channel=channel).pk)
    return new


def _kept(fact: Fact) -> str | int:
    return fact.isoformat() if isinstance(fact, date) else fact


@jobs.job(_("Tell workers what the match gave them"))
def tell_results(context: TaskContext, season: int, after: int) -> None:
    """Tell everybody on the list of a season that is published, some of them, and ask for the next.

    Args:
        after: the application behind which those begin.
    """
    listed = Application.every.filter(season=season, pk__gt=after, status__in=("matched", "no_place"))
    offers = Placement.every.filter(application=OuterRef("pk"))
    listed = listed.filter(models.Q(status="matched") | ~Exists(offers)).select_related("worker")
    with transaction.atomic():
        some = list(listed.order_by("pk")[:AT_ONCE])
        offered = Placement.every.filter(application__in=some, status="offered")
        by = {each.application_id: each for each in offered}
        rows: list[Telling] = []
        for each in some:
            placement = by.get(each.pk)
            if placement is not None:
                facts = {"answer_by": placement.answer_by}
                rows.append((each.worker, "offer_published", placement, facts))
            elif each.status == "no_place":
                rows.append((each.worker, "without_offer", each, {}))
        tell_many(rows)
        if len(some) == AT_ONCE:
            jobs.later(tell_results, season, some[-1].pk)
        jobs.keep(context, {"told": len(some)})


def results(season: Season) -> None:
    """Let everybody be told what the match gave them, within the action that shows it."""
    jobs.later(tell_results, season.pk, 0)


@jobs.job(_("Remind workers of offers that lapse soon"))
def remind() -> None:
    """Remind whoever has not answered an offer that lapses soon; each once."""
    now = clock.now()
    told = Notice.every.filter(
        kind="offer_reminder",
        worker=OuterRef("application__worker"),
        about=Concat(models.Value("placement:"), Cast(OuterRef("pk"), models.CharField())),
    )
    soon = Placement.every.filter(
        ~Exists(told),
        application__season__status="published",
        status="offered",
        answer_by__gt=now,
        answer_by__lte=now + timedelta(days=REMIND_DAYS),
    )
    with transaction.atomic():
        some = list(soon.select_related("application__worker").order_by("answer_by")[:AT_ONCE])
        tell_many(
            [
                (each.application.worker, "offer_reminder", each, {"answer_by": each.answer_by})
                for each in some
            ]
        )
        if len(some) == AT_ONCE:
            jobs.later(remind)


@dataclass(frozen=True, slots=True)
class Seen:
    """A notice as its worker reads it.

    Fields:
        title, words: in the language of the page.
        language: in which it was sent.
        deliveries: how it went, by channel.
    """

    notice: Notice
    title: str
    words: str
    deliveries: list[Delivery]


def own(account: Account) -> QuerySet[Notice]:
    """The notices of the worker that an account stands for, the last first.

    Raises:
        Denied: the account is no worker's, or has no registration.
    """
    check(account, "notice.see")
    if account.worker is None:
        raise Denied("notice.see", "reach")
    found: QuerySet[Notice] = audit.rows(account, "notice.see", Notice).select_related("worker")
    return found.prefetch_related(models.Prefetch("deliveries", Delivery.every.order_by("channel"))).order_by(
        "-told_at", "-pk"
    )


@transaction.atomic
def seen(account: Account, found: Any, language: str) -> list[Seen]:
    """Notices in the words of a page; that they were read is an entry.

    Args:
        found: some of `own`.
    """
    shown = audit.see_many(account, "notice.see", found, "own notices", "worker")
    return [Seen(each, *_words(each, language), list(each.deliveries.all())) for each in shown]


def _words(notice: Notice, language: str) -> tuple[str, str]:
    told = in_words(notice, language)
    return told.title, told.words
