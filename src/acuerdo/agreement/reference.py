"""The language of the files, written down from the types that read them: types in, Markdown out.

A field, a word or a fact that is added to the types is in the reference at the next `make docs`; a kind of
value that nobody described here is refused, so that the reference never has a gap.
"""

import inspect
import re
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ForwardRef, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, BeforeValidator, ValidationError
from pydantic.fields import FieldInfo

from acuerdo.agreement import values
from acuerdo.agreement.answers import SAYINGS
from acuerdo.agreement.cases import EVENTS, CasesTerms
from acuerdo.agreement.clauses.allocation import Release
from acuerdo.agreement.clauses.base import COMMON, ONCE, Clause, Dated, Title
from acuerdo.agreement.clauses.criteria import OPERATORS, Criterion
from acuerdo.agreement.clauses.labour_market import Floor
from acuerdo.agreement.clauses.measured import Measure
from acuerdo.agreement.clauses.stay import Renewals
from acuerdo.agreement.facts import FACTS, MEASURES, Fact
from acuerdo.agreement.nations import CODES
from acuerdo.agreement.plan import PlanTerms
from acuerdo.agreement.provenance import executed_fields
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.values import OneOf


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: its name, the type that reads it, what it is, and one as a file writes it."""

    name: str
    reads: Any
    what: str
    example: str
    blanks: tuple[str, ...] = ()


_BOTH = ("none", "not_stated")
_SILENT = ("not_stated",)

KINDS: tuple[Kind, ...] = (
    Kind("text", values.Text, "words for people", "Wages no worse than those of comparable workers"),
    Kind("text", values.StatedText, "words for people", "yearly", _BOTH),
    Kind("title", Title, "a text in both languages, or one text for both", "{en: Visitor, es: Visitante}"),
    Kind("name", values.Id, "small letters, digits, `-`, `_` and dots between", "temporary_worker"),
    Kind("count", values.Count, "a whole number from 0", "30_000"),
    Kind("count", values.StatedCount, "a whole number from 0", "44_716", _SILENT),
    Kind("count", values.CountOrNone, "a whole number from 0", "5_500", _BOTH),
    Kind("number", values.Number, "a decimal number from 0", "0.07"),
    Kind("share", values.Share, "a part of a whole, 0 to 1", "0.25"),
    Kind("share", values.StatedShare, "a part of a whole, 0 to 1", "0.5", _SILENT),
    Kind("money", values.StatedMoney, "an amount in whole hundredths of a currency", "1_000 USD", _BOTH),
    Kind("span", values.StatedSpan, "a length of time: hours, days, weeks, months, years", "8 months", _BOTH),
    Kind("interval", values.StatedInterval, "how often: a length of time of at least one", "6 months", _BOTH),
    Kind(
        "frequency",
        values.Frequency,
        f"a length of time, or {', '.join(f'`{word}`' for word in values.FREQUENCIES)}, or `as_needed`",
        "6 months",
        _SILENT,
    ),
    Kind("day", values.Day, "year-month-day", "2023-01-05"),
    Kind("day", values.StatedDay, "year-month-day", "2023-01-05", _SILENT),
    Kind("hour", values.Hour, "an hour of the day, 0 to 24", "18"),
    Kind("year", values.Year, "a year of four digits", "2017"),
    Kind("moment", values.Moment, "a day, a month or a year, as exactly as the source says", "2021-04"),
    Kind("day of the year", values.MonthDay, "month-day", "10-01"),
    Kind("yes or no", values.Flag, "`true` or `false`", "true"),
    Kind("yes or no", values.StatedFlag, "`true` or `false`", "false", _SILENT),
    Kind("country", values.Nation, "three letters, ISO 3166-1 alpha-3", "MEX"),
    Kind("countries", values.Nations, "a list of countries, a name under `groups`, or `any`", "[MEX, CAN]"),
    Kind("source", values.Source, "a name under `sources`, and a place in it", "fox5 L29-30"),
    Kind("path", values.FieldPath, "the way to a value of a file", "pathways.temporary_worker.cap.count"),
    Kind("measure", Measure, f"an indicator: {', '.join(f'`{name}`' for name in MEASURES)}", "wage_ratio"),
    Kind("wage floor", Floor, "`prevailing`, `none`, or an amount per hour", "12.50 USD", _SILENT),
    Kind("renewals", Renewals, "a count, or `unlimited`", "2", _SILENT),
    Kind("release", Release, "a span after the period begins, or `never`", "6 months", _SILENT),
)
"""Every kind of value a field may have; each example is read by its type."""

FILES: dict[str, type[BaseModel]] = {
    "An agreement file": Terms,
    "A plan file": PlanTerms,
    "A file of cases": CasesTerms,
}
"""The files of the format, in the order in which they are described."""

MEANINGS = {
    "id": "names the clause, where a path or a reason needs a name",
    "title": "what it is called",
    "src": "where it stands; the values inside inherit it",
    "also": "a second source",
    "basis": "how it is known; the values inside inherit it",
    "note": "a remark for readers",
    "words": "a short quotation, exactly as it stands at `src`",
    "covers": "what it answers in another list, such as the articles of a recommendation",
    "from": "the first day it holds",
    "until": "the first day it no longer holds",
}
"""What the fields mean that every clause has."""

FACT_KINDS = {
    "flag": ("yes or no", "true"),
    "count": ("count", "18"),
    "money": ("money", "12.50 USD"),
    "share": ("number", "0.25"),
    "day": ("day", "2017-03-01"),
    "word": ("word", "passed"),
}
"""What a criterion compares a fact of each kind with: the kind of value, and one as a file writes it."""


def reference() -> str:
    """The reference of the agreement language."""
    parts, told = [_tables(), _kinds(), _common()], set[type[BaseModel]]()
    for title, model in FILES.items():
        parts.append(_file(title, model, told))
    return "\n\n".join([*parts, _answers(), _events(), _facts(), _comparisons()]) + "\n"


def _answers() -> str:
    words = (
        "What a case may expect of a path: the words of `is`, and what else an answer may say. Whoever asks"
        " about one person and says nothing of places used gets `eligible`; where several stand in line, or"
        " `so_far` says what was used, those who are eligible are `granted` a place, `queued` or turned away."
        " Any path may also answer `not_in_force`, and `no_text` where no text is in force or it is silent."
    )
    rows = [
        (f"`{form.replace('*', 'NAME')}`", _listed(saying.words), _listed(saying.also))
        for form, saying in SAYINGS.items()
    ]
    return "\n".join(["## Answers", "", words, "", *_table("path | `is` | and", rows)])


def _events() -> str:
    words = (
        "What `events` of a case may name, with its day. Beside these, what the file names: its events,"
        " amendments and states, which something may be due after; the id of a protection, on the day a"
        " breach was found; the id of a step of `disputes`, on the day it was closed without agreement."
    )
    rows = [(f"`{name}`", what) for name, what in EVENTS.items()]
    return "\n".join(["## Events of a case", "", words, "", *_table("event | what happened", rows)])


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _tables() -> str:
    words = (
        "A field that must be there is marked; any other may be left out, and the third column then says what"
        " holds. `yes` under *executed* marks what a rule reads to decide, where every clause around it is"
        " executed too. Whatever is not executed is read, checked and shown, and listed as not executed."
        " What only describes the file and its clauses stands in no such list: form, languages, sources,"
        " translations; of a clause its id, title, remarks, quotation, evidence and the articles it covers."
    )
    return "\n".join(["## How to read the tables", "", words])


def _kinds() -> str:
    rows = {kind.name: (kind.name, kind.what, f"`{kind.example}`") for kind in reversed(KINDS)}
    words = (
        "A field reads its value by one of these kinds. Where its row also names `none` or `not_stated`, it"
        " takes these words too: no limit, and silence."
    )
    table = _table("kind | what it is | example", list(reversed(rows.values())))
    return "\n".join(["## Kinds of value", "", words, "", *table])


def _common() -> str:
    rows = [
        (f"`{key}`", spoken(_hints(Clause)[name]), MEANINGS[key])
        for name, info in Clause.model_fields.items()
        for key in [_key(name, info)]
    ]
    words = "Every clause may say these. Of them only `from` and `until` change what is decided."
    return "\n".join(
        ["## What every clause may say", "", words, "", *_table("field | value | meaning", rows)]
    )


def _file(title: str, model: type[BaseModel], told: set[type[BaseModel]]) -> str:
    parts = [f"## {title}", "", *_clause(model), ""]
    for clause, paths in places(model).items():
        if clause is model or clause in told or clause is _WORDS:
            continue
        written = ", ".join(f"`{path}`" for path in paths)
        parts += [f"### {heading(clause)}", "", f"At {written}.", "", *_clause(clause), ""]
        told.add(clause)
    return "\n".join(parts).rstrip()


_WORDS = get_args(Title)[0]
"""The two languages of a title, which is described as a kind of value."""


def heading(clause: type[BaseModel]) -> str:
    """The heading of a clause: the name of its class in plain words."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", clause.__name__)
    return words[0] + words[1:].lower()


def _clause(clause: type[BaseModel]) -> list[str]:
    prose, meanings = described(clause)
    short = short_forms(clause)
    executes = executed_fields(clause.model_construct())
    rows = [
        (
            f"`{key}`",
            _compared(clause, key) or spoken(_hints(clause)[name]),
            _default(info),
            "yes" if key in executes else "",
            meanings.get(key, ""),
        )
        for name, info in clause.model_fields.items()
        if not _is_common(clause, name, info)
        for key in [_key(name, info)]
    ]
    heads = ("field", "value", "if left out", "executed", "meaning")
    kept = [at for at in range(len(heads)) if at < 3 or any(row[at] for row in rows)]
    lines = [*([prose, ""] if prose else []), *([f"Short form: {'; '.join(short)}.", ""] if short else [])]
    table = _table(" | ".join(heads[at] for at in kept), [tuple(row[at] for at in kept) for row in rows])
    return [*lines, *table]


def _compared(clause: type[BaseModel], key: str) -> str:
    """Of a comparison, what stands beside it: a value of the kind its fact has."""
    return "see [comparisons](#comparisons)" if clause is Criterion and key in OPERATORS else ""


def _is_common(clause: type[BaseModel], name: str, info: FieldInfo) -> bool:
    """Whether a field is one that every clause has, and asked for no more strictly here."""
    return issubclass(clause, Clause) and _key(name, info) in COMMON and not info.is_required()


def _key(name: str, info: FieldInfo) -> str:
    return info.alias or name.rstrip("_")


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "must be there"
    value = info.get_default()
    if value is None or value in ({}, []) or isinstance(value, BaseModel):
        return ""
    if isinstance(value, list):
        return f"`[{', '.join(value)}]`"
    return f"`{str(value).lower()}`"


def _hints(clause: type[BaseModel]) -> dict[str, Any]:
    return get_type_hints(clause, include_extras=True)


def described(clause: type[BaseModel]) -> tuple[str, dict[str, str]]:
    """What a clause's own docstring says: its prose, and the meaning of each field it lists."""
    text = inspect.cleandoc(clause.__doc__ or "")
    prose, _, listed = text.partition("\nFields:\n")
    meanings: dict[str, str] = {}
    for entry in re.split(r"\n {4}(?=\S)", "\n" + listed):
        name, colon, meaning = entry.partition(":")
        if colon:
            meanings[name.strip()] = " ".join(meaning.split()).rstrip(".")
    return " ".join(prose.split()), meanings


def short_forms(clause: type[BaseModel]) -> list[str]:
    """The short ways to write a clause, found by trying: one word that stands for a field."""
    if not issubclass(clause, Clause):
        return []
    if isinstance(written := clause.written_out("WORD"), dict):
        return [_stands("WORD", written)]
    return [
        _stands(word, written)
        for word in _BOTH
        if isinstance(written := clause.written_out(word), dict) and _is_sound(clause, word)
    ]


def _is_sound(clause: type[Clause], word: str) -> bool:
    try:
        clause.model_validate(word)
    except ValidationError:
        return False
    return True


def _stands(word: str, written: dict[str, str]) -> str:
    fields = ", ".join(f"{name}: {value}" for name, value in written.items())
    return f"`{word}` stands for `{{{fields}}}`"


def spoken(hint: Any) -> str:
    """A type in words: the kind of value, the words allowed, or a link to the clause.

    Raises:
        TypeError: the type is of a kind that `KINDS` does not describe.
    """
    for kind in KINDS:
        if hint == kind.reads:
            return ", or ".join([kind.name, *(f"`{blank}`" for blank in kind.blanks)])
    origin = get_origin(hint)
    if origin is Annotated:
        return _annotated(hint)
    if origin in (Union, types.UnionType):
        parts = [spoken(part) for part in get_args(hint) if part is not types.NoneType]
        return " or ".join(dict.fromkeys(parts))
    if origin is Dated:
        return f"{spoken(get_args(hint)[0])}, may be dated"
    if origin is list:
        return f"list of {spoken(get_args(hint)[0])}"
    if origin is dict:
        name, inner = get_args(hint)
        return f"{spoken(name)} → {spoken(inner)}"
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return _link(heading(hint))
    if hint is Any:
        return "any value"
    if hint is str:
        return "name"
    raise TypeError(f"{hint} is a kind of value that the reference does not describe")


AROUND_A_KIND = ("Tag", "Discriminator", "WrapValidator")
"""Marks that say which of several kinds a value is, or how it is refused: they are no kind of their own."""


def _annotated(hint: Any) -> str:
    inner, *marks = get_args(hint)
    untagged = [mark for mark in marks if type(mark).__name__ not in AROUND_A_KIND]
    if untagged and len(untagged) < len(marks):
        return spoken(Annotated[(inner, *untagged)])
    allowed = next((mark for mark in marks if isinstance(mark, OneOf)), None)
    if allowed is not None:
        words = [*allowed.words, *(_SILENT if allowed.silent else ())]
        return " / ".join(f"`{word}`" for word in words)
    if get_origin(inner) is list and any(isinstance(mark, BeforeValidator) for mark in marks):
        one = spoken(get_args(inner)[0])
        return f"{one}, or a list of them"
    if ONCE in marks or any(type(mark).__name__ in ("Tag", "Discriminator") for mark in marks):
        return spoken(inner)
    raise TypeError(f"{hint} is a kind of value that the reference does not describe")


def _link(words: str) -> str:
    return f"[{words.lower()}](#{words.lower().replace(' ', '-')})"


def places(model: type[BaseModel]) -> dict[type[BaseModel], list[str]]:
    """Every clause a file may hold, in the order of the format, with the paths at which it is written."""
    found: dict[type[BaseModel], list[str]] = {model: [""]}
    _walk(model, "", found)
    return found


def _walk(clause: type[BaseModel], path: str, found: dict[type[BaseModel], list[str]]) -> None:
    hints = _hints(clause)
    for name, info in clause.model_fields.items():
        if _is_common(clause, name, info):
            continue
        for inner, step in _inside(hints[name], _key(name, info)):
            here = f"{path}.{step}" if path else step
            known = inner in found
            paths = found.setdefault(inner, [])
            if here not in paths and inner is not clause:
                paths.append(here)
            if not known:
                _walk(inner, here, found)


def _inside(hint: Any, step: str) -> Iterator[tuple[type[BaseModel], str]]:
    """The clauses a type is made of, with the step of the path that leads to each."""
    if isinstance(hint, ForwardRef):
        raise TypeError(f"{hint} is not resolved")
    if isinstance(hint, type) and get_origin(hint) is None:
        if issubclass(hint, BaseModel):
            yield hint, step
        return
    if get_origin(hint) is dict:
        step = f"{step}.NAME"
    parts = get_args(hint)[:1] if get_origin(hint) is Annotated else get_args(hint)
    for part in parts:
        yield from _inside(part, step)


def _facts() -> str:
    rows = [_fact_row(fact) for fact in FACTS.values()]
    words = (
        "A criterion may ask about these facts and about no others. `unknown` is an answer to each of them;"
        " `never` is an answer where the fourth column says so."
    )
    table = _table("fact | kind | unit or words | also | English | Spanish", rows)
    return "\n".join(["## Facts", "", words, "", *table])


def _fact_row(fact: Fact) -> tuple[str, ...]:
    words = "a country" if fact.words is CODES else ", ".join(f"`{word}`" for word in fact.words)
    also = "`never`" if fact.never else ""
    return f"`{fact.name}`", FACT_KINDS[fact.kind][0], fact.unit or words, also, fact.en, fact.es


def _comparisons() -> str:
    rows = []
    for kind, (name, example) in FACT_KINDS.items():
        fitting = [operator for operator, kinds in OPERATORS.items() if kind in kinds]
        rows.append((name, ", ".join(f"`{operator}`" for operator in fitting), f"`{fitting[0]}: {example}`"))
    words = (
        "A criterion makes exactly one comparison, with a value of the kind its fact has. `within: 3` is at"
        " most 3; `since` is on the day or after it; `in` takes a list, or the name of a group of countries."
    )
    table = _table("facts of kind | comparisons | example", rows)
    return "\n".join(["## Comparisons", "", words, "", *table])


def _table(heads: str, rows: Sequence[tuple[str, ...]]) -> list[str]:
    lines = [f"| {heads} |", "|" + "---|" * (heads.count("|") + 1)]
    return [*lines, *("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)]
