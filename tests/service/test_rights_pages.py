"""The pages of pay, sums owed, visits and ratings: what each role does there, and what is refused."""

from typing import Any

import pytest
from django.test import Client

from acuerdo.operate import paying
from acuerdo.records.models import (
    Account,
    Employment,
    Filing,
    JobOrder,
    Owed,
    PayReport,
    Season,
    Worker,
)
from service.conftest import Clock
from service.fields import ORDER
from service.paid import LATER, OVER, employed, pay

RATE = ORDER["pay_cents_hour"]


@pytest.fixture
def work(worker: Worker, order: JobOrder, season: Season, clock: Clock) -> Employment:
    """The worker at work, two weeks in."""
    clock.set(LATER)
    return employed(worker, order, season)


def page(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


PAY = {
    "since": "2017-04-01", "until": "2017-04-14", "hours_offered": "80", "hours_worked": "80",
    "paid_cents": "90000", "key": "k",
}  # fmt: skip


def test_a_sum_goes_from_the_report_to_the_hand_over_the_pages(
    who: dict[str, Account], work: Employment, clock: Clock
) -> None:
    employer, inspector, origin, worker = (
        page(who[role]) for role in ("employer", "inspector", "origin_officer", "worker")
    )
    assert work.placement.application.worker.number in words(employer.get("/pay/"))
    answer = employer.post(f"/pay/{work.pk}/", PAY, follow=True)
    assert answer.redirect_chain and Filing.every.filter(kind="pay").count() == 1
    assert employer.post(f"/pay/{work.pk}/", PAY, follow=True).status_code == 200
    assert PayReport.every.count() == 1
    mine = words(worker.get("/my/pay/"))
    assert "900.00" in mine and "81.60" in mine
    assert worker.get(f"/my/pay/{work.pk}/2017-04-01/2017-04-14/").status_code == 200
    got = {"hours": "80", "received": "881.60", "key": "g"}
    worker.post(f"/my/pay/{work.pk}/2017-04-01/2017-04-14/", got)
    owed = Owed.every.get()
    assert owed.cents == 10000
    assert "100.00" in words(inspector.get("/owed/"))
    assert inspector.get(f"/owed/{owed.pk}/").status_code == 200
    told = {"finding": "order", "due_on": "2017-05-20", "words": "Seen on the pay slips"}
    inspector.post(f"/owed/{owed.pk}/order/", told)
    assert "100.00" in words(employer.get("/owed/"))
    assert "By the word of" not in words(employer.get(f"/owed/{owed.pk}/", headers={"accept-language": "en"}))
    employer.post(f"/owed/{owed.pk}/pay/", {"reference": "R-1", "key": "p"})
    employer.post(f"/owed/{owed.pk}/pay/", {"reference": "R-1", "key": "p"})
    clock.set(OVER)
    origin.post(f"/owed/{owed.pk}/pay-out/", {"reference": "R-2", "key": "o"})
    assert "R-2" in words(worker.get("/my/pay/"))
    worker.post(f"/owed/{owed.pk}/confirm/", {"received": "yes"})
    owed.refresh_from_db()
    assert owed.status == "received"


def test_every_fault_of_a_report_is_told_at_once(who: dict[str, Account], work: Employment) -> None:
    wrong = {**PAY, "until": "2017-05-20", "hours_worked": "800", "paid_cents": "-1", "law_cents": "x"}
    answer = page(who["employer"]).post(f"/pay/{work.pk}/", wrong)
    assert answer.status_code == 422
    assert {"until", "hours_worked", "paid_cents", "law_cents"} == set(answer.context["form"].errors)
    assert not PayReport.every.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"since": "2017-03-20", "until": "2017-04-02"}, "since"),
        ({"until": "2017-03-30"}, "until"),
        ({"since": "2017-04-10", "until": "2017-04-18"}, "since"),
        ({"law_cents": "90001"}, "paid_cents"),
    ],
)
def test_a_period_lies_within_the_order_and_beside_the_others(
    who: dict[str, Account], work: Employment, changed: dict[str, str], field: str
) -> None:
    paying.report(who["employer"], work.order.employer, [pay(employment=work)])
    answer = page(who["employer"]).post(f"/pay/{work.pk}/", {**PAY, **changed})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_table_of_pay_is_filed_whole_or_told_by_row(who: dict[str, Account], work: Employment) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    number = work.placement.application.worker.number
    head = "case,worker,since,until,hours_offered,hours_worked,paid_cents\n"
    good = f"C-1,{number},2017-04-01,2017-04-07,40,40,{40 * RATE}\n"
    client = page(who["employer"])

    def send(text: str) -> Any:
        return client.post("/pay/upload/", {"table": SimpleUploadedFile("p.csv", text.encode())})

    answer = send(head + good + good + "C-1,W-000000000,2017-04-08,2017-04-14,x,40,1\n")
    assert answer.status_code == 422
    told = [(each.row, each.column) for each in answer.context["faults"]]
    assert told == [(4, "hours_offered"), (4, "worker")] or set(told) == {(4, "hours_offered"), (4, "worker")}
    assert not PayReport.every.exists()
    later = f"C-1,{number},2017-04-08,2017-04-14,40,30,{20 * RATE}\n"
    for _again in range(2):
        answer = send(head + good + later)
        assert answer.status_code == 302
    assert PayReport.every.count() == 2
    assert Owed.every.get().cents == 10 * RATE
    assert client.get("/pay/template.csv").status_code == client.get("/pay/template.xlsx").status_code == 200
