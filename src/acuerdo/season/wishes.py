"""Lists that workers write themselves: orders first, orders deleted, at most so many."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from acuerdo.agreement.faults import Fault, Unreadable, did_you_mean
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.reading.text import Document
from acuerdo.agreement.reading.text import Path as Place
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.values import Count, OneOf, Text
from acuerdo.matching.market import UNMATCHED
from acuerdo.season.ranking import Lists

MOST_LISTS = 500
"""Lists of their own that workers may write in one file: each takes about a megabyte of memory to match."""


class Wish(BaseModel):
    """What one worker changes in the default list.

    Fields:
        worker: the number of the worker, as in the table of workers.
        first: cases that the worker wants before all others, in this order.
        without: cases that the worker does not want.
        most: how many orders the list has at most.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    worker: Count
    first: list[Text] = []
    without: list[Text] = []
    most: Count | None = None


class WishFile(BaseModel):
    """A file of lists."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Annotated[str, OneOf("1")]
    lists: Annotated[list[Wish], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Wishes:
    """Lists whose workers and cases are all known; the case of an order is its position in the table."""

    lists: tuple[Wish, ...]
    order: dict[str, int]


def read_wishes(path: Path, people: int, table: pl.DataFrame) -> Wishes:
    """Read the lists that workers wrote.

    Args:
        path: a YAML file: `format: 1`, and `lists`, each with `worker`, and `first`, `without` or `most`.
        people: how many workers there are.
        table: the job orders.

    Raises:
        Unreadable: with every fault of the file, each with its line.
    """
    document = load(path)
    read = typed(WishFile, document)
    order = {case: at for at, case in enumerate(table["case"])}
    faults = list(_faults(document, read, people, order))
    if faults:
        raise Unreadable(faults)
    return Wishes(tuple(read.lists), order)


def listed(
    wishes: Wishes,
    wanted: Lists,
    named_by: NDArray[np.int64],
    admitted: NDArray[np.bool_],
) -> Lists:
    """The lists of everybody, with a kind of its own for whoever wrote one.

    The default list of a worker begins with the order whose employer names the worker. Orders that take no
    workers are left out, also those a worker put first.
    """
    kind, own, ranked = wanted.kind.copy(), wanted.own.copy(), list(wanted.ranked)
    for wish in wishes.lists:
        default = wanted.ranked[wanted.kind[wish.worker]]
        named = named_by[wish.worker]
        first = [wishes.order[case] for case in wish.first]
        ahead = [*first, *([int(named)] if named != UNMATCHED else [])]
        every = np.array(list(dict.fromkeys([*ahead, *default.tolist()])), np.int64)
        without = np.array([wishes.order[case] for case in wish.without], np.int64)
        kept = every[admitted[every] & ~np.isin(every, without)]
        kind[wish.worker], own[wish.worker] = len(ranked), True
        ranked.append(kept[: wish.most])
    return Lists(kind, ranked, own)


def _faults(document: Document, read: WishFile, people: int, order: dict[str, int]) -> Iterator[Fault]:
    if len(read.lists) > MOST_LISTS:
        problem = f"{len(read.lists):,} lists, where a file holds at most {MOST_LISTS:,}"
        yield document.fault(("lists",), problem, "leave out those that change nothing that matters")
    told: set[int] = set()
    for at, wish in enumerate(read.lists):
        place: Place = ("lists", at)
        if wish.worker >= people:
            problem = f"there is no worker {wish.worker:,}; they are numbered 0 to {people - 1:,}"
            yield document.fault((*place, "worker"), problem)
        if wish.worker in told:
            yield document.fault((*place, "worker"), f"worker {wish.worker:,} has a list already")
        told.add(wish.worker)
        if not wish.first and not wish.without and wish.most is None:
            yield document.fault(place, "changes nothing", "give `first`, `without` or `most`")
        yield from _faults_of_cases(document, place, wish, order)


def _faults_of_cases(document: Document, place: Place, wish: Wish, order: dict[str, int]) -> Iterator[Fault]:
    named: set[str] = set()
    for field in ("first", "without"):
        for at, case in enumerate(getattr(wish, field)):
            if case not in order:
                hint = did_you_mean(case, tuple(order))
                yield document.fault((*place, field, at), f"no job order has the case number {case}", hint)
            elif case in named:
                yield document.fault((*place, field, at), f"{case} is named twice in one list")
            named.add(case)
