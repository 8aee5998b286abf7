"""A small rehearsal: a season through interface and pages, and every figure of it counted again."""

import os
import subprocess
import sys
from pathlib import Path

import databases


def test_a_rehearsal_goes_from_filing_to_permit_and_is_recounted_from_the_audit(
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
    assert played.stdout.count(" same") == 16
    assert "OTHER" not in played.stdout
    assert "signed by both: holds" in played.stdout
