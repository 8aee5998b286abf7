"""One operation, one suspension, one dispute, one permit at the end of a text."""

from datetime import date
from math import floor

from reference.clocks import ENDLESS, coming, day_after, deadline, shown
from reference.days import add, last_day
from reference.readmission import first


def report_due(operation, begun: date | None, calendar, on: date) -> date | None:
    """The next report while the operation lasts."""
    since = operation.from_ if operation.from_ is not None else begun
    if operation.state in ("proposed", "done", "ended") or since is None:
        return None
    every = None if str(operation.report_every) == "none" else operation.report_every
    due = coming(since, every, on, calendar.month_arithmetic)
    return None if due and operation.until and due >= operation.until else due


def moved(share: float | None, inner: int) -> tuple[int, int]:
    out = floor(round(inner * (share or 0), 6))
    return inner - out, out


def suspended(clause, calendar, told, begun_first, begins, on: date) -> tuple[str, str, date | None]:
    """Whether one suspension may hold, what decided, and its last day."""
    asked = []
    if said(clause.notice):
        unknown = told is None or begins is None
        in_time = None if unknown else begins >= add(told, clause.notice, calendar.month_arithmetic)
        asked.append((in_time, "notice"))
    lasts = []
    for name, span, since in (("max", clause.max, begins), ("in_all", clause.in_all, begun_first)):
        last = ENDLESS if not said(span) else None if since is None else last_day(since, span, calendar)
        lasts.append(last)
        asked.append((None if last is None or begins is None else max(on, begins) <= last, name))
    word, why = first(asked)
    return word, why, None if None in lasts else shown(min(lasts))


def said(span) -> bool:
    return span is not None and str(span) != "none"


def standing(clause, calendar, opened, closed, on: date) -> tuple[str, date | None]:
    """The step of one dispute, day by day: its id, `not_opened` or `none_left`; and its last day."""
    if opened is None or opened > on:
        return "not_opened", None
    at, begun, today = 0, opened, opened
    while at < len(clause.steps):
        last = deadline(begun, clause.steps[at].within, calendar.month_arithmetic)
        early = closed[at] is not None and closed[at] <= today and closed[at] <= last
        if early or today > last:
            at, begun = at + 1, max(closed[at], begun) if early else last
        elif today == on:
            return clause.steps[at].id, shown(last)
        else:
            today = day_after(today)
    return "none_left", None


def term_until(clause, begun: date | None, calendar, on: date) -> date | None:
    renewal = clause.renewal
    if renewal is None or not said(renewal.every) or begun is None:
        return None
    if not renewal.automatic:
        return add(begun, renewal.every, calendar.month_arithmetic)
    return coming(begun, renewal.every, day_after(on), calendar.month_arithmetic)


def ends(clause, begun: date | None, told: date | None, calendar) -> tuple[date | None, str]:
    """The first day on which the text no longer holds, and why."""
    found = []
    if told is not None:
        after = add(told, clause.notice, calendar.month_arithmetic) if said(clause.notice) else told
        found.append((after, "notice"))
    if clause.renewal is not None and not clause.renewal.automatic and said(clause.renewal.every) and begun:
        found.append((add(begun, clause.renewal.every, calendar.month_arithmetic), "renewal"))
    return min(found, key=lambda one: one[0], default=(None, ""))


def still_holds(clause, ended, given, until, on: date) -> bool | None:
    """Whether one permit holds, the end of the text included."""
    over = ended is not None and on >= ended
    if over and clause.acquired_status == "ends":
        return False
    if given is not None and (given > on or (over and given >= ended)):
        return False
    if until is not None and on >= until:
        return False
    return None if given is None or until is None else True
