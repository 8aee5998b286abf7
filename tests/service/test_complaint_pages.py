"""Complaints on pages: two steps without an account, followed by number and secret, answered, moved on."""

import re
from typing import Any

from django.test import Client

from acuerdo.records.models import Complaint
from service.complaining import WORDS

STEP = {"kind": "wages", "about": "employer"}


def sent_by(page: Client, **told: Any) -> tuple[str, str]:
    """Complain on a page: the number and the secret that it shows."""
    step = STEP | {name: told.pop(name) for name in STEP if name in told}
    second = page.post("/complain/", step)
    assert second.status_code == 200, second.content.decode()
    key = re.search(r'name="key" value="([^"]+)"', second.content.decode())
    assert key is not None
    answer = page.post("/complain/", step | told | {"key": key[1]})
    assert answer.status_code == 200, answer.content.decode()
    signs = re.findall(r'class="number">([^<]+)<', answer.content.decode())
    return signs[0], signs[1]


def test_somebody_without_an_account_complains_in_two_steps_and_follows_it(db: None) -> None:
    page = Client()
    number, secret = sent_by(page, words=WORDS, named="First farm", state="NC")
    assert "sessionid" not in page.cookies
    told = page.post("/complain/follow/", {"number": number, "secret": secret})
    assert WORDS in told.content.decode()
    assert Complaint.every.get().worker is None
