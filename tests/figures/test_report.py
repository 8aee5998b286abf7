"""The report holds everything, needs nothing, and can be read by anybody."""

import re
from collections import Counter
from dataclasses import fields, replace
from itertools import pairwise

import polars as pl
import pytest

from acuerdo.figures import Season, html
from acuerdo.figures.words import CODES, WORDS, word

HOSTILE = """<script>alert('1')</script>"><img src=x onerror=alert(2)> & {{ 7*7 }}"""


def test_every_reason_that_occurs_is_shown_with_its_words(page: str, season: Season, lang: str, read):
    ids = {*season.workers["reason"], *season.orders["reason"], *season.orders["unfilled_reason"]} - {""}
    texts = set(read(page).texts)
    words = dict(season.reasons.select("reason", lang).iter_rows())
    assert len(ids) > 5
    for reason in ids:
        assert reason in texts
        assert words[reason] in texts


def test_nothing_refers_to_the_network(page: str, read):
    assert not re.search(r"https?:|//[a-z]|url\(|@import", page, re.IGNORECASE)
    seen = read(page)
    assert not {tag for tag, _ in seen.elements} & {
        "script",
        "link",
        "iframe",
        "img",
        "object",
        "embed",
        "base",
        "form",
    }
    for _, attrs in seen.elements:
        assert not {"src", "srcset", "xlink:href", "data", "action", "poster"} & set(attrs)
        assert attrs.get("href", "#").startswith("#")
        assert not any(name.startswith("on") for name in attrs)


def test_every_link_leads_somewhere_and_no_id_is_used_twice(page: str, read):
    elements = read(page).elements
    ids = Counter(attrs["id"] for _, attrs in elements if "id" in attrs)
    assert max(ids.values()) == 1
    targets = {attrs["href"][1:] for tag, attrs in elements if tag == "a"}
    assert targets - set(ids) == set()
    assert {attrs["aria-labelledby"] for _, attrs in elements if "aria-labelledby" in attrs} <= set(ids)


def test_the_page_says_its_language_and_can_be_skipped_through(page: str, lang: str, read):
    seen = read(page)
    assert seen.every("html") == [{"lang": lang}]
    first = seen.every("a")[0]
    assert first["href"] == "#results"
    assert seen.every("main") == [{"id": "results"}]


def test_headings_come_in_order(page: str, read):
    levels = [int(tag[1]) for tag, _ in read(page).elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_every_figure_has_a_text_alternative_and_its_numbers(page: str, read):
    whole = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(whole) == 12
    for figure in whole:
        seen = read(figure)
        [picture] = [attrs for attrs in seen.every("div") if attrs.get("role") == "img"]
        assert len(picture["aria-label"]) > 20
        assert [len(seen.every(tag)) for tag in ("svg", "h3", "figcaption", "details", "table")] == [1] * 5
        assert len(seen.every("tr")) > 2


def test_pictures_carry_no_words_of_the_drawing_library(page: str):
    assert "aria-roledescription" not in page
    assert "axis titled" not in page


def test_every_table_can_be_reached_and_scrolled_by_keyboard(page: str, read):
    seen = read(page)
    scrolled = [attrs for attrs in seen.every("div") if attrs.get("class") == "scroll"]
    assert len(scrolled) == len(seen.every("table")) + 1
    assert all(
        attrs["tabindex"] == "0" and attrs["role"] == "region" and attrs["aria-label"] for attrs in scrolled
    )
    assert page.count('<div class="scroll"') == len(
        re.findall(r'<div class="scroll"[^>]*>\s*<(?:table|div)', page)
    )
    assert all("scope" in attrs for attrs in seen.every("th"))


def test_numbers_are_aligned_right(page: str):
    cells = re.findall(r"<td( class=\"n\")?>([\d,]+)</td>", page)
    assert len(cells) > 100
    reasons = page[page.index('id="reasons"') : page.index('id="orders"')]
    assert all(marked for marked, _ in re.findall(r"<td( class=\"n\")?>([\d,]+)</td>", reasons))


def english_labels() -> list[str]:
    pairs = [*WORDS.values(), *(pair for codes in CODES.values() for pair in codes.values())]
    return [english for english, spanish in pairs if english != spanish]


def test_the_spanish_page_has_no_english_label(pages: dict[str, str], read):
    seen = read(pages["es"])
    said = {*seen.texts, *(attrs["aria-label"] for _, attrs in seen.elements if "aria-label" in attrs)}
    spanish = {words for _, words in WORDS.values()} | {
        words for kind in CODES.values() for _, words in kind.values()
    }
    for label in english_labels():
        shape = re.compile(".+".join(map(re.escape, re.split(r"\{\w+\}", label))))
        if label.count("{") and len(re.sub(r"\{\w+\}|\W", "", label)) < 8:
            continue  # "{n} of {total}": too few words of its own to tell
        assert not [text for text in said if shape.fullmatch(text) and text not in spanish], label


def test_the_english_page_would_fail_that_test(pages: dict[str, str], read):
    assert {"Employer", "State of origin", "number of permits", "assumed"} <= set(read(pages["en"]).texts)


def test_hostile_text_is_shown_and_never_run(season: Season, read):
    jobs = season.orders.with_columns(employer=pl.lit(HOSTILE), occupation=pl.lit(HOSTILE))
    assumptions = season.assumptions.with_columns(
        why=pl.lit(HOSTILE), path=pl.lit(HOSTILE), unit=pl.lit(HOSTILE)
    )
    hostile = replace(
        season,
        title=HOSTILE,
        agreement_id=HOSTILE,
        agreement_title=HOSTILE,
        plan_title=HOSTILE,
        state=HOSTILE,
        orders=jobs,
        assumptions=assumptions,
        reasons=season.reasons.with_columns(
            en=pl.format("{} {}", pl.lit(HOSTILE), "reason"), clause=pl.lit(HOSTILE)
        ),
        values=season.values.with_columns(src=pl.lit("team " + HOSTILE), value=pl.lit(HOSTILE)),
        caps=season.caps.with_columns(set_aside=pl.lit(HOSTILE), period=pl.lit(HOSTILE)),
        facts=[(HOSTILE, HOSTILE)],
        not_executed=[(HOSTILE, HOSTILE)],
        sources=[("team", HOSTILE, HOSTILE)],
        rows={HOSTILE: 1},
        faults=[(1, HOSTILE, HOSTILE, HOSTILE)],
    )
    page = html(hostile, "en")
    assert "<script" not in page
    assert "<img" not in page
    seen = read(page)
    assert not {tag for tag, _ in seen.elements} & {"script", "img"}
    assert not any(name.startswith("on") for _, attrs in seen.elements for name in attrs)
    shown = " ".join(HOSTILE.split())
    assert seen.texts.count(shown) > 40


def test_a_season_without_orders_or_workers_is_still_a_readable_report(nobody: Season, lang: str, read):
    page = html(nobody, lang)
    seen = read(page)
    assert seen.every("svg") == []
    assert WORDS["empty"][lang == "es"] in seen.texts
    assert "nan" not in page.lower().replace("finan", "")
    assert "None" not in page
    headings = [tag for tag, _ in seen.elements if tag == "h2"]
    assert len(headings) == 13


def test_the_same_season_gives_the_same_bytes(season: Season, pages: dict[str, str]):
    assert html(season, "es") == pages["es"]


def test_the_order_of_the_rows_changes_nothing(season: Season, pages: dict[str, str]):
    turned = replace(
        season,
        workers=season.workers.reverse(),
        orders=season.orders.sort("employer", descending=True),
        reasons=season.reasons.reverse(),
        rests_on=season.rests_on.reverse(),
    )
    assert html(turned, "en") == pages["en"]


def test_a_hypothetical_season_says_so_beside_every_assumption(page: str, season: Season, lang: str, read):
    banner = page[page.index('class="banner"') : page.index("<nav")]
    assert {
        "en": "is played as if it applied (its state: shelved)",
        "es": "se simula como si se aplicara (su estado: archivado)",
    }[lang] in banner
    texts = read(banner).texts
    for path, why in season.assumptions.select("path", "why").iter_rows():
        assert path in texts
        assert why in texts
    assert page.index('class="banner"') < page.index("<main")


def test_a_season_of_a_text_in_force_has_no_such_banner(nobody: Season):
    page = html(replace(nobody, hypothetical=False, state="in_force"), "en")
    assert 'class="banner"' not in page
    assert "State of the agreement: in force." in page


def test_the_weakest_evidence_is_named(nobody: Season, season: Season):
    assert "No value of the text was executed." in html(nobody, "en")
    values = season.values.filter(pl.col("basis") != "assumed")
    people = season.rests_on.filter(pl.col("basis") != "assumed")
    page = html(replace(nobody, values=values, rests_on=people), "en")
    assert "<strong>borrowed from another text</strong>" in page
    assert "1 of 3 values executed are borrowed from another text." in page
    assert "They decided 800 of 1,803 outcomes." in page


def test_permits_that_do_not_add_up_are_pointed_out(nobody: Season, season: Season, page: str):
    assert 'class="warning"' not in page
    assert "permits counted by job order are" in html(replace(nobody, orders=season.orders), "en")


def test_only_the_first_rows_not_understood_are_shown_and_all_are_told(page: str, season: Season, lang: str):
    rows = page[page.index('id="rows"') : page.index('id="sources"')]
    assert len(season.faults) == 63
    assert "49 men" in rows
    assert "50 men" not in rows
    assert {"en": "50 of 63 shown.", "es": "Se muestran 50 de 63."}[lang] in rows


def test_the_orders_with_most_empty_places_come_first(page: str, season: Season, lang: str):
    orders = season.orders.with_columns(empty=pl.col("places") - pl.col("filled")).filter(pl.col("empty") > 0)
    first = orders.sort(["empty", "case"], descending=[True, False])["case"].head(20).to_list()
    assert re.findall(r"<th scope=\"row\">(X-\d+)</th>", page) == first
    assert word("shown.orders", lang, n=20, total=len(orders)) in page


def test_values_are_written_with_their_units_in_the_language_of_the_reader(nobody: Season, read):
    rows = [
        ("a", "200_000", "permits/year"),
        ("b", "14 days", None),
        ("c", "first_come", None),
        ("d", "0.5", None),
    ]
    rows += [("e", "2017-01-01", None), ("f", "not_stated", "months")]
    assumed = pl.DataFrame(rows, schema=["path", "value", "unit"], orient="row").with_columns(
        basis=pl.lit("assumed"), src=pl.lit("team"), why=pl.lit("because")
    )
    texts = read(html(replace(nobody, assumptions=assumed), "es")).texts
    wanted = ["200,000 permisos/año", "14 días", "first_come", "0.5", "2017-01-01", "not_stated meses"]
    assert [text for text in texts if text in wanted] == wanted


def test_a_source_leads_to_its_title(page: str, season: Season):
    place = [name for name, _, _ in season.sources].index("essay") + 1
    assert f'<a href="#source-{place}">essay L61</a>' in page


def test_another_language_is_refused(nobody: Season):
    with pytest.raises(ValueError, match="in en or es, not in 'fr'"):
        html(nobody, "fr")


def test_a_season_that_lacks_columns_is_refused_with_all_their_names(nobody: Season):
    given = {field.name: getattr(nobody, field.name) for field in fields(nobody)}
    given |= {"orders": nobody.orders.drop("places", "case"), "caps": nobody.caps.drop("period")}
    with pytest.raises(ValueError, match=r"lacks orders\.case, orders\.places, caps\.period"):
        Season(**given)
