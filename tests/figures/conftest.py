"""A season nobody played: made-up orders and workers, the same at every run."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser

import numpy as np
import polars as pl
import pytest

from acuerdo.figures import Season, html
from acuerdo.season.fairness import fairness

US = "NC KY LA ID CA VA TX ND NY TN WA CO FL MT GA AR UT MS NV SD IA MI OR MN KS WY NE PA MA SC OH AZ".split()
ORIGIN_WEIGHTS = [
    4,
    1,
    1,
    1,
    3,
    1,
    7,
    5,
    3,
    11,
    24,
    13,
    9,
    16,
    8,
    22,
    5,
    9,
    4,
    12,
    9,
    5,
    1,
    18,
    10,
    6,
    2,
    5,
    4,
    13,
    1,
    15,
]
START = date(2016, 10, 1)


def spread(n: int, salt: int) -> np.ndarray:
    """Numbers in [0, 1) that look drawn and are not: a multiplicative hash of the row."""
    row = np.arange(1, n + 1, dtype=np.uint64) * np.uint64(2654435761) + np.uint64(salt * 40503)
    row ^= row >> np.uint64(13)
    row *= np.uint64(0x9E3779B97F4A7C15)
    return (row >> np.uint64(11)).astype(np.float64) / 2**53


def pick(weights: list[float], u: np.ndarray) -> np.ndarray:
    edges = np.cumsum(weights) / sum(weights)
    return np.minimum(np.searchsorted(edges, u, side="right"), len(weights) - 1)


def made_orders(n: int) -> pl.DataFrame:
    places = (4 + 60 * spread(n, 1) ** 4).astype(np.int32)
    answer = np.array(["yes", "no", "needs_evidence"])[pick([90, 7, 3], spread(n, 2))]
    refused = np.array(["hours_below_floor", "advertised_too_briefly"])[pick([2, 1], spread(n, 3))]
    reason = np.where(answer == "yes", "", np.where(answer == "no", refused, "wage_not_shown"))
    short = pick([70, 20, 10], spread(n, 4))
    filled = np.where(answer == "yes", np.where(short == 0, places, places // (short + 1)), 0).astype(
        np.int32
    )
    unfilled = np.array(["", "no_worker_left", "no_worker_admissible"])[np.where(answer == "yes", short, 0)]
    days = (400 * spread(n, 5)).astype(int)
    return pl.DataFrame(
        {
            "case": [f"X-{row:05d}" for row in range(n)],
            "employer": [f"Invented Farm {row}" for row in range(n)],
            "state": pl.Series(
                [US[i] for i in pick([1 / (k + 2) for k in range(len(US))], spread(n, 6))], dtype=pl.String
            ),
            "occupation": pl.Series(
                [("Farmworkers, crop", "Sheep herders")[row % 7 == 0] for row in range(n)], dtype=pl.String
            ),
            "crop": pl.Series([("Tobacco", None)[row % 3 == 0] for row in range(n)], dtype=pl.String),
            "starts": pl.Series([START + timedelta(int(day)) for day in days], dtype=pl.Date),
            "ends": pl.Series([START + timedelta(int(day) + 200) for day in days], dtype=pl.Date),
            "status": pl.Series(["certified"] * n, dtype=pl.String),
            "places": places,
            "answer": pl.Series(answer.tolist(), dtype=pl.String),
            "reason": pl.Series(reason.tolist(), dtype=pl.String),
            "filled": filled,
            "permits": (filled * 9) // 10,
            "unfilled_reason": pl.Series(unfilled.tolist(), dtype=pl.String),
        },
        schema_overrides={"permits": pl.Int32},
    )


def made_workers(n: int, orders: pl.DataFrame) -> pl.DataFrame:
    """Workers in their turn; the seats of the orders go to the first eligible ones."""
    checks = pick([80, 9, 7, 4], spread(n, 11))
    eligible = np.flatnonzero(checks == 0)
    seats = orders.filter(pl.col("filled") > 0).select("state", "starts", "filled", "permits")
    seat = np.repeat(np.arange(len(seats)), seats["filled"].to_numpy())
    nth = np.concatenate([np.arange(f) for f in seats["filled"]]) if len(seats) else np.array([], int)
    assert len(seat) <= len(eligible), "more seats than eligible workers: make more workers"
    permitted = nth < seats["permits"].to_numpy()[seat]
    outcome = np.array(["no_place", "not_eligible", "not_eligible", "needs_evidence"], dtype=object)[checks]
    reason = np.array(["no_seat_left", "serious_crime", "too_young", "offer_not_shown"], dtype=object)[checks]
    order = np.full(n, -1)
    sitting = eligible[np.argsort(spread(len(eligible), 12))[: len(seat)]]
    order[sitting] = seat
    outcome[sitting] = np.where(permitted, "permit", "queued")
    reason[sitting] = np.where(permitted, "", "yearly_cap")
    entry = [
        seats["starts"][int(o)] if o >= 0 and said == "permit" else None
        for o, said in zip(order, outcome, strict=True)
    ]
    return pl.DataFrame(
        {
            "worker": np.arange(n, dtype=np.int32),
            "state": (1 + pick(ORIGIN_WEIGHTS, spread(n, 13))).astype(np.uint8),
            "sex": np.where(spread(n, 14) < 0.12, "F", "M").tolist(),
            "age": (18 + 46 * spread(n, 15) ** 1.6).astype(np.int16),
            "schooling": np.array(["0-5", "6-8", "9-11", "12+"])[pick([2, 3, 4, 2], spread(n, 16))].tolist(),
            "returning": spread(n, 17) < 0.45,
            "outcome": outcome.tolist(),
            "reason": reason.tolist(),
            "order_state": [seats["state"][int(o)] if o >= 0 else None for o in order],
            "entry": entry,
            "turn": np.arange(n, dtype=np.int32),
        },
        schema_overrides={
            **dict.fromkeys(["sex", "schooling", "outcome", "reason", "order_state"], pl.String),
            "entry": pl.Date,
        },
    )


REASONS = [
    (
        "hours_below_floor",
        "The order offers fewer than 35 hours a week.",
        "La oferta da menos de 35 horas a la semana.",
        "pathways.farm.hours",
        "law",
    ),
    (
        "advertised_too_briefly",
        "The job was advertised for less than 14 days.",
        "El empleo se anunció menos de 14 días.",
        "pathways.farm.labour_market_test",
        "borrowed",
    ),
    (
        "wage_not_shown",
        "The order does not show its hourly wage.",
        "La oferta no muestra su salario por hora.",
        "pathways.farm.wage",
        "law",
    ),
    (
        "no_seat_left",
        "Every place this person could take went to others.",
        "Todas las plazas posibles fueron para otras personas.",
        "pathways.farm.allocation",
        "assumed",
    ),
    (
        "serious_crime",
        "The person has a conviction for a serious crime.",
        "La persona tiene una condena por delito grave.",
        "pathways.farm.eligible.serious_crime",
        "borrowed",
    ),
    (
        "too_young",
        "The person is under the least age.",
        "La persona no tiene la edad mínima.",
        "pathways.farm.eligible.adult",
        "assumed",
    ),
    (
        "offer_not_shown",
        "The person shows no job offer.",
        "La persona no muestra oferta de empleo.",
        "pathways.farm.eligible.offer",
        "stated",
    ),
    (
        "yearly_cap",
        "The year's permits were all granted.",
        "Se otorgaron todos los permisos del año.",
        "pathways.farm.cap",
        "borrowed",
    ),
    (
        "no_worker_left",
        "No worker was left for this place.",
        "No quedaba ninguna persona para esta plaza.",
        "pathways.farm.allocation",
        "assumed",
    ),
    (
        "no_worker_admissible",
        "No worker met the order's conditions.",
        "Ninguna persona cumplía las condiciones.",
        "pathways.farm.allocation",
        "assumed",
    ),
]

ASSUMPTIONS = [
    (
        "pathways.farm.eligible.adult.at_least",
        "18",
        "years",
        "assumed",
        "team",
        "The text names no age; 18 is the age of majority.",
    ),
    (
        "pathways.farm.cap.places",
        "200_000",
        "permits/year",
        "borrowed",
        "bill-a title IV",
        "The text names no number.",
    ),
    (
        "pathways.farm.allocation.order",
        "first_come",
        None,
        "assumed",
        "team",
        "The text does not say who comes first.",
    ),
]


@cache
def made(workers: int, orders: int) -> Season:
    jobs = made_orders(orders)
    people = made_workers(workers, jobs)
    granted = len(people.filter(pl.col("outcome") == "permit"))
    executed = [(path, value, basis, src, True) for path, value, _, basis, src, _ in ASSUMPTIONS]
    values = [
        *executed,
        ("pathways.farm.eligible.offer", "true", "stated", "essay L61", True),
        ("pathways.farm.hours", "35", "law", "code", True),
        ("border.joint_operations", "none", "stated", "essay L31-37", False),
    ]
    return Season(
        title="A season that was never played",
        agreement_id="us-mx-invented",
        agreement_title="The invented agreement",
        plan_title="A plan for the test",
        hypothetical=True,
        state="shelved",
        assumptions=pl.DataFrame(
            ASSUMPTIONS, schema=["path", "value", "unit", "basis", "src", "why"], orient="row"
        ),
        values=pl.DataFrame(values, schema=["path", "value", "basis", "src", "executed"], orient="row"),
        orders=jobs,
        workers=people,
        reasons=pl.DataFrame(REASONS, schema=["reason", "en", "es", "clause", "basis"], orient="row"),
        facts=[("Work offered", f"{jobs['places'].sum():,}"), ("Papers given", f"{granted:,}")],
        rests_on=pl.DataFrame(
            {
                "basis": ["assumed", "stated", "borrowed", "law"],
                "people": [workers // 2, workers // 4, workers // 5, 3],
            }
        ),
        not_executed=[
            ("border.perimeter", "No data on border staff."),
            ("development.three_for_one", "Not a season."),
        ],
        sources=[
            ("essay", "An essay of five points", "press"),
            ("bill-a", "A bill", "bill"),
            ("code", "A code", "law"),
            ("team", "Working assumption", "assumption"),
        ],
        fairness=fairness(people.with_columns(case="order_state")),
        decided=pl.DataFrame(
            [
                ("line", "pathways.farm.allocation.order", 400),
                ("first_choice", "pathways.farm.allocation", 90),
            ],
            schema=["code", "clause", "people"],
            orient="row",
        ),
        rounds=pl.DataFrame(
            [(None, 2000, 1100, 40, 3), (date(2017, 10, 1), 900, 100, 0, 0)],
            schema=["day", "sought", "matched", "kept", "stayed_away"],
            orient="row",
        ),
        price=pl.DataFrame(
            [("stable", 1200, 1200, 3.25, 800, 0), ("most", 1210, 1300, None, None, None)],
            schema=["match", "matched", "at_most", "mean_list_place", "first_on_list", "blocking"],
            orient="row",
        ),
        costs=pl.DataFrame(
            [("pathways.farm.cap", 1234, 45, 5, 67, 8), ("all", 1250, 55, 5, 67, 8)],
            schema=["cap", "matched", "gained", "lost", "better", "worse"],
            orient="row",
        ),
        caps=pl.DataFrame(
            [
                ("pathways.farm.cap", "FY2017", granted, granted, None),
                ("pathways.farm.cap", "FY2017", granted, granted // 3, "returning"),
            ],
            schema={
                "path": pl.String,
                "period": pl.String,
                "places": pl.Int64,
                "granted": pl.Int64,
                "set_aside": pl.String,
            },
            orient="row",
        ),
        rows={"rows_read": orders + 40, "joint_rows": 37, "rejected_rows": 3},
        faults=[(12 + 7 * k, "workers_wanted", f"{k} men", "not a whole number") for k in range(63)],
    )


class Page(HTMLParser):
    """What a reader finds in a page: texts, elements and headings, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style" and data.strip():
            self.texts.append(" ".join(data.split()))

    def every(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture(scope="session")
def read() -> type[Page]:
    return Page


@pytest.fixture(scope="session")
def make() -> Callable[[int, int], Season]:
    return made


@pytest.fixture(scope="session")
def season() -> Season:
    return made(4000, 150)


@pytest.fixture(scope="session")
def nobody(season: Season) -> Season:
    """A season without orders, workers, caps, assumptions or faults."""
    tables = (
        "assumptions values orders workers reasons rests_on caps fairness decided rounds price costs".split()
    )
    cleared = {table: getattr(season, table).clear() for table in tables}
    return replace(
        season, **cleared, facts=[], not_executed=[], sources=[], rows={}, faults=[], plan_title=None
    )


@pytest.fixture(scope="session", params=["en", "es"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def pages(season: Season) -> dict[str, str]:
    return {lang: html(season, lang) for lang in ("en", "es")}


@pytest.fixture
def page(pages: dict[str, str], lang: str) -> str:
    return pages[lang]
