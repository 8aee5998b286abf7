"""What a document tells people to type works, shows what it says it shows, and leaves what it says it makes.

What follows a document stands in this file alone: it is followed once, which takes long.
"""

import re
import runpy

import pytest

from acuerdo.agreement import check, read
from acuerdo.agreement.cases import read_cases
from docs.fences import DOCUMENTS, ROOT, agrees, commands, contents, fences, fences_of, name_of

WITH_COMMANDS = [
    name_of(document)
    for document in DOCUMENTS
    if any(fence.words[:1] in (("bash",), ("console",)) for fence in fences(document))
]
KNOWN = {"bash", "console", "yaml", "python", "http", "mermaid", "text"}


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_every_command_of_a_document_ends_as_it_says(name, follow):
    wrong = [
        f"{each.fence.place}: $ {each.command.typed}\nended with {each.ended}\n{each.printed}"
        for each in follow(name).ran
        if (each.ended != 0) != ("fails" in each.fence.words and each.last)
    ]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_every_command_of_a_document_prints_what_the_document_shows(name, follow):
    wrong = [
        f"{each.fence.place}: $ {each.command.typed}\nprints\n{each.printed}"
        for each in follow(name).ran
        if not agrees(each.command.shows, each.printed)
    ]
    assert wrong == [], "\n".join(wrong)


def test_every_make_target_a_document_names_exists():
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        word
        for document in DOCUMENTS
        for found in re.findall(r"(?:`|^)make ([^`\n]*)", document.read_text("utf-8"), re.MULTILINE)
        for word in found.partition("#")[0].split()
        if "=" not in word
    }
    assert named <= targets
    assert {"demo", "test"} <= named


def test_every_block_says_what_it_is():
    unknown = [
        fence.place
        for document in DOCUMENTS
        for fence in fences(document)
        if not fence.words or fence.words[0] not in KNOWN
    ]
    assert unknown == []


def test_no_block_is_left_open():
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        assert text.count("\n```") == 2 * len(fences(document)), name_of(document)


def test_a_block_that_shows_other_output_is_noticed():
    shown = ("one", "...", "four is 4... long")
    assert agrees(shown, "one\ntwo\nthree\nfour is 4.05 long\n")
    assert not agrees(shown, "one\ntwo\nthree\nfour is 5 long\n")
    assert not agrees(shown, "zero\none\ntwo\nfour is 4 long\n")
    assert agrees((), "anything")


def test_commands_are_told_from_what_they_show():
    (fence,) = fences_of("```console fails\n$ cat <<END\n> text\n> END\ntext\n$ false\n```\n", "page")
    assert fence.words == ("console", "fails")
    assert [(each.typed, each.shows) for each in commands(fence)] == [
        ("cat <<END\ntext\nEND", ("text",)),
        ("false", ()),
    ]


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


def test_the_picture_of_the_readme_shows_the_season_of_the_readme(follow):
    folder = follow("README.md").folder
    make = runpy.run_path(str(ROOT / "docs" / "make.py"))
    drawn, committed = make["picture"](folder / "out" / "demo"), make["PICTURE"].read_text("utf-8")
    said = [re.findall(r">([^<>]+)<", text) for text in (drawn, committed)]
    assert said[0] == said[1], "the season has changed: run `make docs`"
