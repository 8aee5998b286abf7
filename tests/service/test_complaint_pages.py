"""Complaints on pages: two steps without an account, followed by number and secret, answered, moved on."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from acuerdo.operate import complaining, complaints
from acuerdo.records.models import Account, Complaint, Exhibit, Finding, Refund, Worker
from acuerdo.web import door
from service.complaining import FEE, PICTURE, WORDS, filed, picture, substantiated

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


def test_a_worker_chooses_whether_to_be_known(who: dict[str, Account], worker: Worker) -> None:
    page = Client()
    page.force_login(who["worker"])
    named, _ = sent_by(page, by_name="yes")
    unnamed, secret = sent_by(page, by_name="no")
    known = dict(Complaint.every.values_list("number", "worker"))
    assert known == {named: worker.pk, unnamed: None}
    listed = page.get("/my/complaints/").content.decode()
    assert named in listed
    assert unnamed not in listed
    assert page.get(f"/my/complaints/{unnamed}/").status_code == 404
    assert page.post("/complain/follow/", {"number": unnamed, "secret": secret}).status_code == 200


def test_a_form_sent_again_shows_the_same_and_one_made_up_is_refused(db: None) -> None:
    page = Client()
    told = STEP | {"key": complaining.new_key(), "words": WORDS}
    first, again = (page.post("/complain/", told).content for _ in range(2))
    shown = [re.findall(rb'class="number">([^<]+)<', each) for each in (first, again)]
    assert shown[0] == shown[1]
    assert Complaint.every.count() == 1
    assert page.post("/complain/", told | {"words": "another"}).status_code == 409
    assert page.post("/complain/", told | {"key": "made up"}).status_code == 409
    assert Complaint.every.count() == 1


def test_a_picture_says_nothing_of_the_telephone(db: None) -> None:
    exif = Image.Exif()
    exif[271] = "marked maker"
    exif[34853] = {1: "N", 2: (34.0, 3.0, 8.0)}
    sent = SimpleUploadedFile("marked.jpg", picture(exif=exif, comment=b"marked comment"))
    sent_by(Client(), pictures=[sent])
    kept = bytes(Exhibit.every.get().picture)
    assert b"marked" not in kept
    assert not dict(Image.open(BytesIO(kept)).getexif())


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"pictures": [SimpleUploadedFile("a.jpg", b"no picture")]}, "no picture that can be read"),
        ({"pictures": [SimpleUploadedFile("a.jpg", PICTURE)] * 4}, "three pictures at most"),
        ({"kind": "fee", "amount": "much"}, "Enter a number"),
        ({"state": "ZZ"}, "not one of the available choices"),
        ({"words": "x" * 4001}, "at most 4000"),
    ],
)
def test_what_cannot_be_filed_is_said_where_it_stands_and_nothing_is_kept(
    db: None, told: dict[str, Any], fault: str
) -> None:
    page = Client(headers={"accept-language": "en"})
    answer = page.post("/complain/", STEP | told | {"key": complaining.new_key()})
    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert not Complaint.every.exists()


def test_nothing_is_filed_before_it_is_said_what_happened(db: None) -> None:
    answer = Client().post("/complain/", {"key": complaining.new_key(), "words": WORDS})
    assert answer.status_code == 422
    assert not Complaint.every.exists()


def test_too_much_at_once_waits_and_nobody_is_counted(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "MOST_A_MINUTE", 0)
    answer = Client().post("/complain/", STEP | {"key": complaining.new_key()})
    assert answer.status_code == 429
    assert not Complaint.every.exists()
    found = Client().post("/complain/follow/", {"number": "Q-000000000", "secret": "x"})
    assert found.status_code == 429


def test_a_followed_complaint_is_added_to_withdrawn_and_kept_by_no_browser(db: None) -> None:
    page, sent = Client(), filed()
    known = {"number": sent.number, "secret": sent.secret}
    assert "no-store" in page.post("/complain/follow/", known)["Cache-Control"]
    assert page.post("/complain/follow/", known | {"act": "say", "words": ""}).status_code == 422
    page.post("/complain/follow/", known | {"act": "say", "words": "and in August"})
    assert "and in August" in page.post("/complain/follow/", known).content.decode()
    page.post("/complain/follow/", known | {"act": "withdraw"})
    assert Complaint.every.get().status == "withdrawn"
    assert page.post("/complain/follow/", known | {"act": "withdraw"}).status_code == 409


def test_an_inspector_opens_a_complaint_for_a_purpose_and_takes_it_to_a_finding(
    who: dict[str, Account],
) -> None:
    page, sent = Client(headers={"accept-language": "en"}), filed(None, (PICTURE,), **FEE)
    page.force_login(who["inspector"])
    address = f"/complaints/{sent.number}/"
    assert WORDS not in page.get(address).content.decode()
    assert WORDS in page.get(f"{address}?purpose=answer").content.decode()
    assert page.get(f"{address}pictures/1/")["Content-Type"] == "image/jpeg"
    assert page.get(f"{address}pictures/2/").status_code == 404
    page.post(f"{address}look/", {"purpose": "answer"})
    assert page.post(f"{address}tie/", {"number": "E-none"}).status_code == 422
    page.post(f"{address}tie/", {"number": "E-1"})
    wrong = page.post(f"{address}decide/", {"outcome": "substantiated", "words": "so"})
    assert wrong.status_code == 422
    page.post(
        f"{address}decide/",
        {"outcome": "substantiated", "protection": "no_worker_fees", "words": "It is so."},
    )
    page.post(f"{address}tell/", {"words": "Pay it back."})
    assert (Finding.every.get().words, Refund.every.get().status) == ("Pay it back.", "ordered")
    shown = page.get("/refunds/").content.decode()
    assert Refund.every.get().number in shown
    assert page.post(f"/refunds/{Refund.every.get().number}/paid/").status_code == 302


def test_an_employer_sees_the_words_for_it_and_nothing_of_the_complaint(who: dict[str, Account]) -> None:
    page = Client(headers={"accept-language": "en"})
    page.force_login(who["employer"])
    complaint = substantiated(who["inspector"], filed(**FEE), "no_worker_fees")
    complaints.tell(who["inspector"], complaint, "Pay it back.")
    shown = page.get("/findings/").content.decode()
    assert "Pay it back." in shown
    assert "500.00 USD" in shown
    for hidden in (complaint.number, WORDS, FEE["paid_to"]):
        assert hidden not in shown
    finding = Finding.every.get()
    assert page.post(f"/findings/{finding.number}/review/", {"words": ""}).status_code == 422
    assert page.post(f"/findings/{finding.number}/review/", {"words": "no"}).status_code == 302
    assert page.post(f"/findings/{finding.number}/review/", {"words": "no"}).status_code == 409
    assert page.post("/findings/F-000000000/review/", {"words": "no"}).status_code == 404


@pytest.mark.parametrize("number", ["%00", "Q-1", "Q-00000000x", "%F0%9F%98%80"])
def test_what_is_no_number_is_not_there(who: dict[str, Account], worker: Worker, number: str) -> None:
    page = Client()
    page.force_login(who["inspector"])
    for address in ("complaints/{}/", "complaints/{}/?purpose=answer", "complaints/{}/pictures/1/"):
        assert page.get(f"/{address.format(number)}").status_code == 404
    assert page.post(f"/refunds/{number}/paid/").status_code == 404
    page.force_login(who["worker"])
    assert page.get(f"/my/complaints/{number}/").status_code == 404
    page.force_login(who["employer"])
    assert page.post(f"/findings/{number}/review/", {"words": "x"}).status_code == 404
