"""Answers as tables: one row a claim, and one row a world of each side."""

from collections.abc import Sequence

import polars as pl

from acuerdo.simulate.claims.changing import FITTED, OFF
from acuerdo.simulate.claims.experiments import Answer
from acuerdo.simulate.claims.reading import Claim
from acuerdo.simulate.claims.verdicts import interval, judged


def claims(told: Sequence[Claim], answers: Sequence[Answer]) -> pl.DataFrame:
    """All claims in the order of the sources, in both languages; what is not asked is null."""
    by_number = {each.claim.number: each for each in answers}
    rows = []
    for claim in told:
        asked, answer = claim.experiment, by_number.get(claim.number)
        free = interval(answer.effects[FITTED]) if answer else (None, None, None)
        off = interval(answer.effects[OFF]) if answer else (None, None, None)
        rows.append(
            {
                "claim": claim.number,
                "title_en": claim.title["en"],
                "title_es": claim.title["es"],
                "words": claim.words,
                "src": claim.src,
                "assigned": claim.assigned,
                "because_en": claim.because["en"],
                "because_es": claim.because["es"],
                "cause_en": asked.cause["en"] if asked else None,
                "cause_es": asked.cause["es"] if asked else None,
                "outcome": asked.outcome if asked else None,
                "wants": asked.wants if asked else None,
                "least": asked.least if asked else None,
                **dict(zip(("low", "median", "high"), free, strict=True)),
                **dict(zip(("off_low", "off_median", "off_high"), off, strict=True)),
                "verdict": answer.verdict if answer else None,
                "mechanism_known": answer.known if answer else None,
                "evidence": answer.evidence if answer else None,
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)


def effects(answers: Sequence[Answer]) -> pl.DataFrame:
    """Relative changes: columns claim, side, judged (what the worlds of the side say), world, effect."""
    rows = [
        (answer.claim.number, side, judged(found, asked.wants, asked.least), world, value)
        for answer in answers
        if (asked := answer.claim.experiment)
        for side, found in answer.effects.items()
        for world, value in enumerate(found.tolist(), 1)
    ]
    columns = {
        "claim": pl.Int32,
        "side": pl.String,
        "judged": pl.String,
        "world": pl.Int32,
        "effect": pl.Float64,
    }
    return pl.DataFrame(rows, columns, orient="row")
