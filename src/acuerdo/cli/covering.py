"""What a text answers of a model as a person reads it, in English or Spanish, and as programs do."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import click

from acuerdo.agreement.clauses.base import BASIS_WORDS, LANGUAGES, Words
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.coverage import STATES, Answer, Covering, Model, tally
from acuerdo.agreement.reading.files import printable
from acuerdo.cli.shell import paint

LONGEST = 60
"""The longest words of a clause that are shown, in characters (layout, no legal meaning)."""

WORDS = {
    "working": ("working", "operativa"),
    "silent": ("silent", "con silencios"),
    "words_only": ("words only", "solo texto"),
    "empty": ("empty", "sin cláusula"),
    "against": ("{id}, held against: {model}", "{id}, frente a: {model}"),
    "on": ("on {day}", "al {day}"),
    "tally": (
        "{answered} of {all} {unit} answered: working clause {working}, silent {silent};"
        " only mentioned {words_only}, empty {empty}",
        "{answered} de {all} {unit} con respuesta: cláusula operativa {working}, con silencios {silent};"
        " solo mencionados {words_only}, sin cláusula {empty}",
    ),
    "decide": ("values {values}, deciding {deciding}", "valores {values}, deciden {deciding}"),
    "not stated": ("not stated {n}", "no se indican {n}"),
    "answered": ("answered", "con respuesta"),
    "working clause": ("with a working clause", "con cláusula operativa"),
    **BASIS_WORDS,
}
"""Every word that is said around the clauses."""

MARKS = {"working": ("w", "o"), "silent": ("s", "s"), "words_only": ("t", "t"), "empty": ("–", "–")}
"""How a state stands in a table: a letter, so that no colour is needed."""


@dataclass(frozen=True, slots=True)
class Covered:
    """One agreement and what it answers."""

    file: Path
    text: Agreement
    answers: Sequence[Answer]


def say(model: Model, found: Covered, on: date | None, lang: str) -> None:
    """Print what one text answers, article by article, with the clauses of each."""
    at = LANGUAGES.index(lang)
    click.echo(paint(_in(found.text.terms.title, at), bold=True))
    click.echo(f"  {_against(model, found, at)}{_on(on, at)}")
    click.echo(f"  {_tally(model, found, at)}")
    states = max(len(WORDS[state][at]) for state in STATES)
    paths = max((len(each.path) for answer in found.answers for each in answer.clauses), default=0)
    for answer in found.answers:
        heading = f"{_number(answer)}  {_in(answer.title, at)}"
        click.echo(f"{paint(heading, bold=True)}: {WORDS[answer.state][at]}")
        for each in answer.clauses:
            said = f"  {paint(_cut(each.said, at), dim=True)}" if each.said else ""
            click.echo(f"    {WORDS[each.state][at]:<{states}}  {each.path:<{paths}}  {_how(each, at)}{said}")


def say_table(model: Model, found: Sequence[Covered], on: date | None, lang: str) -> None:
    """Print a table of articles by texts, each cell a letter, and what the letters mean."""
    at = LANGUAGES.index(lang)
    click.echo(f"{paint(_in(model.title, at), bold=True)}{_on(on, at)}")
    heads = [f"[{number}]" for number in range(1, len(found) + 1)]
    longest = max(len(each.text.id) for each in found)
    for head, each in zip(heads, found, strict=True):
        click.echo(f"  {head:<{len(heads[-1])}} {each.text.id:<{longest}}  {printable(each.file)}")
    rows = [
        (_number(answers[0]), _in(answers[0].title, at), [MARKS[answer.state][at] for answer in answers])
        for answers in zip(*(each.answers for each in found), strict=True)
    ]
    tallies = [tally(each.answers) for each in found]
    rows += [
        ("", WORDS["working clause"][at], [str(each["working"]) for each in tallies]),
        ("", WORDS["answered"][at], [str(each["answered"]) for each in tallies]),
    ]
    wide = max(len(title) for _, title, _ in rows)
    for number, title, cells in [("", "", heads), *rows]:
        marks = " ".join(f"{cell:>{len(head)}}" for cell, head in zip(cells, heads, strict=True))
        click.echo(f"{number:>4}  {title:<{wide}}  {marks}")
    click.echo(", ".join(f"{MARKS[state][at]} {WORDS[state][at]}" for state in STATES))


def record(model: Model, found: Sequence[Covered], on: date | None) -> dict[str, object]:
    """The same for programs, with the paths that are not stated."""
    return {
        "model": model.id,
        "title": model.title.model_dump(),
        "on": on,
        "agreements": [
            {
                "file": printable(each.file),
                "id": each.text.id,
                "title": each.text.terms.title.model_dump(),
                "of": len(each.answers),
                **tally(each.answers),
                "articles": [_article(answer) for answer in each.answers],
            }
            for each in found
        ],
    }


def _article(answer: Answer) -> dict[str, object]:
    return {
        "tag": answer.tag,
        "title": answer.title.model_dump(),
        "state": answer.state,
        "clauses": [
            {**asdict(each), "said": each.said.model_dump() if each.said else None} for each in answer.clauses
        ],
    }


def _against(model: Model, found: Covered, at: int) -> str:
    return WORDS["against"][at].format(id=found.text.id, model=_in(model.title, at))


def _on(on: date | None, at: int) -> str:
    return f", {WORDS['on'][at].format(day=on)}" if on else ""


def _tally(model: Model, found: Covered, at: int) -> str:
    counted = tally(found.answers)
    return WORDS["tally"][at].format(all=len(found.answers), unit=_in(model.unit, at), **counted)


def _how(each: Covering, at: int) -> str:
    told = [WORDS["decide"][at].format(deciding=each.deciding, values=each.values)]
    if each.silences:
        told.append(WORDS["not stated"][at].format(n=len(each.silences)))
    return f"{', '.join(told)}  [{WORDS[each.basis][at]}]"


def _number(answer: Answer) -> str:
    return answer.tag.rpartition(".")[2]


def _in(words: Words, at: int) -> str:
    return (words.en, words.es)[at]


def _cut(words: Words, at: int) -> str:
    text = _in(words, at)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
