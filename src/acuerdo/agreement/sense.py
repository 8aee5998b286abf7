"""Values that fit their types and cannot be meant: times that do not fit each other, marks nobody reaches."""

from collections.abc import Iterator
from datetime import date

from acuerdo.agreement.clauses.border import Suspension
from acuerdo.agreement.clauses.children import OLDEST_CHILD, YOUNGEST_TO_DECIDE
from acuerdo.agreement.clauses.criteria import Criterion
from acuerdo.agreement.clauses.information import FIREWALL
from acuerdo.agreement.clauses.measured import Measured
from acuerdo.agreement.clauses.open_to import Window
from acuerdo.agreement.clauses.stay import Stay
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.facts import FACTS
from acuerdo.agreement.faults import Fault
from acuerdo.agreement.parts import every
from acuerdo.agreement.reading.text import Path
from acuerdo.agreement.values import Blank, Money, Span

LARGEST_SHARE = 2.0
"""A share or a ratio above this is taken for per cent written as a number (no legal meaning)."""

OLDEST = 120
"""Years; no criterion asks for an older person (no legal meaning)."""

MONTH_DAYS = (28, 31)
"""The fewest and the most days of a month."""


def times(agreement: Agreement) -> Iterator[Fault]:
    """A whole that is shorter than its part, and a time of nothing."""
    for path, part in every(agreement, Stay):
        if _shorter(part.total_max, part.single_max):
            problem = f"total_max is {part.total_max}, less than single_max, {part.single_max}"
            yield agreement.document.fault((*path, "total_max"), problem, "the sum is at least one stay")
    for path, suspension in every(agreement, Suspension):
        if _shorter(suspension.in_all, suspension.max):
            problem = f"in_all is {suspension.in_all}, less than max, {suspension.max}"
            yield agreement.document.fault((*path, "in_all"), problem, "the sum is at least one suspension")
    for path, window in every(agreement, Window):
        if isinstance(window.length, Span) and window.length.count == 0:
            yield agreement.document.fault((*path, "length"), "a window of no length", "such as 3 months")


def _shorter(whole: Span | Blank | None, part: Span | Blank | None) -> bool:
    if not isinstance(whole, Span) or not isinstance(part, Span):
        return False
    fewest, most = MONTH_DAYS
    return whole.months * most + whole.days < part.months * fewest + part.days


def days(agreement: Agreement) -> Iterator[Fault]:
    """Days outside those of the text."""
    terms, document = agreement.terms, agreement.document
    begins, ends = terms.begins, terms.ends
    if terms.sunset and terms.sunset.on and begins and terms.sunset.on <= begins:
        problem = f"the text ends on {terms.sunset.on}, before it begins on {begins}"
        yield document.fault(("sunset", "on"), problem, "on: the last day is after the first of lifecycle")
    for path, part in every(agreement, Window):
        if isinstance(part.opens, date) and ends is not None and part.opens >= ends:
            problem = f"the window opens on {part.opens}, when the text has ended, on {ends}"
            yield document.fault((*path, "opens"), problem, "a day before the text ends")


def bounds(agreement: Agreement) -> Iterator[Fault]:
    """Bounds in per cent where a share is meant, and ages nobody has."""
    for path, part in every(agreement, Criterion):
        yield from _bound(agreement, (*path, part.operator), part.fact, part.bound)
    for path, measured in every(agreement, Measured):
        if measured.bound is not None:
            where = (*path, measured.bound.operator)
            yield from _bound(agreement, where, f"measure.{measured.measure}", measured.bound.bound)


def _bound(agreement: Agreement, where: Path, fact: str, bound: object) -> Iterator[Fault]:
    if isinstance(bound, bool | Money) or not isinstance(bound, int | float) or fact not in FACTS:
        return
    if FACTS[fact].kind == "share" and bound > LARGEST_SHARE:
        problem = f"{fact} is a share, and {bound:g} of 1 is {bound:.0%}"
        yield agreement.document.fault(
            where, problem, f"if {bound:g} per cent is meant, write {bound / 100:g}"
        )
    if fact == "person.age_years" and bound > OLDEST:
        yield agreement.document.fault(where, f"nobody is {bound} years old", "an age in years")


def marks(agreement: Agreement) -> Iterator[Fault]:
    """Points that nobody reaches, and a queue by points that nobody has."""
    for name, pathway in agreement.terms.pathways.items():
        points, allocation = pathway.points, pathway.allocation
        if points and isinstance(points.pass_mark, int):
            most = sum(row.points for row in points.table)
            if points.pass_mark > most:
                where: Path = ("pathways", name, "points", "pass_mark")
                problem = f"a pass mark of {points.pass_mark}, and the table gives {most} at most"
                yield agreement.document.fault(where, problem, "nobody would pass")
        if points is None and allocation and allocation.order == "points":
            where = ("pathways", name, "allocation", "order")
            hint = "points: {pass_mark: ..., table: [...]}, or another order"
            yield agreement.document.fault(where, f"pathways.{name} is in order of points and has none", hint)


def results(agreement: Agreement) -> Iterator[Fault]:
    """A result of which nothing says when it is reached."""
    for at, each in enumerate(agreement.terms.commitments):
        if each.kind == "result" and each.measure and each.bound is None and each.wants is None:
            problem = f"{each.id or at}: neither how much of {each.measure} is reached nor which way it goes"
            hint = "at_least: or at_most: ..., not_stated where the source names no number; or wants: rises"
            yield agreement.document.fault(("commitments", at), problem, hint)


def figures(agreement: Agreement) -> Iterator[Fault]:
    """A range upside down."""
    for at, each in enumerate(agreement.terms.figures):
        low, value, high = each.low, each.value, each.high
        known = [number for number in (low, value, high) if number is not None]
        if known != sorted(known):
            problem = f"{each.id or at}: low, value and high do not rise"
            yield agreement.document.fault(("figures", at), problem, "low is the least, high the most")


def children(agreement: Agreement) -> Iterator[Fault]:
    """An age from which a child decides at which no child does."""
    clause = agreement.terms.children
    age = clause.own_decision_from if clause else None
    if isinstance(age, int) and not YOUNGEST_TO_DECIDE <= age <= OLDEST_CHILD:
        below = f"no child decides below {YOUNGEST_TO_DECIDE}"
        above = f"nobody is a child above {OLDEST_CHILD}"
        hint = f"{YOUNGEST_TO_DECIDE} to {OLDEST_CHILD} years; the program keeps to it all the same"
        yield agreement.document.fault(("children", "own_decision_from"), f"{below}, and {above}", hint)


def information(agreement: Agreement) -> Iterator[Fault]:
    """Purposes that a kind of information never serves, or that the entry itself bars."""
    for at, each in enumerate(agreement.terms.information):
        where: Path = ("information", at, "purpose")
        barred = [purpose for purpose in each.purpose if purpose in FIREWALL.get(each.what, ())]
        if barred:
            problem = f"a {each.what} never serves {', '.join(barred)}"
            hint = "leave it out, or name it under `never`; the program keeps to it all the same"
            yield agreement.document.fault(where, problem, hint)
        both = [purpose for purpose in each.purpose if purpose in each.never]
        if both:
            problem = f"{', '.join(both)} stands under `purpose` and under `never`"
            yield agreement.document.fault(where, problem, "leave one of the two out")


def silences(agreement: Agreement) -> Iterator[Fault]:
    """An answer by silence, and no time after which there is silence."""
    for name, clause in agreement.terms.returns.items():
        if clause.silence is not None and clause.reply_within is None:
            problem = "silence has an answer, and nothing says after how long there is silence"
            yield agreement.document.fault(("returns", name, "silence"), problem, "reply_within: 14 days")


SENSE = (times, days, bounds, marks, results, figures, children, information, silences)
