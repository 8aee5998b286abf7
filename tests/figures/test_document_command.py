"""`acuerdo print` writes the document of a day, and says where it is."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from acuerdo.cli import main
from figures.tree import INVENTED, PLANS, first_day, grown

PLAN = next(each for each in PLANS if each.parent.name == "us-mx-2001")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["print", *map(str, arguments)])


def test_the_document_is_written_where_it_is_asked_for(tmp_path: Path):
    out = tmp_path / "text.html"
    result = run(INVENTED, "--on", "2032-03-01", "--lang", "both", "--paper", "letter", "--out", out)
    assert (result.exit_code, result.output) == (0, f"Open {out}\n")
    root = grown(out.read_text("utf-8"))
    assert [node.attrs["lang"] for node in root.every("article")[0].every("div", "col")] == ["en", "es"]
    assert "size: letter;" in root.every("style")[0].text


def test_a_plan_makes_the_document_hypothetical(tmp_path: Path):
    out = tmp_path / "text.html"
    file = PLAN.with_name("agreement.yaml")
    result = run(file, "--on", str(first_day(PLAN)), "--plan", PLAN, "--out", out)
    assert result.exit_code == 0
    assert grown(out.read_text("utf-8")).every("section", "banner")[0].text.startswith("Hypothetical")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--on", "2032-03-01", "--plan", str(PLAN)], "not for invented-corridor"),
        (["--on", "2032-03-01", "--out", "/nowhere/at/all.html"], "name a file in a folder that is there"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_a_way_out(arguments: list[str], says: str):
    result = run(INVENTED, *arguments)
    assert result.exit_code == 1
    assert says in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("arguments", [[], ["--on", "soon"], ["--on", "2032-03-01", "--lang", "fr"]])
def test_a_command_that_is_not_understood_exits_with_2(arguments: list[str]):
    assert run(INVENTED, *arguments).exit_code == 2


def test_a_page_is_replaced_and_anything_else_is_not(tmp_path: Path):
    out, kept = tmp_path / "text.html", tmp_path / "agreement.yaml"
    kept.write_text("format: 1\n", "utf-8")
    for _ in range(2):
        assert run(INVENTED, "--on", "2032-03-01", "--out", out).exit_code == 0
    result = run(INVENTED, "--on", "2032-03-01", "--out", kept)
    assert (result.exit_code, "is no page, and is not replaced" in result.output) == (1, True)
    assert kept.read_text("utf-8") == "format: 1\n"
