"""Orders and workers of the record as the arrays that rules and the match read."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from acuerdo.agreement.facts import Facts
from acuerdo.agreement.nations import NUMBER
from acuerdo.matching.market import UNMATCHED
from acuerdo.operate.deciding import years
from acuerdo.operate.recalling import again_from
from acuerdo.population.pool import ALWAYS, SEXES, TASTES, Pool
from acuerdo.records.models import JobOrder, Worker
from acuerdo.season.orders.reading import COLUMNS, Orders


def orders_table(rows: Sequence[JobOrder]) -> pl.DataFrame:
    """The importer's table of some orders."""
    told = [
        {
            "line": at,
            "case": row.case,
            "employer": row.employer.number,
            "employer_state": row.employer.state,
            "job_title": row.title,
            "soc": row.soc,
            "status": row.certification or "withdrawn",
            "places_requested": row.places_requested,
            "places": row.places,
            "hours_week": row.hours_week,
            "pay_cents_hour": row.pay_cents_hour,
            "experience_months": row.experience_months,
            "state": row.state,
            "county": row.county,
            "starts": row.starts,
            "ends": row.ends,
            "received": row.filed_at.date(),
            "decided": row.decided_on,
            "visa": "",
        }
        for at, row in enumerate(rows, 1)
    ]
    return pl.DataFrame(told, COLUMNS, orient="row")


def orders_of(rows: Sequence[JobOrder]) -> Orders:
    """The same with what an importer says of its file."""
    return Orders(orders_table(rows), (), len(rows), 0, "service", "service")


def pool_of(workers: Sequence[Worker], begins: np.datetime64, on: np.datetime64) -> Pool:
    """Workers as the match reads them. What the record does not hold, and the match does not ask, is 0.

    Args:
        workers: with `past_seasons`.
        begins: the first day of the fiscal year of the season.
        on: the day on which ages are counted.
    """
    day = on.astype("datetime64[D]").item()
    seasons = [sum(each.complied for each in worker.past_seasons.all()) for worker in workers]
    n, again = len(workers), again_from(day)

    def days(found: list[np.datetime64 | None], otherwise: int) -> NDArray[np.int16]:
        after = [otherwise if each is None else int((each - begins).astype(np.int64)) for each in found]
        return np.clip(after, -ALWAYS, ALWAYS).astype(np.int16)

    return Pool(
        state=np.array([each.state for each in workers], np.uint8),
        sex=np.array([SEXES.index("F" if each.sex == "woman" else "M") for each in workers], np.uint8),
        age_years=np.array([years(each.born_on, day) for each in workers], np.int16),
        schooling=np.zeros(n, np.uint8),
        rural=np.zeros(n, np.bool_),
        experience_months=np.array([each.experience_months for each in workers], np.int16),
        returning=np.array([count > 0 for count in seasons], np.bool_),
        prior_seasons=np.array(seasons, np.int8),
        felony_convictions=np.array([each.felony_convictions or 0 for each in workers], np.int8),
        past_employer=np.full(n, UNMATCHED, np.int32),
        taste=np.array([TASTES.index(each.taste) for each in workers], np.uint8),
        schooling_years=np.zeros(n, np.int8),
        trades=np.array([each.trades for each in workers], np.int32),
        free_from=days([_latest(each.free_from, again.get(each.pk)) for each in workers], -ALWAYS),
        free_until=days([_day(each.free_until) for each in workers], ALWAYS),
    )


def _day(found: object) -> np.datetime64 | None:
    return None if found is None else np.datetime64(str(found), "D")


def _latest(*found: date | None) -> np.datetime64 | None:
    return max((np.datetime64(each, "D") for each in found if each is not None), default=None)


def facts_about(workers: Sequence[Worker], pool: Pool) -> Facts:
    """What is known of workers, as arrays; what a record leaves open is unknown."""
    unknown = np.iinfo(np.int32).min
    convictions = [
        unknown if each.felony_convictions is None else each.felony_convictions for each in workers
    ]
    return Facts(
        len(workers),
        {
            "person.nationality": np.array([NUMBER[each.nationality] for each in workers], np.int16),
            "person.age_years": pool.age_years.astype(np.int32),
            "person.felony_convictions": np.array(convictions, np.int32),
            "person.prior_compliant_seasons": pool.prior_seasons.astype(np.int32),
            "person.experience_months": pool.experience_months.astype(np.int32),
        },
    )
