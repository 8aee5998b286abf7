"""Metrics: how many requests and how long they take, by route; and what the record says of the whole.

No label says anything of a person. Where ACUERDO_METRICS names a folder, every process writes its numbers
there and whoever asks one is told those of all.
"""

import os
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Max
from django_tasks_db.models import DBTaskResult

if settings.METRICS:
    settings.METRICS.mkdir(parents=True, exist_ok=True)
    # The library reads this once, when it is first imported.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(settings.METRICS))

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from acuerdo.records.models import Ceiling, Entry, Seal

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)
"""Seconds between which answers are counted (assumed)."""
OWN = CollectorRegistry()
REQUESTS = Counter("acuerdo_requests", "Requests answered.", ["route", "method", "status"], registry=OWN)
SECONDS = Histogram(
    "acuerdo_request_seconds", "How long answers took.", ["route"], buckets=BOUNDS, registry=OWN
)


class Record(Collector):
    """What the record says when it is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Entries that wait for a seal, places, and jobs."""
        # The last sealed entry: those before it were committed when it was, all but a few.
        last = Seal.objects.aggregate(last=Max("links__entry"))["last"] or 0
        behind = Entry.objects.filter(pk__gt=last).count()
        yield GaugeMetricFamily("acuerdo_seals_behind", "Entries after the last one sealed.", value=behind)
        used = GaugeMetricFamily("acuerdo_places_used", "Places used.", labels=["path", "begins"])
        given = GaugeMetricFamily("acuerdo_places", "Places there are.", labels=["path", "begins"])
        for path, begins, places, taken in Ceiling.objects.values_list("path", "begins", "places", "used"):
            used.add_metric([path, begins.isoformat()], taken)
            if places is not None:
                given.add_metric([path, begins.isoformat()], places)
        yield used
        yield given
        waiting = DBTaskResult.objects.ready().count()
        yield GaugeMetricFamily("acuerdo_jobs_waiting", "Jobs that wait.", value=waiting)


def counted(route: str, method: str, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    by = _children.get((route, method, status))
    if by is None:
        by = REQUESTS.labels(route, method, str(status)), SECONDS.labels(route)
        _children[route, method, status] = by
    by[0].inc()
    by[1].observe(seconds)


_children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
"""The numbers of each route, so that they are looked up once: routes, methods and statuses are few."""


def told() -> bytes:
    """Every metric, as Prometheus reads them."""
    registry = CollectorRegistry()
    registry.register(Record())
    if settings.METRICS:
        MultiProcessCollector(registry, path=str(settings.METRICS))  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest(OWN) + generate_latest(registry)
