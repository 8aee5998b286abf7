"""What a report needs of a season: its names and its result tables."""

from dataclasses import dataclass
from typing import Final

import polars as pl

COLUMNS: Final = {
    "assumptions": "path value unit basis src why",
    "values": "path value basis src executed",
    "orders": "case employer state occupation crop starts ends status places answer reason filled permits"
    " unfilled_reason",
    "workers": "worker state sex age schooling returning outcome reason order_state entry turn",
    "reasons": "reason en es clause basis",
    "rests_on": "basis people",
    "caps": "path period places granted set_aside",
    "fairness": "trait group eligible matched permits",
    "decided": "code clause people",
    "price": "match matched at_most mean_list_place first_on_list blocking",
    "rounds": "day sought matched kept stayed_away",
    "costs": "cap matched gained lost better worse",
}
"""The columns of each table of a season, at least."""


@dataclass(frozen=True)
class Season:
    """What a report needs of a season: its names and its result tables.

    A place counts as filled when a worker is matched with it, whether or not a permit follows.
    """

    title: str
    agreement_id: str
    agreement_title: str
    plan_title: str | None
    hypothetical: bool
    state: str
    """Where the agreement stands in its life, such as `shelved`."""
    assumptions: pl.DataFrame
    """What the plan assumes: path, value, unit (or null), basis, src, why."""
    values: pl.DataFrame
    """Every value of the text the season read: path, value, basis, src, executed (bool)."""
    orders: pl.DataFrame
    """Job orders: case, employer, state (USPS code or null), occupation, crop, starts, ends, status, places,
    answer (yes, no, needs_evidence), reason (id, '' if yes), filled, permits,
    unfilled_reason ('' if full)."""
    workers: pl.DataFrame
    """Applicants: worker, state (INEGI code), sex (F, M), age (years), schooling, returning (bool), outcome
    (permit, queued, refused, no_place, not_eligible, needs_evidence), reason (id), order_state (USPS code of
    the order matched, or null), entry (date or null), turn."""
    reasons: pl.DataFrame
    """Words for every reason: reason (id), en, es, clause, basis."""
    facts: list[tuple[str, str]]
    """Headline facts, worded: label, value."""
    rests_on: pl.DataFrame
    """Outcomes by the evidence of the clause that decided them: basis, people."""
    not_executed: list[tuple[str, str]]
    """Clauses not applied: path, why."""
    sources: list[tuple[str, str, str]]
    """Sources: id, title, kind."""
    caps: pl.DataFrame
    """Caps: path, period (`2017-03` for a month), places (null: no limit), granted, set_aside (or null)."""
    fairness: pl.DataFrame
    """People by trait (all, returning, sex, age, state) and group: eligible, matched, permits."""
    decided: pl.DataFrame
    """What decided for workers: code, clause, people."""
    rounds: pl.DataFrame
    """The rounds held: day (null where all is known at once), and how many sought an order, were matched, got
    places kept for some, and then stayed away."""
    price: pl.DataFrame
    """Matches of the same market (stable, welfare, most); empty where nobody asked for the price."""
    costs: pl.DataFrame
    """What each full cap costs, `all` of them together; empty where nobody asked or none is full."""
    rows: dict[str, int]
    """What became of the rows of the file of orders: rows_read, joint_rows, rejected_rows."""
    faults: list[tuple[int, str, str, str]]
    """Rows not understood: line, column, found, problem."""

    def __post_init__(self) -> None:
        """Refuse tables that lack a column, all named at once."""
        lacking = [
            f"{table}.{column}"
            for table, columns in COLUMNS.items()
            for column in columns.split()
            if column not in getattr(self, table).columns
        ]
        if lacking:
            raise ValueError(f"a season lacks {', '.join(lacking)}")
