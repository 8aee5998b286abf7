"""Housing that employers offer, and what workers tell of the places where they work and sleep."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Condition, Employment, Housing, JobOrder
from acuerdo.records.models.visits import CONDITIONS

MOST_BEDS = 20_000
"""More beds than any house has (layout of the form, no legal meaning)."""
WORKER = "employment__placement__application__worker"
MOST_SHOWN = 100
"""Reports of one place that a page shows."""


class HousingForm(forms.Form):
    """A house that an employer offers."""

    address = forms.CharField(label=_("Address"), max_length=200)
    beds = forms.IntegerField(label=_("Beds"), min_value=1, max_value=MOST_BEDS)


@transaction.atomic
def offer(account: Account, order: JobOrder, fields: Mapping[str, Any]) -> Housing:
    """Offer a house to whoever works in an order: it is looked at before they come.

    Raises:
        Denied: the account does not stand for this employer.
        NotNow: the order was denied or withdrawn.
    """
    check(account, "housing.offer", order)
    if order.status in ("denied", "withdrawn"):
        raise NotNow("offer_housing", order.status)
    made = Housing.objects.create(order=order, filed_at=clock.now(), **fields)
    audit.written(account, "housing.offer", "housing", audit.subject_of(made))
    return made


def housing(account: Account, order: JobOrder) -> QuerySet[Housing]:
    """The houses that are offered in an order.

    Raises:
        Denied: the role sees none.
    """
    check(account, "housing.see")
    found: QuerySet[Housing] = audit.rows(account, "housing.see", Housing).filter(order=order)
    return found.order_by("pk")


class ConditionForm(forms.Form):
    """What a worker says of the place."""

    about = forms.ChoiceField(
        label=_("What it is about"), choices=[(code, _(word)) for code, word in CONDITIONS]
    )
    words = forms.CharField(
        label=_("In words"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, required=False
    )


@transaction.atomic
def tell(account: Account, employment: Employment, fields: Mapping[str, Any]) -> Condition:
    """Tell of the place where one works or sleeps; the employer never sees who did, nor what was said.

    Raises:
        Denied: it is the work of somebody else.
    """
    check(account, "condition.report", employment)
    made: Condition = Condition.every.create(employment=employment, at=clock.now(), **fields)
    number = employment.placement.application.worker.number
    audit.written(account, "condition.report", str(fields["about"]), audit.subject_of(made), number)
    return made


@transaction.atomic
def conditions(account: Account, order: JobOrder, since: date | None = None) -> list[Condition]:
    """What workers told of an order, the last first; each worker in the audit.

    Raises:
        Denied: the role may not.
    """
    rows = audit.rows(account, "condition.see", Condition).filter(employment__order=order)
    rows = rows.filter(at__date__gte=since) if since else rows
    rows = rows.select_related(WORKER).order_by("-at", "-pk")[:MOST_SHOWN]
    return audit.see_many(account, "condition.see", rows, "conditions of work", WORKER)
