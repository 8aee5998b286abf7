"""What the YAML parser could not read, in words of the file's author."""

import re

import yaml

from acuerdo.agreement.faults import shown

Place = tuple[int, int]

IN_QUOTES = "put the text in quotes"
NO_FIRST_SIGN = "a text cannot begin with {sign}"
ESCAPE = ("in double quotes a backslash begins a code, and this is none", "use single quotes")
DIRECTIVE = ("a YAML directive (%), which this format does not allow", "remove the line")
TAG = ("a tag ({sign}), which this format does not allow", f"if it is text, {IN_QUOTES}")
MISSING = ("a value is missing before this sign", f"if it is text, {IN_QUOTES}")
CURLY = (
    "a { that is not closed, or a comma that is missing",
    "write {name: value, name: value}; a text that holds ': ' or ', ' must stand in quotes",
)
SQUARE = ("a [ that is not closed, or a comma that is missing", "write [one, two]")

NO_DASH = ("a line of a list that does not begin with '- '", "write - value")
NAME = re.compile(r"((?:- | )*)([\w.-]+):( |$)")
"""A line with the name of a value, and what stands before it."""

AT_PROBLEM: dict[str, tuple[str, str]] = {
    "did not find expected '-' indicator": NO_DASH,
    "did not find expected ',' or ']'": SQUARE,
    "did not find expected ',' or '}'": CURLY,
    "found character that cannot start any token": (NO_FIRST_SIGN, IN_QUOTES),
    "mapping keys are not allowed in this context": (NO_FIRST_SIGN, IN_QUOTES),
    "block sequence entries are not allowed in this context": (
        "a list cannot begin behind its name",
        f"begin it on the next line; if it is text, {IN_QUOTES}",
    ),
    "found unknown escape character": ESCAPE,
    "did not find expected hexdecimal number": ESCAPE,
    "found invalid Unicode character escape code": ESCAPE,
    "found undefined tag handle": TAG,
    "did not find expected <document start>": ("text after the end of the document", "remove the line `...`"),
}
"""Each problem of the parser that is best shown where the parser met it, with a hint."""

AT_BEGINNING: dict[str, tuple[str, str]] = {
    "did not find expected alphabetic or numeric character": (NO_FIRST_SIGN, IN_QUOTES),
    "did not find expected comment or line break": (NO_FIRST_SIGN, IN_QUOTES),
    "did not find the expected '>'": TAG,
    "found unknown directive name": DIRECTIVE,
    "found unexpected end of stream": ("a quote that is never closed", "close it where the text ends"),
    "found unexpected document indicator": ("a quote that is never closed", "close it where the text ends"),
    "could not find expected ':'": (
        "a line that is neither `name: value` nor `- value`",
        "behind the colon stands a space",
    ),
}
"""Each problem that is best shown where what could not be read begins."""


def explained(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[Place, str, str]:
    """Where a text stops being YAML, why, and how to mend it."""
    met, begun = _place(error.problem_mark), _place(error.context_mark or error.problem_mark)
    said = error.problem or ""
    if said in AT_BEGINNING:
        sign = _sign(lines, begun)
        problem, hint = {"[": SQUARE, "{": CURLY}.get(sign, AT_BEGINNING[said])
        return begun, problem.replace("{sign}", sign), hint
    if said in AT_PROBLEM:
        problem, hint = AT_PROBLEM[said]
        hint = _inside_a_list(lines, met) or hint if problem == NO_DASH[0] else hint
        place = begun if problem in (SQUARE[0], CURLY[0]) and begun[0] < met[0] else met
        return place, problem.replace("{sign}", _sign(lines, place)), hint
    if said == "mapping values are not allowed in this context":
        return met, "a colon that cannot be read here", _about_colon(lines, met)
    if said == "did not find expected node content":
        ends = ("the file ends where a value is expected", "is a bracket left open?")
        return met, *(MISSING if _sign(lines, met) else ends)
    if said == "did not find expected key":
        return _no_key(lines, met)
    return met, f"not YAML: {' '.join(part for part in (said, error.context) if part)}", ""


def _inside_a_list(lines: list[str], met: Place) -> str:
    """The way out for a name inside the list of another name, where it was meant to stand beside that."""
    inner = NAME.match(_line(lines, met))
    above = (NAME.match(line) for line in reversed(lines[: met[0] - 1]))
    outer = next((name for name in above if name and len(name[1]) < met[1] - 1), None)
    return f"{inside(inner[2], outer[2])}; an entry of the list begins with '- '" if inner and outer else ""


def inside(inner: str, outer: str) -> str:
    """The way out for a name that stands inside another by its indentation."""
    return f"by its indentation `{inner}` stands inside `{outer}`: to stand beside it, move it to the left"


def _about_colon(lines: list[str], met: Place) -> str:
    if _line(lines, met).count(": ") > 1:
        return "a text that holds ': ' must stand in quotes"
    above = next((line.strip() for line in reversed(lines[: met[0] - 1]) if line.strip()), "")
    if above and ": " not in above and not above.endswith(":") and above[0] not in "#-":
        return f"the line above it has no colon with a space between a name and its value: {shown(above)}"
    return "does the line begin in the same column as those beside it?"


def _no_key(lines: list[str], met: Place) -> tuple[Place, str, str]:
    line = _line(lines, met)
    if not line[: met[1] - 1].strip():
        return (
            met,
            "a line that does not fit the lines before it",
            "begin it in the same column as those beside it",
        )
    if line[met[1] - 1] in "]}":
        return met, f"a {line[met[1] - 1]} that nothing opens", f"remove it; if it is text, {IN_QUOTES}"
    hint = "put the whole text in quotes; in '...' a quote is written twice: 'it''s'"
    return met, "text behind the end of a value", hint


def _place(mark: yaml.Mark | None) -> Place:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _line(lines: list[str], place: Place) -> str:
    return lines[place[0] - 1] if place[0] <= len(lines) else ""


def _sign(lines: list[str], place: Place) -> str:
    return _line(lines, place)[place[1] - 1 : place[1]]
