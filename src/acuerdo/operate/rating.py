"""Ratings: what workers say of a season that is over, told of groups alone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check
from acuerdo.operate.paying import at_work
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Employment, JobOrder, Published, Rating, Recruiter
from acuerdo.rules.ratings import LEAST_GROUP, told

OF_EMPLOYERS: Mapping[str, Any] = {
    "pay": _("Were you paid what was promised?"),
    "hours": _("Was there as much work as was promised?"),
    "housing": _("Was the housing fit to live in?"),
    "treatment": _("Were you treated with respect?"),
    "again": _("Would you work there again?"),
}
OF_RECRUITERS: Mapping[str, Any] = {
    "free": _("Did it cost you nothing to be recruited?"),
    "truth": _("Was what you were told of the work true?"),
}
QUESTIONS = {**OF_EMPLOYERS, **OF_RECRUITERS}
"""What is asked, by name."""
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class RatingForm(forms.Form):
    """Few plain questions."""

    def __init__(self, data: Any, recruiters: Iterable[Recruiter]) -> None:
        super().__init__(data)
        for name, words in OF_EMPLOYERS.items():
            self.fields[name] = forms.ChoiceField(label=words, choices=YES_NO, widget=forms.RadioSelect)
        named = [("", _("Nobody")), *((each.licence, f"{each.name} ({each.licence})") for each in recruiters)]
        self.fields["recruiter"] = forms.ChoiceField(
            label=_("Who found you for this work?"), choices=named, required=False
        )
        for name, words in OF_RECRUITERS.items():
            self.fields[name] = forms.ChoiceField(
                label=words, choices=YES_NO, widget=forms.RadioSelect, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Whoever was recruited says how it was."""
        found = super().clean() or {}
        for name in OF_RECRUITERS if found.get("recruiter") else ():
            if not found.get(name):
                self.add_error(name, _("Answer this too, as somebody found you for this work."))
        return found


def recruiters() -> list[Recruiter]:
    """Whoever has a licence: the register is public."""
    return list(Recruiter.every.filter(revoked_on=None).order_by("name", "pk"))


def to_rate(account: Account) -> list[Employment]:
    """Work of a worker that is over and not rated yet, the last first."""
    found = at_work(account, "rating.give").filter(until__lt=clock.today(), rating=None)
    return list(found.order_by("-until", "-pk"))


@transaction.atomic
def give(account: Account, employment: Employment, answers: Mapping[str, str]) -> Rating:
    """Say what a season was like. Nobody reads it alone, and it cannot be taken back once a group is told.

    Args:
        answers: yes or no by the name of each question, and the licence of the recruiter.

    Raises:
        Denied: it is the work of somebody else.
        NotNow: the work is not over, or was rated before.
    """
    check(account, "rating.give", employment)
    employment = (
        Employment.every.select_for_update(of=("self",)).select_related("placement").get(pk=employment.pk)
    )
    if employment.placement.status != "permitted" or employment.until >= clock.today():
        raise NotNow("rate", "not_over")
    if Rating.every.filter(employment=employment).exists():
        raise NotNow("rate", "rated")
    recruiter = Recruiter.every.filter(licence=answers.get("recruiter") or None).first()
    names = QUESTIONS if recruiter else OF_EMPLOYERS
    made: Rating = Rating.every.create(
        employment=employment,
        recruiter=recruiter,
        answers={name: answers[name] == "yes" for name in names},
        at=clock.now(),
    )
    number = account.worker.number if account.worker else ""
    audit.written(account, "rating.give", "rating of a season", audit.subject_of(made), number)
    return made


@transaction.atomic
def publish(account: Account) -> list[Published]:
    """Tell what groups said: all ratings of an employer, or of a recruiter, that no publication holds yet, if
    there are enough of them. The others wait.

    A rating is in one publication of each kind at most, and none is ever made anew: whatever two of them
    differ by is a whole group.

    Raises:
        Denied: the role may not.
    """
    check(account, "rating.publish")
    made = []
    for kind, of, names in (
        ("employer", "employment__order__employer_id", OF_EMPLOYERS),
        ("recruiter", "recruiter_id", OF_RECRUITERS),
    ):
        waiting = Rating.every.select_for_update(of=("self",)).filter(**{f"in_{kind}s": None})
        waiting = waiting.exclude(**{of.removesuffix("_id"): None}) if kind == "recruiter" else waiting
        rows = list(
            waiting.order_by("pk").values_list(
                "pk", of, "employment__placement__application__worker", "answers"
            )
        )
        made += _publish(kind, rows, list(names))
    audit.written(account, "rating.publish", "what groups said", "published", count=len(made))
    return made


def _publish(kind: str, rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> list[Published]:
    # Somebody who rated two seasons of one employer is one person of the group, by the last word.
    last = {(of, worker): answers for _pk, of, worker, answers in rows}
    groups = {of: at for at, of in enumerate(sorted({of for of, _worker in last}))}
    if not groups:
        return []
    found = told(
        np.array([groups[of] for of, _worker in last], np.int64),
        np.array([[answers[name] for name in names] for answers in last.values()], np.bool_),
        len(groups),
    )
    made = []
    for of, at in groups.items():
        if not found.told[at]:
            continue
        published = Published.objects.create(
            on=clock.today(),
            people=int(found.people[at]),
            tenths=dict(zip(names, found.tenths[at].tolist(), strict=True)),
            **{f"{kind}_id": of},
        )
        within = [pk for pk, of_row, _worker, _answers in rows if of_row == of]
        Rating.every.filter(pk__in=within).update(**{f"in_{kind}s": published})
        made.append(published)
    return made


def of_employers(orders: Iterable[JobOrder]) -> dict[int, Published]:
    """What the last group said of the employer of each order, by employer."""
    wanted = {each.employer_id for each in orders}
    found = Published.objects.filter(employer__in=wanted).order_by("on", "pk")
    return {int(each.employer_id): each for each in found if each.employer_id}


def of_recruiters(rows: Iterable[Recruiter]) -> dict[int, Published]:
    """The same of recruiters."""
    found = Published.objects.filter(recruiter__in=list(rows)).order_by("on", "pk")
    return {int(each.recruiter_id): each for each in found if each.recruiter_id}


def published() -> QuerySet[Published]:
    """Everything that was told of groups, the last first."""
    return Published.objects.select_related("employer", "recruiter").order_by("-on", "-pk")


def lines(published: Published) -> list[tuple[Any, int]]:
    """The questions and how many in ten said yes."""
    return [(QUESTIONS[name], tenth) for name, tenth in published.tenths.items()]


__all__ = [
    "LEAST_GROUP",
    "RatingForm",
    "give",
    "lines",
    "of_employers",
    "of_recruiters",
    "publish",
    "published",
    "to_rate",
]
