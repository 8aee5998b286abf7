"""Complaints: filed with and without a name, followed, answered, reviewed; and what follows from them."""

import pytest

from acuerdo.operate import audit, complaining, complaints, refunding
from acuerdo.operate.authority import Denied
from acuerdo.operate.filing import KeyUsed
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Complaint, Entry, Finding, Refund, Worker
from service.complaining import FEE, TOLD, filed, row, substantiated
from service.conftest import Clock


def test_a_complaint_without_a_name_is_followed_by_number_and_secret_alone(who: dict[str, Account]) -> None:
    sent = filed()
    for secret in (sent.secret, f"{sent.secret[:4]}-{sent.secret[4:8].lower()} {sent.secret[8:]}"):
        assert complaining.held(None, sent.number, secret).number == sent.number
    for number, secret in ((sent.number, "0" * 16), ("Q-000000000", sent.secret), (sent.number, "")):
        with pytest.raises(audit.NotThere, match=r"^Complaint is not there$"):
            complaining.held(None, number, secret)
    with pytest.raises(audit.NotThere):
        complaining.held(who["worker"], sent.number, "")
