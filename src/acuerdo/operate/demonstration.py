"""A demonstration: real job orders of fiscal year 2017, and people drawn from counts, who are nobody."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import polars as pl
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from acuerdo.operate import audit, clock, numbers
from acuerdo.operate.law import law
from acuerdo.operate.states import NotNow
from acuerdo.population import shipped
from acuerdo.population.pool import ALWAYS, Pool, draw, load_parameters
from acuerdo.proof.hashing import tagged
from acuerdo.records.models import Account, Employer, Hour, JobOrder, PastSeason, Season, Worker
from acuerdo.records.rows import add_all
from acuerdo.season.orders import SHIPPED, read_orders

PASSWORD = "a-demonstration-2017"  # noqa: S105
"""The password of every account of a demonstration."""
STANDS_AT = datetime(2016, 11, 1, 15, tzinfo=UTC)
"""When a demonstration begins: early in fiscal year 2017, before most orders of it were decided."""
YEAR_BEGINS = date(2016, 10, 1)
LATEST_START = date(2017, 9, 30)
EARLIEST_START = date(2017, 2, 1)
OFFICERS = (
    ("certifying_officer", "USA"),
    ("certifying_officer_2", "USA"),
    ("origin_officer", "MEX"),
    ("origin_officer_2", "MEX"),
    ("consulate", "MEX"),
    ("border_officer", "USA"),
    ("inspector", "USA"),
    ("secretary", ""),
    ("auditor", ""),
    ("support", "USA"),
)
HOURS_A_DAY, HOUR_CAPACITY, CONSULAR_DAYS = 8, 120, 20


def set_clock(at: datetime) -> None:
    """Let the clock of a demonstration stand at an instant."""
    file = settings.ACUERDO.clock
    if not settings.ACUERDO.demo or file is None:
        raise NotNow("set_clock", "in_operation")
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_text(at.isoformat(), encoding="utf-8")


def sample(places: int) -> pl.DataFrame:
    """Certified H-2A orders of fiscal year 2017 with about so many places: those whose cases have the least
    digests, so that the sample favours nothing.

    Args:
        places: how many places at least.
    """
    table = read_orders(shipped.path(SHIPPED["h2a-2017"])).table
    table = table.filter(
        pl.col("status").is_in(["certified", "partial"])
        & (pl.col("places") > 0)
        & (pl.col("starts") >= EARLIEST_START)
        & (pl.col("starts") <= LATEST_START)
        & pl.col("pay_cents_hour").is_not_null()
        & pl.col("ends").is_not_null()
        & pl.col("state").is_not_null()
    )
    drawn = [tagged("sample", case).hex() for case in table["case"]]
    table = table.with_columns(drawn=pl.Series(drawn)).sort("drawn")
    return table.filter(pl.col("places").cum_sum().shift(1, fill_value=0) < places).drop("drawn")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a demonstration holds."""

    accounts: tuple[tuple[str, str], ...]
    season: str


@transaction.atomic
def accounts() -> list[tuple[str, str]]:
    """One account, or two, for each role that is nobody's own: name and role."""
    made = []
    for name, _ in OFFICERS:
        role = name.removesuffix("_2")
        account, new = Account.objects.get_or_create(username=name, defaults={"role": role, "language": "en"})
        if new:
            account.password = _password()
            account.save()
        made.append((name, role))
    return made


@transaction.atomic
def season(closes_after_days: int = 60) -> Season:
    """The season of the demonstration."""
    opens = clock.now()
    found, _ = Season.objects.get_or_create(
        name="fy2017",
        defaults={
            "pathway": law().pathway,
            "opens": opens,
            "closes": opens + timedelta(days=closes_after_days),
        },
    )
    return found


@transaction.atomic
def employer_account(name: str, number: str, state: str) -> tuple[Employer, Account]:
    """An employer and its account."""
    employer, _ = Employer.objects.get_or_create(number=number, defaults={"name": name, "state": state})
    account, new = Account.objects.get_or_create(
        username=number, defaults={"role": "employer", "employer": employer, "language": "en"}
    )
    if new:
        account.password = _password()
        account.save()
    return employer, account


@cache
def _password() -> str:
    """The password as it is kept, made once for all: it is no secret, and to make one takes long."""
    return make_password(PASSWORD)


def order_fields(row: dict[str, object]) -> dict[str, object]:
    """The fields of a job order, from a row of the importer's table."""
    return {
        "case": row["case"],
        "title": row["job_title"] or row["occupation"] or "–",
        "soc": row["soc"] or "",
        "state": row["state"],
        "county": row["county"] or "",
        "places_requested": row["places_requested"] or row["places"],
        "starts": row["starts"],
        "ends": row["ends"],
        "pay_cents_hour": row["pay_cents_hour"],
        "hours_week": row["hours_week"],
        "experience_months": row["experience_months"] or 0,
    }


def people(n: int) -> Pool:
    """People drawn as for a played season."""
    import numpy as np

    return draw(n, 0, np.zeros(0, np.int64), load_parameters(shipped.path("data/corridor/pool.yaml")))


def worker_fields(pool: Pool, at: int) -> dict[str, object]:
    """The fields of a worker of the pool; the name says that this is nobody."""

    def day(after: int) -> date | None:
        return None if abs(after) == ALWAYS else YEAR_BEGINS + timedelta(days=int(after))

    age = int(pool.age_years[at])
    return {
        "given_names": f"Persona {at + 1}",
        "surnames": "de Muestra",
        "born_on": date(YEAR_BEGINS.year - age, 1, 1 + at % 28),
        "sex": "woman" if pool.sex[at] == 0 else "man",
        "nationality": "MEX",
        "state": int(pool.state[at]),
        "trades": int(pool.trades[at]),
        "experience_months": int(pool.experience_months[at]),
        "free_from": day(pool.free_from[at]),
        "free_until": day(pool.free_until[at]),
        "taste": ("pay", "ties", "season")[int(pool.taste[at])],
        "felony_convictions": int(pool.felony_convictions[at]),
    }


@transaction.atomic
def load(places: int, workers: int) -> Loaded:
    """Load what `make serve` shows, once: a sample of orders, filed and certified, and registered workers.
    What the pages do is done here at once, with one entry in the audit for all of it."""
    names = accounts()
    made = season()
    if JobOrder.objects.exists():
        return Loaded((*names, *OF_PEOPLE), made.name)
    today = clock.today()
    table = sample(places)
    employers: dict[str, Employer] = {}
    for row in table.iter_rows(named=True):
        name = row["employer"] or "–"
        if name not in employers:
            number = f"employer-{len(employers) + 1:04d}"
            employer, _ = employer_account(name, number, row["employer_state"] or row["state"])
            employer.accredited_on = today
            employer.save()
            employers[name] = employer
        JobOrder.objects.create(
            employer=employers[name],
            filed_at=clock.now(),
            certification=row["status"],
            decided_on=today,
            status="certified",
            places=row["places"],
            **order_fields(row),
        )
    _workers(people(workers), today)
    _hours(today)
    audit.written(None, "demonstration.load", "a demonstration", "worker", workers=workers)
    worker = Worker.every.order_by("pk").first()
    account, _ = Account.objects.get_or_create(
        username="worker", defaults={"role": "worker", "worker": worker, "language": "es"}
    )
    account.password = _password()
    account.save()
    return Loaded((*names, *OF_PEOPLE), made.name)


OF_PEOPLE = (("employer-0001", "employer"), ("worker", "worker"))
"""The accounts of the first employer and the first worker: name and role."""


def _workers(pool: Pool, today: date) -> None:
    named = [numbers.new("W") for _ in range(len(pool))]
    now = clock.now()
    add_all(
        Worker,
        (
            Worker(number=number, registered_at=now, **worker_fields(pool, at))
            for at, number in enumerate(named)
        ),
    )
    known = dict(Worker.every.values_list("number", "pk"))
    add_all(
        PastSeason,
        (
            PastSeason(worker_id=known[number], year=today.year - 1 - back, complied=True)
            for number, prior in zip(named, pool.prior_seasons.tolist(), strict=True)
            for back in range(prior)
        ),
    )


def _hours(today: date) -> None:
    Hour.objects.bulk_create(
        [
            Hour(
                consulate="MTY",
                at=datetime(today.year, today.month, today.day, 14, tzinfo=UTC)
                + timedelta(days=70 + day, hours=hour),
                capacity=HOUR_CAPACITY,
            )
            for day in range(CONSULAR_DAYS)
            for hour in range(HOURS_A_DAY)
        ]
    )
