"""Figures that a season is given beside its text, each with its unit, basis, source and reason."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from acuerdo.agreement.clauses.base import BASES, Words
from acuerdo.agreement.values import Count, OneOf, Text


class Known(BaseModel):
    """How a figure is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Text
    basis: Annotated[str, OneOf(*BASES)]
    src: Text
    why: Words


class GivenCount(Known):
    """A whole number, 0 or more."""

    value: Count


@dataclass(frozen=True, slots=True)
class Given:
    """One figure that a season was played with, as a report tells it."""

    at: str
    value: str
    unit: str
    basis: str
    src: str
    why: Words


def given(at: str, value: object, known: Known) -> Given:
    """A figure of a file, named by its place."""
    return Given(at, str(value), known.unit, known.basis, known.src, known.why)
