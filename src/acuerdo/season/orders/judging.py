"""What is wrong with a job order, and whether the row can still be used.

A row is rejected only if it cannot be counted: no case number, a status, decision date or number of places
certified that cannot be read, a case number already taken, a sub-case without its primary case. Every other
cell that is odd is null in the table, and reported.

A blank is reported only where places were certified: the department leaves cells of withdrawn and denied
cases blank as a matter of course. Text that cannot be read is reported everywhere. An employer's state may be
blank (employers abroad have none), and a column that a layout does not have is no fault of its rows.
"""

from dataclasses import dataclass

import polars as pl

from acuerdo.season.orders.cells import (
    LEAST_PAY_HOUR,
    MOST_HOURS_WEEK,
    MOST_PAY_HOUR,
    MOST_YEARS_FROM_DECISION,
    said,
)


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong with the cell in a standard column; `wrong` is true where it is."""

    column: str
    wrong: pl.Expr
    problem: str


_DAY = "not a date written as 2017-05-01"
_STATE = "not a US state or territory"
_COUNT = "not a whole number of people"
_GRANTED, _PRIMARY = pl.col("granted"), ~pl.col("sub")
_REQUIRED, _MONTHS = pl.col("experience_required"), pl.col("months_stated")


def _blank(name: str) -> Check:
    return Check(name, _GRANTED & said(name).is_null(), "blank")


def _unread(name: str, problem: str, value: str = "") -> Check:
    return Check(name, said(name).is_not_null() & pl.col(value or name).is_null(), problem)


def _far(name: str) -> Check:
    far = pl.col(f"{name}_stated").is_not_null() & pl.col(name).is_null() & ~pl.col("backwards")
    return Check(name, far, f"more than {MOST_YEARS_FROM_DECISION} years from the decision")


REJECTING = (
    Check("case", said("case").is_null(), "no case number"),
    Check("part", ~said("part").str.to_uppercase().is_in(["PRI", "SUB"]).fill_null(False), "not PRI or SUB"),
    Check("visa", said("visa").str.to_uppercase().ne_missing(pl.col("visa")), "not this layout's visa class"),
    Check("status", _PRIMARY & pl.col("status").is_null(), "not a status this layout knows"),
    Check("decided", _PRIMARY & pl.col("decided").is_null(), _DAY),
    Check("places", _PRIMARY & _GRANTED & pl.col("places_stated").is_null(), _COUNT),
)
"""What rejects a row by itself. Of a sub-case only the case number counts: the rest is its primary case's."""

TWICE = Check("case", ~pl.col("case").is_first_distinct(), "the primary case of an earlier line, again")
"""What rejects a primary case among the others."""


def orphan(primary: pl.Series) -> Check:
    """What rejects a sub-case: the places of its order would be counted nowhere."""
    lost = ~pl.col("case").is_in(primary.implode())
    return Check("case", lost, "a sub-case whose primary case is missing from the file or rejected")


REMARKS = (
    *map(_blank, ("received", "employer", "organization", "job_title", "soc", "occupation", "crop")),
    *map(_blank, ("places_requested", "hours_week", "pay", "pay_unit", "county", "state", "starts", "ends")),
    _blank("experience_required"),
    _unread("received", _DAY),
    *(_unread(name, _DAY, f"{name}_stated") for name in ("starts", "ends")),
    *(_far(name) for name in ("starts", "ends")),
    Check("ends", pl.col("backwards"), "work ends before it starts"),
    *(_unread(name, _STATE) for name in ("employer_state", "state")),
    _unread("county", "not the name of a county"),
    _unread("soc", "not an occupation code written as 45-2092"),
    _unread("places_requested", _COUNT),
    Check(
        "places",
        ~_GRANTED & said("places").is_not_null() & (pl.col("places_stated") != 0).fill_null(True),
        "places in a case not certified: read as 0",
    ),
    _unread("hours_week", f"hours a week must be more than 0 and at most {MOST_HOURS_WEEK:.0f}"),
    _unread("pay", "not an amount of money above 0"),
    _unread("pay_unit", "not a unit of pay this layout knows"),
    Check(
        "pay",
        pl.col("pay_hour").is_not_null() & pl.col("pay_cents_hour").is_null(),
        f"with its unit and hours, not between {LEAST_PAY_HOUR:.0f} and {MOST_PAY_HOUR:.0f} USD an hour",
    ),
    Check("experience_required", ~_REQUIRED.is_in(["Y", "N"]), "neither Y nor N"),
    Check(
        "experience_months",
        (_REQUIRED == "Y") & _GRANTED & said("experience_months").is_null(),
        "experience is required, but not said how long",
    ),
    Check(
        "experience_months",
        (_REQUIRED == "Y") & said("experience_months").is_not_null() & _MONTHS.is_null(),
        "not a whole number of months",
    ),
    Check(
        "experience_months",
        (_REQUIRED == "N") & said("experience_months").is_not_null() & (_MONTHS != 0).fill_null(True),
        "months of experience where none is required: read as 0",
    ),
)
"""What is reported of a row that is kept."""
