"""An archive of runs: what a search has computed, so that one that was stopped goes on."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.faults import Refused

Array = NDArray[np.float64]

ABOUT = "about.json"


class Archive:
    """Batches of outputs in a folder, each written whole or not at all."""

    def __init__(self, folder: Path, about: Mapping[str, Any]) -> None:
        """Open or make an archive.

        Args:
            folder: where the batches lie.
            about: what the runs depend on; an archive of anything else is refused.

        Raises:
            Refused: the folder holds runs of something else, or cannot be written.
        """
        self.folder = folder
        told = json.dumps(about, indent=1, sort_keys=True, ensure_ascii=False)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / ABOUT
            if path.exists() and path.read_text("utf-8") != told:
                raise Refused(
                    f"{folder} holds runs of other parameters, targets, settings or another model\n"
                    "  hint: name another folder with --out, or remove this one"
                )
            if not path.exists():
                write_whole(path, told.encode())
        except OSError as error:
            hint = "name another folder with --out"
            raise Refused(f"{folder} cannot be written: {error.strerror}\n  hint: {hint}") from None

    def get(self, name: str) -> Array | None:
        """A batch, or None where it was not computed yet."""
        path = self.folder / f"{name}.npy"
        if not path.exists():
            return None
        found: Array = np.load(path, allow_pickle=False)
        return found

    def put(self, name: str, values: Array) -> None:
        """Keep a batch."""
        path = self.folder / f"{name}.npy"
        half = path.with_suffix(".half")
        with half.open("wb") as file:
            np.save(file, values, allow_pickle=False)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader finds all of it or what was there before."""
    half = path.with_name(path.name + ".half")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def digest(*parts: bytes) -> str:
    """The SHA-256 of some parts, each delimited by its length."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()
