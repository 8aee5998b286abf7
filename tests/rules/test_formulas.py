"""Caps that follow a formula: year by year, and as places that are given out."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.base import Dated
from acuerdo.agreement.clauses.cap import Cap, Formula
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.terms import Terms
from acuerdo.rules.formulas import Measures, counted_out, formula_counts, resolved
from acuerdo.rules.whole import decide_whole
from reference import formulas as reference
from reference.days import in_force
from rules.making import arrays, criterions, dated, days, persons, terms, trying
from rules.queues import Tried, served, told
from rules.test_places import request
from rules.test_whole import Standing

JOBLESS, DEMAND = "measure.unemployment", "measure.visa_demand_met_share"
MEASURED = (JOBLESS, DEMAND, "measure.persons_received_per_month")
HALF = {"fact": JOBLESS, "more_than": "0.085"}
GROWING = {"start": {"2015": "20_000", "2016": "35_000"}, "step": "0.05"}


def formula(**changed: Any) -> Formula:
    return Formula.model_validate({**GROWING, **changed})


def measured(years: dict[int, dict[str, Any]]) -> Measures:
    return {year: arrays([found]) for year, found in years.items()}


def counts(found: Formula, through: int, **years: float) -> dict[int, tuple[int, int]]:
    """The counts where only unemployment was measured, in the years given as y2017."""
    return formula_counts(found, through, measured({int(y[1:]): {JOBLESS: one} for y, one in years.items()}))


@st.composite
def formulas(draw: Any) -> Formula:
    """One to three first years, any step, and any of the rest."""
    first = draw(st.integers(2014, 2016))
    start = {
        str(first + at): str(count)
        for at, count in enumerate(draw(st.lists(st.integers(0, 40), min_size=1, max_size=3)))
    }
    found: dict[str, Any] = {"start": start, "step": draw(st.sampled_from(["0", "0.05", "0.1", "0.29", "1"]))}
    for name in ("rises_if", "hold_if"):
        if draw(st.booleans()):
            found[name] = draw(criterions(facts=MEASURED))
    low, high = sorted(draw(st.tuples(st.integers(0, 50), st.integers(0, 90))))
    if draw(st.booleans()):
        found["floor"] = str(low)
    if draw(st.booleans()):
        found["ceiling"] = str(high)
    return Formula.model_validate(found)


YEARS = st.dictionaries(st.integers(2015, 2021), persons(set(MEASURED)))


@trying(400)
@given(formulas(), st.integers(2013, 2021), YEARS)
def test_the_counts_of_the_years_are_those_of_one_year_after_the_other(
    found: Formula, through: int, years: dict
) -> None:
    expected = reference.counts(found, through, years)
    assert formula_counts(found, through, measured(years)) == {
        year: (min(several), max(several)) for year, several in expected.items()
    }


def test_the_first_years_are_as_they_stand_and_each_later_one_is_a_step_up_rounded_down() -> None:
    found = counts(formula(start={"2015": "21"}), 2018)
    assert found == {2015: (21, 21), 2016: (22, 22), 2017: (23, 23), 2018: (24, 24)}


def test_a_step_is_exact_where_binary_fractions_are_not() -> None:
    assert counts(formula(start={"2015": "100"}, step="0.29"), 2016)[2016] == (129, 129)


@pytest.mark.parametrize(
    ("unemployment", "count"), [(0.084, (36_750,) * 2), (0.085, (36_750,) * 2), (0.086, (35_000,) * 2)]
)
def test_the_count_is_held_while_unemployment_is_over_the_bound(
    unemployment: float, count: tuple[int, int]
) -> None:
    assert counts(formula(hold_if=HALF), 2017, y2017=unemployment)[2017] == count


def test_the_count_rises_only_where_the_text_asks_for_it_and_not_where_it_holds() -> None:
    both = formula(rises_if={"fact": DEMAND, "less_than": "0.75"}, hold_if=HALF)
    outcomes = {
        (0.5, 0.05): (36_750, 36_750),
        (0.9, 0.05): (35_000, 35_000),
        (0.5, 0.09): (35_000, 35_000),
        (0.9, 0.09): (35_000, 35_000),
        (0.5, None): (35_000, 36_750),
        (None, 0.05): (35_000, 36_750),
        (0.9, None): (35_000, 35_000),
        (None, 0.09): (35_000, 35_000),
    }
    for (demand, jobless), expected in outcomes.items():
        found = formula_counts(both, 2017, measured({2017: {DEMAND: demand, JOBLESS: jobless}}))
        assert found[2017] == expected


def test_a_year_that_nobody_measured_leaves_it_and_the_next_ones_open() -> None:
    found = counts(formula(hold_if=HALF), 2019, y2018=0.05, y2019=0.09)
    assert found[2017] == (35_000, 36_750)
    assert found[2018] == (36_750, 38_587)
    assert found[2019] == (36_750, 38_587)


def test_a_ceiling_closes_what_was_open() -> None:
    found = counts(formula(hold_if=HALF, ceiling="36_750"), 2019, y2018=0.05)
    assert [found[year] for year in (2017, 2018, 2019)] == [(35_000, 36_750), (36_750, 36_750), (36_750,) * 2]


def test_floor_and_ceiling_bind_only_after_the_first_years() -> None:
    low = counts(formula(floor="50_000"), 2017)
    assert [low[year][0] for year in (2015, 2016, 2017)] == [20_000, 35_000, 50_000]
    high = counts(formula(ceiling="30_000"), 2017)
    assert [high[year][0] for year in (2015, 2016, 2017)] == [20_000, 35_000, 30_000]


@pytest.mark.parametrize("silent", ["step", "floor", "ceiling", "start"])
def test_a_formula_that_is_not_stated_gives_no_count(silent: str) -> None:
    value: Any = {"2015": "not_stated"} if silent == "start" else "not_stated"
    with pytest.raises(ValueError, match=f"formula.{silent} is not stated"):
        counts(formula(**{silent: value}), 2017)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ({"start": {}}, "years that follow"),
        ({"start": {"2015": "1", "2017": "1"}}, "years that follow"),
        ({"floor": "2", "ceiling": "1"}, "above ceiling"),
    ],
)
def test_a_formula_that_no_year_can_follow_is_refused(written: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        formula(**written)


def test_a_floor_may_be_the_ceiling() -> None:
    assert counts(formula(floor="7", ceiling="7"), 2017)[2017] == (7, 7)


def capped(**changed: Any) -> Dated[Cap]:
    plain = {"per": "calendar_year", "counts": "visas", "when_full": "refuse", "unused": "lapse"}
    return dated(Cap, [{**plain, "formula": {"start": {"2021": "1"}, "step": "1"}, **changed}])


@trying(300)
@given(
    formulas(),
    st.sampled_from(["calendar_year", "fiscal_year"]),
    st.integers(2013, 2020),
    YEARS,
    days("2012-01-01", "2022-12-31"),
    st.tuples(st.none() | days("2013-01-01", "2015-12-31"), st.none() | days("2016-01-01", "2021-12-31")),
    st.dates(date(2001, 1, 1), date(2001, 12, 31)),
)
def test_a_day_has_the_count_of_the_year_it_lies_in(
    found: Formula, per: str, through: int, years: dict, on: date, ends: tuple, begins: date
) -> None:
    calendar = Calendar.model_validate({"fiscal_year": {"USA": f"{begins:%m-%d}"}})
    written = {name: str(one) for name, one in zip(("from", "until"), ends, strict=True) if one}
    cap = capped(formula=found, per=per, of="USA", **written)
    start = (begins.month, begins.day) if per == "fiscal_year" else (1, 1)
    year = on.year if (on.month, on.day) >= start else on.year - 1
    entry = resolved(cap, measured(years), terms(calendar=calendar), through).on(on)
    if in_force(cap, on) is None or year < min(map(int, found.start)):
        assert entry is None
        return
    assert entry is not None
    expected = reference.counts(found, through, years).get(year, set())
    assert entry.count == (min(expected) if len(expected) == 1 else None)


def test_a_formula_that_ends_with_a_year_gives_way_to_what_follows() -> None:
    plain = {"count": "7", "per": "calendar_year", "counts": "visas", "when_full": "refuse"}
    growing = {**plain, "formula": {"start": {"2021": "1"}, "step": "1"}, "until": "2022-01-01"}
    growing.pop("count")
    cap = dated(Cap, [growing, {**plain, "from": "2022-01-01"}])
    found = resolved(cap, {}, terms(), 2023)
    counts_on = [found.on(date(year, 1, 1)) for year in (2021, 2022, 2023)]
    assert [entry.count if entry else None for entry in counts_on] == [1, 7, 7]


def test_a_cap_without_a_formula_is_left_as_it_is() -> None:
    plain = dated(Cap, [{"count": "3", "per": "calendar_year", "counts": "visas", "when_full": "refuse"}])
    assert resolved(plain, {}, terms(), 2030) == plain
    text = terms(pathways={}, returns={}, caps={"wide": plain})
    assert counted_out(text, {}, 2030) is text


def doubling(through: int, *asking: str) -> list[str]:
    """What becomes of requests on some days, under a cap of one place that doubles every year."""
    requests = tuple(request(on, turn) for turn, on in enumerate(asking))
    cap = resolved(capped(), {}, terms(), through)
    return [status for status, *_ in told(served(Tried(cap, None, terms(), requests)))]


def test_places_are_given_out_by_the_count_of_each_year() -> None:
    in_each = ["2021-12-31", "2021-12-31", "2022-01-01", "2022-06-01", "2022-12-31", "2023-01-01"]
    assert doubling(2023, *in_each) == ["granted", "refused", "granted", "granted", "refused", "granted"]


def test_before_the_first_year_of_a_formula_there_is_no_cap() -> None:
    assert doubling(2021, "2020-12-31", "2021-01-01") == ["refused", "granted"]


@pytest.mark.parametrize("on", ["2021-05-01", "2023-05-01"])
def test_under_a_formula_that_nobody_worked_out_nobody_is_served(on: str) -> None:
    cap = capped() if on < "2022" else resolved(capped(), {}, terms(), 2022)
    with pytest.raises(ValueError, match="formula gives no count for this year"):
        served(Tried(cap, None, terms(), (request(on, 0),)))


def test_a_cap_that_is_not_stated_says_so_and_no_formula() -> None:
    for per in ("calendar_year", "programme"):
        silent = {"count": "not_stated", "per": per, "counts": "visas", "when_full": "refuse"}
        with pytest.raises(ValueError, match="cap is not stated; a plan must assume it"):
            served(Tried(dated(Cap, [silent]), None, terms(), (request("2021-05-01", 0),)))


def of_all_kinds() -> Terms:
    """One formula in a pathway within another in a wider cap, and one in a clause on returns."""
    wide, narrow = capped(), capped(formula={"start": {"2021": "5"}, "step": "1"}, within="caps.wide")
    pathway = Pathway.model_validate({"title": "A", "open_to": {"nationals_of": "any"}, "cap": list(narrow)})
    bare = pathway.model_copy(update={"cap": None})
    returns = {"back": bare.model_copy(update={"cap": wide}), "free": bare}
    return terms(pathways={"a": pathway, "b": bare}, caps={"wide": wide}, returns=returns)


def test_a_text_has_its_counts_in_every_cap() -> None:
    found = counted_out(of_all_kinds(), {}, 2022)
    on = date(2022, 1, 1)
    assert found.pathways["a"].cap.on(on).count == 10  # type: ignore[union-attr]
    assert found.caps["wide"].on(on).count == 2  # type: ignore[union-attr]
    assert found.returns["back"].cap.on(on).count == 2  # type: ignore[union-attr]
    assert found.pathways["b"].cap is None
    assert found.returns["free"].cap is None


@pytest.mark.parametrize("section", ["pathways", "caps", "returns"])
def test_one_formula_anywhere_is_enough_to_be_worked_out(section: str) -> None:
    whole = of_all_kinds()
    alone = terms(**{"pathways": {}, "caps": {}, "returns": {}, section: getattr(whole, section)})
    assert counted_out(alone, {}, 2022) is not alone


def test_a_whole_agreement_follows_its_formulas_by_what_was_measured() -> None:
    held = {"start": {"2020": "1"}, "step": "1", "hold_if": HALF}
    pathway = Pathway.model_validate(
        {
            "title": "Growing",
            "open_to": {"nationals_of": "any"},
            "cap": list(capped(formula=held)),
            "allocation": {"order": "lottery"},
        }
    )
    text = Standing(terms(pathways={"growing": pathway}, returns={}))
    for jobless, granted in ((0.05, 2), (0.09, 1)):
        draw = np.arange(3, dtype=np.uint64)
        whole = decide_whole(text, arrays([{}] * 3), draw, None, measured({2021: {JOBLESS: jobless}}))  # type: ignore[arg-type]
        _, places = whole.pathways["growing"]
        assert places is not None
        assert np.count_nonzero(places.status == 0) == granted
    with pytest.raises(ValueError, match="formula gives no count"):
        decide_whole(text, arrays([{}] * 3), draw)  # type: ignore[arg-type]


def test_who_waits_is_served_by_the_count_of_the_next_year() -> None:
    cap = resolved(capped(when_full="queue"), {}, terms(), 2022)
    asking = tuple(request("2021-03-01", turn) for turn in range(4))
    found = served(Tried(cap, None, terms(), asking, date(2023, 1, 1)))
    assert [str(one) for one in found.period] == ["2021-01-01", "2022-01-01", "2022-01-01", "NaT"]
