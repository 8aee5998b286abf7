"""The summer of a rehearsal: people arrive, are paid, and one goes home and comes back; a permit is revoked.

Officers of the destination tell of entries and exits by their program, those of the origin by a table.
"""

import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

from acuerdo.web.rehearsal.client import at_once
from acuerdo.web.rehearsal.playing import Held, Rehearsal

ARRIVED = datetime(2017, 7, 25, 15, tzinfo=UTC)
ARRIVED_BY = date(2017, 7, 20)
"""Who comes later is told of when everybody goes home."""
PAID = datetime(2017, 8, 1, 15, tzinfo=UTC)
PERIOD_DAYS, WEEKS, USUAL_HOURS = 14, 2, 40
"""A pay period, days and weeks; hours a week where an order names none (assumed)."""
SHORT_OF = 10
"""The employer that pays less leaves out one part in so many (assumed)."""
MOST_SHORT = 5
"""People to whom it pays less, at most (assumed)."""
LESS_CENTS = 2_000
"""By so much less than was reported came into the hand of one of them (assumed)."""
ABSENT = datetime(2017, 8, 14, 15, tzinfo=UTC)
AWAY = date(2017, 8, 8), date(2017, 8, 11)
REVOKED = datetime(2017, 8, 15, 15, tzinfo=UTC)
MOST_TOLD = 400
"""Entries and exits that are told at once."""
Crossed = tuple[Held, str, date]


def inside(game: Rehearsal) -> list[Held]:
    """Who came by the summer, the one first whose permit ends first."""
    came = [each for each in game.permits.values() if each.since <= ARRIVED_BY]
    return sorted(came, key=lambda each: (each.until, each.number))


def tell(game: Rehearsal, crossed: list[Crossed], lost: str = "") -> None:
    """Both states tell of entries and exits.

    Args:
        crossed: permit, direction and day of each.
        lost: the permit of whom the origin tells nothing.
    """
    rows = [
        {
            "number": held.number,
            "direction": direction,
            "at": f"{day}T12:30:00-06:00",
            "place": "Laredo",
            "source": f"{direction}-{held.number}-{day}",
        }
        for held, direction, day in crossed
    ]
    names = list(rows[0])
    for begins in range(0, len(rows), MOST_TOLD):
        told = rows[begins : begins + MOST_TOLD]
        game.as_("border_officer", "POST", "/crossings/bulk", told, key=told[0]["source"])
        table = [list(each.values()) for each in told if each["number"] != lost]
        headings = ["Número de permiso", "Sentido", "Día y hora", "Lugar", "Su número de registro"]
        if len(headings) != len(names):
            raise AssertionError("the table has other columns")
        desk = game.at_desk("origin_officer")
        desk.send_table("/crossings/upload/", "cruces.csv", [headings, *table])


def compare(game: Rehearsal) -> int:
    """Hold the records of both states against each other; officers look into what differs: how many."""
    game.as_("origin_officer", "POST", "/crossings/comparison")
    found = 0
    for officer in ("origin_officer", "border_officer"):
        for each in game.every(officer, "/differences"):
            sent = {"outcome": "stands", "words": "The record of the other state is right; ours was lost."}
            game.as_(officer, "POST", f"/differences/{each['number']}/resolution", sent)
            found += 1
    game.figures["differences resolved"] += found
    return found


def arrive(game: Rehearsal) -> str:
    """People arrive; of one of them the origin has no record, and says what it found."""
    game.now(ARRIVED)
    came = inside(game)
    tell(game, [(each, "entry", each.since) for each in came], lost=came[-1].number)
    game.figures["entries and exits told"] += 2 * len(came) - 1
    found = compare(game)
    return f"{len(came):,} arrived, told by both states; {found:,} difference found and resolved"


def report_pay(game: Rehearsal) -> str:
    """Employers report a pay period of everybody; one of them paid less than the contract says."""
    game.now(PAID)
    orders = {row["case"]: row for row in game.setting.orders.iter_rows(named=True)}
    last = PAID.date() - timedelta(days=PERIOD_DAYS)
    worked = [each for each in inside(game)[1:] if orders[each.case]["starts"] <= last]
    short = [each.worker for each in worked if each.case == worked[0].case][:MOST_SHORT]
    game.short = set(short)
    rows: dict[str, list[dict[str, Any]]] = {}
    for held in worked:
        order = orders[held.case]
        hours = WEEKS * float(order["hours_week"] or USUAL_HOURS)
        due = -int(-hours * order["pay_cents_hour"] // 1)
        until = min(order["starts"] + timedelta(days=PERIOD_DAYS - 1), order["ends"])
        rows.setdefault(order["number"], []).append(
            {
                "case": held.case,
                "worker": held.worker,
                "since": order["starts"].isoformat(),
                "until": until.isoformat(),
                "hours_offered": hours,
                "hours_worked": hours,
                "paid_cents": due - (due // SHORT_OF if held.worker in short else 0),
            }
        )
    at_once(lambda number: game.as_(number, "POST", "/pay", rows[number], key="pay-1"), rows)
    game.figures["pay periods reported"] = sum(map(len, rows.values()))
    _say_what_came(game, next(row for told in rows.values() for row in told if row["worker"] == short[0]))
    return f"{game.figures['pay periods reported']:,} pay periods reported, {len(short):,} of them short"


def _say_what_came(game: Rehearsal, row: dict[str, Any]) -> None:
    """One of those who were paid less says at the page what came, which is less again than was reported."""
    browser = game.signed_in(row["worker"])
    period = f"/{row['since']}/{row['until']}/"
    [page] = re.findall(rf'href="(/my/pay/\d+{period})"', browser.get("/my/pay/"))
    came = (row["paid_cents"] - LESS_CENTS) / 100
    browser.send(page, {"hours": str(row["hours_worked"]), "received": f"{came:.2f}"})
    game.figures["periods told by workers"] = 1


def inspect(game: Rehearsal) -> str:
    """An inspector goes to the place that stands first on the list, and files what was seen."""
    page = game.at_desk("inspector").get("/visits/")
    case = next((each.case for each in inside(game)[1:] if each.case in page), "")
    if not case:
        raise AssertionError("no place where people work is on the list of visits")
    sent = {
        "order": case,
        "on": PAID.date().isoformat(),
        "people": 3,
        "housing": "passed",
        "words": "Nobody is named here.",
    }
    game.as_("inspector", "POST", "/visits", sent, key="visit-1")
    game.figures["visits filed"] = 1
    return f"one visit filed, to {case}"


def leave_and_return(game: Rehearsal) -> str:
    """Somebody goes home for some days and comes back: the days are counted, and the permit holds on."""
    game.now(ABSENT)
    held = inside(game)[-1]
    tell(game, [(held, "exit", AWAY[0]), (held, "entry", AWAY[1])])
    game.figures["entries and exits told"] += 4
    compare(game)
    stay = game.as_("border_officer", "GET", f"/permits/{held.number}/stay")
    if stay["phase"] != "inside" or len(stay["spans"]) != 2:
        raise AssertionError(f"the absence is not counted: {stay}")
    return f"one went home for {(AWAY[1] - AWAY[0]).days} days and came back: {stay['days']} days counted"


def revoke(game: Rehearsal) -> str:
    """A permit is revoked; whoever checks it without a network stops it by the newest list."""
    game.now(REVOKED)
    held = inside(game)[-2]
    page = game.signed_in(held.worker).get("/my/permit/")
    shown = page.partition("<details")[2].partition("<code>")[2].partition("</code>")[0]
    before = _verdict(game, shown)
    sent = {"ground": "other_employer", "words": "Work for somebody else was seen."}
    game.as_("border_officer", "POST", f"/permits/{held.number}/revocation", sent)
    after = _verdict(game, shown)
    if (before, after) != ("holds", "revoked"):
        raise AssertionError(f"the offline check said {before}, and {after} once the permit was revoked")
    game.figures["permits revoked"] = 1
    return f"one permit revoked; the offline check said {before} before, and {after} after"


def _verdict(game: Rehearsal, shown: str) -> str:
    """What the program says of a permit without a network, by the keys and the list that anybody may have."""
    folder, public = game.clock.parent, game.service.browser()
    (folder / "permit.txt").write_text(shown, encoding="utf-8")
    for name in ("keys.json", "statuses.jwt"):
        (folder / name).write_text(public.get(f"/permits/{name}"), encoding="utf-8")
    on = (REVOKED.date() + timedelta(days=1)).isoformat()
    asked = ["permit.txt", "--keys", "keys.json", "--statuses", "statuses.jwt", "--on", on, "--json"]
    said = subprocess.run(  # noqa: S603 - the program itself
        [sys.executable, "-m", "acuerdo", "verify", "permit", *asked],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return str(json.loads(said.stdout)["verdict"]) if said.stdout else said.stderr


STEPS = (arrive, report_pay, inspect)
LATER = (leave_and_return, revoke)
