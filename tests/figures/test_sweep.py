"""The report of a sweep draws paired differences, hides no combination, and can be read in both languages."""

from dataclasses import replace
from itertools import product

import polars as pl
import pytest

from acuerdo.figures.sweep import Path, Sweep, html
from acuerdo.figures.sweep.charts import SECTIONS, SHOWN, effect, same, spread
from acuerdo.figures.sweep.words import WORDS
from acuerdo.figures.years.compared import TOLD

CAP, WAY = "pathways.work.cap.count", "pathways.work.allocation.order"
SERIES = [series for held in SECTIONS.values() for series in held if series in TOLD]


def made(caps=("100", "200", "400"), ways=("lottery", "turn"), worlds=3) -> Sweep:
    """Of every hundred places more than 200, each world has one per cent of people less, times its number."""
    rows, run = [], 0
    for world in range(1, worlds + 1):
        for cap, way in [(None, None), *product(caps, ways)]:
            run += 1
            for series in SERIES:
                base = 0.0 if series == "permits" else 1000.0 * world
                moved = 0.0 if cap is None or series == "regularised" else 200 - float(cap)
                value = base + moved * (1 if series == "permits" else base / 100 * world / 100)
                rows.append((run, world, cap, way, series, value, base, value - base))
    columns = ["run", "world", CAP, WAY, "outcome", "value", "base", "difference"]
    numbers = tuple(map(float, caps))
    return Sweep(
        hash="abcdef0123456789",
        title=("A <b>text</b>", "Un <b>texto</b>"),
        plan=("As if in force", "Como si rigiera"),
        paths=[Path(CAP, caps, numbers, "200"), Path(WAY, ways, None, None)],
        first=2000,
        last=2004,
        scale=1000,
        seed=7,
        scenario=None,
        fit="0123456789abcdef",
        table=pl.DataFrame(rows, columns, orient="row"),
        evidence=dict.fromkeys(SERIES, ("assumed", "supuesto")),
    )


def test_a_band_is_of_paired_differences_in_per_cent_of_the_same_world():
    rows = made().table.filter(pl.col("outcome") == "unauthorized")
    at_400 = spread(rows, [CAP, WAY], relative=True).filter(pl.col(CAP) == "400")
    assert at_400["middle"].to_list() == pytest.approx([-4.0, -4.0])
    assert at_400["low"].to_list() == pytest.approx([-5.8, -5.8])
    assert at_400["high"].to_list() == pytest.approx([-2.2, -2.2])
    assert at_400["panel"].to_list() == [0, 1]
    assert at_400["fewer"].to_list() == [3, 3]


def test_what_is_nothing_otherwise_is_told_in_people_and_not_in_per_cent():
    figure = effect(made(), "permits", "en")
    assert (
        figure.finding
        == "Permits granted, 2000 to 2004 in all: from −200 (400, lottery) to +100 (100, lottery)"
    )
    assert "with the values of the files: people." in figure.reading


def test_what_is_the_same_everywhere_is_named_and_not_drawn():
    assert same(made()) == ["regularised"]
    page = html(made(), "en")
    assert "The same at every value in every world: Regularised." in page
    assert "figure-regularised" not in page


def test_combinations_that_are_not_drawn_are_counted_and_in_the_table():
    ways = tuple(f"way {n}" for n in range(SHOWN + 3))
    figure = effect(made(ways=ways), "unauthorized", "en")
    assert "3 more combinations are in the table." in figure.reading
    assert len(figure.table.rows) == 3 * len(ways)


def test_the_value_otherwise_is_marked_only_where_it_lies_on_the_axis():
    inside = made()
    outside = replace(inside, paths=[replace(inside.paths[0], held="900"), inside.paths[1]])
    assert "Dashed" in effect(inside, "entries", "en").reading
    assert "Dashed" not in effect(outside, "entries", "en").reading


def test_a_single_world_is_called_one_and_has_no_band_in_its_table():
    page = html(made(worlds=1), "en")
    assert "One world is played" in page
    assert "Low end of the band" not in page


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_page_is_whole_escapes_words_and_is_the_same_again(lang):
    page = html(made(), lang)
    assert page == html(made(), lang)
    assert "<b>text" not in page
    assert page.count("<svg") == len(SERIES) - 1
    assert "supuesto" in page if lang == "es" else "assumed" in page


def test_a_table_without_a_column_and_a_third_language_are_refused():
    with pytest.raises(ValueError, match="lacks base"):
        replace(made(), table=made().table.drop("base"))
    with pytest.raises(ValueError, match="not in 'fr'"):
        html(made(), "fr")


def test_every_word_is_said_in_both_languages():
    assert all(len(pair) == 2 and all(pair) and pair[0] != pair[1] for pair in WORDS.values())
