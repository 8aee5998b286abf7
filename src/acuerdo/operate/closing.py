"""A stay that is over: days counted, whether it ended in time, and the season that it leaves behind."""

from datetime import date

from django.db import transaction

from acuerdo.operate import asked_stays, audit, clock, deciding
from acuerdo.operate.authority import check
from acuerdo.operate.law import law
from acuerdo.operate.states import NotNow
from acuerdo.operate.staying import PERMIT_ROWS, Counted, counted, text_for
from acuerdo.records.models import Account, Decision, PastSeason, Permit, Stay
from acuerdo.season.orders.dating import FISCAL_YEAR_BEGINS

AT_ONCE = 5_000
"""Permits that are looked at together."""


@transaction.atomic
def close(account: Account | None, permit: Permit) -> Stay:
    """Close a stay: the rules say whether it ended in time, and the season that it leaves behind counts.

    Before the last day an officer closes it, for somebody who went home for good; after that day the service
    does, for everybody who went out.

    Raises:
        Denied: the role may not.
        NotNow: somebody is inside, never came, or the stay was closed before.
    """
    if account is not None:
        check(account, "stay.close", permit)
    permit = Permit.every.select_for_update(of=("self",)).select_related(*PERMIT_ROWS).get(pk=permit.pk)
    return _close(account, counted([permit])[permit.pk])


def _close(account: Account | None, found: Counted) -> Stay:
    permit, entered, left = found.permit, found.entered_on, found.left_on
    if found.closed is not None:
        raise NotNow("close_stay", "closed_stay")
    if left is None:
        raise NotNow("close_stay", "inside" if found.inside else "without_entry")
    facts = {"stay.until": permit.until.isoformat(), "permit.exited_on": left.isoformat()}
    text = text_for(permit, clock.today())
    said = asked_stays.over(facts, text, law().pathway)
    placement = permit.placement
    worker = placement.application.worker
    kept = deciding.keep(
        "stay", audit.subject_of(placement), said, facts, text.on, account, worker, placement.order
    )
    made: Stay = Stay.every.create(
        permit=permit,
        entered_on=entered or permit.holds_from,
        left_on=left,
        days=found.days,
        complied=said.outcome == "complied",
        decision=kept,
        closed_at=clock.now(),
    )
    _season(made)
    audit.written(
        account, "stay.close", "stay over", audit.subject_of(made), worker.number, outcome=said.outcome
    )
    return made


def _season(stay: Stay) -> None:
    """The season that a stay leaves behind; of two stays of a year both have to have ended in time."""
    placement = stay.permit.placement
    worker, year = placement.application.worker, year_of(stay.entered_on)
    others = Stay.every.filter(permit__placement__application__worker=worker).exclude(pk=stay.pk)
    complied = stay.complied and all(each.complied for each in others if year_of(each.entered_on) == year)
    PastSeason.every.update_or_create(
        worker=worker, year=year, defaults={"complied": complied, "employer": placement.order.employer}
    )


def year_of(entered: date) -> int:
    """The fiscal year of a season, by the day of entry."""
    return entered.year + (entered.month >= FISCAL_YEAR_BEGINS)


def close_due(account: Account | None) -> list[Stay]:
    """Close every stay whose last day has passed and whose holder went out.

    Raises:
        Denied: the role may not.
    """
    if account is not None:
        check(account, "stay.close")
    due = Permit.every.filter(until__lt=clock.today(), stay=None, crossings__isnull=False).distinct()
    keys = list(due.order_by("pk").values_list("pk", flat=True))
    made: list[Stay] = []
    for begins in range(0, len(keys), AT_ONCE):
        with transaction.atomic():
            rows = Permit.every.select_for_update(of=("self",)).filter(
                pk__in=keys[begins : begins + AT_ONCE], stay=None
            )
            found = counted(list(rows.select_related(*PERMIT_ROWS)))
            made += [_close(account, each) for each in found.values() if each.left_on is not None]
    return made


def follow(decision: Decision) -> None:
    """Do what a review found of a stay that is over: its last day may have been mended."""
    stay: Stay = Stay.every.select_related(
        "permit__placement__order__employer", "permit__placement__application__worker"
    ).get(permit__placement__pk=int(decision.subject.partition(":")[2]))
    stay.complied, stay.decision = decision.outcome == "complied", decision
    stay.left_on = date.fromisoformat(str(decision.facts["permit.exited_on"]))
    stay.save(update_fields=["complied", "decision", "left_on"])
    _season(stay)
