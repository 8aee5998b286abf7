"""What is no plain file is refused in exact words, and never waited for."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from agreement.said import said_of

BESIDE = "  hint: beside it lie: one.yaml, two.yaml\n"


def folder(path: Path) -> None:
    path.mkdir()
    for name in ("c", "a", "b", "d", "e", "f", "g"):
        (path / f"{name}.yaml").touch()


def leads_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


NO_FILES: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "missing": ("absent.yaml", lambda path: None, f"absent.yaml: there is no such file\n{BESIDE}"),
    "misspelt": (
        "tow.yaml",
        lambda path: None,
        "tow.yaml: there is no such file\n  hint: did you mean two.yaml?\n",
    ),
    "missing folder": (
        "no/such.yaml",
        lambda path: None,
        "no/such.yaml: there is no such file\n  hint: there is no folder no either\n",
    ),
    "inside a file": (
        "one.yaml/x",
        lambda path: None,
        "one.yaml/x: there is no such file\n  hint: there is no folder one.yaml either\n",
    ),
    "folder": (
        "folder",
        folder,
        "folder: is a directory, not a file\n"
        "  hint: name one of the files in it: a.yaml, b.yaml, c.yaml, d.yaml, e.yaml and 2 more\n",
    ),
    "empty folder": ("none", Path.mkdir, "none: is a directory, not a file\n"),
    "pipe": ("pipe.yaml", os.mkfifo, "pipe.yaml: is not a plain file\n"),
    "endless device": ("zero.yaml", leads_to("/dev/zero"), "zero.yaml: is not a plain file\n"),
    "empty device": ("/dev/null", lambda path: None, "/dev/null: is not a plain file\n"),
    "loop": ("loop.yaml", leads_to("loop.yaml"), "loop.yaml: is a link that leads to no file\n"),
    "dangling link": ("link.yaml", leads_to("gone"), "link.yaml: is a link that leads to no file\n"),
    "name too long": (
        "n" * 5_000,
        lambda path: None,
        f"{'n' * 5_000}: cannot be read: file name too long\n",
    ),
    "name that cannot be printed": (
        "\x1b[31mred\n.yaml",
        lambda path: None,
        f"�[31mred�.yaml: there is no such file\n{BESIDE}",
    ),
    "name that is no text": (
        os.fsdecode(b"\xff\xfe.yaml"),
        lambda path: None,
        f"��.yaml: there is no such file\n{BESIDE}",
    ),
}


@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_no_file_is_refused_in_these_words(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, make, text = NO_FILES[kind]
    monkeypatch.chdir(tmp_path)
    for beside in ("one.yaml", "two.yaml"):
        Path(beside).touch()
    make(Path(name))
    assert said_of(name) == f"{text}1 to correct\n"


def test_a_file_the_system_does_not_open_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.chdir(tmp_path)
    Path("f.yaml").write_text("format: 1\n", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    assert said_of("f.yaml") == "f.yaml: cannot be read: permission denied\n1 to correct\n"
