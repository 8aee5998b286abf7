"""Each kind of value takes its one form of text, and nothing that YAML or habit would make of it."""

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from acuerdo.agreement.faults import CLOSE, SHORT, alike, drawn, near, nearest_words, shown
from acuerdo.agreement.faults import Fault as OneFault
from acuerdo.agreement.nations import CODES, code_of
from acuerdo.agreement.values import (
    NONE,
    NOT_STATED,
    Money,
    Span,
    or_blank,
    read_count,
    read_day,
    read_flag,
    read_money,
    read_month_day,
    read_nation,
    read_nations,
    read_number,
    read_share,
    read_span,
    read_text,
)
from acuerdo.figures.document.nations import NAMES

READERS: tuple[Callable[[object], object], ...] = (
    read_count,
    read_number,
    read_share,
    read_money,
    read_span,
    read_day,
    read_month_day,
    read_flag,
    read_text,
    read_nation,
    read_nations,
    or_blank(read_count, NONE, NOT_STATED),
)

TAKEN: list[tuple[Callable[[object], object], str, object]] = [
    (read_count, "0", 0),
    (read_count, "30_000", 30_000),
    (read_count, "1_000_000", 1_000_000),
    (read_number, "0.07", 0.07),
    (read_number, "1_000.5", 1_000.5),
    (read_share, "1", 1.0),
    (read_share, "0", 0.0),
    (read_money, "0 USD", Money(0, "USD")),
    (read_money, "1_000 MXN", Money(100_000, "MXN")),
    (read_money, "2.75 CAD", Money(275, "CAD")),
    (read_span, "8 months", Span(8, "months")),
    (read_span, "1 year", Span(1, "years")),
    (read_day, "2024-02-29", date(2024, 2, 29)),
    (read_month_day, "10-01", (10, 1)),
    (read_flag, "true", True),
    (read_flag, "false", False),
    (read_nation, "NOR", "NOR"),
    (read_nations, "any", "any"),
    (read_nations, "MEX", ("MEX",)),
    (read_nations, "neighbours", "neighbours"),
    (or_blank(read_count, NONE, NOT_STATED), "none", NONE),
    (or_blank(read_count, NONE, NOT_STATED), "not_stated", NOT_STATED),
]


@pytest.mark.parametrize(("read", "text", "value"), TAKEN)
def test_a_value_is_read_from_its_one_form(
    read: Callable[[object], object], text: str, value: object
) -> None:
    assert read(text) == value


TRAPS = (
    "NO no yes on 010 0o10 0x1F 12:30 1e3 30,000 +1 -1 ~ null None NaN .inf 1_00 _1 1_ 1. TRUE ٣ ² １".split()
)
TRAPS += ["٣", "²", "１", "", " 1", "1 ", "1\n", "true ", "1 000"]


@pytest.mark.parametrize("read", READERS[:8], ids=lambda read: read.__name__)
def test_no_trap_of_yaml_is_taken_for_a_value(read: Callable[[object], object]) -> None:
    taken = {trap for trap in TRAPS if refusal(read, trap) is None}
    assert taken == set()


def refusal(read: Callable[[object], object], found: object) -> tuple[str, str] | None:
    """What a reader says against a value, and how to mend it; None where it takes it."""
    try:
        read(found)
    except PydanticCustomError as error:
        context = error.context or {}
        hint = context["hint"]
        return str(context["problem"]), hint() if callable(hint) else hint
    except ValidationError as error:
        return error.errors()[0]["msg"], ""
    return None


@given(st.sampled_from(READERS), st.one_of(st.text(max_size=70), st.none(), st.lists(st.text(max_size=4))))
def test_a_reader_takes_a_value_or_says_what_it_needs(
    read: Callable[[object], object], found: object
) -> None:
    said = refusal(read, found)
    assert said is None or (said[0].startswith("needs ") and ", found " in said[0])


NUMBERS = st.from_regex(r"\A[-+.0-9,_eE%: ]{1,12}\Z")


@given(st.sampled_from([read_count, read_number, read_share, read_money, read_span, read_day]), NUMBERS)
def test_a_hint_to_write_a_value_is_itself_a_value(read: Callable[[object], object], found: str) -> None:
    _, hint = refusal(read, found) or ("", "")
    _, written, value = hint.partition("write ")
    if written and " or " not in value and value[:1].isdigit():
        assert refusal(read, value) is None or not _exists(value)


def _exists(value: str) -> bool:
    """Whether a day that a hint names is one of the calendar: `2023-13-40` is left to the next reading."""
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def test_digits_of_other_scripts_and_look_alikes_are_pointed_out() -> None:
    said = refusal(read_day, "2023‑01‑05")
    assert said is not None
    assert said[1] == "one sign of it, U+2011, only looks like one of the keyboard: type it again"


WORDS = st.text(alphabet="abcdeABCDE_", min_size=1, max_size=9)


@given(WORDS, st.lists(WORDS, max_size=30))
def test_a_near_match_is_the_one_a_slower_search_finds(found: str, allowed: list[str]) -> None:
    first = "" if len(found) > SHORT else found[0].lower()
    likely = [word.lower() for word in allowed if word.lower().startswith(first)]
    slow = get_close_matches(found.lower(), likely, n=1, cutoff=CLOSE)
    if slow:
        assert near(found, allowed).lower() == slow[0]


@pytest.mark.parametrize(
    ("found", "allowed", "meant"),
    [
        ("wrk", ["work", "kin"], "work"),
        ("tow", ["one", "two"], "two"),
        ("treaties", ["treaty", "proposal"], "treaty"),
        ("airport", ["land_port", "interior_airport"], "interior_airport"),
        ("aviso", ["also", "id"], ""),
        ("equals", ["also", "id"], ""),
        ("seats", ["meets", "quorum"], ""),
        ("GUA", ["USA", "CUB"], ""),
    ],
)
def test_a_slip_is_mended_and_what_is_alike_by_chance_is_not_guessed(
    found: str, allowed: list[str], meant: str
) -> None:
    assert near(found, allowed) == meant


def test_of_a_long_list_the_nearest_words_are_named() -> None:
    words = ("mean_stay_months", "mean_hours", "border_agents")
    assert nearest_words("mean_stay", words) == "did you mean mean_stay_months?"
    assert nearest_words("mean", words) == "did you mean mean_stay_months?"
    assert nearest_words("mea", words) == "nearest to it: mean_stay_months, mean_hours"
    assert nearest_words("zzz", words) == nearest_words("", words) == ""


@pytest.mark.parametrize("code", sorted(set(NAMES) & set(CODES)))
def test_the_name_of_a_country_leads_to_its_code_or_to_none(code: str) -> None:
    meant = {code_of(name) for name in NAMES[code]}
    assert meant in ({code}, {""})


@given(st.sampled_from(CODES), st.integers(0, 2), st.characters(codec="ascii"))
def test_a_near_match_is_always_one_of_the_allowed(code: str, at: int, sign: str) -> None:
    assert near(code[:at] + sign + code[at + 1 :], CODES) in {"", *CODES}


@given(st.text(max_size=300))
def test_a_value_is_shown_on_one_short_line_of_printable_signs(found: str) -> None:
    text = shown(found)
    assert text.isprintable()
    assert len(text) <= 62 + 8 * 60


@given(st.text(alphabet="abc def\x1b\t", max_size=400), st.integers(1, 500))
def test_the_mark_stands_below_its_column(line: str, column: int) -> None:
    text, mark = drawn(line, column).split("\n")
    assert mark.strip() == "^"
    assert text.isprintable() or not text
    assert len(text) <= 94
    if column <= len(line):
        sign = line[column - 1]
        seen = "→" if sign == "\t" else sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}"
        assert text[mark.index("^")] == seen


def test_faults_alike_are_counted_by_kind_and_the_same_fault_is_told_once() -> None:
    many = [OneFault("f", line, 1, "", f"a{line} needs 1, found 'x{line}'") for line in range(1, 121)]
    other = OneFault("f", 500, 1, "", "b needs `c`")
    told = alike([other, *many, *many[:30], other])
    assert [fault.times for fault in told] == [1] + [1] * 49 + [71]
    assert told[-1].problem == "a50 needs 1, found 'x50' (and 70 more like it)"
    assert told[0] == other


def test_a_file_of_very_many_kinds_of_fault_is_counted_too() -> None:
    kinds = [
        OneFault("f", at, 1, "", f"x needs {chr(97 + at // 26)}{chr(97 + at % 26)}") for at in range(600)
    ]
    told = alike(kinds)
    assert len(told) == 150
    assert sum(fault.times for fault in told) == 600
