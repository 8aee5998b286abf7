"""The results of a season as tables: about orders, workers, caps, reasons and values."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from acuerdo.agreement.clauses.base import BASES
from acuerdo.agreement.clauses.cap import Cap
from acuerdo.agreement.clauses.criteria import YES
from acuerdo.agreement.plan import Assumption
from acuerdo.agreement.provenance import Value
from acuerdo.agreement.terms import Terms
from acuerdo.matching.market import UNMATCHED
from acuerdo.population.pool import SCHOOLING, SEXES
from acuerdo.population.trades import trade_of, trades
from acuerdo.season.deciding import days
from acuerdo.season.fairness import fairness
from acuerdo.season.holding import within_stay
from acuerdo.season.permits import NO_PLACE, OUTCOMES, PERMIT
from acuerdo.season.playing import Season
from acuerdo.season.wording import words_of

ANSWERS = ("no", "needs_evidence", "yes")

NOT_APPLIED: dict[str, tuple[str, str]] = {
    "stay.absence_between": (
        "the pool does not say when the last stay ended",
        "el grupo no indica cuándo terminó la última estancia",
    ),
    "stay.renewals": ("a season is one stay", "una temporada es una sola estancia"),
    "stay.grace_after": ("departures are not played", "las salidas no se simulan"),
    "stay.total_max": ("a season is one stay", "una temporada es una sola estancia"),
    "circularity.multiple_entry": ("a season is one entry", "una temporada es una sola entrada"),
    "circularity.return_bonus": ("pay is not played", "los pagos no se simulan"),
    "circularity.return_check": ("departures are not played", "las salidas no se simulan"),
    "circularity.penalty": ("departures are not played", "las salidas no se simulan"),
    "portability": ("a season is one employer", "una temporada es un solo empleador"),
    "family": (
        "the pool holds workers without their families",
        "el grupo tiene personas trabajadoras sin sus familias",
    ),
    "labour_market_test.recruit_until": (
        "the orders do not say who was hired later",
        "las ofertas no indican a quién se contrató después",
    ),
    "fee": ("payments are not played", "los pagos no se simulan"),
    "gives": (
        "what the permit gives afterwards is not played",
        "lo que el permiso da después no se simula",
    ),
    "lifts": ("limits of national law are not played", "los límites de la ley nacional no se simulan"),
}
"""Parts of a pathway that a rule executes elsewhere, and why a season does not."""


@dataclass(frozen=True, slots=True)
class Results:
    """Result tables, with the columns a report reads; counts are of people, orders or places."""

    orders: pl.DataFrame
    workers: pl.DataFrame
    reasons: pl.DataFrame
    caps: pl.DataFrame
    values: pl.DataFrame
    rests_on: pl.DataFrame
    assumptions: pl.DataFrame
    not_executed: list[tuple[str, str]]
    sources: list[tuple[str, str, str]]
    fairness: pl.DataFrame


def results(season: Season) -> Results:
    """Everything a season decided, as tables, with notes and titles in English; `in_language` for others."""
    workers, orders = _workers(season), _orders(season)
    reasons = _reasons(season, orders, workers)
    values = pl.DataFrame(
        [(row.path, row.value, row.basis, row.src, row.executed) for row in _read(season)],
        {"path": pl.String, "value": pl.String, "basis": pl.String, "src": pl.String, "executed": pl.Boolean},
        orient="row",
    )
    rests_on = _rests_on(season, workers, reasons)
    empty = pl.DataFrame()
    found = Results(
        orders, workers, reasons, _caps(season), values, rests_on, empty, [], [], fairness(workers)
    )
    return in_language(found, season, "en")


def in_language(found: Results, season: Season, lang: str) -> Results:
    """The same results with notes and titles in English (`en`) or Spanish (`es`)."""
    sources = season.text.agreement.terms.sources.items()
    return replace(
        found,
        assumptions=_assumptions(season, lang),
        not_executed=_not_executed(season, lang),
        sources=[(name, getattr(entry.title, lang), entry.kind) for name, entry in sources],
    )


def assumed(season: Season) -> list[Assumption]:
    """What the plan assumes of the pathway that was played."""
    every = season.text.plan.terms.assume if season.text.plan else []
    return [each for each in every if each.at.startswith(f"pathways.{season.pathway}.")]


def _rests_on(season: Season, workers: pl.DataFrame, reasons: pl.DataFrame) -> pl.DataFrame:
    """Outcomes of workers by the weaker of two bases: of the clause that decided them, and of the days of the
    order they were matched with; a permit is decided by the cap."""
    granted = words_of("permit", season.text, season.pathway)[3]
    days = season.orders.table.select("case", days_basis=pl.col("days_basis").fill_null(BASES[0]))
    return (
        workers.join(reasons.select("reason", "basis"), on="reason", how="left")
        .join(days, on="case", how="left")
        .with_columns(pl.col("basis").fill_null(granted), pl.col("days_basis").fill_null(BASES[0]))
        .with_columns(basis=pl.max_horizontal(_rank("basis"), _rank("days_basis")))
        .with_columns(pl.col("basis").replace_strict(dict(enumerate(BASES)), return_dtype=pl.String))
        .group_by("basis")
        .agg(pl.len().alias("people"))
        .sort("basis")
    )


def _rank(column: str) -> pl.Expr:
    ranks = {basis: rank for rank, basis in enumerate(BASES)}
    return pl.col(column).replace_strict(ranks, return_dtype=pl.Int8)


def _read(season: Season) -> list[Value]:
    return [row for row in season.text.rows if row.path.startswith(f"pathways.{season.pathway}.")]


def _workers(season: Season) -> pl.DataFrame:
    permits, pool = season.permits, season.pool
    worksite = season.orders.table["state"].to_list()
    cases = season.orders.table["case"].to_list()
    matched = season.order != UNMATCHED
    at = np.where(matched, season.order, len(cases))
    reason = np.array(permits.reasons)[permits.reason_of]
    wanted_from = np.array(
        [*season.orders.table["starts"].to_numpy().astype("datetime64[D]"), np.datetime64("NaT", "D")]
    )
    return pl.DataFrame(
        {
            "worker": np.arange(len(pool), dtype=np.int32),
            "state": pool.state,
            "sex": np.array(SEXES)[pool.sex],
            "age": pool.age_years,
            "schooling": np.array(SCHOOLING)[pool.schooling],
            "rural": pool.rural,
            "experience_months": pool.experience_months,
            "returning": pool.returning,
            "turn": season.turn.astype(np.int32),
            "outcome": np.array(OUTCOMES)[permits.outcome],
            "reason": reason,
            "case": pl.Series([*cases, None])[at],
            "order_state": pl.Series([*worksite, None])[at],
            "work_starts": wanted_from[at],
            "entry": permits.entry,
            "until": permits.until,
            "round": season.of_everybody(season.rounds.round, np.int16(-1)),
            "left_on": season.of_everybody(season.rounds.left_on, np.datetime64("NaT", "D")),
            "through_set_aside": permits.through.astype(np.int8),
        }
    )


def _fits_a_stay(season: Season) -> NDArray[np.bool_]:
    """Whether the work of each order, begun in time, ends within the longest stay."""
    terms, table = season.text.agreement.terms, season.orders.table
    begins = np.maximum(days(table["starts"]), days(table["decided"]))
    return within_stay(terms.pathways[season.pathway], terms, begins, days(table["ends"]))


def _orders(season: Season) -> pl.DataFrame:
    table, m = season.orders.table, season.orders.table.height
    admitted = season.decided.answer == YES
    filled = np.bincount(season.order[(season.order != UNMATCHED) & season.stayed], minlength=m)
    permits = np.bincount(season.order[(season.permits.outcome == PERMIT) & season.stayed], minlength=m)
    places = table["places"].to_numpy()
    required = table["experience_months"].fill_null(0).to_numpy()
    left = season.permits.outcome == NO_PLACE
    in_line = season.pool.experience_months[left | (season.order != UNMATCHED)]
    most = int(in_line.max()) if in_line.size else -1
    why = np.full(m, "", dtype=object)
    lost = np.flatnonzero((season.order != UNMATCHED) & (season.permits.outcome != PERMIT))
    why[season.order[lost]] = np.array(season.permits.reasons)[season.permits.reason_of[lost]]
    why[admitted & (filled < places)] = "no_worker_left"
    why[admitted & (filled < places) & (required > most)] = "no_worker_admissible"
    why[admitted & (filled < places) & ~_fits_a_stay(season)] = "longer_than_stay"
    reasons = np.array(season.decided.reasons)[season.decided.reason]
    why[~admitted] = reasons[~admitted]
    return table.select(
        "line",
        "case",
        "visa",
        "employer",
        "state",
        "occupation",
        "crop",
        "starts",
        "ends",
        "days_basis",
        "status",
        "places",
    ).with_columns(
        pl.Series("trade", [trades()[at].id for at in trade_of(table["soc"].to_list())], pl.String),
        pl.Series("answer", np.array(ANSWERS)[season.decided.answer]),
        pl.Series("reason", reasons),
        pl.Series("filled", filled.astype(np.int32)),
        pl.Series("permits", permits.astype(np.int32)),
        pl.Series("unfilled_reason", why.tolist(), pl.String),
    )


def _reasons(season: Season, orders: pl.DataFrame, workers: pl.DataFrame) -> pl.DataFrame:
    found = {*orders["reason"], *orders["unfilled_reason"], *workers["reason"]} - {""}
    rows = [(reason, *words_of(reason, season.text, season.pathway)) for reason in sorted(found)]
    kinds = dict.fromkeys(("reason", "en", "es", "clause", "basis"), pl.String)
    return pl.DataFrame(rows, kinds, orient="row")


def _caps(season: Season) -> pl.DataFrame:
    """Places and people under each cap and set-aside; a period is named by its first day."""
    rows: list[tuple[str, str, int | None, int, str | None]] = []
    for (path, begins), used in sorted(season.permits.ledger.used.items()):
        terms = season.permits.terms[path, begins]
        pathway = terms.pathways[season.pathway]
        asides = {
            aside.name: aside for aside in (pathway.allocation.set_asides if pathway.allocation else [])
        }
        aside = asides.get(path.rpartition(".set_asides.")[2])
        dated = pathway.cap if path.startswith("pathways.") else terms.caps[path.removeprefix("caps.")]
        cap = dated.on(begins) if dated else None
        places = cap.count if cap and isinstance(cap.count, int) else None
        kept = aside.places(places) if aside is not None and places is not None else places
        name = _short(path, season.pathway).partition(".set_asides.")[0].replace("allocation", "cap")
        rows.append((name, _period(cap, begins), kept, used, aside.name if aside else None))
    kinds = {
        "path": pl.String,
        "period": pl.String,
        "places": pl.Int64,
        "granted": pl.Int64,
        "set_aside": pl.String,
    }
    return pl.DataFrame(rows, kinds, orient="row")


def _short(path: str, pathway: str) -> str:
    return path.removeprefix(f"pathways.{pathway}.")


def _period(cap: Cap | None, begins: date) -> str:
    if cap is None or cap.per == "programme":
        return ""
    return begins.isoformat()[:7] if cap.per == "calendar_month" else begins.isoformat()


def _assumptions(season: Season, lang: str) -> pl.DataFrame:
    rows: list[tuple[str, str, str | None, str, str, str]] = [
        (each.at, str(each.value), None, each.basis, each.src, getattr(each.why, lang))
        for each in assumed(season)
    ]
    rows += [
        (row.at, row.value, row.unit or None, row.basis, row.src, getattr(row.why, lang))
        for row in season.given
    ]
    kinds: dict[str, Any] = dict.fromkeys(("path", "value", "unit", "basis", "src", "why"), pl.String)
    return pl.DataFrame(rows, kinds, orient="row")


def _not_executed(season: Season, lang: str) -> list[tuple[str, str]]:
    """What the text says and this season does not execute: path and why."""
    at, path, terms = int(lang == "es"), f"pathways.{season.pathway}", season.text.agreement.terms
    idle = ("no rule reads it yet", "ninguna regla lo lee todavía")[at]
    other = ("not part of a season of job orders", "no es parte de una temporada de ofertas de trabajo")[at]
    rows = _read(season)
    found = [(row.path, idle) for row in rows if not row.executed]
    found += [
        (row.path, why[at])
        for part, why in NOT_APPLIED.items()
        for row in rows
        if row.executed and f"{row.path}.".startswith(f"{path}.{part}.")
    ]
    found += [(f"pathways.{name}", other) for name in terms.pathways if name != season.pathway]
    found += [(name, other) for name in Terms.EXECUTES if name not in PLAYED and getattr(terms, name)]
    return found + [(name, idle) for name in RECORDED if getattr(terms, name)]


PLAYED = ("lifecycle", "calendar", "caps", "pathways", "triggers", "sunset")
"""Sections that a season of job orders reads: they enact its text or decide in it."""

RECORDED = ("texts", "claims", "figures")
"""Sections that say something which no rule executes."""
