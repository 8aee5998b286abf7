"""A link for whoever was registered with help: it signs in once, and only its worker."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from acuerdo.operate import access, registering
from acuerdo.operate.authority import Denied
from acuerdo.records.models import Account, Entry, Token, Worker
from service.conftest import BEGINS, Clock


@pytest.fixture
def helped(who: dict[str, Account], worker_fields: Callable[..., dict[str, Any]]) -> Worker:
    return registering.register(who["consulate"], worker_fields(), helped_at="MTY")


def test_a_link_signs_in_once_and_only_by_the_button(
    who: dict[str, Account], helped: Worker, client: Client
) -> None:
    secret = access.link(who["consulate"], helped)
    assert client.get(f"/access/{secret}/").status_code == 200
    assert "_auth_user_id" not in client.session
    assert client.post(f"/access/{secret}/").status_code == 302
    account = Account.objects.get(pk=client.session["_auth_user_id"])
    assert (account.worker, account.role) == (helped, "worker")
    assert Client().post(f"/access/{secret}/").status_code == 410
    assert secret not in str(list(Token.objects.values()))
    assert Entry.objects.filter(action="worker.access", worker=helped.number).count() == 2


def test_a_new_link_ends_the_one_before_and_an_old_one_is_over(
    who: dict[str, Account], helped: Worker, clock: Clock
) -> None:
    first = access.link(who["consulate"], helped)
    second = access.link(who["consulate"], helped)
    assert access.follow(first) is None
    clock.set(BEGINS + timedelta(days=access.LINK_DAYS, seconds=1))
    assert access.follow(second) is None
    assert access.follow("nonsense") is None


def test_a_consulate_gives_links_only_to_those_it_answers_for(
    who: dict[str, Account], helped: Worker
) -> None:
    elsewhere = Account.objects.create(username="elsewhere", role="consulate", states=["GDL"])
    here = Account.objects.create(username="here", role="consulate", states=["MTY"])
    assert access.link(here, helped)
    for account in (elsewhere, who["employer"], who["certifying_officer"]):
        with pytest.raises(Denied):
            access.link(account, helped)
