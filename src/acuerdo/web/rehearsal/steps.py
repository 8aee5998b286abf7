"""The steps of a rehearsal, from filing to permit, each told as it ends.

Programs of employers and of both governments call the interface; workers go by the pages, each with a link of
their own. One order of applicants has a mistake in a paper, which a review mends; one employer is suspended.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from acuerdo.operate.demonstration import order_fields, worker_fields
from acuerdo.population.trades import trades
from acuerdo.proof.hashing import tagged
from acuerdo.proof.lottery import Terms, commitment
from acuerdo.web.rehearsal.client import Browser, Refused, Service, at_once
from acuerdo.web.rehearsal.setting import CLOSES, CONSULATE, VISIT_DAYS, VISITS, Setting

Say = Callable[[str], None]
WITHDRAW_EVERY, DECLINE_EVERY, SILENT_EVERY, FAIL_EVERY = 50, 40, 60, 200
"""One in so many who were placed withdraws, gives the order back, does not answer, does not pass the
checks (assumed, so that each happens)."""
MISTAKES_EVERY = 100
"""The certificate of one in so many workers is entered wrongly (assumed)."""
LOOK_SECONDS = 0.5
"""How long a program waits before it looks again whether a long step is done (assumed)."""
TRIES, CONFLICT = 20, 409
"""How often a worker looks for a time that others do not take; how the service says that they took it."""
BULK = 40
"""Job orders in one list that an employer files."""


class Rehearsal:
    """One rehearsal.

    Args:
        service: the service, up.
        setting: what it begins with.
        clock: the file of the clock of the service.
        say: told what came of each step.
    """

    def __init__(self, service: Service, setting: Setting, clock: Path, say: Say) -> None:
        self.service, self.setting, self.clock, self.say = service, setting, clock, say
        self.figures: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}
        self.browsers: dict[str, Browser] = {}
        self.workers: list[str] = []
        self.mistaken: list[str] = []

    def play(self) -> None:
        """All steps."""
        for step in (
            self.accredit,
            self.file_orders,
            self.certify,
            self.open,
            self.register,
            self.review,
            self.match,
            self.answer,
            self.suspend,
            self.replace,
            self.visit,
        ):
            began = time.perf_counter()
            told = step()
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

    def accredit(self) -> str:
        """The certifying officer accredits every employer."""
        numbers = self.setting.orders["number"].unique(maintain_order=True).to_list()
        at_once(
            lambda number: self.as_("certifying_officer", "POST", f"/employers/{number}/accreditation"),
            numbers,
        )
        self.figures["employers accredited"] = len(numbers)
        return f"{len(numbers):,} employers accredited"

    def file_orders(self) -> str:
        """Every employer files its orders, as a list; the first one sends its list twice."""
        by_employer = self.setting.orders.partition_by("number", maintain_order=True)

        def file(table: Any) -> Any:
            number, rows = table["number"][0], [order_fields(row) for row in table.iter_rows(named=True)]
            for begin in range(0, len(rows), BULK):
                sent = rows[begin : begin + BULK]
                receipt = self.as_(number, "POST", "/orders/bulk", sent, key=f"orders-{begin}")
            return receipt

        receipts = at_once(file, by_employer)
        if file(by_employer[0]) != receipts[0]:
            raise AssertionError("an order that was filed again has another receipt")
        self.figures["orders filed"] = self.setting.orders.height
        return f"{self.setting.orders.height:,} job orders filed by {len(receipts):,} employers"

    def certify(self) -> str:
        """The certifying officer enters what the labour department found in 2017."""

        def enter(row: dict[str, Any]) -> str:
            sent = {"finding": row["status"], "places": row["places"]}
            said = self.as_("certifying_officer", "POST", f"/orders/{row['case']}/certification", sent)
            return str(said["outcome"])

        found = Counter(at_once(enter, list(self.setting.orders.iter_rows(named=True))))
        self.figures["orders certified"] = found["certified"]
        places = int(self.setting.orders["places"].sum())
        return f"{found['certified']:,} job orders certified, {places:,} places"

    def open(self) -> str:
        """The secretary opens the season; both governments commit to a secret."""
        path = f"/seasons/{self.setting.season}"
        self.as_("secretary", "POST", f"{path}/opening", {"beacon": "a value that a rehearsal makes itself"})
        terms = Terms.model_validate(self.as_("secretary", "GET", path)["lottery"]["terms"])
        self.secrets = {party: tagged("rehearsal", party) for party in terms.parties}
        for party, secret in self.secrets.items():
            sent = {"party": party, "commitment": commitment(terms, party, secret)}
            self.as_("secretary", "POST", f"{path}/commitments", sent)
        return "the season is open, and both governments have committed to a secret"

    def register(self) -> str:
        """The consulate registers workers with help, enters their papers and applies for them; by
        mistake one certificate in a hundred is entered wrongly."""
        pool = self.setting.pool

        def register(at: int) -> tuple[str, bool]:
            fields = worker_fields(pool, at)
            convictions = int(str(fields.pop("felony_convictions")))
            bits = int(str(fields.pop("trades")))
            fields["trades"] = [bit for bit in range(len(trades()) - 1) if bits >> bit & 1]
            filed = self.as_("consulate", "POST", "/workers", fields, key=f"worker-{at}")
            number = filed["address"].rpartition("/")[2]
            for back in range(int(pool.prior_seasons[at])):
                sent = {"year": CLOSES.year - 1 - back, "complied": True}
                self.as_("consulate", "POST", f"/workers/{number}/seasons", sent)
            wrong = at % MISTAKES_EVERY == 0 and convictions == 0
            sent = {"convictions": 1 if wrong else convictions}
            self.as_("consulate", "POST", f"/workers/{number}/certificate", sent)
            asked = {"season": self.setting.season, "worker": number}
            self.as_("consulate", "POST", "/applications", asked, key=f"application-{at}")
            return number, wrong

        found = at_once(register, range(len(pool)))
        self.workers = [number for number, _ in found]
        self.mistaken = [number for number, wrong in found if wrong]
        self.figures["workers registered"] = len(self.workers)
        self.figures["applications filed"] = len(self.workers)
        return f"{len(self.workers):,} workers registered with help, and their applications filed"

    def _signed_in(self, number: str) -> Browser:
        """The browser of a worker, who the first time follows a link that the consulate gave."""
        if number not in self.browsers:
            link = self.as_("consulate", "POST", f"/workers/{number}/access")["address"]
            browser = self.service.browser()
            browser.send(link, {})
            self.browsers[number] = browser
        return self.browsers[number]

    def review(self) -> str:
        """Those whose certificate was entered wrongly see why they are refused and ask for a review; another
        officer mends the fact, and the rules decide again."""

        def ask(number: str) -> None:
            browser = self._signed_in(number)
            page = browser.get("/my/")
            found = re.search(r"/my/decisions/\d+/review/", page)
            if found is None:
                raise AssertionError(f"{number} is refused and is offered no review\n{page[:3000]}")
            browser.send(found.group(), {"words": "El certificado no es mío."})

        at_once(ask, self.mistaken)
        officer = "origin_officer"
        waiting = list(self.service.every(self.setting.token[officer], "/reviews"))
        for each in waiting:
            sent = {
                "words": "The certificate is of somebody else.",
                "mended": {"person.felony_convictions": "0"},
            }
            answered = self.as_(officer, "POST", f"/reviews/{each['number']}/answer", sent)
            self.figures["refusals undone"] += not answered["upheld"]
        self.figures["reviews answered"] = len(waiting)
        return f"{len(waiting):,} refusals under review, {self.figures['refusals undone']:,} undone"

    def match(self) -> str:
        """Applications close, secrets are revealed, the beacon speaks, the match is made and published."""
        path = f"/seasons/{self.setting.season}"
        self.now(CLOSES)
        self.as_("secretary", "POST", f"{path}/closing")
        self.now(CLOSES + timedelta(hours=1))
        for party, secret in self.secrets.items():
            self.as_("secretary", "POST", f"{path}/secrets", {"party": party, "secret": secret.hex()})
        self.now(CLOSES + timedelta(hours=49))
        self.as_("secretary", "POST", f"{path}/draw", {"beacon": tagged("rehearsal", "beacon").hex()})
        self._step("match")
        self.as_("secretary", "POST", f"{path}/publication")
        placed = self._placements()
        self.figures["placed by the match"] = len(placed)
        return f"{len(placed):,} of {len(self.workers):,} workers placed by the match"

    def _step(self, name: str) -> None:
        """Ask for a long step of the season, and look until it is done."""
        path = f"/seasons/{self.setting.season}"
        asked = self.as_("secretary", "POST", f"{path}/{name}")
        while asked["state"] == "going":
            time.sleep(LOOK_SECONDS)
            asked = self.as_("secretary", "GET", f"{path}/step")
        if asked["state"] != "done":
            raise AssertionError(f"{name}: {asked['state']} {asked['refused']}")

    def _placements(self, *status: str) -> list[dict[str, Any]]:
        every = self.service.every(self.setting.token["origin_officer"], "/placements")
        return [each for each in every if not status or each["status"] in status]

    def answer(self) -> str:
        """Workers see their offer on the page and answer it; some withdraw, some give it back, some are
        silent."""

        def answer(numbered: tuple[int, dict[str, Any]]) -> str:
            at, placement = numbered
            if at % SILENT_EVERY == SILENT_EVERY - 1:
                return "silent"
            browser = self._signed_in(placement["worker"])
            if placement["case"] not in browser.get("/my/"):
                raise AssertionError(f"{placement['worker']} does not see the offer {placement['case']}")
            if at % WITHDRAW_EVERY == WITHDRAW_EVERY - 1:
                browser.send("/my/withdraw/", {})
                return "withdrawn"
            if at % DECLINE_EVERY == DECLINE_EVERY - 1:
                browser.send(f"/my/offers/{placement['number']}/decline/", {})
                return "declined"
            browser.send(f"/my/offers/{placement['number']}/confirm/", {})
            return "confirmed"

        found = Counter(at_once(answer, list(enumerate(self._placements("offered")))))
        for word in ("confirmed", "declined", "withdrawn"):
            self.figures[f"offers {word}"] += found[word]
        return ", ".join(f"{count:,} {word}" for word, count in found.most_common())

    def suspend(self) -> str:
        """The employer with the most places that are taken is suspended."""
        by_case = dict(self.setting.orders.select("case", "number").iter_rows())
        taken = Counter(by_case[each["case"]] for each in self._placements("confirmed"))
        number, places = taken.most_common(1)[0]
        self.as_("certifying_officer", "POST", f"/employers/{number}/suspension", {"why": "wages not paid"})
        self.figures["employers suspended"] = 1
        return f"one employer suspended, with whom {places:,} workers were placed"

    def replace(self) -> str:
        """The time to answer is over: places that came back are matched again, and answered."""
        self.now(CLOSES + timedelta(days=14))
        self._step("replacement")
        again = self._placements("offered")
        self.figures["placed again"] = len(again)

        def confirm(placement: dict[str, Any]) -> None:
            self._signed_in(placement["worker"]).send(f"/my/offers/{placement['number']}/confirm/", {})

        at_once(confirm, again)
        self.figures["offers confirmed"] += len(again)
        return f"{len(again):,} placed again, on places that came back"

    def visit(self) -> str:
        """Workers book a time at the consulate; the checks are made there, and permits granted."""

        def book(placement: dict[str, Any]) -> None:
            browser = self._signed_in(placement["worker"])
            path = f"/my/offers/{placement['number']}/hours/"
            for _ in range(TRIES):
                hours = re.findall(r'name="hour"[^>]*value="(\d+)"', browser.get(path))
                if not hours:
                    break
                try:
                    browser.send(path, {"hour": hours[0]})
                except Refused as full:
                    if full.status != CONFLICT:
                        raise
                else:
                    return
            raise AssertionError(f"no time at the consulate is left for {placement['worker']}")

        confirmed = self._placements("confirmed")
        at_once(book, confirmed)
        self.now(VISITS + timedelta(days=VISIT_DAYS))
        officer = "consulate"
        booked = list(self.service.every(self.setting.token[officer], "/appointments"))

        def check(numbered: tuple[int, dict[str, Any]]) -> bool:
            at, appointment = numbered
            passed = at % FAIL_EVERY != FAIL_EVERY - 1
            path = f"/appointments/{appointment['number']}"
            self.as_(officer, "POST", f"{path}/checks", {"passed": passed})
            if passed:
                self.as_(officer, "POST", f"{path}/permit")
            return passed

        found = Counter(at_once(check, list(enumerate(booked))))
        self.figures["appointments booked"] = len(booked)
        self.figures["checks not passed"] = found[False]
        self.figures["permits granted"] = found[True]
        return f"{len(booked):,} visits to the consulate {CONSULATE}, {found[True]:,} permits granted"


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
