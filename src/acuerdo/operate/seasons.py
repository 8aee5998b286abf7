"""The season run from the record: opened, its lottery committed, closed, drawn and published.

Every step can be repeated: what was done before is not done twice, and a step that was cut off leaves
nothing behind but files that the next try writes again.
"""

import secrets
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction

from acuerdo.operate import audit, clock, notices
from acuerdo.operate.authority import check
from acuerdo.operate.law import law
from acuerdo.operate.states import NotNow, step
from acuerdo.proof.forms import Form
from acuerdo.proof.hashing import tagged
from acuerdo.proof.lottery import (
    Applications,
    Beacon,
    Record,
    Share,
    Terms,
    commitment,
    faults,
    list_digest,
    seed,
)
from acuerdo.records.models import (
    Account,
    Application,
    Placement,
    Season,
)

ANSWER_DAYS = 10
"""Days in which a worker answers an offer (assumed; the texts say nothing of it)."""
REVEAL_HOURS, BEACON_HOURS = 24, 48
"""Hours after the close by which secrets are revealed, and at which the beacon speaks (assumed)."""


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def record_of(season: Season) -> Record:
    """The record of the lottery of a season, as it stands."""
    return Record.model_validate(season.lottery)


def _keep(season: Season, record: Form) -> None:
    season.lottery = record.model_dump(mode="json")


@transaction.atomic
def prepare(account: Account, name: str, opens: datetime, closes: datetime) -> Season:
    """Prepare a season: its name, and the time in which applications are taken."""
    check(account, "season.run")
    made = Season.objects.create(name=name, pathway=law().pathway, opens=opens, closes=closes)
    audit.written(account, "season.run", "season prepared", audit.subject_of(made))
    return made


@transaction.atomic
def open_season(account: Account, season: Season, beacon: str) -> None:
    """Open a season: terms of the lottery are settled, and applications taken from its first instant on.

    Args:
        beacon: the public value that nobody knows yet, and where it is found.
    """
    check(account, "season.run")
    season = Season.objects.select_for_update().get(pk=season.pk)
    step(season, "open")
    parties = sorted(law().agreement.terms.parties)
    terms = Terms(
        season=season.name,
        round="1",
        parties=parties,
        closes=_moment(season.closes),
        reveal_by=_moment(season.closes + timedelta(hours=REVEAL_HOURS)),
        withheld="left_out",
        beacon=Beacon(
            name=beacon, round=season.name, due=_moment(season.closes + timedelta(hours=BEACON_HOURS))
        ),
    )
    _keep(season, Record(terms=terms, shares={}))
    season.salt = secrets.token_hex(32)
    season.save()
    audit.written(account, "season.run", "season opened", audit.subject_of(season))


@transaction.atomic
def commit(account: Account, season: Season, party: str, commits: str) -> None:
    """Enter what a party commits to, before applications close."""
    check(account, "season.run")
    season = Season.objects.select_for_update().get(pk=season.pk)
    record = record_of(season)
    if season.status != "open" or clock.now() >= season.closes:
        raise NotNow("commit", season.status)
    if party not in record.terms.parties or party in record.shares:
        raise NotNow("commit", "committed")
    share = Share(committed=_moment(clock.now()), commitment=commits)
    _keep(season, record.model_copy(update={"shares": {**record.shares, party: share}}))
    season.save(update_fields=["lottery"])
    audit.written(account, "season.run", f"commitment of {party}", audit.subject_of(season))


@transaction.atomic
def demonstration_secrets(account: Account, season: Season) -> None:
    """Draw and commit the secrets of all parties, as only a demonstration may."""
    if not settings.ACUERDO.demo:
        raise NotNow("demonstration_secrets", "in_operation")
    check(account, "season.run")
    terms = record_of(season).terms
    drawn = {party: tagged("demonstration", "service", season.name, party).hex() for party in terms.parties}
    Season.objects.filter(pk=season.pk).update(secrets=drawn)
    for party, secret in drawn.items():
        commit(account, season, party, commitment(terms, party, bytes.fromhex(secret)))
    season.refresh_from_db()


@transaction.atomic
def close(account: Account, season: Season) -> None:
    """Close applications: the list is settled, and its digest is part of the lottery."""
    check(account, "season.run")
    season = Season.objects.select_for_update().get(pk=season.pk)
    if clock.now() < season.closes:
        raise NotNow("close", "open")
    record = record_of(season)
    if set(record.shares) != set(record.terms.parties):
        raise NotNow("close", "without_all_commitments")
    step(season, "close")
    Application.every.filter(season=season, status="eligible").update(listed=True)
    names = numbers_of(season)
    closed = Applications(count=len(names), sha256=list_digest(names))
    _keep(season, record.model_copy(update={"applications": closed}))
    season.save()
    audit.written(account, "season.run", "applications closed", audit.subject_of(season), count=len(names))


def numbers_of(season: Season) -> list[str]:
    """The closed list: the number of every application that was eligible at the close."""
    found = Application.every.filter(season=season, listed=True)
    return list(found.order_by("number").values_list("number", flat=True))


@transaction.atomic
def reveal(account: Account, season: Season, party: str, secret: str) -> None:
    """Enter the secret of a party, once applications are closed and before the time to reveal is over.

    Raises:
        NotNow: it is not the time, this is not what the party committed to, or its secret is known already.
    """
    check(account, "season.run")
    season = Season.objects.select_for_update().get(pk=season.pk)
    record = record_of(season)
    if season.status != "closed" or _moment(clock.now()) >= record.terms.reveal_by:
        raise NotNow("reveal", season.status)
    share = record.shares.get(party)
    if share is None:
        raise NotNow("reveal", "without_a_commitment")
    if share.secret:
        raise NotNow("reveal", "revealed")
    if commitment(record.terms, party, bytes.fromhex(secret)) != share.commitment:
        raise NotNow("reveal", "committed_to_another_secret")
    shown = share.model_copy(update={"revealed": _moment(clock.now()), "secret": secret})
    _keep(season, record.model_copy(update={"shares": {**record.shares, party: shown}}))
    season.save(update_fields=["lottery"])
    audit.written(account, "season.run", f"secret of {party}", audit.subject_of(season))


@transaction.atomic
def draw(account: Account, season: Season, beacon: str) -> None:
    """Enter the value of the beacon, once it is due: the seed of the lottery is settled. A secret that was
    not revealed is left out.

    Raises:
        NotNow: the season is not closed, the beacon is not due, or the lottery does not hold.
    """
    check(account, "season.run")
    season = Season.objects.select_for_update().get(pk=season.pk)
    record = record_of(season)
    if _moment(clock.now()) < record.terms.beacon.due:
        raise NotNow("draw", "before_the_beacon")
    step(season, "draw")
    drawn = record.model_copy(update={"beacon": beacon})
    drawn = drawn.model_copy(update={"seed": seed(drawn)})
    wrong = list(faults(drawn))
    if wrong:
        raise NotNow("draw", ", ".join(each.code for each in wrong))
    _keep(season, drawn)
    season.save()
    audit.written(account, "season.run", "lottery drawn", audit.subject_of(season))


@transaction.atomic
def publish(account: Account, season: Season) -> None:
    """Let everybody see what the match gave, and let the time to answer begin."""
    check(account, "season.run")
    season = Season.objects.select_for_update().get(pk=season.pk)
    step(season, "publish")
    season.save()
    offered = Placement.every.filter(application__season=season, status="offered")
    offered.update(offered_at=clock.now(), answer_by=clock.now() + timedelta(days=ANSWER_DAYS))
    notices.results(season)
    audit.written(account, "season.run", "published", audit.subject_of(season))


def new_secret() -> str:
    """A secret for a lottery, which a party keeps until it is time."""
    return secrets.token_hex(32)
