"""The example of the documents is the small match of these tests."""

import runpy
from pathlib import Path

import polars as pl

ROOT = Path(__file__).parents[2]
HERE = ROOT / "docs" / "example"


def test_the_example_is_published_anew_with_the_same_bytes(tmp_path: Path) -> None:
    runpy.run_path(str(ROOT / "docs" / "make.py"))["example"](tmp_path)
    for file in (*(HERE / "result").iterdir(), HERE / "keys.json"):
        assert file.read_bytes() == (tmp_path / file.relative_to(HERE)).read_bytes(), "run `make docs`"
    roll = "private/roll.parquet"
    assert pl.read_parquet(HERE / roll).equals(pl.read_parquet(tmp_path / roll)), "run `make docs`"
