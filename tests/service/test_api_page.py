"""The page of the programming interface: what it tells to type works, and shows what it says."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from acuerdo.operate import tokens
from acuerdo.records.models import Account, JobOrder
from acuerdo.web.api.words import KINDS
from docs.fences import FENCE, ROOT, Fence, agrees, commands, fences

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = ROOT / "docs/api.md"


@pytest.fixture
def environment(live_server: Any, who: dict[str, Account]) -> dict[str, str]:
    """What the examples need, of an employer of a server that runs."""
    token = tokens.new(who["employer"], "the page")
    return {**os.environ, "ACUERDO_URL": live_server.url, "ACUERDO_TOKEN": token, "no_proxy": "*"}


def examples(kind: str) -> list[Fence]:
    return [fence for fence in fences(PAGE) if fence.words == ("http", kind)]


def test_every_command_of_the_page_answers_as_the_page_says(
    environment: dict[str, str], tmp_path: Path
) -> None:
    typed = [command for fence in examples("curl") for command in commands(fence)]
    assert len(typed) == 4
    for command in typed:
        ended = subprocess.run(
            ["bash", "-c", command.typed],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        assert agrees(command.shows, ended.stdout), f"$ {command.typed}\nprints\n{ended.stdout}"


def test_the_program_of_the_page_files_an_order_once_and_reads_it(environment: dict[str, str]) -> None:
    (program,) = examples("python")
    for _ in range(2):
        ended = subprocess.run(
            [sys.executable, "-c", program.text], env=environment, capture_output=True, text=True, check=False
        )
        assert (ended.returncode, ended.stdout) == (0, "FARM-2017-2 filed None\n"), ended.stderr
    assert JobOrder.objects.get().case == "FARM-2017-2"


def test_the_page_names_every_kind_of_problem() -> None:
    text = FENCE.sub("", PAGE.read_text(encoding="utf-8"))
    named = {
        (status, kind)
        for status, kinds in re.findall(r"^\| ([\d, ]+) \| ([^|]+)", text, re.MULTILINE)
        for kind in re.findall(r"`([a-z-]+)`", kinds)
    }
    there = {kind.replace("_", "-") for kind in KINDS} - {"method", "broken"}
    assert {kind for _, kind in named} == there
