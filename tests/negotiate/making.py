"""Stances and position files for tests, on the text of the difference tests."""

from pathlib import Path
from typing import Any

from acuerdo.agreement.reading.text import parse
from acuerdo.agreement.reading.typed import typed
from acuerdo.negotiate.positions import PositionsTerms, Stance

HEAD = """format: 1
positions_of: XBB
on: base
private: true
sources: {said: {title: Said, kind: invented}}
stances:
"""


def written(*stances: str) -> str:
    """A position file with these stances; each has a source unless it gives one."""
    return HEAD + "".join(
        f"  - {{{stance}{'' if 'src:' in stance else ', src: said'}}}\n" for stance in stances
    )


def stance(text: str) -> Stance:
    """One stance: `stance("at: pathways.*.cap.count, wants: higher")`."""
    document = parse(written(f"id: one, {text}").encode(), "positions.yaml")
    return typed(PositionsTerms, document).stances[0]


def folder(path: Path, *stances: str, agreement: str, **replaced: Any) -> Path:
    """A folder with an agreement, and one of positions below it; returns the position file."""
    (path / "positions").mkdir()
    (path / "agreement.yaml").write_text(agreement, encoding="utf-8")
    text = written(*stances)
    for old, new in replaced.items():
        text = (
            "\n".join(f"{old}: {new}" if line.startswith(f"{old}:") else line for line in text.splitlines())
            + "\n"
        )
    file = path / "positions" / "XBB.yaml"
    file.write_text(text, encoding="utf-8")
    return file
