"""Caps that follow a formula: the count of each year, worked out from the year before and its measures."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeVar

from acuerdo.agreement.clauses.base import Dated
from acuerdo.agreement.clauses.cap import Cap, Formula
from acuerdo.agreement.clauses.criteria import NO, YES
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.clauses.returns import Returns
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.values import Blank

Measures = Mapping[int, Facts]
"""What was measured, by year: one row each. The measures of a year decide the count of that year."""

NOTHING_MEASURED = Facts(1, {})

T = TypeVar("T", Pathway, Returns)


def formula_counts(formula: Formula, through: int, measures: Measures) -> dict[int, tuple[int, int]]:
    """The least and the most that the count of each year can be; they are equal where it is known.

    The years of `start` are as they stand. In every later year the count rises by `step`, rounded down,
    where `rises_if` holds and `hold_if` does not, and is then brought within floor and ceiling. What is not
    measured leaves the count open between both outcomes, and so may the counts after it be.

    Args:
        formula: the formula.
        through: the last year wanted.
        measures: what was measured, by year.

    Returns:
        (least, most) by the year in which the period begins, from the first year of `start` on.

    Raises:
        Silent: a number of the formula is not stated.
    """
    start = {int(year): _stated(count, "start") for year, count in formula.start.items()}
    found: dict[int, tuple[int, int]] = {}
    for year in range(min(start), through + 1):
        if year in start:
            found[year] = (start[year], start[year])
            continue
        least, most = found[year - 1]
        may_stay, may_rise = _outcomes(formula, measures.get(year, NOTHING_MEASURED))
        found[year] = (
            _within(formula, least if may_stay else _risen(formula, least)),
            _within(formula, _risen(formula, most) if may_rise else most),
        )
    return found


def _outcomes(formula: Formula, measured: Facts) -> tuple[bool, bool]:
    """Whether the count may stay as it is, and whether it may rise."""
    rises = formula.rises_if.answer(measured, {})[0] if formula.rises_if else YES
    held = formula.hold_if.answer(measured, {})[0] if formula.hold_if else NO
    answer = min(rises, YES - held)
    return bool(answer != YES), bool(answer != NO)


def _risen(formula: Formula, count: int) -> int:
    step = formula.step
    if isinstance(step, Blank):
        raise Silent("formula.step is not stated; a plan must assume it")
    return int(count * (1 + Fraction(str(step))))


def _within(formula: Formula, count: int) -> int:
    if formula.floor is not None:
        count = max(count, _stated(formula.floor, "floor"))
    if formula.ceiling is not None:
        count = min(count, _stated(formula.ceiling, "ceiling"))
    return count


def _stated(count: int | Blank, what: str) -> int:
    if isinstance(count, Blank):
        raise Silent(f"formula.{what} is not stated; a plan must assume it")
    return count


def resolved(caps: Dated[Cap], measures: Measures, terms: Terms, through: int) -> Dated[Cap]:
    """A cap with a count for each year beside its formula, so that places can be given out under it.

    A year whose count is not known, and every year after `through`, stays without: who asks for a place
    then is told why there is none to give. Days before the first year of the formula have no cap.

    Args:
        caps: the cap, dated.
        measures: what was measured, by year.
        terms: the text, for the days on which years begin.
        through: the last year that is worked out.
    """
    return Dated(tuple(each for entry in caps for each in _by_year(entry, measures, terms, through)))


def _by_year(entry: Cap, measures: Measures, terms: Terms, through: int) -> Iterator[Cap]:
    if entry.formula is None:
        yield entry
        return
    counts = formula_counts(entry.formula, through, measures)
    last = max(counts, default=min(map(int, entry.formula.start)) - 1)
    for year, (least, most) in counts.items():
        begins, ends = _first_day(entry, year, terms), _first_day(entry, year + 1, terms)
        known = {"count": least} if least == most else {}
        yield from _between(entry, begins, ends, known)
    yield from _between(entry, _first_day(entry, last + 1, terms), None, {})


def _between(entry: Cap, begins: date, ends: date | None, known: Mapping[str, object]) -> Iterator[Cap]:
    """The part of an entry that lies between two days, with what is known of it; nothing where none does."""
    first = max(begins, entry.from_ or begins)
    stops = min((one for one in (ends, entry.until) if one), default=None)
    if stops is None or first < stops:
        yield entry.model_copy(update={"from_": first, "until": stops, **known})


def _first_day(entry: Cap, year: int, terms: Terms) -> date:
    """The first day of the period of a cap that begins in a year."""
    month, of_month = terms.year_start(entry.of) if entry.per == "fiscal_year" else (1, 1)
    return date(year, month, of_month)


def counted_out(terms: Terms, measures: Measures, through: int) -> Terms:
    """A text in which every cap has its counts, as far as they can be worked out; see `resolved`."""
    if not any(cap.formula for dated in _caps(terms) for cap in dated):
        return terms

    def counted(clauses: Mapping[str, T]) -> dict[str, T]:
        return {
            name: clause.model_copy(update={"cap": resolved(clause.cap, measures, terms, through)})
            if clause.cap is not None
            else clause
            for name, clause in clauses.items()
        }

    caps = {name: resolved(dated, measures, terms, through) for name, dated in terms.caps.items()}
    changed = {"caps": caps, "pathways": counted(terms.pathways), "returns": counted(terms.returns)}
    return terms.model_copy(update=changed)


def _caps(terms: Terms) -> Iterator[Dated[Cap]]:
    yield from terms.caps.values()
    yield from (clause.cap for clause in terms.pathways.values() if clause.cap is not None)
    yield from (clause.cap for clause in terms.returns.values() if clause.cap is not None)
