"""The history of a text: its amendments, when they were public and in force, and what they change."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from acuerdo.agreement.clauses.amendment import Amendment

from .codes import worded
from .here import Here
from .labels import label
from .nodes import Article, Pieces, Run, Said, Table
from .saying import entry_runs, named, place_runs, raw, said
from .tongue import day
from .walking import ABOUT, heading_of, inside
from .wording import spoken


def amendments(here: Here, title: tuple[Run, ...]) -> Article:
    """The later instruments that were public by the day: when, and what they change."""
    reading, lang = here.reading, here.lang
    known = reading.known or reading.on
    rows = []
    for at, each in enumerate(reading.terms.amendments):
        if each.announced > known and (reading.known is not None or each.in_force > reading.on):
            continue
        node: Any = reading.tree
        inner = inside(here, each, node["amendments"][at], ("amendments", at), "Terms.amendments")
        later = f" ({spoken('change.later', lang)})" if each.in_force > reading.on else ""
        reaches = worded("Amendment", "applies_to", each.applies_to, lang)
        given = inner if "applies_to" in each.model_fields_set else replace(inner, src="")
        rows.append(
            (
                (_amendment_name(inner, each),),
                ((_said(inner, Run(day(each.announced, lang))),),),
                ((_said(inner, Run(day(each.in_force, lang) + later)),),),
                ((_said(given, Run(reaches)),),),
                tuple(_changes(inner, each)),
            )
        )
    heads = tuple(spoken(key, lang) for key in ("amendment", "announced", "in_force", "reach", "changed"))
    return Article(("amendments",), title, table=Table(heads, tuple(rows)))


def _amendment_name(here: Here, amendment: Amendment) -> Pieces:
    by = (Run(f" – {spoken('change.by', here.lang)}"), said(here, "by")) if amendment.by else ()
    return (*heading_of(here, amendment, amendment.id), *by)


def _changes(here: Here, amendment: Amendment) -> Iterator[Pieces]:
    """What an amendment changes, place by place, and what it repeats unchanged."""
    for change in amendment.changes:
        place = place_runs(here, change.at)
        at = replace(here, src=change.src or here.src, basis=change.basis or here.basis)
        if change.end:
            yield *place, _said(at, Run(spoken("change.end", here.lang)))
            continue
        verb, value = ("add", change.add) if change.set_ is None else ("set", change.set_)
        yield *place, Run(spoken(f"change.{verb}", here.lang)), _said(at, *written(here, value))
    for path in amendment.reaffirms:
        yield Run(spoken("change.reaffirms", here.lang)), _said(here, *place_runs(here, path))


def _said(here: Here, *runs: Run) -> Said:
    """Words of an amendment, with its source."""
    return Said(runs, "", (), here.src, here.basis, value=False)


def written(here: Here, value: Any) -> tuple[Run, ...]:
    """What an amendment writes, in short: the text of the day says it in full."""
    if isinstance(value, list):
        parts = [run for item in value for run in (Run(", "), *written(here, item))]
        return tuple(parts[1:])
    if isinstance(value, dict):
        name = value.get("id") or value.get("name")
        if isinstance(name, str):
            return named(here, name)
        own = {key: item for key, item in value.items() if key not in ABOUT}
        if list(own) == ["value"] and isinstance(own["value"], str):
            return entry_runs(here, "value", own["value"]) or raw(here, own["value"])
        parts = [
            run
            for key, item in own.items()
            for run in (Run("; "), Run(f"{label('', key, here.lang).lower()}: "), *written(here, item))
        ]
        return tuple(parts[1:])
    return raw(here, str(value))
