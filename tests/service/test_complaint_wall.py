"""Nobody who enforces anything, and nobody complained about, finds a complaint: by no page, operation,
export, count, refusal, number or entry of the audit."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from acuerdo.operate import audit, complaining, complaints, history, people, registering, sealing, wall
from acuerdo.operate.authority import ACTIONS, may
from acuerdo.records import models as records
from acuerdo.records.models import Account, Application, Complaint, Employer, JobOrder, Refund, Worker
from acuerdo.records.models.accounts import ROLES
from acuerdo.web.api.app import described
from service.calling import calling
from service.complaining import FEE, WORDS, filed, row, substantiated

ROLE_NAMES = [role for role, _ in ROLES]
ANSWERS = ("inspector", "origin_officer")
MARK = "the farm at the river bend"
SAID = "come on Tuesday with the lists"


@pytest.fixture
def complaint(who: dict[str, Account], worker: Worker) -> Complaint:
    """A complaint by name about a fee, with a message, a finding that is not told, and a fee ordered back."""
    sent = filed(who["worker"], **FEE | {"named": MARK})
    employer = Employer.objects.get(number="E-1")
    complaints.tie(who["inspector"], row(sent), employer, None)
    complaints.say(who["inspector"], row(sent), SAID)
    found = substantiated(who["inspector"], sent, "no_worker_fees")
    Refund.every.update(status="asked")  # an employer is told of it once it is ordered
    return found


def told_of(complaint: Complaint) -> list[str]:
    """Everything by which a complaint could be known."""
    finding = complaint.finding
    refund = Refund.every.get(complaint=complaint)
    return [complaint.number, finding.number, refund.number, WORDS, MARK, SAID, FEE["paid_to"]]


def stranger(who: dict[str, Account], role: str) -> Account:
    """The account of a role; another worker, and an inspector of another state."""
    if role == "worker":
        made = Account.objects.create(username="stranger", role="worker")
        fields = {"given_names": "Persona", "surnames": "otra", "born_on": date(1990, 1, 1)}
        registering.register(made, fields | {"nationality": "MEX"})
        return made
    if role == "inspector":
        return Account.objects.create(username="far", role="inspector", states=["CA"])
    return who[role]


def addresses(complaint: Complaint) -> Iterator[str]:
    """Every address of a page, filled with what names rows of each kind, and with the complaint's own."""
    assert complaint.worker is not None

    def below(patterns: Any, before: str) -> Iterator[str]:
        for each in patterns:
            if isinstance(each, URLResolver):
                if each.app_name != "ninja":
                    yield from below(each.url_patterns, before + str(each.pattern))
            elif isinstance(each, URLPattern):
                yield before + str(each.pattern)

    for pattern in below(get_resolver().url_patterns, "/"):
        if pattern.startswith("/accounts/"):
            continue
        for named in (complaint.number, complaint.worker.number):
            yield PART.sub(lambda part, named=named: "1" if part[1] == "int" else named, pattern)  # type: ignore[misc]


PART = re.compile(r"<(\w+):(\w+)>")


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_no_page_shows_anything_of_a_complaint(
    who: dict[str, Account], complaint: Complaint, order: JobOrder, application: Application, role: str
) -> None:
    page = Client()
    page.force_login(stranger(who, role))
    hidden = (
        told_of(complaint) if role != "auditor" else [each for each in told_of(complaint) if "-" not in each]
    )
    for address in dict.fromkeys(addresses(complaint)):
        for asked in (address, f"{address}?purpose=protection", f"{address}?purpose=answer"):
            answer = page.get(asked)
            said = (b"".join(answer) if answer.streaming else answer.content).decode("utf-8", "replace")
            # Where the number itself was asked for, a page may repeat it: that tells nothing.
            told = [each for each in hidden if each not in asked]
            assert [each for each in told if each in said] == [], (role, asked)


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_no_operation_shows_or_counts_anything_of_a_complaint(
    who: dict[str, Account], complaint: Complaint, order: JobOrder, application: Application, role: str
) -> None:
    call = calling(stranger(who, role))
    hidden = (
        told_of(complaint) if role != "auditor" else [each for each in told_of(complaint) if "-" not in each]
    )
    for path, operations in json.loads(described())["paths"].items():
        if "get" not in operations:
            continue
        for named in (complaint.number, str(complaint.pk), "1"):
            asked = re.sub(r"\{\w+\}", named, path.removeprefix("/api/v1"))
            answer = call.get(asked + ("?limit=100" if "{" not in path else ""))
            said = answer.content.decode()
            assert [each for each in hidden if each in said] == [], (role, asked)
            if "/complaints" in path or "/refunds" in path:
                refused = answer.status_code in (403, 404, 422)
                assert refused or answer.json()["count"] == 0, (role, asked)


def test_what_the_auditor_exports_says_a_number_and_no_word(
    who: dict[str, Account], complaint: Complaint
) -> None:
    sealing.seal(who["auditor"])
    page = Client()
    page.force_login(who["auditor"])
    answer = page.get("/audit/export.jsonl")
    lines = (b"".join(answer) if answer.streaming else answer.content).decode().splitlines()
    ours = [each for each in lines if complaint.number in each]
    assert ours
    assert complaint.worker is not None
    for line in ours:
        assert [each for each in (WORDS, MARK, SAID, complaint.worker.number) if each in line] == []
        assert '"worker":"W' not in line.replace(" ", "")


REACHES = {"complaint": ("worker", "inspector"), "finding": (), "refund": ("inspector",)}
"""Who is reached by a row of the complaint above, by the first part of an action's name."""


def test_no_action_but_those_of_its_own_name_reaches_what_lies_behind_the_wall(
    who: dict[str, Account], complaint: Complaint
) -> None:
    for name, (noun, _of) in wall.NOUNS.items():
        model: Any = getattr(records, name)
        kept = list(model.every.all())
        assert bool(kept) == (name not in ("Exhibit", "ComplaintReview"))
        for action, by_role in ACTIONS.items():
            own = action.partition(".")[0] == noun
            for role, account in who.items():
                sees = own and role in REACHES[noun] and role in by_role and bool(kept)
                assert audit.rows(account, action, model).exists() == sees, (name, role, action)
                for each in kept:
                    assert may(account, action, each) == sees, (name, role, action)


def test_whoever_may_not_is_told_the_same_of_a_complaint_that_is_there_and_of_none(
    who: dict[str, Account], complaint: Complaint
) -> None:
    far = Account.objects.create(username="far", role="inspector", states=["CA"])
    for account in (*(who[role] for role in ROLE_NAMES if role != "inspector"), far):
        page = Client()
        page.force_login(account)
        for step in ("", "pictures/1/", "?purpose=answer"):
            told = []
            for number in (complaint.number, "Q-000000000"):
                with CaptureQueriesContext(
                    connection,
                ) as asked:
                    answer = page.get(f"/complaints/{number}/{step}")
                said = re.sub(r'value="[^"]*"', "", answer.content.decode()).replace(number, "")
                told.append((answer.status_code, len(asked), said))
            assert told[0] == told[1], (account.username, step)
            assert told[0][0] in (403, 404)
        for step in ("look", "say", "decide", "tell", "answer", "tie"):
            codes = {
                page.post(f"/complaints/{number}/{step}/", {}).status_code
                for number in (complaint.number, "Q-000000000")
            }
            assert len(codes) == 1, (account.username, step)


def test_a_wrong_number_and_a_wrong_secret_are_told_apart_by_nothing(db: None) -> None:
    sent, told = filed(), []
    for number, secret in ((sent.number, "0" * 16), ("Q-000000000", sent.secret), ("Q-000000000", "x")):
        page = Client()
        with CaptureQueriesContext(connection) as asked:
            answer = page.post("/complain/follow/", {"number": number, "secret": secret})
        said = re.sub(r'value="[^"]*"', "", answer.content.decode())
        told.append((answer.status_code, len(asked), said))
    assert told[0] == told[1] == told[2]
    assert told[0][0] == 404


def test_the_file_of_a_worker_says_the_same_whether_the_worker_complained_or_not(
    who: dict[str, Account], worker: Worker
) -> None:
    def seen() -> list[Any]:
        return [
            list(history.of_person(who["origin_officer"], worker).values_list("action", "subject")),
            list(audit.entries(who["auditor"], worker.number).values_list("action", "subject")),
            sorted(people.file_of(who["origin_officer"], worker.number, "review")),
        ]

    before = seen()
    for account in (who["worker"], None):
        sent = filed(account)
        complaints.opened(who["inspector"], sent.number, "answer")
        complaining.say(row(sent), "more")
    substantiated(who["inspector"], sent)
    after = seen()
    # Opening the file was itself an entry, both times; of the complaint there is none.
    assert before[2] == after[2]
    assert before[0] == after[0]
    assert {each for each in after[1] if "omplain" in "".join(each)} == set()


def test_neither_address_nor_program_nor_instant_is_kept(db: None) -> None:
    page = Client(
        REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="marked-program", HTTP_X_FORWARDED_FOR="203.0.113.78"
    )
    second = page.post("/complain/", {"kind": "wages", "about": "employer"})
    key = re.search(r'name="key" value="([^"]+)"', second.content.decode())
    assert key is not None
    page.post("/complain/", {"kind": "wages", "about": "employer", "key": key[1], "words": WORDS})
    kept = Complaint.every.get()
    assert not [each.name for each in Complaint._meta.fields if each.get_internal_type() == "DateTimeField"]
    for model in apps.get_models():
        for values in model._base_manager.values():
            text = repr(values)
            assert "203.0.113" not in text, model
            assert "marked-program" not in text, model
            assert key[1] not in text, model
    assert kept.worker is None
    assert "sessionid" not in page.cookies


def test_numbers_say_nothing_of_how_many_there_are(db: None) -> None:
    numbers = {filed().number for _ in range(5)}
    assert len(numbers) == 5
    subjects = set(records.Entry.objects.values_list("subject", flat=True))
    assert subjects == {f"complaint:{number}" for number in numbers}
