"""The report of simulated years says what was played, hides nothing in a band, and can be read by anybody."""

import re
from dataclasses import replace
from itertools import pairwise

import polars as pl
import pytest

from acuerdo.figures.years import Years, html, worlds
from acuerdo.figures.years.alone import made_alone
from acuerdo.figures.years.charts import sections
from acuerdo.figures.years.layout import TILES
from acuerdo.figures.years.tables import Axis, Unilateral
from acuerdo.figures.years.words import SERIES, WORDS, amount, points, signed, two, unit, word
from acuerdo.population.places import MEXICAN_STATES

RUNS = {
    "status quo": ("Without any text", "Sin ningún texto"),
    "a-text": ("A <b>text</b>", "Un <b>texto</b>"),
}
STATUSES = ("never_gone", "returned", "unauthorized", "permit", "provisional", "resident", "citizen")
FIRST, LAST = 2000, 2004


def value(series: str, run: str, world: int, year: int) -> float:
    """Nothing under a text but in its own series; there fewer in every world but the last."""
    if series == "provisional":
        return 0.0
    grown = 1_000_000.0 * world + 10_000.0 * (year - FIRST)
    if run == "status quo" or series not in ("unauthorized", "entries"):
        return grown
    return grown + (50_000.0 if world == 3 else -100_000.0)


def made(n: int) -> Years:
    yearly = [
        (world, run, year, worlds.kind(series), series, value(series, run, world, year), "people")
        for world in range(1, n + 1)
        for run in RUNS
        for series in SERIES
        for year in range(FIRST, LAST + 1)
    ]
    states = [
        (world, run, LAST, code, status, 1000.0 * code if status == "unauthorized" else 5000.0)
        for world in range(1, n + 1)
        for run in RUNS
        for code in MEXICAN_STATES
        for status in STATUSES
    ]
    doors = [
        (world, "a-text", year, "work", series, count)
        for world in range(1, n + 1)
        for year in range(FIRST, LAST + 1)
        for series, count in (("applied", 900.0), ("granted", 200.0), ("waiting", 100.0 * (year - FIRST)))
    ]
    asked = [
        (
            kind,
            name,
            side,
            1,
            run,
            LAST,
            "mid-year",
            "unauthorized",
            count if run == "a-text" else 100.0,
            "people",
        )
        for kind, name, side, count in (
            ("axis", "substitution", "0.1", 95.0),
            ("switch", "fall", "yes", 40.0),
        )
        for run in RUNS
    ]
    keys = ["world", "run", "year"]
    of_year = [*keys, "of", "series", "value", "unit"]
    return Years(
        runs=RUNS,
        hypothetical=[("a-text", ("As if in force", "Como si rigiera"))],
        first=FIRST,
        last=LAST,
        scale=1000,
        seed=7,
        scenario=None,
        fit="abcdef0123456789",
        settings=["overstay=0.1"],
        yearly=pl.DataFrame(yearly, of_year, orient="row"),
        states=pl.DataFrame(states, [*keys, "state_code", "status", "people"], orient="row"),
        pathways=pl.DataFrame(doors, [*keys, "pathway", "series", "value"], orient="row"),
        doors={("a-text", "work"): ("Work", "Trabajo"), ("a-text", "kin"): ("Kin", "Familia")},
        evidence=dict.fromkeys((*SERIES, "text", "none"), ("not identified", "no identificado")),
        axes=[Axis("substitution", "σ", 0.35, 0.1, 0.9)],
        questions={"fall": (("Did it fall?", "¿Cayó?"), {"yes": ("Yes", "Sí")})},
        asked=pl.DataFrame(asked, ["kind", "name", "side", *of_year], orient="row"),
        sides=pl.DataFrame(
            [(1, "fall", "yes"), (2, "fall", "yes")], ["world", "name", "side"], orient="row"
        ).filter(pl.col("world") <= n),
        answered=["fall"] if n > 1 else [],
        unilateral=[],
        not_asked=[("a-text", "kin", "open to nobody on this day")],
    )


@pytest.fixture(scope="module")
def many() -> Years:
    return made(3)


@pytest.fixture(scope="module", params=["en", "es"])
def lang(request) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def page(many, lang) -> str:
    return html(many, lang)


def test_nothing_refers_to_the_network_and_titles_are_escaped(page, read):
    assert not re.search(r"https?:|//[a-z]|url\(|@import|<script", page, re.IGNORECASE)
    assert "<b>" not in page
    assert all(attrs.get("href", "#").startswith("#") for _, attrs in read(page).elements)


def test_every_figure_has_a_text_alternative_its_numbers_and_its_evidence(page, read, lang):
    whole = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(whole) > 15
    for figure in whole:
        seen = read(figure)
        [picture] = [attrs for attrs in seen.every("div") if attrs.get("role") == "img"]
        assert len(picture["aria-label"]) > 40
        assert [len(seen.every(tag)) for tag in ("svg", "h3", "figcaption", "details", "table")] == [1] * 5
        assert ("not identified" if lang == "en" else "no identificado") in figure


def test_headings_come_in_order_and_every_link_leads_somewhere(page, read, lang):
    elements = read(page).elements
    levels = [int(tag[1]) for tag, _ in elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    ids = [attrs["id"] for _, attrs in elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["href"][1:] for tag, attrs in elements if tag == "a"} <= set(ids)
    assert read(page).every("html") == [{"lang": lang}]


def test_every_chart_fits_the_schema_of_charts(many):
    drawn = [figure.chart for group in sections(many, "en").values() for figure in group if figure.chart]
    assert len(drawn) > 15
    for chart in drawn:
        chart.to_dict(validate=True)


def test_texts_are_compared_world_by_world(many):
    [figure] = sections(many, "en")["compared"]
    assert figure.finding.startswith(
        "In 2 of 3 plausible worlds there are fewer people without documents in 2004"
    )
    row = next(row for row in figure.table.rows if row[0] == "People without documents")
    assert row[3:] == ("−100,000", "−4.9", "2"), (
        "the median of paired differences, not the difference of medians"
    )


def test_worlds_are_told_apart_by_what_they_answer(many):
    [figure] = sections(many, "en")["sides"]
    assert [row[:3] for row in figure.table.rows] == [
        ("Did it fall? Yes", "2", "2"),
        ("Did it fall? as the fit has it", "1", "0"),
    ]
    assert sections(made(1), "en")["sides"] == []


def test_a_side_that_no_world_takes_is_told_as_such(many):
    [figure] = sections(replace(many, sides=many.sides.clear()), "en")["sides"]
    assert figure.table.rows[0] == ("Did it fall? Yes", "0", "–", "–")


def test_bands_are_said_to_hold_answers_only_where_worlds_answer(many):
    assert "a side of each is drawn" in html(many, "en")
    assert "a side of each is drawn" not in html(replace(many, answered=[]), "en")


def test_a_text_that_moves_only_people_in_transit_is_told_by_them(many):
    moved = (pl.col("series") == "transit") & (pl.col("run") == "a-text")
    bare = many.yearly.filter(pl.col("run") == "status quo")
    same = bare.with_columns(run=pl.lit("a-text"))
    fewer = same.with_columns(value=pl.when(moved).then(pl.col("value") / 2).otherwise("value"))
    years = replace(many, yearly=pl.concat([bare, fewer]))
    [figure] = sections(years, "en")["compared"]
    assert figure.finding.startswith(
        "In 3 of 3 plausible worlds there are fewer encounters of people in transit"
    )
    [figure] = sections(replace(many, yearly=pl.concat([bare, same])), "en")["compared"]
    assert "as many people without documents" in figure.finding


def test_years_without_people_in_transit_say_nothing_of_them(many):
    years = replace(many, yearly=many.yearly.filter(pl.col("series") != "transit"))
    page = html(years, "en")
    assert "Nicaraguans" not in page


def test_a_text_made_alone_says_what_falls_away_and_what_that_changes(many, lang):
    parties = ("the <i>North</i>", "el Norte")
    more = many.yearly.filter(pl.col("run") == "a-text").with_columns(
        run=pl.lit("a-text-alone"), value=pl.col("value") + 20_000
    )
    differs = Unilateral("a-text-alone", "a-text", parties, ["commitments.receive"], "")
    same = replace(differs, run="other", same="a-text")
    none = replace(differs, run="third", same="status quo")
    years = replace(many, yearly=pl.concat([many.yearly, more]), unilateral=[differs, same, none])
    page = html(replace(years, yearly=many.yearly, unilateral=[same, none]), lang)
    assert word("find.alone.same", lang, party="x", text="y").split(": ")[1] in page
    assert word("find.alone.none", lang, party="x", text="y").split(": ")[1] in page
    assert "commitments.receive" in page and "<i>" not in page
    told, lost = made_alone(years, differs, lang)
    assert "3" in told and "+20,000" in told
    assert lost.rows == [("commitments.receive",)]


def test_a_flow_is_told_by_all_its_years_and_a_stock_by_the_last(many):
    found = {figure.name: figure.finding for group in sections(many, "en").values() for figure in group}
    assert found["unauthorized"].endswith("2004. Median of 3 worlds: A, 2 million; B, 1.9 million")
    assert found["entries"].endswith("2000 to 2004 in all. Median of 3 worlds: A, 10 million; B, 9.6 million")


def test_one_world_is_called_one_run_at_every_figure_of_years():
    one = html(made(1), "en")
    assert "Each line is one run" in one
    assert "plausible worlds" not in one
    for figure in re.findall(r"<figcaption>.*?</figcaption>", one):
        assert re.search("one run", figure, re.IGNORECASE), figure
    assert "Band: nine worlds of ten" in html(made(3), "en")


def test_a_band_holds_worlds_and_no_axis_and_no_side(many):
    low, middle, high = (
        worlds.banded(many, "unauthorized")
        .filter((pl.col("run") == "status quo") & (pl.col("year") == FIRST))
        .select("low", "middle", "high")
        .row(0)
    )
    assert (low, middle, high) == (1_100_000.0, 2_000_000.0, 2_900_000.0)
    wild = many.asked.with_columns(value=pl.col("value") * 1e9)
    assert worlds.banded(replace(many, asked=wild), "unauthorized").equals(
        worlds.banded(many, "unauthorized")
    )
    [figure] = sections(many, "en")["open"]
    assert figure.table.rows == [("σ = 0.1", "−5%"), ("Did it fall? Yes", "−60%")]


def test_axes_are_told_even_where_nobody_asked_otherwise(many):
    page = html(replace(many, asked=many.asked.clear()), "en")
    assert "add --asked to the command" in page
    assert "σ" in page


def test_a_line_at_a_pathway_has_a_rough_wait(many):
    [figure] = sections(many, "en")["doors"]
    assert figure.finding.startswith("Work: the line was longest at the end of 2004, 400 people")
    assert figure.table.rows[-1] == ("2004", "900", "200", "400", "2")


def test_waits_jobs_and_funds_are_drawn_where_a_text_has_them(many, lang):
    keys, years = ["world", "run", "year"], range(FIRST, LAST + 1)
    counts = {"waited": 4.0, "waited_so_far": 6.0, "jobs_lost": 300.0, "employer_changed": 200.0}
    told = [
        (world, "a-text", year, "work", series, count * (1 + (year == LAST)))
        for world in (1, 2, 3)
        for year in years
        for series, count in counts.items()
    ]
    paid = [
        (world, "a-text", year, "plaza", payer, 1e6 * world, "USD")
        for world in (1, 2, 3)
        for year in years
        for payer in ("migrant_clubs", "federal")
    ]
    pathways = pl.concat([many.pathways, pl.DataFrame(told, many.pathways.columns, orient="row")])
    funds = pl.DataFrame(paid, [*keys, "fund", "payer", "value", "unit"], orient="row")
    found = sections(replace(many, pathways=pathways, funds=funds), lang)
    _, waits, jobs = found["doors"]
    assert "8" in waits.finding
    assert "2004" in waits.finding
    assert waits.table.rows[0] == ("2000", "4", "6")
    assert jobs.table.rows[-1] == ("2004", "0", "0", "600", "400", "0")
    assert "1,800" in jobs.finding
    assert "1,200" in jobs.finding
    fund = found["money"][-1]
    whole, clubs = ("20 million", "10 million") if lang == "en" else ("20 millones", "10 millones")
    assert whole in fund.finding
    assert clubs in fund.finding
    assert len(fund.table.rows) == 2 * len(years)


def test_what_is_nothing_everywhere_is_told_and_not_drawn(many, page, lang):
    assert word("none_at_all", lang, names=SERIES["provisional"][lang == "es"]) in page
    assert "figure-provisional" not in page


def test_every_state_has_a_tile_of_its_own():
    assert sorted(TILES) == sorted(state.iso for state in MEXICAN_STATES.values())
    assert len(set(TILES.values())) == 32


def test_numbers_have_two_digits_at_most():
    assert [two(n) for n in (6_649_000, 99.6, 0.1234, -123, 0)] == ["6,600,000", "100", "0.12", "−120", "0"]
    assert (signed(0.055), signed(-2.0), points(0.04)) == ("+0.055", "−2", "0")
    assert (amount(56.4e9, "en"), amount(56.4e9, "es")) == ("56 billion", "56 mil millones")
    assert (amount(1.04e6, "es"), amount(1e9, "es")) == ("1 millón", "mil millones")
    assert unit(3e6, "people", "es") == (1e6, "millones de personas")


def test_both_languages_have_words_with_the_same_blanks():
    blanks = re.compile(r"{(\w+)}")
    for key, (english, spanish) in {**WORDS, **SERIES}.items():
        assert set(blanks.findall(english)) == set(blanks.findall(spanish)), key


def test_tables_that_lack_a_column_are_refused_by_name(many):
    with pytest.raises(ValueError, match=r"lack yearly\.value"):
        replace(many, yearly=many.yearly.drop("value"))


def test_no_other_language_is_written(many):
    with pytest.raises(ValueError, match="'fr'"):
        html(many, "fr")
