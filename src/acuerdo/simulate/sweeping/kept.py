"""Results kept in a folder, each written whole as it ends, so that work that was stopped goes on there."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from acuerdo.agreement.faults import Refused
from acuerdo.simulate.fitting.archive import digest, write_whole

ABOUT, RUNS = "about.json", "runs"

Result = Mapping[str, float]
"""Numbers by name; JSON gives them back to the bit."""


class Kept:
    """Results by name, of one piece of work and no other."""

    def __init__(self, folder: Path, about: Mapping[str, Any]) -> None:
        """Open or make a folder.

        Args:
            about: all that the results depend on, by name.

        Raises:
            Refused: the folder holds results of other arguments, or something else, or cannot be written.
        """
        self.folder = folder
        told = json.loads(json.dumps(about, ensure_ascii=False, default=str))
        self.hash = digest(json.dumps(told, sort_keys=True).encode())
        path = folder / ABOUT
        try:
            _refuse_others(folder, path, told, self.hash)
            (folder / RUNS).mkdir(parents=True, exist_ok=True)
            content = json.dumps({"hash": self.hash, **told}, ensure_ascii=False, indent=1) + "\n"
            write_whole(path, content.encode())
        except OSError as error:
            hint = "name another folder with --out"
            raise Refused(f"{folder} cannot be written: {error.strerror}\n  hint: {hint}") from None

    def get(self, name: str) -> Result | None:
        """A result, or None where there is none yet."""
        path = self.folder / RUNS / f"{name}.json"
        if not path.exists():
            return None
        found: Result = json.loads(path.read_text("utf-8"))
        return found

    def put(self, name: str, result: Result) -> None:
        """Keep a result."""
        write_whole(self.folder / RUNS / f"{name}.json", json.dumps(dict(result)).encode())

    def write(self, tables: Mapping[str, pl.DataFrame], pages: Mapping[str, str]) -> None:
        """Write what came of all results, each file whole: of the same arguments it is always the same."""
        for name, table in tables.items():
            parquet = io.BytesIO()
            table.write_parquet(parquet)
            write_whole(self.folder / f"{name}.parquet", parquet.getvalue())
            write_whole(self.folder / f"{name}.csv", table.write_csv().encode())
        for name, page in pages.items():
            write_whole(self.folder / name, page.encode())


def _refuse_others(folder: Path, path: Path, told: Mapping[str, Any], name: str) -> None:
    if not path.is_file():
        if folder.is_dir() and any(folder.iterdir()):
            raise Refused(
                f"{folder} holds something else than results of this command\n"
                "  hint: name another folder with --out"
            )
        return
    there = json.loads(path.read_text("utf-8"))
    if there.get("hash") != name:
        differs = [key for key in (*told, *there) if key != "hash" and told.get(key) != there.get(key)]
        raise Refused(
            f"{folder} holds results of other arguments: {', '.join(dict.fromkeys(differs))}\n"
            "  hint: name another folder with --out, or give the arguments of about.json there"
        )
