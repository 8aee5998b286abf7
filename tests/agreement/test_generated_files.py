"""Files too large or too odd to keep are made here, and refused in exact words, with bounded memory."""

import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from acuerdo.agreement.faults import Unreadable
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.reading.text import MAX_BYTES, MAX_VALUES, parse
from acuerdo.cli.check import MORE
from agreement.said import said_of

HEAD = """format: 1
id: bad
title: A bad file
form: invented
parties: {XAA: {role: origin}}
lifecycle: {from: 2020-01-01, state: in_force, src: text}
sources: {text: {title: The text, kind: invented}}
"""
DEEP = "  in [0][0][0][0][0][0][0][0][0][0][0][0] > …\n"
TOO_DEEP = "nested deeper than 64 levels\n"
OPEN = "  hint: is a bracket left open?\n1 to correct\n"
PLAIN = "  hint: write keys as plain words: `name: value`\n1 to correct\n"
TOO_MANY = "more than 20,000 keys and values in one file, which no agreement needs\n"
RIGHT_FILE = "  hint: is it the right file?\n1 to correct\n"
TOO_LARGE = "f.yaml: the file is larger than 2,000,000 bytes, which no agreement needs\n" + RIGHT_FILE
UNDER = " " * 51 + "^\n"

CONTENTS: dict[str, tuple[Callable[[], str], str]] = {
    "brackets": (
        lambda: "[" * 200_000,
        f"f.yaml:1:65: {TOO_DEEP}{DEEP}    … {'[' * 90} …\n{UNDER}{OPEN}",
    ),
    "braces": (
        lambda: "{" * 200_000,
        f"f.yaml:1:2: a key that is not plain text\n    {'{' * 90} …\n     ^\n{PLAIN}",
    ),
    "brackets-in-braces": (
        lambda: "{a: [" * 100_000,
        f"f.yaml:1:161: {TOO_DEEP}  in a[0] > a[0] > a[0] > a[0] > a[0] > a[0] > …\n"
        f"    … {'{a: [' * 18} …\n{UNDER}{OPEN}",
    ),
    "dashes": (
        lambda: "- " * 200_000,
        f"f.yaml:1:129: {TOO_DEEP}{DEEP}    …  {'- ' * 44}- …\n{UNDER}{OPEN}",
    ),
    "question-marks": (
        lambda: "? " * 200_000,
        f"f.yaml:1:3: a key that is not plain text\n    {'? ' * 45} …\n      ^\n{PLAIN}",
    ),
    "steps": (
        lambda: "".join(" " * step + "a:\n" for step in range(1_900)),
        f"f.yaml:65:65: {TOO_DEEP}  in {'a > ' * 12}…\n    {' ' * 64}a:\n    {' ' * 64}^\n{OPEN}",
    ),
    "one-line": (
        lambda: f"{HEAD}form: {'x' * 1_999_000}\n",
        f"f.yaml:8:1: 'form' stands twice in this mapping (first on line 4)\n  in form\n"
        f"    form: {'x' * 84} …\n    ^\n  hint: keep one of the two\n{MORE}\n1 to correct\n",
    ),
    "one-value": (
        lambda: HEAD.replace("invented\nparties", "x" * 1_999_000 + "\nparties"),
        "f.yaml:4:7: form needs one of proposal, joint_declaration, coordinated_announcements, mou, "
        f"executive_agreement, treaty, programme, action_plan, invented, found '{'x' * 59}…'\n  in form\n"
        f"    form: {'x' * 84} …\n          ^\n{MORE}\n1 to correct\n",
    ),
    "tiny-values": (
        lambda: f"{HEAD}languages: [{'x,' * 900_000}]\n",
        f"f.yaml:8:39947: {TOO_MANY}  in languages[19967]\n    … {',x' * 45} …\n{UNDER}{RIGHT_FILE}",
    ),
    "tiny-lines": (
        lambda: HEAD + "".join(f"k{line}: 1\n" for line in range(180_000)),
        f"f.yaml:9992:8: {TOO_MANY}  in k9984\n    k9984: 1\n           ^\n{RIGHT_FILE}",
    ),
    "tiny-aliases": (
        lambda: f"{HEAD}languages: [{'*x,' * 600_000}]\n",
        "f.yaml:8:13: an alias (*x), which this format does not allow\n",
    ),
    "tiny-lists": (
        lambda: f"{HEAD}languages: [{'[],' * 600_000}]\n",
        f"f.yaml:8:59914: {TOO_MANY}  in languages[19967]\n    … {'[],' * 30} …\n{UNDER}{RIGHT_FILE}",
    ),
    "tabs": (
        lambda: HEAD + "\t\n" * 300_000,
        "f.yaml:8:1: a tab, where only spaces are read\n",
    ),
    "controls": (
        lambda: HEAD + "#\x01\n" * 200_000,
        "f.yaml:8:2: the sign U+0001 cannot be seen and is not allowed\n",
    ),
    "line-ends": (
        lambda: "\n" * 1_999_999,
        "f.yaml: the file is empty\n  hint: start with `format: 1`\n1 to correct\n",
    ),
    "too-large": (lambda: "a: 1\n" * 600_000, TOO_LARGE),
    "same-key": (
        lambda: HEAD + "note: 1\n" * 9_000,
        "f.yaml:9:1: 'note' stands twice in this mapping (first on line 8)\n",
    ),
}
"""What each file holds, and how the refusal of it begins (the whole of it, where that is one fault)."""


LISTED = {
    "tabs": "f.yaml:57:1: a tab, where only spaces are read (and 299,950 more like it)",
    "controls": "f.yaml:57:2: the sign U+0001 cannot be seen and is not allowed (and 199,950 more like it)",
    "same-key": "f.yaml:58:1: 'note' stands twice in this mapping (first on line 8) (and 8,949 more like it)",
}
"""The last of fifty faults alike, which says how many more there are."""


@pytest.mark.parametrize("name", CONTENTS)
def test_a_huge_file_is_refused_in_these_words_and_fifty_faults_alike(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, text = CONTENTS[name]
    monkeypatch.chdir(tmp_path)
    Path("f.yaml").write_text(make(), encoding="utf-8")
    said = said_of("f.yaml")
    assert said[: len(text)] == text
    assert said == text or not text.endswith("1 to correct\n")
    if name in LISTED:
        heads = [line for line in said.splitlines() if line.startswith("f.yaml")]
        more = int(LISTED[name].rpartition("(and ")[2].split(" ")[0].replace(",", ""))
        assert (len(heads), heads[-1]) == (50, LISTED[name])
        assert said.endswith(f"\n{50 + more:,} to correct\n")


def test_a_file_of_200_megabytes_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "f.yaml").open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable, match="larger than 2,000,000 bytes"):
            load(tmp_path / "f.yaml")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3 * MAX_BYTES


def test_the_limits_are_met_exactly() -> None:
    full = "[" + "x," * (MAX_VALUES - 1) + "]"
    assert len(parse(full.encode(), "f").tree or "") == MAX_VALUES - 1
    with pytest.raises(Unreadable, match="more than 20,000"):
        parse(f"[x,{full[1:]}".encode(), "f")
    long = "a: " + "x" * (MAX_BYTES - 3)
    assert parse(long.encode(), "f").tree == {"a": "x" * (MAX_BYTES - 3)}
    with pytest.raises(Unreadable, match="larger than"):
        parse(f"{long}x".encode(), "f")


CHILD = """
import resource, sys
from acuerdo.agreement import Unreadable, read_text
from agreement.test_generated_files import CONTENTS, HEAD

unit = 2**20 if sys.platform == "darwin" else 2**10
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
texts = [make() for make, _ in CONTENTS.values()]
laughs = "a0: &a0 [x, x]\\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\\n" for n in range(500))
names = HEAD + "invited: [" + ", ".join(f"X{n}" for n in range(9_000)) + "]\\n"
before = peak()
for text in [*texts, laughs, names]:
    try:
        read_text(text)
    except Unreadable:
        continue
    sys.exit(f"this was read: {text[:80]}")
print(peak() - before)
"""


def test_no_file_however_made_takes_more_than_100_megabytes() -> None:
    run = subprocess.run(
        [sys.executable, "-c", CHILD],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert run.returncode == 0, run.stderr
    assert float(run.stdout) < 100
