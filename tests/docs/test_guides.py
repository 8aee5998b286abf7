"""What the guides say of the house is so."""

import re
import runpy
import tomllib

from acuerdo import __version__, cli
from acuerdo.agreement import check, read
from acuerdo.agreement.cases import read_cases
from docs.fences import ROOT, contents, fences, prose

CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


def test_the_floors_are_drawn_as_import_linter_keeps_them():
    drawn = next(fence.text for fence in fences(ROOT / "CONTRIBUTING.md") if fence.words == ("text",))
    floors = [re.split(r" {3,}", line)[0] for line in drawn.splitlines()]
    assert floors == CONFIG["tool"]["importlinter"]["contracts"][0]["layers"]


def test_every_room_is_a_folder_and_every_folder_a_room():
    rooms = {
        room
        for floor in CONFIG["tool"]["importlinter"]["contracts"][0]["layers"]
        for room in floor.split(" | ")
    }
    assert rooms == {
        path.name for path in (ROOT / "src" / "acuerdo").iterdir() if (path / "__init__.py").is_file()
    }


def test_every_contract_is_told_in_its_own_words():
    told = re.findall(r"^\d+\. (.+)$", CONTRIBUTING.partition("`lint-imports` keeps")[2], re.MULTILINE)
    kept = [contract["name"] for contract in CONFIG["tool"]["importlinter"]["contracts"]]
    assert len(told) >= len(kept)
    assert [name for name, said in zip(kept, told, strict=False) if not said.startswith(name)] == []


def test_a_corridor_and_a_pathway_are_added_by_following_the_guide(follow):
    folder = follow("CONTRIBUTING.md").folder
    read_anew = read(folder / "agreements" / "rivers" / "agreement.yaml")
    before = read(ROOT / "agreements" / "invented" / "agreement.yaml")
    assert check(read_anew) == []
    assert set(read_anew.terms.pathways) - set(before.terms.pathways) == {"fishing"}
    assert read_anew.id == "rivers"


def test_adding_a_corridor_and_a_pathway_touches_only_its_folder_of_agreements(follow):
    guide = follow("CONTRIBUTING.md")
    after = contents(guide.folder)
    changed = {path for path in {*after, *guide.before} if after.get(path) != guide.before.get(path)}
    assert {path.parts[:2] for path in changed} == {("agreements", "rivers")}


def test_the_case_of_the_guide_is_among_the_cases_of_the_new_corridor(follow):
    cases = read_cases(follow("CONTRIBUTING.md").folder / "agreements" / "rivers" / "cases.yaml")
    assert cases.terms.cases[0].name == "The boats take two, in the order in which people apply"


def test_every_command_there_is_has_a_place_in_the_tour():
    typed = {
        found
        for fence in fences(ROOT / "README.md")
        for found in re.findall(r"^\$ acuerdo (\w+)", fence.text, re.MULTILINE)
    }
    assert typed >= set(cli.COMMANDS)


def test_the_python_that_is_asked_for_is_the_one_the_package_asks_for():
    least = CONFIG["project"]["requires-python"].removeprefix(">=")
    assert f"Python {least} or later" in prose(README)
    assert f"Python {least} or later" in prose(CONTRIBUTING)


def test_the_changelog_has_a_place_for_this_version():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert CONFIG["project"]["version"] == __version__
    assert re.search(r"^## \[Unreleased\]$", text, re.MULTILINE)
    assert __version__ in text


def test_the_picture_of_the_readme_is_there_and_small():
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert 0 < (ROOT / picture).stat().st_size < 200_000


def test_the_picture_of_the_readme_shows_the_season_of_the_readme(follow):
    folder = follow("README.md").folder
    make = runpy.run_path(str(ROOT / "docs" / "make.py"))
    drawn, committed = make["picture"](folder / "out" / "demo"), make["PICTURE"].read_text("utf-8")
    said = [re.findall(r">([^<>]+)<", text) for text in (drawn, committed)]
    assert said[0] == said[1], "the season has changed: run `make docs`"


def test_the_page_with_the_reference_is_written_again_below_its_mark():
    make = runpy.run_path(str(ROOT / "docs" / "make.py"))
    assert make["page"](f"by hand\n{make['MARK']}old\n").startswith(f"by hand\n{make['MARK']}\n## ")
