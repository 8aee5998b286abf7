"""The first season of a rehearsal, from filing to permit, each step told as it ends.

Programs of employers and of both governments call the interface; workers go by the pages, each with a link of
their own. One order of applicants has a mistake in a paper, which a review mends; one employer is suspended.
"""

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

from acuerdo.operate.demonstration import order_fields, worker_fields
from acuerdo.population.trades import trades
from acuerdo.web.rehearsal.client import Refused, at_once
from acuerdo.web.rehearsal.playing import CONFLICT, Held, Rehearsal
from acuerdo.web.rehearsal.setting import CLOSES, CONSULATE, VISIT_DAYS, VISITS

WITHDRAW_EVERY, DECLINE_EVERY, SILENT_EVERY, FAIL_EVERY = 50, 40, 60, 200
"""One in so many who were placed withdraws, gives the order back, does not answer, does not pass the
checks (assumed, so that each happens)."""
MISTAKES_EVERY = 100
"""The certificate of one in so many workers is entered wrongly (assumed)."""
TRIES = 20
"""How often a worker looks for a time that others do not take."""
BULK = 40
"""Job orders in one list that an employer files."""


def accredit(game: Rehearsal) -> str:
    """The certifying officer accredits every employer."""
    numbers = game.setting.orders["number"].unique(maintain_order=True).to_list()
    at_once(
        lambda number: game.as_("certifying_officer", "POST", f"/employers/{number}/accreditation"),
        numbers,
    )
    game.figures["employers accredited"] = len(numbers)
    return f"{len(numbers):,} employers accredited"


def file_orders(game: Rehearsal) -> str:
    """Every employer files its orders, as a list; the first one sends its list twice."""
    by_employer = game.setting.orders.partition_by("number", maintain_order=True)

    def file(table: Any) -> Any:
        number, rows = table["number"][0], [order_fields(row) for row in table.iter_rows(named=True)]
        for begin in range(0, len(rows), BULK):
            sent = rows[begin : begin + BULK]
            receipt = game.as_(number, "POST", "/orders/bulk", sent, key=f"orders-{begin}")
        return receipt

    receipts = at_once(file, by_employer)
    if file(by_employer[0]) != receipts[0]:
        raise AssertionError("an order that was filed again has another receipt")
    game.figures["orders filed"] = game.setting.orders.height
    return f"{game.setting.orders.height:,} job orders filed by {len(receipts):,} employers"


def certify(game: Rehearsal) -> str:
    """The certifying officer enters what the labour department found in 2017."""

    def enter(row: dict[str, Any]) -> str:
        sent = {"finding": row["status"], "places": row["places"]}
        said = game.as_("certifying_officer", "POST", f"/orders/{row['case']}/certification", sent)
        return str(said["outcome"])

    found = Counter(at_once(enter, list(game.setting.orders.iter_rows(named=True))))
    game.figures["orders certified"] = found["certified"]
    places = int(game.setting.orders["places"].sum())
    return f"{found['certified']:,} job orders certified, {places:,} places"


def open_season(game: Rehearsal) -> str:
    """The secretary opens the season; both governments commit to a secret."""
    game.commit()
    return "the season is open, and both governments have committed to a secret"


def register(game: Rehearsal) -> str:
    """The consulate registers workers with help, enters their papers and applies for them; by
    mistake one certificate in a hundred is entered wrongly."""
    pool = game.setting.pool

    def register(at: int) -> tuple[str, bool]:
        fields = worker_fields(pool, at)
        convictions = int(str(fields.pop("felony_convictions")))
        bits = int(str(fields.pop("trades")))
        fields["trades"] = [bit for bit in range(len(trades()) - 1) if bits >> bit & 1]
        filed = game.as_("consulate", "POST", "/workers", fields, key=f"worker-{at}")
        number = filed["address"].rpartition("/")[2]
        for back in range(int(pool.prior_seasons[at])):
            sent = {"year": CLOSES.year - 1 - back, "complied": True}
            game.as_("consulate", "POST", f"/workers/{number}/seasons", sent)
        wrong = at % MISTAKES_EVERY == 0 and convictions == 0
        sent = {"convictions": 1 if wrong else convictions}
        game.as_("consulate", "POST", f"/workers/{number}/certificate", sent)
        asked = {"season": game.setting.season, "worker": number}
        game.as_("consulate", "POST", "/applications", asked, key=f"application-{at}")
        return number, wrong

    found = at_once(register, range(len(pool)))
    game.workers = [number for number, _ in found]
    game.mistaken = [number for number, wrong in found if wrong]
    game.figures["workers registered"] = len(game.workers)
    game.figures["applications filed"] = len(game.workers)
    return f"{len(game.workers):,} workers registered with help, and their applications filed"


def review(game: Rehearsal) -> str:
    """Those whose certificate was entered wrongly see why they are refused and ask for a review; another
    officer mends the fact, and the rules decide again."""

    def ask(number: str) -> None:
        browser = game.signed_in(number)
        page = browser.get("/my/")
        found = re.search(r"/my/decisions/\d+/review/", page)
        if found is None:
            raise AssertionError(f"{number} is refused and is offered no review\n{page[:3000]}")
        browser.send(found.group(), {"words": "El certificado no es mío."})

    at_once(ask, game.mistaken)
    officer = "origin_officer"
    waiting = game.every(officer, "/reviews")
    for each in waiting:
        sent = {
            "words": "The certificate is of somebody else.",
            "mended": {"person.felony_convictions": "0"},
        }
        answered = game.as_(officer, "POST", f"/reviews/{each['number']}/answer", sent)
        game.figures["refusals undone"] += not answered["upheld"]
    game.figures["reviews answered"] = len(waiting)
    return f"{len(waiting):,} refusals under review, {game.figures['refusals undone']:,} undone"


def match(game: Rehearsal) -> str:
    """Applications close, secrets are revealed, the beacon speaks, the match is made and published."""
    placed = game.settle(CLOSES)
    return f"{len(placed):,} of {len(game.workers):,} workers placed by the match"


def answer(game: Rehearsal) -> str:
    """Workers see their offer on the page and answer it; some withdraw, some give it back, some are
    silent."""

    def answer(numbered: tuple[int, dict[str, Any]]) -> str:
        at, placement = numbered
        if at % SILENT_EVERY == SILENT_EVERY - 1:
            return "silent"
        browser = game.signed_in(placement["worker"])
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

    found = Counter(at_once(answer, list(enumerate(game.placements("offered")))))
    for word in ("confirmed", "declined", "withdrawn"):
        game.figures[f"offers {word}"] += found[word]
    return ", ".join(f"{count:,} {word}" for word, count in found.most_common())


def suspend(game: Rehearsal) -> str:
    """The employer with the most places that are taken is suspended."""
    by_case = dict(game.setting.orders.select("case", "number").iter_rows())
    taken = Counter(by_case[each["case"]] for each in game.placements("confirmed"))
    number, places = taken.most_common(1)[0]
    game.as_("certifying_officer", "POST", f"/employers/{number}/suspension", {"why": "wages not paid"})
    game.suspended = number
    game.figures["employers suspended"] = 1
    return f"one employer suspended, with whom {places:,} workers were placed"


def replace(game: Rehearsal) -> str:
    """The time to answer is over: places that came back are matched again, and answered."""
    game.now(CLOSES + timedelta(days=14))
    game.long_step("replacement")
    again = game.placements("offered")
    game.figures["placed again"] = len(again)

    def confirm(placement: dict[str, Any]) -> None:
        game.signed_in(placement["worker"]).send(f"/my/offers/{placement['number']}/confirm/", {})

    at_once(confirm, again)
    game.figures["offers confirmed"] += len(again)
    return f"{len(again):,} placed again, on places that came back"


def visit(game: Rehearsal) -> str:
    """Workers book a time at the consulate; the checks are made there, and permits granted."""

    def book(placement: dict[str, Any]) -> None:
        browser = game.signed_in(placement["worker"])
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

    confirmed = game.placements("confirmed")
    at_once(book, confirmed)
    game.now(VISITS + timedelta(days=VISIT_DAYS))
    officer = "consulate"
    booked = game.every(officer, "/appointments")

    of = {each["number"]: each for each in confirmed}

    def check(numbered: tuple[int, dict[str, Any]]) -> bool:
        at, appointment = numbered
        passed = at % FAIL_EVERY != FAIL_EVERY - 1
        path = f"/appointments/{appointment['number']}"
        game.as_(officer, "POST", f"{path}/checks", {"passed": passed})
        if passed:
            made = game.as_(officer, "POST", f"{path}/permit")
            held = of[made["placement"]]
            days = (date.fromisoformat(made[name]) for name in ("holds_from", "until"))
            game.permits[made["number"]] = Held(made["number"], held["worker"], held["case"], *days)
        return passed

    found = Counter(at_once(check, list(enumerate(booked))))
    game.figures["appointments booked"] = len(booked)
    game.figures["checks not passed"] = found[False]
    game.figures["permits granted"] = found[True]
    return f"{len(booked):,} visits to the consulate {CONSULATE}, {found[True]:,} permits granted"


STEPS = (
    accredit,
    file_orders,
    certify,
    open_season,
    register,
    review,
    match,
    answer,
    suspend,
    replace,
    visit,
)
