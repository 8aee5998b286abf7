"""What of a model a text answers: by which clauses, and whether these decide anything."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from acuerdo import agreement
from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.coverage import MODELS, Answer, coverage, model, tally
from acuerdo.agreement.coverage.answering import NAMING
from acuerdo.agreement.parts import every
from acuerdo.cli import main
from acuerdo.cli.covering import MARKS, WORDS
from acuerdo.population import shipped

SHIPPED = sorted(shipped.path("agreements").glob("*/agreement.yaml"))
NUMBERS = {"r86": 29, "gcm": 23, "five-points": 5}

TEXT = """format: 1
id: river-text
title: {en: A text, es: Un texto}
form: invented
parties: {XAA: {role: origin}, XBB: {role: destination}}
lifecycle: {from: 2020-01-01, state: in_force, src: text}
sources: {text: {title: The text, kind: invented}, other: {title: Another, kind: invented}}

pathways:
  work:
    title: {en: Work, es: Trabajo}
    src: text
    covers: [five-points.2]
    open_to: {nationals_of: [XAA]}
    cap:
      - {from: 2020-01-01, until: 2025-01-01, count: not_stated, per: calendar_year, counts: visas, unused: lapse, when_full: queue, covers: [gcm.5]}
      - {from: 2025-01-01, count: 10, per: calendar_year, counts: visas, unused: lapse, when_full: queue, basis: borrowed, src: other}

protections:
  - {id: dignity, text: {en: Everybody is treated with dignity, es: Se trata a todas las personas con dignidad}, applies_to: everyone, src: text, covers: [five-points.1]}
  - {id: pay, title: {en: Equal pay, es: Pago igual}, text: {en: Pay is equal, es: El pago es igual}, measure: wage_ratio, at_least: 1.0, src: text, covers: [r86.17]}

development:
  fund:
    title: {en: Fund, es: Fondo}
    shares: {a: 0.5, b: 0.5}
    from: 2022-01-01
    until: 2024-01-01
    basis: assumed
    src: text
    covers: [five-points.5]

amendments:
  - id: joint
    announced: 2026-01-01
    in_force: 2026-01-01
    src: other
    changes:
      - at: border
        set: {joint_operations: [{id: boats, parties: [XAA, XBB], report_every: 6 months, src: other, covers: [five-points.4]}]}
"""  # noqa: E501

TOLD = """A text
  river-text, held against: Mexico's five points of 2001
  2 of 5 points answered: working clause 1, silent 1; only mentioned 1, empty 2
1  Status for those already there: words only
    words only  protections.dignity  values 1, deciding 0  [stated]  Everybody is treated with dignity
2  Temporary workers: silent
    silent      pathways.work        values 11, deciding 9, not stated 1  [borrowed]  Work
3  Visas outside the country quota: empty
4  Border security run jointly: empty
5  Development where people leave: working
    working     development.fund     values 1, deciding 1  [assumed]  Fund
"""

TOLD_IN_SPANISH = """Un texto
  river-text, frente a: Los cinco puntos de México de 2001, al 2026-06-01
  2 de 5 puntos con respuesta: cláusula operativa 2, con silencios 0; solo mencionados 1, sin cláusula 2
1  Estatus para quienes ya están allá: solo texto
    solo texto     protections.dignity            valores 1, deciden 0  [declarado]  Se trata a todas las personas con dignidad
2  Trabajadores temporales: operativa
    operativa      pathways.work                  valores 6, deciden 5  [tomado]  Trabajo
3  Visas fuera del límite por país: sin cláusula
4  Seguridad fronteriza conjunta: operativa
    operativa      border.joint_operations.boats  valores 2, deciden 1  [declarado]
5  Desarrollo donde parte la gente: sin cláusula
"""  # noqa: E501

TABLE = """Mexico's five points of 2001
  [1] river-text  one.yaml
  [2] river-text  two.yaml
                                       [1] [2]
   1  Status for those already there     t   –
   2  Temporary workers                  s   s
   3  Visas outside the country quota    –   –
   4  Border security run jointly        –   –
   5  Development where people leave     w   w
      with a working clause              1   1
      answered                           2   2
w working, s silent, t words only, – empty
"""


def answers(text: str, name: str = "five-points", on: date | None = None) -> dict[str, Answer]:
    found = coverage(agreement.read_text(text), model(name), on)
    return {answer.tag: answer for answer in found}


def states(text: str, name: str = "five-points", on: date | None = None) -> dict[str, str]:
    return {tag: answer.state for tag, answer in answers(text, name, on).items()}


def printed(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, ["coverage", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(TEXT.replace("[five-points.1]", "[]"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", MODELS)
def test_every_model_lists_its_articles_in_order_and_in_both_languages(name: str) -> None:
    held = model(name)
    assert list(held.articles) == [str(number) for number in range(1, NUMBERS[name] + 1)]
    titles = [held.title, held.unit, *(article.title for article in held.articles.values())]
    assert all(title.en and title.es and title.en != title.es for title in titles)


@pytest.mark.parametrize("name", MODELS)
def test_every_title_of_a_model_says_where_it_was_read_or_that_it_was_not(name: str) -> None:
    held = model(name)
    for number, article in held.articles.items():
        source = held.sources[(article.src or held.src or "").split(" ")[0]]
        assert (source.kind == "assumption") == (article.basis == "assumed"), number


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.parent.name)
def test_every_tag_of_a_shipped_text_names_an_article(file: Path) -> None:
    known = {tag for name in MODELS for tag, _ in model(name).tags()}
    read = agreement.read(file)
    tags = {tag for _, clause in every(read, Clause) for tag in clause.covers}
    assert tags
    assert tags <= known


def test_the_proposal_of_2001_answers_every_one_of_its_five_points() -> None:
    read = agreement.read(shipped.path("agreements/us-mx-2001/agreement.yaml"))
    found = coverage(read, model("five-points"))
    assert [answer.tag for answer in found if answer.state not in ("working", "silent")] == []
    assert tally(found)["answered"] == 5


def test_the_proposal_of_2001_is_silent_on_how_many_workers_and_for_how_long() -> None:
    read = agreement.read(shipped.path("agreements/us-mx-2001/agreement.yaml"))
    workers = coverage(read, model("five-points"))[1]
    pathway = next(each for each in workers.clauses if each.path == "pathways.temporary_worker")
    assert workers.state == "silent"
    assert {"pathways.temporary_worker.cap.count", "pathways.temporary_worker.stay.single_max"} <= set(
        pathway.silences
    )


def test_the_border_plan_of_2002_leaves_the_flow_of_workers_empty() -> None:
    read = agreement.read(shipped.path("agreements/us-mx-2002-border/agreement.yaml"))
    points = [answer.state for answer in coverage(read, model("five-points"))]
    assert points[3] in ("working", "silent")
    assert points[:3] == ["empty"] * 3
    assert {answer.state for answer in coverage(read, model("r86"))} == {"empty"}


def test_what_a_text_answers_is_printed_in_these_words(here: Path) -> None:
    assert printed("one.yaml", "--model", "five-points") == TOLD


def test_it_is_printed_in_spanish_too_and_for_one_day(here: Path) -> None:
    told = printed("one.yaml", "--model", "five-points", "--lang", "es", "--on", "2026-06-01")
    assert told == TOLD_IN_SPANISH


def test_several_texts_stand_beside_each_other_in_letters(here: Path) -> None:
    assert printed("one.yaml", "two.yaml", "--model", "five-points") == TABLE


def test_a_tag_removed_changes_the_answer() -> None:
    assert states(TEXT)["five-points.5"] == "working"
    assert states(TEXT.replace("covers: [five-points.5]", "note: none"))["five-points.5"] == "empty"


def test_a_value_left_unsaid_makes_a_working_clause_silent() -> None:
    shares = "shares: {a: 0.5, b: 0.5}"
    unsaid = TEXT.replace(shares, f"{shares}\n    max_per_project: not_stated")
    assert states(unsaid)["five-points.5"] == "silent"
    assert answers(unsaid)["five-points.5"].clauses[0].silences == ("development.fund.max_per_project",)


def test_a_clause_that_says_only_whom_it_binds_is_words_only() -> None:
    assert states(TEXT)["five-points.1"] == "words_only"
    bound = TEXT.replace("applies_to: everyone", "applies_to: everyone, remedy: 30 days")
    assert states(bound)["five-points.1"] == "working"


def test_a_measure_without_a_bound_is_words_only() -> None:
    assert states(TEXT, "r86")["r86.17"] == "working"
    assert states(TEXT.replace("at_least: 1.0, ", ""), "r86")["r86.17"] == "words_only"


def test_the_best_of_several_clauses_counts() -> None:
    both = TEXT.replace("covers: [r86.17]", "covers: [r86.17, five-points.2]")
    assert [each.state for each in answers(both)["five-points.2"].clauses] == ["silent", "working"]
    assert states(both)["five-points.2"] == "working"


def test_a_clause_inside_another_inherits_no_tag() -> None:
    assert [each.path for each in answers(TEXT)["five-points.2"].clauses] == ["pathways.work"]
    assert [each.path for each in answers(TEXT, "gcm")["gcm.5"].clauses] == ["pathways.work.cap[0]"]


def test_only_what_holds_on_a_day_counts_on_it() -> None:
    assert states(TEXT, on=date(2021, 6, 1))["five-points.5"] == "empty"
    assert states(TEXT, on=date(2023, 12, 31))["five-points.5"] == "working"
    assert states(TEXT, on=date(2024, 1, 1))["five-points.5"] == "empty"


def test_an_entry_that_another_follows_no_longer_answers() -> None:
    open_ended = TEXT.replace("until: 2025-01-01, ", "")
    for text in (TEXT, open_ended):
        assert states(text, "gcm", date(2024, 12, 31))["gcm.5"] == "silent"
        assert states(text, "gcm", date(2025, 1, 1))["gcm.5"] == "empty"
        assert states(text, on=date(2025, 1, 1))["five-points.2"] == "working"


def test_an_amendment_answers_from_its_day() -> None:
    assert states(TEXT, on=date(2025, 12, 31))["five-points.4"] == "empty"
    assert states(TEXT, on=date(2026, 1, 1))["five-points.4"] == "working"


def test_a_tag_that_an_amendment_brings_is_checked_like_any_other() -> None:
    assert agreement.check(agreement.read_text(TEXT)) == []
    (fault,) = agreement.check(agreement.read_text(TEXT.replace("five-points.4", "five-points.6")))
    assert "with amendment joint: 'five-points.6' is not an article of a model" in fault.problem
    assert fault.hint == "five-points goes from five-points.1 to five-points.5"


def test_the_weakest_basis_of_the_values_is_told() -> None:
    assert answers(TEXT)["five-points.2"].clauses[0].basis == "borrowed"
    assert answers(TEXT, on=date(2024, 6, 1))["five-points.2"].clauses[0].basis == "stated"
    by_us = TEXT.replace("covers: [five-points.1]", "basis: assumed, covers: [five-points.1]")
    assert answers(by_us)["five-points.1"].clauses[0].basis == "assumed"


@pytest.mark.parametrize("name", MODELS)
def test_json_holds_the_same_as_the_printed_text(name: str) -> None:
    file = shipped.path("agreements/us-mx-2001/agreement.yaml")
    record = json.loads(printed(file, "--model", name, "--json"))
    (found,) = record["agreements"]
    lines = [f"{found['title']['en']}", f"  {found['id']}, held against: {record['title']['en']}"]
    lines.append(f"  {WORDS['tally'][0].format(all=found['of'], unit=model(name).unit.en, **found)}")
    for article in found["articles"]:
        number = article["tag"].rpartition(".")[2]
        lines.append(f"{number} {article['title']['en']}: {WORDS[article['state']][0]}")
        for each in article["clauses"]:
            silent = f", not stated {len(each['silences'])}" if each["silences"] else ""
            line = f"    {WORDS[each['state']][0]} {each['path']} values {each['values']},"
            lines.append(f"{line} deciding {each['deciding']}{silent} [{each['basis']}]")
    told = printed(file, "--model", name).splitlines()
    assert len(told) == len(lines)
    assert all(
        " ".join(said.split()).startswith(" ".join(line.split()))
        for said, line in zip(told, lines, strict=True)
    )


def test_json_of_a_table_has_every_text_in_order(here: Path) -> None:
    record = json.loads(printed("two.yaml", "one.yaml", "--model", "five-points", "--json"))
    assert [each["file"] for each in record["agreements"]] == ["two.yaml", "one.yaml"]
    assert [each["articles"][0]["state"] for each in record["agreements"]] == ["empty", "words_only"]
    assert [each["answered"] for each in record["agreements"]] == [2, 2]


def test_an_unknown_model_and_a_missing_one_are_not_understood(here: Path) -> None:
    for options in (["--model", "r68"], []):
        assert CliRunner().invoke(main, ["coverage", "one.yaml", *options]).exit_code == 2


def test_no_two_states_share_a_letter_in_either_language() -> None:
    for letters in zip(*MARKS.values(), strict=True):
        assert len(set(letters)) == len(MARKS)


@pytest.mark.parametrize("kind", NAMING, ids=lambda kind: kind.__name__)
def test_a_field_that_only_names_is_one_that_a_rule_reads(kind: type) -> None:
    assert set(NAMING[kind]) < set(kind.EXECUTES)
