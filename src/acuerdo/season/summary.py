"""A season in a few figures, for a person and for a program."""

import polars as pl

from acuerdo.agreement.clauses.base import BASES
from acuerdo.season.playing import Season
from acuerdo.season.results import Results, assumed

WEAK = ("borrowed", "estimated", "assumed")
"""Bases that the text itself does not give."""

LABELS = {
    "primary": ("Primary cases decided", "Casos primarios decididos"),
    "certified": ("Certified primary cases", "Casos primarios certificados"),
    "places": ("Places certified", "Plazas certificadas"),
    "admitted": ("Orders admitted", "Ofertas admitidas"),
    "days_assumed": (
        "Admitted orders whose days of work are assumed",
        "Ofertas admitidas cuyos días de trabajo se suponen",
    ),
    "evidence": ("Orders that need evidence", "Ofertas que requieren pruebas"),
    "workers": ("Workers in the pool", "Personas en el grupo"),
    "eligible": ("Workers eligible", "Personas elegibles"),
    "matched": ("Workers matched", "Personas con oferta"),
    "permits": ("Permits", "Permisos"),
    "later": (
        "Permits that begin after the work was to start",
        "Permisos que empiezan después de la fecha pedida",
    ),
    "away": ("Matched workers who did not come", "Personas con oferta que no llegaron"),
    "left": ("Workers who left early", "Personas que se fueron antes"),
    "unfilled": ("Certified places left unfilled", "Plazas certificadas sin cubrir"),
    "weak_values": (
        "Values read that the text does not give (borrowed or assumed)",
        "Valores leídos que el texto no da (tomados o supuestos)",
    ),
    "weak_outcomes": (
        "Outcomes decided by a borrowed or assumed value",
        "Resultados decididos por un valor tomado o supuesto",
    ),
    "weakest": ("Weakest basis", "Sustento más débil"),
}
"""The headline figures in the order they are told: English, Spanish."""


def figures(season: Season, results: Results) -> dict[str, int | float | str]:
    """The headline figures, by the keys of LABELS. Shares are 0 to 1; the rest are counts."""
    orders, workers = results.orders, results.workers
    certified = season.orders.table.filter(pl.col("status").is_in(["certified", "partial"]))
    outcomes = workers["outcome"]
    read = results.values.filter("executed")
    weak = results.rests_on.filter(pl.col("basis").is_in(WEAK))["people"].sum()
    filled = int(orders["filled"].sum())
    later = workers.filter((pl.col("outcome") == "permit") & (pl.col("entry") > pl.col("work_starts")))
    return {
        "primary": orders.height,
        "certified": certified.height,
        "places": int(certified["places"].sum()),
        "admitted": orders.filter(pl.col("answer") == "yes").height,
        **_days_assumed(orders),
        "evidence": orders.filter(pl.col("answer") == "needs_evidence").height,
        "workers": workers.height,
        "eligible": workers.height - int(outcomes.is_in(["not_eligible", "needs_evidence"]).sum()),
        "matched": workers.height - workers["case"].null_count(),
        "permits": int((outcomes == "permit").sum()),
        "later": later.height,
        **_gone(workers),
        "unfilled": int(certified["places"].sum()) - filled,
        "weak_values": _share(read.filter(pl.col("basis").is_in(WEAK)).height, read.height),
        "weak_outcomes": _share(int(weak), workers.height),
        "weakest": max(_bases(read, season), key=BASES.index, default="stated"),
    }


def _days_assumed(orders: pl.DataFrame) -> dict[str, int | float | str]:
    """How many admitted orders have days that no file gives; nothing where none has."""
    count = orders.filter((pl.col("answer") == "yes") & (pl.col("days_basis") == "assumed")).height
    return {"days_assumed": count} if count else {}


def _bases(read: pl.DataFrame, season: Season) -> set[str]:
    return {*read["basis"], *(row.basis for row in season.given)}


def _gone(workers: pl.DataFrame) -> dict[str, int | float | str]:
    """Who did not come and who left early, where anybody did."""
    away = int((workers["outcome"] == "stayed_away").sum())
    left = workers.height - workers["left_on"].null_count()
    return {"away": away, "left": left} if away or left else {}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def record(
    season: Season,
    headline: dict[str, int | float | str],
    fairness: pl.DataFrame,
    price: pl.DataFrame,
    costs: pl.DataFrame,
) -> dict[str, object]:
    """What a season was played on and what came of it, for programs; price and costs if asked for."""
    text, orders = season.text, season.orders
    return {
        "agreement": text.agreement.id,
        "plan": text.plan.terms.id if text.plan else None,
        "hypothetical": text.hypothetical,
        "state": text.state,
        "pathway": season.pathway,
        "seed": season.seed,
        "orders_file": orders.source,
        "layout": orders.layout,
        "rows_read": orders.rows_read,
        "joint_rows": orders.joint_rows,
        "rows_rejected": orders.rejected_rows,
        "cells_not_understood": len(orders.faults),
        "figures": headline,
        "fairness": fairness.to_dicts(),
        "price_of_stability": price.to_dicts(),
        "costs_of_caps": costs.to_dicts(),
        "assumptions": [
            {"at": each.at, "value": each.value, "basis": each.basis, "src": each.src, "why": each.why.en}
            for each in assumed(season)
        ]
        + [
            {
                "at": row.at,
                "value": row.value,
                "unit": row.unit,
                "basis": row.basis,
                "src": row.src,
                "why": row.why.en,
            }
            for row in season.given
        ],
    }


def worded(found: dict[str, int | float | str], lang: str) -> list[tuple[str, str]]:
    """The figures with their labels, in English or Spanish, numbers as people write them."""
    at = 1 if lang == "es" else 0
    return [(LABELS[key][at], _written(value)) for key, value in found.items()]


def _written(value: int | float | str) -> str:
    if isinstance(value, float):
        return f"{value:.0%}"
    return f"{value:,}" if isinstance(value, int) else value
