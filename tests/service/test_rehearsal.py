"""A small rehearsal: two seasons through interface and pages, and every figure of them counted again."""

import os
import subprocess
import sys
from pathlib import Path

import databases
from acuerdo.web.rehearsal.recount import FIGURES


def test_a_rehearsal_goes_through_two_seasons_and_is_recounted_from_the_audit(
    tmp_path: Path, transactional_db: None
) -> None:
    sizes = ["--places", "40", "--workers", "60", "--out", str(tmp_path / "out")]
    with databases.beside(tmp_path) as url:
        played = subprocess.run(
            [sys.executable, "-m", "acuerdo", "rehearse", *sizes],
            env={**os.environ, "DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )
    assert played.returncode == 0, played.stdout + played.stderr
    assert played.stdout.count(" same") == len(FIGURES) + 1
    assert "OTHER" not in played.stdout
    assert "signed by both: holds" in played.stdout
    for told in TOLD:
        assert told in played.stdout


TOLD = (
    "1 difference found and resolved",
    "one moved from",
    "the offline check said holds before, and revoked after",
    "the one who left late could not be",
    "recalled by name",
)
