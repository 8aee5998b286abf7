"""Files on disk, read with a bound and written whole: the one place of this room that touches a disk."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

from acuerdo.agreement.faults import Fault, Refused, Unreadable, near
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


def save(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write a file whole or not at all: beside its place first, then moved there in one step.

    Args:
        replace: whether a file that is already there may be replaced.

    Raises:
        Refused: there is such a file and it may not be replaced, it is no plain file, or it has no folder.
        OSError: the disk refuses; what was there before is still there.
    """
    place = path.resolve()
    if place.exists() and not (replace and place.is_file()):
        hint = "name a new file, or add --force" if place.is_file() else "name a file"
        raise Refused(f"{printable(path)}: is there already, and is not replaced\n  hint: {hint}")
    if not place.parent.is_dir():
        hint = "name a file in a folder that is there"
        raise Refused(f"{printable(path)}: there is no folder {printable(path.parent)}\n  hint: {hint}")
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, part)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


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
