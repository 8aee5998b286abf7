"""The steps of a season, what each does, what is still missing for it, and whether it was taken."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from acuerdo.operate import clock
from acuerdo.operate.law import law
from acuerdo.operate.seasons import record_of
from acuerdo.records.models import JobOrder, Placement, Season

TITLES: dict[str, tuple[Any, Any]] = {
    "open": (
        _("Open the season"),
        _("The terms of the lottery are settled, and applications are taken until the close."),
    ),
    "commit": (
        _("Enter the commitments"),
        _("Each government fixes a secret by its digest, before anybody knows who applies."),
    ),
    "close": (
        _("Close applications"),
        _("The list of applications is settled, and its digest becomes part of the lottery."),
    ),
    "reveal": (
        _("Enter the secrets"),
        _("Each government shows the secret it committed to. One that is not shown in time is left out."),
    ),
    "draw": (
        _("Enter the public value"),
        _("The seed of the lottery follows from the secrets, the list and the public value."),
    ),
    "match": (
        _("Match"),
        _("Everybody on the list is matched with the orders that stand. Nobody sees the result yet."),
    ),
    "publish": (
        _("Publish"),
        _("Workers and employers see the result, and the days to answer begin."),
    ),
    "replace": (
        _("Match the places that came back"),
        _("Places given back are matched with those who wait. Nobody loses an order."),
    ),
}
"""Each step: its name, and what it does."""
SEQUENCE = tuple(TITLES)
REACHED = {"preparing": 0, "open": 1, "closed": 3, "drawn": 5, "matched": 6, "published": 7}
"""How many steps lie behind a season in each state; commitments are counted with the close, secrets with the
draw."""


@dataclass(slots=True)
class Step:
    """One step.

    Fields:
        name: one of SEQUENCE.
        title, about: what it is called, and what it does.
        done: it was taken.
        missing: what has to be there or to happen before it can be taken, in words.
        parties: parties who still have to add something to it.
        told: what was entered, as names and values.
    """

    name: str
    title: Any
    about: Any
    done: bool
    missing: list[str] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        """Whether it can be taken now."""
        return not self.missing and (not self.done or self.name == "replace")


def steps(season: Season) -> list[Step]:
    """Every step of a season, in sequence."""
    behind = REACHED[season.status]
    found = {
        name: Step(name, *TITLES[name], done=at < behind and name != "replace")
        for at, name in enumerate(SEQUENCE)
    }
    if season.lottery:
        _lottery(season, found)
    for at, name in enumerate(SEQUENCE):
        if found[name].done or (name == "commit" and season.status == "open"):
            continue
        if at > behind and not (name == "close" and season.status == "open"):
            before = found[SEQUENCE[at - 1]]
            if name == "draw" and season.status == "closed":
                continue
            found[name].missing.insert(0, say("First: {step}.").format(step=before.title))
    _orders(found)
    if season.status == "published":
        _came_back(season, found["replace"])
    return list(found.values())


def now(season: Season) -> str:
    """The step that comes next."""
    return next((step.name for step in steps(season) if not step.done), "replace")


def _lottery(season: Season, found: dict[str, Step]) -> None:
    record, instant = record_of(season), clock.now()
    terms = record.terms
    found["open"].told = [(say("Public value"), terms.beacon.name)]
    without = [party for party in terms.parties if party not in record.shares]
    found["commit"].parties, found["commit"].done = without, not without
    found["commit"].told = [(party, share.commitment) for party, share in sorted(record.shares.items())]
    hidden = [party for party, share in sorted(record.shares.items()) if share.secret is None]
    shown = [(party, str(share.secret)) for party, share in sorted(record.shares.items()) if share.secret]
    found["reveal"].parties, found["reveal"].told = hidden, shown
    found["reveal"].done = season.status != "open" and not hidden
    if season.status == "open":
        if without and instant >= season.closes:
            found["commit"].missing.append(say("The close has passed: no commitment is taken any more."))
        if without:
            told = say("The commitment of {parties} is missing.").format(parties=", ".join(without))
            found["close"].missing.append(told)
        if instant < season.closes:
            found["close"].missing.append(_from(season.closes))
    if season.status == "closed":
        reveal_by = datetime.fromisoformat(terms.reveal_by)
        due = datetime.fromisoformat(terms.beacon.due)
        if hidden and instant >= reveal_by:
            found["reveal"].missing.append(say("The time to show secrets is over: they are left out."))
        if instant < due:
            found["draw"].missing.append(_from(due))
    if record.applications is not None:
        count = record.applications.count
        found["close"].told = [
            (say("Applications"), str(count)),
            (say("Digest of the list"), record.applications.sha256),
        ]
    if record.seed:
        found["draw"].told = [(say("Public value"), str(record.beacon)), (say("Seed"), record.seed)]
    if season.root:
        found["match"].told = [(say("Root of the result"), season.root)]


def _from(at: datetime) -> str:
    return say("It can be done from {moment} on (UTC).").format(moment=f"{at:%Y-%m-%d %H:%M}")


def _orders(found: dict[str, Step]) -> None:
    waiting = JobOrder.objects.filter(status__in=("filed", "needs_evidence")).count()
    if waiting and not found["match"].done:
        told = say("Orders that wait for their certification, and take no part until then")
        found["match"].told.append((told, str(waiting)))


def _came_back(season: Season, step: Step) -> None:
    placements = Placement.every.filter(application__season=season)
    back = placements.filter(status__in=("declined", "lapsed", "refused")).count()
    late = placements.filter(status="offered", answer_by__lte=clock.now()).count()
    step.told = [
        (say("Orders given back, lapsed or ended so far"), str(back)),
        (say("Offers that lapse now, unanswered"), str(late)),
    ]


def round_of(season: Season) -> int:
    """The last round of a season that was matched: 0 before the first."""
    last = Placement.every.filter(application__season=season).order_by("-round").first()
    return int(last.round) if last else 0


def parties() -> list[str]:
    """The parties to the lottery."""
    return sorted(law().agreement.terms.parties)
