"""Rounds of a season: everybody matched with every order, and later the places that came back.

A match is made outside of any transaction, from a record that is closed, and written in one.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import numpy as np
import polars as pl
from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from numpy.typing import NDArray

from acuerdo.agreement.clauses.criteria import YES
from acuerdo.matching.market import UNMATCHED
from acuerdo.operate import audit, clock, notices, places, tables
from acuerdo.operate.authority import check
from acuerdo.operate.keys import keys
from acuerdo.operate.law import enacted, law, text_row
from acuerdo.operate.placing import give_up, lapse
from acuerdo.operate.recalling import again_from, lets_name
from acuerdo.operate.registering import suspended_on
from acuerdo.operate.seasons import ANSWER_DAYS, record_of
from acuerdo.operate.states import NotNow, step
from acuerdo.population import shipped
from acuerdo.population.pool import load_parameters
from acuerdo.proof.publishing import MANIFEST
from acuerdo.records.models import (
    Account,
    Application,
    Decision,
    JobOrder,
    Nomination,
    PastSeason,
    Placement,
    Preference,
    Season,
    Text,
)
from acuerdo.records.rows import add_all, change_all
from acuerdo.season.deciding import decide_orders
from acuerdo.season.orders.dating import fiscal_year
from acuerdo.season.permits import PERMIT
from acuerdo.season.playing import Applied, Offered, settle
from acuerdo.season.playing import Season as Settled
from acuerdo.season.publishing import publish_rounds
from acuerdo.season.ranking import lists
from acuerdo.season.reasons import why
from acuerdo.season.wishes import Wish, Wishes, listed

WAITING = ("eligible", "no_place")
"""Applications that a match may give an order; whoever else is on the closed list wants none."""
AT_ONCE = 10_000
"""Applications that are read with one question."""
ENDED = ("declined", "lapsed", "refused")
"""Placements that are over."""


def match(account: Account, season: Season, kept: Callable[[int], None] = lambda _placed: None) -> Season:
    """Match everybody who takes part with every order that stands, by the rules of the season.

    The match is made outside of any transaction, from a record that is closed; what came of it is published
    and written in one, so that what is published is what is written, whoever else makes it at the same time.
    A second call finds it written, and changes nothing.

    Args:
        kept: told how many were placed, in the transaction in which that is written.
    """
    check(account, "season.run")
    if season.status == "matched":
        return season
    if season.status != "drawn":
        raise NotNow("match", season.status)
    made = Match(season, Application.every.filter(season=season, listed=True))
    with transaction.atomic():
        season = Season.objects.select_for_update().get(pk=season.pk)
        if season.status == "matched":
            return season
        made.write(round_=1)
        folder = Path(settings.ACUERDO.results) / season.name
        shutil.rmtree(folder, ignore_errors=True)  # what a try that was cut off left
        folders = publish_rounds(
            folder,
            made.settled,
            law().agreement,
            law().plan,
            None if settings.ACUERDO.demo else keys(),
            None if settings.ACUERDO.demo else season.salt,
        )
        step(season, "match")
        season.root = _root(folders[0]) if folders else ""
        season.save()
        audit.written(account, "season.run", "match", audit.subject_of(season), placed=made.placed)
        kept(made.placed)
    return season


def _root(folder: Path) -> str:
    """The root of a published match."""
    return str(json.loads((folder / "result" / MANIFEST).read_text("utf-8"))["root"])


def replace(account: Account, season: Season, kept: Callable[[int], None] = lambda _placed: None) -> int:
    """Match the places that came back with whoever still waits: how many were placed.

    Nobody loses a place, but with an employer who is suspended: whoever was given one there waits again.

    Args:
        kept: as in `match`.
    """
    check(account, "season.run")
    if season.status != "published":
        raise NotNow("replace", season.status)
    lapse()
    _refuse_suspended(account, season)
    made = Match(season, Application.every.filter(season=season, status__in=WAITING))
    with transaction.atomic():
        season = Season.objects.select_for_update().get(pk=season.pk)
        last = Placement.every.filter(application__season=season).order_by("-round").first()
        made.write(round_=last.round + 1 if last else 1)
        audit.written(
            account, "season.run", "places matched again", audit.subject_of(season), placed=made.placed
        )
        notices.results(season)
        kept(made.placed)
    return made.placed


def _refuse_suspended(account: Account, season: Season) -> None:
    """End what was given with employers who are suspended, unless the permit is granted already."""
    live = Placement.every.filter(application__season=season, status__in=("offered", "confirmed"))
    for placement in live.filter(order__employer__in=suspended_on(clock.today())):
        give_up(account, placement, "refuse", "the employer is suspended")


class Match:
    """A match of some applications with the places that are left."""

    def __init__(self, season: Season, applications: QuerySet[Application]) -> None:
        self.season, self.law = season, law()
        self.ledger, self.asked = places.ledger(), applications
        self.rests = self._rests_on()
        self.applications = list(
            applications.order_by("number")
            .select_related("worker")
            .prefetch_related(Prefetch("worker__past_seasons", PastSeason.every.all()))
            # a database takes only so many values in one question
            .iterator(chunk_size=AT_ONCE)
        )
        self.orders = self._orders()
        self.settled = self._settle()

    def _rests_on(self, lock: bool = False) -> tuple[object, ...]:
        """What the match rests on, to be compared when it is written."""
        asked, certified = (
            self.asked.order_by("pk"),
            JobOrder.objects.filter(status="certified").order_by("pk"),
        )
        if lock:
            asked, certified = asked.select_for_update(), certified.select_for_update()
        rounds = Placement.every.filter(application__season=self.season).values_list("round", flat=True)
        return (
            list(asked.values_list("pk", "status")),
            list(certified.values_list("pk", "places")),
            max(rounds, default=0),
        )

    def _orders(self) -> list[JobOrder]:
        """The orders that stand, each with the places that are left in it."""
        today = clock.today()
        away = suspended_on(today)
        found = JobOrder.objects.filter(status="certified").select_related("employer").order_by("case")
        held: dict[int, int] = {}
        live = Placement.every.filter(status__in=("offered", "confirmed", "permitted"))
        for order in live.values_list("order", flat=True):
            held[order] = held.get(order, 0) + 1
        kept = []
        for order in found:
            order.places = max(0, order.places - held.get(order.pk, 0))
            if order.employer_id not in away and order.starts > today:
                kept.append(order)
        return kept

    def _settle(self) -> Settled:
        of, orders = self.law, tables.orders_of(self.orders)
        table = orders.table
        decided = decide_orders(of.agreement, of.plan, of.pathway, table)
        today = np.datetime64(clock.today())
        text = enacted(clock.today())
        begins = np.datetime64(f"{(fiscal_year(table) or clock.today().year) - 1}-10-01")
        workers = [each.worker for each in self.applications]
        pool = tables.pool_of(workers, begins, today)
        admitted = decided.answer == YES
        named_by = self._named()
        wanted = lists(pool, table, admitted)
        wanted = listed(self._wishes(), wanted, named_by, admitted)
        record = record_of(self.season)
        names = [each.number for each in self.applications]
        applied = Applied(pool, tables.facts_about(workers, pool), named_by, wanted, names, record)
        parameters = load_parameters(shipped.path("data/corridor/pool.yaml"))
        offered = Offered(of.agreement, of.plan, text, of.pathway, orders, decided)
        return settle(offered, applied, parameters, ledger=self.ledger)

    def _named(self) -> NDArray[np.int64]:
        """The order in which an employer names each worker, where the text lets it."""
        at = {order.pk: number for number, order in enumerate(self.orders)}
        who = {each.worker_id: number for number, each in enumerate(self.applications)}
        found = np.full(len(self.applications), UNMATCHED)
        text, again = enacted(clock.today()), again_from(clock.today())
        rows = Nomination.every.filter(worker__applications__season=self.season).order_by("-at")
        for row in rows.select_related("order"):
            if row.order_id not in at or row.worker_id not in who:
                continue
            number = who[row.worker_id]
            worked = self.applications[number].worker.past_seasons.all()
            may_begin = again.get(row.worker_id, row.order.starts) <= row.order.starts
            if may_begin and lets_name(worked, row.order.employer_id, text):
                found[number] = at[row.order_id]
        return found

    def _wishes(self) -> Wishes:
        """The lists that workers changed; an order that was given up is not offered to them again."""
        known = {order.case: number for number, order in enumerate(self.orders)}
        first: dict[int, list[str]] = {}
        without: dict[int, list[str]] = {}
        rows = Preference.every.filter(application__season=self.season).order_by("place")
        for application, case, place in rows.values_list("application", "order__case", "place"):
            if case in known:
                (first if place else without).setdefault(application, []).append(case)
        ended = Placement.every.filter(application__season=self.season, status__in=ENDED)
        for application, case in ended.values_list("application", "order__case"):
            if case in known:
                without.setdefault(application, []).append(case)
                first[application] = [each for each in first.get(application, []) if each != case]
        told = [
            Wish.model_construct(
                worker=number,
                first=first.get(each.pk, []),
                without=without.get(each.pk, []),
                most=each.most if each.status in WAITING else 0,
            )
            for number, each in enumerate(self.applications)
            if {each.pk} & (first.keys() | without.keys())
            or each.most is not None
            or each.status not in WAITING
        ]
        return Wishes(tuple(told), known)

    @property
    def placed(self) -> int:
        """How many were placed, with a place under the caps."""
        return int((self.settled.permits.outcome == PERMIT).sum())

    def write(self, round_: int) -> None:
        """Write what came of the match: placements, places, and everybody's reason."""
        places.lock()
        if places.ledger() != self.ledger:
            raise NotNow("match", "places_taken_meanwhile")
        if self._rests_on(lock=True) != self.rests:
            raise NotNow("match", "changed_meanwhile")
        settled, now = self.settled, clock.now()
        text, row = enacted(clock.today()), text_row()
        told, of_orders = why(settled)
        reasons = told.sort("worker").select("clause", "en", "es", "code").rows()
        decisions, entries = self._about_orders(of_orders, row, round_, now), []
        placements, today = self._placements(round_, now), clock.today()

        def about_workers() -> Iterator[Decision]:
            for number, application in enumerate(self.applications):
                if application.status not in WAITING:
                    continue
                placement = placements.get(number)
                if placement is not None:
                    step(application, "match")
                elif application.status == "eligible":
                    step(application, "leave")
                application.turn = int(settled.turn[number]) + 1
                clause, en, es, code = reasons[number]
                subject = audit.subject_of(placement) if placement else audit.subject_of(application)
                outcome = "placed" if placement else "no_place"
                entries.append((subject, application.worker.number, {"outcome": outcome}))
                yield Decision(
                    kind="match",
                    subject=subject,
                    worker=application.worker,
                    order=placement.order if placement else None,
                    on=today,
                    at=now,
                    text=row,
                    clause=clause or self.law.path,
                    facts={
                        "turn": application.turn,
                        "round": round_,
                        "through": int(settled.permits.through[number]),
                    },
                    outcome=outcome,
                    reason=code or "",
                    en=en,
                    es=es,
                )

        add_all(Decision, chain(decisions, about_workers()))
        held = [(each, int(settled.permits.through[number])) for number, each in placements.items()]
        under = {
            (entry, through): places.keys(self.law, text, entry, through)
            for entry, through in {(each.entry, through) for each, through in held}
        }
        places.count([(each, under[each.entry, through]) for each, through in held], "taken")
        change_all(Application, self.applications, "status", "turn")
        audit.written_many(None, "season.match", f"round {round_}", entries)

    def _about_orders(self, told: pl.DataFrame, text: Text, round_: int, now: datetime) -> list[Decision]:
        """Why each order has the places that it has left empty, or that none is."""
        rows = {row["case"]: row for row in told.iter_rows(named=True)}
        return [
            Decision(
                kind="places",
                subject=audit.subject_of(order),
                order=order,
                on=clock.today(),
                at=now,
                text=text,
                clause=rows[order.case]["clause"] or self.law.path,
                facts={"season": self.season.name, "round": round_, "empty": rows[order.case]["empty"] or 0},
                outcome="full" if rows[order.case]["code"] == "full" else "empty",
                reason=rows[order.case]["code"] or "",
                en=rows[order.case]["en"],
                es=rows[order.case]["es"],
            )
            for order in self.orders
            if order.case in rows
        ]

    def _placements(self, round_: int, now: datetime) -> dict[int, Placement]:
        """What the match gave, written, by who has it: of those who wait, all who have a permit."""
        permits = self.settled.permits
        made = {
            number: Placement(
                application=application,
                order=self.orders[int(self.settled.order[number])],
                round=round_,
                offered_at=now,
                answer_by=now + timedelta(days=ANSWER_DAYS),
                entry=permits.entry[number].item(),
            )
            for number, application in enumerate(self.applications)
            if application.status in WAITING and permits.outcome[number] == PERMIT
        }
        Placement.every.bulk_create(made.values(), batch_size=500)
        return made
