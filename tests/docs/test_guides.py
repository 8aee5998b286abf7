"""What the guides say of the house is so."""

import re
import runpy
import tomllib

from acuerdo import __version__, cli
from docs.fences import ROOT, fences, prose

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


def test_the_page_with_the_reference_is_written_again_below_its_mark():
    make = runpy.run_path(str(ROOT / "docs" / "make.py"))
    assert make["page"](f"by hand\n{make['MARK']}old\n").startswith(f"by hand\n{make['MARK']}\n## ")
