"""People go home, and the next season begins: who went home in time is named again, who did not is not."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from acuerdo.operate.demonstration import order_fields
from acuerdo.web.rehearsal.client import Refused, at_once
from acuerdo.web.rehearsal.playing import CONFLICT, Rehearsal
from acuerdo.web.rehearsal.rights import pay_at_home
from acuerdo.web.rehearsal.staying import ARRIVED_BY, REVOKED, Crossed, compare, inside, tell

HOME = date(2017, 9, 10)
"""The harvest is in: some go home for good before their last day."""
HOME_EVERY = 3
"""One in so many of them (assumed)."""
APPLIES_EVERY = 3
"""One in so many of those who had no place applies again (assumed)."""
LEFT = datetime(2018, 1, 10, 15, tzinfo=UTC)
OPENS = datetime(2018, 2, 2, 15, tzinfo=UTC)
NEXT, NEXT_OPENS, NEXT_CLOSES = "rehearsal-next", "2018-02-01", "2018-03-15"
STARTS, ENDS = date(2018, 9, 20), date(2018, 11, 30)
"""Work of the next season: a year after some went home, as the text asks, and while it is in force."""


def go_home(game: Rehearsal) -> str:
    """People go home: some early, most on their last day, one after the days of grace."""
    game.now(LEFT)
    came, crossed = inside(game), list[Crossed]()
    late, revoked = came[0], came[-2]
    stay = game.as_("border_officer", "GET", f"/permits/{late.number}/stay")
    game.late, left_late = late, date.fromisoformat(stay["leave_by"]) + timedelta(days=1)
    for at, held in enumerate(sorted(game.permits.values(), key=lambda each: each.number)):
        if held.since > ARRIVED_BY:
            crossed.append((held, "entry", held.since))
        early = held.since < HOME < held.until and at % HOME_EVERY == 0
        left = HOME if early else held.until
        left = left_late if held is late else REVOKED.date() if held is revoked else left
        if left < LEFT.date():
            crossed.append((held, "exit", left))
            game.gone[held.number] = left
    tell(game, crossed)
    game.figures["entries and exits told"] += 2 * len(crossed)
    compare(game)
    return f"{len(game.gone):,} went home, one of them on {left_late}, after the days of grace"


def close_stays(game: Rehearsal) -> str:
    """Stays are closed, and the rules say which of them ended in time."""

    def close(number: str) -> bool:
        try:
            stay = game.as_("origin_officer", "POST", f"/permits/{number}/closing")
        except Refused as closed:
            if closed.status != CONFLICT:  # the service closes by itself whose last day has passed
                raise
            stay = game.as_("origin_officer", "GET", f"/permits/{number}/stay")
        return bool(stay["complied"])

    in_time = sum(at_once(close, game.gone))
    game.figures["stays that ended in time"] = in_time
    game.figures["stays that ended late"] = len(game.gone) - in_time
    return f"{len(game.gone):,} stays closed, {in_time:,} of them ended in time"


def prepare(game: Rehearsal) -> str:
    """The next season is prepared at the page of the secretary, opened, and committed to."""
    game.now(OPENS)
    game.earlier = {each["number"] for each in game.placements()}
    told = {"name": NEXT, "opens": NEXT_OPENS, "closes": NEXT_CLOSES}
    game.at_desk("secretary").send("/seasons/", told)
    game.season = NEXT
    game.commit()
    return f"the season {NEXT} is prepared, open and committed to"


def file_again(game: Rehearsal) -> str:
    """Employers file the orders of last year with the days of this one, and the labour department finds
    what it found."""
    rows = [row for row in game.setting.orders.iter_rows(named=True) if row["number"] != game.suspended]

    def file(row: dict[str, Any]) -> bool:
        case = f"{row['case']}-2"
        sent = {**order_fields(row), "case": case, "starts": STARTS, "ends": ENDS}
        game.as_(row["number"], "POST", "/orders", sent, key=case)
        finding = {"finding": row["status"], "places": row["places"]}
        said = game.as_("certifying_officer", "POST", f"/orders/{case}/certification", finding)
        return bool(said["outcome"] == "certified")

    certified = sum(at_once(file, rows))
    game.figures["orders filed"] += len(rows)
    game.figures["orders certified"] += certified
    return f"{len(rows):,} job orders filed for the next season, {certified:,} certified"


def name(game: Rehearsal) -> str:
    """Employers name who worked for them and went home in time; who left late, they cannot."""
    orders = game.setting.orders
    room = {f"{case}-2": places for case, places in orders.select("case", "places").iter_rows()}
    for number in orders["number"].unique(maintain_order=True).to_list():
        if number == game.suspended:
            continue
        cases = [f"{case}-2" for case in orders.filter(number=number)["case"].to_list()]
        for each in game.every(number, "/nameable"):
            case = next((case for case in cases if room[case]), None)
            if case is not None and each["again_from"] <= STARTS.isoformat():
                game.as_(number, "POST", f"/orders/{case}/nominations", {"worker": each["worker"]})
                game.named.add(each["worker"])
                room[case] -= 1
    game.figures["named for the next season"] = len(game.named)
    [number] = orders.filter(case=game.late.case)["number"].to_list()
    try:
        sent = {"worker": game.late.worker}
        game.as_(number, "POST", f"/orders/{game.late.case}-2/nominations", sent)
    except Refused as no:
        if no.status != CONFLICT:
            raise
    else:
        raise AssertionError(f"{game.late.worker} left late, and could be named")
    return f"{len(game.named):,} named by their employers; the one who left late could not be"


def apply(game: Rehearsal) -> str:
    """Everybody who went home applies again at the pages, and so do some who had no place."""
    again = [game.permits[number].worker for number in game.gone]
    had = {each.worker for each in game.permits.values()}
    again += [worker for worker in game.workers if worker not in had][::APPLIES_EVERY]
    at_once(lambda worker: game.signed_in(worker).send("/my/apply/", {}), again)
    game.figures["applications filed"] += len(again)
    return f"{len(again):,} applied again"


def match(game: Rehearsal) -> str:
    """The next season is closed, drawn, matched and published: whoever was named comes first."""
    closes = datetime.fromisoformat(game.as_("secretary", "GET", f"/seasons/{NEXT}")["closes"])
    placed = {each["worker"] for each in game.settle(closes)}
    recalled = placed & game.named
    game.figures["named and placed"] = len(recalled)
    if not recalled or game.late.worker in game.named:
        raise AssertionError("nobody was recalled by name, or somebody who left late was")
    return f"{len(placed):,} placed in the next season, {len(recalled):,} of them recalled by name"


STEPS = (go_home, close_stays, pay_at_home, prepare, file_again, name, apply, match)
