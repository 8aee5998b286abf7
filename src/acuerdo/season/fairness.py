"""How evenly a season served: who was matched and who got a permit, of those who were eligible, by group."""

from typing import Final

import polars as pl

AGES: Final = (18, 25, 35, 45, 55, 65)
"""Where a group of ages begins, in years."""

TRAITS: Final = ("returning", "sex", "age", "state")
"""What people are grouped by. None of these decides who gets a place, but for a set-aside that says so."""

NOT_ELIGIBLE: Final = ("not_eligible", "needs_evidence")


def fairness(workers: pl.DataFrame) -> pl.DataFrame:
    """Count those who were eligible, matched and given a permit in each group.

    Args:
        workers: the table of a season: state, sex, age, returning, outcome, case (null without a match).

    Returns:
        trait (one of TRAITS, and `all`), group (the code of a state, F or M, the first age of a group, `true`
        for who returns), eligible, matched, permits; the shares of the eligible matched_share and
        permits_share, null where nobody was eligible. Groups of each trait in the order of their codes.
    """
    age = pl.col("age")
    begins = pl.max_horizontal(pl.when(age >= least).then(least) for least in AGES)
    groups = {
        "all": pl.lit(""),
        "returning": pl.col("returning").cast(pl.String),
        "sex": pl.col("sex").cast(pl.String),
        "age": pl.when(age.is_not_null()).then(begins.fill_null(0)).cast(pl.String),
        "state": pl.col("state").cast(pl.Int64).cast(pl.String).str.zfill(2),
    }
    eligible = ~pl.col("outcome").is_in(NOT_ELIGIBLE)
    counts = (
        eligible.sum().cast(pl.Int64).alias("eligible"),
        (eligible & pl.col("case").is_not_null()).sum().cast(pl.Int64).alias("matched"),
        (pl.col("outcome") == "permit").sum().cast(pl.Int64).alias("permits"),
    )
    parts = [
        workers.group_by(by.fill_null("").alias("group"))
        .agg(*counts)
        .sort("group")
        .select(pl.lit(trait).alias("trait"), "group", "eligible", "matched", "permits")
        for trait, by in groups.items()
    ]
    return pl.concat(parts).with_columns(
        pl.when(pl.col("eligible") > 0).then(pl.col(name) / pl.col("eligible")).alias(f"{name}_share")
        for name in ("matched", "permits")
    )
