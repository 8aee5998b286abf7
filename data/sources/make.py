"""Make the fingerprints of the five texts that the agreements quote.

    python data/sources/make.py SOURCE_FOLDER

SOURCE_FOLDER holds the texts, under the file names that `mechanisms.yaml` gives them.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path

from acuerdo.agreement.mechanisms import read_mechanisms
from acuerdo.agreement.quotations import Fingerprint, numbered, pairs

HERE = Path(__file__).parent
WITHOUT_BLANK_LINES = ("fox5",)
"""Texts whose blank lines are left out of the count, as they stand between every two lines."""


def made(source: str, title: str, file: Path) -> str:
    """The fingerprint of one text, as the file that keeps it."""
    data = file.read_bytes()
    salt = sha256(data).hexdigest()
    counts_lines = "not_blank" if source in WITHOUT_BLANK_LINES else "all"
    hashes = pairs(numbered(data.decode(), counts_lines), salt)
    kept = {
        "source": source,
        "file": file.name,
        "title": title,
        "sha256": salt,
        "counts_lines": counts_lines,
        "lines": {str(number): "".join(of_line) for number, of_line in hashes.items()},
    }
    Fingerprint.model_validate(kept)
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for name, entry in read_mechanisms(HERE / "mechanisms.yaml").sources.items():
        text = made(name, entry.title.en, Path(sys.argv[1]) / str(entry.file))
        (HERE / f"{name}.json").write_text(text, "utf-8")
