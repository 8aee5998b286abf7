"""What is wrong with a file: where, what was found, what is allowed, how to mend it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache

SHOWN_CHARACTERS = 60
"""How much of a long value an error repeats, in characters (layout, no legal meaning)."""
SHOWN_WIDTH = 90
"""How much of a long line an error repeats, in characters around the fault (layout, no legal meaning)."""
MOST_ALIKE = 50
"""Most faults of one kind that are listed; the rest are counted (layout, no legal meaning)."""
MOST_KINDS = 100
"""Most kinds that are told apart; a file with more of them is counted as one kind from there on."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to correct in one file. Lines and columns count from 1; 0 means the file as a whole.

    `excerpt` is the line it is on with a mark below the place; `times` says how many faults this one
    stands for, itself included.
    """

    file: str
    line: int
    column: int
    path: str
    problem: str
    hint: str = ""
    excerpt: str = ""
    times: int = 1

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        lines = [f"{place}: {self.problem}"]
        if self.path:
            lines.append(f"  in {self.path}")
        if self.excerpt:
            lines += [f"    {line}" for line in self.excerpt.split("\n")]
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
            "times": self.times,
        }

    def standing_for(self, more: int) -> "Fault":
        """This fault, and `more` like it that are not listed."""
        if not more:
            return self
        return replace(self, problem=f"{self.problem} (and {more:,} more like it)", times=self.times + more)


class Unreadable(Exception):
    """A file cannot be used as it is; `faults` lists everything to correct, in file order.

    Where the form or a value of a file is at fault, what goes beyond is looked at once that is corrected: the
    list is then `partly` whole.
    """

    def __init__(self, faults: Iterable[Fault], *, partly: bool = False) -> None:
        self.partly = partly
        self.faults = tuple(sorted(faults, key=lambda f: (f.file, f.line, f.column)))
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[object, ...]:
        """Told whole by another process, too."""
        return type(self), (self.faults,), {"partly": self.partly}


class Refused(Exception):
    """A readable text may not be used this way, and the message says why and what would allow it."""


def alike(faults: Iterable[Fault]) -> list[Fault]:
    """The first faults of each kind, once each; the last of them tells how many more there are."""
    told: Counter[str] = Counter()
    more: Counter[str] = Counter()
    last: dict[str, int] = {}
    listed: dict[Fault, None] = {}
    for fault in faults:
        kind = _kind(fault)
        if kind not in told and len(told) >= MOST_KINDS:
            kind = ""
        if fault in listed:
            continue
        if told[kind] < MOST_ALIKE:
            told[kind] += 1
            last[kind] = len(listed)
            listed[fault] = None
        else:
            more[kind] += fault.times
    shown_faults = list(listed)
    for kind, number in more.items():
        shown_faults[last[kind]] = shown_faults[last[kind]].standing_for(number)
    return shown_faults


def _kind(fault: Fault) -> str:
    """The problem without the names, values and numbers of this one case of it."""
    return re.sub(r"^\S+|'.*'|[0-9_,]+", "", fault.problem)


class Silent(Refused, ValueError):
    """A rule needs words that the text does not give and no plan assumes."""


def shown(found: object) -> str:
    """A value as an error repeats it: quoted, on one line, shortened, signs that cannot be seen as codes."""
    text = str(found)
    cut = text[: SHOWN_CHARACTERS - 1] + "…" if len(text) > SHOWN_CHARACTERS else text
    return f"'{''.join(map(_seen, cut.replace(chr(10), ' ')))}'"


def _seen(sign: str) -> str:
    return sign if sign.isprintable() else f"<U+{ord(sign):04X}>"


def drawn(line: str, column: int) -> str:
    """A line and a mark below one column of it; of a long line only what stands around that column."""
    start = 0 if len(line) <= SHOWN_WIDTH else max(0, min(column - 1, len(line)) - SHOWN_WIDTH // 2)
    end = start + SHOWN_WIDTH
    window = "".join(map(_drawn_sign, line[start:end]))
    before, after = "… " if start else "", " …" if end < len(line) else ""
    return f"{before}{window}{after}\n{' ' * (len(before) + column - 1 - start)}^"


def _drawn_sign(sign: str) -> str:
    if sign == "\t":
        return "→"
    return sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}"


CLOSE = 0.7
"""How much of two words must agree for one to be taken for the other (layout, no legal meaning)."""
RATHER_CLOSE = 0.5
"""How much must agree of the words that are named where none is close (layout, no legal meaning)."""
SHORT = 5
"""Letters of a word of which the first must agree as well: short words are easily alike by chance."""
MOST_COMPARED = 300
"""Most words a near match is looked for in, so that many wrong words are answered at once."""


def near(found: str, allowed: Sequence[str]) -> str:
    """The allowed word closest to what was found, or '' when none is close.

    A word of the same letters in another order counts as close, and one that has the word as a part: for
    `month` also `calendar_month`.
    """
    word = UNREADABLE_FIRST.sub("", found.lower())
    letters, length = _letters(word), len(word)
    likely: dict[str, str] = {}
    for other, its, each in _lowered(tuple(allowed[:MOST_COMPARED])):
        shared = min(length - (letters & ~its).bit_count(), len(other) - (its & ~letters).bit_count())
        if 2 * shared >= CLOSE * (length + len(other)) and _may_stand_for(word, other):
            likely.setdefault(other, each)
    close = get_close_matches(word, list(likely), n=1, cutoff=CLOSE)
    close = close or [other for other in likely if sorted(other) == sorted(word)]
    if close:
        return likely[close[0]]
    parts = [each for other, _, each in _lowered(tuple(allowed)) if word and word in PART.split(other)]
    return parts[0] if parts else ""


PART = re.compile("[_ ]")
UNREADABLE_FIRST = re.compile(r"^\W+")


def _may_stand_for(word: str, other: str) -> bool:
    return len(word) > SHORT or word[:1] == other[:1]


@lru_cache(maxsize=64)
def _lowered(words: tuple[str, ...]) -> tuple[tuple[str, int, str], ...]:
    return tuple((word.lower(), _letters(word.lower()), word) for word in words)


def _letters(word: str) -> int:
    """The letters of a word as bits: what one word has and another lacks is a bound on how near they are."""
    bits = 0
    for sign in set(word):
        bits |= 1 << (ord(sign) & 63)
    return bits


def did_you_mean(found: str, allowed: Sequence[str]) -> str:
    """The sentence for a near match, or ''."""
    match = near(found, allowed)
    return f"did you mean {match}?" if match else ""


def nearest_words(found: str, allowed: Sequence[str]) -> str:
    """The sentence for a word of a long list: its near match, or the words least unlike it."""
    begun = [word for word in allowed if found and word.startswith(found.lower())]
    match = begun[0] if len(begun) == 1 else near(found, allowed)
    if match:
        return f"did you mean {match}?"
    words = begun[:3] or get_close_matches(found.lower(), allowed, n=3, cutoff=RATHER_CLOSE)
    return f"nearest to it: {', '.join(words)}" if words else ""
