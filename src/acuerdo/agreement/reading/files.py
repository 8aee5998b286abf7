"""Files on disk, read with a bound: the one place of this room that touches a disk."""

from pathlib import Path
from typing import NoReturn

from acuerdo.agreement.faults import Fault, Unreadable, near
from acuerdo.agreement.reading.text import MAX_BYTES, Document, parse


def load(path: Path) -> Document:
    """Read one file as text with places.

    Never reads more than `MAX_BYTES` + 1 bytes, and never from a device or a pipe.

    Raises:
        Unreadable: the file is missing, a directory, not a plain file, not readable, or at fault.
    """
    try:
        if not path.is_file():
            _no_file(path)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unreadable([Fault(printable(path), 0, 0, "", f"cannot be read: {reason.lower()}")]) from None
    return parse(data, printable(path))


def printable(path: Path) -> str:
    """The name of a file as a message shows it: what cannot be printed is replaced."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in str(path))


def _no_file(path: Path) -> NoReturn:
    if path.is_dir():
        problem, hint = "is a directory, not a file", _listed("name one of the files in it", path)
    elif path.exists():
        problem, hint = "is not a plain file", ""
    elif path.is_symlink():
        problem, hint = "is a link that leads to no file", ""
    else:
        problem, hint = "there is no such file", _beside(path)
    raise Unreadable([Fault(printable(path), 0, 0, "", problem, hint)])


def _beside(path: Path) -> str:
    if not path.parent.is_dir():
        return f"there is no folder {printable(path.parent)} either"
    stem = near(path.stem, [Path(name).stem for name in _files(path.parent)])
    return f"did you mean {stem}.yaml?" if stem else _listed("beside it lie", path.parent)


def _listed(words: str, folder: Path) -> str:
    files = _files(folder)
    more = f" and {len(files) - 5} more" if len(files) > 5 else ""
    return f"{words}: {', '.join(files[:5])}{more}" if files else ""


def _files(folder: Path) -> list[str]:
    return sorted(printable(Path(file.name)) for file in folder.glob("*.yaml"))
