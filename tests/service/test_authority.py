"""Who may do what: every role, action and kind of row, one's own and another's, within reach or not."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import models

from acuerdo.operate import applying, audit, orders, placing, registering, reviewing
from acuerdo.operate.authority import ACTIONS, REASONS, Denied, Reach, Sight, check, may
from acuerdo.records.models import (
    Account,
    Application,
    Appointment,
    Condition,
    Crossing,
    Decision,
    Employer,
    Employment,
    Hour,
    Housing,
    JobOrder,
    Notice,
    Owed,
    PayReport,
    Permit,
    Placement,
    Season,
    Visit,
    Worker,
    WorkItem,
)
from acuerdo.records.models.accounts import ROLES
from acuerdo.records.scope import Unscoped
from acuerdo.web import refusals
from acuerdo.web.api import words
from acuerdo.web.words import REASONS_DENIED
from service.conftest import Clock, run

ROLE_NAMES = [role for role, _ in ROLES]
ABOUT = {
    "employer": "employer",
    "order": "order",
    "case": "order",
    "hour": "hour",
    "worker": "worker",
    "application": "application",
    "placement": "placement",
    "appointment": "appointment",
    "permit": "permit",
    "transfer": "permit",
    "decision": "decision",
    "review": "review",
    "account": "account",
    "credential": "permit",
    "photo": "appointment",
    "work": "permit",
    "notice": "notice",
    "crossing": "crossing",
    "item": "item",
    "stay": "permit",
    "arrival": "placement",
    "renewal": "placement",
    "pay": "pay",
    "owed": "owed",
    "housing": "house",
    "visit": "visit",
    "condition": "condition",
}
"""What the rows of an action are, by the first part of its name; others are about no row."""
ABOUT_ORDERS = ("decision.see", "review.see", "review.ask", "review.answer")
"""Actions that reach decisions about orders alone, but for workers and the origin."""
ON = {
    "permit.grant": "appointment",
    "review.ask": "decision",
    "application.file": "worker",
    "notice.choose": "worker",
    "pay.report": "placement",
    "housing.offer": "order",
    "visit.make": "order",
    "condition.report": "placement",
    "rating.give": "placement",
}
"""Actions that are asked for another kind of row."""
Rows = dict[str, dict[str, models.Model]]


@pytest.fixture
def rows(
    who: dict[str, Account],
    season: Season,
    clock: Clock,
    order_fields: Callable[..., dict[str, Any]],
    worker_fields: Callable[..., dict[str, Any]],
) -> Rows:
    """A row of each kind that is one's own and lies in NC and at MTY, and one of another that does not."""
    found: Rows = {"near": {}, "far": {}}
    other = Employer.objects.create(
        number="E-2", name="Far farm", state="CA", accredited_on=date(2016, 10, 1)
    )
    far = Account.objects.create(username="far employer", role="employer", employer=other)
    far_worker = Account.objects.create(username="far worker", role="worker")
    for name, account, of, state in (
        ("near", who["employer"], who["employer"].employer, "NC"),
        ("far", far, other, "CA"),
    ):
        order = orders.file(account, of, order_fields(case=name, state=state, places_requested=1))
        orders.certify(who["certifying_officer"], order, "certified", 1)
        found[name] |= {"employer": of, "order": order, "account": account}
    for name, account in (("near", who["worker"]), ("far", far_worker)):
        worker = registering.register(account, worker_fields(surnames=name))
        made = applying.apply(account, season, worker)
        applying.rank(account, made, [found[name]["order"]])
        found[name] |= {"worker": worker, "application": made}
    season = run(who["secretary"], season, clock)
    for name, account, consulate in (("near", who["worker"], "MTY"), ("far", far_worker, "GDL")):
        placement = Placement.every.get(application=found[name]["application"])
        placing.confirm(account, placement)
        hour = Hour.objects.create(
            consulate=consulate, at=placement.answer_by + timedelta(days=9), capacity=1
        )
        appointment = placing.book(account, placement, hour)
        placing.checked(who["consulate"], appointment, passed=True)
        appointment.refresh_from_db()
        permit = placing.grant(who["consulate"], appointment)
        decision = Decision.every.get(kind="permit", worker=found[name]["worker"])
        review = reviewing.ask(account, decision, "")
        told = Crossing.every.create(
            number=permit.number,
            permit=permit,
            direction="entry",
            on=permit.holds_from,
            at=placement.answer_by,
            place="Laredo",
            party="USA",
            source=name,
            filed_at=placement.answer_by,
            by=who["border_officer"],
        )
        item = WorkItem.every.create(
            kind="one_sided",
            name=name,
            owner="MEX",
            permit=permit,
            opened_on=permit.holds_from,
            due_on=permit.until,
        )
        found[name] |= {
            "placement": placement,
            "appointment": appointment,
            "hour": hour,
            "permit": permit,
            "decision": decision,
            "review": review,
            "notice": Notice.every.filter(worker=found[name]["worker"]).latest("pk"),
            "crossing": told,
            "item": item,
            **rights_of(placement, who["inspector"]),
        }
    for role in ("certifying_officer", "inspector"):
        who[role].states = ["NC"]
    who["consulate"].states = ["MTY"]
    for account in who.values():
        account.save()
    return found


def rights_of(placement: Placement, inspector: Account) -> dict[str, models.Model]:
    """What was paid, is owed, was seen and told in somebody's work."""
    order = placement.order
    work = Employment.every.get_or_create(
        placement=placement, order=order, defaults={"since": order.starts, "until": order.ends}
    )[0]
    told: dict[str, Any] = {"employment": work, "since": order.starts, "until": order.starts}
    at = placement.offered_at
    return {
        "pay": PayReport.every.create(by="employer", paid_cents=1, at=at, **told),
        "owed": Owed.every.create(
            kind="wages", cents=1, currency="USD", whose="both", status="ordered", found_at=at, **told
        ),
        "house": Housing.objects.create(order=order, address="x", beds=1, filed_at=at),
        "visit": Visit.objects.create(order=order, by=inspector, on=order.starts, filed_at=at),
        "condition": Condition.every.create(employment=work, about="water", at=at),
    }


def test_every_action_is_asked_for_a_row_of_its_kind_or_for_none() -> None:
    about_nothing = {
        *("recruiter", "season", "places", "audit", "token"),
        *("permit_key", "export", "erasure", "job", "clock", "rating"),
    }
    behind_the_wall = {"complaint", "finding", "refund"}  # see `test_complaint_wall`
    assert {action.partition(".")[0] for action in ACTIONS} == set(ABOUT) | about_nothing | behind_the_wall


def test_the_whole_matrix_holds_on_rows_within_and_out_of_reach(who: dict[str, Account], rows: Rows) -> None:
    for action, by_role in ACTIONS.items():
        kind = ON.get(action, ABOUT.get(action.partition(".")[0]))
        for role in ROLE_NAMES:
            reach, account = by_role.get(role), Account.objects.get(username=role)
            assert may(account, action) == (reach is not None), (role, action)
            if kind is None:
                continue
            for where in ("near", "far"):
                row = rows[where][kind]
                reaches = reach is Reach.ALL or (reach is not None and where == "near")
                reaches &= action not in ABOUT_ORDERS or role in ("worker", "origin_officer")
                assert may(account, action, row) == reaches, (role, action, where)
                shown = type(row)._base_manager.filter(Sight(account, action).within(type(row)), pk=row.pk)
                assert shown.exists() == reaches, (role, action, where)


def test_an_officer_without_a_state_answers_for_all(who: dict[str, Account], rows: Rows) -> None:
    officer = Account.objects.get(username="certifying_officer")
    assert not may(officer, "order.certify", rows["far"]["order"])
    officer.states = []
    assert may(officer, "order.certify", rows["far"]["order"])


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_nobody_signed_out_inactive_or_without_a_role_may_do_anything(action: str, db: None) -> None:
    gone = Account(username="gone", role="secretary", is_active=False)
    nobody = Account(username="nobody", role="")
    for account, reason in ((AnonymousUser(), "signed_out"), (gone, "signed_out"), (nobody, "role")):
        with pytest.raises(Denied) as told:
            check(account, action)  # type: ignore[arg-type]
        assert told.value.reason == reason


def test_an_employer_and_a_certifying_officer_see_decisions_about_orders_and_none_about_people(
    who: dict[str, Account], rows: Rows
) -> None:
    for role in ("employer", "agent", "certifying_officer"):
        account = Account.objects.get(username=role)
        for states in (account.states, []):
            account.states = states
            seen = audit.rows(account, "decision.see", Decision)
            assert {each.kind for each in seen} == {"certification", "places"}


def test_every_reason_of_a_refusal_has_its_words_on_pages_and_for_programs() -> None:
    for said in (refusals.DENIED, words.REASONS):
        assert set(said) == set(REASONS) - {"signed_out"}
    assert set(REASONS_DENIED) == set(REASONS)


def test_what_is_not_in_the_table_nobody_may(who: dict[str, Account]) -> None:
    assert not any(may(account, "worker.delete") for account in who.values())


@pytest.mark.parametrize("model", [Worker, Application, Placement, Decision, Permit, Appointment])
def test_rows_about_people_cannot_be_asked_for_without_saying_who_asks(
    model: type[models.Model], db: None
) -> None:
    with pytest.raises(Unscoped):
        model.objects.count()  # type: ignore[attr-defined]


def test_related_rows_about_people_cannot_be_asked_for_either(
    who: dict[str, Account], worker: Worker
) -> None:
    with pytest.raises(Unscoped):
        worker.applications.count()


def test_nobody_learns_whether_a_row_out_of_reach_is_there(who: dict[str, Account], rows: Rows) -> None:
    for number in (rows["far"]["worker"].number, "W-000000000"):
        with pytest.raises(audit.NotThere, match=r"^Worker is not there$"):
            audit.see(who["worker"], "worker.see", Worker, "status", number=number)


def test_a_worker_account_without_a_record_sees_nobody(db: None) -> None:
    stranger = Account.objects.create(username="stranger", role="worker")
    assert not audit.rows(stranger, "worker.see", Worker).exists()
    assert not audit.rows(stranger, "order.see", JobOrder).exists()


def test_nobody_sees_who_was_placed_before_the_season_is_published(
    who: dict[str, Account], matched: Season
) -> None:
    for role in ("worker", "employer", "origin_officer", "certifying_officer"):
        assert audit.rows(who[role], "placement.see", Placement).count() == 1, role
    Season.objects.filter(pk=matched.pk).update(status="matched")
    for role in ("worker", "employer", "origin_officer", "certifying_officer"):
        assert audit.rows(who[role], "placement.see", Placement).count() == 0, role
