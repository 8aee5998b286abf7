"""The document holds every value of the text with its source, needs nothing, and can be read by anybody."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from acuerdo import agreement
from acuerdo.agreement.coverage import model
from acuerdo.figures.document import PAPERS, annexes, html, read_on
from acuerdo.figures.document.wording import MARKS, UNSAID, UNSOURCED, spoken
from figures.tree import (
    INVENTED,
    PLANS,
    TEXTS,
    Node,
    days,
    digits,
    eve,
    first_day,
    grown,
    last,
    marks,
    page_of,
    read,
    reading,
    tree_of,
)

HOSTILE = """</style><script>alert('1')</script>"><img src=x onerror=alert(2)> & {{ 7*7 }} \\ %"""
EACH = [(file, on) for file in TEXTS for on in days(file)]
NAMES = {"ids": lambda each: each.parent.name if isinstance(each, Path) else str(each)}
SHIPPED_2023 = next(file for file in TEXTS if file.parent.name == "us-mx-2023")
COLUMNS = ["en", "es", "both"]
MIDDLE = date(2032, 3, 1)


def check_values(file: Path, on: date, lang: str, plan: Path | None = None) -> int:
    """Every value in force is there under its own id, with the mark of its basis and its source."""
    text = reading(file, on, plan)
    root = tree_of(file, on, lang, plan)
    values, ids = marks(root), root.ids
    for row in text.in_force:
        assert text.anchor(row.place) in values, f"{row.path} is not in the document"
        words, mark = values[text.anchor(row.place)]
        assert words, row.path
        planned = row.stated and text.by_plan(row.place)
        basis = row.basis if row.stated else UNSAID
        letter = MARKS[basis][lang == "es"]
        assert mark.text.startswith(f"PLAN {letter}" if planned else letter), row.path
        assert basis in mark.names
        note, (name, _, place) = ids[mark.attrs["href"][1:]].text, row.src.partition(" ")
        source = text.source(name, planned)
        assert source is not None
        title = getattr(source.title, lang)
        assert (text.translated(title, lang) or title) in note, row.path
        assert place.startswith("L") or note.endswith(place), row.path
        assert Counter(digits(place)) <= Counter(digits(note)), row.path
    return len(text.in_force)


@pytest.mark.parametrize(("file", "on"), EACH, **NAMES)
def test_every_value_in_force_stands_in_the_document_with_its_basis_and_source(file: Path, on: date):
    assert check_values(file, on, "en") > 10 or on == eve(file)


@pytest.mark.parametrize("file", TEXTS, **NAMES)
def test_every_value_in_force_stands_in_the_spanish_document_as_well(file: Path):
    assert check_values(file, last(file), "es") > 10


@pytest.mark.parametrize("plan", PLANS, **NAMES)
def test_what_a_plan_assumes_is_marked_as_the_plans_with_the_plans_own_source(plan: Path):
    file, on = plan.with_name("agreement.yaml"), first_day(plan)
    check_values(file, on, "en", plan)
    text, root = reading(file, on, plan), tree_of(file, on, "en", plan)
    planned = [row for row in text.in_force if row.stated and text.by_plan(row.place)]
    assert planned
    assert {node.attrs["id"] for node in root.every("span", "planned") if "id" in node.attrs} == {
        text.anchor(row.place) for row in planned
    }
    assert root.every("section", "banner")[0].text.startswith("Hypothetical")
    assert not tree_of(file, on).every("span", "planned")
    assert "Hypothetical" not in tree_of(file, on).text


def test_a_name_that_file_and_plan_give_to_two_sources_leads_to_each_its_own(tmp_path: Path):
    plan = next(each for each in PLANS if each.parent.name == "us-mx-2001")
    file, on = plan.with_name("agreement.yaml"), first_day(plan)
    text, root = reading(file, on, plan), tree_of(file, on, "en", plan)
    values, ids = marks(root), root.ids
    assumed = {row.path: row for row in text.in_force if row.src == "team"}
    assert {text.by_plan(row.place) for row in assumed.values()} == {True, False}
    for row in assumed.values():
        note = ids[values[text.anchor(row.place)][1].attrs["href"][1:]].text
        assert ("of this plan" in note) == text.by_plan(row.place), row.path


WORDED = re.compile(r"\d[\d_]*( [A-Z]{3}| (hour|day|week|month|year)s?)?|\d{4}-\d{2}-\d{2}")
IN_A_HUNDRED = re.compile(
    r"\.(share|step|return_bonus|recruit_until|functions_moved|value|at_least|at_most|more_than|less_than|is)$"
)


@pytest.mark.parametrize(("file", "on"), EACH, **NAMES)
def test_the_numbers_of_the_text_are_the_numbers_of_the_document(file: Path, on: date):
    text, values = reading(file, on), marks(tree_of(file, on))
    plain = [row for row in text.in_force if WORDED.fullmatch(row.value)]
    for row in plain:
        words, wanted = values[text.anchor(row.place)][0], digits(row.value)
        if "-" in row.value:
            wanted = [str(int(wanted[2])), wanted[0]]
        if row.path.endswith(".every") and wanted == ["1"]:
            wanted = []
        if not (IN_A_HUNDRED.search(row.path) and "%" in words):
            assert digits(words.removesuffix(":00")) == wanted, f"{row.path}: {row.value} is said as {words}"
    assert len(plain) > 2 or on != last(file)


@pytest.mark.parametrize("lang", COLUMNS)
@pytest.mark.parametrize("file", TEXTS, **NAMES)
def test_every_reference_leads_somewhere_and_no_id_is_used_twice(file: Path, lang: str):
    root = tree_of(file, last(file), lang)
    ids = Counter(node.attrs["id"] for node in root.walk() if "id" in node.attrs)
    assert [name for name, times in ids.items() if times > 1] == []
    links = [node.attrs["href"] for node in root.every("a")]
    assert {link[1:] for link in links if link.startswith("#")} - set(ids) == set()
    assert {node.attrs["aria-labelledby"] for node in root.walk() if "aria-labelledby" in node.attrs} <= set(
        ids
    )
    assert len(links) > 50


@pytest.mark.parametrize("lang", COLUMNS)
@pytest.mark.parametrize("file", TEXTS, **NAMES)
def test_headings_come_in_order(file: Path, lang: str):
    levels = [
        int(node.tag[1])
        for node in tree_of(file, last(file), lang).walk()
        if re.fullmatch("h[1-6]", node.tag)
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("lang", COLUMNS)
@pytest.mark.parametrize("file", TEXTS, **NAMES)
def test_nothing_is_loaded_from_anywhere(file: Path, lang: str):
    page, root = page_of(file, last(file), lang), tree_of(file, last(file), lang)
    style = root.every("style")[0].text
    assert not re.search(r"url\(|@import|//", style)
    assert not {node.tag for node in root.walk()} & {
        *("script", "link", "iframe", "img", "object", "embed", "base", "form", "audio", "video", "source"),
    }
    for node in root.walk():
        assert not {"src", "srcset", "data", "action", "poster", "background"} & set(node.attrs)
        assert not any(name.startswith("on") for name in node.attrs)
        assert re.match(r"#|https?://", node.attrs.get("href", "#"))
    assert page.count("<style>") == 1


@pytest.mark.parametrize("file", TEXTS, **NAMES)
def test_articles_are_numbered_from_one_and_so_are_they_in_the_contents(file: Path):
    root = tree_of(file, last(file))
    numbers = [node.text for node in root.every("h3") for node in node.every("span", "no")]
    articles = [f"Article {at}" for at in range(1, len(numbers) - 4)]
    assert numbers == [*articles, "Annex 1", "Annex 2", "Annex 3", "Annex 4", "Annex 5"]
    links = root.every("nav")[0].every("a")
    assert [node.text for node in links] == numbers
    assert [root.ids[node.attrs["href"][1:]].tag for node in links] == ["h3"] * len(links)


def test_an_article_keeps_its_address_when_others_are_added_before_it():
    text = without_translations()
    fewer = re.sub(r"^groups:\n.*?\n\n", "", text, count=1, flags=re.DOTALL | re.MULTILINE)
    fewer = re.sub(r"\bcorridor\b(?!:)", "[XBB, XCC]", fewer.replace("-corridor", "-texts"))
    old, new = (grown(html(read_on(agreement.read_text(each), MIDDLE))).ids for each in (text, fewer))
    assert ("groups" in old, "groups" in new) == (True, False)
    assert old["pathways.harvest"].text != new["pathways.harvest"].text
    place = "pathways.harvest.eligible.all.adult.at_least"
    assert old[place].text == new[place].text == "at least 18 years"


@pytest.mark.parametrize("lang", COLUMNS)
def test_the_day_before_the_text_says_that_it_did_not_exist(lang: str):
    for file in TEXTS:
        root = tree_of(file, eve(file), lang)
        first = "did not exist on this day" if lang != "es" else "no existía en este día"
        assert first in root.every("section", "banner")[0].text
        assert first in root.every("main")[0].text


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (
            date(2001, 9, 10),
            "Framework agreed since 6 September 2001: nothing here is executed without a plan.",
        ),
        (date(2003, 1, 1), "Shelved since 1 November 2002: nothing here is executed without a plan."),
    ],
)
def test_the_state_of_the_day_is_told_in_plain_words(on: date, said: str):
    file = INVENTED.parents[1] / "us-mx-2001" / "agreement.yaml"
    root = tree_of(file, on)
    assert root.every("section", "banner")[0].text == said
    assert said in root.every("main")[0].text


ARRANGEMENT = INVENTED.parents[1] / "us-mx-2023" / "agreement.yaml"


def test_a_state_that_goes_on_is_told_from_its_first_day_and_each_entry_by_its_own_source():
    root = tree_of(ARRANGEMENT, date(2023, 6, 1))
    assert "In operation since 12 October 2022" in root.every("section", "banner")[0].text
    article = article_of(root, "lifecycle")
    _, state, history = article.every("ol", "paragraphs")[0].children
    first, later = history.every("ol", "points")[0].children
    ids = root.ids
    sources = [ids[each.every("a", "mark")[0].attrs["href"][1:]].text for each in (state, first, later)]
    assert "on Venezuelans and seasonal visas" in sources[0]
    assert sources[1] == sources[0]
    assert "Biden Looks for Help" in sources[2]
    assert "nationalities" not in state.text and "Venezuelans" not in state.text
    assert first.text.startswith("12 October 2022: in operation.")
    assert first.text.endswith("Note: Venezuelans only; returns began at once")
    assert later.text.startswith("5 January 2023: in operation.")
    assert "Note: Four nationalities" in later.text


def article_of(root: Node, name: str) -> Node:
    """The article of a page whose heading has an id."""
    return next(node for node in root.every("article") if node.every("h3")[0].attrs["id"] == name)


def test_a_missed_result_releases_nothing_but_what_a_link_names():
    says = {
        "en": "A missed result leaves the other commitments due",
        "es": "deja exigibles los demás compromisos",
    }
    for file in (ARRANGEMENT, INVENTED):
        for lang, words in says.items():
            text = article_of(tree_of(file, last(file), lang), "linkage").text
            assert words in text
            assert ("due only if this is kept" if lang == "en" else "se debe solo si se cumple") in text
            assert "by itself" not in text and "por separado" not in text
    one = INVENTED.parents[1] / "us-mx-2001" / "agreement.yaml"
    assert "nothing else here is due" in article_of(tree_of(one, last(one)), "linkage").text


def test_a_commitment_to_an_act_is_not_called_a_report():
    file = INVENTED.parents[1] / "us-mx-2002-border" / "agreement.yaml"
    said = {
        "en": "an act or a report, kept by its day",
        "es": "un acto o un informe, que se cumple a más tardar",
    }
    for lang, words in said.items():
        text = article_of(tree_of(file, date(2004, 12, 1), lang), "commitments").text
        assert text.count(words) == 2
        assert "a commitment to a report" not in text and "compromiso de informe" not in text


@pytest.mark.parametrize("file", TEXTS, **NAMES)
def test_children_alone_and_danger_have_their_own_article_wherever_there_are_returns(file: Path):
    root = tree_of(file, last(file))
    says = [spoken(f"safe.{key}.say", "en") for key in ("children", "danger")]
    assert [say in root.text for say in says] == [bool(read(file).terms.returns)] * 2
    if read(file).terms.returns:
        assert "nunca es sujeto de retorno" in tree_of(file, last(file), "es").text


def test_only_what_was_known_is_printed():
    file = INVENTED.parents[1] / "us-mx-2023" / "agreement.yaml"
    on, known = date(2023, 6, 1), date(2023, 5, 1)
    now, then = grown(html(read_on(read(file), on))), grown(html(read_on(read(file), on, known)))
    assert "as known on 1 May 2023" in then.every("header")[0].text
    assert "Announcement of 2 May 2023" in now.text
    assert "Announcement of 2 May 2023" not in then.text
    assert "us.title8" in now.ids["returns.third_country_nationals.legal_basis.value"].text
    assert "us.title42" in then.ids["returns.third_country_nationals.legal_basis.value"].text


@pytest.mark.parametrize(
    ("known", "there"),
    [("2023-06-30", False), ("2023-07-01", True)],
)
def test_figures_of_a_month_are_known_when_it_is_over_and_events_on_their_day(known: str, there: bool):
    text = read_on(read(SHIPPED_2023), date(2023, 6, 1), date.fromisoformat(known))
    figures = {each.id for each in text.terms.figures}
    assert ("encounters_2023_06" in figures) is there
    assert "encounters_2022_12" in figures
    assert all(len(each.on) < len("2023-06-30") or each.on <= known for each in text.terms.events)
    assert any(each.on > known for each in read(SHIPPED_2023).terms.events)


def test_the_amendments_say_when_and_what_they_change():
    root = tree_of(INVENTED, MIDDLE)
    table = next(node for node in root.every("article") if node.every("h3")[0].attrs["id"] == "amendments")
    rows = table.every("tr")[1:]
    assert [len(row.inside) for row in rows] == [5] * len(rows)
    first = rows[0].text
    assert "More places in the harvest" in first
    assert "1 February 2031" in first
    assert "6 April 2031" in first
    assert "pathways.harvest.cap.count is now: 400" in first


def test_what_has_ended_or_not_begun_is_not_an_article_and_is_listed():
    draw = "Fifty places by lot"
    for on, there in ((date(2032, 12, 31), True), (date(2033, 1, 1), False)):
        root = tree_of(INVENTED, on)
        annex = next(node for node in root.every("section", "annex") if "annex.absent" in node.ids)
        assert ("pathways.draw" in root.ids) is there
        assert (f"Pathways: {draw}. Until 1 January 2033" in annex.text.replace("\u00a0", " ")) is not there


def test_every_dated_entry_that_has_ended_or_not_begun_is_listed():
    root = tree_of(ARRANGEMENT, date(2023, 11, 1))
    annex = next(node for node in root.every("section", "annex") if "annex.absent" in node.ids)
    said = annex.text.replace("\u00a0", " ")
    assert (
        "Pathways: Extra seasonal visas outside farm work › Places."
        " From 15 December 2022 until 1 October 2023 (not on that day)." in said
    )
    assert "(us.title42). From 20 March 2020 until 12 May 2023" in said
    assert "Sponsored parole by air › To whom it is open. From 18 October 2022 until 6 January 2023" in said
    assert "Sponsored parole by air › Places. From 18 October 2022 until 6 January 2023" in said
    assert "Sponsored parole by air › Places. From 6 January 2023" not in said
    assert "State of the text: ended. From 24 April 2025." in said


def test_what_parties_do_is_not_called_the_keeping_of_a_commitment():
    for lang, words, keeping in (
        ("en", "action by the United States and Mexico: Both governments announce", "delivery"),
        ("es", "acción de Estados Unidos y México: Ambos gobiernos anuncian", ", cumplimiento"),
    ):
        text = article_of(tree_of(ARRANGEMENT, last(ARRANGEMENT), lang), "events").text
        assert words in text
        assert keeping not in text


def test_an_entry_ends_on_the_day_on_which_the_next_begins(tmp_path: Path):
    draft = tmp_path / "draft.yaml"
    text = INVENTED.read_text("utf-8")
    draft.write_text(
        text.replace("{from: 2030-04-06, until: 2031-04-06, nat", "{from: 2030-04-06, nat"), "utf-8"
    )
    root = grown(html(read_on(agreement.read(draft), MIDDLE)))
    annex = next(node for node in root.every("section", "annex") if "annex.absent" in node.ids)
    assert "Whom it reaches. From 6 April 2030 until 6 April 2031" in annex.text.replace("\u00a0", " ")


def test_a_text_as_known_on_a_day_tells_no_state_to_come():
    on, known = date(2023, 6, 1), date(2023, 5, 1)
    pages = [html(read_on(read(ARRANGEMENT), on, each)) for each in (None, known)]
    assert ["State of the text: ended" in page for page in pages] == [True, False]


def test_an_abbreviation_at_the_end_of_a_sentence_has_one_full_stop(tmp_path: Path):
    draft = tmp_path / "draft.yaml"
    text = INVENTED.read_text("utf-8")
    draft.write_text(text.replace("es: Cincuenta plazas por sorteo", "es: Plazas en EE. UU."), "utf-8")
    for on in (MIDDLE, date(2033, 1, 1)):
        page = grown(html(read_on(agreement.read(draft), on), "es")).text
        assert "EE. UU." in page
        assert ".." not in page


@pytest.mark.parametrize("file", TEXTS, **NAMES)
def test_no_sentence_ends_with_two_full_stops(file: Path):
    for lang in ("en", "es"):
        assert not re.search(r"(?<!\.)\.\.(?!\.)", tree_of(file, last(file), lang).text)


def test_an_entry_of_the_file_is_named_by_its_own_words(tmp_path: Path):
    draft = tmp_path / "draft.yaml"
    text = INVENTED.read_text("utf-8")
    for old, new in (
        ("{after: in_force, within: 12 months}", "{after: first_meeting, within: 12 months}"),
        (
            "  nation: {count",
            "  nation: {title: {en: All who come, es: Todas las personas que llegan}, count",
        ),
        ("    chairs:", "    title: {en: Committee of three, es: Comité de tres}\n    chairs:"),
        ("cause: pathways.harvest.cap.count", "cause: pathways.kin"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    draft.write_text(text, "utf-8")
    read_draft = agreement.read(draft)
    for lang, named in NAMED.items():
        root = grown(html(read_on(read_draft, MIDDLE), lang))
        for place, words in named.items():
            assert words in root.ids[place].text, place
        assert not {"first meeting", "caps.nation", "joint committee", "pathways.draw"} & {
            node.text for node in root.every("main")[0].walk()
        }


NAMED = {
    "en": {
        "commitments.demand.due.after": "First meeting of the joint committee (article 32(1))",
        "caps.work.within": "All who come (article 6(1))",
        "commitments.papers.judged_by": "Committee of three (article 22(1))",
        "events.reply.answers": "Papers were late (article 32(2))",
        "claims.places_deter.cause": "Families by priority date (article 10)",
        "triggers.draw_closes.at": "Fifty places by lot (article 12)",
        "returns.by_land.legal_basis": "Whoever enters between ports is handed over or prosecuted"
        " (article 5(2) national_law.xaa.entry_act)",
    },
    "es": {
        "commitments.demand.due.after": "Primera reunión del comité conjunto (artículo 32.1)",
        "caps.work.within": "Todas las personas que llegan (artículo 6.1)",
        "commitments.papers.judged_by": "Comité de tres (artículo 22.1)",
        "events.reply.answers": "Los documentos se retrasaron (artículo 32.2)",
        "claims.places_deter.cause": "Familias por fecha de prioridad (artículo 10)",
        "triggers.draw_closes.at": "Cincuenta plazas por sorteo (artículo 12)",
        "returns.by_land.legal_basis": "Quien ingresa entre puertos es entregado o procesado (artículo 5.2",
    },
}
"""What entries of the invented text are called where others name them."""


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_value_without_a_source_has_a_mark_that_says_so(lang: str, tmp_path: Path):
    draft = tmp_path / "draft.yaml"
    text = INVENTED.read_text("utf-8")
    draft.write_text(
        text.replace("acts_through: [Ministry of the Interior], src: text art. 1}", "acts_through: [X]}"),
        "utf-8",
    )
    root = grown(html(read_on(agreement.read(draft), MIDDLE), lang))
    ids, letter = root.ids, MARKS[UNSOURCED][lang == "es"]
    parties = {
        each.attrs.get("id", ""): each
        for each in article_of(root, "parties").every("ol", "paragraphs")[0].children
    }
    marks_of = {name: [mark.text[0] for mark in node.every("a", "mark")] for name, node in parties.items()}
    assert marks_of["parties.XCC"] == [letter, letter]
    assert letter not in marks_of["parties.XAA"]
    for mark in root.every("a", UNSOURCED):
        assert spoken("no_source", lang) in ids[mark.attrs["href"][1:]].text
    assert article_of(root, "groups").every("a", UNSOURCED)


@pytest.mark.parametrize("lang", COLUMNS)
@pytest.mark.parametrize("file", TEXTS, **NAMES)
def test_no_value_is_left_without_a_mark_when_its_article_ends(file: Path, lang: str):
    for article in tree_of(file, last(file), lang).every("article"):
        for column in article.every("div", "col"):
            waiting: list[str] = []
            for node in column.walk():
                if node.tag == "span" and {"v", "w"} & set(node.names):
                    waiting.append(node.text)
                elif node.tag == "a" and "mark" in node.names:
                    waiting = []
                elif node.tag in ("h3", "h4", "aside"):
                    assert waiting == []


@pytest.mark.parametrize("file", TEXTS, **NAMES)
def test_every_silence_is_listed_with_a_way_to_it(file: Path):
    on = last(file)
    text, root = reading(file, on), tree_of(file, on)
    annex = next(node for node in root.every("section", "annex") if "annex.silent" in node.ids)
    listed = {node.attrs["href"][1:] for node in annex.every("a")}
    assert {text.anchor(row.place) for row in text.in_force if not row.stated} <= listed


@pytest.mark.parametrize("file", TEXTS, **NAMES)
def test_every_value_that_no_rule_reads_is_listed_or_its_whole_article_is(file: Path):
    on = last(file)
    text, root = reading(file, on), tree_of(file, on)
    annex = next(node for node in root.every("section", "annex") if "annex.not_executed" in node.ids)
    listed = {node.attrs["href"][1:] for node in annex.every("a")}
    for row in text.in_force:
        place = text.anchor(row.place)
        whole = {".".join(place.split(".")[:length]) for length in (1, 2)} & listed
        assert row.executed or place in listed or whole, row.path


@pytest.mark.parametrize("file", TEXTS, **NAMES)
def test_the_shares_by_basis_add_up_to_all_values(file: Path):
    on = last(file)
    annex = next(node for node in tree_of(file, on).every("section", "annex") if "annex.basis" in node.ids)
    counts = [int(digits(row.every("td")[1].text)[0]) for row in annex.every("tbody")[0].every("tr")]
    assert sum(counts) == len(reading(file, on).in_force)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_basis_is_never_told_by_colour_alone(lang: str):
    root = tree_of(INVENTED, MIDDLE, lang)
    for node in root.every("a", "mark"):
        unseen = node.every("span", "unseen")
        assert re.search(r"\d", node.text)
        assert len(unseen) == 1
        assert re.search(spoken("note_of", lang, n=r"\d+"), unseen[0].text)


def test_no_letter_means_two_things():
    letters = {basis: set(pair) for basis, pair in MARKS.items()}
    for one, other in pairwise(letters):
        assert letters[one] & letters[other] == set()
    assert len(set().union(*letters.values())) == sum(map(len, letters.values()))


def test_both_languages_stand_side_by_side_each_marked_with_its_own():
    root = tree_of(INVENTED, MIDDLE, "both")
    for article in root.every("article"):
        columns = article.every("div", "col")
        assert [node.attrs["lang"] for node in columns] == ["en", "es"]
        paragraphs = [
            len(
                [
                    node
                    for node in each.every("ol", "paragraphs")
                    for node in node.inside
                    if isinstance(node, Node)
                ]
            )
            for each in columns
        ]
        assert paragraphs[0] == paragraphs[1]
    for lang, at in (("en", 0), ("es", 1)):
        alone = tree_of(INVENTED, MIDDLE, lang)
        beside = [node.every("div", "col")[at] for node in root.every("article")]
        assert [node.every("div", "col")[0].text for node in alone.every("article")] == [
            node.text for node in beside
        ]


def without_translations() -> str:
    """The invented text, in which what it says once has no translation."""
    return re.sub(r"^translations:\n(  - .*\n)+", "", INVENTED.read_text("utf-8"), flags=re.MULTILINE)


def test_a_text_in_one_language_only_is_shown_in_that_one_and_marked():
    root = grown(html(read_on(agreement.read_text(without_translations()), MIDDLE), "es"))
    marked = {node.text for node in root.walk() if node.attrs.get("lang") == "en"}
    assert "signed contract" in marked
    assert root.every("html")[0].attrs["lang"] == "es"
    english = tree_of(INVENTED, MIDDLE, "en")
    assert not [
        node
        for node in english.walk()
        if node.attrs.get("lang") == "en" and node.tag not in ("html", "div", "span")
    ]
    assert "signed contract" not in {node.text for node in english.walk() if node.attrs.get("lang") == "es"}


@pytest.mark.parametrize(("file", "on"), EACH, **NAMES)
def test_nothing_but_quotations_and_titles_of_sources_is_in_english_in_the_spanish_document(
    file: Path, on: date
):
    text = reading(file, on)
    titles = {each.title.en for each in text.sources.values()}
    root = tree_of(file, on, "es")
    quoted = {node.text for node in root.every("q")}
    english = {node.text for node in root.walk() if node.attrs.get("lang") == "en"}
    assert english - titles - quoted == set()


SINGLE = "en|es|note|words|doi|url|dated|checked_by|where|onward|timezone|text|said|kept_by|lines"
"""Fields of the invented text that people write in words."""


def hostile(text: str) -> str:
    """The invented text with everything that people write in words made hostile."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    field = re.compile(rf"\b({SINGLE}): (?=[A-Z\d\"])(\"[^\"]*\"|[^,}}\n]*)")
    text = field.sub(lambda found: f"{found[1]}: {quoted}", text)
    return text.replace("[signed contract]", f"[{quoted}]")


def test_what_a_clause_answers_is_named_in_words_and_an_unknown_tag_stands_as_it_is(tmp_path: Path):
    draft = tmp_path / "draft.yaml"
    text = INVENTED.read_text("utf-8")
    draft.write_text(text.replace("covers: [r86.5, gcm.5]", "covers: [r86.5, gcm.5, gcm.99]"), "utf-8")
    page = html(read_on(agreement.read(draft), MIDDLE), "es")
    assert f"5 ({model('r86').articles['5'].title.es})" in page
    assert "gcm.99" in page and "gcm.5" not in page


def test_hostile_text_is_shown_and_never_run():
    text = hostile(INVENTED.read_text("utf-8"))
    assert text.count("<script") > 40
    for lang in COLUMNS:
        page = html(read_on(agreement.read_text(text), MIDDLE), lang)
        assert "<script" not in page
        assert "<img" not in page
        root = grown(page)
        assert "<" not in root.every("style")[0].text
        assert not {node.tag for node in root.walk()} & {"script", "img"}
        assert not any(name.startswith("on") for node in root.walk() for name in node.attrs)
        assert all(re.match(r"#|https?://", node.attrs.get("href", "#")) for node in root.walk())
        assert root.text.count(" ".join(HOSTILE.split())) > 40


def test_only_an_address_becomes_a_link():
    assert (
        annexes.address("10.1111/j.1468-2435.2009.00572.x")
        == "https://doi.org/10.1111/j.1468-2435.2009.00572.x"
    )
    assert annexes.address("https://www.gob.mx/stps") == "https://www.gob.mx/stps"
    for other in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//elsewhere",
        'https://a"onclick=b',
        "see the archive",
    ):
        assert annexes.address(other) == ""


def test_the_same_text_gives_the_same_bytes():
    again = html(read_on(agreement.read(INVENTED), MIDDLE), "both")
    assert again == page_of(INVENTED, MIDDLE, "both")


def test_a_page_is_laid_out_for_the_paper_that_is_asked_for():
    text = reading(INVENTED, MIDDLE)
    for paper, name in PAPERS.items():
        style = grown(html(text, "en", paper)).every("style")[0].text
        assert f"size: {name};" in style
        assert "counter(page)" in style


def test_another_language_or_paper_is_refused():
    text = reading(INVENTED, MIDDLE)
    with pytest.raises(ValueError, match="in en, es or both, not in 'fr'"):
        html(text, "fr")
    with pytest.raises(ValueError, match="a4 or letter, not 'a5'"):
        html(text, "en", "a5")
