"""What the steps of a rehearsal share: who calls, who is signed in, at what instant, and what came of it."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from acuerdo.operate.demonstration import PASSWORD
from acuerdo.proof.hashing import tagged
from acuerdo.proof.lottery import Terms, commitment
from acuerdo.web.rehearsal.client import Browser, Service
from acuerdo.web.rehearsal.setting import Setting

Say = Callable[[str], None]
LOOK_SECONDS = 0.5
"""How long a program waits before it looks again whether a long step is done (assumed)."""
CONFLICT = 409
"""How the service says that something is not possible now."""


@dataclass(frozen=True, slots=True)
class Held:
    """A permit that was granted: its number, who holds it, for which order, and its days."""

    number: str
    worker: str
    case: str
    since: date
    until: date


class Rehearsal:
    """One rehearsal.

    Args:
        service: the service, up.
        setting: what it begins with.
        clock: the file of the clock of the service.
        say: told what came of each step.

    Fields:
        season: the name of the season that is played.
        permits: those that were granted, by number.
        earlier: the placements of the seasons before.
        suspended: the number of the employer that is.
        short: the workers whose employer paid too little.
        mover, to: who moves to another employer, and to which order.
        late: who leaves after the days of grace.
        secret: number and secret of the complaint without a name.
        gone: on which day people went home, by the number of the permit.
        named: the workers who are named for the next season.
    """

    mover: Held
    late: Held
    to: str

    def __init__(self, service: Service, setting: Setting, clock: Path, say: Say) -> None:
        self.service, self.setting, self.clock, self.say = service, setting, clock, say
        self.season = setting.season
        self.figures: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}
        self.browsers: dict[str, Browser] = {}
        self.workers: list[str] = []
        self.mistaken: list[str] = []
        self.secrets: dict[str, bytes] = {}
        self.permits: dict[str, Held] = {}
        self.earlier: set[int] = set()
        self.suspended = ""
        self.secret = "", ""
        self.gone: dict[str, date] = {}
        self.named: set[str] = set()
        self.short: set[str] = set()

    def play(self, steps: Sequence[Callable[["Rehearsal"], str]]) -> None:
        """Take steps, one after another; each says what came of it."""
        for step in steps:
            began = time.perf_counter()
            told = step(self)
            self.seconds[step.__name__] = time.perf_counter() - began
            self.say(f"{told}  ({self.seconds[step.__name__]:.1f} s)")

    def now(self, at: datetime) -> None:
        """Let the clock of the service stand at an instant."""
        written = self.clock.with_suffix(".next")
        written.write_text(at.isoformat(), encoding="utf-8")
        written.replace(self.clock)

    def as_(self, account: str, method: str, path: str, sent: Any = None, key: str | None = None) -> Any:
        """Call the interface for an account."""
        return self.service.call(self.setting.token[account], method, path, sent, key)

    def every(self, account: str, path: str) -> list[dict[str, Any]]:
        """Every row of a list, for an account."""
        return list(self.service.every(self.setting.token[account], path))

    def signed_in(self, number: str) -> Browser:
        """The browser of a worker, who the first time follows a link that the consulate gave."""
        if number not in self.browsers:
            link = self.as_("consulate", "POST", f"/workers/{number}/access")["address"]
            browser = self.service.browser()
            browser.send(link, {})
            self.browsers[number] = browser
        return self.browsers[number]

    def at_desk(self, account: str) -> Browser:
        """The browser of an officer, who signs in with the password of the demonstration."""
        if account not in self.browsers:
            browser = self.service.browser()
            browser.send("/accounts/login/", {"login": account, "password": PASSWORD})
            self.browsers[account] = browser
        return self.browsers[account]

    def placements(self, *status: str) -> list[dict[str, Any]]:
        """What the match of this season gave, in some states or in any."""
        every = self.every("origin_officer", "/placements")
        mine = [each for each in every if each["number"] not in self.earlier]
        return [each for each in mine if not status or each["status"] in status]

    def long_step(self, name: str) -> None:
        """Ask for a long step of the season, and look until it is done."""
        path = f"/seasons/{self.season}"
        asked = self.as_("secretary", "POST", f"{path}/{name}")
        while asked["state"] == "going":
            time.sleep(LOOK_SECONDS)
            asked = self.as_("secretary", "GET", f"{path}/step")
        if asked["state"] != "done":
            raise AssertionError(f"{name}: {asked['state']} {asked['refused']}")

    def commit(self) -> None:
        """The secretary opens the season; both governments commit to a secret."""
        path = f"/seasons/{self.season}"
        self.as_("secretary", "POST", f"{path}/opening", {"beacon": "a value that a rehearsal makes itself"})
        terms = Terms.model_validate(self.as_("secretary", "GET", path)["lottery"]["terms"])
        self.secrets = {party: tagged("rehearsal", self.season, party) for party in terms.parties}
        for party, secret in self.secrets.items():
            sent = {"party": party, "commitment": commitment(terms, party, secret)}
            self.as_("secretary", "POST", f"{path}/commitments", sent)

    def settle(self, closes: datetime) -> list[dict[str, Any]]:
        """Applications close, secrets are revealed, the beacon speaks, the match is made and published: what
        it gave."""
        path = f"/seasons/{self.season}"
        self.now(closes)
        self.as_("secretary", "POST", f"{path}/closing")
        self.now(closes + timedelta(hours=1))
        for party, secret in self.secrets.items():
            self.as_("secretary", "POST", f"{path}/secrets", {"party": party, "secret": secret.hex()})
        self.now(closes + timedelta(hours=49))
        beacon = tagged("rehearsal", self.season, "beacon").hex()
        self.as_("secretary", "POST", f"{path}/draw", {"beacon": beacon})
        self.long_step("match")
        self.as_("secretary", "POST", f"{path}/publication")
        placed = self.placements()
        self.figures["placed by the match"] += len(placed)
        return placed


def chain(service: Service, token: str) -> Iterator[str]:
    """The whole chain of the audit, sealed now, as lines."""
    service.call(token, "POST", "/audit/seals")
    after = 0
    while True:
        lines, last = service.lines(token, f"/audit/chain?after={after}&limit=5000")
        yield from lines
        if last == after:
            return
        after = last
