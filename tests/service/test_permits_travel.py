"""Permits that travel: issued, shown, revoked, told from a copy; keys, the list, an employer's question."""

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
import zxingcpp
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.test import Client
from joserfc.jwk import ECKey
from PIL import Image

from acuerdo.operate import (
    audit,
    challenging,
    credentials,
    permit_keys,
    photos,
    registering,
    reviewing,
    revoking,
    work_check,
)
from acuerdo.operate import (
    clock as instants,
)
from acuerdo.operate.authority import Denied
from acuerdo.operate.states import NotNow
from acuerdo.proof.credentials.permits import ASKED_BY, Judged, judge, open_statuses, read_shown
from acuerdo.proof.credentials.published import public, read_keys
from acuerdo.records.models import (
    Account,
    Appointment,
    Challenge,
    Credential,
    Decision,
    Employer,
    Entry,
    Permit,
    PermitKey,
    Photo,
    Worker,
)
from acuerdo.web import codes
from service.calling import calling
from service.conftest import Clock
from service.travelling import face


def signed_in(account: Account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def judged(text: str) -> Judged:
    """What the offline check says of a permit with the keys and the list of this moment."""
    keys = read_keys(Client().get("/permits/keys.json").content.decode())
    listed = open_statuses(Client().get("/permits/statuses.jwt").content.decode(), keys)
    return judge(read_shown(text), keys, listed, instants.today(), int(instants.now().timestamp()))


def test_a_permit_is_shown_with_a_code_that_holds_by_published_keys_alone(
    who: dict[str, Account], permit: Permit
) -> None:
    page = signed_in(who["worker"]).get("/my/permit/").content.decode()
    for said in (permit.number, "Persona de Muestra", "17 May 1990", "First farm", "It holds until"):
        assert said in page
    held = credentials.held(who["worker"])
    assert held is not None
    found = judged(held.digits)
    assert found.verdict == "holds"
    assert found.claims["number"] == permit.number
    assert (found.claims["surnames"], found.claims["born_on"]) == ("de Muestra", "1990-05-17")
    assert (
        Entry.objects.filter(
            action="credential.hold", kind="read", account=audit.called(who["worker"])
        ).count()
        == 2
    )
    assert Entry.objects.filter(action="credential.issue").count() == 1


def test_the_code_on_paper_is_read_from_the_paper_and_holds(who: dict[str, Account], permit: Permit) -> None:
    answer = signed_in(who["worker"]).get("/my/permit/permit.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    (page,) = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    text = page.extract_text()
    for said in (permit.number, "Day of birth", "Fecha de nacimiento", "First farm", "A copy", "Una copia"):
        assert said in text
    read = [
        found.text
        for picture in page.images
        for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.data)).convert("L"))
    ]
    assert [judged(each).verdict for each in read] == ["holds"]
    assert judged(read[0]).claims["photo"]


def test_the_code_on_the_page_is_read_at_the_size_of_a_telephone(
    who: dict[str, Account], permit: Permit
) -> None:
    held = credentials.held(who["worker"])
    assert held is not None
    for pixels in (390 * 3, 360 * 2):
        image = Image.open(io.BytesIO(codes.png(held.shown, 4))).convert("L").resize((pixels, pixels))
        (found,) = zxingcpp.read_barcodes(image)
        assert found.text == held.digits
    assert int(codes.code(held.shown).version) <= codes.MOST_VERSION


def test_a_revoked_permit_is_in_the_list_and_its_worker_knows_why_and_asks_for_a_review(
    who: dict[str, Account], permit: Permit
) -> None:
    held = credentials.held(who["worker"])
    assert held is not None
    page = signed_in(who["border_officer"])
    sent = {"number": permit.number, "ground": "no_work", "words": "the work ended in June"}
    assert page.post("/permits/revoke/", sent).status_code == 302
    assert judged(held.digits).verdict == "revoked"
    shown = page.post("/permits/", {"number": permit.number}).content.decode()
    assert "No, it was revoked." in shown
    own = signed_in(who["worker"]).get("/my/permit/").content.decode()
    assert "the work ended in June" in own
    decision = Decision.every.get(kind="revocation")
    assert (decision.outcome, decision.reason) == ("revoked", "no_work")
    assert decision.clause.endswith(".gives")
    assert "June" in decision.es
    assert reviewing.ask(who["worker"], decision, "it did not").due_on
    entry = Entry.objects.get(action="permit.revoke", kind="write")
    assert entry.worker == permit.placement.application.worker.number
    with pytest.raises(NotNow):
        revoking.revoke(who["consulate"], permit, "no_work", "again")
    with pytest.raises(Denied) as told:
        revoking.restore(who["border_officer"], permit, "a mistake")
    assert told.value.reason == "same_officer"
    sent = {"number": permit.number, "words": "a mistake"}
    assert signed_in(who["consulate"]).post("/permits/restore/", sent).status_code == 302
    assert judged(held.digits).verdict == "holds"
    with pytest.raises(NotNow):
        revoking.restore(who["consulate"], permit, "again")


@pytest.mark.parametrize("ground", sorted(revoking.GROUNDS))
def test_every_ground_names_a_clause_of_the_pathway_and_none_is_a_complaint(ground: str, db: None) -> None:
    from acuerdo.agreement.clauses.pathway import Pathway

    assert revoking.GROUNDS[ground].clause in Pathway.model_fields
    assert "complain" not in str(revoking.GROUNDS[ground].words)


def test_a_permit_says_what_the_record_says_and_what_it_said_before_is_replaced(
    who: dict[str, Account], permit: Permit
) -> None:
    first = credentials.held(who["worker"])
    assert first is not None
    registering.change(who["origin_officer"], Worker.every.get(), {"surnames": "de Prueba"})
    second = credentials.held(who["worker"])
    assert second is not None
    assert (judged(first.digits).verdict, judged(second.digits).verdict) == ("revoked", "holds")
    assert judged(second.digits).claims["surnames"] == "de Prueba"
    again = credentials.held(who["worker"])
    assert again is not None
    assert again.credential == second.credential


def device_of(account: Account) -> tuple[ECKey, Any]:
    key = ECKey.generate_key("P-256")
    return key, credentials.bind(account, public(key))


def test_the_telephone_that_holds_a_permit_answers_and_a_copy_does_not(
    who: dict[str, Account], permit: Permit
) -> None:
    key, held = device_of(who["worker"])
    officer = signed_in(who["border_officer"])
    at = int(instants.now().timestamp())
    for holder, status in ((ECKey.generate_key("P-256"), 409), (key, 204)):
        answer = officer.post("/permits/questions/", {"number": permit.number})
        asked = Challenge.every.latest("pk")
        assert asked.code in officer.get(answer.headers["Location"]).content.decode()
        bound = held.shown.only().bound(asked.code, ASKED_BY, at, holder)
        sent = {"code": asked.code, "text": bound.text}
        assert Client().post("/permits/answer/", sent).status_code == status
        shown = officer.get(answer.headers["Location"]).content.decode()
        assert ("that holds this permit has answered" in shown) == (status == 204)
    assert Client().post("/permits/answer/", sent).status_code == 409, "a question is answered once"


@pytest.mark.parametrize("spoiled", ["nonce", "audience", "late", "nothing"])
def test_an_answer_to_another_question_or_too_late_does_not_count(
    spoiled: str, who: dict[str, Account], permit: Permit, clock: Clock
) -> None:
    key, held = device_of(who["worker"])
    made = challenging.ask(who["border_officer"], permit.number)
    at = int(instants.now().timestamp())
    nonce = "00000000" if spoiled == "nonce" else made.code
    bound = held.shown.only().bound(nonce, "urn:other" if spoiled == "audience" else ASKED_BY, at, key)
    if spoiled == "late":
        clock.set(instants.now() + timedelta(minutes=challenging.OPEN_MINUTES, seconds=1))
    with pytest.raises(NotNow):
        challenging.answer("" if spoiled == "nothing" else bound.text, made.code)
    assert Challenge.every.get().answered_at is None


def test_a_permit_moves_to_another_telephone_and_the_paper_stays(
    who: dict[str, Account], permit: Permit
) -> None:
    paper = credentials.held(who["worker"], paper=True)
    assert paper is not None
    _, first = device_of(who["worker"])
    _, second = device_of(who["worker"])
    verdicts = [judged(each.digits).verdict for each in (paper, first, second)]
    assert verdicts == ["holds", "revoked", "holds"]
    credentials.unbind(who["worker"])
    assert [judged(each.digits).verdict for each in (paper, second)] == ["holds", "revoked"]


def test_a_key_that_is_no_key_binds_nothing(who: dict[str, Account], permit: Permit) -> None:
    sent = {"x": "AA", "y": "AA"}
    assert signed_in(who["worker"]).post("/my/permit/device/", sent).status_code == 409
    assert not Credential.every.exclude(device="").exists()


def test_an_old_key_verifies_what_it_signed_until_it_ends_and_a_withdrawn_one_nothing(
    who: dict[str, Account], permit: Permit, settings: LazySettings, tmp_path: Path
) -> None:
    settings.ACUERDO = replace(settings.ACUERDO, demo=False, keys=tmp_path)
    file = permit_keys.file_of(tmp_path, settings.ACUERDO.party)
    file.write_bytes(ECKey.generate_key("P-256").as_pem(private=True))
    held = credentials.held(who["worker"])
    assert held is not None
    old = PermitKey.objects.get()
    file.write_bytes(ECKey.generate_key("P-256").as_pem(private=True))
    assert judged(held.digits).verdict == "holds"
    old.refresh_from_db()
    assert old.until == permit.until
    published = Client().get("/permits/keys.json").json()["keys"]
    assert [each["kid"] for each in published] == [old.kid, PermitKey.objects.latest("pk").kid]
    with pytest.raises(Denied):
        permit_keys.withdraw(who["auditor"], old.kid, "stolen")
    permit_keys.withdraw(who["secretary"], old.kid, "stolen")
    assert judged(held.digits).verdict == "key_withdrawn"
    anew = credentials.held(who["worker"])
    assert anew is not None
    assert judged(anew.digits).verdict == "holds"
    for kid in (old.kid, "nobody's"):
        with pytest.raises(NotNow):
            permit_keys.withdraw(who["secretary"], kid, "again")


def test_an_employer_learns_yes_or_no_and_the_worker_sees_that_it_asked(
    who: dict[str, Account], permit: Permit, clock: Clock
) -> None:
    born = date(1990, 5, 17)
    other = Employer.objects.create(number="E-9", name="Other", state="NC")
    stranger = Account.objects.create(username="stranger", role="employer", employer=other)
    for account, number, day, yes in (
        (who["employer"], permit.number, born, True),
        (who["agent"], permit.number.lower(), born, True),
        (who["employer"], permit.number, date(1990, 5, 18), False),
        (who["employer"], "P-AAAAAAAAA", born, False),
        (stranger, permit.number, born, False),
    ):
        assert work_check.may_work(account, number, day) is yes
    page = signed_in(who["employer"])
    told = [
        page.post("/work-check/", {"number": permit.number, "born_on": day}).content.decode()
        for day in ("1990-05-17", "1990-05-18")
    ]
    assert ["Yes: this person may work for you today." in each for each in told] == [True, False]
    assert "Persona" not in "".join(told)
    seen = signed_in(who["worker"]).get("/my/readers/").content.decode()
    assert "asked whether your permit lets you work" in seen
    revoking.revoke(who["consulate"], permit, "no_work", "over")
    assert not work_check.may_work(who["employer"], permit.number, born)


def test_an_employer_asks_only_so_often(who: dict[str, Account], permit: Permit) -> None:
    for _ in range(work_check.MOST_ASKED - 2):
        audit.read(who["employer"], "work.check", "whether somebody may work", "permit", [""])
    call = calling(who["employer"])
    body = {"permit": permit.number, "born_on": "1990-05-17"}
    answers = [call.post("/work-checks", body) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[0].json() == {"yes": True}
    assert answers[2].headers["Retry-After"]
    assert call.post("/work-checks", {**body, "born_on": "1990"}).status_code == 422
    assert calling(who["border_officer"]).post("/work-checks", body).status_code == 403


def test_a_photo_is_cut_to_one_size_and_freed_of_all_that_a_camera_writes(
    who: dict[str, Account], appointment: Appointment
) -> None:
    page = signed_in(who["consulate"])
    for kind in ("JPEG", "PNG"):
        sent = io.BytesIO(face(kind))
        sent.name = f"photo.{kind.lower()}"
        assert (
            page.post(f"/consulate/appointments/{appointment.pk}/photo/", {"photo": sent}).status_code == 302
        )
    kept = Photo.every.get()
    image = Image.open(io.BytesIO(bytes(kept.jpeg)))
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", photos.SIZE, {})
    assert b"nobody should read" not in bytes(kept.jpeg)
    assert len(bytes(kept.small)) <= photos.SMALL_BYTES
    assert Entry.objects.filter(action="photo.take", kind="write").count() == 2


@pytest.mark.parametrize(
    "data",
    [b"", b"no photo", face(size=(239, 300)), b"\xff\xd8\xff\xe0" + b"\0" * 50, face()[:3000]],
    ids=["empty", "text", "small", "broken", "cut off"],
)
def test_what_is_no_photo_is_refused_in_words(
    data: bytes, who: dict[str, Account], appointment: Appointment
) -> None:
    sent = io.BytesIO(data)
    sent.name = "photo.jpg"
    answer = signed_in(who["consulate"]).post(
        f"/consulate/appointments/{appointment.pk}/photo/", {"photo": sent}
    )
    assert answer.status_code == 422
    assert not Photo.every.exists()


def test_a_picture_of_another_kind_or_with_too_many_pixels_is_no_photo() -> None:
    held = io.BytesIO()
    Image.new("RGB", (300, 400)).save(held, "GIF")
    with pytest.raises(ValidationError):
        photos.normal(held.getvalue())
    large = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(large, "PNG")
    with pytest.raises(ValidationError):
        photos.normal(large.getvalue())


def test_a_worker_without_a_permit_is_told_so(who: dict[str, Account], worker: Worker) -> None:
    page = signed_in(who["worker"])
    assert "no permit yet" in page.get("/my/permit/").content.decode()
    for path in ("photo.jpg", "permit.pdf"):
        assert page.get(f"/my/permit/{path}").status_code == 404
    assert page.post("/my/permit/device/", {"off": "yes"}).status_code == 409


def test_programs_revoke_give_back_and_read_their_own(who: dict[str, Account], permit: Permit) -> None:
    path = f"/permits/{permit.number}"
    wrong = {"ground": "complaint", "words": "x"}
    assert calling(who["consulate"]).post(f"{path}/revocation", wrong).status_code == 422
    sent = {"ground": "stay_over", "words": "x"}
    assert calling(who["consulate"]).post(f"{path}/revocation", sent).status_code == 204
    assert calling(who["consulate"]).post(f"{path}/restoration", {"words": "x"}).status_code == 403
    assert calling(who["border_officer"]).post(f"{path}/restoration", {"words": "x"}).status_code == 204
    own = calling(who["worker"]).get("/me/permit").json()
    assert judged(own["document"]).verdict == "holds"
