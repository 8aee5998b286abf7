"""Values of the text in words: each by the kind its field has, in the language of the reader."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from acuerdo.agreement.clauses.base import Dated, Words
from acuerdo.agreement.facts import FACTS
from acuerdo.agreement.nations import CODES as NATIONS
from acuerdo.agreement.reading.text import Path, Tree
from acuerdo.agreement.values import (
    COUNT,
    ID,
    MONEY,
    NOT_STATED,
    PATH,
    SPAN,
    Blank,
    Money,
    Span,
    read_count,
    read_money,
    read_span,
)

from .codes import pair_of, worded
from .criteria_words import compared, fact_words
from .here import Here
from .hints import hints_of, item_of, kinds, words_of
from .labels import label
from .nations import nation
from .nodes import Run, Said
from .tongue import SPANS, joined, language_of, moment, money, month_day, number, percent, span, told
from .tongue import day as day_words

CURRENCY: Final = re.compile("[A-Z]{3}")
"""A code that is the same in every language."""

BLANKS: Final = ("not_stated", "none", "never", "unlimited")
"""What a file writes where it has no value."""

NAMED_IN: Final[Mapping[str, tuple[str, ...]]] = {
    "status": ("statuses",),
    "leads_to": ("statuses",),
    "path": ("statuses",),
    "applies_to": ("statuses",),
    "if": ("commitments",),
    "then": ("commitments", "bodies"),
    "answers": ("events",),
    "Right.after": (),
    "After.after": ("events",),
    "by": ("bodies",),
    "judged_by": ("bodies",),
    "limit": ("national_law",),
    "uses": ("national_law",),
    "value": ("national_law",),
}
"""Fields that name an entry of another section, and where it is looked for."""

CALLED: Final = ("title", "do", "what", "regime")
"""Fields whose words say what an entry is."""


def said(here: Here, field: str) -> Said:
    """One value of a clause in words, with its origin."""
    key = here.key(field)
    node = here.part(field)
    runs = leaf(here, getattr(here.clause, field), hints_of(type(here.clause))[field], key, node)
    return with_origin(here, (*here.path, key), label(here.name, key, here.lang), runs, node)


def with_origin(here: Here, place: Path, name: str, runs: tuple[Run, ...], node: Tree) -> Said:
    """Words with the origin of the value at a place; words that are no value have their clause's."""
    row = here.reading.rows.get(place)
    if row is None:
        return Said(runs, name, place, here.src, here.basis, value=False, silent=node == NOT_STATED.value)
    planned = here.reading.by_plan(place) and row.stated
    return Said(runs, name, place, row.src, row.basis, True, row.executed, not row.stated, planned)


def leaf(here: Here, value: Any, hint: Any, key: str, node: Tree) -> tuple[Run, ...]:
    """A value that holds no clause, in words."""
    if isinstance(node, str) and (node in BLANKS or isinstance(value, Blank | bool)):
        return (Run(_blank(here, key, node, value)),)
    if value in ([], {}):
        return (Run(worded(here.name, key, "none", here.lang)),)
    if isinstance(value, list | tuple) and "day of the year" not in kinds(hint):
        return _several(here, value, hint, key, node)
    if isinstance(value, dict):
        return _pairs(here, value, hint, key, node)
    return _one(here, value, hint, key)


def _blank(here: Here, key: str, node: str, value: Any) -> str:
    counted = isinstance(value, Blank) and node == "none" and pair_of(here.name, key, node) in (None, _NONE)
    return worded(here.name, key, "no_limit" if counted and key not in _AMOUNTS else node, here.lang)


_NONE: Final = pair_of("", "", "none")
_AMOUNTS: Final = ("amount", "fine", "funding", "meets", "onward", "said")
"""Fields where none of something is meant, and not that there is no limit."""


def _several(here: Here, values: Any, hint: Any, key: str, node: Tree) -> tuple[Run, ...]:
    parts = [_one(here, value, item_of(hint), key) for value in values]
    words = ["".join(run.text for run in part) for part in parts]
    gaps = joined(words, here.lang)
    runs = [run for gap, part in zip(gaps, parts, strict=True) for run in (Run(gap), *part) if run.text]
    is_group = isinstance(node, str) and node in here.reading.terms.groups
    return (*runs, *group_runs(here, node)) if is_group and isinstance(node, str) else tuple(runs)


def _pairs(here: Here, pairs: dict[Any, Any], hint: Any, key: str, node: Tree) -> tuple[Run, ...]:
    runs: list[Run] = []
    for name, value in pairs.items():
        inner = node[name] if isinstance(node, dict) and name in node else None
        shown = (Run(nation(name, here.lang)),) if name in NATIONS else named(here, name)
        runs += [*[Run("; ")] * bool(runs), *shown, Run(": ")]
        runs += leaf(here, value, item_of(hint), key, inner)
    return tuple(runs)


def _one(here: Here, value: Any, hint: Any, key: str) -> tuple[Run, ...]:
    lang = here.lang
    if isinstance(value, Blank):
        return (Run(_blank(here, key, str(value), value)),)
    if isinstance(value, Words):
        return pair(here, value)
    if isinstance(value, Money):
        return (Run(money(value)),)
    if isinstance(value, Span):
        return (
            Run(
                told(SPANS[value.unit][0], lang) if key == "every" and value.count == 1 else span(value, lang)
            ),
        )
    if isinstance(value, date):
        return (Run(day_words(value, lang)),)
    if isinstance(value, tuple):
        return (Run(month_day(value, lang)),)
    if isinstance(value, bool):
        return (Run(worded(here.name, key, str(value).lower(), lang)),)
    if "hour" in kinds(hint):
        return (Run(f"{value}:00"),)
    if isinstance(value, int | float):
        whole = "share" in kinds(hint) or (key == "value" and getattr(here.clause, "of", None) is not None)
        return (Run(percent(value) if whole else number(value)),)
    return _text(here, str(value), hint, key)


def _text(here: Here, text: str, hint: Any, key: str) -> tuple[Run, ...]:
    found = kinds(hint)
    if "any" in found:
        return _bound(here, text, key)
    if text in words_of(hint):
        return (Run(_closed(here, key, text)),)
    if text in FACTS and key in ("fact", "waiver"):
        return (Run(fact_words(FACTS[text], here.lang)),)
    if "countries" in found and text in here.reading.terms.groups:
        members = list(here.reading.terms.groups[text])
        return _several(here, members, str, key, text)
    if "country" in found or "countries" in found:
        any_country = text == "any"
        return (Run(worded(here.name, key, text, here.lang) if any_country else nation(text, here.lang)),)
    if "moment" in found or key == "dated":
        return (Run(moment(text, here.lang)),)
    if entry := entry_runs(here, key, text):
        return entry
    if pair_of(here.name, key, text):
        return (Run(worded(here.name, key, text, here.lang)),)
    if "path" in found:
        return place_runs(here, text)
    if text in NATIONS:
        return (Run(nation(text, here.lang)),)
    if PATH.fullmatch(text) and "." in text and here.reading.places(text):
        return place_runs(here, text)
    if SPAN.fullmatch(text):
        return (Run(span(read_span(text), here.lang)),)
    if "name" in found or ("_" in text and ID.fullmatch(text)):
        return (own_name(here, text),)
    return text_runs(here, text)


def _closed(here: Here, key: str, word: str) -> str:
    measure = FACTS.get(f"measure.{word}") if pair_of(here.name, key, word) is None else None
    return fact_words(measure, here.lang) if measure else worded(here.name, key, word, here.lang)


def _bound(here: Here, text: str, key: str) -> tuple[Run, ...]:
    """A value whose kind depends on what it is compared with, or on the path it is written to."""
    measure = FACTS.get(f"measure.{getattr(here.clause, 'measure', '')}")
    bound = getattr(here.clause, "bound", None) if measure else None
    if measure is not None and bound is not None:
        return (Run(compared(measure, bound.operator, bound.bound, here.lang, nation)),)
    return raw(here, text, key)


def raw(here: Here, text: str, key: str = "") -> tuple[Run, ...]:
    """A value as a file writes it, in words by its form."""
    for pattern, write in _PLAIN:
        if pattern.fullmatch(text):
            return (Run(write(text, here.lang)),)
    if text in NATIONS:
        return (Run(nation(text, here.lang)),)
    if found := pair_of("", key, text):
        return (Run(told(found, here.lang)),)
    return text_runs(here, text.replace("_", " "))


_PLAIN: Final[tuple[tuple[re.Pattern[str], Callable[[str, str], str]], ...]] = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), moment),
    (COUNT, lambda text, _: number(read_count(text))),
    (SPAN, lambda text, lang: span(read_span(text), lang)),
    (MONEY, lambda text, _: money(read_money(text))),
)
"""How a value is written whose kind only its form tells."""


def entry_runs(here: Here, key: str, name: str) -> tuple[Run, ...]:
    """What the entry that a field names is called, leading to it."""
    for section in NAMED_IN.get(f"{here.name}.{key}", NAMED_IN.get(key, ())):
        entry = _entry(here, section, name)
        if entry is None:
            continue
        place, words = f"{section}.{name}", called(here, entry)
        if words:
            return _leading(words[0], place, entry)
        own = own_name(here, name)
        return (Run(own.text, own.lang, place),)
    return ()


def place_runs(here: Here, path: str) -> tuple[Run, ...]:
    """A path of the file: an entry that has words of its own by them, any other place as it is written."""
    section, _, name = path.partition(".")
    entry = _entry(here, section, name) if name in here.reading.names(section) else None
    words = called(here, entry) if entry is not None else ()
    return _leading(words[0], path, entry) if words else (Run(path, to=path),)


def _leading(words: Run, path: str, entry: Any) -> tuple[Run, ...]:
    """Words that lead to an entry; national law without a title stands in its article by its key."""
    if path.startswith("national_law.") and entry.title is None:
        return words, Run(" ("), Run(path, to=path), Run(")")
    return (Run(words.text, words.lang, path),)


def _entry(here: Here, section: str, name: str) -> Any:
    """An entry of a section by its name, as it is on the day; None where there is none."""
    entries = getattr(here.reading.terms, section)
    found = (
        entries.get(name)
        if isinstance(entries, dict)
        else next((each for each in entries if each.id == name), None)
    )
    return (found.on(here.reading.on) or found.entries[-1]) if isinstance(found, Dated) else found


def called(here: Here, clause: Any) -> tuple[Run, ...]:
    """What a clause is called in its own words: its title, or what it is about; nothing where it has none."""
    words = next((found for key in CALLED if isinstance(found := getattr(clause, key, None), Words)), None)
    return pair(here, words) if words else ()


def pair(here: Here, words: Words) -> tuple[Run, ...]:
    """A text in the language of the reader; one that is given once, marked with its own."""
    if words.en == words.es:
        return text_runs(here, words.en)
    return (Run(words.es if here.lang == "es" else words.en),)


def text_runs(here: Here, text: str, quoted: bool = False) -> tuple[Run, ...]:
    """A text that a file gives once: translated by the file, or marked with its language."""
    if CURRENCY.fullmatch(text):
        return (Run(text),)
    if not quoted and (words := here.reading.translated(text, here.lang)):
        return (Run(words),)
    lang = language_of(text, here.reading.terms.languages)
    return (Run(text, _other(lang, here), quoted=quoted),)


def named(here: Here, name: str) -> tuple[Run, ...]:
    """A name of the file in plain words; names are written in English, unless it is a word we know."""
    if name.isdigit():
        return (Run(name),)
    if found := pair_of("", "named", name):
        return (Run(told(found, here.lang)),)
    return (own_name(here, name),)


def own_name(here: Here, name: str) -> Run:
    """A name that a file makes itself: translated by the file, or as plain English words."""
    plain = name.replace("_", " ")
    words = here.reading.translated(plain, here.lang)
    return Run(words) if words else Run(plain, _other("en", here))


def _other(lang: str, here: Here) -> str:
    return "" if lang == here.lang else lang


def group_runs(here: Here, name: str) -> tuple[Run, ...]:
    """The name of a group of countries, after its members."""
    word = {"en": "group", "es": "grupo"}[here.lang]
    link = Run(f"{word} {own_name(here, name).text}", to=f"groups.{name}", cite=False)
    return Run(" ("), link, Run(")")
