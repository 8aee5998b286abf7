"""The documents of the project, and the fenced blocks in them that are kept true.

| first words of a fence | what is done with it |
|---|---|
| bash | every line is run |
| console | every `$ ` line is run, and its output compared; `...` stands for anything left out |
| console fails | the same, and the last command must be refused |
| yaml agreement, yaml plan, yaml cases, yaml positions | read as a whole file |
| yaml at PATH | put at that path of the invented agreement, and read |
| yaml wrong at PATH | the same, and it must be refused |
| yaml into FILE under KEY | pasted below that line of the file, so that commands after it work on it |
| python | executed |
| http curl, http python | the same against a server, by the tests of the service |
| mermaid | a diagram, made of the table that it draws |
| text | for people: diagrams and layouts |
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(?P<words>.*)\n(?P<text>(?:(?!```).*\n)*?)```$", re.MULTILINE)


@dataclass(frozen=True)
class Fence:
    """One fenced block: where it begins, the words after the fence, and the text."""

    place: str
    words: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Command:
    """A command as a person types it, and the lines that follow it on the screen."""

    typed: str
    shows: tuple[str, ...]


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def fences(document: Path) -> list[Fence]:
    """Every fenced block of a document, in its order."""
    return fences_of(document.read_text(encoding="utf-8"), name_of(document))


def fences_of(text: str, name: str) -> list[Fence]:
    return [
        Fence(
            f"{name}:{text.count(chr(10), 0, found.start()) + 1}",
            tuple(found["words"].split()),
            found["text"],
        )
        for found in FENCE.finditer(text)
    ]


def every(*first: str) -> list[Fence]:
    """Every block of every document whose words begin like this."""
    return [
        fence for document in DOCUMENTS for fence in fences(document) if fence.words[: len(first)] == first
    ]


def commands(fence: Fence) -> list[Command]:
    """The commands of a bash or console block; in a console a line after `> ` goes on with the command."""
    if fence.words[0] == "bash":
        lines = fence.text.replace("\\\n", " ").splitlines()
        return [Command(line, ()) for line in lines if line.strip() and not line.startswith("#")]
    found: list[Command] = []
    for line in fence.text.splitlines():
        if line.startswith("$ "):
            found.append(Command(line[2:], ()))
        elif line.startswith("> ") and not found[-1].shows:
            found[-1] = Command(f"{found[-1].typed}\n{line[2:]}", ())
        else:
            found[-1] = Command(found[-1].typed, (*found[-1].shows, line))
    return found


def agrees(shown: tuple[str, ...], real: str) -> bool:
    """Whether the real output is what a document shows; `...` stands for any text, also over lines."""
    if not shown:
        return True
    pieces = (re.escape(piece) for piece in "\n".join(shown).rstrip().split("..."))
    return re.fullmatch("(?s:.*)".join(pieces), real.rstrip()) is not None


def prose(text: str) -> str:
    """A document without its fenced blocks."""
    return FENCE.sub("", text)


def contents(folder: Path) -> dict[Path, bytes]:
    """What every file in a folder holds, by its path within it; not what lies behind links."""
    files = (path for top in folder.iterdir() if not top.is_symlink() for path in (top, *top.rglob("*")))
    return {
        path.relative_to(folder): path.read_bytes()
        for path in files
        if path.is_file() and "__pycache__" not in path.parts
    }
