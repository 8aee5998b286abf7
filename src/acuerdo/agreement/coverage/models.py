"""Models: lists of articles that a text can be held against, each kept in a file of `lists`."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated

from acuerdo.agreement.clauses.base import Clause, Title, Words
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.faults import Fault, near, shown
from acuerdo.agreement.parts import every
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.terms import SourceEntry
from acuerdo.agreement.values import Id, OneOf

MODELS = ("r86", "gcm", "five-points")
LISTS = Path(__file__).with_name("lists")


class Article(Clause):
    """One article, objective or point of a model."""

    title: Title


class Model(Clause):
    """A list of articles that a text can be held against.

    Fields:
        unit: what its articles are called, several of them.
        articles: by number.
    """

    format: Annotated[str, OneOf("1")]
    id: Id
    title: Title
    unit: Title
    sources: dict[Id, SourceEntry]
    articles: dict[Id, Article]

    def tags(self) -> Iterator[tuple[str, Words]]:
        """Each article as clauses name it in `covers`, such as `r86.12`, with its title."""
        for number, article in self.articles.items():
            yield f"{self.id}.{number}", article.title


@cache
def model(name: str) -> Model:
    """A model by its name, one of `MODELS`."""
    return typed(Model, load(LISTS / f"{name}.yaml"))


def covers(agreement: Agreement) -> Iterator[Fault]:
    """Tags of clauses that name no model, or no article of it."""
    for path, clause in every(agreement, Clause):
        for at, tag in enumerate(clause.covers):
            if tag not in _tags():
                problem = f"{shown(tag)} is not an article of a model"
                yield agreement.document.fault((*path, "covers", at), problem, _hint(tag))


@cache
def _tags() -> tuple[str, ...]:
    return tuple(tag for name in MODELS for tag, _ in model(name).tags())


def _hint(tag: str) -> str:
    name, _, number = tag.partition(".")
    meant = near(name, MODELS)
    if not meant:
        return f"write MODEL.NUMBER, with one of {', '.join(MODELS)}"
    if number in model(meant).articles:
        return f"did you mean {meant}.{number}?"
    numbers = list(model(meant).articles)
    return f"{meant} goes from {meant}.{numbers[0]} to {meant}.{numbers[-1]}"
