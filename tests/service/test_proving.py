"""Papers that an officer enters: what waited for them is decided by the rules."""

from collections.abc import Callable
from typing import Any

import pytest

from acuerdo.operate import applying, proving, registering
from acuerdo.operate.authority import Denied
from acuerdo.records.models import Account, Decision, Entry, Season


def test_an_application_that_needs_the_certificate_is_decided_once_it_is_entered(
    who: dict[str, Account], season: Season, worker_fields: Callable[..., dict[str, Any]]
) -> None:
    worker = registering.register(who["worker"], worker_fields(felony_convictions=None))
    made = applying.apply(who["worker"], season, worker)
    assert made.status == "needs_evidence"
    with pytest.raises(Denied):
        proving.certificate(who["worker"], worker, 0)
    proving.certificate(who["consulate"], worker, 0)
    made.refresh_from_db()
    assert made.status == "eligible"
    assert Decision.every.filter(worker=worker).count() == 2
    entry = Entry.objects.get(action="worker.prove")
    assert "0" not in entry.detail


def test_a_season_worked_before_counts_and_a_second_entry_of_the_year_mends_the_first(
    who: dict[str, Account], season: Season, worker_fields: Callable[..., dict[str, Any]]
) -> None:
    worker = registering.register(who["worker"], worker_fields())
    proving.past_season(who["origin_officer"], worker, 2015, complied=False)
    proving.past_season(who["origin_officer"], worker, 2015, complied=True)
    made = applying.apply(who["worker"], season, worker)
    kept = Decision.every.get(subject=f"application:{made.pk}")
    assert kept.facts["person.prior_compliant_seasons"] == "1"
