"""What has to be there before a rehearsal begins: accounts and tokens, a season, hours at a consulate."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import polars as pl
from django.core.management import call_command

from acuerdo.operate import clock, demonstration, tokens
from acuerdo.operate.law import law
from acuerdo.population.pool import Pool
from acuerdo.records.models import Account, Employer, Hour, Season

CONSULATE = "MTY"
BEGINS = datetime(2016, 11, 1, 15, tzinfo=UTC)
CLOSES = datetime(2016, 12, 15, 15, tzinfo=UTC)
VISITS = datetime(2017, 1, 9, 14, tzinfo=UTC)
VISIT_DAYS, VISIT_HOURS, VISITORS = 8, 8, 100


@dataclass(frozen=True, slots=True)
class Setting:
    """What the steps begin with.

    Fields:
        token: of each officer, by user name; of each employer, by its number.
        orders: the sample of job orders, with the number of the employer of each in `number`.
        pool: people drawn from counts, who are nobody.
        season: the name of the season.
    """

    token: dict[str, str]
    orders: pl.DataFrame
    pool: Pool
    season: str


def made(places: int, workers: int) -> Setting:
    """Make the database and all that no step makes."""
    call_command("migrate", verbosity=0)
    names = [name for name, _ in demonstration.accounts()]
    season = Season.objects.create(name="rehearsal", pathway=law().pathway, opens=clock.now(), closes=CLOSES)
    Hour.objects.bulk_create(
        Hour(consulate=CONSULATE, at=VISITS + timedelta(days=day, hours=hour), capacity=VISITORS)
        for day in range(VISIT_DAYS)
        for hour in range(VISIT_HOURS)
    )
    table = demonstration.sample(places)
    employers = table.select("employer", "employer_state", "state").unique("employer", maintain_order=True)
    numbers: dict[str, str] = {}
    for at, (name, own, state) in enumerate(employers.iter_rows(), 1):
        number = f"employer-{at:04d}"
        numbers[name] = number
        employer = Employer.objects.create(number=number, name=name, state=own or state)
        Account.objects.create(username=number, role="employer", employer=employer, password="!")  # noqa: S106
    table = table.with_columns(number=pl.col("employer").replace_strict(numbers))
    token = {
        account.username: tokens.new(account, "rehearsal")
        for account in Account.objects.filter(username__in=[*names, *numbers.values()])
    }
    return Setting(token, table, demonstration.people(workers), season.name)
