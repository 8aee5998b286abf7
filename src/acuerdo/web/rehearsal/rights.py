"""Rights in a rehearsal: complaints with a name and without, a move, a fee paid back, wages followed home."""

import re
from datetime import UTC, datetime

from acuerdo.web.rehearsal.client import Browser, Refused, at_once
from acuerdo.web.rehearsal.playing import Held, Rehearsal
from acuerdo.web.rehearsal.staying import inside

COMPLAINED = datetime(2017, 8, 2, 15, tzinfo=UTC)
DUE_ON = "2017-10-02"
NOT_THERE = 404
FOUND = {"fee": "no_worker_fees", "papers": "orderly_framework"}
"""What is found broken, by the kind of complaint: protections of the text."""
SAID = "It was found to be so."


def complain(game: Rehearsal) -> str:
    """A worker complains by name, and somebody without any account says that a fee was asked for."""
    game.now(COMPLAINED)
    game.mover, game.to = _who_can_move(game)
    name = _employer(game, game.mover)
    browser = game.signed_in(game.mover.worker)
    _complain(browser, "papers", {"named": name, "by_name": "yes", "words": "Tienen mi pasaporte."})
    told = {"named": name, "amount": "350.00", "currency": "USD", "paid_to": "", "words": "Por el trabajo."}
    sent = _complain(game.service.browser(), "fee", told)
    [number, secret, *_] = re.findall(r'<dd class="number">([^<]+)</dd>', sent)
    game.secret = number, secret
    game.figures["complaints filed"] = 2
    return "two complaints filed, one by name and one without any account"


def _complain(browser: Browser, kind: str, told: dict[str, str]) -> str:
    """Complain in two steps: the page that comes last."""
    happened = {"kind": kind, "about": "employer"}
    page = browser.send("/complain/", happened)
    return browser.send("/complain/", told, page=page)


def _who_can_move(game: Rehearsal) -> tuple[Held, str]:
    """Somebody at work for whom the page names an order with a free place, rather one who is owed pay; and
    that order."""
    for held in sorted(inside(game)[1:-2], key=lambda each: each.worker not in game.short):
        try:
            page = game.signed_in(held.worker).get("/my/move/")
        except Refused as none:
            if none.status != NOT_THERE:
                raise
            continue
        if found := re.findall(r'href="/my/move/(\d+)/"', page):
            return held, found[0]
    raise AssertionError("no order has a free place to which anybody could move")


def _employer(game: Rehearsal, held: Held) -> str:
    [name] = game.setting.orders.filter(case=held.case)["employer"].to_list()
    return str(name)


def answer(game: Rehearsal) -> str:
    """An inspector takes the complaints up and finds them to be so; a fee is to be paid back."""
    officer, found = "inspector", 0
    for each in game.every(officer, "/complaints"):
        path = f"/complaints/{each['number']}"
        game.as_(officer, "GET", f"{path}?purpose=answer")
        game.as_(officer, "POST", f"{path}/taking-up")
        sent = {"outcome": "substantiated", "protection": FOUND[each["kind"]], "words": SAID}
        game.as_(officer, "POST", f"{path}/finding", sent)
        told = {"words": "This has to be mended."}
        game.at_desk(officer).send(f"{path}/?purpose=answer", told, to=f"{path}/tell/")
        found += 1
    game.figures["complaints answered"] = game.figures["employers told of a finding"] = found
    fees = game.every(officer, "/refunds")
    for each in fees:
        game.as_(officer, "POST", f"/refunds/{each['number']}/settlement", {"what": "paid"})
    game.figures["fees ordered to be paid back"] = game.figures["fees paid back"] = len(fees)
    number, secret = game.secret
    read = game.service.browser().send("/complain/follow/", {"number": number, "secret": secret})
    if SAID not in read:
        raise AssertionError("the answer is not read with number and secret")
    return f"{found:,} complaints answered; {len(fees):,} fee ordered to be paid back, and paid"


def move(game: Rehearsal) -> str:
    """The worker moves to another employer; the permit, its days and the place stay as they are."""
    held, browser = game.mover, game.signed_in(game.mover.worker)
    before = [(each["path"], each["used"]) for each in game.every("secretary", "/places")]
    browser.send(f"/my/move/{game.to}/", {})
    after = [(each["path"], each["used"]) for each in game.every("secretary", "/places")]
    [placed] = [each for each in game.placements("permitted") if each["worker"] == held.worker]
    if before != after or placed["case"] == held.case or held.number not in browser.get("/my/permit/"):
        raise AssertionError(f"{held.worker} did not move with the permit and the place")
    game.figures["moves"] = 1
    owed = "; what is owed to them stays with the employer they left" if held.worker in game.short else ""
    to = placed["case"]
    return f"one moved from {held.case} to {to} with the permit {held.number} and its place{owed}"


def order_owed(game: Rehearsal) -> str:
    """An inspector orders at the pages what was paid too little."""
    desk, cents = game.at_desk("inspector"), 0
    waits = [each for each in game.every("inspector", "/owed") if each["status"] == "owed"]
    for each in waits:
        path = f"/owed/{each['number']}/"
        told = {"finding": "order", "due_on": DUE_ON, "words": "Hours at the rate of the order."}
        desk.send(path, told, to=f"{path}order/")
        cents += each["cents"]
    game.figures["sums ordered"] = len(waits)
    game.figures["cents ordered"] = cents
    return f"{len(waits):,} sums ordered, {cents / 100:,.2f} USD"


def pay_at_home(game: Rehearsal) -> str:
    """What was ordered is paid to the authority of the origin, paid out there, and came."""
    employers = dict(game.setting.orders.select("case", "number").iter_rows())
    ordered = [each for each in game.every("origin_officer", "/owed") if each["status"] == "ordered"]

    def follow(owed: dict[str, object]) -> int:
        path, number = f"/owed/{owed['number']}", employers[owed["order"]]
        game.as_(number, "POST", f"{path}/payment", {"reference": f"B-{owed['number']}"})
        game.as_("origin_officer", "POST", f"{path}/payout", {"reference": f"A-{owed['number']}"})
        browser = game.signed_in(str(owed["worker"]))
        browser.send("/my/pay/", {"received": "yes"}, to=f"{path}/confirm/")
        return int(str(owed["cents"]))

    cents = sum(at_once(follow, ordered))
    game.figures["cents paid out at home"] = game.figures["cents that came"] = cents
    return f"{len(ordered):,} sums paid, paid out at home and confirmed, {cents / 100:,.2f} USD"


STEPS = (complain, answer, move, order_owed)
