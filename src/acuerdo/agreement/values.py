"""The kinds of value a file may hold, each read from plain text with one clear refusal.

Every reader takes the text as written and returns a typed value, or raises a fault that says what was
found, what is allowed and how to mend it. `none` and `not_stated` are values: no limit, and silence.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial
from typing import Annotated, Any, Literal, TypeVar
from unicodedata import category

from pydantic import (
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from acuerdo.agreement import otherwise
from acuerdo.agreement.faults import SHOWN_CHARACTERS, did_you_mean, near, nearest_words, shown
from acuerdo.agreement.nations import CODES, INVENTED, code_of

T = TypeVar("T")


class Blank(Enum):
    """The two values that are not a number or word: no limit, and nothing said."""

    NONE = "none"
    NOT_STATED = "not_stated"

    def __str__(self) -> str:
        return self.value


NONE = Blank.NONE
NOT_STATED = Blank.NOT_STATED


Hint = str | Callable[[], str]
"""How to mend a value; worked out only where the fault is listed, if that takes time."""

EMPTY = ("~", "null", "Null", "NULL", "None", "nil")
"""What other formats write for no value; here it is text like any other."""


def wrong(found: object, allowed: str, hint: Hint = "") -> PydanticCustomError:
    """A refusal of one value: what is allowed, what was found, a hint."""
    context = {
        "problem": f"needs {allowed}, found {_kind(found)}",
        "hint": hint or _odd(found),
        "allowed": allowed,
    }
    return PydanticCustomError("fault", "{problem}", context)


def broken(problem: str, hint: str = "") -> PydanticCustomError:
    """A refusal of values that do not go together."""
    return PydanticCustomError("fault", "{problem}", {"problem": problem, "hint": hint})


def _kind(found: object) -> str:
    if isinstance(found, dict):
        return "a mapping"
    if isinstance(found, list):
        return "a list" if found else "an empty list"
    return shown(found)


def _odd(found: object) -> str:
    """A hint for what looks right and is not: an empty word, or a sign like one on the keyboard."""
    if found in EMPTY:
        return "where there is nothing to say, leave the line out"
    for sign in found[:SHOWN_CHARACTERS] if isinstance(found, str) else "":
        if not sign.isascii() and category(sign)[0] in "NPSZ":
            return f"one sign of it, U+{ord(sign):04X}, only looks like one of the keyboard: type it again"
    return ""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole hundredths of a currency (ISO 4217)."""

    cents: int
    currency: str

    def __str__(self) -> str:
        whole, part = divmod(self.cents, 100)
        return f"{whole:_}{f'.{part:02}' if part else ''} {self.currency}"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in one unit; months and years are counted by the file's month arithmetic."""

    count: int
    unit: Literal["hours", "days", "weeks", "months", "years"]

    def __str__(self) -> str:
        return f"{self.count} {self.unit.removesuffix('s') if self.count == 1 else self.unit}"

    @property
    def months(self) -> int:
        """Whole months, for months and years; 0 otherwise."""
        return self.count * {"months": 1, "years": 12}.get(self.unit, 0)

    @property
    def days(self) -> int:
        """Whole days, for days and weeks; hours count as the days they begin; 0 for months and years."""
        return {"days": self.count, "weeks": 7 * self.count, "hours": -(-self.count // 24)}.get(self.unit, 0)


HOURS_OF_A_DAY = 24

COUNT = re.compile(r"(0|[1-9][0-9]{0,2}(_[0-9]{3})+|[1-9][0-9]{0,14})")
NUMBER = re.compile(r"(0|[1-9][0-9]{0,2}(_[0-9]{3})+|[1-9][0-9]{0,14})(\.[0-9]+)?")
MONEY = re.compile(r"((?:0|[1-9][0-9]{0,2}(?:_[0-9]{3})+|[1-9][0-9]{0,12}))(?:\.([0-9]{2}))? ([A-Z]{3})")
SPAN = re.compile(r"(0|[1-9][0-9]{0,4}) (hour|day|week|month|year)s?")
ID = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*")
SOURCE = re.compile(r"[a-z0-9][a-z0-9_-]*( .+)?")
MOMENT = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?(-(0[1-9]|[12][0-9]|3[01]))?")
YEAR = re.compile(r"[12][0-9]{3}")
PATH = re.compile(r"([a-z0-9*][a-zA-Z0-9_*-]*)(\.[a-z0-9*][a-zA-Z0-9_*-]*|\[[0-9]{1,6}\])*")


def read_count(found: object) -> int:
    """A whole number from 0: `30_000`."""
    if isinstance(found, str) and COUNT.fullmatch(found):
        return int(found)
    raise wrong(found, "a whole number from 0, such as 30_000", _number_hint(found))


def _number_hint(found: object) -> str:
    if not isinstance(found, str) or len(found) > SHOWN_CHARACTERS:
        return ""
    if re.fullmatch(r"0[0-9_]+", found):
        return f"a leading zero has two readings in YAML; write {found.lstrip('0_') or '0'}"
    if written := otherwise.number(found):
        return f"write {written}"
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?[eE]\+?[0-9]{1,2}", found):
        return f"write {int(float(found)):_}" if float(found) < 1e15 else "write the digits out"
    if re.fullmatch(r"\.[0-9]+", found):
        return f"write 0{found}"
    if re.fullmatch(r"[0-9]+:[0-9]+", found):
        return "a number has no colon"
    return "nothing is below 0; to suspend a pathway write 0" if re.fullmatch(r"-[0-9_]+", found) else ""


def read_number(found: object) -> float:
    """A decimal number from 0: `0.07`."""
    if isinstance(found, str) and NUMBER.fullmatch(found):
        return float(found)
    raise wrong(found, "a number from 0, such as 0.07", _number_hint(found))


def read_share(found: object) -> float:
    """A part of a whole, 0 to 1."""
    if isinstance(found, str) and NUMBER.fullmatch(found) and float(found) <= 1:
        return float(found)
    percent = (
        re.fullmatch(r"([0-9]{1,3}|[0-9]{1,3}(\.[0-9]+)?(?= ?%)) ?%?", found)
        if isinstance(found, str)
        else None
    )
    hint = f"{percent[1]} in a hundred is written {float(percent[1]) / 100:g}" if percent else ""
    raise wrong(found, "a share from 0 to 1, such as 0.25", hint or _number_hint(found))


def read_money(found: object) -> Money:
    """An amount with its currency: `1_000 USD`."""
    match = MONEY.fullmatch(found) if isinstance(found, str) else None
    if match is None:
        hint = _money_hint(found) if isinstance(found, str) else ""
        raise wrong(found, "an amount and a currency, such as 1_000 USD or 2.75 CAD", hint)
    return Money(int(match[1]) * 100 + int(match[2] or 0), match[3])


def _money_hint(found: str) -> str:
    match = re.fullmatch(r"(?:([A-Z]{3}) )?([0-9][0-9_,. ]{0,20})(?: ([A-Z]{3}))?", found)
    if match is None:
        return "the currency has three letters, as in USD or MXN" if re.search("[$€£]", found) else ""
    amount, currency = _amount(match[2]), match[3] or match[1] or ""
    if not amount:
        return ""
    return f"write {amount} {currency}" if currency else f"say the currency: {amount} USD"


def _amount(found: str) -> str:
    """An amount as this format writes it, with two decimals or none; '' where it cannot be told."""
    whole, point, part = (found if NUMBER.fullmatch(found) else otherwise.number(found)).partition(".")
    amount = f"{whole}{point}{part:0<2}" if part else whole
    return amount if MONEY.fullmatch(f"{amount} USD") else ""


UNITS = ("hours", "days", "weeks", "months", "years")
MOST_YEARS = 500
"""The longest time a file may name, so that no day leaves the calendar."""


def read_span(found: object) -> Span:
    """A length of time: `8 months`."""
    match = SPAN.fullmatch(found) if isinstance(found, str) else None
    if match is None:
        hint = _span_hint(found) if isinstance(found, str) else ""
        raise wrong(found, "a length of time in hours, days, weeks, months or years, such as 8 months", hint)
    span = Span(int(match[1]), f"{match[2]}s")  # type: ignore[arg-type]
    if span.months > MOST_YEARS * 12 or span.days > MOST_YEARS * 366:
        raise wrong(found, f"a length of time of at most {MOST_YEARS} years")
    return span


def read_interval(found: object) -> Span:
    """How often: a length of time, of at least one; what comes round at once never stops."""
    span = read_span(found)
    if span.count == 0:
        raise wrong(found, "a length of time of at least one, such as 6 months")
    return span


FREQUENCIES = {
    "yearly": Span(1, "years"),
    "half_yearly": Span(6, "months"),
    "quarterly": Span(3, "months"),
    "monthly": Span(1, "months"),
    "weekly": Span(1, "weeks"),
}
"""Words for how often something is done."""


def read_frequency(found: object) -> Span | Blank:
    """How often: a length of time, a word such as `yearly`, or `as_needed` for no fixed time."""
    if isinstance(found, str) and found in FREQUENCIES:
        return FREQUENCIES[found]
    words = {"as_needed": NONE, "not_stated": NOT_STATED}
    try:
        return or_word(read_interval, words)(found)
    except PydanticCustomError:
        allowed = (*FREQUENCIES, *words)
        hint = did_you_mean(found, allowed) if isinstance(found, str) else ""
        raise wrong(
            found, f"a length of time such as 6 months, or one of {', '.join(allowed)}", hint
        ) from None


def _span_hint(found: str) -> str:
    match = re.fullmatch(r"([0-9]{1,5})[ -]?([^\W\d_]{0,10})", found, re.IGNORECASE)
    if match is None:
        return ""
    said = match[2].lower()
    unit = otherwise.UNITS.get(said) or near(said, UNITS)
    written = [str(Span(int(match[1]), each)) for each in ([unit] if unit else ["days", "months"])]  # type: ignore[arg-type]
    return f"write {' or '.join(written)}"


FIRST_YEAR, LAST_YEAR = 1600, 2999
"""The years of days that a file may name, so that no time added to one leaves the calendar."""


def read_day(found: object) -> date:
    """A day: `2023-01-05`."""
    if isinstance(found, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found):
        try:
            day = date.fromisoformat(found)
        except ValueError:
            raise wrong(found, "a day that exists, written year-month-day") from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            hint = "a day that stands for no end is left out" if day.year > LAST_YEAR else ""
            raise wrong(found, f"a day from the year {FIRST_YEAR} to {LAST_YEAR}", hint)
        return day
    raise wrong(
        found,
        "a day written year-month-day, such as 2023-01-05",
        _day_hint(found) if isinstance(found, str) else "",
    )


def _day_hint(found: str) -> str:
    if match := re.fullmatch(
        r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})", found
    ):
        year, month, day = (part for part in match.groups() if part)
        return f"write {year}-{month:0>2}-{day:0>2}"
    if written := otherwise.day(found):
        return f"write {written}"
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", found):
        return "the day is needed; where the source gives none, assume one and say so in a note"
    if match := re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{2,4})", found):
        one, other, year = match.groups()
        if len(year) == 4 and int(one) > 12 >= int(other):
            return f"write {year}-{other:0>2}-{one:0>2}"
        if len(year) == 4 and int(other) > 12 >= int(one):
            return f"write {year}-{one:0>2}-{other:0>2}"
        return "day and month can be read both ways round here; write the year first"
    return ""


def read_moment(found: object) -> str:
    """A day, a month or a year, as exactly as the source says it: `2021-04`."""
    if isinstance(found, str) and MOMENT.fullmatch(found):
        if len(found) == len("2021-04-01"):
            read_day(found)
        return found
    raise wrong(
        found,
        "a day, a month or a year, such as 2021-04-01, 2021-04 or 2021",
        _day_hint(found) if isinstance(found, str) else "",
    )


def read_hour(found: object) -> int:
    """An hour of the day, 0 to 24."""
    hour = read_count(found)
    if hour > HOURS_OF_A_DAY:
        raise wrong(found, "an hour of the day, 0 to 24")
    return hour


def read_month_day(found: object) -> tuple[int, int]:
    """A day of each year: `10-01`."""
    if isinstance(found, str) and re.fullmatch(r"[0-9]{2}-[0-9]{2}", found):
        try:
            day = date.fromisoformat(f"2001-{found}")
        except ValueError:
            raise wrong(found, "a day that every year has, written month-day") from None
        return (day.month, day.day)
    match = re.fullmatch(r"([0-9]{1,2})[-/]([0-9]{1,2})", found) if isinstance(found, str) else None
    hint = f'write "{match[1]:0>2}-{match[2]:0>2}", the month first' if match else ""
    raise wrong(found, "a day of the year written month-day, such as 10-01", hint)


def read_flag(found: object) -> bool:
    """`true` or `false`, and no other word for them."""
    if found in ("true", "false"):
        return found == "true"
    meant = otherwise.flag(found) if isinstance(found, str) else ""
    raise wrong(found, "true or false", f"write {meant}" if meant else "")


def read_text(found: object) -> str:
    """Words for people."""
    if isinstance(found, str) and found.strip():
        return found
    raise wrong(found, "some text")


def read_nation(found: object) -> str:
    """A country code of three letters: `MEX`."""
    if isinstance(found, str) and found in CODES:
        return found
    raise wrong_nation(found)


def wrong_nation(found: object) -> PydanticCustomError:
    """A refusal of what is no country's code."""
    looks_right = isinstance(found, str) and LIKE_A_CODE.fullmatch(found)
    form = "the code of a country" if looks_right else "a country code of three capital letters"
    hint = _nation_hint(found) if isinstance(found, str) else ""
    return wrong(found, f"{form} (ISO 3166-1 alpha-3), such as MEX", hint)


LIKE_A_CODE = re.compile("[A-Z]{3}")


def _nation_hint(found: str) -> str:
    if known := code_of(found):
        return f"did you mean {known}?"
    if not LIKE_A_CODE.fullmatch(found):
        return ""
    invented = f"; invented countries are {', '.join(sorted(INVENTED))}" if found.startswith("X") else ""
    return f"{found} is no country's code{invented}"


def read_nations(found: object) -> str | tuple[str, ...]:
    """A list of country codes, the name of a group, or `any`."""
    if isinstance(found, list) and found:
        return _each_nation(found)
    if isinstance(found, str) and (ID.fullmatch(found) or found == "any"):
        return found
    if isinstance(found, str) and found in CODES:
        return (found,)
    hint = _nations_hint(found) if isinstance(found, str) else ""
    raise wrong(found, "a list of country codes such as [MEX, CAN], the name of a group, or any", hint)


def _nations_hint(found: str) -> str:
    several = re.fullmatch("[A-Z]{3}([, ]+[A-Z]{3}){1,99}", found)
    return f"a list stands in brackets: {_in_brackets(found)}" if several else _nation_hint(found)


def _in_brackets(found: str) -> str:
    """Words with commas between them, as a list: `[XBB, XCC]`."""
    return f"[{', '.join(filter(None, re.split('[, ]+', found)))}]"


def _each_nation(found: list[object]) -> tuple[str, ...]:
    errors: list[InitErrorDetails] = []
    nations: list[str] = []
    for at, item in enumerate(found):
        try:
            nations.append(read_nation(item))
        except PydanticCustomError as error:
            errors.append(InitErrorDetails(type=error, loc=(at,), input=item))
    if errors:
        raise ValidationError.from_exception_data("Nations", errors)
    return tuple(nations)


def matching(pattern: re.Pattern[str], allowed: str, mend: Callable[[str], str]) -> Callable[[object], str]:
    """A reader of text of one form; `mend` is tried on what has another form, for the hint."""

    def read(found: object) -> str:
        if isinstance(found, str) and pattern.fullmatch(found):
            return found
        meant = mend(found[:SHOWN_CHARACTERS]) if isinstance(found, str) else ""
        raise wrong(found, allowed, f"write {meant}" if pattern.fullmatch(meant) else "")

    return read


def _as_id(found: str) -> str:
    return re.sub(r"[ /]+", "_", found.strip().lower())


def _as_source(found: str) -> str:
    name, _, place = found.partition(" ")
    return f"{name.lower()} {place}".strip()


def _as_path(found: str) -> str:
    return re.sub(r" *[>/] *", ".", found.strip())


def or_blank(read: Callable[[object], T], *blanks: Blank) -> Callable[[object], T | Blank]:
    """A reader that also takes `none` or `not_stated`."""
    return or_word(read, {blank.value: blank for blank in blanks})


def or_word(read: Callable[[object], T], meaning: Mapping[str, Blank]) -> Callable[[object], T | Blank]:
    """A reader that also takes some words, such as `unlimited` for no limit."""
    words = list(meaning)

    def reader(found: object) -> T | Blank:
        if isinstance(found, Blank):
            return found
        if isinstance(found, str) and found in meaning:
            return meaning[found]
        try:
            return read(found)
        except PydanticCustomError as error:
            context = error.context or {}
            allowed = f"{context['allowed']}, or {' or '.join(words)}"
            raise wrong(
                found, allowed, context["hint"] if found not in EMPTY else _blank_hint(words)
            ) from None

    return reader


def _blank_hint(words: list[str]) -> str:
    meaning = {
        "none": "no limit is written none",
        "unlimited": "no limit is written unlimited",
        "never": "what is not released is written never",
        "not_stated": "silence of the text is written not_stated",
    }
    return "; ".join(meaning[word] for word in words)


MOST_LISTED = 30
"""Words of a closed list that a message writes out (layout, no legal meaning)."""


def _one_of(words: tuple[str, ...]) -> str:
    if len(words) > MOST_LISTED:
        return f"one of {len(words)} words, listed in docs/agreement-language.md"
    return f"one of {', '.join(words)}" if len(words) > 1 else words[0]


class OneOf:
    """A word out of a closed list, with a near match in the refusal."""

    def __init__(self, *words: str, silent: bool = False) -> None:
        self.words = words
        self.silent = silent

    def read(self, found: object) -> str | Blank:
        if self.silent and found == NOT_STATED.value:
            return NOT_STATED
        if isinstance(found, str) and found in self.words:
            return found
        allowed = (*self.words, *([NOT_STATED.value] if self.silent else []))
        told = nearest_words if len(allowed) > MOST_LISTED else did_you_mean
        hint = partial(told, found, allowed) if isinstance(found, str) and found not in EMPTY else ""
        raise wrong(found, _one_of(allowed), hint)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        as_editors_read = {"1": 1, "true": True}
        words = [*self.words, *([NOT_STATED.value] if self.silent else [])]
        return {"enum": [*words, *(as_editors_read[word] for word in words if word in as_editors_read)]}


Schema = dict[str, Any]


def _pattern(pattern: re.Pattern[str]) -> Schema:
    return {"type": "string", "pattern": f"^({pattern.pattern})$"}


COUNT_SCHEMA: Schema = {"anyOf": [{"type": "integer", "minimum": 0}, _pattern(COUNT)]}
NUMBER_SCHEMA: Schema = {"anyOf": [{"type": "number", "minimum": 0}, _pattern(NUMBER)]}
SHARE_SCHEMA: Schema = {"type": "number", "minimum": 0, "maximum": 1}
MONEY_SCHEMA = _pattern(MONEY)
DAY_SCHEMA: Schema = {"type": "string", "format": "date"}
FLAG_SCHEMA: Schema = {"type": "boolean"}
TEXT_SCHEMA: Schema = {"type": ["string", "number"], "minLength": 1}
BLANK_SCHEMA: Schema = {"enum": [blank.value for blank in Blank]}
NATION_SCHEMA: Schema = {"type": "string", "pattern": "^[A-Z]{3}$"}
"""What editors may find: they read `2017` as a number, where this room reads text."""


def _or_blank(schema: Schema, *blanks: Blank) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [schema, {"enum": [blank.value for blank in blanks]}]})


BOTH = (NONE, NOT_STATED)

Count = Annotated[int, PlainValidator(read_count), WithJsonSchema(COUNT_SCHEMA)]
CountOrNone = Annotated[
    int | Blank, PlainValidator(or_blank(read_count, *BOTH)), _or_blank(COUNT_SCHEMA, *BOTH)
]
StatedCount = Annotated[
    int | Blank, PlainValidator(or_blank(read_count, NOT_STATED)), _or_blank(COUNT_SCHEMA, NOT_STATED)
]
Number = Annotated[float, PlainValidator(read_number), WithJsonSchema(NUMBER_SCHEMA)]
Share = Annotated[float, PlainValidator(read_share), WithJsonSchema(SHARE_SCHEMA)]
StatedShare = Annotated[
    float | Blank, PlainValidator(or_blank(read_share, NOT_STATED)), _or_blank(SHARE_SCHEMA, NOT_STATED)
]
StatedMoney = Annotated[
    Money | Blank, PlainValidator(or_blank(read_money, *BOTH)), _or_blank(MONEY_SCHEMA, *BOTH)
]
StatedSpan = Annotated[
    Span | Blank, PlainValidator(or_blank(read_span, *BOTH)), _or_blank(_pattern(SPAN), *BOTH)
]
StatedInterval = Annotated[
    Span | Blank, PlainValidator(or_blank(read_interval, *BOTH)), _or_blank(_pattern(SPAN), *BOTH)
]
Frequency = Annotated[
    Span | Blank,
    PlainValidator(read_frequency),
    WithJsonSchema({"anyOf": [_pattern(SPAN), {"enum": [*FREQUENCIES, "as_needed", "not_stated"]}]}),
]
Day = Annotated[date, PlainValidator(read_day), WithJsonSchema(DAY_SCHEMA)]
StatedDay = Annotated[
    date | Blank, PlainValidator(or_blank(read_day, NOT_STATED)), _or_blank(DAY_SCHEMA, NOT_STATED)
]
MonthDay = Annotated[
    tuple[int, int],
    PlainValidator(read_month_day),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"}),
]
Flag = Annotated[bool, PlainValidator(read_flag), WithJsonSchema(FLAG_SCHEMA)]
StatedFlag = Annotated[
    bool | Blank, PlainValidator(or_blank(read_flag, NOT_STATED)), _or_blank(FLAG_SCHEMA, NOT_STATED)
]
Text = Annotated[str, PlainValidator(read_text), WithJsonSchema(TEXT_SCHEMA)]
StatedText = Annotated[str | Blank, PlainValidator(or_blank(read_text, *BOTH)), WithJsonSchema(TEXT_SCHEMA)]
Id = Annotated[
    str,
    PlainValidator(
        matching(ID, "a name in small letters, digits, - and _, such as temporary_worker", _as_id)
    ),
    WithJsonSchema(_pattern(ID)),
]
Source = Annotated[
    str,
    PlainValidator(
        matching(SOURCE, "a source of this file and a place in it, such as fox5 L29-30", _as_source)
    ),
    WithJsonSchema(_pattern(SOURCE)),
]
Hour = Annotated[
    int, PlainValidator(read_hour), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 24})
]
Year = Annotated[
    str,
    PlainValidator(matching(YEAR, "a year of four digits, such as 2017", str.strip)),
    WithJsonSchema(_pattern(YEAR)),
]
Moment = Annotated[
    str,
    PlainValidator(read_moment),
    WithJsonSchema({"anyOf": [_pattern(MOMENT), {"type": "integer"}]}),
]
FieldPath = Annotated[
    str,
    PlainValidator(
        matching(PATH, "a path in this file, such as pathways.temporary_worker.cap.count", _as_path)
    ),
    WithJsonSchema(_pattern(PATH)),
]
Nation = Annotated[str, PlainValidator(read_nation), WithJsonSchema(NATION_SCHEMA)]
Nations = Annotated[
    str | tuple[str, ...],
    PlainValidator(read_nations),
    WithJsonSchema({"anyOf": [{"type": "array", "items": NATION_SCHEMA, "minItems": 1}, {"type": "string"}]}),
]
