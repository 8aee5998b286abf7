"""Places under caps, given out one by one, day by day."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import groupby

from reference.criteria import decide
from reference.days import ONE, add, in_force, period
from reference.eligibility import reached

FAR = date(9999, 1, 1)
LEFT = {"queue": "queued", "next_period": "queued", "refuse": "refused", "national_law": "national_law"}


@dataclass
class Request:
    """Somebody who asks for a place, and what became of it."""

    asks: bool
    counts_on: date | None
    filed: date | None
    turn: int
    person: dict
    status: str = "refused"
    period: date | None = None
    given_on: date | None = None
    through: int = -1
    takes: int = 1


@dataclass
class Book:
    """Places used, by path and first day of the period; and places brought over, by receiver and giver."""

    used: dict = field(default_factory=dict)
    extra: dict = field(default_factory=dict)

    def use(self, path: str, start: date, places: int) -> None:
        self.used[path, start] = self.used.get((path, start), 0) + places


@dataclass(frozen=True)
class Level:
    """A cap and one of its periods on some day."""

    path: str
    entry: object = field(compare=False)
    begun: date
    start: date
    end: date


def level_on(path: str, caps, day: date, terms) -> Level | None:
    """A cap and its period on a day; None where no cap is in force."""
    entry = in_force(caps, day)
    if entry is None:
        return None
    begun = entry.from_ or date.min
    if str(entry.count) == "none" or entry.per == "programme":
        later = [other.from_ for other in caps.entries if other.from_ and other.from_ > begun]
        return Level(path, entry, begun, begun, min([entry.until or FAR, *later]))
    start, end = period(day, entry.per, terms.calendar.fiscal_year.get(entry.of or "", (1, 1)))
    return Level(path, entry, begun, start, end)


def levels_on(path: str, caps, day: date, terms) -> tuple[Level, ...] | None:
    """A cap and every cap around it on a day; None where one of them is not in force."""
    found = []
    while True:
        level = level_on(path, caps, day, terms)
        if level is None:
            return None
        found.append(level)
        if level.entry.within is None:
            return tuple(found)
        name = level.entry.within.removeprefix("caps.")
        path, caps = f"caps.{name}", terms.caps[name]


def room(level: Level, book: Book, terms) -> float:
    """Places left in one period of one cap."""
    entry = level.entry
    if str(entry.count) == "none":
        return float("inf")
    if entry.per == "rolling":
        return max(0, entry.count - busiest(level, book, terms))
    used = sum(
        n for (path, on), n in book.used.items() if path == level.path and level.start <= on < level.end
    )
    brought = sum(n for (to, _), n in book.extra.items() if to == (level.path, level.start))
    return max(0, entry.count + brought - used)


def busiest(level: Level, book: Book, terms) -> int:
    """The most places that count on one of the days on which a place given today would count."""
    rule, over = terms.calendar.month_arithmetic, level.entry.over
    taken = {on: n for (path, on), n in book.used.items() if path == level.path}
    most, day = 0, level.start
    while day < add(level.start, over, rule):
        most = max(most, sum(n for on, n in taken.items() if on <= day < add(on, over, rule)))
        day += ONE
    return most


def heir(level: Level, terms) -> tuple[str, date] | None:
    """Which period takes over what is unused at the end of one."""
    if level.end == FAR or level.entry.per == "rolling" or str(level.entry.count) == "none":
        return None
    if level.entry.unused == "carry":
        return (level.path, level.end)
    if level.entry.unused != "spill":
        return None
    name = level.entry.spill_to.removeprefix("caps.")
    other = in_force(terms.caps[name], level.end)
    if other is None or other.per in ("programme", "rolling", None):
        return None
    start, end = period(level.end, other.per, terms.calendar.fiscal_year.get(other.of or "", (1, 1)))
    return (f"caps.{name}", start if start == level.end else end)


def belongs(aside, person, groups) -> bool:
    """Whether a set-aside is known to be for a person."""
    if hasattr(aside.for_, "nationals_of"):
        return reached(aside.for_, person, groups)[0] is True
    return decide(aside.for_, person, groups)[0] is True


def allocate(
    path: str, caps, allocation, terms, queue: list[Request], book: Book, until: date | None
) -> None:
    """Give out the places of every day from that of the first request on."""
    asking = [one for one in queue if one.asks and one.counts_on is not None]
    for one in queue:
        if not one.asks:
            one.status = "not_asked"
    if not asking:
        return
    first, last = min(one.counts_on for one in asking), max(one.counts_on for one in asking)
    if until is None:
        final = level_on(path, caps, last, terms)
        holds = levels_on(path, caps, last, terms)
        until = final.end if holds and final.end != FAR else last + ONE
    waiting: list[Request] = []
    ahead = False
    every = [first + at * ONE for at in range((until - first).days)]
    for levels, run in groupby(every, key=lambda day: levels_on(path, caps, day, terms)):
        begun, *_ = same = list(run)
        if levels is None:
            continue
        new = [one for one in asking if one.counts_on in same]
        late = {id(one) for one in new} if ahead else set()
        line = sorted([*waiting, *new], key=lambda one: (id(one) in late, one.turn))
        rule = serve(path, line, levels, allocation, terms, book, begun, same[-1] + ONE)
        for one in line:
            if one.status != "granted":
                one.status = LEFT[rule]
        waiting = [one for one in line if one.status == "queued"]
        ahead = rule == "next_period"


def serve(path, line, levels, allocation, terms, book: Book, begun: date, stops: date) -> str:
    """Serve a line one by one; what is left of released set-asides goes round once more."""
    own = levels[0]
    limited = [level for level in levels if str(level.entry.count) != "none"]
    rule = limited[0].entry.when_full if limited else "refuse"
    left = min(room(level, book, terms) for level in levels)
    asides = list(allocation.set_asides) if allocation and limited else []
    where = [f"{path.removesuffix('.cap')}.allocation.set_asides.{aside.name}" for aside in asides]
    kept, release, free = [], [], left
    for aside, its_path in zip(asides, where, strict=True):
        size = (
            aside.count
            if isinstance(aside.count, int)
            else int(limited[0].entry.count * Fraction(str(aside.share)))
        )
        size -= sum(n for (p, on), n in book.used.items() if p == its_path and own.start <= on < own.end)
        kept.append(min(max(0, size), free))
        free -= kept[-1]
        never = str(aside.release) == "none"
        release.append(None if never else add(own.start, aside.release, terms.calendar.month_arithmetic))

    def grant(one: Request, number: int, on: date) -> None:
        one.status, one.period, one.through = "granted", own.start, number
        one.given_on = max(one.counts_on, on)
        for level in limited:
            book.use(level.path, level.start, one.takes)
        if number:
            book.use(where[number - 1], own.start, one.takes)

    shut: set[object] = set()

    def fits(one: Request, places: float, pool: object) -> bool:
        """Room for all who come with her; for the first who does not fit the pool shuts."""
        if one.status == "granted" or pool in shut:
            return False
        if one.takes > places:
            shut.add(pool)
        return one.takes <= places

    for one in line:
        for number, aside in enumerate(asides):
            in_time = release[number] is None or one.filed is None or one.filed < release[number]
            asks = in_time and belongs(aside, one.person, terms.groups)
            if asks and fits(one, kept[number], number):
                kept[number] -= one.takes
                grant(one, number + 1, begun)
        if fits(one, free, "all"):
            free -= one.takes
            grant(one, 0, begun)
    for when in sorted({each for each in release if each is not None and each < stops}):
        pool = sum(places for places, each in zip(kept, release, strict=True) if each == when)
        for one in line:
            may = rule in ("queue", "next_period") or (one.filed is not None and one.filed >= when)
            if may and fits(one, pool, ("released", when)):
                pool -= one.takes
                grant(one, 0, max(begun, when))
    for level in levels:
        to = heir(level, terms)
        if to is not None:
            book.extra[to, (level.path, level.start)] = min(level.entry.count, room(level, book, terms))
    return rule
