"""What is wrong with a file: where, what was found, what is allowed, how to mend it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

SHOWN_CHARACTERS = 60
"""How much of a long value an error repeats, in characters (layout, no legal meaning)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to correct in one file. Lines and columns count from 1; 0 means the file as a whole."""

    file: str
    line: int
    column: int
    path: str
    problem: str
    hint: str = ""
    excerpt: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        lines = [f"{place}: {self.problem}"]
        if self.path:
            lines.append(f"  in {self.path}")
        if self.excerpt:
            lines += [f"    {self.excerpt}", "    " + " " * (self.column - 1) + "^"]
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)

    def as_json(self) -> dict[str, str | int]:
        """The fault as a flat record for programs."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "path": self.path,
            "problem": self.problem,
            "hint": self.hint,
        }


class Unreadable(Exception):
    """A file cannot be used as it is; `faults` lists everything to correct, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda f: (f.file, f.line, f.column)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Refused(Exception):
    """A readable text may not be used this way, and the message says why and what would allow it."""


def shown(found: object) -> str:
    """A value as an error repeats it: quoted, on one line, shortened."""
    text = str(found).replace("\n", " ")
    return f"'{text[: SHOWN_CHARACTERS - 1]}…'" if len(text) > SHOWN_CHARACTERS else f"'{text}'"


def near(found: str, allowed: Sequence[str]) -> str:
    """The allowed word closest to what was found, or '' when none is close.

    A word that is the beginning of an allowed one counts as close: `month` for `calendar_month` too.
    """
    close = get_close_matches(found.lower(), [word.lower() for word in allowed], n=1, cutoff=0.6)
    if close:
        return next(word for word in allowed if word.lower() == close[0])
    parts = [word for word in allowed if found and found.lower() in word.lower().split("_")]
    return parts[0] if parts else ""


def did_you_mean(found: str, allowed: Sequence[str]) -> str:
    """The sentence for a near match, or ''."""
    match = near(found, allowed)
    return f"did you mean {match}?" if match else ""
