"""Files on disk, read with a bound: the one place of this room that touches a disk."""

from pathlib import Path

from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.agreement.reading.text import MAX_BYTES, Document, parse


def load(path: Path) -> Document:
    """Read one file as text with places.

    Never reads more than `MAX_BYTES` + 1 bytes, and never from a device or a pipe.

    Raises:
        Unreadable: the file is missing, a directory, not a plain file, not readable, or at fault.
    """
    name = str(path)
    if path.is_dir():
        raise Unreadable([Fault(name, 0, 0, "", "is a directory, not a file", _inside(path))])
    if not path.exists():
        raise Unreadable([Fault(name, 0, 0, "", "there is no such file", _beside(path))])
    if not path.is_file():
        raise Unreadable([Fault(name, 0, 0, "", "is not a plain file")])
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable([Fault(name, 0, 0, "", f"cannot be read: {error.strerror}")]) from None
    return parse(data, name)


def _inside(path: Path) -> str:
    files = sorted(file.name for file in path.glob("*.yaml"))
    return f"name one of the files in it: {', '.join(files[:5])}" if files else ""


def _beside(path: Path) -> str:
    if not path.parent.is_dir():
        return ""
    files = sorted(file.name for file in path.parent.glob("*.yaml"))
    return f"beside it lie: {', '.join(files[:5])}" if files else ""
