"""A readable text may still be refused, by name, with what would allow it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from acuerdo.cli import main
from agreement.said import GOOD

PLAN = """format: 1
plan_for: good
id: plan
title: A plan
as_if_in_force: {from: 2022-01-01, until: 2023-01-01}
sources: {team: {title: We, kind: assumption}}
assume:
  - {at: pathways.work.cap.unused, value: lapse, src: team, why: Places end with the year}
"""
CASES = """format: 1
cases_of: good
agreement: agreement.yaml
cases:
  - {name: No plan, on: 2022-05-01, person: {age_years: 18}, expect: {pathways.work: eligible}}
  - {name: Too early, on: 2019-05-01, person: {age_years: 18}, expect: {pathways.work: eligible}}
  - {name: The day before, on: 2021-12-31, plan: plan.yaml, expect: {pathways.work: eligible}}
  - {name: The day after, on: 2023-01-01, plan: plan.yaml, expect: {pathways.work: eligible}}
  - {name: Another text, on: 2022-05-01, plan: other.yaml, expect: {pathways.work: eligible}}
  - name: A silence
    on: 2022-05-01
    plan: plan.yaml
    person: {age_years: 18, nationality: XAA}
    so_far: {pathways.work: 5}
    expect: {pathways.work: granted}
  - {name: No file, on: 2022-05-01, plan: plans.yaml, expect: {pathways.work: eligible}}
"""

REFUSALS: dict[str, tuple[list[str], str]] = {
    "shelved": (
        ["explain", "cases.yaml", "No plan"],
        "good is shelved since 2021-01-01, so it decides nothing on 2022-05-01\n"
        "  in agreement.yaml, lifecycle\n"
        "  hint: a plan file can take it as in force: "
        "plan_for: good, as_if_in_force: {from: ..., until: ...}\n",
    ),
    "not yet proposed": (
        ["explain", "cases.yaml", "Too early"],
        "good is not yet proposed, so it decides nothing on 2019-05-01\n"
        "  in agreement.yaml, lifecycle\n"
        "  hint: a plan file can take it as in force: "
        "plan_for: good, as_if_in_force: {from: ..., until: ...}\n",
    ),
    "before the plan": (
        ["explain", "cases.yaml", "The day before"],
        "plan.yaml takes good as in force from 2022-01-01 until 2023-01-01; 2021-12-31 is outside\n",
    ),
    "after the plan": (
        ["explain", "cases.yaml", "The day after"],
        "plan.yaml takes good as in force from 2022-01-01 until 2023-01-01; 2023-01-01 is outside\n",
    ),
    "another agreement's plan": (
        ["explain", "cases.yaml", "Another text"],
        "other.yaml is a plan for better, not for good\n",
    ),
    "silence": (
        ["explain", "cases.yaml", "A silence"],
        "good does not say what a decision needs:\n"
        "  pathways.work.cap.count\n"
        "  pathways.work.allocation.order\n"
        "  hint: a plan for good may assume each, with its source\n",
    ),
    "no plan file": (
        ["explain", "cases.yaml", "No file"],
        "plans.yaml: there is no such file\n  hint: did you mean plan.yaml?\n1 to correct\n",
    ),
    "no such case": (
        ["explain", "cases.yaml", "99"],
        "cases.yaml has no case '99'\n  hint: the file has cases 1 to 7\n",
    ),
    "an agreement tested": (
        ["test", "agreement.yaml"],
        "agreement.yaml: this is an agreement, where a file of cases is read\n"
        "  hint: name cases.yaml\n"
        "1 to correct\n",
    ),
    "an agreement explained": (
        ["explain", "agreement.yaml", "1"],
        "agreement.yaml: this is an agreement, where a file of cases is read\n"
        "  hint: name cases.yaml\n"
        "1 to correct\n",
    ),
    "cases as a plan": (
        ["show", "agreement.yaml", "--on", "2022-05-01", "--plan", "cases.yaml"],
        "cases.yaml: this is a file of cases, where a plan is read\n  hint: name plan.yaml\n1 to correct\n",
    ),
    "a plan as the text": (
        ["show", "other/plan.yaml", "--on", "2022-05-01"],
        "other/plan.yaml: this is a plan, where an agreement is read\n"
        "  hint: name an agreement, such as agreement.yaml\n"
        "1 to correct\n",
    ),
    "two such cases": (
        ["explain", "cases.yaml", "the day"],
        "2 cases hold 'the day':\n  The day before\n  The day after\n",
    ),
    "a plan that does not fit": (
        ["show", "agreement.yaml", "--on", "2022-05-01", "--plan", "unfit.yaml"],
        "unfit.yaml:8:10: pathways.works.cap.unused names nothing in good\n"
        "  in assume[0] > at\n"
        "      - {at: pathways.works.cap.unused, value: lapse, src: team, why: Places end with the year …\n"
        "             ^\n"
        "  hint: did you mean pathways.work.cap.unused?\n"
        "1 to correct\n",
    ),
    "a folder that cannot be": (
        ["explain", "n" * 5_000],
        f"{'n' * 5_000}: file name too long\n",
    ),
}


@pytest.mark.parametrize("why", REFUSALS)
def test_a_text_is_refused_in_these_words(why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("agreement.yaml").write_text(GOOD.read_text(encoding="utf-8"), encoding="utf-8")
    Path("cases.yaml").write_text(CASES, encoding="utf-8")
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    Path("other.yaml").write_text(PLAN.replace("plan_for: good", "plan_for: better"), encoding="utf-8")
    Path("unfit.yaml").write_text(PLAN.replace("pathways.work.", "pathways.works."), encoding="utf-8")
    Path("other").mkdir()
    Path("other/plan.yaml").write_text(PLAN, encoding="utf-8")
    command, text = REFUSALS[why]
    result = CliRunner().invoke(main, command)
    assert (result.exit_code, result.output) == (1, text)
