"""Whoever somebody is, whatever is asked, of whichever row: what `authority` says is what the rule says.

The rule is said again here in plain words, from what was noted of each row when it was made, and with no
query: whose it is, and where it lies.
"""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acuerdo.operate import audit
from acuerdo.operate.authority import ACTIONS, Denied, check, may
from acuerdo.records.models import (
    Account,
    Application,
    Appointment,
    Decision,
    Employer,
    JobOrder,
    Permit,
    Placement,
    Review,
    Season,
    Worker,
)
from acuerdo.records.models.accounts import ROLES
from acuerdo.records.scope import Personal, Unscoped
from service.calling import calling
from service.world import STATES, Noted, World, drawn_up

LISTS = {
    "/orders": ("order.see", JobOrder, "case"),
    "/workers": ("worker.see", Worker, "number"),
    "/applications": ("application.see", Application, "number"),
    "/placements": ("placement.see", Placement, "number"),
    "/appointments": ("appointment.check", Appointment, "number"),
    "/permits": ("permit.see", Permit, "number"),
    "/decisions": ("decision.see", Decision, "number"),
    "/reviews": ("review.see", Review, "number"),
}
"""Lists of the programming interface: the action that shows each, its rows, and what names them there."""

PAGES = {
    "/orders/": ("order.file", JobOrder, "C"),
    "/cases/": ("case.see", JobOrder, "C"),
    "/employers/": ("employer.see", Employer, "E"),
}
"""Lists of pages: the action that shows each, its rows, and with which letter their numbers begin."""


@dataclass
class Person:
    """Somebody who asks."""

    role: str
    active: bool
    states: list[str]
    employer: int | None
    acts_for: list[int]
    worker: int | None


@pytest.fixture
def world(db: None) -> World:
    """Rows of all kinds, of three employers and three workers."""
    return drawn_up()


def sees(person: Person, action: str, about: Noted, hidden: set[int]) -> bool:
    """The rule.

    Who is not active, or has no role, may do nothing; what is not in the table nobody may. Where a role
    reaches all rows, that is all. Where it reaches its own, a worker has the worker's, an employer that
    employer's, an agent those of the employers it acts for, and anybody else nothing. Where it reaches
    states, a row has to lie in one of the officer's, or anywhere at all where the officer has none. What a
    match gave is seen once its season is published.

    Args:
        hidden: the numbers of seasons that are matched and not published.
    """
    reach = ACTIONS.get(action, {}).get(person.role) if person.active else None
    if reach is None:
        return False
    if about.season in hidden and action == "placement.see":
        return False
    if about.of_a_match and hidden:
        return False
    if reach == "all":
        return True
    if reach == "states":
        if about.places is None and not isinstance(about.row, LYING):
            return False
        near = not person.states or bool(set(person.states) & set(about.places or ()))
        return near and not about.about_a_person
    if person.role == "worker":
        return about.worker is not None and about.worker.pk == person.worker
    theirs = {"employer": [person.employer], "agent": person.acts_for}.get(person.role, [])
    return about.employer is not None and about.employer.pk in theirs


LYING = (Decision, Review)
"""Kinds of rows of which some lie in a state and some do not."""


ANY_ROLE = st.sampled_from(["", *(role for role, _ in ROLES)])


def drawn(world: World, role: st.SearchStrategy[str] = ANY_ROLE) -> st.SearchStrategy[Person]:
    """Anybody: a role or none, with what accounts of that role have, and with what they should not."""
    employers = [each.pk for each in world.employers]
    return st.builds(
        Person,
        role=role,
        active=st.integers(0, 9).map(bool),
        states=st.lists(st.sampled_from([*STATES, "MTY", "GDL", "ZZ"]), unique=True, max_size=3),
        employer=st.sampled_from([None, *employers]),
        acts_for=st.lists(st.sampled_from(employers), unique=True),
        worker=st.sampled_from([None, *(each.pk for each in world.workers)]),
    )


def pairs() -> dict[str, list[tuple[str, str]]]:
    """Actions and roles by how far the action reaches, so that each is asked as often; and every pair."""
    found: dict[str, list[tuple[str, str]]] = {"any": []}
    for action in [*sorted(ACTIONS), "worker.delete"]:
        for role in ["", *(role for role, _ in ROLES)]:
            found["any"].append((action, role))
            if reach := ACTIONS.get(action, {}).get(role):
                found.setdefault(str(reach), []).append((action, role))
    return found


PAIRS = pairs()


def account_of(person: Person) -> Account:
    """The account of somebody."""
    made = Account.objects.create(
        username="drawn",
        role=person.role,
        is_active=person.active,
        states=person.states,
        employer_id=person.employer,
        worker_id=person.worker,
    )
    made.acts_for.set(person.acts_for)
    return made


drawing = settings(max_examples=600, suppress_health_check=[HealthCheck.function_scoped_fixture])


@drawing
@given(data=st.data())
def test_what_anybody_may_is_what_the_rule_says_of_every_row(world: World, data: st.DataObject) -> None:
    reaches = data.draw(st.sampled_from(["own", "states", "all", "any"]))
    action, role = data.draw(st.sampled_from(PAIRS[reaches]))
    person = data.draw(drawn(world, st.just(role)))
    hidden = data.draw(st.sets(st.sampled_from(range(len(world.seasons)))))
    with transaction.atomic():
        Season.objects.filter(name__in=[f"S-{at}" for at in hidden]).update(status="matched")
        account = account_of(person)
        may_at_all = person.active and person.role in ACTIONS.get(action, {})
        assert may(account, action) == may_at_all
        for kind, noted in world.by_kind().items():
            expected = {each.row.pk for each in noted if sees(person, action, each, hidden)}
            found = audit.rows(account, action, kind)
            assert set(found.values_list("pk", flat=True)) == expected, kind
            assert found.count() == len(expected), kind
        one = data.draw(st.sampled_from(world.noted))
        try:
            check(account, action, one.row)
        except Denied:
            assert not sees(person, action, one, set())
        else:
            assert sees(person, action, one, set())
        transaction.set_rollback(True)


@settings(drawing, max_examples=40)
@given(data=st.data())
def test_no_list_of_a_program_holds_or_counts_a_row_out_of_sight(world: World, data: st.DataObject) -> None:
    person = data.draw(drawn(world))
    hidden = data.draw(st.sets(st.sampled_from(range(len(world.seasons)))))
    with transaction.atomic():
        account = account_of(person)
        call = calling(account) if person.active and person.role else None
        Season.objects.filter(name__in=[f"S-{at}" for at in hidden]).update(status="matched")
        for address, (action, kind, name) in LISTS.items():
            if call is None:
                continue
            answer = call.get(f"{address}?limit=100")
            if person.role not in ACTIONS[action]:
                assert answer.status_code == 403, address
                continue
            noted = world.by_kind()[kind]
            shown = {_name(each.row, name) for each in noted if sees(person, action, each, hidden)}
            told = answer.json()
            assert {each[name] for each in told["items"]} == shown, address
            assert told["count"] == len(shown), address
        transaction.set_rollback(True)


def _name(row: Any, *names: str) -> Any:
    """What names a row: the first of these that it has, or its key."""
    return next((getattr(row, name) for name in names if hasattr(row, name)), row.pk)


@settings(drawing, max_examples=60)
@given(data=st.data())
def test_no_list_of_a_page_holds_a_row_out_of_sight(world: World, data: st.DataObject) -> None:
    person = data.draw(drawn(world))
    with transaction.atomic():
        page = Client()
        page.force_login(account_of(person))
        for address, (action, kind, sign) in PAGES.items():
            answer = page.get(address)
            if not person.active or person.role not in ACTIONS[action]:
                assert answer.status_code in (302, 403), address
                continue
            noted = world.by_kind()[kind]
            shown = {_name(each.row, "case", "number") for each in noted if sees(person, action, each, set())}
            assert set(re.findall(rf"\b{sign}-\d\b", answer.content.decode())) == shown, address
        transaction.set_rollback(True)


PERSONAL = [each for each in apps.get_app_config("records").get_models() if issubclass(each, Personal)]
ASKED = (
    "all",
    "count",
    "first",
    "exists",
    "get",
    "filter",
    "exclude",
    "values",
    "aggregate",
    "iterator",
    "none",
)


@pytest.mark.parametrize("kind", PERSONAL)
@pytest.mark.parametrize("asked", ASKED)
def test_no_row_about_a_person_is_asked_for_without_saying_who_asks(
    kind: type[models.Model], asked: str, db: None
) -> None:
    with pytest.raises(Unscoped):
        getattr(kind.objects, asked)()  # type: ignore[attr-defined]
