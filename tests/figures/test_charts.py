"""Every chart counts everybody, and says what it shows."""

import json
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import polars as pl
import pytest

from acuerdo.figures import Figure, Season, charts, figures, svg
from acuerdo.figures.theme import BLUE, DARK, FOLDED, INK, PALE, RUST, SHADES


@pytest.fixture(scope="module")
def by_name(season: Season) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures(season, "en")}


def total(figure: Figure, column: int) -> int:
    """Add up a column of a figure's table, and check the total it states."""
    found = sum(int(row[column].replace(",", "")) for row in figure.table.rows)
    if figure.table.foot and figure.table.foot[column]:
        assert figure.table.foot[column] == f"{found:,}"
    return found


def permits(season: Season) -> int:
    return int((season.workers["outcome"] == "permit").sum())


def drawn(figure: Figure) -> list[dict]:
    """The rows a chart draws, each once."""
    assert figure.chart is not None
    datasets = figure.chart.to_dict()["datasets"]
    return [row for rows in datasets.values() for row in rows]


@pytest.mark.parametrize(
    ("name", "column", "counted"),
    [
        ("months", 1, permits),
        ("flows", -1, permits),
        ("origins", 1, lambda season: len(season.workers)),
        ("origins", 2, permits),
        ("destinations", 1, lambda season: season.orders["places"].sum()),
        ("destinations", 2, lambda season: season.orders["filled"].sum()),
        ("people_why", 2, lambda season: len(season.workers) - permits(season)),
        ("places_why", 2, lambda season: season.orders["places"].sum() - permits(season)),
        ("evidence", 1, lambda season: season.rests_on["people"].sum()),
    ],
)
def test_the_rows_of_a_table_add_up_to_the_input(
    by_name: dict[str, Figure], season: Season, name: str, column: int, counted: Callable[[Season], int]
):
    assert total(by_name[name], column) == counted(season) > 0


def test_each_trait_counts_every_worker_once(by_name: dict[str, Figure], season: Season):
    rows = by_name["who"].table.rows
    for trait in ("Sex", "Age", "Schooling", "Experience"):
        everyone = sum(int(row[2].replace(",", "")) for row in rows if row[0] == trait)
        granted = sum(int(row[3].replace(",", "")) for row in rows if row[0] == trait)
        assert (everyone, granted) == (len(season.workers), permits(season))


@pytest.mark.parametrize("name", ["flows", "destinations"])
def test_what_is_folded_into_other_is_still_drawn(by_name: dict[str, Figure], season: Season, name: str):
    figure = by_name[name]
    assert "Other (" in json.dumps(drawn(figure)) + json.dumps(figure.chart.to_dict()["layer"])
    expected = {"flows": permits(season), "destinations": season.orders["filled"].sum()}
    assert sum(row["value"] for row in drawn(figure)) == expected[name]


def test_the_largest_flows_are_shown_as_twelve_by_fifteen_and_the_rest(by_name: dict[str, Figure]):
    assert len(by_name["flows"].table.head) == 1 + 12 + 1 + 1
    assert len(by_name["flows"].table.rows) == 15 + 1


def test_two_reasons_with_the_same_words_keep_two_bars(season: Season):
    same = season.reasons.with_columns(en=pl.lit("No."), es=pl.lit("No."))
    before = {figure.name: figure for figure in figures(season, "en")}["people_why"]
    after = {figure.name: figure for figure in figures(replace(season, reasons=same), "en")}["people_why"]
    assert len(drawn(after)) == len(drawn(before)) > 1
    assert len({row["row"] for row in drawn(after)}) == len(drawn(after))


def test_a_reason_without_words_is_shown_by_its_id(season: Season):
    wordless = replace(season, reasons=season.reasons.filter(pl.col("reason") != "serious_crime"))
    figure = {figure.name: figure for figure in figures(wordless, "es")}["people_why"]
    assert "serious crime" in [row[0] for row in figure.table.rows]


def test_more_reasons_than_fit_are_added_together(season: Season):
    many = season.workers.with_columns(
        reason=pl.when(pl.col("outcome") == "permit")
        .then(pl.lit(""))
        .otherwise(pl.format("r{}", pl.col("worker") % 40))
    )
    figure = {f.name: f for f in figures(replace(season, workers=many), "en")}["people_why"]
    assert len(drawn(figure)) == 13
    assert sum(row["value"] for row in drawn(figure)) == len(season.workers) - permits(season)
    assert total(figure, 2) == len(season.workers) - permits(season)


def test_a_permit_without_an_entry_date_is_counted(season: Season):
    undated = season.workers.with_columns(entry=pl.lit(None, pl.Date))
    figure = {f.name: f for f in figures(replace(season, workers=undated), "en")}["months"]
    assert figure.table.rows == [("No entry date", f"{permits(season):,}")]


def test_a_month_without_entries_is_shown_as_zero(season: Season):
    gap = season.workers.with_columns(
        entry=pl.when(pl.col("entry").dt.month() != 1).then("entry"),
        outcome=pl.when(pl.col("entry").dt.month() == 1).then(pl.lit("queued")).otherwise("outcome"),
    )
    figure = {f.name: f for f in figures(replace(season, workers=gap), "es")}["months"]
    assert ("ene 2017", "0") in figure.table.rows


def test_a_cap_of_one_month_is_marked_beside_its_entries(season: Season):
    monthly = pl.DataFrame(
        [
            ("cap", "2017-03", 50, 50, None),
            ("cap", "2017-04", None, 9, None),
            ("cap", "2017-05", 7, 7, "returning"),
        ],
        schema=season.caps.schema,
        orient="row",
    )
    figure = {f.name: f for f in figures(replace(season, caps=monthly), "en")}["months"]
    assert {row[0]: row[2] for row in figure.table.rows if row[2] != "–"} == {"Mar 2017": "50"}
    assert [row["mark"] for row in drawn(figure) if row["mark"] is not None] == [50]


def test_a_cap_is_used_up_when_as_many_are_granted_as_it_has_places(
    by_name: dict[str, Figure], season: Season
):
    assert by_name["caps"].finding == "1 of 2 caps are used up"
    less = season.caps.with_columns(granted=pl.col("granted") - 1)
    assert {f.name: f for f in figures(replace(season, caps=less), "en")}[
        "caps"
    ].finding == "0 of 2 caps are used up"


def test_a_cap_of_no_places_is_used_up_and_one_without_limit_never_is(season: Season):
    rows = [("cap", "FY2017", 0, 0, None), ("cap", "FY2018", None, 5, None)]
    edge = pl.DataFrame(rows, schema=season.caps.schema, orient="row")
    figure = {f.name: f for f in figures(replace(season, caps=edge), "en")}["caps"]
    assert figure.finding == "1 of 1 caps are used up"
    assert [row[3] for row in figure.table.rows] == ["0", "no limit"]


def test_a_worker_of_unknown_state_sex_and_age_is_still_counted(season: Season):
    blank = season.workers.with_columns(
        pl.lit(None, season.workers.schema[name]).alias(name)
        for name in ("state", "sex", "age", "returning", "order_state")
    )
    made = {f.name: f for f in figures(replace(season, workers=blank), "en")}
    assert total(made["flows"], -1) == permits(season)
    assert {row[1] for row in made["who"].table.rows if row[0] in ("Sex", "Age", "Experience")} == {
        "Not stated"
    }
    assert "Not stated" in made["origins"].finding


def test_findings_say_the_numbers_of_their_tables(by_name: dict[str, Figure], season: Season):
    places = season.orders["places"].sum()
    assert by_name["funnel"].finding.startswith(f"{permits(season):,} of {places:,} certified places")
    state, _, granted, _ = by_name["origins"].table.rows[0]
    assert by_name["origins"].finding.startswith(
        f"{state} gets more permits than any other state: {granted} "
    )
    assert by_name["people_why"].table.rows[0][0].rstrip(".") in by_name["people_why"].finding


def test_a_chart_on_its_own_is_titled_with_its_finding_and_is_sound_svg(season: Season):
    chart = charts(season, "en")["evidence"]
    root = ElementTree.fromstring(svg(chart))
    text = " ".join(root.itertext())
    assert root.tag.endswith("svg")
    assert "not stated in the text or in law" in " ".join(text.split())
    assert svg(chart) == svg(chart)


def test_every_chart_that_has_something_to_show_is_given(season: Season, nobody: Season):
    assert list(charts(season, "en")) == [figure.name for figure in figures(season, "en")]
    assert charts(nobody, "en") == {}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    lights = []
    for colour in (one, other):
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize(
    ("ink", "paper", "least"),
    [
        *((INK, shade, 4.5) for shade in (*SHADES[:DARK], FOLDED)),
        *(("#ffffff", shade, 4.5) for shade in SHADES[DARK:]),
        (BLUE, "#ffffff", 3),
        (BLUE, PALE, 3),
        (RUST, "#ffffff", 3),
    ],
)
def test_numbers_and_marks_stand_out_from_what_is_behind_them(ink: str, paper: str, least: float):
    assert contrast(ink, paper) >= least
