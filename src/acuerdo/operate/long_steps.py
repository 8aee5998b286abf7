"""The long steps of a season: asked for and answered at once, taken by a job; what came of it is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskContext
from django_tasks_db.models import DBTaskResult

from acuerdo.operate import clock, jobs, rounds
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.states import NotNow, can
from acuerdo.records.models import Account, Season

MEANWHILE = ("places_taken_meanwhile", "changed_meanwhile")
"""What stands against a match that is made again, as somebody wrote while it was made."""


@jobs.job(_("Match a season"))
def match(context: TaskContext, season: int, by: int) -> dict[str, Any]:
    """Match a season for the account that asked for it."""
    return _taken(context, rounds.match, season, by)


@jobs.job(_("Match the places that came back"))
def replace(context: TaskContext, season: int, by: int) -> dict[str, Any]:
    """Match the places that came back, for the account that asked for it."""
    return _taken(context, rounds.replace, season, by)


JOBS = {"match": match, "replace": replace}
"""The job of each long step."""


def _taken(context: TaskContext, step: Callable[..., Any], season: int, by: int) -> dict[str, Any]:
    """What a step came to: how many were placed, or why it is refused."""
    told: dict[str, Any] = {}

    def kept(placed: int) -> None:
        told["placed"] = placed
        jobs.keep(context, told)

    try:
        step(Account.objects.get(pk=by), Season.objects.get(pk=season), kept)
    except Denied as error:
        return {"refused": ["denied", error.reason]}
    except NotNow as error:
        if error.state in MEANWHILE:
            raise
        return {"refused": [error.step, error.state]}
    return told


@dataclass(frozen=True, slots=True)
class Asked:
    """A long step that was asked for.

    Fields:
        step: match or replace.
        state: going until the job ends; then done, refused, or failed for good.
        since: when it was asked for.
        placed: how many were placed, once it is done.
        refused: why it was refused.
    """

    step: str
    state: str
    since: datetime
    placed: int | None = None
    refused: NotNow | None = None


def asked(season: Season) -> Asked | None:
    """The long step of a season that was asked for last; None where none was."""
    if season.job is None or season.asked_at is None:
        return None
    row = DBTaskResult.objects.filter(pk=season.job).only("status", "return_value").first()
    if row is None:
        return None
    if row.status in (jobs.READY, jobs.RUNNING):
        return Asked(season.asked, "going", season.asked_at)
    if row.status == jobs.DEAD:
        return Asked(season.asked, "failed", season.asked_at)
    told = row.return_value or {}
    if "refused" in told:
        return Asked(season.asked, "refused", season.asked_at, refused=NotNow(*told["refused"]))
    return Asked(season.asked, "done", season.asked_at, placed=told.get("placed"))


@transaction.atomic
def ask(account: Account, season: Season, step: str) -> Season:
    """Ask for a long step; while it goes on, and where it was taken before, that changes nothing.

    Args:
        step: match or replace.

    Raises:
        Denied: the role may not.
        NotNow: the season is not at this step, or another goes on.
    """
    check(account, "season.run")
    season = Season.objects.select_for_update().get(pk=season.pk)
    if step == "match" and season.status == "matched" and season.asked:
        return season
    going = asked(season)
    if going is not None and going.state == "going":
        if going.step != step:
            raise NotNow(step, "going_on")
        return season
    if not can(season, step):
        raise NotNow(step, season.status)
    season.asked, season.asked_at = step, clock.now()
    season.job = jobs.later(JOBS[step], season.pk, account.pk)
    season.save(update_fields=["asked", "asked_at", "job"])
    return season
