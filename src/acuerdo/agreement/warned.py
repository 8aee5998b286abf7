"""What a text may say and probably does not mean."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from pydantic import BaseModel

from acuerdo.agreement.clauses.base import Clause, Dated
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.faults import Fault, alike
from acuerdo.agreement.parts import every
from acuerdo.agreement.paths import written
from acuerdo.agreement.reading.text import Path
from acuerdo.agreement.values import NONE


def warnings(agreement: Agreement) -> list[Fault]:
    """What is allowed and probably not meant."""
    terms, document = agreement.terms, agreement.document
    found = [
        document.fault(
            path,
            f"{written(path)} does not say what happens to unused places",
            "unused: lapse, carry, spill or not_stated",
        )
        for path, cap in every(agreement, Cap)
        if path[0] == "pathways" and cap.count is not NONE and cap.unused is None
    ]
    for name, pathway in terms.pathways.items():
        if pathway.cap and pathway.allocation is None and any(cap.count is not NONE for cap in pathway.cap):
            found.append(
                document.fault(
                    ("pathways", name),
                    f"pathways.{name} has a cap and no allocation",
                    "allocation: {order: ...} says who gets the places",
                )
            )
    if terms.returns and terms.children is None:
        found.append(
            document.fault(
                ("returns",),
                "returns without a clause on children",
                "children: {screening: ..., transfer_to_care: ...}",
            )
        )
    return alike([*found, *_gaps(agreement), *_one_language(agreement)])


def _one_language(agreement: Agreement) -> Iterator[Fault]:
    """Remarks that a reader of the other language finds in a language not theirs."""
    terms = agreement.terms
    told = {words for each in terms.translations for words in (each.en, each.es)}
    alone = [
        (*path, "note")
        for path, part in every(agreement, Clause)
        if part.note and part.note not in told and path[:1] != ("sources",)
    ]
    if len(terms.languages) > 1 and alone:
        many = f"{len(alone)} remarks are in one language only, the first of them this"
        problem = many if len(alone) > 1 else "this remark is in one language only"
        yield agreement.document.fault(alone[0], problem, "translations: [{en: ..., es: ...}]")


def _gaps(agreement: Agreement) -> Iterator[Fault]:
    """A single day between two entries of a clause, on which neither holds."""
    for path, entries in _dated(agreement):
        for at, (one, following) in enumerate(pairwise(entries)):
            if one.until and following.from_ and following.from_ - one.until == timedelta(1):
                problem = f"on {one.until} neither this entry holds nor the next"
                hint = f"until: {following.from_}, the first day it no longer holds, or leave it out"
                yield agreement.document.fault((*path, at, "until"), problem, hint)


def _dated(agreement: Agreement) -> Iterator[tuple[Path, list[Clause]]]:
    """Every clause whose entries follow each other in time, with its path."""
    for path, part in every(agreement, BaseModel):
        for field in type(part).model_fields:
            value = getattr(part, field)
            if isinstance(value, Dated):
                yield (*path, field), list(value)
            elif isinstance(value, dict):
                yield from (
                    ((*path, field, name), list(each))
                    for name, each in value.items()
                    if isinstance(each, Dated)
                )
